// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/model/graph.h"

#include <QByteArray>

namespace graph {

// The graph as data:
// {"nodes":[{"id","group","kind","namespace","name","ghost"}],"edges":[{"from","to","rule","field","holder","label","broken","reason"}]};
// docs/formats.md has every field. Sorted, stable, one entry a line, ends with a line end. "reason" is there only when
// broken.
QByteArray toJson(const Graph &graph);

// The same in Graphviz' language, left to right; labels quoted, nothing from the outside can end a string.
QByteArray toDot(const Graph &graph);

} // namespace graph
