// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

namespace practice {

// What a DaemonSet means to a node (pkg/controller/daemon/util and NodeShouldRunDaemonPod).

struct NodeFit
{
    bool runs = false;  // the node is to have a pod
    bool keeps = false; // or may go on with the one that it has
};
// The spec of its pods, with the tolerations that every pod of a DaemonSet has.
model::Value daemonSpec(const model::Value &ds);
NodeFit fitOf(const model::Value &daemonSpec, const model::Value &node);

// The template of its pods, with the labels that say which revision they are of; hash may be empty.
model::Value daemonTemplate(const model::Value &ds, const QString &hash);
// The same for one node, which the scheduler has to choose.
model::Value pinnedTo(model::Value podTemplate, const QString &node);
// The node that a pod is on or is meant for; empty: none is said.
QString targetNode(const model::Value &pod);
// Whether it is of the revision, or of the generation that came before there were revisions.
bool isUpdated(const model::Value &ds, const model::Value &pod, const QString &hash);
// Pods that have a node, then the older ones.
bool comesFirst(const model::Value &left, const model::Value &right);

} // namespace practice
