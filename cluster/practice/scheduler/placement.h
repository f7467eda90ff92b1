// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/scheduler/plugin.h"

namespace practice {

// What the scheduler thought of one node.
struct NodeVerdict
{
    QString node;
    QString rejectedBy = {}; // the plugin; empty: the node will do
    Rejection rejection = {};
    std::vector<std::pair<QString, qint64>> scores = {}; // by plugin, weighted
    qint64 total = 0;
};

// Where a pod goes, and why.
struct Placement
{
    QString node; // empty: nowhere
    std::vector<NodeVerdict> verdicts;
    qint64 allNodes = 0;
    // "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint {a: b}." (framework.FitError);
    // "no nodes available to schedule pods".
    QString message = {};
    // What it says where nobody makes room: " preemption: 0/3 nodes are available: …"; may be empty.
    QString noVictims = {};

    QString wholeMessage() const { return message + noVictims; }
};

// One decision (kube-scheduler schedule_one.go schedulePod): filters, then scores, then the best node, one of several
// equal ones by chance. Of many nodes only so many are looked at as are likely enough to hold a good one, beginning at
// first, which is moved on.
Placement place(const Cycle &cycle, std::size_t &first, const std::function<quint64()> &random);

} // namespace practice
