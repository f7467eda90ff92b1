// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/schemastore.h"

#include "model/schema/schemabundle.h"

#include <QCoreApplication>
#include <QtEndian>

#include <cstring>

namespace model {

namespace {

using namespace schemabundle;

int compare(QByteArrayView a, QByteArrayView b)
{
    if (a.isEmpty() || b.isEmpty()) return int(!a.isEmpty()) - int(!b.isEmpty());
    const int order = std::memcmp(a.data(), b.data(), size_t(std::min(a.size(), b.size())));
    return order ? order : int(a.size() > b.size()) - int(a.size() < b.size());
}

} // namespace

std::pair<QByteArrayView, QByteArrayView> splitApiVersion(QByteArrayView apiVersion)
{
    const qsizetype slash = apiVersion.indexOf('/');
    if (slash < 0) return {{}, apiVersion};
    return {apiVersion.first(slash), apiVersion.sliced(slash + 1)};
}

// --- nodes

quint32 SchemaNode::word(int index) const
{
    return m_store->word(m_store->m_nodesAt + (qsizetype(m_index) * nodeWords + index) * 4);
}

SchemaType SchemaNode::type() const { return isValid() ? SchemaType(word(TypeWord) & typeMask) : SchemaType::Any; }

SchemaFormat SchemaNode::format() const
{
    return isValid() ? SchemaFormat(word(TypeWord) >> formatShift & typeMask) : SchemaFormat::None;
}

QByteArrayView SchemaNode::typeName() const { return isValid() ? m_store->string(word(NameWord)) : QByteArrayView(); }

int SchemaNode::propertyCount() const { return isValid() ? int(word(PropertyCount)) : 0; }

SchemaProperty SchemaNode::property(int index) const
{
    if (index < 0 || index >= propertyCount()) return {};
    const qsizetype at = m_store->m_propertiesAt + (qsizetype(word(FirstProperty)) + index) * propertyWords * 4;
    const quint32 flags = m_store->word(at + 8);
    return {m_store->string(m_store->word(at)),
            {m_store, m_store->word(at + 4)},
            (flags & requiredFlag) != 0,
            (flags & statedRequiredFlag) != 0,
            (flags & alwaysFlag) != 0,
            (flags & mergeFlag) != 0,
            (flags & retainKeysFlag) != 0,
            (flags & replaceFlag) != 0,
            (flags & granularFlag) != 0,
            (flags & zeroDefaultFlag) != 0,
            m_store->string(m_store->word(at + 12))};
}

int SchemaNode::indexOf(QByteArrayView name) const
{
    int low = 0, high = propertyCount();
    if (high == 0) return -1;
    const qsizetype first = m_store->m_propertiesAt + qsizetype(word(FirstProperty)) * propertyWords * 4;
    while (low < high) {
        const int middle = (low + high) / 2;
        const int order = compare(m_store->string(m_store->word(first + qsizetype(middle) * propertyWords * 4)), name);
        if (order == 0) return middle;
        (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
    }
    return -1;
}

bool SchemaNode::isOpen() const { return isValid() && (word(TypeWord) >> flagShift & openFlag); }

SchemaNode SchemaNode::child() const
{
    const quint32 index = isValid() ? word(Child) : none;
    return index == none ? SchemaNode() : SchemaNode(m_store, index);
}

int SchemaNode::enumCount() const { return isValid() ? int(word(Lengths) & lengthMask) : 0; }

bool SchemaNode::isEnumStated() const { return enumCount() > 0 && (word(TypeWord) >> flagShift & ownEnumFlag) == 0; }

QByteArrayView SchemaNode::enumValue(int index) const
{
    if (index < 0 || index >= enumCount()) return {};
    return m_store->string(m_store->word(m_store->m_wordsAt + (qsizetype(word(FirstEnum)) + index) * 4));
}

bool SchemaNode::hasEnumValue(QByteArrayView value) const
{
    for (int i = 0; i < enumCount(); ++i)
        if (enumValue(i) == value) return true;
    return false;
}

SchemaListType SchemaNode::listType() const
{
    return isValid() ? SchemaListType(word(TypeWord) >> flagShift & listTypeMask) : SchemaListType::None;
}

std::vector<QByteArrayView> SchemaNode::mapKeys() const
{
    std::vector<QByteArrayView> keys;
    const quint32 count = isValid() ? word(Lengths) >> flagShift : 0;
    for (quint32 i = 0; i < count; ++i)
        keys.push_back(m_store->string(m_store->word(m_store->m_wordsAt + (qsizetype(word(FirstMapKey)) + i) * 4)));
    return keys;
}

bool SchemaNode::isAtomicMap() const { return isValid() && (word(TypeWord) >> flagShift & atomicMapFlag); }

QByteArrayView SchemaNode::patchMergeKey() const
{
    return isValid() ? m_store->string(word(MergeKey)) : QByteArrayView();
}

// --- the store

Result<std::unique_ptr<const SchemaStore>> SchemaStore::load(QByteArray bundle)
{
    std::unique_ptr<SchemaStore> store(new SchemaStore);
    if (!store->open(std::move(bundle)))
        return Error{Error::Code::Invalid, QCoreApplication::translate("Schema", "This is not a bundle of schemas")};
    if (!store->isConsistent())
        return Error{Error::Code::Invalid, QCoreApplication::translate("Schema", "The bundle of schemas is damaged")};
    return std::unique_ptr<const SchemaStore>(std::move(store));
}

quint32 SchemaStore::word(qsizetype position) const { return qFromLittleEndian<quint32>(m_data + position); }

QByteArrayView SchemaStore::string(quint32 index) const
{
    const qsizetype at = qsizetype(headerWords + index) * 4;
    const quint32 begin = word(at);
    return {m_data + m_textAt + begin, qsizetype(word(at + 4) - begin)};
}

// Lays out the parts; false when the header does not agree with the size.
bool SchemaStore::open(QByteArray bundle)
{
    m_bundle = std::move(bundle);
    m_data = m_bundle.constData();
    if (m_bundle.size() < headerWords * 4 || word(0) != magic || word(4) != formatVersion) return false;
    m_strings = word(16), m_stringBytes = word(20), m_nodes = word(24), m_properties = word(28), m_words = word(32),
    m_kinds = word(36);
    m_nodesAt = (headerWords + qsizetype(m_strings) + 1) * 4;
    m_propertiesAt = m_nodesAt + qsizetype(m_nodes) * nodeWords * 4;
    m_wordsAt = m_propertiesAt + qsizetype(m_properties) * propertyWords * 4;
    m_kindsAt = m_wordsAt + qsizetype(m_words) * 4;
    m_textAt = m_kindsAt + qsizetype(m_kinds) * kindWords * 4;
    return m_textAt + qsizetype(m_stringBytes) == m_bundle.size() && qsizetype(word(8)) == m_bundle.size() &&
           word(12) < m_strings;
}

// Every index points into its part, so that nothing needs checking afterwards.
bool SchemaStore::isConsistent() const
{
    quint32 end = 0;
    for (quint32 i = 0; i <= m_strings; ++i) {
        const quint32 offset = word(qsizetype(headerWords + i) * 4);
        if (offset < end || offset > m_stringBytes) return false;
        end = offset;
    }
    for (quint32 i = 0; i < m_properties; ++i) {
        const qsizetype at = m_propertiesAt + qsizetype(i) * propertyWords * 4;
        if (word(at) >= m_strings || word(at + 4) >= m_nodes || word(at + 12) >= m_strings) return false;
    }
    for (quint32 i = 0; i < m_words; ++i)
        if (word(m_wordsAt + qsizetype(i) * 4) >= m_strings) return false;
    for (quint32 i = 0; i < m_kinds; ++i) {
        const qsizetype at = m_kindsAt + qsizetype(i) * kindWords * 4;
        for (int text = 0; text < 5; ++text)
            if (word(at + text * 4) >= m_strings) return false;
        if (word(at + 24) >= m_nodes) return false;
    }
    return areNodesConsistent();
}

bool SchemaStore::areNodesConsistent() const
{
    for (quint32 i = 0; i < m_nodes; ++i) {
        const SchemaNode node(this, i);
        const quint64 enums = node.word(Lengths) & lengthMask, keys = node.word(Lengths) >> flagShift;
        const bool good = node.type() <= SchemaType::IntOrString && node.format() <= SchemaFormat::PortName &&
                          node.word(NameWord) < m_strings && node.word(MergeKey) < m_strings &&
                          node.propertyCount() <= maxProperties && node.propertyCount() >= 0 &&
                          quint64(node.word(FirstProperty)) + node.word(PropertyCount) <= m_properties &&
                          (node.word(Child) == none || node.word(Child) < m_nodes) &&
                          node.word(FirstEnum) + enums <= m_words && node.word(FirstMapKey) + keys <= m_words;
        if (!good) return false;
    }
    return true;
}

QByteArrayView SchemaStore::kubernetesVersion() const { return string(word(12)); }

SchemaKind SchemaStore::kindAt(int index) const
{
    if (index < 0 || quint32(index) >= m_kinds) return {};
    const qsizetype at = m_kindsAt + qsizetype(index) * kindWords * 4;
    const quint32 flags = word(at + 20);
    return {string(word(at)),      string(word(at + 4)),          string(word(at + 8)),      string(word(at + 12)),
            string(word(at + 16)), (flags & namespacedFlag) != 0, (flags & storedFlag) != 0, {this, word(at + 24)}};
}

// The first row of that kind, or the row count: rows are sorted by kind.
int SchemaStore::firstOfKind(QByteArrayView kind) const
{
    int low = 0, high = kindCount();
    while (low < high) {
        const int middle = (low + high) / 2;
        const bool before = compare(string(word(m_kindsAt + qsizetype(middle) * kindWords * 4 + 8)), kind) < 0;
        (before ? low : high) = before ? middle + 1 : middle;
    }
    return low;
}

SchemaKind SchemaStore::kind(QByteArrayView group, QByteArrayView version, QByteArrayView kind) const
{
    for (int i = firstOfKind(kind); i < kindCount(); ++i) {
        const SchemaKind row = kindAt(i);
        if (row.kind != kind) break;
        if (row.group == group && row.version == version) return row;
    }
    return {};
}

SchemaKind SchemaStore::kind(QByteArrayView apiVersion, QByteArrayView kindName) const
{
    const auto [group, version] = splitApiVersion(apiVersion);
    return kind(group, version, kindName);
}

std::vector<SchemaKind> SchemaStore::versions(QByteArrayView group, QByteArrayView kind) const
{
    std::vector<SchemaKind> found;
    for (int i = firstOfKind(kind); i < kindCount(); ++i) {
        const SchemaKind row = kindAt(i);
        if (row.kind != kind) break;
        if (row.group == group) found.push_back(row);
    }
    return found;
}

bool SchemaStore::hasGroup(QByteArrayView group) const
{
    for (int i = 0; i < kindCount(); ++i)
        if (kindAt(i).group == group) return true;
    return false;
}

SchemaNode SchemaStore::at(SchemaNode root, const FieldPath &path)
{
    SchemaNode node = root;
    for (const FieldPath::Step &step : path.steps()) {
        const QString *key = std::get_if<QString>(&step);
        if (key && node.propertyCount() > 0)
            node = node.property(node.indexOf(key->toUtf8())).node;
        else
            node = (node.type() == SchemaType::Array) == !key ? node.child() : SchemaNode();
    }
    return node;
}

} // namespace model
