// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/splice.h"

#include <QString>

#include <vector>

namespace model {

struct SyntaxRepair
{
    QString text; // translated
    Splices splices;
};

// Small changes of a document that is no YAML, near its error, after which it is; the likeliest first, at most three.
// offset: of the error, in bytes. At most 48 changes are tried.
std::vector<SyntaxRepair> syntaxRepairs(const QByteArray &document, qsizetype offset);

} // namespace model
