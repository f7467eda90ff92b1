// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/defaultrules.h"
#include "cluster/practice/kinds/quantities.h"
#include "cluster/practice/kinds/strategies.h"

#include <QHash>
#include <QSet>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView containerLists[] = {u"initContainers", u"containers", u"ephemeralContainers"};

template<typename F>
void forContainers(Value &spec, F &&function)
{
    for (const QStringView field : containerLists) {
        Value *containers = spec.find(field);
        if (!containers || !containers->list()) continue;
        for (Value &container : *containers->list())
            if (container.isMap()) function(container);
    }
}

template<typename F>
bool anyContainer(const Value *spec, F &&function)
{
    if (!spec) return false;
    return std::ranges::any_of(
        containerLists, [&](QStringView field) { return std::ranges::any_of(listAt(*spec, {field}), function); });
}

bool isThere(const Value *value) { return value && !value->isNull(); }

void dropClaims(Value &spec, const Value *old)
{
    if (old && !listAt(*old, {u"resourceClaims"}).empty()) return;
    spec.remove(u"resourceClaims");
    forContainers(spec, [](Value &container) {
        if (Value *resources = container.find(u"resources")) resources->remove(u"claims");
    });
}

void dropStopSignals(Value &spec, const Value *old)
{
    const auto uses = [](const Value &container) { return isThere(at(container, {u"lifecycle", u"stopSignal"})); };
    if (anyContainer(old, uses)) return;
    forContainers(spec, [](Value &container) {
        Value *lifecycle = container.find(u"lifecycle");
        if (!lifecycle || !lifecycle->remove(u"stopSignal")) return;
        if (lifecycle->map()->empty()) container.remove(u"lifecycle");
    });
}

bool hasBundle(const Value &volume)
{
    return std::ranges::any_of(listAt(volume, {u"projected", u"sources"}),
                               [](const Value &source) { return isThere(source.find(u"clusterTrustBundle")); });
}

void dropBundles(Value &spec, const Value *old)
{
    if (old && std::ranges::any_of(listAt(*old, {u"volumes"}), hasBundle)) return;
    Value *volumes = spec.find(u"volumes");
    if (!volumes || !volumes->list()) return;
    for (Value &volume : *volumes->list()) {
        Value *sources = at(volume, {u"projected", u"sources"});
        if (!sources || !sources->list()) continue;
        for (Value &source : *sources->list()) source.remove(u"clusterTrustBundle");
    }
}

void dropImageVolumes(Value &spec, const Value *old)
{
    const auto isImage = [](const Value &volume) { return isThere(volume.find(u"image")); };
    if (old && std::ranges::any_of(listAt(*old, {u"volumes"}), isImage)) return;
    Value *volumes = spec.find(u"volumes");
    if (!volumes || !volumes->list()) return;
    QSet<QString> names;
    for (const Value &volume : *volumes->list())
        if (isImage(volume)) names.insert(textAt(volume, {u"name"}));
    if (names.isEmpty()) return;
    std::erase_if(*volumes->list(), isImage);
    if (volumes->list()->empty()) spec.remove(u"volumes");
    forContainers(spec, [&names](Value &container) {
        Value *mounts = container.find(u"volumeMounts");
        if (!mounts || !mounts->list()) return;
        std::erase_if(*mounts->list(),
                      [&names](const Value &mount) { return names.contains(textAt(mount, {u"name"})); });
        if (mounts->list()->empty()) container.remove(u"volumeMounts");
    });
}

// Looked for first: nearly no pod has any of them, and what is not changed keeps its notes.
bool hasDisabledFields(const Value &spec)
{
    if (spec.find(u"resources") || spec.find(u"resourceClaims")) return true;
    const auto has = [](const Value &container) {
        return at(container, {u"resources", u"claims"}) || at(container, {u"lifecycle", u"stopSignal"});
    };
    return anyContainer(&spec, has) || std::ranges::any_of(listAt(spec, {u"volumes"}), [](const Value &volume) {
               return volume.find(u"image") || hasBundle(volume);
           });
}

void appendKeys(Value &selector, const ValueList &keys, const QString &op, const ValueMap &labels)
{
    const Value holder = labels;
    ValueList expressions = listAt(selector, {u"matchExpressions"});
    for (const Value &key : keys) {
        if (!key.string()) continue;
        const Value *label = holder.find(*key.string());
        if (!label) continue;
        expressions.push_back(ValueMap{{u"key"_s, key}, {u"operator"_s, op}, {u"values"_s, ValueList{*label}}});
    }
    if (!expressions.empty()) selector.set(u"matchExpressions", std::move(expressions));
}

void mergeKeys(Value &term, const ValueMap &labels)
{
    Value *selector = term.find(u"labelSelector");
    if (!selector || !selector->isMap()) return;
    appendKeys(*selector, listAt(term, {u"matchLabelKeys"}), u"In"_s, labels);
    appendKeys(*selector, listAt(term, {u"mismatchLabelKeys"}), u"NotIn"_s, labels);
}

void mergeAffinityKeys(Value &pod)
{
    const ValueMap labels = mapAt(pod, {u"metadata", u"labels"});
    for (const QStringView kind : {QStringView(u"podAffinity"), QStringView(u"podAntiAffinity")}) {
        Value *affinity = at(pod, {u"spec", u"affinity", kind});
        if (!affinity) continue;
        if (Value *terms = affinity->find(u"preferredDuringSchedulingIgnoredDuringExecution"); terms && terms->list())
            for (Value &weighted : *terms->list())
                if (Value *term = weighted.find(u"podAffinityTerm")) mergeKeys(*term, labels);
        if (Value *terms = affinity->find(u"requiredDuringSchedulingIgnoredDuringExecution"); terms && terms->list())
            for (Value &term : *terms->list()) mergeKeys(term, labels);
    }
}

constexpr QStringView appArmorPrefix = u"container.apparmor.security.beta.kubernetes.io/";

QString annotationOf(const Value *profile)
{
    if (!profile) return {};
    const QString type = textAt(*profile, {u"type"});
    if (type == u"Unconfined") return u"unconfined"_s;
    if (type == u"RuntimeDefault") return u"runtime/default"_s;
    const Value *name = profile->find(u"localhostProfile");
    if (type == u"Localhost" && name && name->string()) return u"localhost/"_s + *name->string();
    return {};
}

Value profileOf(const QString &annotation)
{
    if (annotation == u"unconfined") return ValueMap{{u"type"_s, u"Unconfined"}};
    if (annotation == u"runtime/default") return ValueMap{{u"type"_s, u"RuntimeDefault"}};
    const QString name = annotation.startsWith(u"localhost/") ? annotation.mid(10) : QString();
    // A name with blanks around it, or a long one, would not be valid as a field.
    if (name.isEmpty() || name.trimmed() != name || name.toUtf8().size() > 4095) return {};
    return ValueMap{{u"type"_s, u"Localhost"}, {u"localhostProfile"_s, name}};
}

bool mentionsAppArmor(const Value &pod)
{
    const auto has = [](const Value &object) {
        return at(object, {u"securityContext", u"appArmorProfile"}) != nullptr;
    };
    const Value *spec = pod.find(u"spec");
    return (spec && (has(*spec) || anyContainer(spec, has))) ||
           std::ranges::any_of(mapAt(pod, {u"metadata", u"annotations"}),
                               [](const auto &entry) { return entry.first.startsWith(appArmorPrefix); });
}

// The annotation of old clients and the field of new ones follow each other.
void syncAppArmor(Value &pod)
{
    if (textAt(pod, {u"spec", u"os", u"name"}) == u"windows" || !mentionsAppArmor(pod)) return;
    Value *spec = pod.find(u"spec");
    if (!spec) return;
    const Value *ofPod = at(*spec, {u"securityContext", u"appArmorProfile"});
    const Value podProfile = ofPod ? *ofPod : Value();
    QHash<QString, QString> known;
    for (const auto &[name, value] : mapAt(pod, {u"metadata", u"annotations"}))
        if (name.startsWith(appArmorPrefix)) known.insert(name, value.string() ? *value.string() : QString());
    ValueMap added;
    forContainers(*spec, [&](Value &container) {
        const QString key = appArmorPrefix.toString() + textAt(container, {u"name"});
        const auto annotation = known.constFind(key);
        const Value *own = at(container, {u"securityContext", u"appArmorProfile"});
        if (annotation == known.cend()) {
            const QString text = annotationOf(own ? own : podProfile.isNull() ? nullptr : &podProfile);
            if (!text.isEmpty()) added.emplace_back(key, text);
        } else if (!own) {
            Value profile = profileOf(*annotation);
            if (!profile.isNull() && !profile.means(podProfile))
                mapIn(container, u"securityContext").set(u"appArmorProfile", std::move(profile));
        }
    });
    if (!added.empty()) addMissing(mapIn(mapIn(pod, u"metadata"), u"annotations"), added);
}

using Amounts = QHash<QString, Quantity>;

// Adds the cpu and memory of one container; whether both are there.
bool addAmounts(const ValueMap &list, Amounts &sum)
{
    int found = 0;
    for (const auto &[name, value] : list) {
        if (name != u"cpu" && name != u"memory") continue;
        const auto amount = value.string() ? Quantity::parse(*value.string()) : std::nullopt;
        if (!amount || !(*amount > Quantity())) continue;
        sum[name] += *amount;
        ++found;
    }
    return found == 2;
}

} // namespace

QString qosClassOf(const Value &pod)
{
    Amounts requests, limits;
    bool guaranteed = true;
    for (const QStringView field : {QStringView(u"containers"), QStringView(u"initContainers")}) {
        for (const Value &container : listAt(pod, {u"spec", field})) {
            addAmounts(mapAt(container, {u"resources", u"requests"}), requests);
            if (!addAmounts(mapAt(container, {u"resources", u"limits"}), limits)) guaranteed = false;
        }
    }
    if (requests.isEmpty() && limits.isEmpty()) return u"BestEffort"_s;
    if (guaranteed && requests == limits) return u"Guaranteed"_s;
    return u"Burstable"_s;
}

void dropDisabledPodFields(Value &spec, const Value *old)
{
    if (!hasDisabledFields(spec)) return;
    if (!old || (mapAt(*old, {u"resources", u"requests"}).empty() && mapAt(*old, {u"resources", u"limits"}).empty()))
        spec.remove(u"resources");
    dropClaims(spec, old);
    dropBundles(spec, old);
    dropImageVolumes(spec, old);
    dropStopSignals(spec, old);
}

void preparePod(Value &pod)
{
    QString qos = textAt(pod, {u"status", u"qosClass"});
    if (qos.isEmpty()) qos = qosClassOf(pod);
    pod.set(u"status", ValueMap{{u"phase"_s, u"Pending"}, {u"qosClass"_s, qos}});
}

void finishPod(Value &pod)
{
    if (Value *spec = pod.find(u"spec")) dropDisabledPodFields(*spec, nullptr);
    if (!listAt(pod, {u"spec", u"schedulingGates"}).empty()) {
        const Value *now = at(pod, {u"metadata", u"creationTimestamp"});
        ValueMap condition = {{u"type"_s, u"PodScheduled"}, {u"status"_s, u"False"}, {u"lastProbeTime"_s, Value()}};
        condition.emplace_back(u"lastTransitionTime"_s, now ? *now : Value());
        condition.emplace_back(u"reason"_s, u"SchedulingGated");
        condition.emplace_back(u"message"_s, u"Scheduling is blocked due to non-empty scheduling gates");
        mapIn(pod, u"status").set(u"conditions", ValueList{std::move(condition)});
    }
    mergeAffinityKeys(pod);
    syncAppArmor(pod);
}

namespace {

bool tracksGeneration(const Value &status)
{
    if (integerAt(status, {u"observedGeneration"})) return true;
    return std::ranges::any_of(listAt(status, {u"conditions"}), [](const Value &condition) {
        return integerAt(condition, {u"observedGeneration"}) != 0;
    });
}

// A writer that says nothing of the observed generation leaves it as it was; of several conditions of one type, in
// their order.
void keepObservedGeneration(Value &status, const Value &old)
{
    if (const qint64 before = integerAt(old, {u"observedGeneration"});
        before && !integerAt(status, {u"observedGeneration"}))
        status.set(u"observedGeneration", before);
    QHash<QString, std::vector<qint64>> generations;
    for (const Value &condition : listAt(old, {u"conditions"}))
        generations[textAt(condition, {u"type"})].push_back(integerAt(condition, {u"observedGeneration"}));
    QHash<QString, std::size_t> used;
    Value *conditions = status.find(u"conditions");
    if (!conditions || !conditions->list()) return;
    for (Value &condition : *conditions->list()) {
        const QString type = textAt(condition, {u"type"});
        const auto &known = generations[type];
        const std::size_t at = used[type]++;
        if (at < known.size() && known[at] && !integerAt(condition, {u"observedGeneration"}))
            condition.set(u"observedGeneration", known[at]);
    }
}

void dropDisabledStatus(Value &status, const Value &old)
{
    for (const QStringView field : {QStringView(u"containerStatuses"), QStringView(u"initContainerStatuses"),
                                    QStringView(u"ephemeralContainerStatuses")}) {
        Value *statuses = status.find(field);
        if (!statuses || !statuses->list()) continue;
        for (Value &one : *statuses->list()) one.remove(u"allocatedResourcesStatus");
    }
    if (listAt(old, {u"spec", u"resourceClaims"}).empty()) status.remove(u"resourceClaimStatuses");
    const Value *before = old.find(u"status");
    if (before && tracksGeneration(*before)) return;
    status.remove(u"observedGeneration");
    if (Value *conditions = status.find(u"conditions"); conditions && conditions->list())
        for (Value &condition : *conditions->list()) condition.remove(u"observedGeneration");
}

} // namespace

void updatePod(Value &pod, const Value &old)
{
    if (Value *spec = pod.find(u"spec")) dropDisabledPodFields(*spec, old.find(u"spec"));
    if (Value *status = pod.find(u"status")) dropDisabledStatus(*status, old);
}

void updatePodStatus(Value &pod, const Value &old)
{
    mapIn(pod, u"metadata").remove(u"deletionTimestamp");
    Value &status = mapIn(pod, u"status");
    const Value *before = old.find(u"status");
    if (before && textAt(status, {u"qosClass"}).isEmpty()) keepFrom(*before, status, u"qosClass");
    if (before) keepObservedGeneration(status, *before);
    if (Value *spec = pod.find(u"spec")) dropDisabledPodFields(*spec, old.find(u"spec"));
    dropDisabledStatus(status, old);
}

} // namespace practice
