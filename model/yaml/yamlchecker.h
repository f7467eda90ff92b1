// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/yamltree.h"

#include <QSet>

namespace model {

// Finds in a whole tree what libyaml takes and kubectl does not, and writes it to the document's error and issues. One
// use per document, by the parser.
class YamlChecker
{
public:
    explicit YamlChecker(YamlDocument &document) : m_document(document) {}
    void check();

private:
    void checkKey(YamlRef key, bool hasSiblings);
    void checkMerge(YamlRef value);
    void checkScalar(int index);
    void fail(YamlIssue::Kind kind, qsizetype offset, const QString &message);
    void note(YamlIssue::Kind kind, qsizetype offset, const QString &message);

    YamlDocument &m_document;
    QSet<QString> m_keys; // of the mapping at hand
};

} // namespace model
