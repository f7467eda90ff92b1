// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/json.h"
#include "model/wire/protobuf.h"
#include "model/wire/reversebuffer.h"
#include "model/wire/wireplan.h"
#include "model/wire/wiretime.h"

#include <algorithm>

namespace model {

namespace {

constexpr quint32 entryKey = 1;   // of a map's entry
constexpr quint32 entryValue = 2; // of a map's entry

// Writes a message from its end to its start: a length is known when it is to be written. Byte for byte what the
// generated MarshalToSizedBuffer of Go's types gives (generated.pb.go): members by their numbers, scalars and structs
// that are no pointers always, the entries of maps by their keys.
class ProtobufWriter
{
public:
    QByteArray write(const WireType &type, const Value &object);

private:
    // A message whose members are being written, or the list of a JSONSchemaPropsOrArray.
    struct Frame
    {
        const WirePlan *plan = nullptr;   // null: such a list
        const ValueMap *object = nullptr; // null: all is zero
        size_t member = 0;                // as many of plan->byNumber are left
        const WireMember *open = nullptr; // the list or map being written
        const ValueList *items = nullptr; // open's, of which so many are left
        const ValueMap *entries = nullptr;
        std::vector<quint32> order = {}; // of the entries
        size_t left = 0;
        // How it ends.
        quint32 number = 0;               // 0: the outermost
        qsizetype end = 0;                // the buffer's size when it began
        const QString *key = nullptr;     // in a map
        WireKind kind = WireKind::Struct; // a schema is in a message of its own
    };

    void step();
    void member(const WireMember &member);
    void element();
    void singular(const WireMember &member, WireKind kind, const Value *value, quint32 number, const QString *key);
    void push(const WireMember &member, WireKind kind, const Value *value, quint32 number, const QString *key);
    void close();
    void wrap(quint32 number, qsizetype end, const QString *key);
    void leaf(WireKind kind, const Value *value, quint32 number);
    void leafMessage(WireKind kind, const Value *value);
    void time(const Value *value, bool withMicros);
    void intOrString(const Value *value);
    void strings(const Value *value, quint32 number);

    ReverseBuffer m_out;
    std::vector<Frame> m_open;
};

const Value *memberOf(const ValueMap *object, const QString &key)
{
    if (!object) return nullptr;
    for (const auto &[name, value] : *object) {
        if (name.size() != key.size()) continue;
        // Keys of objects in normal form are mostly the table's own.
        if (name.constData() == key.constData() || name == key) return value.isNull() ? nullptr : &value;
    }
    return nullptr;
}

qint64 integerOf(const Value *value)
{
    if (!value) return 0;
    if (const qint64 *integer = value->integer()) return *integer;
    if (const quint64 *big = value->bigInteger()) return qint64(*big);
    return 0;
}

double numberOf(const Value *value)
{
    const double *number = value ? value->number() : nullptr;
    return number ? *number : double(integerOf(value));
}

QStringView textOf(const Value *value)
{
    const QString *text = value ? value->string() : nullptr;
    return text ? QStringView(*text) : QStringView();
}

QByteArray ProtobufWriter::write(const WireType &type, const Value &object)
{
    const WirePlan &plan = wirePlan(type);
    m_open.push_back({.plan = &plan, .object = object.map(), .member = plan.byNumber.size()});
    while (!m_open.empty()) step();
    return m_out.take();
}

void ProtobufWriter::step()
{
    Frame &frame = m_open.back();
    if (frame.left > 0) return element();
    if (!frame.plan || frame.member == 0) return close();
    member(frame.plan->members[frame.plan->byNumber[--frame.member]]);
}

void ProtobufWriter::member(const WireMember &member)
{
    Frame &frame = m_open.back();
    if (member.isInlined) {
        const WirePlan &plan = wirePlan(member.type);
        m_open.push_back({.plan = &plan,
                          .object = frame.object,
                          .member = plan.byNumber.size(),
                          .number = member.number,
                          .end = m_out.size()});
        return;
    }
    const Value *value = memberOf(frame.object, *member.key);
    if (!value && (member.isPointer || (member.isWrapped && member.kind == WireKind::List))) return;
    frame.open = &member;
    if (member.kind == WireKind::List && member.isWrapped) {
        const qsizetype end = m_out.size();
        strings(value, 1);
        wrap(member.number, end, nullptr);
    } else if (member.kind == WireKind::List) {
        frame.items = value ? value->list() : nullptr;
        frame.left = frame.items ? frame.items->size() : 0;
    } else if (member.kind == WireKind::Map) {
        frame.entries = value ? value->map() : nullptr;
        frame.left = frame.entries ? frame.entries->size() : 0;
        frame.order.resize(frame.left);
        for (size_t i = 0; i < frame.left; ++i) frame.order[i] = quint32(i);
        // By bytes, in which UTF-16 differs from UTF-8.
        const ValueMap *const entries = frame.entries;
        const auto isBefore = [entries](quint32 a, quint32 b) {
            return utf8Less((*entries)[a].first, (*entries)[b].first);
        };
        if (!std::is_sorted(frame.order.begin(), frame.order.end(), isBefore))
            std::sort(frame.order.begin(), frame.order.end(), isBefore);
    } else {
        singular(member, member.kind, value, member.number, nullptr);
    }
}

void ProtobufWriter::element()
{
    Frame &frame = m_open.back();
    const size_t at = --frame.left;
    const WireMember &member = *frame.open;
    if (!frame.plan) return push(member, WireKind::Struct, &(*frame.items)[at], 2, nullptr);
    if (member.kind == WireKind::List)
        return singular(member, member.element, &(*frame.items)[at], member.number, nullptr);
    const auto &[key, value] = (*frame.entries)[frame.order[at]];
    if (member.isWrapped) {
        const qsizetype end = m_out.size();
        strings(&value, 1);
        return wrap(member.number, end, &key);
    }
    singular(member, member.element, &value, member.number, &key);
}

// One value with its number; with a key it is a map's entry.
void ProtobufWriter::singular(const WireMember &member, WireKind kind, const Value *value, quint32 number,
                              const QString *key)
{
    if (kind == WireKind::Struct || isSchema(kind)) return push(member, kind, value, number, key);
    const qsizetype end = m_out.size();
    if (!key) return leaf(kind, value, number);
    leaf(kind, value, entryValue);
    m_out.field(*key, entryKey);
    m_out.length(m_out.size() - end, number);
}

void ProtobufWriter::push(const WireMember &member, WireKind kind, const Value *value, quint32 number,
                          const QString *key)
{
    Frame frame;
    frame.number = number;
    frame.end = m_out.size();
    frame.key = key;
    frame.kind = kind;
    if (isSchema(kind) && !(value && value->isMap())) {
        // What stands there in a schema's place.
        const bool *allows = value ? value->boolean() : nullptr;
        if (kind == WireKind::SchemaOrBool) m_out.varintField(allows && *allows ? 1 : 0, 1);
        if (kind == WireKind::SchemaOrStrings) strings(value, 2);
        const ValueList *schemas = value && kind == WireKind::SchemaOrArray ? value->list() : nullptr;
        if (!schemas) return wrap(number, frame.end, key);
        frame.open = &member;
        frame.items = schemas;
        frame.left = schemas->size();
    } else {
        frame.plan = &wirePlan(member.type);
        frame.member = frame.plan->byNumber.size();
        frame.object = value ? value->map() : nullptr;
    }
    m_open.push_back(std::move(frame));
}

void ProtobufWriter::close()
{
    const Frame frame = std::move(m_open.back());
    m_open.pop_back();
    if (frame.number == 0) return;
    if (isSchema(frame.kind) && frame.plan) {
        m_out.length(m_out.size() - frame.end, schemaNumber(frame.kind));
        if (frame.kind == WireKind::SchemaOrBool) m_out.varintField(1, 1);
    }
    wrap(frame.number, frame.end, frame.key);
}

// Makes a message of what was written since the buffer had the size `end`.
void ProtobufWriter::wrap(quint32 number, qsizetype end, const QString *key)
{
    m_out.length(m_out.size() - end, key ? entryValue : number);
    if (!key) return;
    m_out.field(*key, entryKey);
    m_out.length(m_out.size() - end, number);
}

void ProtobufWriter::strings(const Value *value, quint32 number)
{
    const ValueList *list = value ? value->list() : nullptr;
    for (size_t i = list ? list->size() : 0; i > 0; --i) m_out.field(textOf(&(*list)[i - 1]), number);
}

void ProtobufWriter::leaf(WireKind kind, const Value *value, quint32 number)
{
    switch (kind) {
    case WireKind::Bool: m_out.varintField(value && value->boolean() && *value->boolean() ? 1 : 0, number); break;
    case WireKind::Int32:
    case WireKind::Int64: m_out.varintField(quint64(integerOf(value)), number); break;
    case WireKind::Float64: m_out.doubleField(numberOf(value), number); break;
    case WireKind::String: m_out.field(textOf(value), number); break;
    case WireKind::Bytes: {
        if (!value || value->isNull()) return; // not the same as empty bytes
        const QByteArray bytes = QByteArray::fromBase64(textOf(value).toLatin1());
        m_out.bytes(bytes);
        m_out.length(bytes.size(), number);
        break;
    }
    default: {
        const qsizetype end = m_out.size();
        leafMessage(kind, value);
        m_out.length(m_out.size() - end, number);
    }
    }
}

void ProtobufWriter::leafMessage(WireKind kind, const Value *value)
{
    switch (kind) {
    case WireKind::Time: return time(value, false);
    case WireKind::MicroTime: return time(value, true);
    case WireKind::Duration: return m_out.varintField(quint64(parseWireDuration(textOf(value)).value_or(0)), 1);
    case WireKind::Quantity: {
        const QStringView text = textOf(value);
        return m_out.field(text.isEmpty() ? QStringView(u"0") : text, 1);
    }
    case WireKind::IntOrString: return intOrString(value);
    default: break;
    }
    // RawExtension, FieldsV1 and JSON, to which null is nothing.
    if (!value || value->isNull()) return;
    const QByteArray json = writeJson(*value);
    m_out.bytes(json);
    m_out.length(json.size(), 1);
}

void ProtobufWriter::time(const Value *value, bool withMicros)
{
    const auto time = parseWireTime(textOf(value));
    if (!time || time->isZero()) return;
    constexpr qint32 micro = 1000;
    m_out.varintField(withMicros ? quint64(time->nanos / micro * micro) : 0, 2);
    m_out.varintField(quint64(time->seconds), 1);
}

void ProtobufWriter::intOrString(const Value *value)
{
    m_out.field(textOf(value), 3);
    m_out.varintField(quint64(integerOf(value)), 2);
    m_out.varintField(value && value->isString() ? 1 : 0, 1);
}

} // namespace

QByteArray writeProtobuf(const WireType &type, const Value &object) { return ProtobufWriter().write(type, object); }

} // namespace model
