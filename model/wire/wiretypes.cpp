// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/wiretypes.h"

#include <QCoreApplication>
#include <QResource>
#include <QtEndian>

#include <cstring>

// Q_INIT_RESOURCE must stand outside of namespaces; a static library's resources are not found without it.
static void initWireResource() { Q_INIT_RESOURCE(wire); }

namespace model {

namespace {

constexpr quint32 magic = 0x3157574B; // "KWW1"
constexpr quint32 formatVersion = 1;
constexpr quint32 none = 0xFFFFFFFF;
constexpr int headerWords = 11, typeWords = 8, memberWords = 4, shapeWords = 5, kindWords = 4;

enum TypeWord { TypeName, Package, Group, Version, FirstMember, MemberCount, FirstField, FieldCount };
enum MemberWord { MemberName, Number, MemberFlags, MemberShape };
enum ShapeWord { ShapeKind, GoName, Element, OfType, ShapeFlags };
constexpr quint32 pointerFlag = 1, omitEmptyFlag = 2, inlineFlag = 4; // of a member
constexpr quint32 wrappedFlag = 1;                                    // of a shape

int compare(QByteArrayView a, QByteArrayView b)
{
    if (a.isEmpty() || b.isEmpty()) return int(!a.isEmpty()) - int(!b.isEmpty());
    const int order = std::memcmp(a.data(), b.data(), size_t(std::min(a.size(), b.size())));
    return order ? order : int(a.size() > b.size()) - int(a.size() < b.size());
}

// The order of a type's fields for the search: short names first.
int compareKeys(QStringView a, QStringView b)
{
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    for (qsizetype i = 0; i < a.size(); ++i)
        if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    return 0;
}

bool isStruct(WireKind kind) { return kind == WireKind::Struct || kind >= WireKind::SchemaOrBool; }
bool holdsElements(WireKind kind)
{
    return kind == WireKind::List || kind == WireKind::Map || kind >= WireKind::SchemaOrBool;
}

} // namespace

// --- shapes

quint32 WireShape::word(int index) const
{
    return m_types->word(m_types->m_shapesAt + (qsizetype(m_index) * shapeWords + index) * 4);
}

WireKind WireShape::kind() const { return isValid() ? WireKind(word(ShapeKind)) : WireKind::Struct; }

QByteArrayView WireShape::goName() const { return isValid() ? m_types->string(word(GoName)) : QByteArrayView(); }

WireShape WireShape::element() const
{
    return isValid() && holdsElements(kind()) ? WireShape(m_types, word(Element)) : WireShape();
}

WireType WireShape::type() const
{
    return isValid() && isStruct(kind()) ? WireType(m_types, word(OfType)) : WireType();
}

bool WireShape::isWrapped() const { return isValid() && (word(ShapeFlags) & wrappedFlag); }

// --- fields

quint32 WireField::word(int index) const
{
    return m_types->word(m_types->m_membersAt + (qsizetype(m_index) * memberWords + index) * 4);
}

QByteArrayView WireField::name() const { return isValid() ? m_types->string(word(MemberName)) : QByteArrayView(); }

const QString &WireField::key() const
{
    static const QString empty;
    return isValid() ? m_types->m_keys[word(MemberName)] : empty;
}

quint32 WireField::number() const { return isValid() ? word(Number) : 0; }
bool WireField::isPointer() const { return isValid() && (word(MemberFlags) & pointerFlag); }
bool WireField::omitsEmpty() const { return isValid() && (word(MemberFlags) & omitEmptyFlag); }
bool WireField::isInlined() const { return isValid() && (word(MemberFlags) & inlineFlag); }
WireShape WireField::shape() const { return isValid() ? WireShape(m_types, word(MemberShape)) : WireShape(); }

// --- types

quint32 WireType::word(int index) const
{
    return m_types->word(m_types->m_typesAt + (qsizetype(m_index) * typeWords + index) * 4);
}

QByteArrayView WireType::name() const { return isValid() ? m_types->string(word(TypeName)) : QByteArrayView(); }
QByteArrayView WireType::package() const { return isValid() ? m_types->string(word(Package)) : QByteArrayView(); }
QByteArrayView WireType::group() const { return isValid() ? m_types->string(word(Group)) : QByteArrayView(); }
QByteArrayView WireType::version() const { return isValid() ? m_types->string(word(Version)) : QByteArrayView(); }
int WireType::fieldCount() const { return isValid() ? int(word(FieldCount)) : 0; }
int WireType::memberCount() const { return isValid() ? int(word(MemberCount)) : 0; }

WireField WireType::field(int index) const
{
    if (index < 0 || index >= fieldCount()) return {};
    return {m_types, m_types->word(m_types->m_wordsAt + (qsizetype(word(FirstField)) + index) * 4)};
}

WireField WireType::member(int index) const
{
    if (index < 0 || index >= memberCount()) return {};
    return {m_types, word(FirstMember) + quint32(index)};
}

int WireType::indexOf(QStringView name) const
{
    int low = 0, high = fieldCount();
    if (high == 0) return -1;
    const qsizetype fields = m_types->m_wordsAt + qsizetype(word(FirstField)) * 4,
                    sorted = fields + qsizetype(high) * 4;
    while (low < high) {
        const int middle = (low + high) / 2;
        const quint32 position = m_types->word(sorted + qsizetype(middle) * 4);
        const WireField field(m_types, m_types->word(fields + qsizetype(position) * 4));
        const int order = compareKeys(field.key(), name);
        if (order == 0) return int(position);
        (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
    }
    return -1;
}

// --- the table

const WireTypes &WireTypes::builtin()
{
    static const std::unique_ptr<const WireTypes> types = [] {
        initWireResource();
        const QResource file(QStringLiteral(":/wire/kubernetes-1.33.bin"));
        auto loaded = load(QByteArray::fromRawData(reinterpret_cast<const char *>(file.data()), file.size()));
        if (!loaded) qFatal("the program's own types cannot be read");
        return std::move(loaded).value();
    }();
    return *types;
}

Result<std::unique_ptr<const WireTypes>> WireTypes::load(QByteArray table)
{
    std::unique_ptr<WireTypes> types(new WireTypes);
    if (!types->open(std::move(table)))
        return Error{Error::Code::Invalid, QCoreApplication::translate("Wire", "This is not a table of types")};
    if (!types->isConsistent())
        return Error{Error::Code::Invalid, QCoreApplication::translate("Wire", "The table of types is damaged")};
    types->shareKeys();
    return std::unique_ptr<const WireTypes>(std::move(types));
}

quint32 WireTypes::word(qsizetype position) const { return qFromLittleEndian<quint32>(m_data + position); }

QByteArrayView WireTypes::string(quint32 index) const
{
    const qsizetype at = qsizetype(headerWords + index) * 4;
    const quint32 begin = word(at);
    return {m_data + m_textAt + begin, qsizetype(word(at + 4) - begin)};
}

// Lays out the parts; false when the header does not agree with the size.
bool WireTypes::open(QByteArray table)
{
    m_table = std::move(table);
    m_data = m_table.constData();
    if (m_table.size() < headerWords * 4 || word(0) != magic || word(4) != formatVersion) return false;
    m_strings = word(16), m_stringBytes = word(20), m_typeCount = word(24), m_members = word(28), m_shapes = word(32),
    m_words = word(36), m_kinds = word(40);
    m_typesAt = (qsizetype(headerWords) + qsizetype(m_strings) + 1) * 4;
    m_membersAt = m_typesAt + qsizetype(m_typeCount) * typeWords * 4;
    m_shapesAt = m_membersAt + qsizetype(m_members) * memberWords * 4;
    m_wordsAt = m_shapesAt + qsizetype(m_shapes) * shapeWords * 4;
    m_namesAt = m_wordsAt + qsizetype(m_words) * 4;
    m_kindsAt = m_namesAt + qsizetype(m_typeCount) * 4;
    m_textAt = m_kindsAt + qsizetype(m_kinds) * kindWords * 4;
    return m_textAt + qsizetype(m_stringBytes) == m_table.size() && qsizetype(word(8)) == m_table.size() &&
           word(12) < m_strings;
}

// Every index points into its part, so that nothing needs checking afterwards.
bool WireTypes::isConsistent() const
{
    quint32 end = 0;
    for (quint32 i = 0; i <= m_strings; ++i) {
        const quint32 offset = word(qsizetype(headerWords + i) * 4);
        if (offset < end || offset > m_stringBytes) return false;
        end = offset;
    }
    for (quint32 i = 0; i < m_kinds; ++i) {
        const qsizetype at = m_kindsAt + qsizetype(i) * kindWords * 4;
        for (int text = 0; text < 3; ++text)
            if (word(at + text * 4) >= m_strings) return false;
        if (word(at + 12) >= m_typeCount) return false;
    }
    for (quint32 i = 0; i < m_typeCount; ++i)
        if (word(m_namesAt + qsizetype(i) * 4) >= m_typeCount) return false;
    return areTypesConsistent() && areMembersConsistent();
}

bool WireTypes::areTypesConsistent() const
{
    for (quint32 i = 0; i < m_typeCount; ++i) {
        const WireType type(this, i);
        const quint64 fields = type.word(FieldCount), firstField = type.word(FirstField);
        for (int text = TypeName; text <= Version; ++text)
            if (type.word(text) >= m_strings) return false;
        if (fields > maxFields || type.word(MemberCount) > maxFields || firstField + 2 * fields > m_words ||
            quint64(type.word(FirstMember)) + type.word(MemberCount) > m_members)
            return false;
        for (quint64 field = 0; field < fields; ++field) {
            const qsizetype at = m_wordsAt + qsizetype(firstField + field) * 4;
            if (word(at) >= m_members || word(at + qsizetype(fields) * 4) >= fields) return false;
        }
    }
    return true;
}

bool WireTypes::areMembersConsistent() const
{
    for (quint32 i = 0; i < m_members; ++i) {
        const WireField field(this, i);
        if (field.word(MemberName) >= m_strings || field.word(MemberShape) >= m_shapes) return false;
    }
    for (quint32 i = 0; i < m_shapes; ++i) {
        const WireShape shape(this, i);
        if (shape.word(ShapeKind) > quint32(WireKind::SchemaOrStrings) || shape.word(GoName) >= m_strings) return false;
        // What a shape holds stands before it: none holds itself.
        if (holdsElements(shape.kind()) != (shape.word(Element) != none)) return false;
        if (holdsElements(shape.kind()) && shape.word(Element) >= i) return false;
        if (isStruct(shape.kind()) ? shape.word(OfType) >= m_typeCount : shape.word(OfType) != none) return false;
    }
    return true;
}

void WireTypes::shareKeys()
{
    m_keys.resize(m_strings);
    for (quint32 i = 0; i < m_members; ++i) {
        const quint32 name = WireField(this, i).word(MemberName);
        if (m_keys[name].isNull()) m_keys[name] = QString::fromUtf8(string(name));
    }
}

QByteArrayView WireTypes::kubernetesVersion() const { return string(word(12)); }

WireTypes::Kind WireTypes::kindAt(int index) const
{
    if (index < 0 || quint32(index) >= m_kinds) return {};
    const qsizetype at = m_kindsAt + qsizetype(index) * kindWords * 4;
    return {string(word(at)), string(word(at + 4)), string(word(at + 8)), {this, word(at + 12)}};
}

WireType WireTypes::typeAt(int index) const
{
    return index < 0 || quint32(index) >= m_typeCount ? WireType() : WireType(this, quint32(index));
}

WireType WireTypes::kind(QByteArrayView group, QByteArrayView version, QByteArrayView kind) const
{
    int low = 0, high = kindCount();
    while (low < high) {
        const int middle = (low + high) / 2;
        const Kind row = kindAt(middle);
        int order = compare(row.kind, kind);
        if (order == 0) order = compare(row.group, group);
        if (order == 0) order = compare(row.version, version);
        if (order == 0) return row.type;
        (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
    }
    return {};
}

WireType WireTypes::goType(QByteArrayView package, QByteArrayView name) const
{
    int low = 0, high = typeCount();
    while (low < high) {
        const int middle = (low + high) / 2;
        const WireType type(this, word(m_namesAt + qsizetype(middle) * 4));
        int order = compare(type.name(), name);
        if (order == 0) order = compare(type.package(), package);
        if (order == 0) return type;
        (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
    }
    return {};
}

} // namespace model
