// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What NetworkPolicies and PodDisruptionBudgets select.
#include "model/base/say.h"
#include "model/relations/edgeedits.h"
#include "model/relations/fieldlinks.h"
#include "model/relations/policies.h"
#include "model/relations/rules.h"
#include "model/relations/servicedrawing.h"
#include "model/resource/kinds.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {
const QString &namespaceNameLabel()
{
    static const QString label = u"kubernetes.io/metadata.name"_s; // every namespace has it (since 1.21)
    return label;
}

void add(Facts &facts, Relation relation, LabelSelection selection, FieldPath field, const QString &label)
{
    facts.references.push_back({.relation = relation,
                                .target = {},
                                .field = std::move(field),
                                .label = label,
                                .keys = {},
                                .port = {},
                                .protocol = {},
                                .isReversed = relation == Relation::PolicyFrom,
                                .selection = std::make_shared<const LabelSelection>(std::move(selection))});
}

QString labelOf(const LabelSelector &selector) { return selector.isEmpty() ? u"*"_s : selector.toString(); }

void readBudget(const Reading &reading, Facts &facts)
{
    const Resource &budget = reading.resource;
    if (!isBudget(budget.key)) return;
    const FieldPath field{u"spec"_s, u"selector"_s};
    const YamlRef node = budget.at(field);
    if (!node.isMapping()) return; // null selects nothing
    LabelSelection selection{.labels = LabelSelector::read(node)};
    // policy/v1beta1: an empty one selects nothing; since v1 everything (policy/v1 PodDisruptionBudgetSpec).
    if (selection.labels.isEmpty() && budget.version() == u"v1beta1") return;
    const QString label = labelOf(selection.labels);
    add(facts, Relation::DisruptionSelector, std::move(selection), field, label);
}

void readSelected(const Reading &reading, Facts &facts)
{
    if (!isNetworkPolicy(reading.resource.key)) return;
    const FieldPath field{u"spec"_s, u"podSelector"_s};
    const YamlRef node = reading.resource.at(field);
    if (!node.isValid()) return; // the schema layer tells; there is no field to lead from
    LabelSelection selection{.labels = LabelSelector::read(node)};
    const QString label = labelOf(selection.labels);
    add(facts, Relation::PolicySelector, std::move(selection), field, label);
}

QString portsOf(YamlRef ports)
{
    QStringList all;
    ports.forEachItem([&](int, YamlRef port) {
        const QString protocol = port[u"protocol"].text(), end = port[u"endPort"].text();
        QString text = port[u"port"].text();
        if (!end.isEmpty()) text += u'-' + end;
        if (!protocol.isEmpty() && protocol != u"TCP") text += u'/' + protocol;
        if (all.size() < 8) all << text;
    });
    return all.join(u", "_s);
}

// networking/v1 NetworkPolicyPeer. Nothing: it is a range of addresses.
std::optional<LabelSelection> readPeer(YamlRef peer)
{
    const YamlRef pods = peer[u"podSelector"], namespaces = peer[u"namespaceSelector"];
    if (!pods.isMapping() && !namespaces.isMapping()) return std::nullopt;
    LabelSelection selection{.labels = LabelSelector::read(pods)};
    if (!namespaces.isMapping()) return selection;
    selection.namespaces = LabelSelector::read(namespaces);
    selection.scope = selection.namespaces.isEmpty() ? LabelSelection::Scope::All : LabelSelection::Scope::Labelled;
    return selection;
}

void readPeers(const Reading &reading, Facts &facts, Relation relation)
{
    const Resource &policy = reading.resource;
    const bool in = relation == Relation::PolicyFrom;
    if (!isNetworkPolicy(policy.key) || !isolates(policy, in)) return;
    const FieldPath rules{u"spec"_s, in ? u"ingress"_s : u"egress"_s};
    const QString peers = in ? u"from"_s : u"to"_s;
    policy.at(rules).forEachItem([&](int i, YamlRef rule) {
        const QString label = portsOf(rule[u"ports"]);
        rule[peers].forEachItem([&](int j, YamlRef peer) {
            if (auto selection = readPeer(peer))
                add(facts, relation, *std::move(selection), rules / i / peers / j, label);
        });
    });
}

bool joinsBudget(const ResourceKey &from, const ResourceKey &to)
{
    return isBudget(from) && isWorkload(to) && to.kind != u"PodTemplate";
}
bool joinsSelected(const ResourceKey &from, const ResourceKey &to)
{
    return isNetworkPolicy(from) && isWorkload(to) && to.kind != u"PodTemplate";
}

// Points the one selector of the holder at the workload.
Result<Edits> pointSelector(const Resource &holder, const Resource &workload, Relation relation, const FieldPath &field)
{
    const Facts facts = readFacts(holder);
    const Labels labels = WorkloadView(workload).podLabels();
    for (const Reference &reference : facts.references)
        if (reference.relation == relation && reference.selection->labels.matches(labels))
            return whyNot(say("%1 selects %2 already").arg(holder.key.title(), workload.key.title()));
    SelectorDrawing drawing = selectorFor(workload);
    drawing.edits.push_back(
        SetField{holder.key, field, ValueMap{{u"matchLabels"_s, Value(std::move(drawing.labels))}}});
    return std::move(drawing.edits);
}

bool allows(const Resource &policy, Relation relation, const Resource &workload)
{
    const Labels labels = WorkloadView(workload).podLabels();
    const Labels ns{{namespaceNameLabel(), effectiveNamespace(workload.key.ns)}};
    const Facts facts = readFacts(policy);
    return std::any_of(facts.references.begin(), facts.references.end(), [&](const Reference &reference) {
        if (reference.relation != relation || !reference.selection->labels.matches(labels)) return false;
        switch (reference.selection->scope) {
        case LabelSelection::Scope::Own: return sameNamespace(policy.key.ns, workload.key.ns);
        case LabelSelection::Scope::Labelled: return reference.selection->namespaces.matches(ns);
        case LabelSelection::Scope::All: return true;
        case LabelSelection::Scope::Named: break;
        }
        return false;
    });
}

// A rule of its own for the peer: what is allowed already stays as it is.
Result<Edits> connectPeer(const Resource &policy, const Resource &workload, Relation relation)
{
    if (allows(policy, relation, workload))
        return whyNot(say("%1 allows %2 already").arg(policy.key.title(), workload.key.title()));
    const bool in = relation == Relation::PolicyFrom;
    SelectorDrawing drawing = selectorFor(workload);
    ValueMap peer;
    if (!sameNamespace(policy.key.ns, workload.key.ns))
        peer.emplace_back(
            u"namespaceSelector"_s,
            ValueMap{{u"matchLabels"_s, ValueMap{{namespaceNameLabel(), effectiveNamespace(workload.key.ns)}}}});
    peer.emplace_back(u"podSelector"_s, ValueMap{{u"matchLabels"_s, Value(std::move(drawing.labels))}});
    Edits edits = std::move(drawing.edits);
    const FieldPath types{u"spec"_s, u"policyTypes"_s};
    if (policy.at(types).size() > 0 && !isolates(policy, in))
        edits.push_back(append(policy, types, in ? u"Ingress"_s : u"Egress"_s));
    edits.push_back(append(policy, {u"spec"_s, in ? u"ingress"_s : u"egress"_s},
                           ValueMap{{in ? u"from"_s : u"to"_s, ValueList{Value(std::move(peer))}}}));
    return edits;
}

// A rule whose last peer is gone would allow everybody: it goes, too.
Result<Edits> disconnectPeer(const Resource &policy, const FieldPath &peer)
{
    const FieldPath list = peer.parent();
    if (policy.at(list).size() > 1) return Edits{RemoveField{policy.key, peer}};
    return Edits{removeItem(policy, list.parent())};
}

Result<Edits> keepSelector(const Resource &policy, const FieldPath &)
{
    return whyNot(say("without its podSelector %1 would select every Pod: draw it to another workload, or delete it")
                      .arg(policy.key.title()),
                  Error::Code::Unsupported);
}

} // namespace

bool isBudget(const ResourceKey &key) { return key.kind == u"PodDisruptionBudget" && key.group == u"policy"; }

bool isNetworkPolicy(const ResourceKey &key)
{
    return key.kind == u"NetworkPolicy" && (key.group == u"networking.k8s.io" || key.group == u"extensions");
}

bool isolates(const Resource &policy, bool ingress)
{
    const YamlRef types = policy.root()[u"spec"][u"policyTypes"];
    if (types.size() == 0) return ingress || policy.root()[u"spec"][u"egress"].size() > 0;
    bool found = false;
    types.forEachItem([&](int, YamlRef type) { found |= type.text() == (ingress ? u"Ingress"_s : u"Egress"_s); });
    return found;
}

EdgeRule disruptionSelectorRule()
{
    return {.relation = Relation::DisruptionSelector,
            .word = u"disruption-selector"_s,
            .title = QT_TRANSLATE_NOOP("Relations", "Protected from eviction"),
            .explanation =
                QT_TRANSLATE_NOOP("Relations", "When nodes are emptied, no more of these Pods are evicted at "
                                               "a time than the budget allows."),
            .read = readBudget,
            .link = linkSelection,
            .joins = joinsBudget,
            .connect =
                [](const Resource &from, const Resource &to) {
                    return pointSelector(from, to, Relation::DisruptionSelector, {u"spec"_s, u"selector"_s});
                },
            .disconnect =
                [](const Resource &holder, const FieldPath &field) {
                    return Result<Edits>(Edits{RemoveField{holder.key, field}});
                }};
}

EdgeRule policySelectorRule()
{
    return {.relation = Relation::PolicySelector,
            .word = u"policy-selector"_s,
            .title = QT_TRANSLATE_NOOP("Relations", "Guarded"),
            .explanation =
                QT_TRANSLATE_NOOP("Relations", "Only what some policy allows reaches these Pods, or is reached "
                                               "by them."),
            .read = readSelected,
            .link = linkSelection,
            .joins = joinsSelected,
            .connect =
                [](const Resource &from, const Resource &to) {
                    return pointSelector(from, to, Relation::PolicySelector, {u"spec"_s, u"podSelector"_s});
                },
            .disconnect = keepSelector};
}

EdgeRule policyFromRule()
{
    return {
        .relation = Relation::PolicyFrom,
        .word = u"policy-from"_s,
        .title = QT_TRANSLATE_NOOP("Relations", "Allowed to call"),
        .explanation = QT_TRANSLATE_NOOP("Relations", "These Pods may call the Pods that the policy selects."),
        .read = [](const Reading &reading, Facts &facts) { readPeers(reading, facts, Relation::PolicyFrom); },
        .link = linkSelection,
        .joins = [](const ResourceKey &from, const ResourceKey &to) { return joinsSelected(to, from); },
        .connect = [](const Resource &from, const Resource &to) { return connectPeer(to, from, Relation::PolicyFrom); },
        .disconnect = disconnectPeer,
        .isHeldByTarget = true,
        .anyNamespace = true};
}

EdgeRule policyToRule()
{
    return {
        .relation = Relation::PolicyTo,
        .word = u"policy-to"_s,
        .title = QT_TRANSLATE_NOOP("Relations", "Allowed to be called"),
        .explanation = QT_TRANSLATE_NOOP("Relations", "The Pods that the policy selects may call these Pods."),
        .read = [](const Reading &reading, Facts &facts) { readPeers(reading, facts, Relation::PolicyTo); },
        .link = linkSelection,
        .joins = joinsSelected,
        .connect = [](const Resource &from, const Resource &to) { return connectPeer(from, to, Relation::PolicyTo); },
        .disconnect = disconnectPeer,
        .anyNamespace = true};
}

} // namespace model
