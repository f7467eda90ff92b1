// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/node/podworker.h"

#include <algorithm>

namespace practice {

// What to start and to kill next (kuberuntime_manager.go computePodActions, computeInitContainerActions).

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

const SimContainer *PodWorker::here(const QString &name) const
{
    const SimContainer *run = m_sandbox.latest(name);
    return run && m_sandbox.isReady() && run->sandbox == m_sandbox.attempt() ? run : nullptr;
}

PodWorker::Plan PodWorker::makePlan() const
{
    Plan plan;
    const bool isLost = !m_sandbox.isReady() && m_sandbox.attempt() > 0;
    if (isLost && textAt(m_pod, {u"spec", u"restartPolicy"}) == u"Never") {
        plan.endsPod = true;
        return plan;
    }
    if (!planInits(plan) || plan.endsPod) return plan;
    planRegular(plan);
    return plan;
}

// Whether all init containers are through.
bool PodWorker::planInits(Plan &plan) const
{
    const ValueList &inits = listAt(m_pod, {u"spec", u"initContainers"});
    if (inits.empty()) return true;
    const ValueList &regular = listAt(m_pod, {u"spec", u"containers"});
    bool hasInitialized = std::any_of(regular.begin(), regular.end(), [this](const Value &container) {
        const SimContainer *run = here(textAt(container, {u"name"}));
        return run && run->isRunning();
    });
    bool isLater = hasInitialized; // a later one is through, so this one is too
    for (int i = int(inits.size()) - 1; i >= 0; --i) {
        const Value &container = inits[std::size_t(i)];
        const SimContainer *run = here(textAt(container, {u"name"}));
        if (!run) {
            if (isLater && isSidecar(container)) plan.starts.prepend(textAt(container, {u"name"}));
            continue;
        }
        if (isLater && !isSidecar(container)) continue;
        if (!planInit(plan, i, *run, isLater, hasInitialized)) return false;
        isLater = true;
    }
    if (!isLater) plan.starts.prepend(textAt(inits.front(), {u"name"}));
    return hasInitialized;
}

// False: the pod is to end.
bool PodWorker::planInit(Plan &plan, int index, const SimContainer &run, bool isLater, bool &hasInitialized) const
{
    const ValueList &inits = listAt(m_pod, {u"spec", u"initContainers"});
    const Value &container = inits[std::size_t(index)];
    const auto isThrough = [&] {
        if (index == int(inits.size()) - 1)
            hasInitialized = true;
        else if (!isLater)
            plan.starts.prepend(textAt(inits[std::size_t(index) + 1], {u"name"}));
    };
    if (!run.isRunning()) {
        const bool isOver = !isSidecar(container);
        if (isOver && run.exitCode == 0) {
            isThrough();
            return true;
        }
        if (isOver && textAt(m_pod, {u"spec", u"restartPolicy"}) == u"Never") {
            plan.endsPod = true;
            plan.starts.clear();
            return false;
        }
        plan.starts.prepend(run.name); // again
        return true;
    }
    if (!isSidecar(container)) return true; // it is still at it
    const auto again = [&](const QString &which, const QString &probe) {
        plan.kills.push_back({run.name, u"Init container %1 failed %2 probe"_s.arg(run.name, which), probe});
        plan.starts.prepend(run.name);
    };
    if (m_prober.hasFailed(run.name, u"startupProbe")) {
        again(u"startup"_s, u"startupProbe"_s);
        return true;
    }
    if (!m_prober.isStarted(run.name)) return true;
    isThrough();
    if (m_prober.hasFailed(run.name, u"livenessProbe")) again(u"liveness"_s, u"livenessProbe"_s);
    return true;
}

void PodWorker::planRegular(Plan &plan) const
{
    int kept = 0;
    bool hasStarts = false;
    const bool restarts = textAt(m_pod, {u"spec", u"restartPolicy"}) != u"Never";
    for (const Value &container : listAt(m_pod, {u"spec", u"containers"})) {
        const QString name = textAt(container, {u"name"});
        const SimContainer *run = m_sandbox.latest(name);
        if (!run || !run->isRunning()) {
            if (!shouldRestart(m_pod, container, m_sandbox)) continue;
            plan.starts.append(name);
            hasStarts = true;
            continue;
        }
        Kill kill{name, {}, {}};
        bool isAgain = restarts;
        if (run->image != fullImageName(textAt(container, {u"image"}))) {
            kill.message = u"Container %1 definition changed"_s.arg(name);
            isAgain = true;
        } else if (m_prober.hasFailed(name, u"livenessProbe")) {
            kill.message = u"Container %1 failed liveness probe"_s.arg(name);
            kill.probe = u"livenessProbe"_s;
        } else if (m_prober.hasFailed(name, u"startupProbe")) {
            kill.message = u"Container %1 failed startup probe"_s.arg(name);
            kill.probe = u"startupProbe"_s;
        } else {
            ++kept;
            continue;
        }
        if (isAgain) {
            kill.message += u", will be restarted"_s;
            plan.starts.append(name);
            hasStarts = true;
        }
        plan.kills.push_back(kill);
    }
    if (kept == 0 && !hasStarts) plan.endsPod = true;
}

} // namespace practice
