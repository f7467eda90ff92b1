// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the walker that looks at single values.
#include "model/base/say.h"
#include "model/schema/formats.h"
#include "model/schema/hints.h"
#include "model/schema/walker.h"

#include <cmath>
#include <limits>

namespace model {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype excerptLength = 40;

QString nameOf(SchemaType type)
{
    switch (type) {
    case SchemaType::Object: return say("a mapping");
    case SchemaType::Array: return say("a list");
    case SchemaType::String: return say("a string");
    case SchemaType::Integer: return say("an integer");
    case SchemaType::Number: return say("a number");
    case SchemaType::Boolean: return say("true or false");
    case SchemaType::Quantity: return say("a quantity such as 100m or 64Mi");
    case SchemaType::IntOrString: return say("an integer or a string");
    case SchemaType::Any: break;
    }
    return say("any value");
}

bool fits(const Scalar &scalar, bool is32)
{
    const double low = is32 ? std::numeric_limits<qint32>::min() : -9223372036854775808.0;
    const double end = is32 ? std::numeric_limits<qint32>::max() + 1.0 : 9223372036854775808.0;
    if (const double *value = std::get_if<double>(&scalar.value)) return *value >= low && *value < end;
    if (const qint64 *value = std::get_if<qint64>(&scalar.value))
        return !is32 || (*value >= qint64(low) && *value < qint64(end));
    return false; // quint64 is beyond both
}

} // namespace

bool isWholeNumber(const Scalar &scalar)
{
    const double *value = std::get_if<double>(&scalar.value);
    return value && std::trunc(*value) == *value && std::abs(*value) < 1e21;
}

void SchemaWalker::checkScalar(const SchemaFrame &frame)
{
    if (frame.node < 0) return;
    const YamlNode &node = at(resolved(frame.node));
    if (node.kind != YamlKind::Scalar) return isListOfBytes(frame, node) ? void() : wrongType(frame);
    switch (frame.schema.type()) {
    case SchemaType::String: return checkString(frame, node);
    case SchemaType::Integer: return checkInteger(frame, node);
    case SchemaType::Number: return checkNumber(frame, node);
    case SchemaType::Boolean: return checkBoolean(frame, node);
    case SchemaType::Quantity: return checkQuantity(frame, node);
    case SchemaType::IntOrString: return checkIntOrString(frame, node);
    default: return;
    }
}

void SchemaWalker::checkString(const SchemaFrame &frame, const YamlNode &node)
{
    if (scalar(node).type != ScalarType::String) return wrongType(frame);
    if (frame.schema.format() != SchemaFormat::None) checkFormat(frame, node);
    if (frame.schema.enumCount() > 0 && !m_ignored) checkEnum(frame, node);
}

// Go's JSON reads bytes from a list of their numbers, too (encoding/json, of []byte).
bool SchemaWalker::isListOfBytes(const SchemaFrame &frame, const YamlNode &node) const
{
    if (node.kind != YamlKind::Sequence || frame.schema.format() != SchemaFormat::Byte) return false;
    for (int item = node.firstChild; item >= 0; item = at(item).nextSibling) {
        const auto number = YamlRef(&m_document, item).integer();
        if (!isNull(resolved(item)) && (!number || *number < 0 || *number > 255)) return false;
    }
    return true;
}

void SchemaWalker::checkInteger(const SchemaFrame &frame, const YamlNode &node)
{
    const Scalar value = scalar(node);
    if (value.type != ScalarType::Int && !isWholeNumber(value)) return wrongType(frame);
    checkRange(frame, node, value, frame.schema.format() == SchemaFormat::Int32);
}

void SchemaWalker::checkRange(const SchemaFrame &frame, const YamlNode &node, const Scalar &value, bool is32)
{
    if (fits(value, is32)) return;
    const FieldPath field = path(frame);
    report(
        Severity::Error, "schema-format"_L1, at(frame.node).span, field,
        say("\"%1\" must fit into %2 bits, not be %3").arg(field.toString()).arg(is32 ? 32 : 64).arg(describe(node)));
}

void SchemaWalker::checkNumber(const SchemaFrame &frame, const YamlNode &node)
{
    const ScalarType type = scalar(node).type;
    if (type != ScalarType::Int && type != ScalarType::Float) wrongType(frame);
}

void SchemaWalker::checkBoolean(const SchemaFrame &frame, const YamlNode &node)
{
    if (scalar(node).type != ScalarType::Bool) wrongType(frame);
}

void SchemaWalker::checkQuantity(const SchemaFrame &frame, const YamlNode &node)
{
    const ScalarType type = scalar(node).type;
    if (type == ScalarType::Bool) return wrongType(frame);
    if (type != ScalarType::String || isQuantity(node.value)) return;
    const FieldPath field = path(frame);
    report(Severity::Error, "schema-format"_L1, at(frame.node).span, field,
           say("\"%1\" must be %2, not %3").arg(field.toString(), nameOf(SchemaType::Quantity), describe(node)),
           quantityHint(node.value));
}

void SchemaWalker::checkIntOrString(const SchemaFrame &frame, const YamlNode &node)
{
    const Scalar value = scalar(node);
    if (value.type == ScalarType::String) return checkPortName(frame, node);
    if (value.type != ScalarType::Int && !isWholeNumber(value)) return wrongType(frame);
    checkRange(frame, node, value, true);
}

void SchemaWalker::checkEnum(const SchemaFrame &frame, const YamlNode &node)
{
    // An empty string is what Go reads where nothing is written; the server then puts its default.
    if (node.value.isEmpty() || frame.schema.hasEnumValue(node.value)) return;
    QStringList values;
    for (int i = 0; i < frame.schema.enumCount(); ++i)
        if (!frame.schema.enumValue(i).isEmpty()) values << QString::fromUtf8(frame.schema.enumValue(i));
    const FieldPath field = path(frame);
    report(Severity::Error, "schema-enum"_L1, at(frame.node).span, field,
           say("\"%1\" must be one of %2, not %3").arg(field.toString(), values.join(", "_L1), excerpt(node)),
           enumHint(frame.schema, node.value));
}

void SchemaWalker::checkFormat(const SchemaFrame &frame, const YamlNode &node)
{
    if (frame.schema.format() > SchemaFormat::MicroTime) return m_ignored ? void() : checkName(frame, node);
    QString wanted;
    switch (frame.schema.format()) {
    case SchemaFormat::Byte:
        if (!isBase64(node.value)) wanted = say("base64");
        break;
    case SchemaFormat::DateTime:
        if (!isDateTime(node.value)) wanted = say("a time such as 2026-01-31T23:59:00Z");
        break;
    case SchemaFormat::MicroTime:
        if (!isMicroTime(node.value)) wanted = say("a time such as 2026-01-31T23:59:00.000000Z");
        break;
    default: break;
    }
    if (wanted.isEmpty()) return;
    const FieldPath field = path(frame);
    QString fix;
    if (frame.schema.format() == SchemaFormat::Byte && m_secret) fix = say("plain text goes under stringData");
    report(Severity::Error, "schema-format"_L1, at(frame.node).span, field,
           say("\"%1\" must be %2, not %3").arg(field.toString(), wanted, describe(node)), fix);
}

void SchemaWalker::wrongType(const SchemaFrame &frame, SchemaType type)
{
    const YamlNode &node = at(resolved(frame.node));
    QString fix;
    if (type == SchemaType::String && node.kind == YamlKind::Scalar) {
        fix = m_secret ? say("quote it") : say("quote it: %1").arg(excerpt(node));
    } else if (node.kind == YamlKind::Scalar && scalar(node).type == ScalarType::String) {
        const ScalarType meant = resolvePlain(node.value).type;
        const bool number = meant == ScalarType::Int || meant == ScalarType::Float;
        if ((type == SchemaType::Boolean && meant == ScalarType::Bool) ||
            ((type == SchemaType::Integer || type == SchemaType::Number) && number))
            fix = say("remove the quotes");
    } else if (type == SchemaType::Array && node.kind == YamlKind::Mapping) {
        fix = say("start each item with \"- \"");
    } else if (type == SchemaType::Object && node.kind == YamlKind::Sequence) {
        fix = say("write it without \"- \"");
    }
    const FieldPath field = path(frame);
    const QString what = field.isEmpty() ? say("the resource") : u'"' + field.toString() + u'"';
    report(Severity::Error, "schema-wrong-type"_L1, at(frame.node).span, field,
           say("%1 must be %2, not %3").arg(what, nameOf(type), describe(node)), fix);
}

QString SchemaWalker::describe(const YamlNode &node) const
{
    if (node.kind == YamlKind::Mapping) return nameOf(SchemaType::Object);
    if (node.kind == YamlKind::Sequence) return nameOf(SchemaType::Array);
    switch (scalar(node).type) {
    case ScalarType::Bool: return std::get<bool>(scalar(node).value) ? "true"_L1 : "false"_L1;
    case ScalarType::Int:
    case ScalarType::Float:
        return m_secret ? nameOf(SchemaType::Number)
                        : say("the number %1")
                              .arg(QString::fromUtf8(node.value.first(std::min(node.value.size(), excerptLength))));
    case ScalarType::Null: return "null"_L1;
    case ScalarType::String: break;
    }
    return m_secret ? say("another string") : say("the string %1").arg(excerpt(node));
}

QString SchemaWalker::excerpt(const YamlNode &node) const
{
    const QString whole = QString::fromUtf8(node.value.first(std::min(node.value.size(), 4 * excerptLength)));
    QString text = whole.simplified();
    if (whole.startsWith(u' ')) text.prepend(u' '); // may be just what is wrong with it
    if (whole.endsWith(u' ')) text.append(u' ');
    if (text.size() > excerptLength) text = text.left(excerptLength) + u'…';
    return u'"' + text + u'"';
}

} // namespace model
