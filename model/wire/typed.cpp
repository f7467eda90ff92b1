// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/typed.h"

#include "model/resource/quantity.h"
#include "model/wire/typedplan.h"
#include "model/wire/typedscalars.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace model {

namespace {

constexpr std::size_t maxUnknown = 100; // as strict decoding reports (sigs.k8s.io/json)

QString kindText(const Value &value)
{
    if (value.isString()) return QStringLiteral("string");
    if (value.isList()) return QStringLiteral("array");
    if (value.isMap()) return QStringLiteral("object");
    return value.boolean() ? QStringLiteral("bool") : QStringLiteral("number");
}

// A container whose content is being read.
struct Frame
{
    Value *value;
    WireType type;     // of a struct; invalid for lists and maps
    WireShape element; // of a list or map
    std::size_t next = 0;
    std::size_t slots = 0; // of a struct: where its fields' slots start
    // Read by a decoder of its own, as the schemas within schemas are: it reports no unknown fields, and its first
    // error ends all.
    bool isNested = false;
    bool keepsEmpty = false;        // a list in a message of its own
    const TypePlan *plan = nullptr; // of a struct
    std::size_t nextField = 0;      // which comes next when the fields are in order
};

// What sigs.k8s.io/json's decoder does with a value, with frames on the heap instead of calls. The first error of a
// wrong type is remembered and the reading goes on, as a type's own decoder may still end it with another one.
class TypedReader
{
public:
    Result<TypedObject> read(const WireType &type, Value input);
    // The error, or an empty text. input is a map.
    QString readMap(const WireType &type, Value &input);

private:
    const TypePlan &planOf(const WireType &type);
    static int fieldOf(Frame &frame, const QString &key);
    void step();
    void enter(const Frame &frame);
    void leave();
    void leaveStruct(Frame &frame);
    void leaveMap(ValueMap &map, const WireShape &element);
    void visit(Value &value, WireShape shape, bool nullStays);
    void visitContainer(Value &value, WireShape shape);
    void visitScalar(Value &value, WireShape shape);
    void visitInteger(Value &value, WireShape shape);
    void visitBytes(Value &value, WireShape shape);
    void visitOwn(Value &value, WireShape shape);
    void visitSchema(Value &value, WireShape shape);
    void wrongType(const Value &value, QByteArrayView goType) { unreadable(kindText(value), goType); }
    void unreadable(const QString &what, QByteArrayView goType, bool ends = false);
    void end(const QString &message);
    void reportUnknown(const QString &name);
    QString strictPath() const;

    std::vector<Frame> m_frames;
    std::vector<int> m_slots; // which entry each field of the structs in m_frames has, or -1
    std::vector<QString> m_unknown;
    std::map<int, TypePlan> m_plans;         // of another table's types
    std::vector<QString> m_saved{QString()}; // the first error of a wrong type; of each nested decoder
    QString m_end;                           // the error that ends the reading
};

// --- errors

// Go names the innermost struct, and the fields down to it without indexes and keys. What a nested decoder finds bears
// the outer one's place.
void TypedReader::unreadable(const QString &what, QByteArrayView goType, bool ends)
{
    if (!ends && !m_saved.back().isNull()) return;
    QString path, structName;
    for (const Frame &frame : m_frames) {
        if (frame.isNested) break;
        if (!frame.type || frame.next == 0) continue;
        structName = QString::fromUtf8(frame.type.name());
        path += u'.' + (*std::as_const(*frame.value).map())[frame.next - 1].first;
    }
    const QString place =
        path.isEmpty() ? QStringLiteral("value") : QStringLiteral("struct field ") + structName + path;
    const QString message = QStringLiteral("json: cannot unmarshal ") + what + QStringLiteral(" into Go ") + place +
                            QStringLiteral(" of type ") + QString::fromUtf8(goType);
    if (ends)
        end(message);
    else
        m_saved.back() = message;
}

void TypedReader::end(const QString &message)
{
    if (m_end.isNull()) m_end = message;
}

void TypedReader::reportUnknown(const QString &name)
{
    if (m_saved.size() > 1 || m_unknown.size() >= maxUnknown) return;
    const QString path = strictPath();
    const QString full = path.isEmpty() ? name : path + u'.' + name;
    if (std::find(m_unknown.begin(), m_unknown.end(), full) == m_unknown.end()) m_unknown.push_back(full);
}

// Of what is being read in the last frame's parents: "spec.containers[0]".
QString TypedReader::strictPath() const
{
    QString path;
    for (std::size_t i = 0; i + 1 < m_frames.size(); ++i) {
        const Frame &frame = m_frames[i];
        if (const ValueMap *map = std::as_const(*frame.value).map())
            path += (path.isEmpty() ? QString() : QStringLiteral(".")) + (*map)[frame.next - 1].first;
        else
            path += u'[' + QString::number(frame.next - 1) + u']';
    }
    return path;
}

// --- values

void TypedReader::visit(Value &value, WireShape shape, bool nullStays)
{
    if (value.isNull()) {
        if (!nullStays) value = zeroOf(shape);
        return;
    }
    switch (shape.kind()) {
    case WireKind::Struct:
    case WireKind::List:
    case WireKind::Map: return visitContainer(value, shape);
    case WireKind::Bool:
    case WireKind::Float64:
    case WireKind::String: return visitScalar(value, shape);
    case WireKind::Int32:
    case WireKind::Int64: return visitInteger(value, shape);
    case WireKind::Bytes: return visitBytes(value, shape);
    case WireKind::Time:
    case WireKind::MicroTime:
    case WireKind::Duration:
    case WireKind::Quantity:
    case WireKind::IntOrString: return visitOwn(value, shape);
    case WireKind::RawExtension:
    case WireKind::FieldsV1:
    case WireKind::Json: return; // anything
    case WireKind::SchemaOrBool:
    case WireKind::SchemaOrArray:
    case WireKind::SchemaOrStrings: return visitSchema(value, shape);
    }
}

void TypedReader::visitContainer(Value &value, WireShape shape)
{
    if (shape.kind() == WireKind::List ? !value.isList() : !value.isMap()) return wrongType(value, shape.goName());
    enter({.value = &value, .type = shape.type(), .element = shape.element(), .keepsEmpty = shape.isWrapped()});
}

void TypedReader::visitScalar(Value &value, WireShape shape)
{
    if (shape.kind() == WireKind::Bool ? value.boolean() != nullptr
                                       : shape.kind() == WireKind::String && value.isString())
        return;
    const bool number = value.integer() || value.bigInteger() || value.number();
    if (shape.kind() != WireKind::Float64 || !number) return wrongType(value, shape.goName());
    const double real = value.integer()      ? double(*value.integer())
                        : value.bigInteger() ? double(*value.bigInteger())
                                             : *value.number();
    if (!qIsFinite(real)) return unreadable(QStringLiteral("number ") + numberText(value), shape.goName());
    // Printed without a fraction it is an integer to whoever reads it.
    constexpr double limit = 9223372036854775808.0;
    value = real >= -limit && real < limit && real == double(qint64(real)) ? Value(qint64(real)) : Value(real);
}

void TypedReader::visitInteger(Value &value, WireShape shape)
{
    const qint64 *integer = value.integer();
    const bool fits = integer && (shape.kind() == WireKind::Int64 || (*integer >= std::numeric_limits<qint32>::min() &&
                                                                      *integer <= std::numeric_limits<qint32>::max()));
    if (fits) return;
    if (integer || value.bigInteger() || value.number())
        return unreadable(QStringLiteral("number ") + numberText(value), shape.goName());
    wrongType(value, shape.goName());
}

void TypedReader::visitBytes(Value &value, WireShape shape)
{
    if (value.isString()) {
        const auto error = normalizeBase64(value);
        if (error && m_saved.back().isNull()) m_saved.back() = *error;
        return;
    }
    const ValueList *list = value.list();
    if (!list) return wrongType(value, shape.goName());
    QByteArray bytes; // a list of numbers is a slice of bytes too
    for (const Value &entry : *list) {
        const qint64 *integer = entry.integer();
        if (entry.isString() || entry.boolean() || entry.isContainer())
            wrongType(entry, "uint8");
        else if (!entry.isNull() && (!integer || *integer < 0 || *integer > 255))
            unreadable(QStringLiteral("number ") + numberText(entry), "uint8");
        bytes.append(integer ? char(*integer) : '\0');
    }
    value = QString::fromLatin1(bytes.toBase64());
}

// Types with a decoder of their own: its error ends the reading.
void TypedReader::visitOwn(Value &value, WireShape shape)
{
    const WireKind kind = shape.kind();
    if (kind == WireKind::Quantity) {
        if (value.isContainer() || value.boolean()) return end(Quantity::parse(u"{").error().message);
        const QString text = value.isString() ? value.string()->trimmed() : numberText(value);
        const auto quantity = Quantity::parse(text);
        if (!quantity) return end(quantity.error().message);
        const QString canonical = quantity->toString(); // which is what is stored and read again
        value = canonical == text ? canonical : Quantity::parse(canonical)->toString();
        return;
    }
    if (kind == WireKind::IntOrString) {
        const qint64 *integer = value.integer();
        if (value.isString() || (integer && *integer == qint32(*integer))) return;
        const bool number = integer || value.bigInteger() || value.number();
        return unreadable(number ? QStringLiteral("number ") + numberText(value) : kindText(value), "int32", true);
    }
    if (!value.isString()) return unreadable(kindText(value), "string", true);
    if (kind == WireKind::Duration) return;
    if (const auto error =
            normalizeTime(value, kind == WireKind::Time ? TimeLayout::Seconds : TimeLayout::Microseconds))
        end(*error);
}

// apiextensions pkg/apis/apiextensions/v1/marshal.go.
void TypedReader::visitSchema(Value &value, WireShape shape)
{
    if (value.isMap()) return enter({.value = &value, .type = shape.type(), .element = {}, .isNested = true});
    if (shape.kind() == WireKind::SchemaOrBool) {
        if (!value.boolean()) end(QStringLiteral("boolean or JSON schema expected"));
    } else if (value.isList()) {
        enter({.value = &value, .type = {}, .element = shape.element(), .isNested = true});
    } else {
        value = Value();
    }
}

// --- frames

void TypedReader::enter(const Frame &frame)
{
    m_frames.push_back(frame);
    if (frame.isNested) m_saved.emplace_back();
    if (!frame.type) return;
    m_frames.back().slots = m_slots.size();
    m_frames.back().plan = &planOf(frame.type);
    m_slots.resize(m_slots.size() + m_frames.back().plan->size(), -1);
}

const TypePlan &TypedReader::planOf(const WireType &type)
{
    if (type.table() == &WireTypes::builtin()) return builtinPlan(type);
    const auto found = m_plans.find(type.index());
    return found != m_plans.end() ? found->second : m_plans.emplace(type.index(), planFields(type)).first->second;
}

// What a server wrote has its fields in order: the next one is looked for nearby.
int TypedReader::fieldOf(Frame &frame, const QString &key)
{
    constexpr std::size_t nearby = 8;
    const std::size_t end = std::min(frame.plan->size(), frame.nextField + nearby);
    for (std::size_t i = frame.nextField; i < end; ++i) {
        if (*(*frame.plan)[i].key != key) continue;
        frame.nextField = i + 1;
        return int(i);
    }
    const int index = frame.type.indexOf(key);
    if (index >= 0) frame.nextField = std::size_t(index) + 1;
    return index;
}

void TypedReader::step()
{
    Frame &frame = m_frames.back();
    if (ValueList *list = frame.value->list()) {
        if (frame.next == list->size()) return leave();
        Value &child = (*list)[frame.next++];
        return visit(child, frame.element, false);
    }
    ValueMap &map = *frame.value->map();
    if (frame.next == map.size()) return leave();
    auto &[key, child] = map[frame.next++];
    if (!frame.type) return visit(child, frame.element, false);
    const int index = fieldOf(frame, key);
    if (index < 0) return reportUnknown(key);
    if (child.isNull()) return;
    m_slots[frame.slots + std::size_t(index)] = int(frame.next - 1);
    visit(child, (*frame.plan)[std::size_t(index)].shape, true);
}

void TypedReader::leave()
{
    Frame &frame = m_frames.back();
    if (frame.type)
        leaveStruct(frame);
    else if (ValueMap *map = frame.value->map())
        sortKeys(*map);
    // Protobuf knows no empty lists and maps, except in messages of their own.
    const ValueMap *map = frame.value->map();
    const ValueList *list = frame.value->list();
    if (!frame.type && !frame.keepsEmpty && (map ? map->empty() : list->empty())) *frame.value = Value();
    const bool nested = frame.isNested;
    m_frames.pop_back();
    if (!nested) return;
    if (!m_saved.back().isNull()) end(m_saved.back());
    m_saved.pop_back();
}

void TypedReader::leaveStruct(Frame &frame)
{
    ValueMap &given = *frame.value->map();
    const bool outermost = m_frames.size() == 1;
    ValueMap object;
    object.reserve(given.size());
    for (std::size_t i = 0; i < frame.plan->size(); ++i) {
        const int slot = m_slots[frame.slots + i];
        const FieldPlan &field = (*frame.plan)[i];
        if (slot < 0 && field.mayBeAbsent) continue;
        if (!field.isInMessage && !outermost) continue; // kind and apiVersion are not in messages
        if (slot < 0) {
            object.emplace_back(*field.key, field.isPointer ? Value() : zeroOfField(field.shape));
            continue;
        }
        auto &entry = given[std::size_t(slot)];
        if (field.omitsZero && isZero(entry.second)) continue;
        object.push_back(std::move(entry));
    }
    m_slots.resize(frame.slots);
    *frame.value = std::move(object);
}

Result<TypedObject> TypedReader::read(const WireType &type, Value input)
{
    const auto invalid = [](const QString &message) { return Error{Error::Code::Invalid, message}; };
    if (input.isNull()) input = ValueMap();
    if (!input.isMap()) {
        const QByteArray package = type.package().toByteArray();
        wrongType(input, package.mid(package.lastIndexOf('/') + 1) + '.' + type.name().toByteArray());
        return invalid(m_saved.front());
    }
    if (const QString error = readMap(type, input); !error.isNull()) return invalid(error);
    return TypedObject{std::move(input), std::move(m_unknown)};
}

QString TypedReader::readMap(const WireType &type, Value &input)
{
    m_frames.reserve(16);
    m_slots.reserve(256);
    enter({.value = &input, .type = type, .element = {}});
    while (!m_frames.empty() && m_end.isNull()) step();
    return m_end.isNull() ? m_saved.front() : m_end;
}

} // namespace

Result<TypedObject> readTyped(const WireType &type, Value input) { return TypedReader().read(type, std::move(input)); }

bool makeTyped(const WireType &type, Value &object)
{
    return object.isMap() && TypedReader().readMap(type, object).isNull();
}

} // namespace model
