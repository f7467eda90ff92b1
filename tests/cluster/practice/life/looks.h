// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

namespace life {

// What of the objects a scenario compares. Its step says so:
//   - see:
//       also: [ConfigMap]              # kinds that are aside otherwise
//       only: [Pod]                    # these kinds alone
//       without: [ReplicaSet]          # not these
//       whole: [Pod]                   # all of what is declared; of pods and what the scenario made it is left out
//                                      # otherwise
//       machines: true                 # by name
//       milestones: {Pod: [path]}      # these, besides the kind's own
//       unordered: [Pod]               # the order of their milestones differs from run to run; Event:
//                                      # that of Events of one reason
//       apart: {Pod: [path]}           # not these paths: they differ from run to run
//       living: [Pod]                  # those that are gone are not told of
//       quiet: [reason]                # no Events of these reasons
//       uncounted: [reason]            # how often they were said does not count
//       anybody: [Pod]                 # not who wrote which field
struct Looks
{
    QSet<QString> also;
    QSet<QString> only;
    QSet<QString> without;
    QSet<QString> whole;
    QSet<QString> unordered;
    QSet<QString> anybody;
    QSet<QString> living;
    QSet<QString> quiet;
    QSet<QString> uncounted;
    QHash<QString, QStringList> milestones;
    QHash<QString, QStringList> apart;
    bool showsMachines = false;

    // Adds what a step says. An entry that is none of these is answered; empty: all is well.
    QString add(const model::Value &see);
};

} // namespace life
