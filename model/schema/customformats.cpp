// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/customformats.h"

#include "model/base/ipaddress.h"

#include <QDate>

#include <algorithm>
#include <array>

namespace model {

using namespace Qt::StringLiterals;

namespace {

struct PatternFormat
{
    QStringView name;
    QStringView pattern;
};

// Those that a pattern tells.
constexpr PatternFormat patternFormats[] = {
    {u"bsonobjectid", u"^[0-9a-fA-F]{24}$"},
    {u"uuid", u"(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$"},
    {u"uuid3", u"(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$"},
    {u"uuid4", u"(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$"},
    {u"uuid5", u"(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$"},
    {u"hexcolor", u"^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"},
    {u"rgbcolor", u"^rgb\\((\\s*(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])\\s*,){2}"
                  u"\\s*(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])\\s*\\)$"},
    {u"byte", u"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$"},
};

// Of parts of texts.
constexpr QStringView timeOfDay = u"^[0-9]{2}:[0-9]{2}:[0-9]{2}(.[0-9]+)?(z|[+-][0-9]{2}:[0-9]{2})$";
constexpr QStringView cardNumber =
    u"^(4[0-9]{12}([0-9]{3})?|5[1-5][0-9]{14}|6(011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|"
    u"3(0[0-5]|[68][0-9])[0-9]{11}|(2131|1800|35[0-9]{3})[0-9]{11})$";
constexpr QStringView hostNames =
    u"^([a-zA-Z0-9\\p{S}\\p{L}]((-?[a-zA-Z0-9\\p{S}\\p{L}]{0,62})?)|"
    u"([a-zA-Z0-9\\p{S}\\p{L}](([a-zA-Z0-9-\\p{S}\\p{L}]{0,61}[a-zA-Z0-9\\p{S}\\p{L}])?)(\\.))+[a-zA-Z\\p{L}]{2,63})$";
// time.ParseDuration's.
constexpr QStringView goDuration = u"^[-+]?(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+$|^[-+]?0$";

bool isDigitText(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// time.Parse of 2006-01-02: years from 0000 on.
bool isFullDate(QStringView text)
{
    if (text.size() != 10 || text[4] != u'-' || text[7] != u'-') return false;
    const QStringView year = text.first(4), month = text.sliced(5, 2), day = text.sliced(8);
    if (!isDigitText(year) || !isDigitText(month) || !isDigitText(day)) return false;
    constexpr int leapYear = 2000; // as year 0 is one, which QDate does not have
    return QDate::isValid(year == u"0000" ? leapYear : year.toInt(), month.toInt(), day.toInt());
}

// What follows a second T is not looked at.
bool isDateTime(const QString &text, PatternTime &time)
{
    const QStringList parts = text.toLower().split(u't');
    if (parts.size() < 2 || !isFullDate(parts[0]) || !matchesGoPattern(timeOfDay.toString(), parts[1], time))
        return false;
    return parts[1].size() < 8 ||
           (QStringView(parts[1]).first(2) <= u"23" && QStringView(parts[1]).sliced(3, 2) <= u"59" &&
            QStringView(parts[1]).sliced(6, 2) <= u"59");
}

bool isUnit(const QString &unit)
{
    constexpr std::array words = {u"ns", u"us", u"\u00b5s", u"ms", u"s", u"m", u"h", u"hr", u"d", u"w", u"wk"};
    constexpr std::array beginnings = {u"nano", u"micro", u"milli", u"sec", u"min", u"hour", u"day", u"week"};
    return std::ranges::any_of(words, [&](QStringView word) { return unit == word; }) ||
           std::ranges::any_of(beginnings, [&](QStringView begin) { return unit.startsWith(begin); });
}

// Somewhere a number stands before a unit; what is around is not looked at.
bool isLooseDuration(QStringView text)
{
    const auto isOfUnit = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'\u00b5';
    };
    constexpr qsizetype mostDigits = 18; // strconv.Atoi refuses longer ones, about
    bool isFound = false;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype begin = at;
        while (at < text.size() && isDigitText(text.sliced(at, 1))) ++at;
        const qsizetype digits = at - begin;
        if (digits == 0) {
            ++at;
            continue;
        }
        qsizetype unit = at;
        while (unit < text.size() && QStringView(u"\t\n\f\r ").contains(text[unit])) ++unit;
        qsizetype end = unit;
        while (end < text.size() && isOfUnit(text[end])) ++end;
        if (end == unit) continue;
        if (digits > mostDigits) return false;
        isFound = isFound || isUnit(text.sliced(unit, end - unit).toString().toLower());
        at = end;
    }
    return isFound;
}

bool isDuration(const QString &text, PatternTime &time)
{
    return matchesGoPattern(goDuration.toString(), text, time) || isLooseDuration(text);
}

bool isHostname(const QString &text, PatternTime &time)
{
    constexpr qsizetype longest = 255, longestLabel = 63; // bytes
    if (!matchesGoPattern(hostNames.toString(), text, time) || text.toUtf8().size() > longest) return false;
    const auto labels = text.split(u'.');
    return std::ranges::all_of(labels, [](const QString &label) { return label.toUtf8().size() <= longestLabel; });
}

// Of a text that the pattern fits: Luhn's sum.
bool hasCheckDigit(const QString &digits)
{
    int sum = 0;
    for (qsizetype back = 0; back < digits.size(); ++back) {
        const int digit = (digits[digits.size() - 1 - back].unicode() - u'0') * int(back % 2 + 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

bool isCreditCard(const QString &text, PatternTime &time)
{
    QString digits;
    for (const QChar c : text)
        if (c >= u'0' && c <= u'9') digits += c;
    return matchesGoPattern(cardNumber.toString(), digits, time) && hasCheckDigit(digits);
}

// Of 10 or 13 digits, with blanks and dashes anywhere.
bool isIsbn(const QString &text, qsizetype size)
{
    QString digits;
    for (const QChar c : text)
        if (!QStringView(u"-\t\n\f\r ").contains(c)) digits += c;
    if (digits.size() != size) return false;
    const bool endsInX = size == 10 && digits.back() == u'X';
    if (!isDigitText(endsInX ? QStringView(digits).chopped(1) : QStringView(digits))) return false;
    int sum = 0;
    for (int at = 0; at < int(size); ++at) {
        const int digit = digits[at] == u'X' ? 10 : digits[at].unicode() - u'0';
        sum += digit * (size == 10 ? at + 1 : at % 2 ? 3 : 1);
    }
    return sum % (size == 10 ? 11 : 10) == 0;
}

bool isSsn(const QString &text, PatternTime &time)
{
    return text.size() == 11 && matchesGoPattern(u"^\\d{3}[- ]?\\d{2}[- ]?\\d{4}$"_s, text, time);
}

// k8s.io/utils/net takes leading zeros, net.ParseIP does not.
bool isIpv4Text(const QString &text) { return text.contains(u'.') && IpAddress::parse(text).has_value(); }

bool isIpv6Text(const QString &text)
{
    const auto address = IpAddress::parse(text);
    return address && address->isStrict && text.contains(u':');
}

QString plainName(QStringView format) { return format.toString().remove(u'-'); }

} // namespace

bool isKnownFormat(QStringView format)
{
    const QString name = plainName(format);
    constexpr std::array others = {u"uri",      u"email", u"hostname", u"ipv4",    u"ipv6",       u"cidr",
                                   u"mac",      u"isbn",  u"isbn10",   u"isbn13",  u"creditcard", u"ssn",
                                   u"password", u"date",  u"duration", u"datetime"};
    return std::ranges::any_of(patternFormats, [&](const PatternFormat &known) { return known.name == name; }) ||
           std::ranges::any_of(others, [&](QStringView known) { return known == name; });
}

bool isOfFormat(QStringView format, const QString &text, PatternTime &time)
{
    if (format.isEmpty()) return true;
    const QString name = plainName(format);
    if (name == u"ipv4") return isIpv4Text(text);
    if (name == u"ipv6") return isIpv6Text(text);
    if (name == u"cidr") return IpNetwork::parse(text).has_value();
    if (name == u"date") return isFullDate(text);
    if (name == u"datetime") return isDateTime(text, time);
    if (name == u"duration") return isDuration(text, time);
    if (name == u"hostname") return isHostname(text, time);
    if (name == u"mac") return isMacAddress(text);
    if (name == u"uri") return isRequestUri(text);
    if (name == u"email") return isMailAddress(text);
    if (name == u"creditcard") return isCreditCard(text, time);
    if (name == u"isbn") return isIsbn(text, 10) || isIsbn(text, 13);
    if (name == u"isbn10") return isIsbn(text, 10);
    if (name == u"isbn13") return isIsbn(text, 13);
    if (name == u"ssn") return isSsn(text, time);
    for (const PatternFormat &known : patternFormats)
        if (known.name == name) return matchesGoPattern(known.pattern.toString(), text, time);
    return true;
}

} // namespace model
