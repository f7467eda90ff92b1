// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace model {

// Go's regular expressions (regexp and regexp/syntax of Go 1.24) by RE2, which they are made after: a match takes time
// that grows with the text, whatever the pattern. From any thread.

// The time that the patterns of one request have together. What comes after it is not looked at.
class PatternTime
{
public:
    bool isOver() const { return m_isOver; }
    void spend(qint64 nanoseconds) { m_isOver = m_isOver || (m_spent += nanoseconds) > most; }
    void giveUp() { m_isOver = true; }

private:
    static constexpr qint64 most = 1'000'000'000;
    qint64 m_spent = 0;
    bool m_isOver = false;
};

// What regexp.Compile says of a pattern after "error parsing regexp: " ("missing closing ): `(`"); empty: nothing, or
// the time is over. Patterns that are too large to be compiled here have no problem either.
QString goPatternProblem(const QString &pattern, PatternTime &time);
// Whether the pattern is found in the text. True when that cannot be told: ask isOver(). False of what is no pattern.
// Patterns that are too large, and large ones for large texts, end the time at once.
bool matchesGoPattern(const QString &pattern, const QString &text, PatternTime &time);

} // namespace model
