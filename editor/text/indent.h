// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

// How the keyboard writes YAML. Texts are UTF-8, columns are bytes of leading blanks, lines end with LF or CRLF.
namespace editor {

// The step by which mappings of this text are indented: 2 where nothing tells.
int indentStepOf(QByteArrayView text);

// How far the line that Enter begins is indented, by what stands before the caret: at the fields of a list's item, one
// step deeper behind `key:` and `key: |`, inside a block of text and otherwise as the line is.
int indentAfter(QByteArrayView before, int width);

// A run of bytes that gives way to others.
struct TextEdit
{
    qsizetype offset = 0, removed = 0;
    QByteArray added;
    bool operator==(const TextEdit &) const = default;
};
using TextEdits = std::vector<TextEdit>;

// Comments the lines of a text out, or in again when all that are not blank are comments: "# " goes where the least
// indented of them starts. In the order of the text, with offsets in the text as it is.
TextEdits toggleComment(QByteArrayView text, int firstLine, int lastLine);

} // namespace editor
