// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/document.h"
#include "model/relations/edge.h"

namespace app {

// Makes a missing resource be there, as the quick fix of what refers to it does: in the file of a resource that refers
// to it. Where none of those files takes it (JSON, rendered), and where nothing refers to it: in the shown file if that
// is YAML and may be edited, else in the first such file, else in a new one. edges: those of the present text.
model::Edits creationOf(const model::Document &document, const model::Edges &edges, const model::ResourceKey &key,
                        const QString &shownFile);

} // namespace app
