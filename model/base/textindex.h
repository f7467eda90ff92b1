// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtGlobal>

#include <vector>

namespace model {

// A place in a text: line and column count from 0; column in UTF-8 bytes, code points or UTF-16 units, as the function
// says.
struct TextPosition
{
    int line = 0;
    int column = 0;
    bool operator==(const TextPosition &) const = default;
};

// The one converter between byte offsets, lines, code points and UTF-16 units of a UTF-8 text. Lines end with LF, CRLF
// or CR. A byte order mark is no character of the text. Offsets outside the text are clamped to it. Building costs one
// pass. Keeps a view: the text must outlive the index.
class TextIndex
{
public:
    explicit TextIndex(QByteArrayView text);

    int lineCount() const { return int(m_lines.size()); }
    int lineOf(qsizetype offset) const;              // 0-based
    qsizetype lineStart(int line) const;             // byte offset; the text's size past the last line
    TextPosition codePoints(qsizetype offset) const; // column in code points
    TextPosition utf16(qsizetype offset) const;      // column in UTF-16 units
    TextPosition bytes(qsizetype offset) const;      // column in bytes
    qsizetype fromUtf16(TextPosition position) const;
    qsizetype fromCodePoints(TextPosition position) const;

private:
    qsizetype firstCharacter(int line) const;

    QByteArrayView m_text;
    std::vector<qsizetype> m_lines; // where each line starts
};

} // namespace model
