// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/streamedit.h"

#include <algorithm>

namespace model {

namespace {

qsizetype lineEnd(const QByteArray &text, qsizetype at)
{
    const qsizetype newline = text.indexOf('\n', at);
    return newline < 0 ? text.size() : newline + 1;
}

qsizetype lineStart(const QByteArray &text, qsizetype at) { return at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1; }

// After `...` a document is over: what follows is not read as part of it.
bool hasEndMark(const QByteArray &text) { return text.startsWith("...") || text.contains("\n..."); }

// Where the comment at the head of the text ends that an empty line sets apart; start when there is none.
qsizetype headerEnd(const QByteArray &text, Span part)
{
    bool comment = false;
    for (qsizetype at = part.begin; at < part.end;) {
        const qsizetype end = lineEnd(text, at);
        const QByteArray line = text.mid(at, end - at).trimmed();
        if (line.isEmpty() && comment) return end;
        if (!line.startsWith('#')) break;
        comment = true;
        at = end;
    }
    return part.begin;
}

} // namespace

bool isJson(const QByteArray &text)
{
    const auto first = std::find_if(text.begin(), text.end(), [](char c) { return !isspace(uchar(c)); });
    return first != text.end() && *first == '{';
}

Splice appendDocument(const YamlStream &stream, const QByteArray &yaml)
{
    const QByteArray &text = stream.text();
    const QByteArray newline = text.contains("\r\n") ? "\r\n" : "\n";
    const YamlStream::Part &last = stream.parts().back();
    const bool separated = last.span.end < text.size(); // by a separator at the very end
    // A part without content (comments only) becomes the new document.
    const bool taken = !last.document->isEmpty() || last.document->error() || hasEndMark(last.document->text());
    QByteArray added = yaml;
    if (newline != "\n") added.replace("\n", newline);
    if (taken && !separated) added.prepend("---" + newline);
    if (!text.isEmpty() && !text.endsWith('\n')) added.prepend(newline);
    return {{text.size(), text.size()}, added};
}

Splice removeDocument(const YamlStream &stream, int part)
{
    const QByteArray &text = stream.text();
    const auto &parts = stream.parts();
    Span gone = parts[size_t(part)].span;
    const qsizetype before = lineStart(text, std::max<qsizetype>(gone.begin - 1, 0));
    if (gone.begin > 0 && QByteArrayView(text).sliced(before).startsWith("---")) {
        gone.begin = before; // also at the head of a file: then the next separator leads
    } else if (part == 0) {
        gone.begin = headerEnd(text, gone);
        const bool separated = QByteArrayView(text).sliced(gone.end).startsWith("---"); // not so behind JSON
        if (separated) gone.end = lineEnd(text, gone.end);
    }
    return {gone, {}};
}

} // namespace model
