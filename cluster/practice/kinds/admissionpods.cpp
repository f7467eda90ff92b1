// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/admissionplugins.h"

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

// plugin/pkg/admission/priority: of several defaults the lowest.
std::optional<Value> defaultPriorityClass(const ClusterLookup &cluster)
{
    std::optional<Value> found;
    if (!cluster.priorityClasses) return found;
    for (const Value &candidate : cluster.priorityClasses()) {
        if (!boolAt(candidate, {u"globalDefault"})) continue;
        if (!found || integerAt(*found, {u"value"}) > integerAt(candidate, {u"value"})) found = candidate;
    }
    return found;
}

void keepPriority(Value &pod, const Value &old)
{
    for (const QStringView field : {QStringView(u"priority"), QStringView(u"preemptionPolicy")}) {
        const Value *before = at(old, {u"spec", field});
        if (before && !at(pod, {u"spec", field})) mapIn(pod, u"spec").set(field, *before);
    }
}

bool covers(const Value &wide, const Value &narrow)
{
    if (wide.means(narrow)) return true;
    const auto text = [](const Value &toleration, QStringView field) { return textAt(toleration, {field}); };
    const QString op = text(wide, u"operator");
    if (text(narrow, u"key") != text(wide, u"key") && (!text(wide, u"key").isEmpty() || op != u"Exists")) return false;
    if (text(narrow, u"effect") != text(wide, u"effect") && !text(wide, u"effect").isEmpty()) return false;
    const Value *most = wide.find(u"tolerationSeconds");
    if (text(wide, u"effect") == u"NoExecute" && most) {
        const Value *seconds = narrow.find(u"tolerationSeconds");
        if (!seconds || integerAt(narrow, {u"tolerationSeconds"}) > integerAt(wide, {u"tolerationSeconds"}))
            return false;
    }
    if (op == u"Exists") return true;
    return (op.isEmpty() || op == u"Equal") && text(narrow, u"operator") == u"Equal" &&
           text(narrow, u"value") == text(wide, u"value");
}

constexpr std::size_t mostMerged = 1000; // every one is compared with every other one

// pkg/util/tolerations MergeTolerations: what another one covers is left out.
ValueList mergeTolerations(const ValueList &first, const ValueList &second)
{
    ValueList all = first, merged;
    all.insert(all.end(), second.begin(), second.end());
    if (all.size() > mostMerged) return all;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Value &one = all[i];
        if (std::ranges::any_of(merged, [&one](const Value &other) { return covers(other, one); })) continue;
        const bool later = std::any_of(all.begin() + qsizetype(i) + 1, all.end(),
                                       [&one](const Value &other) { return !one.means(other) && covers(other, one); });
        if (!later) merged.push_back(one);
    }
    return merged;
}

std::optional<Value> runtimeClassOf(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    const Value *name = at(*request.object, {u"spec", u"runtimeClassName"});
    if (!name || !name->string() || !cluster.runtimeClass) return {};
    return cluster.runtimeClass(*name->string());
}

constexpr QStringView differentOverhead = u"pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";

Refusal applyScheduling(const AdmissionRequest &request, const Value &scheduling)
{
    Value &spec = mapIn(*request.object, u"spec");
    for (const auto &[key, value] : mapAt(scheduling, {u"nodeSelector"})) {
        Value &selector = mapIn(spec, u"nodeSelector");
        const Value *own = selector.find(key);
        const QString wanted = value.string() ? *value.string() : QString();
        if (own && !own->means(value))
            return forbiddenBy(
                request,
                u"conflict: runtimeClass.scheduling.nodeSelector[%1] = %2; pod.spec.nodeSelector[%1] = %3"_s.arg(
                    key, wanted, own->string() ? *own->string() : QString()));
        selector.set(key, value);
    }
    const ValueList merged = mergeTolerations(listAt(spec, {u"tolerations"}), listAt(scheduling, {u"tolerations"}));
    if (!merged.empty()) spec.set(u"tolerations", merged);
    return {};
}

} // namespace

Refusal applyPriority(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    if (!isCore(request, u"Pod")) return {};
    Value &pod = *request.object;
    if (request.operation == Operation::Update) {
        if (request.old) keepPriority(pod, *request.old);
        return {};
    }
    Value &spec = mapIn(pod, u"spec");
    const QString name = textAt(spec, {u"priorityClassName"});
    std::optional<Value> found;
    if (name.isEmpty()) {
        found = defaultPriorityClass(cluster);
        if (found) spec.set(u"priorityClassName", nameOf(*found));
    } else {
        if (cluster.priorityClass) found = cluster.priorityClass(name);
        if (!found) return forbiddenBy(request, u"no PriorityClass with name %1 was found"_s.arg(name));
    }
    const qint64 priority = found ? integerAt(*found, {u"value"}) : 0;
    const Value *given = spec.find(u"priority");
    if (given && !given->means(priority))
        return forbiddenBy(
            request,
            u"the integer value of priority (%1) must not be provided in pod spec; priority admission controller computed %2 from the given PriorityClass name"_s
                .arg(integerAt(spec, {u"priority"}))
                .arg(priority));
    spec.set(u"priority", priority);
    const QString policy = found ? textAt(*found, {u"preemptionPolicy"}) : u"PreemptLowerPriority"_s;
    if (policy.isEmpty()) return {};
    const QString own = textAt(spec, {u"preemptionPolicy"});
    if (at(spec, {u"preemptionPolicy"}) && own != policy)
        return forbiddenBy(
            request,
            u"the string value of PreemptionPolicy (%1) must not be provided in pod spec; priority admission controller computed %2 from the given PriorityClass name"_s
                .arg(own, policy));
    spec.set(u"preemptionPolicy", policy);
    return {};
}

Refusal checkPriorityClass(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    if (request.kind.group != u"scheduling.k8s.io" || request.kind.kind != u"PriorityClass") return {};
    if (!boolAt(*request.object, {u"globalDefault"})) return {};
    const std::optional<Value> other = defaultPriorityClass(cluster);
    if (!other || (request.operation == Operation::Update && nameOf(*other) == nameOf(*request.object))) return {};
    return forbiddenBy(
        request, u"PriorityClass %1 is already marked as default. Only one default can exist"_s.arg(nameOf(*other)));
}

// plugin/pkg/admission/defaulttolerationseconds
void addTolerations(Value &pod)
{
    Value &spec = mapIn(pod, u"spec");
    ValueList tolerations = listAt(spec, {u"tolerations"});
    const auto tolerates = [&tolerations](QStringView key) {
        return std::ranges::any_of(tolerations, [key](const Value &toleration) {
            const QString own = textAt(toleration, {u"key"}), effect = textAt(toleration, {u"effect"});
            return (own == key || own.isEmpty()) && (effect == u"NoExecute" || effect.isEmpty());
        });
    };
    const QString keys[] = {u"node.kubernetes.io/not-ready"_s, u"node.kubernetes.io/unreachable"_s};
    std::vector<QString> absent;
    for (const QString &key : keys)
        if (!tolerates(key)) absent.push_back(key);
    constexpr int seconds = 300;
    for (const QString &key : absent)
        tolerations.push_back(ValueMap{{u"key"_s, key},
                                       {u"operator"_s, u"Exists"},
                                       {u"effect"_s, u"NoExecute"},
                                       {u"tolerationSeconds"_s, seconds}});
    if (!absent.empty()) spec.set(u"tolerations", std::move(tolerations));
}

// plugin/pkg/admission/runtimeclass
Refusal applyRuntimeClass(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    if (!isCore(request, u"Pod")) return {};
    Value &spec = mapIn(*request.object, u"spec");
    const Value *name = spec.find(u"runtimeClassName");
    if (!name || !name->string()) return {};
    const std::optional<Value> found = runtimeClassOf(request, cluster);
    if (!found)
        return forbiddenBy(request, u"pod rejected: RuntimeClass %1 not found"_s.arg(goQuoted(*name->string())));
    if (const Value *overhead = found->find(u"overhead"); overhead && !overhead->isNull()) {
        const Value *fixed = overhead->find(u"podFixed");
        const Value *own = spec.find(u"overhead");
        if (own && own->isMap() && !own->map()->empty() && !(fixed && own->means(*fixed)))
            return forbiddenBy(request, differentOverhead.toString());
        if (fixed) spec.set(u"overhead", *fixed);
    }
    const Value *scheduling = found->find(u"scheduling");
    return scheduling && scheduling->isMap() ? applyScheduling(request, *scheduling) : Refusal();
}

Refusal checkRuntimeClass(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    if (!isCore(request, u"Pod")) return {};
    const std::optional<Value> found = runtimeClassOf(request, cluster);
    const Value *fixed = found ? at(*found, {u"overhead", u"podFixed"}) : nullptr;
    const Value *own = at(*request.object, {u"spec", u"overhead"});
    if (fixed && !(own && own->means(*fixed))) return forbiddenBy(request, differentOverhead.toString());
    if (!fixed && own && !own->isNull())
        return forbiddenBy(request,
                           u"pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead"_s);
    return {};
}

} // namespace practice
