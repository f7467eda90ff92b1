// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/podcontrol.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/request/objectselector.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

void Expectations::expectCreations(const QString &owner, int count)
{
    Open &open = m_open[owner];
    open.creations += count;
    open.sinceMs = m_clock.monotonicMs();
}

void Expectations::expectDeletion(const QString &owner, const QString &pod)
{
    Open &open = m_open[owner];
    open.deletions.insert(pod);
    open.sinceMs = m_clock.monotonicMs();
}

void Expectations::creationSeen(const QString &owner)
{
    const auto open = m_open.find(owner);
    if (open != m_open.end() && open->creations > 0) --open->creations;
}

void Expectations::deletionSeen(const QString &owner, const QString &pod)
{
    const auto open = m_open.find(owner);
    if (open != m_open.end()) open->deletions.remove(pod);
}

bool Expectations::areMet(const QString &owner) const
{
    const auto open = m_open.constFind(owner);
    if (open == m_open.cend()) return true;
    if (open->creations <= 0 && open->deletions.isEmpty()) return true;
    return m_clock.monotonicMs() - open->sinceMs > patienceMs;
}

const Value *ownerAmong(const Informer &owners, const Value &object, QStringView kind)
{
    const Value *reference = controllerOf(object);
    if (!reference || textAt(*reference, {u"kind"}) != kind) return nullptr;
    const Value *owner = owners.find(namespaceOf(object), textAt(*reference, {u"name"}));
    return owner && uidOf(*owner) == textAt(*reference, {u"uid"}) ? owner : nullptr;
}

Answer<Value> PodControl::create(const Value &owner, const Value &podTemplate, const Value &more)
{
    auto made = make(owner, podTemplate, more);
    tell(owner, made);
    return made;
}

std::vector<Answer<Value>> PodControl::create(int count, const Value &owner, const Value &podTemplate)
{
    std::vector<Answer<Value>> all;
    for (int i = 0; i < count; ++i) all.push_back(make(owner, podTemplate, {}));
    for (const auto &one : all)
        if (!one) tell(owner, one);
    for (const auto &one : all)
        if (one) tell(owner, one);
    return all;
}

Answer<Value> PodControl::make(const Value &owner, const Value &podTemplate, const Value &more)
{
    Value pod(ValueMap{{u"kind"_s, u"Pod"}, {u"apiVersion"_s, u"v1"}});
    Value &metadata = mapIn(pod, u"metadata");
    for (const QStringView field : {QStringView(u"labels"), QStringView(u"annotations"), QStringView(u"finalizers")})
        if (const Value *given = at(podTemplate, {u"metadata", field}); given && !given->isNull())
            metadata.set(field, *given);
    // A prefix that is too long for a name is cut by the API server.
    metadata.set(u"generateName", nameOf(owner) + u'-');
    metadata.set(u"namespace", namespaceOf(owner));
    metadata.set(u"ownerReferences", ValueList{controllerReference(owner)});
    for (const auto &[field, value] : mapAt(more, {u"metadata"})) {
        if (field == u"name") metadata.remove(u"generateName");
        if (!value.isMap()) {
            metadata.set(field, value);
            continue;
        }
        Value &map = mapIn(metadata, field);
        for (const auto &[key, entry] : *value.map()) map.set(key, entry);
    }
    if (const Value *spec = podTemplate.find(u"spec")) pod.set(u"spec", *spec);
    return m_client.create(std::move(pod));
}

void PodControl::tell(const Value &owner, const Answer<Value> &made)
{
    if (made)
        m_events.record(owner, u"Normal"_s, u"SuccessfulCreate"_s, u"Created pod: "_s + nameOf(*made));
    else if (!made.status().isNamespaceTerminating())
        m_events.record(owner, u"Warning"_s, u"FailedCreate"_s, u"Error creating: "_s + made.status().message);
}

std::optional<ApiStatus> PodControl::remove(const Value &owner, const Value &pod)
{
    const auto removed = m_client.remove(m_client.kind(u"v1", u"Pod"), namespaceOf(pod), nameOf(pod));
    if (!removed && removed.status().isNotFound()) return removed.status();
    if (!removed) {
        m_events.record(owner, u"Warning"_s, u"FailedDelete"_s, u"Error deleting: "_s + removed.status().message);
        return removed.status();
    }
    m_events.record(owner, u"Normal"_s, u"SuccessfulDelete"_s, u"Deleted pod: "_s + nameOf(pod));
    return std::nullopt;
}

namespace {

std::optional<ApiStatus> setOwners(const ComponentClient &client, const Value &pod, ValueList owners)
{
    Value patch;
    Value &metadata = mapIn(patch, u"metadata");
    metadata.set(u"uid", uidOf(pod)); // of this pod alone, not of another one of its name
    if (owners.empty())
        metadata.set(u"ownerReferences", Value());
    else
        metadata.set(u"ownerReferences", std::move(owners));
    const ApiKind *kind = client.kindOf(pod);
    if (!kind) return ApiStatus::pathNotFound();
    const auto written = client.patch(*kind, namespaceOf(pod), nameOf(pod), patch);
    return written ? std::nullopt : std::optional(written.status());
}

} // namespace

std::optional<ApiStatus> PodControl::adopt(const Value &owner, const Value &pod)
{
    ValueList owners = listAt(pod, {u"metadata", u"ownerReferences"});
    owners.push_back(controllerReference(owner));
    return setOwners(m_client, pod, std::move(owners));
}

std::optional<ApiStatus> PodControl::release(const Value &owner, const Value &pod)
{
    ValueList owners = listAt(pod, {u"metadata", u"ownerReferences"});
    std::erase_if(owners, [&owner](const Value &one) { return textAt(one, {u"uid"}) == uidOf(owner); });
    return setOwners(m_client, pod, std::move(owners));
}

void indexByController(Informer &informer)
{
    informer.addIndex(u"controllerUid"_s, [](const Value &object) {
        const Value *owner = controllerOf(object);
        return QStringList{owner ? textAt(*owner, {u"uid"}) : QString()};
    });
}

std::vector<const Value *> ownOf(const Informer &informer, const Value &owner)
{
    return informer.byIndex(u"controllerUid"_s, uidOf(owner));
}

std::vector<const Value *> ownAndOrphans(const Informer &informer, const Value &owner)
{
    std::vector<const Value *> found = ownOf(informer, owner);
    const std::size_t own = found.size(); // sorted already
    for (const Value *orphan : informer.byIndex(u"controllerUid"_s, QString()))
        if (namespaceOf(*orphan) == namespaceOf(owner)) found.push_back(orphan);
    if (found.size() == own) return found;
    std::sort(found.begin(), found.end(),
              [](const Value *left, const Value *right) { return nameOf(*left) < nameOf(*right); });
    return found;
}

std::vector<Value> claimPods(const Value &owner, const std::vector<const Value *> &pods, PodControl &control,
                             const std::function<bool(const Value &)> &alsoMeant)
{
    const Value *given = at(owner, {u"spec", u"selector"});
    const auto selector = given ? std::optional(readSelector(*given)) : std::nullopt;
    const QString uid = uidOf(owner);
    std::vector<Value> claimed;
    for (const Value *pod : pods) {
        const Value *controller = controllerOf(*pod);
        if (controller && textAt(*controller, {u"uid"}) != uid) continue; // somebody else's
        const bool isMeant = selector && selector->matches(labelsOf(*pod)) && (!alsoMeant || alsoMeant(*pod));
        if (controller) {
            if (isMeant)
                claimed.push_back(*pod);
            else if (!isGoing(owner))
                (void)control.release(owner, *pod); // tried again with the next change
            continue;
        }
        if (!isMeant || isGoing(owner) || isGoing(*pod)) continue;
        if (!control.adopt(owner, *pod)) claimed.push_back(*pod);
    }
    return claimed;
}

} // namespace practice
