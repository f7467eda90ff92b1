// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamltree.h"

#include "model/yaml/numbertext.h"
#include "model/yaml/scalartext.h"

#include <QAnyStringView>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace model {

namespace {

// What sigs.k8s.io/yaml makes of a key that is no string.
QString keyText(const Scalar &scalar)
{
    if (const auto *truth = std::get_if<bool>(&scalar.value))
        return *truth ? QStringLiteral("true") : QStringLiteral("false");
    if (const auto *whole = std::get_if<qint64>(&scalar.value)) return QString::number(*whole);
    if (const auto *big = std::get_if<quint64>(&scalar.value)) return QString::number(*big);
    if (const auto *number = std::get_if<double>(&scalar.value)) return QString::fromLatin1(keyNumber(*number));
    return {};
}

bool isPlainString(const YamlNode &key) { return resolvePlain(key.value).type == ScalarType::String; }

bool equals(QByteArrayView utf8, QStringView text)
{
    if (utf8.size() < text.size()) return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const uchar byte = uchar(utf8[i]);
        if (byte >= 0x80) return QAnyStringView::equal(QUtf8StringView(utf8), text);
        if (text[i].unicode() != byte) return false;
    }
    return utf8.size() == text.size();
}

// The length with the first and the last letter. Never 0.
quint16 hintOf(qsizetype size, ushort first, ushort last)
{
    return quint16(((size << 9) ^ (last << 5) ^ (first << 1)) | 1);
}

quint16 hintOf(QStringView text)
{
    return text.isEmpty() ? 1 : hintOf(text.size(), text.front().unicode(), text.back().unicode());
}

// Whether a key that is no string could be called so: true, false, a number, or nothing (keyText).
bool mayBeNoString(QStringView text)
{
    if (text.isEmpty()) return true;
    const char16_t first = text[0].unicode();
    if (first == u't') return text == u"true";
    if (first == u'f') return text == u"false";
    return first < u'a' || first > u'z';
}

// The mappings that a merge value names, the one with precedence last.
std::vector<YamlRef> mergeSources(YamlRef value)
{
    std::vector<YamlRef> sources;
    if (value.isMapping()) sources.push_back(value);
    value.forEachItem([&](int, YamlRef item) {
        if (item.isMapping()) sources.push_back(item);
    });
    std::reverse(sources.begin(), sources.end());
    return sources;
}

} // namespace

// Only of ASCII, which is as long in UTF-16.
quint16 textHint(QByteArrayView text)
{
    if (text.isEmpty() || std::any_of(text.begin(), text.end(), [](char c) { return uchar(c) >= 0x80; })) return 0;
    return hintOf(text.size(), uchar(text.front()), uchar(text.back()));
}

bool isMergeKey(YamlRef key)
{
    if (!key.isValid()) return false;
    const YamlNode &node = key.written();
    if (node.value.size() != 2 || node.kind != YamlKind::Scalar || node.value != "<<") return false;
    const YamlProperties *properties = key.document()->properties(node);
    if (!properties || properties->tag.isEmpty()) return key.written().style == YamlStyle::Plain;
    return properties->tag == "!" || properties->tag == "tag:yaml.org,2002:merge";
}

QString keyText(YamlRef key)
{
    if (!key.isScalar()) return {};
    const Scalar scalar = key.scalar();
    return scalar.type == ScalarType::String ? key.text() : keyText(scalar);
}

bool keyIs(YamlRef key, QStringView text)
{
    if (!key.isScalar()) return false;
    const YamlNode &node = key.node();
    if (node.isText) return equals(node.value, text);
    if (node.properties >= 0) return keyText(key) == text;
    if (node.style != YamlStyle::Plain) return equals(node.value, text);
    if (!mayBeNoString(text) && !equals(node.value, text)) return false;
    return isPlainString(node) ? equals(node.value, text) : keyText(key) == text;
}

YamlRef YamlDocument::root() const { return m_nodes.empty() ? YamlRef() : YamlRef(this, 0); }

YamlRef YamlDocument::nodeAt(qsizetype offset) const
{
    int found = -1;
    for (int i = m_nodes.empty() ? -1 : 0; i >= 0;) {
        const YamlNode &node = m_nodes[size_t(i)];
        if (offset >= node.span.begin && offset <= node.span.end) {
            found = i;
            i = node.firstChild;
        } else {
            i = node.nextSibling;
        }
    }
    return found < 0 ? YamlRef() : YamlRef(this, found);
}

const YamlNode &YamlRef::written() const { return m_document->nodes()[size_t(m_index)]; }

int YamlRef::resolvedIndex() const
{
    const auto &nodes = m_document->nodes();
    int index = m_index;
    while (nodes[size_t(index)].kind == YamlKind::Alias) index = nodes[size_t(index)].target;
    return index;
}

const YamlNode &YamlRef::node() const { return m_document->nodes()[size_t(resolvedIndex())]; }

YamlRef YamlRef::operator[](QStringView key) const
{
    if (!isValid()) return {};
    const YamlNode *nodes = m_document->nodes().data();
    const YamlNode &mapping = nodes[resolvedIndex()];
    if (mapping.kind != YamlKind::Mapping) return {};
    if (!m_document->hasMergesOrDuplicates()) {
        const bool isWord = !mayBeNoString(key);
        const quint16 hint = hintOf(key);
        for (int i = mapping.firstChild; i >= 0; i = nodes[nodes[i].nextSibling].nextSibling) {
            // Most keys are others, and plainly so.
            const YamlNode &other = nodes[i];
            if (isWord && other.hint != hint && other.hint != 0) continue;
            if (keyIs(child(i), key)) return child(other.nextSibling);
        }
        return {};
    }
    int found = -1;
    for (int i = mapping.firstChild; i >= 0; i = nodes[nodes[i].nextSibling].nextSibling) {
        if (isMergeKey(child(i))) return findMerged(key);
        if (keyIs(child(i), key)) found = nodes[i].nextSibling;
    }
    return child(found);
}

YamlRef YamlRef::findMerged(QStringView key) const
{
    struct Step
    {
        YamlRef ref;
        bool isAnswer;
    };
    const auto &nodes = m_document->nodes();
    std::vector<Step> pending{{*this, false}}; // the one with precedence last
    // To search a mapping a second time gives nothing new: what makes bombs small.
    QSet<int> searched;
    while (!pending.empty()) {
        const auto [ref, isAnswer] = pending.back();
        pending.pop_back();
        if (isAnswer) return ref;
        if (searched.contains(ref.resolvedIndex())) continue;
        searched.insert(ref.resolvedIndex());
        const size_t base = pending.size();
        for (int i = ref.node().firstChild; i >= 0; i = nodes[size_t(nodes[size_t(i)].nextSibling)].nextSibling) {
            const YamlRef value = child(nodes[size_t(i)].nextSibling);
            if (isMergeKey(child(i))) {
                for (const YamlRef source : mergeSources(value)) pending.push_back({source, false});
            } else if (keyIs(child(i), key)) {
                pending.resize(base); // it overrides what was merged above it
                pending.push_back({value, true});
            }
        }
    }
    return {};
}

YamlRef YamlRef::keyNode(QStringView key) const
{
    if (!isMapping()) return {};
    const auto &nodes = m_document->nodes();
    int found = -1;
    for (int i = node().firstChild; i >= 0; i = nodes[size_t(nodes[size_t(i)].nextSibling)].nextSibling)
        if (keyIs(child(i), key) && !isMergeKey(child(i))) found = i;
    return child(found);
}

YamlRef YamlRef::at(int index) const
{
    if (!isSequence() || index < 0) return {};
    int i = node().firstChild;
    while (i >= 0 && index-- > 0) i = m_document->nodes()[size_t(i)].nextSibling;
    return child(i);
}

YamlRef YamlRef::at(const FieldPath &path) const
{
    YamlRef ref = *this;
    for (const FieldPath::Step &step : path.steps()) {
        if (const int *index = std::get_if<int>(&step))
            ref = ref.at(*index);
        else
            ref = ref[std::get<QString>(step)];
    }
    return ref;
}

int YamlRef::size() const
{
    if (!isValid()) return 0;
    return isMapping() ? node().childCount / 2 : node().childCount;
}

void YamlRef::forEachEntry(const EntryVisitor &visit) const
{
    if (!isMapping()) return;
    const auto &nodes = m_document->nodes();
    if (m_document->hasMergesOrDuplicates()) return forEachMergedEntry(visit);
    for (int i = node().firstChild; i >= 0; i = nodes[size_t(nodes[size_t(i)].nextSibling)].nextSibling)
        visit(keyText(child(i)), child(i), child(nodes[size_t(i)].nextSibling));
}

void YamlRef::forEachMergedEntry(const EntryVisitor &visit) const
{
    struct Entry
    {
        YamlRef key; // invalid: value is a mapping to be merged
        YamlRef value;
    };
    const auto &nodes = m_document->nodes();
    std::vector<Entry> pending{{YamlRef(), *this}}; // what has precedence last
    QSet<int> merged;
    QHash<QString, Entry> known;
    std::vector<QString> order;
    while (!pending.empty()) {
        const auto [key, value] = pending.back();
        pending.pop_back();
        if (key.isValid()) {
            const QString text = keyText(key);
            if (known.contains(text)) continue;
            known.insert(text, {key, value});
            order.push_back(text);
        } else if (!merged.contains(value.resolvedIndex())) {
            merged.insert(value.resolvedIndex());
            for (int i = value.node().firstChild; i >= 0; i = nodes[size_t(nodes[size_t(i)].nextSibling)].nextSibling) {
                const YamlRef next = child(nodes[size_t(i)].nextSibling);
                if (!isMergeKey(child(i)))
                    pending.push_back({child(i), next});
                else
                    for (const YamlRef source : mergeSources(next)) pending.push_back({YamlRef(), source});
            }
        }
    }
    for (int i = node().firstChild; i >= 0; i = nodes[size_t(nodes[size_t(i)].nextSibling)].nextSibling) {
        const auto entry = isMergeKey(child(i)) ? known.end() : known.find(keyText(child(i)));
        if (entry == known.end()) continue;
        visit(entry.key(), entry->key, entry->value);
        known.erase(entry);
    }
    for (const QString &text : order)
        if (const auto entry = known.constFind(text); entry != known.cend()) visit(text, entry->key, entry->value);
}

void YamlRef::forEachItem(const std::function<void(int, YamlRef)> &visit) const
{
    if (!isSequence()) return;
    int count = 0;
    for (int i = node().firstChild; i >= 0; i = m_document->nodes()[size_t(i)].nextSibling) visit(count++, child(i));
}

QByteArray YamlRef::anchor() const
{
    const YamlProperties *properties = isValid() ? m_document->properties(written()) : nullptr;
    return properties ? properties->anchor : QByteArray();
}

QByteArray YamlRef::tag() const
{
    const YamlProperties *properties = isValid() ? m_document->properties(node()) : nullptr;
    return properties ? properties->tag : QByteArray();
}

Scalar YamlRef::scalar() const
{
    if (!isScalar()) return {};
    const YamlNode &n = node();
    if (n.isText) return {};
    const YamlProperties *properties = m_document->properties(n);
    if (!properties || properties->tag.isEmpty()) return n.style == YamlStyle::Plain ? resolvePlain(n.value) : Scalar{};
    return resolveTagged(properties->tag, n.value).value_or(Scalar{});
}

QString YamlRef::text() const { return isScalar() ? textOf(node().value) : QString(); }

QString YamlRef::string() const
{
    return isScalar() && scalar().type == ScalarType::String ? textOf(node().value) : QString();
}

std::optional<qint64> YamlRef::integer() const
{
    const Scalar resolved = scalar();
    if (const auto *whole = std::get_if<qint64>(&resolved.value)) return *whole;
    const auto *real = std::get_if<double>(&resolved.value);
    if (!real) return std::nullopt;
    const auto read = jsonReading(*real);
    const auto *whole = std::get_if<qint64>(&read);
    return whole ? std::optional(*whole) : std::nullopt;
}

std::optional<bool> YamlRef::boolean() const
{
    const Scalar resolved = scalar();
    const auto *value = std::get_if<bool>(&resolved.value);
    return value ? std::optional(*value) : std::nullopt;
}

YamlRef YamlRef::parent() const { return isValid() ? child(written().parent) : YamlRef(); }

FieldPath YamlRef::path() const
{
    if (!isValid()) return {};
    std::vector<FieldPath::Step> steps;
    const auto &nodes = m_document->nodes();
    for (int i = m_index; nodes[size_t(i)].parent >= 0; i = nodes[size_t(i)].parent) {
        const YamlNode &up = nodes[size_t(nodes[size_t(i)].parent)];
        int position = 0, key = -1;
        for (int c = up.firstChild; c != i; c = nodes[size_t(c)].nextSibling) {
            key = c;
            ++position;
        }
        if (up.kind == YamlKind::Sequence)
            steps.emplace_back(position);
        else
            steps.emplace_back(keyText(child(position % 2 ? key : i)));
    }
    return FieldPath(std::vector<FieldPath::Step>(steps.rbegin(), steps.rend()));
}

std::shared_ptr<const YamlDocument> YamlDocument::refuse(QByteArray text, const QString &why)
{
    auto document = std::make_shared<YamlDocument>();
    document->m_text = std::move(text);
    document->m_error = YamlIssue{YamlIssue::Kind::TooLarge, 0, why};
    return document;
}

} // namespace model
