// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/scheduler/scheduler.h"

#include "cluster/practice/base/objects.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

const QString &schedulerName()
{
    static const QString name = u"default-scheduler"_s;
    return name;
}

bool isFinished(const Value &pod)
{
    const QString phase = textAt(pod, {u"status", u"phase"});
    return phase == u"Succeeded" || phase == u"Failed";
}

QString nodeOf(const Value &pod) { return textAt(pod, {u"spec", u"nodeName"}); }

// What of a node counts for scheduling.
bool mattersMore(const Value &before, const Value &now)
{
    const auto differs = [&](std::initializer_list<QStringView> way) {
        const Value *left = at(before, way);
        const Value *right = at(now, way);
        return !left || !right ? left != right : !left->means(*right);
    };
    return differs({u"status", u"allocatable"}) || differs({u"metadata", u"labels"}) || differs({u"spec", u"taints"}) ||
           differs({u"spec", u"unschedulable"});
}

} // namespace

Scheduler::Scheduler(ComponentProcess &process)
    : Controller(process, schedulerName()),
      m_pods(process.informer(u"v1", u"Pod")),
      m_nodes(process.informer(u"v1", u"Node")),
      m_namespaces(process.informer(u"v1", u"Namespace")),
      m_budgets(process.informer(u"policy/v1", u"PodDisruptionBudget")),
      m_kin(process),
      m_claims(process, [this] { somethingChanged(); }),
      m_series(client(), clock(), schedulerName(), schedulerName() + u"-practice"_s)
{
    m_pods.addHandler({.added = [this](const Value &pod) { podChanged(nullptr, pod); },
                       .changed = [this](const Value &before, const Value &now) { podChanged(&before, now); },
                       .removed = [this](const Value &last) { podGone(last); }});
    m_nodes.addHandler({.added =
                            [this](const Value &node) {
                                m_view.setNode(node);
                                somethingChanged();
                            },
                        .changed =
                            [this](const Value &before, const Value &now) {
                                m_view.setNode(now);
                                if (mattersMore(before, now)) somethingChanged();
                            },
                        .removed = [this](const Value &last) { m_view.removeNode(nameOf(last)); }});
}

bool Scheduler::isOurs(const Value &pod) const
{
    return nodeOf(pod).isEmpty() && !isFinished(pod) && textAt(pod, {u"spec", u"schedulerName"}) == name() &&
           textAt(pod, {u"metadata", u"deletionTimestamp"}).isEmpty() &&
           listAt(pod, {u"spec", u"schedulingGates"}).empty();
}

void Scheduler::podChanged(const Value *before, const Value &now)
{
    const QString key = Informer::keyOf(now);
    const QString node = nodeOf(now);
    if (!node.isEmpty() && !isFinished(now)) {
        m_view.setPod(node, std::make_shared<const PodState>(PodState::read(now)));
        forgetTurn(key);
        m_waiting.erase(key);
        return;
    }
    if (!node.isEmpty()) { // it has ended, and its place is free
        m_view.removePod(key);
        return somethingChanged();
    }
    if (!isOurs(now)) {
        forgetTurn(key);
        m_waiting.erase(key);
        return;
    }
    // What only says that it could not be placed is no reason to try again.
    const Value *spec = now.find(u"spec");
    const bool isNew =
        !before || !at(*before, {u"spec"}) || !spec || !at(*before, {u"spec"})->means(*spec) || !isOurs(*before);
    if (isNew) activate(key, now);
}

void Scheduler::podGone(const Value &last)
{
    const QString key = Informer::keyOf(last);
    forgetTurn(key);
    m_waiting.erase(key);
    if (nodeOf(last).isEmpty()) return;
    m_view.removePod(key);
    somethingChanged();
}

void Scheduler::activate(const QString &key, const Value &pod)
{
    forgetTurn(key);
    const Turn turn{integerAt(pod, {u"spec", u"priority"}), m_order++, key};
    m_active.insert(turn);
    m_turns.insert_or_assign(key, turn);
    enqueue(QString()); // once: the queue holds turns, not pods
}

void Scheduler::forgetTurn(const QString &key)
{
    const auto known = m_turns.find(key);
    if (known == m_turns.end()) return;
    m_active.erase(known->second);
    m_turns.erase(known);
}

// A node came or grew, a pod went: whoever waits may fit now, as soon as its time to wait is over.
void Scheduler::somethingChanged()
{
    const qint64 now = clock().monotonicMs();
    for (auto &[key, waiting] : m_waiting) {
        const qint64 backoff = std::min(lastBackoffMs, firstBackoffMs << std::min(waiting.attempts - 1, 10));
        const qint64 left = std::max<qint64>(0, waiting.triedMs + backoff - now);
        waiting.timer = clock().after(left, [this, key = key] { wake(key); });
    }
}

void Scheduler::wake(const QString &key)
{
    if (const Value *pod = m_pods.find(key); pod && isOurs(*pod)) activate(key, *pod);
}

std::optional<ApiStatus> Scheduler::reconcile(const QString &)
{
    if (m_active.empty()) return std::nullopt;
    const QString key = m_active.begin()->key;
    forgetTurn(key);
    if (!m_active.empty()) enqueue(QString());
    const Value *pod = m_pods.find(key);
    if (pod && isOurs(*pod)) schedule(key, *pod);
    return std::nullopt;
}

// Something about the pod alone keeps it from every node.
Placement Scheduler::nowhere(const QString &why) const
{
    const auto nodes = qint64(m_view.nodes().size());
    const QString available = u"0/%1 nodes are available: "_s.arg(nodes);
    Placement placement;
    placement.allNodes = nodes;
    placement.message = available + why + u'.';
    placement.noVictims = u" preemption: "_s + available + u"%1 Preemption is not helpful for scheduling."_s.arg(nodes);
    return placement;
}

void Scheduler::schedule(const QString &key, const Value &pod)
{
    if (const QString why = m_claims.problemOf(pod); !why.isEmpty() && !m_view.nodes().empty())
        return failed(pod, nowhere(why));
    const PodState state = PodState::read(pod);
    const NamespaceLabels labels = [this](const QString &name) -> const model::Labels * {
        const Value *space = m_namespaces.find(name);
        if (!space) return nullptr;
        auto &[version, known] = m_namespaceLabels[name];
        if (const QString now = textAt(*space, {u"metadata", u"resourceVersion"}); version != now) {
            version = now;
            known.clear();
            for (const auto &[label, value] : mapAt(*space, {u"metadata", u"labels"}))
                known.emplace_back(label, value.string() ? *value.string() : QString());
            std::sort(known.begin(), known.end());
        }
        return &known;
    };
    const PodVolumes volumes = m_claims.volumesOf(pod);
    const Cycle cycle{
        .pod = state, .view = m_view, .namespaceLabels = labels, .kin = m_kin.selectorFor(pod), .volumes = &volumes};
    Placement placement = place(cycle, m_firstNode, client().core().random);
    if (placement.node.isEmpty()) {
        const auto preemption = isClearing(pod) ? std::nullopt : victimsFor(state, placement, labels, volumes);
        if (!preemption) return failed(pod, std::move(placement));
        preempt(pod, *preemption);
        placement.noVictims.clear();
        return failed(pod, std::move(placement), preemption->node);
    }
    const QString node = placement.node;
    remember(key, std::move(placement));
    if (const NodeState *chosen = m_view.find(node);
        chosen && m_claims.claimFor(pod, *chosen)) { // and it is bound once they are
        Waiting &waiting = m_waiting[key];
        waiting.triedMs = clock().monotonicMs();
        waiting.message = u"waits for its volumes on "_s + node;
        return decided(key, waiting.message);
    }
    // Assumed to be there before the server says so, so that the next pod counts it.
    Value assumed = pod;
    mapIn(assumed, u"spec").set(u"nodeName", node);
    m_view.setPod(node, std::make_shared<const PodState>(PodState::read(assumed)));
    if (const auto refusal = client().bind(state.space, nameOf(pod), uidOf(pod), node)) {
        m_view.removePod(key);
        decided(key, u"Binding refused: "_s + refusal->message);
        enqueueAfter(QString(), firstBackoffMs);
        activate(key, pod);
        return;
    }
    bound(pod, node);
}

// Room is being made for it already (PodEligibleToPreemptOthers).
bool Scheduler::isClearing(const Value &pod) const
{
    const NodeState *node = m_view.find(textAt(pod, {u"status", u"nominatedNodeName"}));
    const qint64 priority = integerAt(pod, {u"spec", u"priority"});
    return node && std::ranges::any_of(node->pods, [priority](const auto &one) {
               return one.second->isGoing && integerAt(one.second->spec(), {u"priority"}) < priority;
           });
}

std::optional<Preemption> Scheduler::victimsFor(const PodState &pod, const Placement &placement,
                                                const NamespaceLabels &labels, const PodVolumes &volumes)
{
    std::vector<Budget> budgets;
    for (const auto &[key, budget] : m_budgets.objects()) budgets.push_back(Budget::read(budget));
    return findVictims(pod, placement, m_view, labels, budgets, &volumes);
}

void Scheduler::preempt(const Value &pod, const Preemption &preemption)
{
    for (const PodPtr &victim : preemption.victims) {
        ValueList conditions = listAt(victim->pod, {u"status", u"conditions"});
        Value condition(ValueMap{{u"type"_s, u"DisruptionTarget"}, {u"status"_s, u"True"}});
        condition.set(u"reason", u"PreemptionByScheduler");
        condition.set(u"message", name() + u": preempting to accommodate a higher priority pod"_s);
        condition.set(u"lastTransitionTime", timeText(clock().wallMs()));
        std::erase_if(conditions, [](const Value &one) { return textAt(one, {u"type"}) == u"DisruptionTarget"; });
        conditions.push_back(std::move(condition));
        Value patch;
        mapIn(patch, u"status").set(u"conditions", std::move(conditions));
        const QString victimName = nameOf(victim->pod);
        if (const auto told = client().patch(m_pods.kind(), victim->space, victimName, patch, u"status"_s); !told)
            decided(victim->key, u"The status could not be written: "_s + told.status().message);
        if (const auto gone = client().remove(m_pods.kind(), victim->space, victimName); !gone)
            decided(victim->key, u"Could not be taken away: "_s + gone.status().message);
        decided(victim->key, u"Makes room on %1 for %2"_s.arg(preemption.node, Informer::keyOf(pod)));
        sayEvent(victim->pod, {u"Normal"_s, u"Preempted"_s, u"Preempting"_s,
                               u"Preempted by pod %1 on node %2"_s.arg(uidOf(pod), preemption.node)});
    }
}

void Scheduler::bound(const Value &pod, const QString &node)
{
    const QString key = Informer::keyOf(pod);
    m_waiting.erase(key);
    decided(key, u"Bound to "_s + node);
    sayEvent(pod, {u"Normal"_s, u"Scheduled"_s, u"Binding"_s, u"Successfully assigned %1 to %2"_s.arg(key, node)});
}

void Scheduler::failed(const Value &pod, Placement placement, const QString &nominated)
{
    const QString key = Informer::keyOf(pod);
    const QString message = placement.wholeMessage();
    Waiting &waiting = m_waiting[key];
    ++waiting.attempts;
    waiting.triedMs = clock().monotonicMs();
    waiting.message = message;
    waiting.timer = clock().after(longestWaitMs, [this, key] { wake(key); });
    remember(key, std::move(placement));
    decided(key, message);
    sayEvent(pod, {u"Warning"_s, u"FailedScheduling"_s, u"Scheduling"_s, message});
    ValueList conditions = listAt(pod, {u"status", u"conditions"});
    const auto known = std::find_if(conditions.begin(), conditions.end(), [](const Value &condition) {
        return textAt(condition, {u"type"}) == u"PodScheduled";
    });
    Value condition(ValueMap{{u"type"_s, u"PodScheduled"}, {u"status"_s, u"False"}, {u"lastProbeTime"_s, Value()}});
    const bool same = known != conditions.end() && textAt(*known, {u"status"}) == u"False";
    condition.set(u"lastTransitionTime",
                  same ? *std::as_const(*known).find(u"lastTransitionTime") : Value(timeText(clock().wallMs())));
    condition.set(u"reason", u"Unschedulable");
    condition.set(u"message", message);
    const bool isNominated = !nominated.isEmpty() && textAt(pod, {u"status", u"nominatedNodeName"}) != nominated;
    if (same && textAt(*known, {u"message"}) == message && !isNominated) return;
    if (known == conditions.end())
        conditions.push_back(std::move(condition));
    else
        *known = std::move(condition);
    Value patch;
    mapIn(patch, u"status").set(u"conditions", std::move(conditions));
    if (isNominated) mapIn(patch, u"status").set(u"nominatedNodeName", nominated);
    const auto written = client().patch(m_pods.kind(), namespaceOf(pod), nameOf(pod), patch, u"status"_s);
    if (!written) decided(key, u"The status could not be written: "_s + written.status().message);
}

void Scheduler::sayEvent(const Value &pod, const SeriesRecorder::Saying &saying)
{
    if (const auto refusal = m_series.record(pod, saying))
        decided(Informer::keyOf(pod), u"The Event was refused: "_s + refusal->message);
}

void Scheduler::remember(const QString &key, Placement placement)
{
    if (m_placements.insert_or_assign(key, std::move(placement)).second) m_placed.push_back(key);
    if (m_placed.size() <= keptPlacements) return;
    m_placements.erase(m_placed.front());
    m_placed.pop_front();
}

const Placement *Scheduler::lastPlacement(const QString &key) const
{
    const auto found = m_placements.find(key);
    return found == m_placements.end() ? nullptr : &found->second;
}

Value Scheduler::describe() const
{
    Value all = Controller::describe();
    ValueList active, waiting;
    for (const Turn &turn : m_active) active.push_back(turn.key);
    for (const auto &[key, one] : m_waiting)
        waiting.push_back(
            ValueMap{{u"key"_s, key}, {u"attempts"_s, qint64(one.attempts)}, {u"message"_s, one.message}});
    all.set(u"queue", std::move(active));
    all.set(u"unschedulable", std::move(waiting));
    return all;
}

} // namespace practice
