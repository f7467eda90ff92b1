// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/practice/contract/scenario.h"
#include "tests/cluster/practice/life/watching.h"

#include <QString>
#include <QStringList>

namespace life {

// Plays one scenario of the living cluster on one cluster, and answers what became of its objects (portrait.h). A
// scenario's file is as in contract/scenario.h, its steps are
//   - see: {…}                            # what is compared: looks.h
//   - create: {apiVersion: …}             # an object, or a list of them; its namespace is the scenario's, "$ns"
//   - apply: {apiVersion: …}              # by server-side apply
//   - patch: deployments/web              # a merge patch
//     with: {…}
//     subresource: status
//     type: strategic                     # or json
//   - scale: deployments/web
//     to: 5
//   - delete: deployments/web
//     options: {propagationPolicy: Orphan}
//   - evict: web-1                        # a pod
//   - ready: web-1                        # a pod's readiness gate "example.com/go", from which its Ready follows
//     is: true
//   - pick: pods                          # the first by name that has the label and, where they are said, is so
//     label: app=web
//     where: {path: value}
//     as: first                           # $first from then on
//   - uid: configmaps/a                   # its uid is $a from then on
//     as: a
//   - wait: deployments/web               # until it is so
//     until: {status.readyReplicas: 3, status.conditions(Available).status: "True"}   # null: not there
//   - wait: pods                          # until so many are there that are so and have the label
//     label: app=web
//     count: 3
//     until: {…}
//   - gone: deployments/web
//   - event: FailedScheduling             # until one of this reason is there, or so many
//     count: 2
//   - settle: 1500                        # until nothing happens for so many ms
//   - pause: 1100                         # so many ms pass
//   - show: what for                      # what has become of the objects so far, as at the end
//   - mark: true                          # extent counts from here on
//   - extent: {mostThere: 6, mostWanted: 5, fewestReady: 3}     # bounds that must have held: pods with those that are
//                                         # going, what all ReplicaSets want, pods that are ready
// A refused request is a line of its own. What an end leaves is the namespace, which is removed, and what has no
// namespace, which is removed too.
QStringList play(const contract::Scenario &scenario, contract::ApiClient &client, Watching &watching, int run = 1);

// A pod comes and goes: a cluster that has just begun is late with some of what it does.
void warmUp(contract::ApiClient &client, Watching &watching);

} // namespace life
