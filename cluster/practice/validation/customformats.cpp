// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/customschema.h"

#include "cluster/practice/validation/addresses.h"
#include "cluster/practice/validation/reading.h"
#include "model/schema/formats.h"

#include <QDate>
#include <QLocale>
#include <QUrl>

#include <algorithm>

// kube-openapi pkg/validation/strfmt: the formats of texts.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;

namespace {

struct Format
{
    QStringView name;
    QStringView pattern;
};

// Those that a pattern tells.
constexpr Format formats[] = {
    {u"bsonobjectid", u"^[0-9a-fA-F]{24}$"},
    {u"email", u"^[^\\s@<>]+@[^\\s@<>]+$"},
    {u"hostname",
     u"^([a-zA-Z0-9](-?[a-zA-Z0-9]{0,62})?|([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z]{2,63})$"},
    {u"mac", u"^([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}$|^([0-9a-fA-F]{2}[:-]){7}[0-9a-fA-F]{2}$|"
             u"^([0-9a-fA-F]{4}\\.){2}[0-9a-fA-F]{4}$"},
    {u"uuid", u"(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$"},
    {u"uuid3", u"(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$"},
    {u"uuid4", u"(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$"},
    {u"uuid5", u"(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$"},
    {u"isbn", u"^([0-9]-?){9}[0-9Xx]$|^([0-9]-?){12}[0-9]$"},
    {u"isbn10", u"^([0-9]-?){9}[0-9Xx]$"},
    {u"isbn13", u"^([0-9]-?){12}[0-9]$"},
    {u"ssn", u"^\\d{3}[- ]?\\d{2}[- ]?\\d{4}$"},
    {u"hexcolor", u"^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"},
    {u"rgbcolor", u"^rgb\\(\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})\\s*\\)$"},
    {u"duration", u"^[-+]?((\\d+(\\.\\d*)?|\\.\\d+)\\s*(ns|us|µs|μs|ms|s|m|h|d|w|nanos?|nanoseconds?|micros?|"
                  u"microseconds?|millis?|milliseconds?|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|wks?)"
                  u"\\s*)+$|^0$"},
};

// Of parts of texts.
constexpr QStringView timeOfDay = u"^[0-9]{2}:[0-9]{2}:[0-9]{2}(.[0-9]+)?(z|[+-][0-9]{2}:[0-9]{2})$";
constexpr QStringView cardNumber =
    u"^(4[0-9]{12}([0-9]{3})?|5[1-5][0-9]{14}|(222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}|"
    u"6(011|5[0-9]{2})[0-9]{12}|3[47][0-9]{13}|3(0[0-5]|[68][0-9])[0-9]{11}|(2131|1800|35[0-9]{3})[0-9]{11}|"
    u"6[27][0-9]{14})$";

bool isFullDate(QStringView text)
{
    return text.size() == 10 && QDate::fromString(text.toString(), Qt::ISODate).isValid();
}

// What follows a second T is not looked at.
bool isDateTime(const QString &text, PatternTime &time)
{
    const QStringList parts = text.toLower().split(u't');
    if (parts.size() < 2 || !isFullDate(parts[0]) || !matchesGoPattern(timeOfDay.toString(), parts[1], time))
        return false;
    return parts[1].first(2) <= u"23" && parts[1].sliced(3, 2) <= u"59" && parts[1].sliced(6, 2) <= u"59";
}

// Of a text that the pattern fits: Luhn's sum.
bool hasCheckDigit(const QString &digits)
{
    int sum = 0;
    for (qsizetype back = 0; back < digits.size(); ++back) {
        const int digit = digits[digits.size() - 1 - back].digitValue() * (back % 2 + 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

bool isCreditCard(const QString &text, PatternTime &time)
{
    QString digits;
    for (const QChar c : text)
        if (!QStringView(u"-\t\n\f\r ").contains(c)) digits += c;
    return matchesGoPattern(cardNumber.toString(), digits, time) && hasCheckDigit(digits);
}

} // namespace

bool isKnownFormat(QStringView format)
{
    QString name = format.toString();
    name.remove(u'-');
    for (const Format &known : formats)
        if (known.name == name) return true;
    return QStringList{u"ipv4"_s,     u"ipv6"_s, u"cidr"_s,       u"byte"_s,    u"date"_s,
                       u"datetime"_s, u"uri"_s,  u"creditcard"_s, u"password"_s}
        .contains(name);
}

bool isOfFormat(QStringView format, const QString &text, PatternTime &time)
{
    QString name = format.toString();
    name.remove(u'-');
    if (name == u"ipv4") return isIpv4(text) && !text.contains(u':');
    if (name == u"ipv6") return text.contains(u':') && isIp(text);
    if (name == u"cidr") return isCidr(text);
    if (name == u"byte") return model::isBase64(text.toUtf8());
    if (name == u"date") return isFullDate(text);
    if (name == u"datetime") return isDateTime(text, time);
    if (name == u"creditcard") return isCreditCard(text, time);
    if (name == u"uri") {
        const QUrl url(text, QUrl::StrictMode);
        return text.startsWith(u'/') || (url.isValid() && !url.scheme().isEmpty());
    }
    for (const Format &known : formats)
        if (known.name == name) return matchesGoPattern(known.pattern.toString(), text, time);
    return true;
}

QString goFloat(double number)
{
    // Go's %v: the shortest digits that mean the number, an exponent below 1e-4 and from 1e6 on.
    const QString text = QString::number(number, 'e', QLocale::FloatingPointShortest);
    const int exponent = text.section(u'e', 1).toInt();
    if (exponent >= -4 && exponent < 6) return QString::number(number, 'f', QLocale::FloatingPointShortest);
    const QString digits = text.section(u'e', 0, 0);
    const QString power = QString::number(std::abs(exponent)).rightJustified(2, u'0');
    return digits + u'e' + (exponent < 0 ? u'-' : u'+') + power;
}

QString goAny(const Value &value)
{
    if (value.isNull()) return u"\"null\""_s;
    if (const QString *text = value.string()) return goQuoted(*text);
    if (const bool *truth = value.boolean()) return *truth ? u"true"_s : u"false"_s;
    if (const qint64 *number = value.integer()) return QString::number(*number);
    if (const quint64 *number = value.bigInteger()) return QString::number(*number);
    if (const double *number = value.number()) return goFloat(*number);
    constexpr size_t mostShown = 100;
    QStringList parts;
    if (const auto *list = value.list()) {
        for (size_t at = 0; at < std::min(list->size(), mostShown); ++at)
            parts.append((*list)[at].isContainer() ? u"..."_s : goAny((*list)[at]));
        return u"[]interface {}{"_s + parts.join(u", "_s) + u'}';
    }
    for (const auto &[key, entry] : *value.map()) {
        if (parts.size() >= qsizetype(mostShown)) break;
        parts.append(goQuoted(key) + u':' + (entry.isContainer() ? u"..."_s : goAny(entry)));
    }
    return u"map[string]interface {}{"_s + parts.join(u", "_s) + u'}';
}

} // namespace practice
