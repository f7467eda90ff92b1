// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/yamltree.h"

namespace model {

// Reads a text that starts with `{` as JSON, as kubectl does before it tries YAML: JSON has tabs, surrogate pairs, `\/`
// and keys of any length, which YAML has not. One use per document, by the parser.
class JsonTreeBuilder
{
public:
    explicit JsonTreeBuilder(YamlDocument &document) : m_document(document), m_text(document.m_text) {}

    // Whether the text starts as a JSON object may.
    static bool mayBeJson(const QByteArray &text);
    // False when the text is no JSON, and then the document is as it was. Deeper than limits::maxDepth, or followed by
    // more where only JSON may be: true, with the document's error. Another object behind it is an issue.
    bool build();

private:
    enum class Want { Value, FirstItem, FirstKey, Colon, CommaOrEnd, Key };

    bool step(Want &want);
    bool value(Want &want);
    bool close(Want &want);
    bool string();
    bool word();
    bool acceptRest();
    void append(YamlNode node);
    void skipSpace();
    void refuse(YamlIssue::Kind kind, const QString &message);

    YamlDocument &m_document;
    const QByteArray &m_text;
    qsizetype m_at = 0;
    std::vector<int> m_open;
    std::vector<int> m_last; // the newest child of each open one
};

} // namespace model
