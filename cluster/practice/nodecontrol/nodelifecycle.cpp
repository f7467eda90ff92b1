// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/nodecontrol/nodelifecycle.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/nodecontrol/taints.h"

#include <algorithm>
#include <array>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

const Taint unreachable{u"node.kubernetes.io/unreachable"_s, u"NoExecute"_s};
const Taint notReady{u"node.kubernetes.io/not-ready"_s, u"NoExecute"_s};

// Which condition with which status gives which NoSchedule taint.
struct ConditionTaint
{
    const char16_t *condition;
    const char16_t *status;
    const char16_t *key;
};
constexpr std::array<ConditionTaint, 6> conditionTaints = {
    {{u"Ready", u"False", u"node.kubernetes.io/not-ready"},
     {u"Ready", u"Unknown", u"node.kubernetes.io/unreachable"},
     {u"MemoryPressure", u"True", u"node.kubernetes.io/memory-pressure"},
     {u"DiskPressure", u"True", u"node.kubernetes.io/disk-pressure"},
     {u"NetworkUnavailable", u"True", u"node.kubernetes.io/network-unavailable"},
     {u"PIDPressure", u"True", u"node.kubernetes.io/pid-pressure"}}};

constexpr QStringView nodePrefix = u"node:";
constexpr QStringView podPrefix = u"pod:";

QString statusOf(const Value &node, const QString &type)
{
    const Value *condition = conditionOf(node, type);
    return condition ? textAt(*condition, {u"status"}) : QString();
}

// component-helpers node/topology GetZoneKey.
QString zoneOf(const Value &node)
{
    const QString region = textAt(node, {u"metadata", u"labels", u"topology.kubernetes.io/region"});
    const QString zone = textAt(node, {u"metadata", u"labels", u"topology.kubernetes.io/zone"});
    return region.isEmpty() && zone.isEmpty() ? QString() : region + u"::"_s + zone;
}

} // namespace

NodeLifecycleController::NodeLifecycleController(ComponentProcess &process)
    : Controller(process, u"node-controller"_s),
      m_nodes(process.informer(u"v1", u"Node")),
      m_pods(process.informer(u"v1", u"Pod")),
      m_leases(process.informer(u"coordination.k8s.io/v1", u"Lease"))
{
    m_pods.addIndex(u"node"_s, nodeNameOf);
    const auto node = [this](const Value &object) { enqueue(nodePrefix.toString() + nameOf(object)); };
    m_nodes.addHandler({.added = node,
                        .changed = [node](const Value &, const Value &now) { node(now); },
                        .removed = [this](const Value &object) { m_health.forget(nameOf(object)); }});
    const auto placed = [this](const Value &pod) { enqueue(podPrefix.toString() + Informer::keyOf(pod)); };
    m_pods.addHandler({.added =
                           [placed](const Value &pod) {
                               if (!nodeNameOf(pod).isEmpty()) placed(pod);
                           },
                       .changed =
                           [placed](const Value &before, const Value &now) {
                               if (nodeNameOf(before) != nodeNameOf(now)) placed(now);
                           }});
    armMonitor();
}

std::optional<ApiStatus> NodeLifecycleController::reconcile(const QString &key)
{
    const QString name = key.section(u':', 1);
    if (key.startsWith(podPrefix)) {
        const Value *pod = m_pods.find(name);
        const Value *node = pod ? m_nodes.find(textAt(*pod, {u"spec", u"nodeName"})) : nullptr;
        if (!node) return std::nullopt;
        const QString ready = statusOf(*node, u"Ready"_s);
        if (!ready.isEmpty() && ready != u"True" && !markPodsNotReady({*pod}))
            return ApiStatus::internal(u"Unable to mark pod NotReady on node"_s);
        return std::nullopt;
    }
    const Value *node = m_nodes.find(name);
    if (!node) return std::nullopt;
    const Value known = *node;
    if (auto refusal = setScheduleTaints(known)) return refusal;
    return setLabels(known);
}

// doNoScheduleTaintingPass.
std::optional<ApiStatus> NodeLifecycleController::setScheduleTaints(const Value &node)
{
    std::vector<Taint> wanted;
    for (const Value &condition : listAt(node, {u"status", u"conditions"}))
        for (const ConditionTaint &one : conditionTaints)
            if (textAt(condition, {u"type"}) == one.condition && textAt(condition, {u"status"}) == one.status)
                wanted.push_back({QStringView(one.key).toString(), u"NoSchedule"_s});
    const QString unschedulable = u"node.kubernetes.io/unschedulable"_s;
    if (boolAt(node, {u"spec", u"unschedulable"})) wanted.push_back({unschedulable, u"NoSchedule"_s});
    std::vector<Taint> add, remove;
    for (const Taint &taint : wanted)
        if (!hasTaint(node, taint)) add.push_back(taint);
    for (const Value &value : listAt(node, {u"spec", u"taints"})) {
        const Taint taint{textAt(value, {u"key"}), textAt(value, {u"effect"})};
        const bool isOwn = taint.effect == u"NoSchedule" &&
                           (taint.key == unschedulable ||
                            std::any_of(conditionTaints.begin(), conditionTaints.end(),
                                        [&taint](const ConditionTaint &one) { return taint.key == one.key; }));
        if (isOwn && std::find(wanted.begin(), wanted.end(), taint) == wanted.end()) remove.push_back(taint);
    }
    if (add.empty() && remove.empty()) return std::nullopt;
    for (const Taint &taint : add)
        decided(nameOf(node), u"taints %1 with %2: no new pods"_s.arg(nameOf(node), taint.key));
    for (const Taint &taint : remove)
        decided(nameOf(node), u"takes taint %2 off %1: its cause is over"_s.arg(nameOf(node), taint.key));
    return swapTaints(client(), node, add, remove, clock().wallMs());
}

std::optional<ApiStatus> NodeLifecycleController::setLabels(const Value &node)
{
    Value labels;
    for (const auto &[primary, secondary] :
         {std::pair(QStringView(u"kubernetes.io/os"), QStringView(u"beta.kubernetes.io/os")),
          std::pair(QStringView(u"kubernetes.io/arch"), QStringView(u"beta.kubernetes.io/arch"))}) {
        const QString value = textAt(node, {u"metadata", u"labels", primary});
        if (!value.isEmpty() && textAt(node, {u"metadata", u"labels", secondary}) != value)
            labels.set(secondary, value);
    }
    if (labels.isNull()) return std::nullopt;
    Value patch;
    mapIn(patch, u"metadata").set(u"labels", labels);
    const auto written = client().patch(m_nodes.kind(), {}, nameOf(node), patch);
    return written ? std::nullopt : std::optional(written.status());
}

void NodeLifecycleController::armMonitor()
{
    m_monitor = clock().after(monitorMs, [this] {
        const auto held = std::move(m_monitor);
        if (process().isRunning() && !isStopped() && m_nodes.isSynced() && m_leases.isSynced()) monitor();
        armMonitor();
    });
}

void NodeLifecycleController::sayOfNode(const QString &name, const QString &uid, const QString &reason,
                                        const QString &message)
{
    Value reference(ValueMap{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Node"_s}});
    reference.set(u"metadata", ValueMap{{u"name"_s, name}, {u"uid"_s, uid}});
    events().record(reference, u"Normal"_s, reason, message);
}

void NodeLifecycleController::noticeNodes()
{
    for (const auto &[name, node] : m_nodes.objects()) {
        if (m_known.contains(name)) continue;
        m_known[name] = uidOf(node);
        sayOfNode(name, uidOf(node), u"RegisteredNode"_s,
                  u"Node %1 event: Registered Node %1 in Controller"_s.arg(name));
        (void)markReachable(node);
    }
    for (auto known = m_known.begin(); known != m_known.end();) {
        if (m_nodes.find(known->first)) {
            ++known;
            continue;
        }
        sayOfNode(known->first, known->second, u"RemovingNode"_s,
                  u"Node %1 event: Removing Node %1 from Controller"_s.arg(known->first));
        known = m_known.erase(known);
    }
}

// monitorNodeHealth.
void NodeLifecycleController::monitor()
{
    noticeNodes();
    std::map<QString, std::pair<int, int>> counts; // ready and not, by zone
    const std::map<QString, Value> nodes = m_nodes.objects();
    for (const auto &[name, node] : nodes) {
        const QString ready = checkNode(node);
        if (at(node, {u"metadata", u"labels", u"node.kubernetes.io/exclude-disruption"})) continue;
        auto &[up, down] = counts[zoneOf(node)];
        ++(ready == u"True" ? up : down);
    }
    judgeZones(counts);
    armPace();
}

QString NodeLifecycleController::checkNode(const Value &node)
{
    const QString name = nameOf(node);
    const QString observed = statusOf(node, u"Ready"_s);
    QString now = observed;
    if (m_health.isSilent(node, m_leases.find(u"kube-node-lease"_s, name), clock().wallMs())) now = sayUnknown(node);
    if (now.isEmpty()) return now;
    // By what it was at the beginning: a taint comes one round after the condition.
    setExecuteTaints(node, observed.isEmpty() ? u"Unknown"_s : observed);
    const bool isNews = now != u"True" && observed == u"True";
    if (isNews) sayOfNode(name, uidOf(node), u"NodeNotReady"_s, u"Node %1 status is now: NodeNotReady"_s.arg(name));
    if (!isNews && !(m_toRetry.contains(name) && observed != u"True")) {
        m_toRetry.erase(name);
        return now;
    }
    std::vector<Value> pods;
    for (const Value *pod : m_pods.byIndex(u"node"_s, name)) pods.push_back(*pod);
    if (markPodsNotReady(pods))
        m_toRetry.erase(name);
    else
        m_toRetry.insert(name);
    return now;
}

// The Ready condition afterwards.
QString NodeLifecycleController::sayUnknown(const Value &node)
{
    const QString name = nameOf(node);
    const auto live = client().get(m_nodes.kind(), {}, name);
    if (!live) return statusOf(node, u"Ready"_s);
    Value changed = *live;
    const QString before = statusOf(changed, u"Ready"_s);
    const QString time = timeText(clock().wallMs());
    ValueList conditions = listAt(*live, {u"status", u"conditions"});
    for (const QString &type : {u"Ready"_s, u"MemoryPressure"_s, u"DiskPressure"_s, u"PIDPressure"_s}) {
        const auto found = std::find_if(conditions.begin(), conditions.end(),
                                        [&type](const Value &one) { return textAt(one, {u"type"}) == type; });
        if (found == conditions.end()) {
            conditions.push_back(ValueMap{{u"type"_s, type},
                                          {u"status"_s, u"Unknown"_s},
                                          {u"reason"_s, u"NodeStatusNeverUpdated"_s},
                                          {u"message"_s, u"Kubelet never posted node status."_s},
                                          {u"lastHeartbeatTime"_s, textAt(*live, {u"metadata", u"creationTimestamp"})},
                                          {u"lastTransitionTime"_s, time}});
        } else if (textAt(*found, {u"status"}) != u"Unknown") {
            found->set(u"status", u"Unknown"_s);
            found->set(u"reason", u"NodeStatusUnknown"_s);
            found->set(u"message", u"Kubelet stopped posting node status."_s);
            found->set(u"lastTransitionTime", time);
        }
    }
    if (before == u"Unknown") return before;
    mapIn(changed, u"status").set(u"conditions", std::move(conditions));
    const auto written = client().update(std::move(changed), u"status"_s);
    if (!written) {
        decided(name, written.status().message);
        return before;
    }
    decided(name,
            u"says Unknown of %1: it did not renew its Lease for %2 s"_s.arg(name).arg(NodeHealth::graceMs / 1000));
    return u"Unknown"_s;
}

// processTaintBaseEviction.
void NodeLifecycleController::setExecuteTaints(const Value &node, const QString &ready)
{
    if (ready == u"True") {
        (void)markReachable(node);
        return;
    }
    const Taint &own = ready == u"False" ? notReady : unreachable;
    const Taint &other = ready == u"False" ? unreachable : notReady;
    if (hasTaint(node, other)) {
        if (const auto refusal = swapTaints(client(), node, {own}, {other}, clock().wallMs()))
            decided(nameOf(node), refusal->message); // tried again in the next round
    } else if (!hasTaint(node, own)) {
        m_zones[zoneOf(node)].pace.add(nameOf(node));
    }
}

bool NodeLifecycleController::markReachable(const Value &node)
{
    m_zones[zoneOf(node)].pace.remove(nameOf(node));
    if (!hasTaint(node, unreachable) && !hasTaint(node, notReady)) return true;
    for (const Taint &taint : {unreachable, notReady}) {
        if (const auto refusal = swapTaints(client(), node, {}, {taint}, clock().wallMs())) {
            decided(nameOf(node), refusal->message);
            return false;
        }
    }
    decided(nameOf(node), u"lets pods stay on %1 again: it is reachable"_s.arg(nameOf(node)));
    return true;
}

bool NodeLifecycleController::markPodsNotReady(const std::vector<Value> &pods)
{
    bool isWhole = true;
    for (const Value &pod : pods) {
        const auto live = client().get(m_pods.kind(), namespaceOf(pod), nameOf(pod));
        if (!live || statusOf(*live, u"Ready"_s).isEmpty() || statusOf(*live, u"Ready"_s) == u"False") continue;
        Value changed = *live;
        ValueList conditions = listAt(*live, {u"status", u"conditions"});
        for (Value &condition : conditions) {
            if (textAt(condition, {u"type"}) != u"Ready") continue;
            condition.set(u"status", u"False"_s);
            condition.set(u"lastTransitionTime", timeText(clock().wallMs()));
        }
        mapIn(changed, u"status").set(u"conditions", std::move(conditions));
        const auto written = client().update(std::move(changed), u"status"_s);
        if (!written && written.status().isNotFound()) continue;
        if (!written) isWhole = false;
        events().record(pod, u"Warning"_s, u"NodeNotReady"_s, u"Node is not ready"_s);
    }
    return isWhole;
}

// handleDisruption.
void NodeLifecycleController::judgeZones(const std::map<QString, std::pair<int, int>> &counts)
{
    std::map<QString, ZoneState> states;
    bool areAllDown = true;
    for (const auto &[zone, count] : counts) {
        states[zone] = zoneStateOf(count.first, count.second);
        areAllDown = areAllDown && states[zone] == ZoneState::FullDisruption;
        m_zones.try_emplace(zone);
    }
    std::erase_if(m_zones, [&counts](const auto &zone) { return !counts.contains(zone.first); });
    const bool wereAllDown = std::all_of(m_zones.begin(), m_zones.end(), [](const auto &zone) {
        return zone.second.state == ZoneState::FullDisruption;
    });
    if (areAllDown && wereAllDown) return;
    if (areAllDown) {
        decided(u"nodes"_s, u"evicts nothing any more: no node is ready, so the fault is probably not theirs"_s);
        for (const auto &[name, node] : m_nodes.objects()) (void)markReachable(node);
        for (auto &[name, zone] : m_zones) {
            zone.pace.setStopped();
            zone.state = ZoneState::FullDisruption;
        }
        return;
    }
    if (wereAllDown) m_health.startOver(clock().wallMs());
    for (auto &[name, zone] : m_zones) {
        if (!wereAllDown && zone.state == states[name]) continue;
        const auto &[up, down] = counts.at(name);
        zone.pace.setState(states[name], up + down);
        zone.state = states[name];
    }
}

void NodeLifecycleController::armPace()
{
    if (m_pace) return;
    m_pace = clock().after(paceMs, [this] {
        const auto held = std::move(m_pace);
        if (process().isRunning() && !isStopped()) taintInTurn();
    });
}

// doNoExecuteTaintingPass: one node after the other.
void NodeLifecycleController::taintInTurn()
{
    bool isMore = false;
    for (auto &[zone, entry] : m_zones) {
        for (const QString &name : entry.pace.take(clock().monotonicMs())) {
            const Value *node = m_nodes.find(name);
            const QString ready = node ? statusOf(*node, u"Ready"_s) : QString();
            if (ready != u"False" && ready != u"Unknown") continue; // gone, or well again
            const Taint &own = ready == u"False" ? notReady : unreachable;
            const Taint &other = ready == u"False" ? unreachable : notReady;
            decided(name, u"taints %1 with %2, NoExecute: pods that don't tolerate it have to go"_s.arg(name, own.key));
            if (swapTaints(client(), Value(*node), {own}, {other}, clock().wallMs())) entry.pace.add(name);
        }
        isMore = isMore || entry.pace.isWaiting();
    }
    if (isMore) armPace();
}

} // namespace practice
