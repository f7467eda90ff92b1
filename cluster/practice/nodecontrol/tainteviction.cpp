// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/nodecontrol/tainteviction.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/nodecontrol/taints.h"
#include "cluster/practice/scheduler/nodematch.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView taintNodePrefix = u"node:";
constexpr QStringView taintPodPrefix = u"pod:";
constexpr QStringView evictPrefix = u"evict:";

ValueList noExecuteTaints(const Value &node)
{
    ValueList found;
    for (const Value &taint : listAt(node, {u"spec", u"taints"}))
        if (textAt(taint, {u"effect"}) == u"NoExecute") found.push_back(taint);
    return found;
}

// How long a pod may stay: 0 not at all, -1 for ever, else milliseconds (GetMatchingTolerations, getMinTolerationTime).
qint64 toleratedMs(const ValueList &taints, const ValueList &tolerations)
{
    qint64 least = -1;
    for (const Value &taint : taints) {
        const auto match = std::find_if(tolerations.begin(), tolerations.end(),
                                        [&taint](const Value &one) { return tolerates(one, taint); });
        if (match == tolerations.end()) return 0;
        if (!at(*match, {u"tolerationSeconds"})) continue;
        const qint64 seconds = integerAt(*match, {u"tolerationSeconds"});
        if (seconds <= 0) return 0;
        if (least < 0 || seconds * 1000 < least) least = seconds * 1000;
    }
    return least;
}

} // namespace

TaintEvictionController::TaintEvictionController(ComponentProcess &process)
    : Controller(process, u"taint-eviction-controller"_s),
      m_nodes(process.informer(u"v1", u"Node")),
      m_pods(process.informer(u"v1", u"Pod"))
{
    m_pods.addIndex(u"node"_s, nodeNameOf);
    const auto node = [this](const Value &object) { enqueue(taintNodePrefix.toString() + nameOf(object)); };
    m_nodes.addHandler({.added = node,
                        .changed =
                            [node](const Value &before, const Value &now) {
                                if (Value(noExecuteTaints(before)) != Value(noExecuteTaints(now))) node(now);
                            },
                        .removed = node});
    const auto pod = [this](const Value &object) { enqueue(taintPodPrefix.toString() + Informer::keyOf(object)); };
    m_pods.addHandler({.added = pod,
                       .changed =
                           [pod](const Value &before, const Value &now) {
                               const Value *a = at(before, {u"spec", u"tolerations"});
                               const Value *b = at(now, {u"spec", u"tolerations"});
                               const bool isSame = a && b ? *a == *b : a == b;
                               if (!isSame || nodeNameOf(before) != nodeNameOf(now)) pod(now);
                           },
                       .removed = pod});
}

std::optional<ApiStatus> TaintEvictionController::reconcile(const QString &key)
{
    const QString name = key.section(u':', 1);
    if (key.startsWith(taintNodePrefix))
        lookAtNode(name);
    else if (key.startsWith(taintPodPrefix))
        lookAtPod(name);
    else
        return evict(name);
    return std::nullopt;
}

void TaintEvictionController::lookAtNode(const QString &name)
{
    const Value *node = m_nodes.find(name);
    if (!node) {
        m_tainted.erase(name);
        return;
    }
    const ValueList taints = noExecuteTaints(*node);
    if (taints.empty())
        m_tainted.erase(name);
    else
        m_tainted[name] = taints;
    for (const Value *pod : m_pods.byIndex(u"node"_s, name)) {
        if (taints.empty())
            cancel(Informer::keyOf(*pod));
        else
            decide(Value(*pod), taints, name);
    }
}

void TaintEvictionController::lookAtPod(const QString &pod)
{
    const Value *object = m_pods.find(pod);
    if (!object) return cancel(pod);
    const auto tainted = m_tainted.find(textAt(*object, {u"spec", u"nodeName"}));
    if (tainted != m_tainted.end()) decide(Value(*object), tainted->second, tainted->first);
}

void TaintEvictionController::decide(const Value &pod, const ValueList &taints, const QString &node)
{
    const QString key = Informer::keyOf(pod);
    const qint64 now = clock().monotonicMs();
    const qint64 may = toleratedMs(taints, listAt(pod, {u"spec", u"tolerations"}));
    if (may < 0) return cancel(key);
    if (may == 0) {
        cancel(key);
        decided(key,
                u"deletes %1: it does not tolerate taint %2 of %3"_s.arg(key, textAt(taints.front(), {u"key"}), node));
        return plan(key, now, 0);
    }
    qint64 created = now;
    const auto work = m_work.find(key);
    if (work != m_work.end() && !work->second.isDone) {
        created = work->second.createdMs;
        if (created + may < now + may) return; // it is due sooner already
        cancel(key);
    }
    decided(key, u"will delete %1 in %2 s: it tolerates taint %3 of %4 for so long"_s.arg(key)
                     .arg(may / 1000)
                     .arg(textAt(taints.front(), {u"key"}), node));
    plan(key, created, may);
}

void TaintEvictionController::plan(const QString &pod, qint64 createdMs, qint64 waitMs)
{
    if (m_work.contains(pod)) return;
    Work &work = m_work[pod];
    work.createdMs = createdMs;
    const QString key = evictPrefix.toString() + pod;
    if (waitMs <= 0) return enqueue(key);
    work.timer = clock().after(waitMs, [this, pod, key] {
        const auto held = std::move(m_work[pod].timer);
        enqueue(key);
    });
}

void TaintEvictionController::cancel(const QString &pod)
{
    const auto work = m_work.find(pod);
    if (work == m_work.end()) return;
    const bool wasOpen = !work->second.isDone;
    m_work.erase(work);
    if (wasOpen) say(pod, u"Cancelling deletion of Pod "_s + pod);
}

void TaintEvictionController::say(const QString &pod, const QString &message)
{
    Value reference(ValueMap{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s}});
    reference.set(u"metadata", ValueMap{{u"namespace"_s, pod.section(u'/', 0, 0)}, {u"name"_s, pod.section(u'/', 1)}});
    events().record(reference, u"Normal"_s, u"TaintManagerEviction"_s, message);
}

// addConditionAndDeletePod.
std::optional<ApiStatus> TaintEvictionController::evict(const QString &pod)
{
    const auto work = m_work.find(pod);
    if (work == m_work.end() || work->second.isDone) return std::nullopt; // called off meanwhile
    const QString space = pod.section(u'/', 0, 0);
    const QString name = pod.section(u'/', 1);
    say(pod, u"Marking for deletion Pod "_s + pod);
    work->second.isDone = true;
    const auto live = client().get(m_pods.kind(), space, name);
    if (!live) return live.status().isNotFound() ? std::nullopt : std::optional(live.status());
    ValueList conditions = listAt(*live, {u"status", u"conditions"});
    const Value *before = conditionOf(*live, u"DisruptionTarget"_s);
    if (!before || textAt(*before, {u"status"}) != u"True" ||
        textAt(*before, {u"reason"}) != u"DeletionByTaintManager") {
        std::erase_if(conditions, [](const Value &one) { return textAt(one, {u"type"}) == u"DisruptionTarget"; });
        Value condition(ValueMap{{u"type"_s, u"DisruptionTarget"_s}, {u"status"_s, u"True"_s}});
        condition.set(u"lastProbeTime", Value());
        condition.set(u"lastTransitionTime", timeText(clock().wallMs()));
        condition.set(u"reason", u"DeletionByTaintManager"_s);
        condition.set(u"message", u"Taint manager: deleting due to NoExecute taint"_s);
        conditions.push_back(std::move(condition));
        Value patch;
        mapIn(patch, u"metadata").set(u"uid", uidOf(*live));
        mapIn(patch, u"status").set(u"conditions", std::move(conditions));
        const auto written = client().patch(m_pods.kind(), space, name, patch, u"status"_s);
        if (!written) return written.status();
    }
    const auto removed = client().remove(m_pods.kind(), space, name);
    if (!removed && !removed.status().isNotFound()) return removed.status();
    return std::nullopt;
}

} // namespace practice
