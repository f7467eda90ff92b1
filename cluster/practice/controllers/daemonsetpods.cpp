// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/daemonset.h"
#include "cluster/practice/controllers/podstate.h"

#include <algorithm>

// Which nodes need a pod and which pods are too many (pkg/controller/daemon/daemon_controller.go).

namespace practice {

using model::Value;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView daemonHashLabel = u"controller-revision-hash";

bool hasFinished(const Value &pod)
{
    const QString phase = textAt(pod, {u"status", u"phase"});
    return phase == u"Failed" || phase == u"Succeeded";
}

} // namespace

void DaemonSetController::sortPods(Sync &sync)
{
    const Value spec = daemonSpec(sync.ds);
    for (const auto &[name, node] : m_nodes.objects()) sync.fits[name] = fitOf(spec, node);
    sync.pods = claimPods(sync.ds, ownAndOrphans(m_pods, sync.ds), m_control);
    for (const Value &pod : sync.pods) {
        const QString node = targetNode(pod);
        if (!node.isEmpty() && !(hasFinished(pod) && isGoing(pod))) sync.onNode[node].push_back(pod);
    }
}

// A pod that fails again and again is replaced ever more slowly.
bool DaemonSetController::isDue(Sync &sync, const QString &node, const Value &failed)
{
    constexpr qsizetype remembered = 4096;
    const QString key =
        uidOf(sync.ds) + u'/' + QString::number(integerAt(sync.ds, {u"status", u"observedGeneration"})) + u'/' + node;
    const qint64 now = clock().monotonicMs();
    const auto isOld = [now](const Backoff &backoff) { return now - backoff.sinceMs > 2 * longestBackoffMs; };
    if (m_backoffs.size() > remembered)
        m_backoffs.removeIf([&isOld](const auto &entry) { return isOld(entry.value()); });
    Backoff &backoff = m_backoffs[key];
    const bool isKnown = backoff.delayMs > 0 && !isOld(backoff);
    if (isKnown && now - backoff.sinceMs < backoff.delayMs) {
        enqueueAfter(sync.key, backoff.delayMs);
        return false;
    }
    backoff.delayMs = isKnown ? std::min(2 * backoff.delayMs, longestBackoffMs) : firstBackoffMs;
    backoff.sinceMs = now;
    events().record(sync.ds, u"Warning"_s, u"FailedDaemonPod"_s,
                    u"Found failed daemon pod %1/%2 on node %3, will try to kill it"_s.arg(namespaceOf(failed),
                                                                                           nameOf(failed), node));
    return true;
}

void DaemonSetController::plan(Sync &sync, const QString &node, const NodeFit &fit)
{
    const auto there = sync.onNode.find(node);
    const bool hasSome = there != sync.onNode.end();
    if (fit.runs && !hasSome) {
        sync.needing.append(node);
        return;
    }
    if (!hasSome && !fit.keeps) return;
    const Pods pods = hasSome ? there->second : Pods();
    Pods running;
    for (const Value &pod : pods) {
        if (isGoing(pod)) continue;
        const QString phase = textAt(pod, {u"status", u"phase"});
        if (!fit.keeps) {
            decided(sync.key, u"node %1 is not meant any more: deletes %2"_s.arg(node, nameOf(pod)));
            sync.surplus.push_back(pod);
        } else if (phase == u"Failed") {
            if (isDue(sync, node, pod)) sync.surplus.push_back(pod);
        } else if (phase == u"Succeeded") {
            events().record(sync.ds, u"Normal"_s, u"SucceededDaemonPod"_s,
                            u"Found succeeded daemon pod %1/%2 on node %3, will try to delete it"_s.arg(
                                namespaceOf(pod), nameOf(pod), node));
            sync.surplus.push_back(pod);
        } else {
            running.push_back(pod);
        }
    }
    if (!fit.keeps) return;
    std::sort(running.begin(), running.end(), comesFirst);
    if (daemonSurge(sync.ds, 1) > 0) return planSurge(sync, node, fit, running);
    for (std::size_t i = 1; i < running.size(); ++i) sync.surplus.push_back(running[i]);
}

// There may be an old and a new pod beside each other until the new one is available.
void DaemonSetController::planSurge(Sync &sync, const QString &node, const NodeFit &fit, const Pods &running)
{
    if (running.empty() && fit.runs) sync.needing.append(node);
    if (running.size() <= 1) return;
    const Value *newest = nullptr;
    const Value *oldest = nullptr;
    for (const Value &pod : running) {
        const Value *&place = textAt(pod, {u"metadata", u"labels", daemonHashLabel}) == sync.hash ? newest : oldest;
        if (place)
            sync.surplus.push_back(pod);
        else
            place = &pod;
    }
    if (newest && oldest && (!isReady(*oldest) || isPodAvailable(sync, *newest))) sync.surplus.push_back(*oldest);
}

std::optional<ApiStatus> DaemonSetController::manage(Sync &sync)
{
    for (const auto &[node, fit] : sync.fits) plan(sync, node, fit);
    // Meant for nodes that are no more, and never going to be there.
    for (const auto &[node, pods] : sync.onNode)
        if (!sync.fits.contains(node))
            for (const Value &pod : pods)
                if (textAt(pod, {u"spec", u"nodeName"}).isEmpty()) sync.surplus.push_back(pod);
    return perform(sync);
}

std::optional<ApiStatus> DaemonSetController::perform(Sync &sync)
{
    sync.needing.resize(std::min<qsizetype>(sync.needing.size(), burst));
    sync.surplus.resize(std::min<std::size_t>(sync.surplus.size(), burst));
    m_expectations.expectCreations(sync.key, int(sync.needing.size()));
    for (const Value &pod : sync.surplus) m_expectations.expectDeletion(sync.key, uidOf(pod));
    const Refusal unmade = makePods(sync);
    const Refusal unremoved = removePods(sync);
    sync.needing.clear();
    sync.surplus.clear();
    return unmade ? unmade : unremoved;
}

// In batches that double while nothing is refused.
std::optional<ApiStatus> DaemonSetController::makePods(Sync &sync)
{
    const Value podTemplate = daemonTemplate(sync.ds, sync.hash);
    const qsizetype count = sync.needing.size();
    Refusal refusal;
    qsizetype batch = 1;
    for (qsizetype done = 0; done < count; batch *= 2) {
        for (const qsizetype end = std::min(done + batch, count); done < end; ++done) {
            const QString &node = sync.needing[done];
            const auto made = m_control.create(sync.ds, pinnedTo(podTemplate, node));
            if (made) {
                decided(sync.key, u"node %1 has no pod: creates %2"_s.arg(node, nameOf(*made)));
                continue;
            }
            m_expectations.creationSeen(sync.key);
            if (!made.status().isNamespaceTerminating() && !refusal) refusal = made.status();
        }
        if (!refusal) continue;
        for (; done < count; ++done) m_expectations.creationSeen(sync.key);
    }
    return refusal;
}

std::optional<ApiStatus> DaemonSetController::removePods(Sync &sync)
{
    Refusal failure;
    for (const Value &pod : sync.surplus) {
        const auto refusal = m_control.remove(sync.ds, pod);
        if (!refusal) continue;
        m_expectations.deletionSeen(sync.key, uidOf(pod));
        if (!refusal->isNotFound() && !failure) failure = refusal;
    }
    return failure;
}

std::optional<ApiStatus> DaemonSetController::writeStatus(const Sync &sync, bool isWhole)
{
    qint64 wanted = 0, there = 0, wrong = 0, ready = 0, updated = 0, available = 0;
    for (const auto &[node, fit] : sync.fits) {
        const auto found = sync.onNode.find(node);
        const bool hasSome = found != sync.onNode.end();
        if (fit.runs) ++wanted;
        if (!hasSome) continue;
        if (!fit.runs) {
            ++wrong;
            continue;
        }
        ++there;
        const Value &pod = *std::min_element(found->second.begin(), found->second.end(), comesFirst);
        if (isReady(pod)) ++ready;
        if (isPodAvailable(sync, pod)) ++available;
        if (isUpdated(sync.ds, pod, sync.hash)) ++updated;
    }
    const qint64 generation = integerAt(sync.ds, {u"metadata", u"generation"});
    const Value *old = sync.ds.find(u"status");
    Value status = old && old->isMap() ? *old : Value(ValueMap());
    status.set(u"desiredNumberScheduled", wanted);
    status.set(u"currentNumberScheduled", there);
    status.set(u"numberMisscheduled", wrong);
    status.set(u"numberReady", ready);
    const auto put = [&status](QStringView field, qint64 count) {
        if (count)
            status.set(field, count);
        else
            status.remove(field);
    };
    put(u"updatedNumberScheduled", updated);
    put(u"numberAvailable", available);
    put(u"numberUnavailable", wanted - available);
    const qint64 minReady = integerAt(sync.ds, {u"spec", u"minReadySeconds"});
    if (minReady > 0 && ready != available) enqueueAfter(sync.key, minReady * 1000);
    const bool isSeen = integerAt(status, {u"observedGeneration"}) >= generation;
    if (isSeen && old && status.means(*old)) return std::nullopt;
    if (isWhole) status.set(u"observedGeneration", generation);
    Value object = sync.ds;
    object.set(u"status", status);
    if (client().update(std::move(object), u"status"_s)) return std::nullopt;
    // It changed meanwhile; the counts are right all the same (StatusUpdateRetries).
    auto live = client().get(m_sets.kind(), namespaceOf(sync.ds), nameOf(sync.ds));
    if (!live) return live.status();
    live->set(u"status", std::move(status));
    const auto written = client().update(std::move(*live), u"status"_s);
    return written ? std::nullopt : std::optional(written.status());
}

} // namespace practice
