// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamlinput.h"

#include "model/base/limits.h"

#include <algorithm>
#include <numeric>

namespace model {

namespace {

constexpr qsizetype enough = 64 << 20; // bytes read again and again
constexpr char hiddenColon = '0';
// Escapes that hardly anybody uses, and what they mean.
struct Escape
{
    char letter;
    char meaning;
    const char *hex;
};
constexpr Escape escapes[]{{'a', '\a', "07"}, {'v', '\v', "0b"}, {'b', '\b', "08"}, {'e', '\x1B', "1b"}};

const Escape *freeEscape(QByteArrayView text)
{
    for (const Escape &escape : escapes) {
        const QByteArray lower = text.toByteArray().toLower(); // \x1B, \u001b, \U0000001b
        if (!text.contains(QByteArray("\\") + escape.letter) && !lower.contains(escape.hex)) return &escape;
    }
    return nullptr;
}
constexpr QByteArrayView mark = "\xEF\xBB\xBF", hiddenMark = "\xEE\x80\x80";

// kubectl reads lines, and ends the last one too: a literal block there has its line end. Not behind half a character,
// so that the error is at its start; nor where the text will be refused by size.
QByteArray lines(QByteArrayView text)
{
    const auto whole = QByteArray::fromRawData(text.data(), text.size());
    if (text.isEmpty() || text.endsWith('\n') || text.size() > limits::maxDocumentBytes) return whole;
    const bool cut = uchar(text.back()) >= 0x80 && !whole.isValidUtf8();
    return cut ? whole : whole + '\n';
}

} // namespace

qsizetype skipYamlWhite(QByteArrayView text, qsizetype at)
{
    while (at < text.size()) {
        const QByteArrayView rest = text.sliced(at);
        if (isspace(uchar(rest[0])))
            ++at;
        else if (rest.startsWith("\xC2\x85"))
            at += 2;
        else if (rest.startsWith("\xE2\x80\xA8") || rest.startsWith("\xE2\x80\xA9"))
            at += 3;
        else
            break;
    }
    return at;
}

qsizetype commentEnd(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && text[at] != '\n' && text[at] != '\r' &&
           (uchar(text[at]) < 0x80 || skipYamlWhite(text, at) == at))
        ++at;
    return at;
}

YamlOffsets::YamlOffsets(QByteArrayView text) : m_text(text)
{
    const uchar bits =
        std::accumulate(text.begin(), text.end(), uchar(0), [](uchar seen, char c) { return uchar(seen | uchar(c)); });
    m_ascii = bits < 0x80;
    qsizetype count = 0;
    for (qsizetype i = 0; !m_ascii && i < text.size(); ++i) {
        if ((uchar(text[i]) & 0xC0) == 0x80) continue;
        if (count++ % step == 0) m_marks.push_back(i);
    }
}

qsizetype YamlOffsets::of(size_t codePoints) const
{
    if (m_ascii) return std::min(qsizetype(codePoints), m_text.size());
    const size_t start = codePoints / step;
    if (start >= m_marks.size()) return m_text.size();
    qsizetype i = m_marks[start];
    for (size_t left = codePoints % step; left > 0 && i < m_text.size(); --left) {
        ++i;
        while (i < m_text.size() && (uchar(m_text[i]) & 0xC0) == 0x80) ++i;
    }
    return i;
}

YamlInput::YamlInput(QByteArrayView text) : m_text(text), m_bytes(lines(text))
{
    const QByteArray atLineStart = '\n' + mark.toByteArray();
    m_hasHiddenMarks = text.contains(atLineStart) && !text.contains(hiddenMark);
    if (m_hasHiddenMarks) m_bytes.replace(atLineStart, '\n' + hiddenMark.toByteArray());
}

bool YamlInput::hideColon(qsizetype offset)
{
    if (offset >= m_bytes.size() || std::as_const(m_bytes)[offset] != ':') return false;
    if (qsizetype(m_colons.size()) * m_bytes.size() > enough) return false;
    m_bytes[offset] = hiddenColon;
    m_colons.push_back(offset);
    return true;
}

bool YamlInput::hideEscape(qsizetype offset)
{
    if (!QByteArrayView(m_bytes).sliced(std::min(offset, m_bytes.size())).startsWith("\\'")) return false;
    if (m_escapes * m_bytes.size() > enough) return false;
    const Escape *escape = m_escapes == 0 ? freeEscape(m_text) : nullptr;
    if (escape) m_escape = escape->letter;
    if (m_escape == 0) return false;
    m_bytes[offset + 1] = m_escape;
    ++m_escapes;
    return true;
}

// Folding changes nothing but white space: what is the third letter in the text, is so in the scalar.
QByteArray YamlInput::unhidden(QByteArray decoded, Span span) const
{
    if (m_hasHiddenMarks) decoded.replace(hiddenMark, mark);
    for (const Escape &escape : escapes)
        if (escape.letter == m_escape) decoded.replace(escape.meaning, '\'');
    qsizetype from = span.begin, to = 0;
    for (auto colon = std::lower_bound(m_colons.begin(), m_colons.end(), span.begin);
         colon != m_colons.end() && *colon < span.end; ++colon) {
        for (;; ++from, ++to) {
            from = skipYamlWhite(m_text, from);
            to = skipYamlWhite(decoded, to);
            if (from >= *colon || to >= decoded.size()) break;
        }
        if (to < decoded.size() && decoded.at(to) == hiddenColon) decoded[to] = ':';
    }
    return decoded;
}

} // namespace model
