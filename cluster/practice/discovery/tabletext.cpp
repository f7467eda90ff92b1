// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/tabletext.h"

#include "cluster/practice/base/objects.h"

#include <QDateTime>
#include <QStringList>
#include <QTimeZone>

#include <algorithm>
#include <vector>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

QString withRest(qint64 whole, QChar unit, qint64 rest, QChar restUnit)
{
    QString text = QString::number(whole) + unit;
    if (rest != 0) text += QString::number(rest) + restUnit;
    return text;
}

QString expressionText(const Value &expression)
{
    const QString key = textAt(expression, {u"key"});
    const QString operation = textAt(expression, {u"operator"});
    if (operation == u"Exists") return key;
    if (operation == u"DoesNotExist") return u'!' + key;
    QStringList values;
    for (const Value &value : listAt(expression, {u"values"}))
        if (value.string()) values += *value.string();
    values.sort();
    return key + (operation == u"NotIn" ? QStringLiteral(" notin (") : QStringLiteral(" in (")) + values.join(u',') +
           u')';
}

} // namespace

QString humanDuration(qint64 ms)
{
    const qint64 seconds = ms / 1000;
    if (seconds < -1) return QStringLiteral("<invalid>");
    if (seconds < 0) return QStringLiteral("0s");
    if (seconds < 120) return QString::number(seconds) + u's';
    const qint64 minutes = seconds / 60;
    if (minutes < 10) return withRest(minutes, u'm', seconds % 60, u's');
    if (minutes < 180) return QString::number(minutes) + u'm';
    const qint64 hours = minutes / 60;
    if (hours < 8) return withRest(hours, u'h', minutes % 60, u'm');
    if (hours < 48) return QString::number(hours) + u'h';
    const qint64 days = hours / 24;
    if (hours < 24 * 8) return withRest(days, u'd', hours % 24, u'h');
    if (hours < 24 * 365 * 2) return QString::number(days) + u'd';
    if (hours < 24 * 365 * 8) return withRest(days / 365, u'y', days % 365, u'd');
    return QString::number(days / 365) + u'y';
}

std::optional<qint64> parseTime(const QString &text)
{
    // Qt takes a date alone and a time without zone, too.
    if (text.size() < 20 || text[10] != u'T') return std::nullopt;
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime) return std::nullopt;
    return time.toMSecsSinceEpoch();
}

QString since(const QString &time, qint64 nowMs)
{
    const std::optional<qint64> then = parseTime(time);
    return then ? humanDuration(nowMs - *then) : QStringLiteral("<unknown>");
}

QString ageOf(const Value &object, qint64 nowMs)
{
    return since(textAt(object, {u"metadata", u"creationTimestamp"}), nowMs);
}

QString labelsText(const ValueMap &labels)
{
    QStringList texts;
    for (const auto &[key, value] : labels)
        if (value.string()) texts += key + u'=' + *value.string();
    texts.sort();
    return orElse(texts.join(u','), u"<none>");
}

QString selectorText(const Value *selector, const QString &otherwise)
{
    if (!selector) return otherwise;
    std::vector<std::pair<QString, QString>> requirements; // by key
    for (const auto &[key, value] : mapAt(*selector, {u"matchLabels"}))
        if (value.string()) requirements.emplace_back(key, key + u'=' + *value.string());
    for (const Value &expression : listAt(*selector, {u"matchExpressions"}))
        requirements.emplace_back(textAt(expression, {u"key"}), expressionText(expression));
    std::stable_sort(requirements.begin(), requirements.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    QStringList texts;
    for (const auto &requirement : requirements) texts += requirement.second;
    return texts.isEmpty() ? otherwise : texts.join(u',');
}

QString joined(const ValueList &list, QStringView field, const QString &separator)
{
    QStringList texts;
    for (const Value &value : list) texts += textAt(value, {field});
    return texts.join(separator);
}

QString joined(const ValueList &list, const QString &separator)
{
    QStringList texts;
    for (const Value &value : list)
        if (value.string()) texts += *value.string();
    return texts.join(separator);
}

QString orElse(QString text, QStringView otherwise)
{
    if (text.isEmpty()) text = otherwise.toString();
    return text;
}

QString scalarAt(const Value &object, std::initializer_list<QStringView> way, QStringView otherwise)
{
    const Value *value = at(object, way);
    if (value && value->string()) return *value->string();
    if (value && value->integer()) return QString::number(*value->integer());
    return otherwise.toString();
}

} // namespace practice
