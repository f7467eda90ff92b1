// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/limits.h"
#include "model/yaml/yamltree.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace model {

// What a set of files may still hold. Once it is spent, the rest of a file is one document with an error, unread.
struct YamlBudget
{
    int documents = limits::maxDocuments;
    qint64 nodes = limits::maxNodes;

    bool isSpent() const { return documents <= 0 || nodes <= 0; }
};

// The text of one file and its YAML documents, cut where kubectl cuts them (apimachinery util/yaml): JSON objects at
// the head of a file, one behind the other, then at lines that start with `---`. YAML may follow a single object, not
// more. Immutable; versions of a file share the documents whose bytes are equal. Any thread.
class YamlStream
{
public:
    struct Part
    {
        Span span;         // bytes in the file, without the separator lines
        int firstLine = 0; // 0-based line of span.begin in the file
        std::shared_ptr<const YamlDocument> document;
    };

    YamlStream() = default;
    // Never fails: documents carry their errors. previous: an earlier version, whose equal documents are used again.
    // budget: of the set that the file is part of; without one the file has all of it.
    static YamlStream parse(QByteArray text, const YamlStream *previous = nullptr, YamlBudget *budget = nullptr);

    const QByteArray &text() const { return m_text; }
    const std::vector<Part> &parts() const & { return m_parts; }
    const std::vector<Part> &parts() const && = delete; // it would dangle
    // The part that holds the offset, or -1.
    int partAt(qsizetype offset) const;

private:
    QByteArray m_text;
    std::vector<Part> m_parts;
};

} // namespace model
