// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/node/sandbox.h"
#include "model/base/value.h"

namespace practice {

// Why a container was not started the last time (pkg/kubelet/reason_cache.go): "CrashLoopBackOff" and its message.
struct StartFailure
{
    QString reason;
    QString message;
};

// What somebody in the kubelet decided over the pod: evicted, too late, refused.
struct Verdict
{
    QString reason; // empty: none. The phase is Failed
    QString message;
    bool isDisruption = false; // condition DisruptionTarget, TerminationByKubelet
};

// What a pod's status follows from.
struct StatusFacts
{
    const model::Value &pod;
    const model::Value &old; // the status as this kubelet gave it last, or the API server's
    const Sandbox &sandbox;
    const std::map<QString, StartFailure> &failures;
    std::function<bool(const QString &container)> isStarted; // of one that runs: its startup probe says so
    std::function<bool(const QString &container)> isReady;   // its readiness probe
    QString hostAddress;
    bool isTerminal = false; // nothing is started any more
    Verdict verdict = {};
    qint64 nowMs = 0; // wall
};

// Kubelet.generateAPIPodStatus (pkg/kubelet/kubelet_pods.go), with the times of its conditions.
model::Value podStatus(const StatusFacts &facts);
// What is written of it: conditions of others are kept, and a pod is over only when its containers are
// (status.mergePodStatus).
model::Value mergedStatus(const model::Value &live, const model::Value &mine, bool couldRun, qint64 nowMs);
// Once nothing of it runs any more, nor ever will: what is not known to have ended well has failed
// (status.manager TerminatePod).
model::Value finalStatus(const model::Value &pod, const model::Value &mine);
// The part of merge patch {"status":…} that turns one status into another; null: they are the same.
model::Value statusPatch(const model::Value &from, const model::Value &to);

bool isTerminalPhase(const QString &phase);
// An init container that goes on running beside the others.
bool isSidecar(const model::Value &container);
// kubecontainer.ShouldContainerBeRestarted.
bool shouldRestart(const model::Value &pod, const model::Value &container, const Sandbox &sandbox);
// "web-1_default(UID)"
QString podText(const model::Value &pod);

// Parts of podStatus(), in files of their own.
model::ValueList containerStatuses(const StatusFacts &facts, QStringView field); // "containers", "initContainers"
QString podPhase(const StatusFacts &facts, const model::ValueList &statuses);    // of all containers
model::ValueList podConditions(const StatusFacts &facts, const model::Value &status);
const model::Value *findNamed(const model::ValueList &list, QStringView key, const QString &name);

} // namespace practice
