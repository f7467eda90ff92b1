// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/live/liveindex.h"
#include "look/tokens.h"

#include <QString>

#include <vector>

// What the panel beside the live graph says, as plain values: the texts are the cluster's and the program's, never
// markup.
namespace app {

struct PanelLine
{
    enum class Kind { Heading, Number, Named, Event } kind = Kind::Number;
    QString text, detail;
    look::State state = look::State::None; // of Named and Event: the mark in front
    bool operator==(const PanelLine &) const = default;
};

struct PanelPage
{
    QString title, subtitle;
    std::vector<PanelLine> lines;
    bool operator==(const PanelPage &) const = default;
};

// One object: numbers, ReplicaSets, pods, its events and those of what its controllers made. nowMs: since 1970 UTC.
PanelPage objectPage(const model::ResourceKey &key, const LiveIndex &index, const cluster::ObjectStore &store,
                     qint64 nowMs);

// Nothing selected: how many workloads of the graph are ready, those that are not first, and what happened last to any
// of them. live: with its overlays.
PanelPage overviewPage(const graph::Graph &live, const LiveIndex &index, const cluster::ObjectStore &store,
                       qint64 nowMs);

} // namespace app
