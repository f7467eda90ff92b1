// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/jsontext.h"
#include "model/wire/protobuf.h"
#include "model/wire/protobufleaf.h"
#include "model/wire/wireplan.h"

#include <QVarLengthArray>

#include <algorithm>
#include <cmath>
#include <optional>

#include <protozero/pbf_reader.hpp>

namespace model {

using namespace Qt::StringLiterals;

namespace {

// Only JSON schemas hold themselves. Each level takes some stack.
constexpr int maxNesting = 1000;
// An empty message in a list is two bytes, and a pod that has no field has six values.
constexpr qint64 freeValues = 10'000;

using protozero::pbf_wire_type;

// What a message says of one member, before it is known that no more will come.
struct Slot
{
    int member = 0;
    int joined = -1;             // in ProtobufReader::m_joined, where there are several pieces of a message
    Value value = {};            // of scalars, lists and maps
    QByteArrayView message = {}; // of all others
};

// Most messages have few members of the many that their type has.
using Slots = QVarLengthArray<Slot, 12>;

class ProtobufReader
{
public:
    explicit ProtobufReader(QByteArrayView message) : m_valuesLeft(freeValues + message.size()) {}

    // False: see error(). Protozero's exceptions go through.
    bool readInto(const WirePlan &plan, QByteArrayView message, ValueMap &object);
    Error error() const { return m_error; }

private:
    bool scan(const WirePlan &plan, QByteArrayView message, Slots &found);
    bool read(protozero::pbf_reader &reader, const WireMember &member, Slot &slot, bool isNew);
    bool readList(protozero::pbf_reader &reader, const WireMember &member, ValueList &list);
    bool readEntry(QByteArrayView entry, const WireMember &member, ValueMap &map);
    bool put(const WireMember &member, Slot *slot, ValueMap &object);
    std::optional<Value> scalar(protozero::pbf_reader &reader, WireKind kind, const QString &key);
    std::optional<Value> wholeOrReal(double real);
    std::optional<Value> message(const WireMember &member, WireKind kind, QByteArrayView bytes);
    std::optional<Value> structure(const WireType &type, QByteArrayView bytes);
    std::optional<Value> schema(const WireMember &member, WireKind kind, QByteArrayView bytes);
    std::optional<Value> strings(QByteArrayView bytes);
    bool spend(qint64 values);
    bool fail(const QString &message, Error::Code code = Error::Code::Protocol);
    bool expect(const protozero::pbf_reader &reader, pbf_wire_type wanted, const QString &key,
                const WireType &type = {});

    Error m_error;
    int m_depth = 0;
    std::vector<QByteArray> m_joined; // a message in pieces is their concatenation
    qint64 m_valuesLeft;
};

bool isScalar(WireKind kind)
{
    return kind == WireKind::Bool || kind == WireKind::Int32 || kind == WireKind::Int64 || kind == WireKind::Float64 ||
           kind == WireKind::String || kind == WireKind::Bytes;
}

QByteArrayView viewOf(protozero::pbf_reader &reader)
{
    const protozero::data_view view = reader.get_view();
    return {view.data(), qsizetype(view.size())};
}

protozero::pbf_reader readerOf(QByteArrayView bytes) { return {bytes.data(), size_t(bytes.size())}; }

bool ProtobufReader::fail(const QString &message, Error::Code code)
{
    m_error = {code, message};
    return false;
}

bool ProtobufReader::spend(qint64 values)
{
    m_valuesLeft -= values;
    return m_valuesLeft >= 0 || fail(u"the message holds more values than its size allows"_s, Error::Code::TooLarge);
}

bool ProtobufReader::expect(const protozero::pbf_reader &reader, pbf_wire_type wanted, const QString &key,
                            const WireType &type)
{
    if (reader.wire_type() == wanted) return true;
    // What the field is called in Go, mostly.
    QString name = key == u"apiVersion" ? u"APIVersion"_s : key == u"uid" ? u"UID"_s : key;
    if (key == u"metadata" && type) name = QString::fromUtf8(type.name());
    if (!name.isEmpty()) name[0] = name[0].toUpper();
    return fail(u"proto: wrong wireType = %1 for field %2"_s.arg(int(reader.wire_type())).arg(name));
}

bool ProtobufReader::readInto(const WirePlan &plan, QByteArrayView message, ValueMap &object)
{
    if (m_depth >= maxNesting) return fail(u"exceeded max depth"_s, Error::Code::TooLarge);
    ++m_depth;
    Slots found;
    bool ok = scan(plan, message, found);
    std::sort(found.begin(), found.end(), [](const Slot &a, const Slot &b) { return a.member < b.member; });
    object.reserve(object.size() + size_t(found.size()) + plan.always);
    qsizetype next = 0;
    for (int i = 0; ok && i < int(plan.members.size()); ++i) {
        const bool isThere = next < found.size() && found[next].member == i;
        ok = put(plan.members[size_t(i)], isThere ? &found[next++] : nullptr, object);
    }
    --m_depth;
    return ok;
}

bool ProtobufReader::scan(const WirePlan &plan, QByteArrayView message, Slots &found)
{
    protozero::pbf_reader reader = readerOf(message);
    while (reader.next()) {
        const int member = plan.find(reader.tag());
        if (member < 0) {
            reader.skip();
            continue;
        }
        qsizetype at = found.size() - 1;
        while (at >= 0 && found[at].member != member) --at;
        const bool isNew = at < 0;
        if (isNew) {
            at = found.size();
            found.append(Slot{.member = member});
        }
        if (!read(reader, plan.members[size_t(member)], found[at], isNew)) return false;
    }
    return true;
}

bool ProtobufReader::read(protozero::pbf_reader &reader, const WireMember &member, Slot &slot, bool isNew)
{
    if (isScalar(member.kind)) {
        auto value = scalar(reader, member.kind, *member.key);
        if (!value) return false;
        slot.value = std::move(*value);
        return true;
    }
    if (member.kind == WireKind::List && !member.isWrapped) {
        if (isNew) slot.value = ValueList();
        return readList(reader, member, *slot.value.list());
    }
    if (!expect(reader, pbf_wire_type::length_delimited, *member.key, member.type)) return false;
    const QByteArrayView bytes = viewOf(reader);
    if (member.kind == WireKind::Map) {
        if (isNew) slot.value = ValueMap();
        return readEntry(bytes, member, *slot.value.map());
    }
    if (isNew) {
        slot.message = bytes;
        return true;
    }
    if (slot.joined < 0) {
        slot.joined = int(m_joined.size());
        m_joined.push_back(slot.message.toByteArray());
    }
    QByteArray &whole = m_joined[size_t(slot.joined)];
    whole.append(bytes.data(), bytes.size());
    slot.message = whole;
    return true;
}

bool ProtobufReader::readList(protozero::pbf_reader &reader, const WireMember &member, ValueList &list)
{
    const bool isNumber =
        isScalar(member.element) && member.element != WireKind::String && member.element != WireKind::Bytes;
    if (isNumber && reader.wire_type() == pbf_wire_type::length_delimited) {
        // Packed: the numbers without their tags.
        QByteArrayView packed = viewOf(reader);
        const auto tag = char(member.element == WireKind::Float64 ? 0x09 : 0x08);
        while (!packed.isEmpty()) {
            qsizetype size = 0;
            if (member.element == WireKind::Float64) {
                size = std::min<qsizetype>(packed.size(), sizeof(double));
            } else {
                while (size < packed.size() && uchar(packed[size]) >= 0x80) ++size;
                size = std::min(packed.size(), size + 1);
            }
            const QByteArray one = tag + packed.first(size).toByteArray();
            protozero::pbf_reader single = readerOf(one);
            single.next();
            auto value = scalar(single, member.element, *member.key);
            if (!value || !spend(1)) return false;
            list.push_back(std::move(*value));
            packed = packed.sliced(size);
        }
        return true;
    }
    if (!spend(1)) return false;
    std::optional<Value> value;
    if (isScalar(member.element))
        value = scalar(reader, member.element, *member.key);
    else if (expect(reader, pbf_wire_type::length_delimited, *member.key))
        value = message(member, member.element, viewOf(reader));
    if (!value) return false;
    list.push_back(std::move(*value));
    return true;
}

bool ProtobufReader::readEntry(QByteArrayView entry, const WireMember &member, ValueMap &map)
{
    if (!spend(1)) return false;
    protozero::pbf_reader reader = readerOf(entry);
    QString key;
    std::optional<Value> value;
    while (reader.next()) {
        if (reader.tag() == 1) {
            const auto text = scalar(reader, WireKind::String, *member.key);
            if (!text) return false;
            key = *text->string();
        } else if (reader.tag() != 2) {
            reader.skip();
        } else if (isScalar(member.element) && !member.isWrapped) {
            value = scalar(reader, member.element, *member.key);
            if (!value) return false;
        } else {
            if (!expect(reader, pbf_wire_type::length_delimited, *member.key)) return false;
            const QByteArrayView bytes = viewOf(reader);
            value = member.isWrapped ? strings(bytes) : message(member, member.element, bytes);
            if (!value) return false;
        }
    }
    if (!value && member.element == WireKind::Bytes)
        value = Value(QString());
    else if (!value)
        value = member.isWrapped           ? Value()
                : isScalar(member.element) ? wireZero(member.element)
                                           : message(member, member.element, {});
    if (!value) return false;
    map.emplace_back(std::move(key), std::move(*value));
    return true;
}

// Printed without a fraction it is an integer to whoever reads it. Nothing for what JSON has not.
std::optional<Value> ProtobufReader::wholeOrReal(double real)
{
    constexpr double beyond = 9223372036854775808.0;
    if (!std::isfinite(real)) {
        const QString name = std::isnan(real) ? u"NaN"_s : real > 0 ? u"+Inf"_s : u"-Inf"_s;
        fail(u"json: unsupported value: "_s + name);
        return std::nullopt;
    }
    return std::trunc(real) == real && std::abs(real) < beyond ? Value(qint64(real)) : Value(real);
}

// Nothing when it fails.
std::optional<Value> ProtobufReader::scalar(protozero::pbf_reader &reader, WireKind kind, const QString &key)
{
    switch (kind) {
    case WireKind::Float64:
        if (!expect(reader, pbf_wire_type::fixed64, key)) return std::nullopt;
        return wholeOrReal(reader.get_double());
    case WireKind::String: {
        if (!expect(reader, pbf_wire_type::length_delimited, key)) return std::nullopt;
        auto text = utf8Text(viewOf(reader));
        if (text) return Value(std::move(*text));
        fail(u"proto: field %1 contains invalid UTF-8"_s.arg(key));
        return std::nullopt;
    }
    case WireKind::Bytes:
        if (!expect(reader, pbf_wire_type::length_delimited, key)) return std::nullopt;
        return Value(QString::fromLatin1(viewOf(reader).toByteArray().toBase64()));
    default: break;
    }
    if (!expect(reader, pbf_wire_type::varint, key)) return std::nullopt;
    const quint64 number = reader.get_uint64();
    if (kind == WireKind::Bool) return Value(number != 0);
    // Of an int32 Go keeps the lower bits.
    return Value(kind == WireKind::Int32 ? qint64(qint32(number)) : qint64(number));
}

std::optional<Value> ProtobufReader::message(const WireMember &member, WireKind kind, QByteArrayView bytes)
{
    if (kind == WireKind::Struct) return structure(member.type, bytes);
    if (isSchema(kind)) return schema(member, kind, bytes);
    auto leaf = readWireLeaf(kind, bytes);
    if (leaf) return std::move(*leaf);
    m_error = leaf.error();
    return std::nullopt;
}

std::optional<Value> ProtobufReader::structure(const WireType &type, QByteArrayView bytes)
{
    ValueMap object;
    if (!readInto(wirePlan(type), bytes, object)) return std::nullopt;
    return Value(std::move(object));
}

// JSONSchemaPropsOrBool, …OrArray, …OrStringArray
std::optional<Value> ProtobufReader::schema(const WireMember &member, WireKind kind, QByteArrayView bytes)
{
    protozero::pbf_reader reader = readerOf(bytes);
    std::optional<QByteArrayView> schema;
    QByteArray joined;
    bool allows = false;
    ValueList list;
    while (reader.next()) {
        if (reader.tag() > 2) {
            reader.skip();
        } else if (reader.tag() == schemaNumber(kind)) {
            if (!expect(reader, pbf_wire_type::length_delimited, u"schema"_s)) return std::nullopt;
            const QByteArrayView piece = viewOf(reader);
            if (schema && joined.isEmpty()) joined.append(schema->data(), schema->size());
            if (schema) joined.append(piece.data(), piece.size());
            schema = schema ? QByteArrayView(joined) : piece;
        } else if (kind == WireKind::SchemaOrBool) {
            const auto value = scalar(reader, WireKind::Bool, u"allows"_s);
            if (!value) return std::nullopt;
            allows = *value->boolean();
        } else {
            const bool isText = kind == WireKind::SchemaOrStrings;
            if (!spend(1) ||
                !expect(reader, pbf_wire_type::length_delimited, isText ? u"property"_s : u"jSONSchemas"_s))
                return std::nullopt;
            auto value =
                isText ? scalar(reader, WireKind::String, u"property"_s) : structure(member.type, viewOf(reader));
            if (!value) return std::nullopt;
            list.push_back(std::move(*value));
        }
    }
    if (!list.empty()) return Value(std::move(list));
    if (schema) return structure(member.type, *schema);
    return kind == WireKind::SchemaOrBool ? Value(allows) : Value();
}

std::optional<Value> ProtobufReader::strings(QByteArrayView bytes)
{
    protozero::pbf_reader reader = readerOf(bytes);
    ValueList list;
    while (reader.next()) {
        if (reader.tag() != 1) {
            reader.skip();
            continue;
        }
        auto value = scalar(reader, WireKind::String, u"items"_s);
        if (!value || !spend(1)) return std::nullopt;
        list.push_back(std::move(*value));
    }
    return Value(std::move(list));
}

// The member as encoding/json writes it, if it does. slot: null when the message does not have it.
bool ProtobufReader::put(const WireMember &member, Slot *slot, ValueMap &object)
{
    const bool isContainer = member.kind == WireKind::List || member.kind == WireKind::Map;
    const bool isPlain = isContainer || isScalar(member.kind);
    if (!slot && member.omitsEmpty && (member.isPointer || isPlain)) return true;
    const QByteArrayView bytes = slot ? slot->message : QByteArrayView();
    if (member.isInlined) return readInto(wirePlan(member.type), bytes, object);
    std::optional<Value> value;
    if (slot && member.kind == WireKind::Map) arrangeEntries(*slot->value.map());
    if (!slot && (member.isPointer || isContainer || member.kind == WireKind::Bytes))
        value = Value();
    else if (member.kind == WireKind::List && member.isWrapped)
        value = strings(bytes);
    else if (isPlain)
        value = slot ? std::move(slot->value) : wireZero(member.kind);
    else
        value = message(member, member.kind, bytes);
    if (!value) return false;
    if (member.omitsEmpty && !member.isPointer && isPlain && isWireEmpty(*value)) return true;
    object.emplace_back(*member.key, std::move(*value));
    return spend(1);
}

} // namespace

Result<Value> readProtobuf(const WireType &type, QByteArrayView message)
{
    ProtobufReader reader(message);
    ValueMap object;
    try {
        if (!reader.readInto(wirePlan(type), message, object)) return reader.error();
    } catch (const protozero::exception &problem) {
        return protobufError(problem);
    }
    return Value(std::move(object));
}

} // namespace model
