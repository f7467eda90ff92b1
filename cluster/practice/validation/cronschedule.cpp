// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/cronschedule.h"

#include "cluster/practice/validation/workload.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

// The parser has no library behind it, so that its words can be the real one's.
namespace practice {

namespace {

struct CronField
{
    qint64 min;
    qint64 max;
    std::array<QStringView, 12> names = {}; // of min, min + 1, …
};

constexpr std::array cronFields = {
    CronField{0, 59},
    CronField{0, 23},
    CronField{1, 31},
    CronField{1, 12, {u"jan", u"feb", u"mar", u"apr", u"may", u"jun", u"jul", u"aug", u"sep", u"oct", u"nov", u"dec"}},
    CronField{0, 6, {u"sun", u"mon", u"tue", u"wed", u"thu", u"fri", u"sat"}},
};

struct Number
{
    qint64 value = 0;
    QString problem = {};
};

Number readNumber(const QString &text)
{
    static const QRegularExpression digits(QStringLiteral(R"(\A[+-]?[0-9]+\z)"));
    const bool isNumber = digits.match(text).hasMatch();
    bool fits = false;
    const qint64 value = text.toLongLong(&fits);
    if (!isNumber)
        return {0,
                u"failed to parse int from %1: strconv.Atoi: parsing %2: invalid syntax"_s.arg(text, goQuoted(text))};
    if (!fits)
        return {0, u"failed to parse int from %1: strconv.Atoi: parsing %2: value out of range"_s.arg(text,
                                                                                                      goQuoted(text))};
    if (value < 0) return {0, u"negative number (%1) not allowed: %2"_s.arg(QString::number(value), text)};
    return {value, {}};
}

Number readNumberOrName(const QString &text, const CronField &field)
{
    for (std::size_t i = 0; i < field.names.size(); ++i)
        if (!field.names[i].isEmpty() && field.names[i] == text.toLower()) return {field.min + qint64(i), {}};
    return readNumber(text);
}

// Adds the values of a range to bits; answers what is wrong with it.
QString readRange(const QString &expression, const CronField &field, quint64 &bits)
{
    const QStringList parts = expression.split(u'/');
    const QStringList ends = parts[0].split(u'-');
    Number first{field.min, {}};
    Number last{field.max, {}};
    Number step{1, {}};
    const bool hasStar = ends[0] == u"*" || ends[0] == u"?";
    if (!hasStar) {
        first = readNumberOrName(ends[0], field);
        if (!first.problem.isEmpty()) return first.problem;
        last = first;
        if (ends.size() == 2) last = readNumberOrName(ends[1], field);
        if (!last.problem.isEmpty()) return last.problem;
        if (ends.size() > 2) return u"too many hyphens: "_s + expression;
    }
    if (parts.size() == 2) {
        step = readNumber(parts[1]);
        if (!step.problem.isEmpty()) return step.problem;
        if (ends.size() == 1) last.value = field.max;
    }
    if (parts.size() > 2) return u"too many slashes: "_s + expression;
    const auto text = [](qint64 value) { return QString::number(value); };
    if (first.value < field.min)
        return u"beginning of range (%1) below minimum (%2): %3"_s.arg(text(first.value), text(field.min), expression);
    if (last.value > field.max)
        return u"end of range (%1) above maximum (%2): %3"_s.arg(text(last.value), text(field.max), expression);
    if (first.value > last.value)
        return u"beginning of range (%1) beyond end of range (%2): %3"_s.arg(text(first.value), text(last.value),
                                                                             expression);
    if (step.value == 0) return u"step of range should be a positive number: "_s + expression;
    for (qint64 value = first.value; value <= last.value; value += std::min(step.value, field.max + 1))
        bits |= quint64(1) << value;
    if (hasStar && step.value == 1) bits |= starBit;
    return {};
}

bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

// time.ParseDuration; the problem it has with the text, or empty.
QString readDuration(const QString &text, double &seconds)
{
    static const QHash<QString, double> units = {{u"ns"_s, 1e-9}, {u"us"_s, 1e-6}, {u"µs"_s, 1e-6}, {u"μs"_s, 1e-6},
                                                 {u"ms"_s, 1e-3}, {u"s"_s, 1},     {u"m"_s, 60},    {u"h"_s, 3600}};
    QStringView rest = text;
    const QString quoted = goQuoted(text);
    const QString invalid = u"time: invalid duration "_s + quoted;
    const int sign = rest.startsWith(u'-') ? -1 : 1;
    if (rest.startsWith(u'-') || rest.startsWith(u'+')) rest = rest.sliced(1);
    if (rest == u"0") return {};
    if (rest.isEmpty()) return invalid;
    while (!rest.isEmpty()) {
        qsizetype digits = 0, at = 0;
        for (; at < rest.size() && (isDigit(rest[at]) || (rest[at] == u'.' && digits == at)); ++at)
            digits += isDigit(rest[at]);
        if (digits == 0) return invalid;
        const qsizetype begin = at;
        while (at < rest.size() && !isDigit(rest[at]) && rest[at] != u'.') ++at;
        const QString unit = rest.sliced(begin, at - begin).toString();
        if (unit.isEmpty()) return u"time: missing unit in duration "_s + quoted;
        if (!units.contains(unit)) return u"time: unknown unit "_s + goQuoted(unit) + u" in duration "_s + quoted;
        seconds += sign * rest.first(begin).toDouble() * units.value(unit);
        rest = rest.sliced(at);
    }
    return {};
}

// "@daily" as fields; empty: there is no such name.
QString fieldsOf(const QString &descriptor)
{
    static const QHash<QString, QString> known = {{u"@yearly"_s, u"0 0 1 1 *"_s},  {u"@annually"_s, u"0 0 1 1 *"_s},
                                                  {u"@monthly"_s, u"0 0 1 * *"_s}, {u"@weekly"_s, u"0 0 * * 0"_s},
                                                  {u"@daily"_s, u"0 0 * * *"_s},   {u"@midnight"_s, u"0 0 * * *"_s},
                                                  {u"@hourly"_s, u"0 * * * *"_s}};
    return known.value(descriptor);
}

} // namespace

// What time.LoadLocation finds. Qt takes offsets ("UTC+3") and POSIX rules ("XYZ3") for zones too.
bool isTimeZone(const QString &name)
{
    static const QRegularExpression rule(QStringLiteral(R"(\A[A-Za-z]+[+-]?[0-9])"));
    static const QStringList likeRules = {u"EST5EDT"_s, u"CST6CDT"_s, u"MST7MDT"_s, u"PST8PDT"_s,
                                          u"GMT0"_s,    u"GMT+0"_s,   u"GMT-0"_s};
    if (name.isEmpty() || name == u"UTC" || name == u"Local") return true;
    if (name.compare(u"local", Qt::CaseInsensitive) == 0) return false;
    if (rule.match(name).hasMatch() && !likeRules.contains(name)) return false;
    // Qt takes any word for the abbreviation of a zone.
    static const QString zones = QStringLiteral("/usr/share/zoneinfo/");
    if (!name.contains(u'/') && QFileInfo(zones).isDir()) return QFileInfo(zones + name).isFile();
    return QTimeZone(name.toLatin1()).isValid();
}

void CronSchedule::readFields(const QString &text, QString &problem)
{
    const QStringList fields = text.simplified().split(u' ', Qt::SkipEmptyParts);
    if (fields.size() != qsizetype(cronFields.size())) {
        problem = u"expected exactly 5 fields, found %1: [%2]"_s.arg(QString::number(fields.size()), fields.join(u' '));
        return;
    }
    for (std::size_t i = 0; i < cronFields.size(); ++i)
        for (const QString &expression : fields[qsizetype(i)].split(u',', Qt::SkipEmptyParts))
            if (problem = readRange(expression, cronFields[i], m_bits[i]); !problem.isEmpty()) return;
}

CronSchedule CronSchedule::read(const QString &schedule, QString &problem)
{
    CronSchedule result;
    problem.clear();
    QString text = schedule;
    if (text.startsWith(u"TZ=") || text.startsWith(u"CRON_TZ=")) {
        const qsizetype space = text.indexOf(u' ');
        const qsizetype equals = text.indexOf(u'=');
        const QString zone = text.mid(equals + 1, space < 0 ? -1 : space - equals - 1);
        if (!isTimeZone(zone)) {
            problem = u"provided bad location %1: unknown time zone %1"_s.arg(zone);
            return result;
        }
        if (!zone.isEmpty() && zone != u"UTC" && zone != u"Local") result.m_zone = QTimeZone(zone.toLatin1());
        text = space < 0 ? QString() : text.mid(space).trimmed();
    }
    if (text.startsWith(u"@every ")) {
        double seconds = 0;
        problem = readDuration(text.mid(7), seconds);
        if (!problem.isEmpty()) problem = u"failed to parse duration %1: %2"_s.arg(text, problem);
        result.m_everyMs = std::max<qint64>(1, qint64(seconds)) * 1000;
        return result;
    }
    if (text.startsWith(u'@')) {
        const QString fields = fieldsOf(text);
        if (fields.isEmpty())
            problem = u"unrecognized descriptor: "_s + text;
        else
            result.readFields(fields, problem);
        return result;
    }
    result.readFields(text, problem);
    return result;
}

QString scheduleProblem(const QString &schedule)
{
    QString problem;
    (void)CronSchedule::read(schedule, problem);
    return problem;
}

void checkTimeZone(FieldErrors &errors, const Where &where, const QString &zone)
{
    static const QRegularExpression part(QStringLiteral(R"(\A[A-Za-z\.\-_0-9+]{1,14}\z)"));
    if (zone.isEmpty()) return errors.invalidText(where, zone, u"timeZone must be nil or non-empty string"_s);
    const QString unknown = u"unknown time zone "_s + zone;
    for (const QString &name : zone.split(u'/'))
        if (name == u"." || name == u".." || name.startsWith(u'-') || !part.match(name).hasMatch())
            return errors.invalidText(where, zone, unknown);
    if (zone.compare(u"Local", Qt::CaseInsensitive) == 0)
        errors.invalidText(where, zone,
                           u"timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones"_s);
    if (!isTimeZone(zone)) errors.invalidText(where, zone, unknown);
}

} // namespace practice
