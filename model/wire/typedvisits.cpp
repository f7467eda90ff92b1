// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/quantity.h"
#include "model/wire/typedreader.h"
#include "model/wire/typedscalars.h"

#include <algorithm>
#include <limits>
#include <optional>

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

bool isNormal(const Value &value, const WireType &type)
{
    const quint32 note = value.note() & normalNoteMask;
    return note != 0 && note == normalNote(type);
}

bool areNormal(const ValueList &list, const WireShape &element)
{
    return !list.empty() && element.kind() == WireKind::Struct &&
           std::all_of(list.begin(), list.end(),
                       [type = element.type()](const Value &item) { return isNormal(item, type); });
}

} // namespace

// --- errors

// Go names the innermost struct, and the fields down to it without indexes and keys. What a nested decoder finds bears
// the outer one's place.
void TypedReader::unreadable(const QString &what, QByteArrayView goType, bool ends)
{
    if (!ends && !m_saved.back().isNull()) return;
    QString path, structName;
    for (const TypedFrame &frame : m_frames) {
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

void TypedReader::wrongType(const Value &value, QByteArrayView goType) { unreadable(kindText(value), goType); }

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
        const TypedFrame &frame = m_frames[i];
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
    if (shape.kind() == WireKind::Struct && isNormal(value, shape.type())) return;
    if (shape.kind() == WireKind::List && areNormal(*std::as_const(value).list(), shape.element())) return;
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
    constexpr qsizetype yearDigits = 4; // it may be a year that no text may have
    if (value.isString() && value.string()->indexOf(u'-') != yearDigits) m_isStable = false;
}

// apiextensions pkg/apis/apiextensions/v1/marshal.go.
void TypedReader::visitSchema(Value &value, WireShape shape)
{
    if (value.isMap() && isNormal(value, shape.type())) return;
    if (value.isMap()) return enter({.value = &value, .type = shape.type(), .element = {}, .isNested = true});
    if (shape.kind() == WireKind::SchemaOrBool) {
        if (!value.boolean()) end(QStringLiteral("boolean or JSON schema expected"));
    } else if (value.isList()) {
        enter({.value = &value, .type = {}, .element = shape.element(), .isNested = true});
    } else {
        value = Value();
    }
}

} // namespace model
