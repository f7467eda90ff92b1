// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the walker that looks at single values of schemas that somebody wrote.
#include "model/base/say.h"
#include "model/schema/customformats.h"
#include "model/schema/customschema.h"
#include "model/schema/formats.h"
#include "model/schema/suggest.h"
#include "model/schema/walker.h"
#include "model/wire/json.h"
#include "model/yaml/numbertext.h"
#include "model/yaml/yamlvalue.h"

#include <cmath>

namespace model {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostShown = 12;
// A pattern may take a time that grows quickly with the text.
constexpr qsizetype longestMatched = 8192;

double numberOf(const Scalar &scalar)
{
    if (const auto *whole = std::get_if<qint64>(&scalar.value)) return double(*whole);
    if (const auto *large = std::get_if<quint64>(&scalar.value)) return double(*large);
    const auto *value = std::get_if<double>(&scalar.value);
    return value ? *value : 0;
}

bool isMultiple(double value, double of)
{
    if (of <= 0) return true;
    const double times = value / of;
    return std::abs(times - std::round(times)) < 1e-9;
}

// An apiserver holds an integer against the factor's whole part (kube-openapi pkg/validation/validate/values.go
// MultipleOfNativeType), which for one below 1 no number passes.
bool isMultipleToServer(qint64 value, double of)
{
    const qint64 factor = std::abs(of) < 9.2e18 ? qint64(of) : 0;
    return factor > 0 && value % factor == 0;
}

// What kubectl makes of the number, when that is an integer of 64 bits.
std::optional<qint64> integerOf(const Scalar &scalar)
{
    if (const auto *whole = std::get_if<qint64>(&scalar.value)) return *whole;
    const auto *real = std::get_if<double>(&scalar.value);
    if (!real) return std::nullopt;
    const auto read = jsonReading(*real);
    const auto *whole = std::get_if<qint64>(&read);
    return whole ? std::optional(*whole) : std::nullopt;
}

bool isFoundBy(const CustomNode &custom, const QString &text, PatternTime &time)
{
    if (custom.expression.pattern().isEmpty()) return matchesGoPattern(custom.pattern, text, time);
    if (!custom.expression.isValid() || text.size() > longestMatched) return true;
    const QRegularExpressionMatch match = custom.expression.match(text);
    return !match.isValid() || match.hasMatch();
}

// What the schema's word shows as: texts without their quotes.
QString shown(const QByteArray &json)
{
    const QString text = QString::fromUtf8(json);
    return text.startsWith(u'"') && text.size() > 2 ? text.mid(1, text.size() - 2) : text;
}

} // namespace

// Of what is written, for a squiggle; where nothing is, the object around it.
Span SchemaWalker::placeOfValue(const SchemaFrame &frame) const
{
    const YamlNode &node = at(frame.node);
    if (node.kind == YamlKind::Scalar || frame.key < 0)
        return node.kind == YamlKind::Scalar ? node.span : placeOf(frame);
    return at(frame.key).span;
}

void SchemaWalker::reportValue(const SchemaFrame &frame, const QString &wanted)
{
    const FieldPath field = path(frame);
    const QString what = field.isEmpty() ? say("the resource") : u'"' + field.toString() + u'"';
    report(Severity::Error, "schema-format"_L1, placeOfValue(frame), field,
           say("%1 must be %2, not %3").arg(what, wanted, describe(at(resolved(frame.node)))));
}

void SchemaWalker::checkCount(const SchemaFrame &frame, qint64 count, qint64 least, qint64 most, const QString &what)
{
    if ((least < 0 || count >= least) && (most < 0 || count <= most)) return;
    const FieldPath field = path(frame);
    const QString bound = least >= 0 && count < least ? say("at least %1").arg(least) : say("at most %1").arg(most);
    report(Severity::Error, "schema-format"_L1, placeOfValue(frame), field,
           say("\"%1\" must have %2 %3, not %4").arg(field.toString(), bound, what).arg(count));
}

void SchemaWalker::checkCustomEnum(const SchemaFrame &frame, const CustomNode &custom, int node)
{
    const auto value = toValue(YamlRef(&m_document, node));
    if (!value) return;
    const QByteArray written = writeJson(*value);
    QStringList values;
    std::vector<QByteArrayView> words;
    for (const QByteArray &json : custom.enumJson) {
        if (json == written) return;
        if (value->isContainer() && readJson(json).ok() && readJson(json)->value.means(*value)) return;
        if (values.size() < mostShown) values << shown(json);
        if (json.startsWith('"')) words.push_back(QByteArrayView(json).sliced(1).chopped(1));
    }
    if (qsizetype(custom.enumJson.size()) > mostShown) values << u"…"_s;
    const FieldPath field = path(frame);
    const QByteArrayView near = value->isString() ? nearestWord(at(node).value, words) : QByteArrayView();
    report(Severity::Error, "schema-enum"_L1, placeOfValue(frame), field,
           say("\"%1\" must be one of %2, not %3").arg(field.toString(), values.join(", "_L1), describe(at(node))),
           near.isEmpty() ? QString() : say("did you mean %1?").arg(QString::fromUtf8(near)));
}

void SchemaWalker::checkCustomScalar(const SchemaFrame &frame, const CustomNode &custom, int node)
{
    const Scalar value = scalar(at(node));
    if (value.type == ScalarType::String)
        checkCustomText(frame, custom, QString::fromUtf8(at(node).value));
    else if (value.type == ScalarType::Int || value.type == ScalarType::Float)
        checkCustomNumber(frame, custom, value);
}

void SchemaWalker::checkCustomNumber(const SchemaFrame &frame, const CustomNode &custom, const Scalar &value)
{
    const double number = numberOf(value);
    const auto bound = [](double limit) { return QString::number(limit, 'g', 15); };
    if (custom.minimum && (number < *custom.minimum || (custom.minimumExcluded && number == *custom.minimum)))
        return reportValue(
            frame, (custom.minimumExcluded ? say("more than %1") : say("%1 or more")).arg(bound(*custom.minimum)));
    if (custom.maximum && (number > *custom.maximum || (custom.maximumExcluded && number == *custom.maximum)))
        return reportValue(
            frame, (custom.maximumExcluded ? say("less than %1") : say("%1 or less")).arg(bound(*custom.maximum)));
    if (custom.multipleOf) {
        const double factor = *custom.multipleOf;
        const auto whole = custom.isStructural ? integerOf(value) : std::nullopt;
        if (whole && !isMultipleToServer(*whole, factor))
            return reportValue(
                frame, factor < 1
                           ? say("no integer: an API server takes none where multipleOf is %1").arg(bound(factor))
                           : say("a multiple of %1").arg(bound(std::trunc(factor))));
        if (!whole && !isMultiple(number, factor))
            return reportValue(frame, say("a multiple of %1").arg(bound(factor)));
    }
    // A format such as int32 is only a word to the server.
    const bool wantsInteger = (custom.types & JsonInteger) && !(custom.types & JsonNumber);
    const bool isExact = std::holds_alternative<qint64>(value.value);
    if (wantsInteger && !isExact && (number < -9223372036854775808.0 || number >= 9223372036854775808.0))
        reportValue(frame, say("a number of 64 bits"));
}

void SchemaWalker::checkCustomText(const SchemaFrame &frame, const CustomNode &custom, const QString &text)
{
    if (custom.isQuantity && !isQuantity(text.toUtf8()))
        return reportValue(frame, say("a quantity such as 100m or 64Mi"));
    if (custom.minLength >= 0 || custom.maxLength >= 0) {
        qint64 length = text.size();
        for (const QChar c : text) length -= c.isLowSurrogate();
        if (custom.minLength > length)
            return reportValue(frame, say("at least %n character(s) long", custom.minLength));
        if (custom.maxLength >= 0 && length > custom.maxLength)
            return reportValue(frame, say("at most %n character(s) long", custom.maxLength));
    }
    if (!custom.pattern.isEmpty() && !isFoundBy(custom, text, m_patternTime))
        return reportValue(frame, say("a text that the pattern %1 finds").arg(custom.pattern));
    if ((custom.types == 0 || custom.types & JsonString) && !isOfFormat(custom.format, text, m_patternTime))
        reportValue(frame, say("of the format %1").arg(custom.format));
}

} // namespace model
