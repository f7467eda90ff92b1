// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/layout.h"

#include <QPoint>
#include <QSize>

// The layout's own view of its input: sorted by key, sizes on the grid, only edges that exist and lead from one node to
// another.
namespace graph::layered {

constexpr int grid = 4;

constexpr int snapUp(int length) { return (length + grid - 1) / grid * grid; }
constexpr int snapDown(int length) { return (length >= 0 ? length : length - grid + 1) / grid * grid; }

class Cancel
{
public:
    explicit Cancel(const std::atomic_bool *flag = nullptr) : m_flag(flag) {}
    bool requested() const { return m_flag && m_flag->load(std::memory_order_relaxed); }

private:
    const std::atomic_bool *m_flag;
};

struct Node
{
    int width = grid, height = grid; // multiples of the grid
    int group = -1, rankHint = 0;
    std::optional<QPoint> pinned, previous;
};

struct Link
{
    int from = 0, to = 0, weight = 1;
    int fromPort = 0, toPort = 0; // from the node's top
    int labelWidth = 0;
};

struct Problem
{
    std::vector<Node> nodes; // in the order of their keys
    std::vector<Link> links; // in the order of (from, to, key), no self-loops
    LayoutOptions options;
    Cancel cancel;
};

// Where things came to lie; passages run parallel to the links (empty: none needed or none known).
struct Arrangement
{
    std::vector<QPoint> positions;
    std::vector<std::vector<Passage>> passages;
    QSize size;
};

// The connected component of each node, numbered from 0 in the order of their first node.
std::vector<int> components(const Problem &problem, int *count);

// The problem of some nodes and the links among them; links tells which ones were taken.
Problem subProblem(const Problem &problem, const std::vector<int> &nodes, std::vector<int> *links);

} // namespace graph::layered
