// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

// The canvas as assistive technology sees it: a list of its cards, in the order of the graph, then of its lines; each
// with a name, all that is written on it, its place, whether it is selected, and "press" to go there.
namespace graph {

class Canvas;

// From now on every canvas is one. May be called often.
void makeCanvasAccessible();

// One of the canvas's items, for tellFocus().
struct AccessibleItem
{
    bool link = false;
    int index = 0; // of graph().nodes or graph().links
};
inline AccessibleItem nodeChild(int node) { return {false, node}; }
inline AccessibleItem linkChild(std::ptrdiff_t link) { return {true, int(link)}; }

// Tells who listens, if anybody does.
void tellFocus(Canvas *canvas, AccessibleItem item);
void tellGraphChanged(Canvas *canvas);

} // namespace graph
