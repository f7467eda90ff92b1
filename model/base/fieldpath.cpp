// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/fieldpath.h"

#include <algorithm>

namespace model {

namespace {

bool isPlainKey(const QString &key)
{
    if (key.isEmpty()) return false;
    return std::all_of(key.begin(), key.end(), [](QChar c) {
        return c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char('-') || c == QLatin1Char('$');
    });
}

bool readsAsIndex(QStringView text)
{
    return !text.isEmpty() && text.size() < 10 && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c >= QLatin1Char('0') && c <= QLatin1Char('9');
    });
}

bool needsQuotes(const QString &key)
{
    return key.isEmpty() || readsAsIndex(key) || key.contains(QLatin1Char(']')) || key.contains(QLatin1Char('"'));
}

QString quoted(QString key)
{
    key.replace(QLatin1Char('\\'), QStringLiteral("\\\\")).replace(QLatin1Char('"'), QStringLiteral("\\\""));
    return QLatin1Char('"') + key + QLatin1Char('"');
}

// Reads `"…"` at position, which then stands after the closing quote.
QString readQuoted(QStringView text, qsizetype &position)
{
    QString key;
    for (++position; position < text.size() && text[position] != QLatin1Char('"'); ++position) {
        if (text[position] == QLatin1Char('\\') && position + 1 < text.size()) ++position;
        key += text[position];
    }
    ++position;
    return key;
}

FieldPath::Step readBracket(QStringView text, qsizetype &position)
{
    if (position + 1 < text.size() && text[position + 1] == QLatin1Char('"')) {
        QString key = readQuoted(text, ++position);
        if (position < text.size() && text[position] == QLatin1Char(']')) ++position;
        return key;
    }
    const qsizetype close = text.indexOf(QLatin1Char(']'), position);
    const qsizetype end = close < 0 ? text.size() : close;
    const QStringView inner = text.mid(position + 1, end - position - 1);
    position = end + 1;
    if (readsAsIndex(inner)) return inner.toInt();
    return inner.toString();
}

} // namespace

FieldPath FieldPath::parse(QStringView text)
{
    FieldPath path;
    for (qsizetype i = 0; i < text.size();) {
        if (text[i] == QLatin1Char('[')) {
            path.m_steps.push_back(readBracket(text, i));
            continue;
        }
        if (text[i] == QLatin1Char('.')) ++i;
        qsizetype end = i;
        while (end < text.size() && text[end] != QLatin1Char('.') && text[end] != QLatin1Char('[')) ++end;
        if (end > i) path.m_steps.push_back(text.mid(i, end - i).toString());
        i = end;
    }
    return path;
}

QString FieldPath::toString() const
{
    QString text;
    for (const Step &step : m_steps) {
        if (const int *index = std::get_if<int>(&step)) {
            text += QLatin1Char('[') + QString::number(*index) + QLatin1Char(']');
            continue;
        }
        const QString &key = std::get<QString>(step);
        if (isPlainKey(key) && !(text.isEmpty() && key.isEmpty()))
            text += text.isEmpty() ? key : QLatin1Char('.') + key;
        else
            text += QLatin1Char('[') + (needsQuotes(key) ? quoted(key) : key) + QLatin1Char(']');
    }
    return text;
}

FieldPath FieldPath::parent() const
{
    FieldPath path = *this;
    if (!path.m_steps.empty()) path.m_steps.pop_back();
    return path;
}

FieldPath FieldPath::child(const QString &key) const
{
    FieldPath path = *this;
    path.m_steps.push_back(key);
    return path;
}

FieldPath FieldPath::child(int index) const
{
    FieldPath path = *this;
    path.m_steps.push_back(index);
    return path;
}

FieldPath FieldPath::operator/(const FieldPath &below) const
{
    std::vector<Step> steps = m_steps;
    steps.insert(steps.end(), below.m_steps.begin(), below.m_steps.end());
    return FieldPath(std::move(steps));
}

bool FieldPath::startsWith(const FieldPath &prefix) const
{
    return prefix.size() <= size() && std::equal(prefix.m_steps.begin(), prefix.m_steps.end(), m_steps.begin());
}

// QString has no operator<=> in Qt 6.4.
std::strong_ordering FieldPath::operator<=>(const FieldPath &other) const
{
    const auto byStep = [](const Step &a, const Step &b) -> std::strong_ordering {
        if (a.index() != b.index()) return a.index() <=> b.index();
        if (const int *index = std::get_if<int>(&a)) return *index <=> std::get<int>(b);
        return std::get<QString>(a).compare(std::get<QString>(b)) <=> 0;
    };
    return std::lexicographical_compare_three_way(m_steps.begin(), m_steps.end(), other.m_steps.begin(),
                                                  other.m_steps.end(), byStep);
}

} // namespace model
