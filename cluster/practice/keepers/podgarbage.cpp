// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/podgarbage.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/keepers/jobpods.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView rounds = u"all pods"; // the one key

QString nodeOf(const Value &pod) { return textAt(pod, {u"spec", u"nodeName"}); }
QString phaseOf(const Value &pod) { return textAt(pod, {u"status", u"phase"}); }

bool hasEnded(const Value &pod)
{
    const QString phase = phaseOf(pod);
    return phase != u"Pending" && phase != u"Running" && phase != u"Unknown";
}

bool isEvicted(const Value &pod)
{
    return phaseOf(pod) == u"Failed" && textAt(pod, {u"status", u"reason"}) == u"Evicted";
}

bool comesEarlier(const Value &left, const Value &right)
{
    if (isEvicted(left) != isEvicted(right)) return isEvicted(left);
    const QString leftMade = textAt(left, {u"metadata", u"creationTimestamp"});
    const QString rightMade = textAt(right, {u"metadata", u"creationTimestamp"});
    return leftMade != rightMade ? leftMade < rightMade : nameOf(left) < nameOf(right);
}

bool isOutOfService(const Value &node)
{
    const Value *ready = conditionOf(node, u"Ready");
    if (ready && textAt(*ready, {u"status"}) == u"True") return false;
    const ValueList &taints = listAt(node, {u"spec", u"taints"});
    return std::any_of(taints.begin(), taints.end(), [](const Value &taint) {
        return textAt(taint, {u"key"}) == u"node.kubernetes.io/out-of-service";
    });
}

} // namespace

PodGarbageCollector::PodGarbageCollector(ComponentProcess &process, int threshold)
    : Controller(process, u"pod-garbage-collector-controller"_s),
      m_pods(process.informer(u"v1", u"Pod")),
      m_nodes(process.informer(u"v1", u"Node")),
      m_threshold(threshold)
{
    enqueue(rounds.toString());
}

std::optional<ApiStatus> PodGarbageCollector::reconcile(const QString &key)
{
    enqueueAfter(key, periodMs);
    if (!m_pods.isSynced() || !m_nodes.isSynced()) return std::nullopt;
    Pods pods;
    pods.reserve(m_pods.objects().size());
    for (const auto &[name, pod] : m_pods.objects()) pods.push_back(pod);
    removeTerminated(pods);
    removeOutOfService(pods);
    removeOrphaned(pods);
    removeUnscheduled(pods);
    return std::nullopt;
}

void PodGarbageCollector::removeTerminated(const Pods &pods)
{
    if (m_threshold <= 0) return;
    Pods over;
    std::copy_if(pods.begin(), pods.end(), std::back_inserter(over), hasEnded);
    const qint64 surplus = qint64(over.size()) - m_threshold;
    if (surplus <= 0) return;
    std::sort(over.begin(), over.end(), comesEarlier);
    for (qint64 i = 0; i < surplus; ++i)
        remove(over[std::size_t(i)], u"more than %1 pods are over, and it is one of the oldest"_s.arg(m_threshold));
}

void PodGarbageCollector::removeOutOfService(const Pods &pods)
{
    Pods going;
    for (const Value &pod : pods) {
        const Value *node = isGoing(pod) ? m_nodes.find(nodeOf(pod)) : nullptr;
        if (node && isOutOfService(*node)) going.push_back(pod);
    }
    std::sort(going.begin(), going.end(), comesEarlier);
    for (const Value &pod : going) remove(pod, u"its node %1 is out of service"_s.arg(nodeOf(pod)));
}

QSet<QString> PodGarbageCollector::goneNodes(const Pods &pods)
{
    const qint64 now = clock().monotonicMs();
    for (const Value &pod : pods)
        if (const QString node = nodeOf(pod); !node.isEmpty() && !m_nodes.find(node) && !m_quarantine.contains(node))
            m_quarantine.insert(node, now + quarantineMs);
    QSet<QString> gone;
    for (auto one = m_quarantine.begin(); one != m_quarantine.end();) {
        if (*one > now) {
            ++one;
            continue;
        }
        // Whether it is really gone the API server knows.
        if (!m_nodes.find(one.key()))
            if (const auto node = client().get(m_nodes.kind(), {}, one.key()); !node && node.status().isNotFound())
                gone.insert(one.key());
        one = m_quarantine.erase(one);
    }
    return gone;
}

void PodGarbageCollector::removeOrphaned(const Pods &pods)
{
    const QSet<QString> gone = goneNodes(pods);
    for (const Value &pod : pods)
        if (const QString node = nodeOf(pod); gone.contains(node))
            remove(pod, u"its node %1 is gone"_s.arg(node), true);
}

void PodGarbageCollector::removeUnscheduled(const Pods &pods)
{
    for (const Value &pod : pods)
        if (isGoing(pod) && nodeOf(pod).isEmpty()) remove(pod, u"it is going and never had a node"_s);
}

// Failed first, so that whoever counts it counts it right.
void PodGarbageCollector::remove(const Value &pod, const QString &why, bool isDisrupted)
{
    const QString key = Informer::keyOf(pod);
    const QString phase = phaseOf(pod);
    if (phase != u"Succeeded" && phase != u"Failed") {
        Value patch;
        mapIn(patch, u"metadata").set(u"uid", uidOf(pod));
        mapIn(patch, u"status").set(u"phase", u"Failed");
        if (isDisrupted) {
            ValueList conditions = listAt(pod, {u"status", u"conditions"});
            std::erase_if(conditions, [](const Value &one) { return textAt(one, {u"type"}) == u"DisruptionTarget"; });
            conditions.push_back(ValueMap{{u"type"_s, u"DisruptionTarget"},
                                          {u"status"_s, u"True"},
                                          {u"lastProbeTime"_s, Value()},
                                          {u"lastTransitionTime"_s, timeText(clock().wallMs())},
                                          {u"reason"_s, u"DeletionByPodGC"},
                                          {u"message"_s, u"PodGC: node no longer exists"}});
            mapIn(patch, u"status").set(u"conditions", std::move(conditions));
        }
        const auto marked = client().patch(m_pods.kind(), namespaceOf(pod), nameOf(pod), patch, u"status"_s);
        if (!marked && marked.status().isNotFound()) return;
        if (!marked) return decided(key, marked.status().message); // the next round tries again
    }
    DeleteOptions options;
    options.graceSeconds = 0;
    const auto removed = client().remove(m_pods.kind(), namespaceOf(pod), nameOf(pod), options);
    if (!removed && !removed.status().isNotFound()) return decided(key, removed.status().message);
    decided(key, why + u": deletes it at once"_s);
}

} // namespace practice
