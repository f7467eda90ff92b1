// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/customschema.h"

#include <QLocale>

#include <algorithm>

// Values as Go prints them in errors.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;

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
