// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/files.h"
#include "model/resource/resourceset.h"

#include <vector>

namespace model {

// The files' texts as YAML, in their order; their texts are taken. Parsed on up to so many threads; the result, and
// what is left of the budget, are the same as of one file after the other. Any thread.
std::vector<SourceFile> parseFiles(std::vector<ReadFile> &&files, YamlBudget &budget, int threads = 1);
// For a document. Of files of one name the last counts. Threads as above.
ParsedFiles parsed(std::vector<ReadFile> files, int threads = 1);

} // namespace model
