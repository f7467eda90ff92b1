// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/customschema.h"

#include "cluster/practice/validation/reading.h"
#include "model/schema/customformats.h"
#include "model/schema/gopatterns.h"
#include "model/wire/json.h"

#include <QSet>

#include <algorithm>
#include <cmath>

// kube-openapi pkg/validation/validate: what a value must be, and how often it came close.

using namespace Qt::StringLiterals;

namespace practice {

using model::isKnownFormat;
using model::isOfFormat;
using model::matchesGoPattern;
using model::PatternTime;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

constexpr qint64 maxVisits = 2'000'000; // of a schema's nodes for one object

// Errors without two of the same words, and how many checks were made, which tells the best of several alternatives.
struct Outcome
{
    std::vector<Cause> causes;
    QSet<QString> texts;
    qint64 matches = 0;
    qsizetype length = 0; // of the texts

    bool isValid() const { return causes.empty(); }
    bool isFull() const { return length > FieldErrors::maxText; }
    void add(Cause cause)
    {
        const QString text = cause.field + u'\n' + cause.message;
        if (texts.contains(text)) return;
        texts.insert(text);
        length += text.size();
        causes.push_back(std::move(cause));
    }
    void merge(const Outcome &other)
    {
        for (const Cause &cause : other.causes) add(cause);
        matches += other.matches;
    }
};

std::optional<double> numeric(const Value &value)
{
    if (value.integer()) return double(*value.integer());
    if (value.bigInteger()) return double(*value.bigInteger());
    if (value.number()) return *value.number();
    return std::nullopt;
}

bool isWhole(double number)
{
    return std::isfinite(number) && number == std::floor(number) && std::abs(number) < 9.1e15;
}

QStringView typeOf(const Value &value)
{
    if (value.isNull()) return u"null";
    if (value.isString()) return u"string";
    if (value.boolean()) return u"boolean";
    if (value.isList()) return u"array";
    if (value.isMap()) return u"object";
    return value.number() ? u"number" : u"integer";
}

class Checker
{
public:
    Outcome check(const Value &schema, const Value &value, const Value *old, const QString &path, int depth);
    // It goes on for too long: what was found until then is not the whole.
    bool isExhausted() const { return m_visits > maxVisits || m_time.isOver(); }

private:
    void checkType(const Value &schema, const Value &value, const QString &path, Outcome &out);
    void checkCompositions(const Value &schema, const Value &value, const Value *old, const QString &path, int depth,
                           Outcome &out);
    void checkAnyOf(const ValueList &schemas, const Value &value, const Value *old, const QString &path, int depth,
                    Outcome &out);
    void checkOneOf(const ValueList &schemas, const Value &value, const Value *old, const QString &path, int depth,
                    Outcome &out);
    void checkText(const Value &schema, const QString &text, const QString &path, Outcome &out);
    void checkNumber(const Value &schema, const Value &value, const QString &path, Outcome &out);
    void checkList(const Value &schema, const ValueList &list, const Value *old, const QString &path, int depth,
                   Outcome &out);
    void checkObject(const Value &schema, const Value &value, const Value *old, const QString &path, int depth,
                     Outcome &out);
    void checkEnum(const Value &schema, const Value &value, const QString &path, Outcome &out);

    qint64 m_visits = 0;
    PatternTime m_time;
};

QString fieldOf(const QString &path)
{
    if (path.isEmpty()) return u"<nil>"_s; // how Go prints the path of the whole
    return path.startsWith(u'.') ? path.sliced(1) : path;
}

void invalid(Outcome &out, const QString &path, const QString &value, const QString &detail)
{
    out.add({u"FieldValueInvalid"_s, u"Invalid value: "_s + value + u": "_s + detail, fieldOf(path)});
}

// Errors that have no place of their own.
void invalidAll(Outcome &out, const QString &detail) { invalid(out, {}, u"\"\""_s, detail); }

void typeInvalid(Outcome &out, const QString &path, const QString &wanted, QStringView found)
{
    out.add({u"FieldValueTypeInvalid"_s,
             u"Invalid value: %1: %2 in body must be of type %3: %1"_s.arg(goQuoted(found), path, wanted),
             fieldOf(path)});
}

void tooMany(Outcome &out, const QString &path, qint64 count, qint64 max)
{
    out.add({u"FieldValueTooMany"_s, u"Too many: %1: must have at most %2 items"_s.arg(count).arg(max), fieldOf(path)});
}

Outcome Checker::check(const Value &schema, const Value &value, const Value *old, const QString &path, int depth)
{
    Outcome out;
    m_visits += 1 + path.size() / 64; // long names make long paths
    if (depth > maxSchemaDepth || m_visits > maxVisits || !schema.isMap()) return out;
    if (old && old->means(value)) return out; // it was let in before
    const QString type = textIn(schema, u"type");
    const bool orText = flagIn(schema, u"x-kubernetes-int-or-string").value_or(false);
    if (!type.isEmpty() || orText || !textIn(schema, u"format").isEmpty()) {
        checkType(schema, value, path, out);
        ++out.matches;
    }
    if (value.isNull()) {
        checkEnum(schema, value, path, out);
        return out;
    }
    checkCompositions(schema, value, old, path, depth, out);
    if (const QString *text = value.string()) {
        checkText(schema, *text, path, out);
        ++out.matches;
        const QString format = textIn(schema, u"format");
        if (!isOfFormat(format, *text, m_time)) typeInvalid(out, path, format, *text);
    } else if (numeric(value)) {
        checkNumber(schema, value, path, out);
        out.matches += 2;
    } else if (const ValueList *list = value.list()) {
        checkList(schema, *list, old, path, depth, out);
        out.matches += 2;
    }
    checkEnum(schema, value, path, out);
    ++out.matches;
    if (value.isMap()) {
        checkObject(schema, value, old, path, depth, out);
        ++out.matches;
    }
    ++out.matches;
    return out;
}

void Checker::checkType(const Value &schema, const Value &value, const QString &path, Outcome &out)
{
    const bool orText = flagIn(schema, u"x-kubernetes-int-or-string").value_or(false);
    const QString type = orText ? u"integer,string"_s : textIn(schema, u"type");
    const QStringView found = typeOf(value);
    const bool nullable = flagIn(schema, u"nullable").value_or(false);
    if (type.isEmpty() || (value.isNull() && nullable)) return;
    ++out.matches;
    const bool wholeAsInteger = value.number() && isWhole(*value.number());
    const bool fits =
        orText ? found == u"string" || found == u"integer" || wholeAsInteger
               : type == found || (type == u"number" && found == u"integer") || (type == u"integer" && wholeAsInteger);
    const QString format = isKnownFormat(textIn(schema, u"format")) ? textIn(schema, u"format") : QString();
    const bool isPlain = value.isString() || value.isList() || value.isNull();
    const bool ofNumbers = type == u"number" || type == u"integer" || orText;
    if (fits || (!format.isEmpty() && !ofNumbers && isPlain && !value.isNull())) return;
    if (format.isEmpty() || isPlain) return typeInvalid(out, path, type, found);
    typeInvalid(out, path, format, found == u"integer" ? u"int64" : found == u"number" ? u"float64" : u"");
}

void Checker::checkAnyOf(const ValueList &schemas, const Value &value, const Value *old, const QString &path, int depth,
                         Outcome &out)
{
    std::optional<Outcome> best;
    for (const Value &schema : schemas) {
        Outcome one = check(schema, value, old, path, depth + 1);
        if (one.isValid()) {
            out.merge(one);
            return;
        }
        if (!best || one.matches > best->matches) best = std::move(one);
    }
    if (!best) return;
    invalidAll(out, goQuoted(path) + u" must validate at least one schema (anyOf)"_s);
    out.merge(*best);
}

void Checker::checkOneOf(const ValueList &schemas, const Value &value, const Value *old, const QString &path, int depth,
                         Outcome &out)
{
    if (schemas.empty()) return;
    std::optional<Outcome> best, first;
    int valid = 0;
    for (const Value &schema : schemas) {
        Outcome one = check(schema, value, old, path, depth + 1);
        if (one.isValid()) {
            ++valid;
            best.reset();
            if (!first) first = std::move(one);
        } else if (valid == 0 && (!best || one.matches > best->matches)) {
            best = std::move(one);
        }
    }
    if (valid == 1) return out.merge(*first);
    const QString found = valid == 0 ? u"Found none valid"_s : u"Found %1 valid alternatives"_s.arg(valid);
    invalidAll(out, goQuoted(path) + u" must validate one and only one schema (oneOf). "_s + found);
    if (best) out.merge(*best);
}

void Checker::checkCompositions(const Value &schema, const Value &value, const Value *old, const QString &path,
                                int depth, Outcome &out)
{
    checkAnyOf(listIn(schema, u"anyOf"), value, old, path, depth, out);
    checkOneOf(listIn(schema, u"oneOf"), value, old, path, depth, out);
    const ValueList &all = listIn(schema, u"allOf");
    size_t valid = 0;
    for (const Value &one : all) {
        if (isExhausted()) return;
        const Outcome outcome = check(one, value, old, path, depth + 1);
        valid += outcome.isValid();
        out.merge(outcome);
    }
    if (valid != all.size())
        invalidAll(out, goQuoted(path) + u" must validate all the schemas (allOf)"_s +
                            (valid == 0 ? u". None validated"_s : QString()));
    if (const Value *no = fieldIn(schema, u"not"); no && check(*no, value, nullptr, path, depth + 1).isValid())
        invalidAll(out, goQuoted(path) + u" must not validate the schema (not)"_s);
    out.matches += 2;
}

void Checker::checkText(const Value &schema, const QString &text, const QString &path, Outcome &out)
{
    const auto max = numberIn(schema, u"maxLength"), min = numberIn(schema, u"minLength");
    qint64 length = 0; // in code points
    for (const QChar c : text) length += !c.isLowSurrogate();
    const QString pattern = textIn(schema, u"pattern");
    if (max && length > *max)
        out.add({u"FieldValueTooLong"_s, u"Too long: may not be more than %1 bytes"_s.arg(*max), fieldOf(path)});
    else if (min && length < *min)
        invalid(out, path, goQuoted(text), u"%1 in body should be at least %2 chars long"_s.arg(path).arg(*min));
    else if (!pattern.isEmpty() && !matchesGoPattern(pattern, text, m_time))
        invalid(out, path, goQuoted(text), path + u" in body should match '"_s + pattern + u'\'');
}

void Checker::checkNumber(const Value &schema, const Value &value, const QString &path, Outcome &out)
{
    const double number = *numeric(value);
    const bool whole = !value.number();
    const auto limitText = [&](double limit) { return whole ? QString::number(qint64(limit)) : goFloat(limit); };
    const Value *multiple = fieldIn(schema, u"multipleOf");
    if (const auto factor = multiple ? numeric(*multiple) : std::nullopt; factor && whole && qint64(*factor) <= 0) {
        // An integer is held against the factor's whole part.
        invalid(out, path, QString::number(qint64(*factor)),
                u"factor MultipleOf declared for %1 must be positive: %2"_s.arg(path).arg(qint64(*factor)));
    } else if (factor && value.integer()) {
        if (const qint64 part = qint64(*factor); *value.integer() % part != 0)
            invalid(out, path, goAny(value), u"%1 in body should be a multiple of %2"_s.arg(path).arg(part));
    } else if (factor && *factor > 0) {
        const double times = *factor < 1 ? 1 / *factor * number : number / *factor;
        if (!isWhole(times))
            invalid(out, path, goAny(value), u"%1 in body should be a multiple of %2"_s.arg(path, limitText(*factor)));
    }
    const struct
    {
        QStringView field, exclusive, words;
        int sign;
    } bounds[] = {{u"minimum", u"exclusiveMinimum", u"greater than", -1},
                  {u"maximum", u"exclusiveMaximum", u"less than", 1}};
    for (const auto &bound : bounds) {
        const Value *limit = fieldIn(schema, bound.field);
        const auto edge = limit ? numeric(*limit) : std::nullopt;
        if (!edge) continue;
        const bool exclusive = flagIn(schema, bound.exclusive).value_or(false);
        const double beyond = (number - *edge) * bound.sign;
        if (beyond > 0 || (exclusive && beyond == 0))
            invalid(out, path, goAny(value),
                    u"%1 in body should be %2%3 %4"_s.arg(path, bound.words, exclusive ? u""_s : u" or equal to"_s,
                                                          limitText(*edge)));
    }
}

void Checker::checkList(const Value &schema, const ValueList &list, const Value *old, const QString &path, int depth,
                        Outcome &out)
{
    const Value *items = fieldIn(schema, u"items");
    const QString key =
        textIn(schema, u"x-kubernetes-list-type") == u"map" && listIn(schema, u"x-kubernetes-list-map-keys").size() == 1
            ? textOf(listIn(schema, u"x-kubernetes-list-map-keys")[0])
            : QString();
    // Which old item is the same: known for lists that are maps.
    QHash<QString, const Value *> before;
    if (old && !key.isEmpty() && old->list())
        for (const Value &item : *old->list())
            if (const Value *name = item.find(key)) before.insert(goAny(*name), &item);
    for (size_t at = 0; items && items->isMap() && at < list.size(); ++at) {
        const Value *name = key.isEmpty() ? nullptr : list[at].find(key);
        out.merge(check(*items, list[at], name ? before.value(goAny(*name)) : nullptr, u"%1[%2]"_s.arg(path).arg(at),
                        depth + 1));
        if (out.isFull()) m_visits = maxVisits + 1;
        if (isExhausted()) return;
    }
    const auto count = qint64(list.size());
    const auto min = numberIn(schema, u"minItems"), max = numberIn(schema, u"maxItems");
    if (min && count < *min)
        invalid(out, path, QString::number(count), u"%1 in body should have at least %2 items"_s.arg(path).arg(*min));
    if (max && count > *max) tooMany(out, path, count, *max);
    if (!flagIn(schema, u"uniqueItems").value_or(false)) return;
    QSet<QByteArray> seen;
    for (const Value &item : list) seen.insert(model::writeJson(item));
    if (seen.size() != count) invalid(out, path, u"\"\""_s, path + u" in body shouldn't contain duplicates"_s);
}

void Checker::checkObject(const Value &schema, const Value &value, const Value *old, const QString &path, int depth,
                          Outcome &out)
{
    const ValueMap &map = *value.map();
    const auto count = qint64(map.size());
    const auto min = numberIn(schema, u"minProperties"), max = numberIn(schema, u"maxProperties");
    if (min && count < *min)
        invalid(out, path, QString::number(count),
                u"%1 in body should have at least %2 properties"_s.arg(path).arg(*min));
    if (max && count > *max) tooMany(out, path, count, *max);
    const Value *additional = fieldIn(schema, u"additionalProperties");
    const Value &properties = structIn(schema, u"properties");
    QSet<QString> known;
    for (const auto &entry : *properties.map()) known.insert(entry.first);
    QHash<QString, const Value *> entries;
    for (const auto &[key, entry] : map) {
        entries.insert(key, &entry);
        if (known.contains(key) || !additional) continue;
        if (additional->isMap())
            out.merge(check(*additional, entry, old ? old->find(key) : nullptr, path + u'.' + key, depth + 1));
        else if (additional->boolean() && !*additional->boolean())
            invalid(out, path, goQuoted(key), u"%1.%2 in body is a forbidden property"_s.arg(path, key));
    }
    for (const auto &[name, property] : *properties.map()) {
        const Value *entry = entries.value(name);
        if (!entry) continue;
        out.merge(check(property, *entry, old ? old->find(name) : nullptr, path.isEmpty() ? name : path + u'.' + name,
                        depth + 1));
        if (out.isFull()) m_visits = maxVisits + 1;
        if (isExhausted()) return;
    }
    for (const Value &name : listIn(schema, u"required"))
        if (!entries.contains(textOf(name)))
            out.add({u"FieldValueRequired"_s, u"Required value"_s, fieldOf(path + u'.' + textOf(name))});
}

void Checker::checkEnum(const Value &schema, const Value &value, const QString &path, Outcome &out)
{
    const ValueList &allowed = listIn(schema, u"enum");
    if (allowed.empty()) return;
    QStringList texts;
    for (const Value &one : allowed) {
        const auto a = numeric(one), b = numeric(value);
        if ((a && b) ? *a == *b : (!one.isNull() && one.means(value))) return;
        texts.append(goQuoted(one.isString() ? *one.string() : QString::fromUtf8(model::writeJson(one))));
    }
    out.add({u"FieldValueNotSupported"_s,
             u"Unsupported value: "_s + goAny(value) + u": supported values: "_s + texts.join(u", "_s), fieldOf(path)});
}

} // namespace

void checkCustomValue(const Value &schema, const Value &value, const Value *old, const QString &path,
                      FieldErrors &errors)
{
    Checker checker;
    const Outcome outcome = checker.check(schema, value, old, {}, 0);
    for (Cause cause : outcome.causes) {
        if (!path.isEmpty()) cause.field = cause.field == u"<nil>" ? path : path + u'.' + cause.field;
        errors.add(std::move(cause));
    }
    if (checker.isExhausted()) errors.giveUp();
}

} // namespace practice
