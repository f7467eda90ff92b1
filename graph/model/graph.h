// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "look/tokens.h"
#include "model/relations/edge.h"
#include "model/resource/resourcekey.h"

#include <QHash>
#include <QString>

#include <optional>
#include <vector>

// What is drawn, as plain values: made from a document's resources and edges, read by layout, scene and export.
namespace graph {

// One line of a card: "replicas", "3".
struct Fact
{
    QString label, value;
    bool operator==(const Fact &) const = default;
};

// A container inside a workload's card.
struct ContainerRow
{
    QString name;
    QString image; // in full
    QString ports; // ":8080 :9090"
    bool init = false;
    bool operator==(const ContainerRow &) const = default;
};

// How a pod is drawn as a dot: told by shape, colour and the word in its tooltip.
enum class DotShape : quint8 {
    Disc,
    Ring,
    Triangle,
    Cross,
    Hollow
}; // running, starting or ending, warning, failing, gone

struct PodDot
{
    QString name;
    QString word; // "Running on node-1"
    DotShape shape = DotShape::Ring;
    look::State state = look::State::Pending;
    bool operator==(const PodDot &) const = default;
};

// A ReplicaSet of a rollout, inside its Deployment's card.
struct ReplicaSetRow
{
    QString name;
    int ready = 0, wanted = 0;
    bool operator==(const ReplicaSetRow &) const = default;
};

// What a cluster says about a node: laid over the document's graph, never part of it.
struct Overlay
{
    int ready = -1, wanted = -1; // the ring; -1: no ring
    look::State state = look::State::None;
    QString word; // "3 of 3 ready"
    std::vector<Fact> facts;
    std::vector<PodDot> dots;
    std::vector<ReplicaSetRow> replicaSets;
    bool operator==(const Overlay &) const = default;
};

struct GraphNode
{
    model::ResourceKey key;
    QString glyph; // one or two letters
    look::Family family = look::Family::Neutral;
    QString title;    // the name
    QString subtitle; // the kind
    std::vector<Fact> facts;
    std::vector<ContainerRow> containers;
    bool ghost = false; // a missing target
    bool stale = false; // its text is broken now
    QString hint;       // of a ghost: what to do
    int errors = 0, warnings = 0;
    std::optional<Overlay> overlay;
    bool operator==(const GraphNode &) const = default;
};

// One drawn line: all edges from one node to another.
struct GraphLink
{
    int from = 0, to = 0;   // indexes of nodes
    std::vector<int> edges; // indexes of Graph::edges
    QString label;
    look::Family family = look::Family::Neutral;
    bool address = false; // only by name: a line style of its own
    bool broken = false;
    bool operator==(const GraphLink &) const = default;
};

struct Graph
{
    std::vector<GraphNode> nodes; // sorted by key; ghosts included
    std::vector<GraphLink> links; // sorted by from, to
    model::Edges edges;
    QHash<model::ResourceKey, int> byKey;

    const GraphNode *find(const model::ResourceKey &key) const
    {
        const auto found = byKey.constFind(key);
        return found == byKey.cend() ? nullptr : &nodes[size_t(*found)];
    }
};

} // namespace graph
