// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/network/endpointslice.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 sliceChangeDelayMs = 1000; // endpointSliceChangeMinSyncDelay
constexpr qint64 firstBackoffMs = 1000;     // defaultSyncBackOff
constexpr qint64 lastBackoffMs = 1000 * 1000;
constexpr int mostRetries = 15;
const QString manager = u"endpointslice-controller.k8s.io"_s;

QString serviceOf(const Value &slice)
{
    const QString name = textAt(slice, {u"metadata", u"labels", u"kubernetes.io/service-name"});
    return name.isEmpty() ? QString() : Informer::keyOf(namespaceOf(slice), name);
}

qint64 generationOf(const Value &object) { return integerAt(object, {u"metadata", u"generation"}); }

void setTriggerTime(Value &object, qint64 ms)
{
    constexpr QStringView field = u"endpoints.kubernetes.io/last-change-trigger-time";
    Value &annotations = mapIn(mapIn(object, u"metadata"), u"annotations");
    if (ms)
        annotations.set(field, timeText(ms));
    else
        annotations.remove(field);
}

} // namespace

void SliceTracker::written(const QString &service, const Value &slice)
{
    m_generations[service].insert_or_assign(uidOf(slice), generationOf(slice));
}

void SliceTracker::expectRemoval(const QString &service, const Value &slice)
{
    m_generations[service].insert_or_assign(uidOf(slice), -1);
}

bool SliceTracker::knows(const QString &service, const Value &slice) const
{
    const auto found = m_generations.find(service);
    return found != m_generations.end() && found->second.contains(uidOf(slice));
}

bool SliceTracker::isNews(const QString &service, const Value &slice) const
{
    return !knows(service, slice) || m_generations.at(service).at(uidOf(slice)) != generationOf(slice);
}

bool SliceTracker::removed(const QString &service, const Value &slice)
{
    const auto found = m_generations.find(service);
    if (found == m_generations.end()) return true;
    const auto one = found->second.find(uidOf(slice));
    if (one == found->second.end()) return true;
    const bool wasExpected = one->second < 0;
    found->second.erase(one);
    return wasExpected;
}

bool SliceTracker::isStale(const QString &service, const std::vector<Value> &slices) const
{
    const auto found = m_generations.find(service);
    if (found == m_generations.end()) return false;
    std::map<QString, qint64> seen;
    for (const Value &slice : slices) seen.insert_or_assign(uidOf(slice), generationOf(slice));
    for (const auto &[uid, generation] : seen) {
        const auto one = found->second.find(uid);
        if (one != found->second.end() && (one->second < 0 || one->second > generation)) return true;
    }
    return std::any_of(found->second.begin(), found->second.end(),
                       [&seen](const auto &one) { return one.second >= 0 && !seen.contains(one.first); });
}

EndpointSliceController::EndpointSliceController(ComponentProcess &process)
    : Controller(process, u"endpoint-slice-controller"_s),
      m_services(process.informer(u"v1", u"Service")),
      m_pods(process.informer(u"v1", u"Pod")),
      m_nodes(process.informer(u"v1", u"Node")),
      m_slices(process.informer(u"discovery.k8s.io/v1", u"EndpointSlice"))
{
    const auto inNamespace = [](const Value &object) { return QStringList{namespaceOf(object)}; };
    m_services.addIndex(u"namespace"_s, inNamespace);
    m_pods.addIndex(u"namespace"_s, inNamespace);
    m_slices.addIndex(u"service"_s, [](const Value &slice) {
        const QString service = serviceOf(slice);
        return service.isEmpty() ? QStringList() : QStringList{service};
    });
    const auto again = [this](const Value &service) { enqueue(Informer::keyOf(service)); };
    m_services.addHandler(
        {.added = again, .changed = [again](const Value &, const Value &now) { again(now); }, .removed = again});
    const auto pods = [this](const Value &pod) {
        for (const QString &key : servicesOf(m_services, pod)) enqueueLater(key);
    };
    m_pods.addHandler({.added = pods,
                       .changed = [this](const Value &before, const Value &now) { podChanged(before, now); },
                       .removed = pods});
    m_slices.addHandler({.added = [this](const Value &slice) { sliceChanged(nullptr, slice); },
                         .changed = [this](const Value &before, const Value &now) { sliceChanged(&before, now); },
                         .removed = [this](const Value &last) { sliceGone(last); }});
}

void EndpointSliceController::enqueueLater(const QString &service)
{
    const auto count = m_podCounts.find(service);
    const qint64 wait = count == m_podCounts.end() ? 0 : msToWaitFor(count->second);
    if (wait == 0)
        enqueue(service);
    else
        enqueueAfter(service, wait);
}

void EndpointSliceController::podChanged(const Value &before, const Value &now)
{
    for (const QString &key : servicesToUpdate(m_services, before, now)) enqueueLater(key);
}

void EndpointSliceController::sliceChanged(const Value *before, const Value &now)
{
    const QString service = serviceOf(now);
    if (before && serviceOf(*before) != service) {
        for (const QString &key : {service, serviceOf(*before)})
            if (!key.isEmpty()) enqueueAfter(key, sliceChangeDelayMs);
        return;
    }
    if (service.isEmpty()) return;
    const bool isOurs = sliceManagerOf(now) == manager;
    const bool changedHands = before && (sliceManagerOf(*before) == manager) != isOurs;
    if (changedHands || (isOurs && m_tracker.isNews(service, now))) enqueueAfter(service, sliceChangeDelayMs);
}

void EndpointSliceController::sliceGone(const Value &last)
{
    const QString service = serviceOf(last);
    if (sliceManagerOf(last) == manager && m_tracker.knows(service, last) && !m_tracker.removed(service, last))
        enqueueAfter(service, sliceChangeDelayMs);
}

std::vector<const Value *> EndpointSliceController::podsOf(const Value &service) const
{
    std::vector<const Value *> pods;
    for (const Value *pod : m_pods.byIndex(u"namespace"_s, namespaceOf(service)))
        if (selectsPod(service, *pod)) pods.push_back(pod);
    return pods;
}

std::vector<Value> EndpointSliceController::slicesOf(const Value &service) const
{
    std::vector<Value> slices;
    for (const Value *slice : m_slices.byIndex(u"service"_s, Informer::keyOf(service)))
        if (sliceManagerOf(*slice) == manager && !isGoing(*slice)) slices.push_back(*slice);
    return slices;
}

std::optional<ApiStatus> EndpointSliceController::reconcile(const QString &key)
{
    const Value *found = m_services.find(key);
    if (!found) {
        m_times.forget(key);
        m_tracker.forget(key);
        m_failures.erase(key);
        m_podCounts.erase(key);
        return std::nullopt;
    }
    const Value service = *found;
    if (textAt(service, {u"spec", u"type"}) == u"ExternalName") return std::nullopt;
    if (!at(service, {u"spec", u"selector"})) return std::nullopt;
    const std::vector<Value> slices = slicesOf(service);
    if (m_tracker.isStale(key, slices)) {
        retry(key);
        return std::nullopt;
    }
    const std::vector<const Value *> pods = podsOf(service);
    m_podCounts[key] = pods.size();
    const qint64 triggerMs = m_times.next(key, service, pods);
    const QStringList types = addressTypesOf(service);
    std::vector<SlicePlan> plans;
    const auto nodeOf = [this](const QString &name) { return m_nodes.find(name); };
    for (const QString &type : types) {
        std::vector<Value> ofType;
        for (const Value &slice : slices)
            if (textAt(slice, {u"addressType"}) == type) ofType.push_back(slice);
        plans.push_back(planSlices(service, pods, ofType, type, nodeOf));
    }
    SlicePlan leftOver; // of families that it has no more
    for (const Value &slice : slices)
        if (!types.contains(textAt(slice, {u"addressType"}))) leftOver.remove.push_back(slice);
    plans.push_back(std::move(leftOver));
    QStringList errors;
    for (SlicePlan &plan : plans) {
        errors += plan.errors;
        errors += write(key, service, std::move(plan), triggerMs);
    }
    if (errors.isEmpty()) {
        m_failures.erase(key);
        return std::nullopt;
    }
    const QString text = u"Error updating Endpoint Slices for Service %1: %2"_s.arg(key, aggregateText(errors));
    events().record(service, u"Warning"_s, u"FailedToUpdateEndpointSlices"_s, text);
    decided(key, text);
    retry(key);
    return std::nullopt;
}

// With a backoff of its own, longer than other controllers'.
void EndpointSliceController::retry(const QString &key)
{
    const int failures = m_failures[key]++;
    if (failures >= mostRetries) {
        m_failures.erase(key); // the next change of a pod, a slice or the Service brings it back
        return;
    }
    enqueueAfter(key, std::min(firstBackoffMs << failures, lastBackoffMs));
}

QStringList EndpointSliceController::write(const QString &key, const Value &service, SlicePlan plan, qint64 triggerMs)
{
    recycleSlices(service, plan);
    QStringList names;
    const auto failed = [&key](const QString &what, const ApiStatus &status) {
        return QStringList{u"failed to %1 EndpointSlice for Service %2: %3"_s.arg(what, key, status.message)};
    };
    if (!isGoing(service)) {
        for (Value &slice : plan.create) {
            setTriggerTime(slice, triggerMs);
            const auto made = client().create(std::move(slice));
            if (!made && made.status().isNamespaceTerminating()) return {};
            if (!made) return failed(u"create"_s, made.status());
            m_tracker.written(key, *made);
            names.append(u"created "_s + nameOf(*made));
        }
    }
    for (Value &slice : plan.update) {
        setTriggerTime(slice, triggerMs);
        const QString name = nameOf(slice);
        const auto written = client().update(std::move(slice));
        if (!written) return failed(u"update "_s + name, written.status());
        m_tracker.written(key, *written);
        names.append(u"updated "_s + name);
    }
    const ApiKind &kind = m_slices.kind();
    for (const Value &slice : plan.remove) {
        const auto removed = client().remove(kind, namespaceOf(slice), nameOf(slice));
        if (!removed) return failed(u"delete "_s + nameOf(slice), removed.status());
        m_tracker.expectRemoval(key, slice);
        names.append(u"deleted "_s + nameOf(slice));
    }
    if (!names.isEmpty())
        decided(key, u"%1 pods with an address are meant: %2"_s.arg(plan.endpoints).arg(names.join(u", "_s)));
    return {};
}

} // namespace practice
