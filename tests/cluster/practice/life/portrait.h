// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/practice/life/looks.h"
#include "tests/cluster/practice/life/watching.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace life {

// What became of a scenario's objects, a text each, the same on every run and on every cluster that behaves alike:
//   ReplicaSet web-#1
//     history: ADDED, metadata.ownerReferences(0).name="web", …
//     metadata {…}
//     spec {…}
//     status {…}
//     by kube-controller-manager Update status: status.replicas …
//     event Normal SuccessfulCreate replicaset-controller: Created pod: web-#1-* (×3)
// Objects that look alike are one text, with their number behind the name. One that is gone has its history alone.
QStringList portraits(const std::vector<Seen> &history, const Looks &looks, const QString &space);

// What there was behind a revision.
struct Extent
{
    qint64 mostThere = 0;    // pods, those that are going among them
    qint64 mostWanted = 0;   // by all ReplicaSets
    qint64 fewestReady = -1; // pods that are not going
};
Extent extentOf(const std::vector<Seen> &history, qint64 sinceRevision);

// What two such lists differ in, line by line: "- " what was expected, "+ " what came. Empty: they are the same.
QString difference(const QStringList &expected, const QStringList &actual);

} // namespace life
