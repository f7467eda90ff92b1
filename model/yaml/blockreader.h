// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/yamltree.h"

namespace model {

// Reads what nearly all manifests are written in, several times as fast as libyaml: ASCII text of block maps and lists;
// plain and quoted scalars on one line without escapes; literal blocks; lists of words in brackets; comments. It knows
// no errors: at whatever else stands there it gives up, and libyaml is asked. What it does read has the very nodes that
// libyaml's events give (tests and a fuzzer hold them beside each other). One use per document, by the parser.
class BlockReader
{
public:
    explicit BlockReader(YamlDocument &document);

    // Whether such a text is not given up.
    static bool reads(const QByteArray &text);

    // False when it gave up; then the document is as it was.
    bool read();

private:
    // A collection whose end has not come.
    struct Open
    {
        int node;
        qsizetype column;
        int last = -1;          // its newest child
        bool isWaiting = false; // for the value of a key, or for what an item is
        qsizetype empty = 0;    // where that is if it does not come
    };

    bool isOurs() const;
    bool readLine();
    bool closeTo(qsizetype column, bool isItem);
    bool readContent(qsizetype at, bool isNew);
    bool readValue(qsizetype at);
    bool readPlain(qsizetype at);
    bool readQuoted(qsizetype at);
    bool readLiteral(qsizetype at);
    bool readFlow(qsizetype at);
    qsizetype readFlowItem(qsizetype at);
    bool readKey(qsizetype at, Span &key, qsizetype &colon) const;

    bool startsItem(qsizetype at) const;
    bool startsPlain(qsizetype at) const;
    bool endsWord(qsizetype at) const; // a blank or the line's end
    bool isRestBlank(qsizetype at) const;
    qsizetype skipSpaces(qsizetype at) const;
    qsizetype closingQuote(qsizetype at) const;
    qsizetype endOfLine(qsizetype at) const;

    YamlKind topKind() const;
    void open(YamlKind kind, qsizetype at);
    void close();
    void wait(qsizetype behind);
    void addScalar(Span span, QByteArrayView text, YamlStyle style);
    int append(YamlKind kind, YamlStyle style, Span span, QByteArrayView text = {});

    YamlDocument &m_document;
    const QByteArrayView m_text;
    qsizetype m_next = 0; // where the next line starts
    qsizetype m_line = 0; // where the line at hand starts, and ends
    qsizetype m_end = 0;
    std::vector<Open> m_open;
};

} // namespace model
