// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/yamltree.h"

namespace model {

// Where things stand in a document's text that the tree does not say: lines, columns, colons, dashes and question
// marks. -1: not found.
class YamlLayout
{
public:
    explicit YamlLayout(const YamlDocument &document) : m_document(document), m_text(document.text()) {}

    qsizetype lineStart(qsizetype offset) const; // a byte order mark belongs to no line
    qsizetype lineEnd(qsizetype offset) const;   // before the line break
    qsizetype nextLine(qsizetype offset) const;
    int column(qsizetype offset) const { return int(offset - lineStart(offset)); }
    bool isFirstOnLine(qsizetype offset) const;
    qsizetype skipBlanks(qsizetype offset) const;            // spaces and tabs
    qsizetype skipBlanksAndComments(qsizetype offset) const; // and line breaks

    bool isInFlow(int node) const; // the node itself does not count
    // Where an entry of a mapping begins: its `? `, or its key with anchor and tag.
    qsizetype entryBegin(int key) const;
    bool isExplicit(int key) const
    {
        return entryBegin(key) < m_document.outerSpan(m_document.nodes()[size_t(key)]).begin;
    }
    // Where nothing stands, which is to be the next child behind `before` (-1: the first). libyaml says the start of
    // whatever comes next, also for a value that has no colon either: `? key`, `{key}`.
    qsizetype emptyChild(int before, qsizetype said) const;
    qsizetype colon(int key) const; // of its entry; a `? key` may have none
    qsizetype dash(int item) const; // in a block sequence
    // The end of what a node writes on its last line: of a collection, of its last descendant.
    qsizetype contentEnd(int node) const;
    // The start of the line behind a node: behind the blank lines that a `|+` scalar owns.
    qsizetype afterLines(int node) const;
    // The line on which an entry or item begins, or the first of the comment lines that belong to it.
    qsizetype firstLine(qsizetype indicator) const;
    // Whether a comment on lines of its own stands right above something, or right below and further to the right: it
    // would seem to be about something else if that went.
    bool hasCommentAround(Span thing) const;
    // Where a node's anchor and tag end; its own begin when it has none.
    qsizetype propertiesEnd(int node) const;
    // Where the header of a block scalar ends: `|2-`.
    qsizetype headerEnd(int node) const;

    // The node whose text ends a collection (a key, where `? key` has no value); the node itself if it is none in block
    // style.
    int lastLeaf(int node) const;
    // A block scalar whose header does not say whether its last line break counts, so that what follows decides.
    bool isClipped(int node) const;
    bool isKept(int node) const; // one whose header says `+`: blank lines that follow are its own

private:
    QByteArrayView blockHeader(int node) const;       // empty for any other node
    bool isIndicator(qsizetype offset, char c) const; // followed by a blank, a line break or nothing

    const YamlDocument &m_document;
    const QByteArray &m_text;
};

} // namespace model
