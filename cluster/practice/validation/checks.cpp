// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"

#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;

void checkRequired(FieldErrors &errors, const Where &where, const Value &object, std::span<const QStringView> fields)
{
    for (const QStringView field : fields)
        if (textIn(object, field).isEmpty() && listIn(object, field).empty()) errors.required(where.child(field));
}

bool checkOneOf(FieldErrors &errors, const Where &where, QStringView value, Words words)
{
    if (std::ranges::find(words, value) != words.end()) return true;
    std::vector<QString> list;
    for (const QStringView word : words) list.push_back(word.toString());
    errors.notSupported(where, goQuoted(value), list);
    return false;
}

bool checkRequiredOneOf(FieldErrors &errors, const Where &where, QStringView value, Words words)
{
    if (!value.isEmpty()) return checkOneOf(errors, where, value, words);
    errors.required(where);
    return false;
}

void checkPositive(FieldErrors &errors, const Where &where, qint64 value)
{
    if (value <= 0) invalidNumber(errors, where, value, u"must be greater than zero"_s);
}

void checkNotNegativeFields(FieldErrors &errors, const Where &where, const Value &object, Words fields)
{
    for (const QStringView field : fields)
        if (const auto value = numberIn(object, field)) checkNotNegative(errors, where.child(field), *value);
}

void checkFileMode(FieldErrors &errors, const Where &where, const Value &object, QStringView field)
{
    const auto mode = numberIn(object, field);
    if (mode && (*mode < 0 || *mode > 0777))
        invalidNumber(errors, where.child(field), *mode,
                      u"must be a number between 0 and 0777 (octal), both inclusive"_s);
}

bool hasBacksteps(QStringView path)
{
    for (const QStringView part : path.tokenize(u'/'))
        if (part == u"..") return true;
    return false;
}

void checkNoBacksteps(FieldErrors &errors, const Where &where, QStringView path)
{
    if (hasBacksteps(path)) errors.invalidText(where, path, u"must not contain '..'"_s);
}

void checkRelativePath(FieldErrors &errors, const Where &where, QStringView path)
{
    if (path.startsWith(u'/')) errors.invalidText(where, path, u"must be a relative path"_s);
    checkNoBacksteps(errors, where, path);
}

void checkUnreservedPath(FieldErrors &errors, const Where &where, QStringView path)
{
    checkRelativePath(errors, where, path);
    if (path.startsWith(u"..") && !path.startsWith(u"../"))
        errors.invalidText(where, path, u"must not start with '..'"_s);
}

void checkPortNumberOrName(FieldErrors &errors, const Where &where, const Value &holder)
{
    const Value *port = fieldIn(holder, u"port");
    if (port && port->string()) {
        invalidEach(errors, where, *port->string(), portNameProblems(*port->string()));
    } else {
        const qint64 number = port && port->integer() ? *port->integer() : 0;
        invalidEach(errors, where, number, portNumberProblems(number));
    }
}

namespace {

// The number of a text like "25%".
std::optional<qint64> percentOf(const Value &value)
{
    if (!value.string() || !percentProblems(*value.string()).empty()) return std::nullopt;
    bool fits = false;
    const qint64 number = QStringView(*value.string()).chopped(1).toLongLong(&fits);
    return fits ? number : std::numeric_limits<qint64>::max();
}

} // namespace

void checkIntOrPercent(FieldErrors &errors, const Where &where, const Value &value)
{
    if (value.string()) {
        for (const QString &problem : percentProblems(*value.string()))
            errors.invalid(where, goIntOrString(value), problem);
    } else if (value.integer()) {
        checkNotNegative(errors, where, *value.integer());
    }
}

void checkAtMost100Percent(FieldErrors &errors, const Where &where, const Value &value)
{
    if (percentOf(value).value_or(0) > 100)
        errors.invalid(where, goIntOrString(value), u"must not be greater than 100%"_s);
}

qint64 intOrPercentValue(const Value &value)
{
    if (const auto percent = percentOf(value)) return *percent;
    if (value.string()) return value.string()->toLongLong(); // as strconv.Atoi, 0 for what is no number
    return value.integer() ? *value.integer() : 0;
}

void checkUnchanged(FieldErrors &errors, const Where &where, const Value *now, const Value *before,
                    const QString &valueText)
{
    if (!sameValue(now, before)) errors.invalid(where, valueText, immutableProblem());
}

void invalidOmitted(FieldErrors &errors, const Where &where, const QString &detail)
{
    errors.add({u"FieldValueInvalid"_s, u"Invalid value: "_s + detail, where.toString()});
}

} // namespace practice
