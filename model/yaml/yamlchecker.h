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
    static void describe(YamlNode &node);
    void checkKey(YamlRef key, bool hasSiblings);

    void checkMerge(YamlRef value);
    void checkScalar(int index);
    void fail(YamlIssue::Kind kind, qsizetype offset, const QString &message);
    void note(YamlIssue::Kind kind, qsizetype offset, const QString &message);

    YamlDocument &m_document;
    // Whether the mapping at hand has the key already.
    bool isKnown(QByteArrayView key);
    std::vector<QByteArrayView> m_keys;   // of the mapping at hand
    QSet<QByteArrayView> m_index;         // the same, once they are many
    std::vector<QByteArray> m_otherTexts; // of keys that are not what is written
};

} // namespace model
