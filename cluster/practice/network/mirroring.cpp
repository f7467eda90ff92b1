// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/network/mirroring.h"

#include "cluster/practice/base/ipaddress.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/network/subsets.h"

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

const QString mirroringManager = u"endpointslicemirroring-controller.k8s.io"_s;

QString endpointsOf(const Value &slice)
{
    const QString name = textAt(slice, {u"metadata", u"labels", sliceServiceLabel});
    return name.isEmpty() ? QString() : Informer::keyOf(namespaceOf(slice), name);
}

bool isMirrored(const Value &endpoints)
{
    return textAt(endpoints, {u"metadata", u"labels", u"endpointslice.kubernetes.io/skip-mirror"}) != u"true" &&
           !at(endpoints, {u"metadata", u"annotations", u"control-plane.alpha.kubernetes.io/leader"});
}

Value copiedAnnotations(const Value &endpoints)
{
    Value annotations(mapAt(endpoints, {u"metadata", u"annotations"}));
    annotations.remove(u"endpoints.kubernetes.io/last-change-trigger-time");
    annotations.remove(u"kubectl.kubernetes.io/last-applied-configuration");
    return annotations;
}

struct Wanted
{
    ValueList ports;
    std::map<QString, Value> endpoints = {}; // by endpointKey()
};

struct Addresses
{
    std::map<std::pair<QString, QString>, Wanted> byTypeAndPorts = {};
    int invalid = 0;
    int skipped = 0;
};

ValueList slicePorts(const Value &subset)
{
    ValueList ports;
    for (const Value &one : listAt(subset, {u"ports"})) {
        Value port = one;
        port.set(u"name", textAt(one, {u"name"}));
        ports.push_back(std::move(port));
    }
    return sortedSlicePorts(std::move(ports));
}

Addresses addressesOf(const Value &endpoints)
{
    Addresses all;
    for (const Value &subset : repackSubsets(listAt(endpoints, {u"subsets"}))) {
        const ValueList ports = slicePorts(subset);
        int added = 0, total = 0;
        for (const QStringView field : {QStringView(u"addresses"), QStringView(u"notReadyAddresses")}) {
            for (const Value &address : listAt(subset, {field})) {
                ++total;
                if (added >= EndpointSliceMirroringController::mostPerSubset) continue;
                const auto parsed = IpAddress::parse(textAt(address, {u"ip"}));
                if (!parsed) {
                    ++all.invalid;
                    continue;
                }
                Value endpoint;
                endpoint.set(u"addresses", ValueList{parsed->toString()});
                mapIn(endpoint, u"conditions").set(u"ready", field == u"addresses");
                for (const QStringView copied :
                     {QStringView(u"hostname"), QStringView(u"targetRef"), QStringView(u"nodeName")})
                    if (const Value *value = address.find(copied); value && !value->isNull())
                        endpoint.set(copied, *value);
                Wanted &wanted = all.byTypeAndPorts[{parsed->isV4() ? u"IPv4"_s : u"IPv6"_s, portsKey(ports)}];
                wanted.ports = ports;
                wanted.endpoints.insert_or_assign(endpointKey(endpoint), std::move(endpoint));
                ++added;
            }
        }
        all.skipped += total - added;
    }
    return all;
}

bool isUpToDate(const Value &slice, const Value &endpoints, const Wanted &wanted)
{
    const ValueList &there = listAt(slice, {u"endpoints"});
    if (there.size() != wanted.endpoints.size()) return false;
    for (const Value &endpoint : there) {
        const auto found = wanted.endpoints.find(endpointKey(endpoint));
        if (found == wanted.endpoints.end() || !sameBeyondKey(found->second, endpoint)) return false;
    }
    Value labels(mapAt(slice, {u"metadata", u"labels"}));
    labels.remove(sliceServiceLabel);
    labels.remove(sliceManagerLabel);
    if (!labels.means(Value(mapAt(endpoints, {u"metadata", u"labels"})))) return false;
    if (!Value(mapAt(slice, {u"metadata", u"annotations"})).means(copiedAnnotations(endpoints))) return false;
    for (const Value &owner : listAt(slice, {u"metadata", u"ownerReferences"}))
        if (textAt(owner, {u"kind"}) == u"Endpoints" && textAt(owner, {u"name"}) == nameOf(endpoints) &&
            textAt(owner, {u"uid"}) != uidOf(endpoints))
            return false;
    return true;
}

Value sliceFor(const Value &endpoints, const Wanted &wanted, const QString &type, const QString &name)
{
    Value slice(ValueMap{{u"apiVersion"_s, u"discovery.k8s.io/v1"}, {u"kind"_s, u"EndpointSlice"}});
    Value &metadata = mapIn(slice, u"metadata");
    if (name.isEmpty())
        metadata.set(u"generateName", slicePrefixOf(nameOf(endpoints)));
    else
        metadata.set(u"name", name);
    metadata.set(u"namespace", namespaceOf(endpoints));
    Value labels(mapAt(endpoints, {u"metadata", u"labels"}));
    labels.set(sliceServiceLabel, nameOf(endpoints));
    labels.set(sliceManagerLabel, mirroringManager);
    metadata.set(u"labels", std::move(labels));
    metadata.set(u"annotations", copiedAnnotations(endpoints));
    Value owner = endpoints;
    owner.set(u"apiVersion", u"v1");
    owner.set(u"kind", u"Endpoints");
    metadata.set(u"ownerReferences", ValueList{controllerReference(owner)});
    slice.set(u"addressType", type);
    ValueList list;
    for (const auto &[key, endpoint] : wanted.endpoints)
        if (list.size() < std::size_t(EndpointSliceMirroringController::mostPerSubset)) list.push_back(endpoint);
    slice.set(u"endpoints", std::move(list));
    slice.set(u"ports", wanted.ports.empty() ? Value() : Value(wanted.ports));
    return slice;
}

} // namespace

EndpointSliceMirroringController::EndpointSliceMirroringController(ComponentProcess &process)
    : Controller(process, u"endpoint-slice-mirroring-controller"_s),
      m_services(process.informer(u"v1", u"Service")),
      m_endpoints(process.informer(u"v1", u"Endpoints")),
      m_slices(process.informer(u"discovery.k8s.io/v1", u"EndpointSlice"))
{
    m_slices.addIndex(u"service"_s, [](const Value &slice) {
        const QString key = endpointsOf(slice);
        return key.isEmpty() ? QStringList() : QStringList{key};
    });
    const auto again = [this](const Value &object) { enqueue(Informer::keyOf(object)); };
    const auto unselected = [again](const Value &service) {
        if (!at(service, {u"spec", u"selector"})) again(service);
    };
    m_services.addHandler({.added = unselected,
                           .changed =
                               [again](const Value &before, const Value &now) {
                                   if (!at(before, {u"spec", u"selector"}) != !at(now, {u"spec", u"selector"}))
                                       again(now);
                               },
                           .removed = unselected});
    const auto mirrored = [again](const Value &endpoints) {
        if (isMirrored(endpoints)) again(endpoints);
    };
    m_endpoints.addHandler({.added = mirrored,
                            .changed =
                                [again](const Value &before, const Value &now) {
                                    if (isMirrored(before) || isMirrored(now)) again(now);
                                },
                            .removed = mirrored});
    m_slices.addHandler({.added = [this](const Value &slice) { sliceChanged(nullptr, slice); },
                         .changed = [this](const Value &before, const Value &now) { sliceChanged(&before, now); },
                         .removed =
                             [this](const Value &last) {
                                 const QString key = endpointsOf(last);
                                 if (sliceManagerOf(last) == mirroringManager && m_tracker.knows(key, last) &&
                                     !m_tracker.removed(key, last))
                                     enqueue(key);
                             }});
}

void EndpointSliceMirroringController::sliceChanged(const Value *before, const Value &now)
{
    const QString key = endpointsOf(now);
    if (before && endpointsOf(*before) != key) {
        for (const QString &one : {key, endpointsOf(*before)})
            if (!one.isEmpty()) enqueue(one);
        return;
    }
    if (key.isEmpty()) return;
    const bool isOurs = sliceManagerOf(now) == mirroringManager;
    if ((before && (sliceManagerOf(*before) == mirroringManager) != isOurs) || (isOurs && m_tracker.isNews(key, now)))
        enqueue(key);
}

std::vector<Value> EndpointSliceMirroringController::slicesOf(const QString &key) const
{
    std::vector<Value> slices;
    for (const Value *slice : m_slices.byIndex(u"service"_s, key))
        if (sliceManagerOf(*slice) == mirroringManager) slices.push_back(*slice);
    return slices;
}

std::optional<ApiStatus> EndpointSliceMirroringController::removeAll(const QString &key)
{
    m_tracker.forget(key);
    SlicePlan plan;
    plan.remove = slicesOf(key);
    return write(key, std::move(plan));
}

std::optional<ApiStatus> EndpointSliceMirroringController::reconcile(const QString &key)
{
    const Value *found = m_endpoints.find(key);
    const Value *service = m_services.find(key);
    if (!found || !isMirrored(*found) || !service || at(*service, {u"spec", u"selector"})) return removeAll(key);
    const Value endpoints = *found;
    const std::vector<Value> slices = slicesOf(key);
    if (m_tracker.isStale(key, slices))
        return ApiStatus::conflict({u"discovery.k8s.io"_s, u"endpointslices"_s}, nameOf(endpoints),
                                   u"EndpointSlice informer cache is out of date"_s);
    const Addresses wanted = addressesOf(endpoints);
    if (wanted.invalid > 0)
        events().record(endpoints, u"Warning"_s, u"InvalidIPAddress"_s,
                        u"Skipped %1 invalid IP addresses when mirroring to EndpointSlices"_s.arg(wanted.invalid));
    if (wanted.skipped > wanted.invalid)
        events().record(
            endpoints, u"Warning"_s, u"TooManyAddressesToMirror"_s,
            u"A max of %1 addresses can be mirrored to EndpointSlices per Endpoints subset. %2 addresses were skipped"_s
                .arg(mostPerSubset)
                .arg(wanted.skipped));
    std::map<std::pair<QString, QString>, std::vector<Value>> there;
    for (const Value &slice : slices)
        there[{textAt(slice, {u"addressType"}), portsKey(listAt(slice, {u"ports"}))}].push_back(slice);
    SlicePlan plan;
    for (const auto &[typeAndPorts, one] : wanted.byTypeAndPorts) {
        std::vector<Value> old = std::move(there[typeAndPorts]);
        there.erase(typeAndPorts);
        plan.endpoints += int(one.endpoints.size());
        if (!old.empty()) plan.remove.insert(plan.remove.end(), old.begin() + 1, old.end());
        if (!old.empty() && isUpToDate(old.front(), endpoints, one)) continue;
        const QString name = old.empty() ? QString() : nameOf(old.front());
        (name.isEmpty() ? plan.create : plan.update).push_back(sliceFor(endpoints, one, typeAndPorts.first, name));
    }
    for (auto &[typeAndPorts, old] : there) plan.remove.insert(plan.remove.end(), old.begin(), old.end());
    if (isGoing(endpoints)) plan.create.clear();
    return write(key, std::move(plan));
}

std::optional<ApiStatus> EndpointSliceMirroringController::write(const QString &key, SlicePlan plan)
{
    for (std::size_t i = 0; i < plan.remove.size() && !plan.create.empty();) {
        if (textAt(plan.remove[i], {u"addressType"}) != textAt(plan.create.front(), {u"addressType"})) {
            ++i;
            continue;
        }
        mapIn(plan.create.front(), u"metadata").set(u"name", nameOf(plan.remove[i]));
        plan.update.push_back(std::move(plan.create.front()));
        plan.create.erase(plan.create.begin());
        plan.remove.erase(plan.remove.begin() + std::ptrdiff_t(i));
    }
    for (Value &slice : plan.create) {
        const auto made = client().create(std::move(slice));
        if (!made && made.status().isNamespaceTerminating()) return std::nullopt;
        if (!made) return made.status();
        m_tracker.written(key, *made);
        decided(key, u"mirrors %1 addresses into the new %2"_s.arg(plan.endpoints).arg(nameOf(*made)));
    }
    for (Value &slice : plan.update) {
        const auto written = client().update(std::move(slice));
        if (!written) return written.status();
        m_tracker.written(key, *written);
        decided(key, u"mirrors %1 addresses into %2"_s.arg(plan.endpoints).arg(nameOf(*written)));
    }
    for (const Value &slice : plan.remove) {
        const auto removed = client().remove(m_slices.kind(), namespaceOf(slice), nameOf(slice));
        if (!removed && !removed.status().isNotFound()) return removed.status();
        m_tracker.expectRemoval(key, slice);
        decided(key, u"deletes %1: nothing is to be mirrored there"_s.arg(nameOf(slice)));
    }
    return std::nullopt;
}

} // namespace practice
