// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/span.h"
#include "model/resource/resourceset.h"

#include <vector>

namespace editor {

// The bytes of a file that are values of Secrets: of data and stringData, and of kubectl's note of what was applied
// last. Where the text is broken, what looks like them. In the order of the text.
std::vector<model::Span> secretSpans(const model::ResourceSet &resources, const QString &file);

} // namespace editor
