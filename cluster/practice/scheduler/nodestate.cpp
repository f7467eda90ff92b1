// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/scheduler/nodestate.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/podresources.h"

#include <algorithm>
#include <cmath>

namespace practice {

using model::Value;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

// pkg/scheduler/util/pod_resources.go: what a container that asks for nothing counts as.
constexpr qint64 smallMilliCpu = 100;
constexpr qint64 smallMemory = qint64(200) * 1024 * 1024;

Amounts read(const ResourceAmounts &list)
{
    Amounts amounts;
    for (auto entry = list.cbegin(); entry != list.cend(); ++entry) {
        const QString &name = entry.key();
        if (name == u"cpu")
            amounts.milliCpu = qint64(std::ceil(entry->toDouble() * 1000 - 1e-6));
        else if (name == u"memory")
            amounts.memory = entry->roundedUp();
        else if (name == u"ephemeral-storage")
            amounts.ephemeralStorage = entry->roundedUp();
        else if (name != u"pods")
            amounts.others[name] = entry->roundedUp();
    }
    return amounts;
}

void readPorts(const Value &container, std::vector<HostPort> &ports)
{
    for (const Value &port : listAt(container, {u"ports"})) {
        const qint64 number = integerAt(port, {u"hostPort"});
        if (number <= 0) continue;
        const QString address = textAt(port, {u"hostIP"});
        const QString protocol = textAt(port, {u"protocol"});
        ports.push_back({address.isEmpty() ? u"0.0.0.0"_s : address, protocol.isEmpty() ? u"TCP"_s : protocol, number});
    }
}

// Never given twice, so that a node that came to lie where another one lay is not taken for it. One thread.
quint64 nextVersion()
{
    static quint64 last = 0;
    return ++last;
}

bool wantsFew(const PodState &pod, QStringView kind) { return !mapAt(pod.spec(), {u"affinity", kind}).empty(); }

} // namespace

void Amounts::add(const Amounts &other, int times)
{
    milliCpu += other.milliCpu * times;
    memory += other.memory * times;
    ephemeralStorage += other.ephemeralStorage * times;
    for (const auto &[name, amount] : other.others) others[name] += amount * times;
}

Amounts Amounts::read(const ValueMap &list) { return practice::read(amountsOf(list)); }

bool HostPort::clashesWith(const HostPort &other) const
{
    if (port != other.port || protocol != other.protocol) return false;
    return address == other.address || address == u"0.0.0.0" || other.address == u"0.0.0.0";
}

PodState PodState::read(const Value &pod)
{
    PodState state;
    state.pod = pod;
    state.space = namespaceOf(pod);
    state.key = state.space + u'/' + nameOf(pod);
    for (const auto &[key, value] : mapAt(pod, {u"metadata", u"labels"}))
        state.labels.emplace_back(key, value.string() ? *value.string() : QString());
    std::sort(state.labels.begin(), state.labels.end());
    state.needs = practice::read(podAmounts(pod, u"requests", true));
    state.weighed = state.needs;
    for (const Value &container : listAt(pod, {u"spec", u"containers"})) {
        readPorts(container, state.ports);
        const ValueMap &requests = mapAt(container, {u"resources", u"requests"});
        const auto has = [&requests](QStringView name) {
            return std::any_of(requests.begin(), requests.end(), [name](const auto &one) { return one.first == name; });
        };
        if (!has(u"cpu")) state.weighed.milliCpu += smallMilliCpu;
        if (!has(u"memory")) state.weighed.memory += smallMemory;
    }
    for (const Value &container : listAt(pod, {u"spec", u"initContainers"}))
        if (textAt(container, {u"restartPolicy"}) == u"Always") readPorts(container, state.ports);
    state.isGoing = !textAt(pod, {u"metadata", u"deletionTimestamp"}).isEmpty();
    return state;
}

const Value &PodState::spec() const
{
    static const Value none;
    const Value *found = pod.find(u"spec");
    return found ? *found : none;
}

void NodeState::setNode(const Value &object)
{
    node = object;
    name = nameOf(object);
    labels.clear();
    for (const auto &[key, value] : mapAt(object, {u"metadata", u"labels"}))
        labels.emplace_back(key, value.string() ? *value.string() : QString());
    std::sort(labels.begin(), labels.end());
    taints = listAt(object, {u"spec", u"taints"});
    isUnschedulable = boolAt(object, {u"spec", u"unschedulable"});
    const ValueMap &list = mapAt(object, {u"status", u"allocatable"});
    allocatable = Amounts::read(list);
    const ResourceAmounts amounts = amountsOf(list);
    const auto allowed = amounts.constFind(u"pods"_s);
    allowedPods = allowed == amounts.cend() ? 0 : allowed->roundedUp();
}

void NodeState::add(const PodPtr &pod)
{
    if (!pods.emplace(pod->key, pod).second) return;
    version = nextVersion();
    requested.add(pod->needs);
    weighed.add(pod->weighed);
}

void NodeState::remove(const QString &key)
{
    const auto found = pods.find(key);
    if (found == pods.end()) return;
    requested.add(found->second->needs, -1);
    weighed.add(found->second->weighed, -1);
    pods.erase(found);
    version = nextVersion();
}

void SchedulerView::setNode(const Value &node)
{
    NodeState &state = m_nodes[nameOf(node)];
    if (state.node.isNull()) m_isListed = false;
    state.setNode(node);
}

void SchedulerView::removeNode(const QString &name)
{
    const auto found = m_nodes.find(name);
    if (found == m_nodes.end()) return;
    m_isListed = false;
    found->second.node = Value();
    if (found->second.pods.empty()) m_nodes.erase(found);
}

void SchedulerView::count(const PodState &pod, int change)
{
    if (wantsFew(pod, u"podAntiAffinity")) m_antiAffine += change;
    if (wantsFew(pod, u"podAffinity")) m_affine += change;
}

void SchedulerView::setPod(const QString &node, const PodPtr &pod)
{
    removePod(pod->key);
    const bool isNew = !m_nodes.contains(node);
    m_nodes[node].add(pod);
    if (isNew) m_nodes[node].name = node;
    m_nodeOf.insert(pod->key, node);
    count(*pod, 1);
}

void SchedulerView::removePod(const QString &key)
{
    const QString name = m_nodeOf.take(key);
    const auto found = m_nodes.find(name);
    if (found == m_nodes.end()) return;
    const auto pod = found->second.pods.find(key);
    if (pod == found->second.pods.end()) return;
    count(*pod->second, -1);
    found->second.remove(key);
    if (found->second.pods.empty() && found->second.node.isNull()) m_nodes.erase(found);
}

qint64 SchedulerView::countOn(const NodeState &node, const QString &space, const model::LabelSelector &selector,
                              const QString &id) const
{
    constexpr qsizetype keptIds = 100;
    if (m_counted.size() > keptIds) m_counted.clear();
    Counted &known = m_counted[id][&node];
    if (known.version == node.version) return known.pods;
    known = {node.version, std::count_if(node.pods.begin(), node.pods.end(), [&](const auto &entry) {
                 const PodState &pod = *entry.second;
                 return !pod.isGoing && pod.space == space && selector.matches(pod.labels);
             })};
    return known.pods;
}

const std::vector<const NodeState *> &SchedulerView::nodes() const
{
    if (m_isListed) return m_list;
    m_list.clear();
    for (const auto &[name, state] : m_nodes)
        if (!state.node.isNull()) m_list.push_back(&state);
    m_isListed = true;
    return m_list;
}

const NodeState *SchedulerView::find(const QString &name) const
{
    const auto found = m_nodes.find(name);
    return found == m_nodes.end() || found->second.node.isNull() ? nullptr : &found->second;
}

} // namespace practice
