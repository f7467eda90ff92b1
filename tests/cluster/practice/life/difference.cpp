// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/life/portrait.h"

namespace life {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype before = 80; // characters of a long line that lead to the difference
constexpr qsizetype shownLength = 900;

// Each line with the title of what it is about.
QStringList linesOf(const QStringList &portraits)
{
    QStringList lines;
    for (const QString &portrait : portraits) {
        const QStringList parts = portrait.split(u'\n');
        lines += parts.first();
        for (const QString &part : parts.mid(1)) lines += parts.first() + u" |"_s + part;
    }
    return lines;
}

qsizetype sameStart(const QString &left, const QString &right)
{
    qsizetype same = 0;
    while (same < left.size() && same < right.size() && left[same] == right[same]) ++same;
    return same;
}

// From a little before where it leaves the line of the other list that is most like it.
QString shown(const QString &line, const QStringList &others)
{
    qsizetype same = 0;
    for (const QString &other : others) same = std::max(same, sameStart(line, other));
    if (line.size() <= shownLength) return line;
    const qsizetype from = std::max(qsizetype(0), same - before);
    return line.section(u'|', 0, 0) + u"| …"_s + line.mid(from, shownLength);
}

} // namespace

QString difference(const QStringList &expected, const QStringList &actual)
{
    if (expected == actual) return {};
    QStringList missing = linesOf(expected);
    QStringList unexpected;
    for (const QString &line : linesOf(actual))
        if (!missing.removeOne(line)) unexpected += line;
    QString text;
    for (const QString &line : missing) text += u"- "_s + shown(line, unexpected) + u'\n';
    for (const QString &line : unexpected) text += u"+ "_s + shown(line, missing) + u'\n';
    return text.isEmpty() ? u"the same lines in another order\n"_s : text;
}

} // namespace life
