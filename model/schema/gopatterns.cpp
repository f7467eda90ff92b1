// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/gopatterns.h"

#include <QElapsedTimer>
#include <QHash>

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <optional>

using namespace Qt::StringLiterals;

namespace model {

namespace {

// Characters, repetitions and classes of Unicode's in a pattern, by the time that reading them takes.
constexpr qsizetype maxWeight = 100'000, classWeight = 500;
constexpr int maxGroups = 1000; // regexp/syntax maxHeight
// Bytes for a program and its states. Nearly all patterns have enough of the first.
constexpr std::array<qint64, 2> memories = {512 * 1024, 4 * 1024 * 1024};
constexpr qint64 keptMemory = 96 * 1024 * 1024;
// Instructions times bytes: where its states need too much memory, RE2 takes some 10 ns for each.
constexpr qint64 maxWork = 200'000'000;

// A pattern for RE2, with the same meaning.
struct Prepared
{
    std::string pattern;
    // What Go refuses and RE2 does not, and how many bytes of the pattern stand before it.
    QString problem;
    size_t before = 0;
    qsizetype weight = 0;
};

bool isWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Reads a pattern from left to right as regexp/syntax Parse does, as far as both differ: names of groups, \C, the depth
// of groups, counts that are no ints.
class Preparation
{
public:
    explicit Preparation(const QString &pattern) : m_in(pattern.toStdString()) {}

    Prepared run()
    {
        m_out.pattern.reserve(m_in.size());
        while (m_at < m_in.size() && m_out.problem.isEmpty()) step();
        m_out.weight += qsizetype(m_in.size());
        return std::move(m_out);
    }

private:
    void step();
    void escape();
    void open();
    void repeat();
    void take(size_t count)
    {
        m_out.pattern.append(m_in, m_at, count);
        m_at = std::min(m_in.size(), m_at + count);
    }
    void refuse(const QString &why, size_t length)
    {
        m_out.problem = why + u": `"_s + QString::fromUtf8(m_in.data() + m_at, qsizetype(length)) + u'`';
        m_out.before = m_out.pattern.size();
    }
    bool startsWith(std::string_view text) const { return m_in.compare(m_at, text.size(), text) == 0; }

    std::string m_in;
    size_t m_at = 0;
    bool m_inClass = false;
    size_t m_nameEnd = 0; // the next ":]"; none: there is no more
    std::string m_open;   // a character for each open group: 'c' for one that captures
    int m_depth = 0;
    Prepared m_out;
};

void Preparation::escape()
{
    if (startsWith("\\Q") && !m_inClass) { // up to \E, or the end
        const size_t end = m_in.find("\\E", m_at + 2);
        return take(end == std::string::npos ? m_in.size() - m_at : end + 2 - m_at);
    }
    if (startsWith("\\C")) return refuse(u"invalid escape sequence"_s, 2);
    if (startsWith("\\p") || startsWith("\\P")) m_out.weight += classWeight;
    take(startsWith("\\x{") ? 3 : 2); // that is no count
}

void Preparation::open()
{
    const bool shortName = startsWith("(?<");
    if (shortName || startsWith("(?P<")) {
        const size_t begin = m_at + (shortName ? 3 : 4);
        const size_t end = m_in.find('>', begin);
        if (end == std::string::npos) return refuse(u"invalid named capture"_s, m_in.size() - m_at);
        const auto first = m_in.begin() + std::ptrdiff_t(begin), last = m_in.begin() + std::ptrdiff_t(end);
        if (first == last || !std::all_of(first, last, isWord))
            return refuse(u"invalid named capture"_s, end + 1 - m_at);
        m_out.pattern += '('; // nobody asks for names
        m_at = end + 1;
        m_open += 'c';
    } else {
        const bool plain = startsWith("(?");
        const size_t end = plain ? m_in.find_first_not_of("imsU-", m_at + 2) : std::string::npos;
        const char ending = end < m_in.size() ? m_in[end] : 0;
        if (plain && ending != ':' && ending != ')') return take(m_in.size() - m_at); // RE2 refuses it here
        if (ending == ')') return take(end + 1 - m_at);                               // flags, no group
        m_open += plain ? 'p' : 'c';
        take(plain ? end + 1 - m_at : 1);
    }
    m_depth += m_open.back() == 'c';
    if (m_depth > maxGroups) {
        m_at = 0;
        refuse(u"expression nests too deeply"_s, m_in.size());
    }
}

// {n}, {n,}, {n,m}: what is not of this form is text.
void Preparation::repeat()
{
    size_t at = m_at + 1;
    bool isLong = false;
    int most = 0;
    const auto number = [&] {
        const size_t begin = at;
        while (at < m_in.size() && m_in[at] >= '0' && m_in[at] <= '9') ++at;
        const size_t digits = at - begin;
        if (digits > 8) isLong = true;
        if (digits > 0 && digits <= 8) most = std::max(most, std::atoi(m_in.c_str() + begin));
        return digits == 1 || (digits > 1 && m_in[begin] != '0');
    };
    bool isCount = number();
    if (isCount && at < m_in.size() && m_in[at] == ',' && ++at < m_in.size() && m_in[at] != '}') isCount = number();
    if (!isCount || at >= m_in.size() || m_in[at] != '}') return take(1);
    if (isLong) return refuse(u"invalid repeat count"_s, at + 1 - m_at);
    m_out.weight += std::min(most, 1001); // more are refused
    take(at + 1 - m_at);
}

void Preparation::step()
{
    const char c = m_in[m_at];
    if (c == '\\') return escape();
    if (m_inClass) {
        if (c == '[' && startsWith("[:")) { // the name of a class may not end it
            if (m_nameEnd != std::string::npos && m_nameEnd < m_at + 2) m_nameEnd = m_in.find(":]", m_at + 2);
            if (m_nameEnd != std::string::npos) return take(m_nameEnd + 2 - m_at);
        }
        m_inClass = c != ']';
        return take(1);
    }
    if (c == '[') {
        m_inClass = true;
        take(startsWith("[^") ? 2 : 1);
        if (startsWith("]")) take(1); // that comes first is itself
        return;
    }
    if (c == '(') return open();
    if (c == '{') return repeat();
    if (c == ')' && !m_open.empty()) {
        m_depth -= m_open.back() == 'c';
        m_open.pop_back();
    }
    take(1);
}

RE2::Options optionsFor(qint64 memory)
{
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(memory);
    return options;
}

// In Go's words.
QString problemOf(const RE2 &expression, const QString &pattern)
{
    const auto about = [&expression](const QString &what) {
        return what + u": `"_s + QString::fromStdString(expression.error_arg()) + u'`';
    };
    switch (expression.error_code()) {
    case RE2::NoError:
    case RE2::ErrorPatternTooLarge: return {};
    case RE2::ErrorBadEscape: return about(u"invalid escape sequence"_s);
    case RE2::ErrorBadCharClass: return about(u"invalid character class"_s);
    case RE2::ErrorBadCharRange: return about(u"invalid character class range"_s);
    case RE2::ErrorMissingBracket: return about(u"missing closing ]"_s);
    case RE2::ErrorMissingParen: return u"missing closing ): `"_s + pattern + u'`';
    case RE2::ErrorUnexpectedParen: return u"unexpected ): `"_s + pattern + u'`';
    case RE2::ErrorTrailingBackslash: return about(u"trailing backslash at end of expression"_s);
    case RE2::ErrorRepeatArgument: return about(u"missing argument to repetition operator"_s);
    case RE2::ErrorRepeatSize: return about(u"invalid repeat count"_s);
    case RE2::ErrorRepeatOp: return about(u"invalid nested repetition operator"_s);
    case RE2::ErrorBadPerlOp: return about(u"invalid or unsupported Perl syntax"_s);
    case RE2::ErrorBadUTF8: return about(u"invalid UTF-8"_s);
    case RE2::ErrorBadNamedCapture: return about(u"invalid named capture"_s);
    case RE2::ErrorInternal: break;
    }
    return about(u"regexp/syntax: internal error"_s);
}

// A compiled pattern, or why there is none: whoever is no pattern matches nothing, what is too large is not asked.
struct Compiled
{
    std::shared_ptr<const RE2> expression; // none: too large
    qint64 memory = 0;
};

Compiled compile(const QString &pattern)
{
    const Prepared prepared = Preparation(pattern).run();
    if (prepared.weight > maxWeight) return {};
    for (const qint64 memory : memories) {
        // "\8" is no pattern, as this one is not.
        const std::string text = prepared.problem.isEmpty() ? prepared.pattern : "\\8";
        auto expression = std::make_shared<const RE2>(text, optionsFor(memory));
        if (expression->error_code() != RE2::ErrorPatternTooLarge) return {std::move(expression), memory};
    }
    return {};
}

Compiled compiled(const QString &pattern)
{
    static std::mutex mutex;
    static QHash<QString, Compiled> kept;
    static qint64 size = 0;
    const std::lock_guard lock(mutex);
    const auto known = kept.constFind(pattern);
    if (known != kept.constEnd()) return *known;
    const Compiled made = compile(pattern);
    const qint64 needed = made.memory + pattern.size() * qsizetype(sizeof(QChar)) + 256;
    if (size + needed > keptMemory) {
        kept.clear();
        size = 0;
    }
    size += needed;
    kept.insert(pattern, made);
    return made;
}

} // namespace

QString goPatternProblem(const QString &pattern, PatternTime &time)
{
    if (time.isOver()) return {};
    QElapsedTimer timer;
    timer.start();
    const Prepared prepared = Preparation(pattern).run();
    QString problem;
    if (prepared.weight <= maxWeight) {
        // The least memory: it is read, and not made into a program.
        const RE2 expression(
            prepared.problem.isEmpty() ? prepared.pattern : prepared.pattern.substr(0, prepared.before), optionsFor(1));
        problem = problemOf(expression, pattern);
        const auto code = expression.error_code();
        const bool isUnclosed = code == RE2::ErrorMissingParen || code == RE2::ErrorMissingBracket;
        if (isUnclosed && !prepared.problem.isEmpty()) problem.clear(); // since it is cut off
    }
    if (problem.isEmpty()) problem = prepared.problem;
    time.spend(timer.nsecsElapsed());
    return problem;
}

bool matchesGoPattern(const QString &pattern, const QString &text, PatternTime &time)
{
    if (time.isOver()) return true;
    QElapsedTimer timer;
    timer.start();
    const Compiled made = compiled(pattern);
    const std::string bytes = text.toStdString();
    if (!made.expression || qint64(bytes.size()) * std::max(0, made.expression->ProgramSize()) > maxWork) {
        time.giveUp();
        return true;
    }
    const bool matches = made.expression->ok() && RE2::PartialMatch(bytes, *made.expression);
    time.spend(timer.nsecsElapsed());
    return matches;
}

} // namespace model
