// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/objectstore.h"
#include "cluster/watch/watchkind.h"

namespace cluster {

// Whether the cluster has made an object true.
struct Readiness
{
    enum class State { Waiting, Ready, Failed }; // Failed: it won't become ready by itself
    State state = State::Waiting;
    QString reason; // for people; empty when ready

    bool operator==(const Readiness &) const = default;
};

// Ready means, for a workload: its controller has seen the newest generation, and there are as many pods as desired,
// all ready, all of the newest template (as far as its update strategy wants it), none left over. A Job: complete. A
// Pod: ready, or it has succeeded. A claim: bound. A Service with a selector: at least one ready endpoint. Anything
// else: it exists, which whoever asks has seen already, so the answer is Ready. A failed Job or Pod and an exceeded
// progress deadline are Failed. generation: what the object has to be at least, as the server said when it was written;
// the store may lag behind it.
Readiness readiness(const ObjectStore &store, const ObjectName &name, qint64 generation = 0);

// A Job that is complete, or a Pod that has succeeded: it has done what it is for, and may be collected at any time
// (ttlSecondsAfterFinished).
bool hasSucceeded(const AnyRow &row);

// What has to be watched for that; nothing for kinds of which it is enough that they exist.
QList<WatchKind> kindsForReadiness(const QByteArray &group, const QByteArray &kind);

} // namespace cluster
