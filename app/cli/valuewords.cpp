// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/valuewords.h"

#include "model/base/say.h"
#include "model/diff/linediff.h"
#include "model/yaml/yamlvalue.h"

#include <QStringList>

#include <algorithm>

namespace app {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestShort = 300, longestShownLine = 200, mostShownLines = 40;

QString wholeText(const Value &value)
{
    const auto json = model::toJson(value);
    return visibleText(json ? QString::fromUtf8(*json) : u"…"_s);
}

bool isHiddenCharacter(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    case QChar::Separator_Space: return c != U' ';
    default: return false;
    }
}

// Nothing is cut in the middle of a character.
qsizetype characterStart(const QString &text, qsizetype at)
{
    return at > 0 && at < text.size() && text[at].isLowSurrogate() ? at - 1 : at;
}

// The part of a text that begins a little before a place, with ellipses for the rest.
QString excerptAround(const QString &text, qsizetype place, qsizetype length)
{
    constexpr qsizetype contextLength = 40;
    const qsizetype from = characterStart(text, std::max<qsizetype>(0, place - contextLength));
    const qsizetype to = characterStart(text, std::min(text.size(), place + length + contextLength));
    return (from > 0 ? u"…"_s : QString()) + text.mid(from, to - from) + (to < text.size() ? u"…"_s : QString());
}

// How much two texts have in common at both ends.
struct CommonEnds
{
    CommonEnds(const QString &before, const QString &after)
    {
        const qsizetype least = std::min(before.size(), after.size());
        while (head < least && before[head] == after[head]) ++head;
        while (tail < least - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
    }
    QStringView rest(const QString &text) const { return QStringView(text).sliced(head, text.size() - tail - head); }

    qsizetype head = 0, tail = 0;
};

// Where they begin to differ, and up to where.
QString excerptsText(const QString &before, const QString &after)
{
    constexpr qsizetype longestStretch = 160;
    const CommonEnds ends(before, after);
    const auto excerpt = [&](const QString &text) {
        return excerptAround(text, ends.head, std::min(ends.rest(text).size(), longestStretch));
    };
    return excerpt(before) + u" → "_s + excerpt(after);
}

} // namespace

QString visibleText(const QString &text)
{
    QString visible;
    visible.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const QStringView character = QStringView(text).sliced(i, isPair ? 2 : 1);
        const char32_t code = isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        if (isHiddenCharacter(code))
            for (const QChar unit : character) visible += u"\\u%1"_s.arg(unit.unicode(), 4, 16, QLatin1Char('0'));
        else
            visible += character;
        i += isPair ? 1 : 0;
    }
    return visible;
}

QString valueText(const Value &value, ValueLength length)
{
    const QString text = wholeText(value);
    if (length == ValueLength::Whole || text.size() <= longestShort) return text;
    return text.left(characterStart(text, longestShort)) + u'…';
}

QString ChangeWriter::text(const Value &before, const Value &after, const QString &indent)
{
    const QString left = wholeText(before), right = wholeText(after);
    if (m_length == ValueLength::Whole || std::max(left.size(), right.size()) <= longestShort)
        return left + u" → "_s + right;
    const QString *const from = before.string(), *const to = after.string();
    const bool hasLines = from && to && (from->contains(u'\n') || to->contains(u'\n'));
    const QString lines = hasLines ? linesText(*from, *to, indent) : QString();
    return lines.isEmpty() ? excerptsText(left, right) : model::say("the lines that differ:") + lines;
}

// The lines that differ, with a line around. Nothing: they are long themselves, or it would take too much.
QString ChangeWriter::linesText(const QString &before, const QString &after, const QString &indent)
{
    const CommonEnds ends(before, after);
    const qint64 different = ends.rest(before).count(u'\n') + ends.rest(after).count(u'\n') + 2;
    constexpr qint64 mostDifferent = 2000; // unifiedDiff() looks no further
    m_stepsLeft -= different * std::min(different, mostDifferent);
    if (m_stepsLeft < 0) return {};
    const QByteArray diff = model::unifiedDiff(QString(), before.toUtf8(), after.toUtf8(), 1);
    QStringList lines = QString::fromUtf8(diff).split(u'\n');
    lines.removeLast();
    lines.remove(0, std::min<qsizetype>(2, lines.size())); // the names
    QString out;
    const qsizetype shown = std::min(lines.size(), mostShownLines);
    for (qsizetype i = 0; i < shown; ++i) {
        const QString line = visibleText(lines[i]);
        const bool isChange = line.startsWith(u'+') || line.startsWith(u'-');
        if (isChange && line.size() > longestShownLine) return {};
        out += u'\n' + indent + line.left(longestShownLine) + (line.size() > longestShownLine ? u"…"_s : QString());
    }
    if (shown < lines.size())
        out += u'\n' + indent + model::say("… and %1 more lines (--all or -o json has them)").arg(lines.size() - shown);
    return out;
}

} // namespace app
