// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/textindex.h"

#include <algorithm>

namespace model {

namespace {

bool isContinuation(char byte) { return (uchar(byte) & 0xC0) == 0x80; }
int utf16Units(char lead) { return uchar(lead) >= 0xF0 ? 2 : 1; }

} // namespace

TextIndex::TextIndex(QByteArrayView text) : m_text(text)
{
    m_lines.push_back(0);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool cr = text[i] == '\r';
        if (cr && i + 1 < text.size() && text[i + 1] == '\n') continue;
        if (cr || text[i] == '\n') m_lines.push_back(i + 1);
    }
}

int TextIndex::lineOf(qsizetype offset) const
{
    const auto after = std::upper_bound(m_lines.begin(), m_lines.end(), std::max<qsizetype>(offset, 0));
    return int(after - m_lines.begin()) - 1;
}

qsizetype TextIndex::lineStart(int line) const
{
    if (line < 0) return 0;
    return line < lineCount() ? m_lines[size_t(line)] : m_text.size();
}

TextPosition TextIndex::bytes(qsizetype offset) const
{
    offset = std::clamp<qsizetype>(offset, 0, m_text.size());
    const int line = lineOf(offset);
    return {line, int(offset - lineStart(line))};
}

qsizetype TextIndex::firstCharacter(int line) const
{
    return line == 0 && m_text.startsWith("\xEF\xBB\xBF") ? 3 : lineStart(line);
}

TextPosition TextIndex::codePoints(qsizetype offset) const
{
    const TextPosition at = bytes(offset);
    const qsizetype end = lineStart(at.line) + at.column;
    int column = 0;
    for (qsizetype i = firstCharacter(at.line); i < end; ++i) column += isContinuation(m_text[i]) ? 0 : 1;
    return {at.line, column};
}

TextPosition TextIndex::utf16(qsizetype offset) const
{
    const TextPosition at = bytes(offset);
    const qsizetype end = lineStart(at.line) + at.column;
    int column = 0;
    for (qsizetype i = firstCharacter(at.line); i < end; ++i)
        column += isContinuation(m_text[i]) ? 0 : utf16Units(m_text[i]);
    return {at.line, column};
}

qsizetype TextIndex::fromUtf16(TextPosition position) const
{
    const qsizetype end = lineStart(position.line + 1);
    qsizetype i = firstCharacter(position.line);
    for (int column = 0; i < end; ++i) {
        if (isContinuation(m_text[i])) continue;
        if (column >= position.column) break;
        column += utf16Units(m_text[i]);
    }
    return i;
}

qsizetype TextIndex::fromCodePoints(TextPosition position) const
{
    const qsizetype end = lineStart(position.line + 1);
    qsizetype i = firstCharacter(position.line);
    for (int column = 0; i < end; ++i) {
        if (isContinuation(m_text[i])) continue;
        if (column >= position.column) break;
        ++column;
    }
    return i;
}

} // namespace model
