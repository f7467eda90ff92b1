// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/textindex.h"
#include "model/yaml/yamltree.h"

#include <memory>
#include <optional>

namespace model {

// Lines and columns of many bytes of YAML documents. Quick when they are asked for document by document and in the
// order of the text: a document with ten thousand findings, be it one line of JSON, is read through only once.
class Places
{
public:
    // Column in code points; both from 0.
    TextPosition codePoints(const std::shared_ptr<const YamlDocument> &document, qsizetype offset);

private:
    std::shared_ptr<const YamlDocument> m_document;
    std::optional<TextIndex> m_index;
    qsizetype m_lastOffset = 0;
    TextPosition m_last;
};

} // namespace model
