// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/crdrules.h"

#include <algorithm>
#include <optional>

// Go's regexp/syntax parse.go: what it says first of a pattern that is none. Known are the usual mistakes; what else
// there may be is told as one of them.

using namespace Qt::StringLiterals;

namespace practice {

namespace {

class PatternReader
{
public:
    explicit PatternReader(QStringView pattern) : m_text(pattern) {}

    QString problem()
    {
        while (m_at < m_text.size())
            if (QString found = readOne(); !found.isEmpty()) return found;
        return m_open > 0 ? told(u"missing closing )", m_text) : QString();
    }

private:
    static QString told(QStringView what, QStringView part)
    {
        return what.toString() + u": `"_s + part.toString() + u'`';
    }

    QString readOne()
    {
        const qsizetype start = m_at;
        switch (m_text[m_at++].unicode()) {
        case u'(': return readOpening(start);
        case u')':
            if (m_open-- == 0) return told(u"unexpected )", m_text);
            m_repeated = std::nullopt;
            m_canRepeat = true;
            return {};
        case u'|':
        case u'^': m_repeated = std::nullopt; return m_canRepeat = m_text[start] == u'^', QString();
        case u'[': return readClass(start);
        case u'\\': return readEscape(start, false);
        case u'*':
        case u'+':
        case u'?': return readRepetition(start);
        case u'{': return readCount(start);
        default: return single();
        }
    }

    QString single()
    {
        m_repeated = std::nullopt;
        m_canRepeat = true;
        return {};
    }

    QString readOpening(qsizetype start)
    {
        ++m_open;
        m_canRepeat = false;
        m_repeated = std::nullopt;
        if (m_at >= m_text.size() || m_text[m_at] != u'?') return {};
        const QStringView rest = m_text.sliced(start);
        for (const QStringView unsupported : {u"(?=", u"(?!", u"(?>", u"(?#"})
            if (rest.startsWith(unsupported)) return told(u"invalid or unsupported Perl syntax", unsupported);
        const bool isNamed = rest.startsWith(u"(?P<") || rest.startsWith(u"(?<");
        const qsizetype close = isNamed ? rest.indexOf(u'>') : 0;
        if (close < 0) return told(u"invalid named capture", rest);
        const QStringView name = isNamed ? rest.first(close).sliced(rest.indexOf(u'<') + 1) : QStringView(u"a");
        const bool isName = !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) {
            return c == u'_' || (c < QChar(0x80) && c.isLetterOrNumber());
        });
        if (!isName) return told(u"invalid named capture", rest.first(close + 1));
        const QChar end = isNamed ? u'>' : u':';
        for (++m_at; m_at < m_text.size() && m_text[m_at] != end; ++m_at)
            if (m_text[m_at] == u')') return --m_open, m_canRepeat = false, ++m_at, QString(); // flags alone
        ++m_at;
        return {};
    }

    QString readClass(qsizetype start)
    {
        if (m_at < m_text.size() && m_text[m_at] == u'^') ++m_at;
        for (bool isFirst = true; m_at < m_text.size() && (isFirst || m_text[m_at] != u']'); isFirst = false) {
            if (m_text.sliced(m_at).startsWith(u"[:")) {
                constexpr qsizetype longest = 12; // "[:^xdigit:]"
                const qsizetype length =
                    m_text.sliced(m_at).first(std::min(longest, m_text.size() - m_at)).indexOf(u":]");
                if (length >= 0) {
                    m_at += length + 2;
                    continue;
                }
            }
            const qsizetype from = m_at;
            const QChar low = m_text[m_at++];
            if (low == u'\\')
                if (QString found = readEscape(from, true); !found.isEmpty()) return found;
            if (m_at + 1 >= m_text.size() || m_text[m_at] != u'-' || m_text[m_at + 1] == u']') continue;
            const QChar high = m_text[m_at + 1];
            if (low == u'\\' || high == u'\\') continue;
            m_at += 2;
            if (high < low) return told(u"invalid character class range", m_text.sliced(from, m_at - from));
        }
        if (m_at >= m_text.size()) return told(u"missing closing ]", m_text.sliced(start));
        ++m_at;
        return single();
    }

    QString readEscape(qsizetype start, bool inClass)
    {
        if (m_at >= m_text.size()) return u"trailing backslash at end of expression: ``"_s;
        const QChar letter = m_text[m_at++];
        const QStringView known = inClass ? QStringView(u"dDsSwWafnrtvxpP01234567") : u"AbBCQEzdDsSwWafnrtvxpP01234567";
        const bool isWord = letter < QChar(0x80) && (letter.isLetterOrNumber() || letter == u'_');
        const bool isBackReference =
            letter >= u'1' && letter <= u'7' && (m_at >= m_text.size() || m_text[m_at] < u'0' || m_text[m_at] > u'7');
        if ((isWord && !known.contains(letter)) || isBackReference)
            return told(u"invalid escape sequence", m_text.sliced(start, m_at - start));
        return single();
    }

    QString readRepetition(qsizetype start)
    {
        if (m_at < m_text.size() && m_text[m_at] == u'?') ++m_at; // lazy
        return repeated(start);
    }

    QString repeated(qsizetype start)
    {
        const QStringView part = m_text.sliced(start, m_at - start);
        if (!m_canRepeat) return told(u"missing argument to repetition operator", part);
        if (m_repeated)
            return told(u"invalid nested repetition operator", m_text.sliced(*m_repeated, m_at - *m_repeated));
        m_repeated = start;
        return {};
    }

    QString readCount(qsizetype start)
    {
        constexpr int most = 1000;
        constexpr qsizetype longest = 24; // so that many of them take no long search each
        const qsizetype length = m_text.sliced(m_at).first(std::min(longest, m_text.size() - m_at)).indexOf(u'}');
        const QStringView inside = length < 0 ? QStringView() : m_text.sliced(m_at, length);
        const qsizetype comma = inside.indexOf(u',');
        const QStringView low = comma < 0 ? inside : inside.first(comma);
        const QStringView high = comma < 0 || comma + 1 == inside.size() ? low : inside.sliced(comma + 1);
        const auto isNumber = [](QStringView text) {
            for (const QChar c : text)
                if (c < u'0' || c > u'9') return false;
            return !text.isEmpty();
        };
        if (!isNumber(low) || !isNumber(high)) return single(); // itself
        m_at += length + 1;
        bool fits = true, fitsToo = true;
        const int from = low.toInt(&fits), to = high.toInt(&fitsToo);
        if (!fits || !fitsToo || from > most || to > most || from > to)
            return told(u"invalid repeat count", m_text.sliced(start, m_at - start));
        if (m_at < m_text.size() && m_text[m_at] == u'?') ++m_at;
        return repeated(start);
    }

    QStringView m_text;
    qsizetype m_at = 0;
    qsizetype m_open = 0;
    bool m_canRepeat = false;            // something stands before
    std::optional<qsizetype> m_repeated; // where the repetition began that stands before
};

} // namespace

QString goPatternProblem(const QString &pattern) { return PatternReader(pattern).problem(); }

} // namespace practice
