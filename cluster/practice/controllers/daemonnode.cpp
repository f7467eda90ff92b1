// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/daemonnode.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/scheduler/nodematch.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView nodeRevisionLabel = u"controller-revision-hash";
constexpr QStringView generationLabel = u"pod-template-generation";

QString generationOf(const Value &ds)
{
    const QString text = textAt(ds, {u"metadata", u"annotations", u"deprecated.daemonset.template.generation"});
    bool isNumber = false;
    const qint64 generation = text.toLongLong(&isNumber);
    return isNumber ? QString::number(generation) : QString();
}

Value *affinityTerms(Value &podSpec)
{
    Value &required =
        mapIn(mapIn(mapIn(podSpec, u"affinity"), u"nodeAffinity"), u"requiredDuringSchedulingIgnoredDuringExecution");
    return &required.entry(u"nodeSelectorTerms");
}

void addDaemonTolerations(Value &podSpec)
{
    struct Borne
    {
        const char16_t *key;
        const char16_t *effect;
    };
    static constexpr Borne always[] = {
        {u"node.kubernetes.io/not-ready", u"NoExecute"},      {u"node.kubernetes.io/unreachable", u"NoExecute"},
        {u"node.kubernetes.io/disk-pressure", u"NoSchedule"}, {u"node.kubernetes.io/memory-pressure", u"NoSchedule"},
        {u"node.kubernetes.io/pid-pressure", u"NoSchedule"},  {u"node.kubernetes.io/unschedulable", u"NoSchedule"}};
    static constexpr Borne onHostNetwork{u"node.kubernetes.io/network-unavailable", u"NoSchedule"};
    ValueList tolerations = listAt(std::as_const(podSpec), {u"tolerations"});
    const auto add = [&tolerations](const Borne &borne) {
        const Value toleration(
            ValueMap{{u"key"_s, borne.key}, {u"operator"_s, u"Exists"}, {u"effect"_s, borne.effect}});
        // One that differs in its seconds alone gives way.
        for (Value &known : tolerations) {
            const bool isSame = textAt(known, {u"key"}) == borne.key && textAt(known, {u"effect"}) == borne.effect &&
                                textAt(known, {u"operator"}) == u"Exists" && textAt(known, {u"value"}).isEmpty();
            if (!isSame) continue;
            known = toleration;
            return;
        }
        tolerations.push_back(toleration);
    };
    for (const Borne &borne : always) add(borne);
    if (boolAt(podSpec, {u"hostNetwork"})) add(onHostNetwork);
    podSpec.set(u"tolerations", std::move(tolerations));
}

} // namespace

Value daemonSpec(const Value &ds)
{
    const Value *given = at(ds, {u"spec", u"template", u"spec"});
    Value spec = given ? *given : Value(ValueMap());
    addDaemonTolerations(spec);
    return spec;
}

NodeFit fitOf(const Value &daemonSpec, const Value &node)
{
    const QString wanted = textAt(daemonSpec, {u"nodeName"});
    if (!wanted.isEmpty() && wanted != nameOf(node)) return {};
    NodeState state; // its name and labels are all that is asked
    state.name = nameOf(node);
    state.labels = labelsOf(node);
    if (!wantsNode(daemonSpec, state)) return {};
    const ValueList &taints = listAt(node, {u"spec", u"taints"});
    const ValueList &tolerations = listAt(daemonSpec, {u"tolerations"});
    if (!untoleratedTaint(taints, tolerations, {u"NoExecute", u"NoSchedule"})) return {.runs = true, .keeps = true};
    return {.runs = false, .keeps = !untoleratedTaint(taints, tolerations, {u"NoExecute"})};
}

Value daemonTemplate(const Value &ds, const QString &hash)
{
    const Value *given = at(ds, {u"spec", u"template"});
    Value podTemplate = given ? *given : Value(ValueMap());
    podTemplate.set(u"spec", daemonSpec(ds));
    Value &labels = mapIn(mapIn(podTemplate, u"metadata"), u"labels");
    if (const QString generation = generationOf(ds); !generation.isEmpty()) labels.set(generationLabel, generation);
    if (!hash.isEmpty()) labels.set(nodeRevisionLabel, hash);
    return podTemplate;
}

Value pinnedTo(Value podTemplate, const QString &node)
{
    const Value name(
        ValueMap{{u"key"_s, u"metadata.name"}, {u"operator"_s, u"In"}, {u"values"_s, ValueList{Value(node)}}});
    Value term;
    term.set(u"matchFields", ValueList{name});
    *affinityTerms(mapIn(podTemplate, u"spec")) = ValueList{term};
    return podTemplate;
}

QString targetNode(const Value &pod)
{
    const QString node = textAt(pod, {u"spec", u"nodeName"});
    if (!node.isEmpty()) return node;
    for (const Value &term : listAt(pod, {u"spec", u"affinity", u"nodeAffinity",
                                          u"requiredDuringSchedulingIgnoredDuringExecution", u"nodeSelectorTerms"}))
        for (const Value &field : listAt(term, {u"matchFields"})) {
            if (textAt(field, {u"key"}) != u"metadata.name" || textAt(field, {u"operator"}) != u"In") continue;
            const ValueList &values = listAt(field, {u"values"});
            return values.size() == 1 && values.front().string() ? *values.front().string() : QString();
        }
    return {};
}

bool isUpdated(const Value &ds, const Value &pod, const QString &hash)
{
    const QString generation = generationOf(ds);
    return (!hash.isEmpty() && textAt(pod, {u"metadata", u"labels", nodeRevisionLabel}) == hash) ||
           (!generation.isEmpty() && textAt(pod, {u"metadata", u"labels", generationLabel}) == generation);
}

bool comesFirst(const Value &left, const Value &right)
{
    const bool leftPlaced = !textAt(left, {u"spec", u"nodeName"}).isEmpty();
    const bool rightPlaced = !textAt(right, {u"spec", u"nodeName"}).isEmpty();
    if (leftPlaced != rightPlaced) return leftPlaced;
    const QString mine = textAt(left, {u"metadata", u"creationTimestamp"});
    const QString other = textAt(right, {u"metadata", u"creationTimestamp"});
    return mine == other ? nameOf(left) < nameOf(right) : mine < other;
}

} // namespace practice
