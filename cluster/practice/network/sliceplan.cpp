// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/network/sliceplan.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/network/endpointrules.h"

#include <algorithm>
#include <set>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView sliceManager = u"endpointslice-controller.k8s.io";

bool isReserved(QStringView label)
{
    return label == sliceServiceLabel || label == sliceManagerLabel || label == headlessLabel;
}

Value withoutReserved(const Value &object)
{
    Value labels{ValueMap()};
    for (const auto &[key, value] : mapAt(object, {u"metadata", u"labels"}))
        if (!isReserved(key)) labels.set(key, value);
    return labels;
}

Value sliceLabels(const Value &service)
{
    Value labels = withoutReserved(service);
    if (!hasClusterIp(service)) labels.set(headlessLabel, u"");
    labels.set(sliceServiceLabel, nameOf(service));
    labels.set(sliceManagerLabel, sliceManager.toString());
    return labels;
}

ValueList portsFor(const Value &service, const Value &pod)
{
    ValueList ports;
    for (const Value &servicePort : listAt(service, {u"spec", u"ports"})) {
        const auto number = targetPortOf(pod, servicePort);
        if (!number) continue;
        Value port;
        port.set(u"name", textAt(servicePort, {u"name"}));
        port.set(u"protocol", textAt(servicePort, {u"protocol"}));
        port.set(u"port", *number);
        if (const Value *protocol = servicePort.find(u"appProtocol"); protocol && !protocol->isNull())
            port.set(u"appProtocol", *protocol);
        ports.push_back(std::move(port));
    }
    return sortedSlicePorts(std::move(ports));
}

Value endpointFor(const Value &service, const Value &pod, const Value *node, const QString &addressType)
{
    const bool serving = isReady(pod);
    const bool terminating = isGoing(pod);
    ValueList addresses;
    QStringList texts = podAddresses(pod, addressType);
    texts.sort();
    for (const QString &address : texts) addresses.push_back(address);
    Value endpoint;
    endpoint.set(u"addresses", std::move(addresses));
    Value &conditions = mapIn(endpoint, u"conditions");
    conditions.set(u"ready", boolAt(service, {u"spec", u"publishNotReadyAddresses"}) || (serving && !terminating));
    conditions.set(u"serving", serving);
    conditions.set(u"terminating", terminating);
    if (setsHostname(pod, service)) endpoint.set(u"hostname", textAt(pod, {u"spec", u"hostname"}));
    Value &target = mapIn(endpoint, u"targetRef");
    target.set(u"kind", u"Pod");
    target.set(u"namespace", namespaceOf(pod));
    target.set(u"name", nameOf(pod));
    target.set(u"uid", uidOf(pod));
    if (const QString name = textAt(pod, {u"spec", u"nodeName"}); !name.isEmpty()) endpoint.set(u"nodeName", name);
    const QString zone = node ? textAt(*node, {u"metadata", u"labels", u"topology.kubernetes.io/zone"}) : QString();
    if (!zone.isEmpty()) endpoint.set(u"zone", zone);
    return endpoint;
}

Value newSlice(const Value &service, ValueList ports, const QString &addressType)
{
    Value slice(ValueMap{{u"apiVersion"_s, u"discovery.k8s.io/v1"}, {u"kind"_s, u"EndpointSlice"}});
    Value &metadata = mapIn(slice, u"metadata");
    metadata.set(u"generateName", slicePrefixOf(nameOf(service)));
    metadata.set(u"namespace", namespaceOf(service));
    metadata.set(u"labels", sliceLabels(service));
    Value owner = service;
    owner.set(u"apiVersion", u"v1");
    owner.set(u"kind", u"Service");
    metadata.set(u"ownerReferences", ValueList{controllerReference(owner)});
    slice.set(u"addressType", addressType);
    slice.set(u"endpoints", Value()); // empty lists are null, as they come through protobuf
    slice.set(u"ports", ports.empty() ? Value() : Value(std::move(ports)));
    return slice;
}

bool isOwnedBy(const Value &slice, const Value &service)
{
    const ValueList &owners = listAt(slice, {u"metadata", u"ownerReferences"});
    return std::any_of(owners.begin(), owners.end(), [&service](const Value &owner) {
        return textAt(owner, {u"uid"}) == uidOf(service) && textAt(owner, {u"kind"}) == u"Service" &&
               textAt(owner, {u"apiVersion"}) == u"v1";
    });
}

using Endpoints = std::map<QString, Value>; // by endpointKey(), so in the order of the pods' names

struct Group // slices with the same ports
{
    ValueList ports = {};
    Endpoints wanted = {};
    bool isWanted = false;
    std::vector<Value> slices = {};
};

std::size_t sizeOf(const Value &slice) { return listAt(slice, {u"endpoints"}).size(); }

void fill(Value &slice, Endpoints &wanted)
{
    ValueList endpoints = listAt(slice, {u"endpoints"});
    while (!wanted.empty() && endpoints.size() < std::size_t(endpointsPerSlice)) {
        endpoints.push_back(wanted.begin()->second);
        wanted.erase(wanted.begin());
    }
    slice.set(u"endpoints", std::move(endpoints));
}

// The slice that is fullest afterwards, among those that hold so many more.
std::map<QString, Value>::iterator sliceToFill(std::map<QString, Value> &slices, std::size_t count)
{
    auto best = slices.end();
    int closest = endpointsPerSlice;
    for (auto one = slices.begin(); one != slices.end(); ++one) {
        const int room = endpointsPerSlice - int(count + sizeOf(one->second));
        if (room < 0 || room >= closest) continue;
        closest = room;
        best = one;
    }
    return best;
}

// What is in a slice stays there, as far as it is wanted; the rest goes where something is written anyway, then where
// it fits whole, then into new slices.
void planGroup(const Value &service, Group &group, const QString &addressType, SlicePlan &plan)
{
    std::map<QString, Value> unchanged, changed;
    Endpoints wanted = group.wanted;
    for (const Value &slice : group.slices) {
        ValueList kept;
        bool isDifferent = false;
        for (const Value &endpoint : listAt(slice, {u"endpoints"})) {
            const auto found = wanted.find(endpointKey(endpoint));
            if (found == wanted.end()) continue;
            if (!sameBeyondKey(found->second, endpoint)) isDifferent = true;
            kept.push_back(found->second);
            wanted.erase(found);
        }
        Value next = slice;
        mapIn(next, u"metadata").set(u"labels", sliceLabels(service));
        if (isDifferent || kept.size() != sizeOf(slice)) {
            if (kept.empty()) {
                plan.remove.push_back(slice);
                continue;
            }
            next.set(u"endpoints", std::move(kept));
            changed.insert_or_assign(nameOf(slice), std::move(next));
        } else if (!withoutReserved(slice).means(withoutReserved(service))) {
            changed.insert_or_assign(nameOf(slice), std::move(next));
        } else {
            unchanged.insert_or_assign(nameOf(slice), slice);
        }
    }
    std::vector<Value *> fullest;
    for (auto &[name, slice] : changed) fullest.push_back(&slice);
    std::stable_sort(fullest.begin(), fullest.end(),
                     [](const Value *a, const Value *b) { return sizeOf(*a) > sizeOf(*b); });
    for (Value *slice : fullest)
        if (!wanted.empty()) fill(*slice, wanted);
    while (!wanted.empty()) {
        const auto place =
            wanted.size() < std::size_t(endpointsPerSlice) ? sliceToFill(unchanged, wanted.size()) : unchanged.end();
        if (place != unchanged.end()) {
            Value slice = place->second;
            fill(slice, wanted);
            changed.insert_or_assign(place->first, std::move(slice));
            unchanged.erase(place);
        } else {
            Value slice = newSlice(service, group.ports, addressType);
            fill(slice, wanted);
            plan.create.push_back(std::move(slice));
        }
    }
    for (auto &[name, slice] : changed) plan.update.push_back(std::move(slice));
}

// The hints of trafficDistribution (trafficdist.go); other hints go.
bool wantsHints(const Value &service)
{
    const QString mode = textAt(service, {u"spec", u"trafficDistribution"});
    return mode == u"PreferClose"; // PreferSameZone and PreferSameNode are behind a gate that is off
}

void setHint(Value &endpoint, bool wanted)
{
    const QString zone = textAt(endpoint, {u"zone"});
    if (wanted && !boolAt(endpoint, {u"conditions", u"ready"})) return;
    if (!wanted || zone.isEmpty()) {
        endpoint.remove(u"hints");
        return;
    }
    Value hints;
    hints.set(u"forZones", ValueList{ValueMap{{u"name"_s, zone}}});
    endpoint.set(u"hints", std::move(hints));
}

void planHints(const Value &service, const std::vector<Value> &slices, SlicePlan &plan)
{
    const bool wanted = wantsHints(service);
    const auto hinted = [wanted](const Value &slice) {
        ValueList endpoints = listAt(slice, {u"endpoints"});
        for (Value &endpoint : endpoints) setHint(endpoint, wanted);
        Value next = slice;
        next.set(u"endpoints", std::move(endpoints));
        return next;
    };
    std::set<QString> touched;
    for (const auto *list : {&plan.update, &plan.remove})
        for (const Value &slice : *list) touched.insert(nameOf(slice));
    for (auto *list : {&plan.create, &plan.update})
        for (Value &slice : *list) slice = hinted(slice);
    for (const Value &slice : slices) {
        if (touched.contains(nameOf(slice))) continue;
        if (Value next = hinted(slice); !next.means(slice)) plan.update.push_back(std::move(next));
    }
}

bool isPlaceholder(const Value &slice, const Value &placeholder)
{
    const auto labels = [](const Value &object) { return Value(mapAt(object, {u"metadata", u"labels"})); };
    return sizeOf(slice) == 0 && listAt(slice, {u"ports"}).empty() && labels(slice).means(labels(placeholder));
}

} // namespace

QStringList addressTypesOf(const Value &service)
{
    QStringList types;
    for (const Value &family : listAt(service, {u"spec", u"ipFamilies"}))
        if (family.isString()) types.append(*family.string());
    types.sort();
    if (!types.isEmpty()) return types;
    if (hasClusterIp(service)) return {textAt(service, {u"spec", u"clusterIP"}).contains(u':') ? u"IPv6"_s : u"IPv4"_s};
    return {u"IPv4"_s, u"IPv6"_s};
}

SlicePlan planSlices(const Value &service, const std::vector<const Value *> &pods, const std::vector<Value> &slices,
                     const QString &addressType, const std::function<const Value *(const QString &)> &nodeOf)
{
    SlicePlan plan;
    std::map<QString, Group> groups;
    for (const Value &slice : slices) {
        if (isOwnedBy(slice, service))
            groups[portsKey(listAt(slice, {u"ports"}))].slices.push_back(slice);
        else
            plan.remove.push_back(slice); // of a Service of this name that was there before
    }
    for (const Value *pod : pods) {
        if (!belongsInEndpoints(*pod, true)) continue;
        ValueList ports = portsFor(service, *pod);
        Group &group = groups[portsKey(ports)];
        group.isWanted = true;
        group.ports = std::move(ports);
        const QString name = textAt(*pod, {u"spec", u"nodeName"});
        const Value *node = nodeOf(name);
        if (!node && !boolAt(service, {u"spec", u"publishNotReadyAddresses"})) {
            plan.errors.append(u"skipping Pod %1 for Service %2: Node %3 Not Found"_s.arg(
                nameOf(*pod), Informer::keyOf(service), name));
            continue;
        }
        Value endpoint = endpointFor(service, *pod, node, addressType);
        if (!listAt(endpoint, {u"addresses"}).empty())
            group.wanted.insert_or_assign(endpointKey(endpoint), std::move(endpoint));
    }
    for (auto &[key, group] : groups) {
        plan.endpoints += int(group.wanted.size());
        if (group.isWanted)
            planGroup(service, group, addressType, plan);
        else
            plan.remove.insert(plan.remove.end(), group.slices.begin(), group.slices.end());
    }
    // A Service has at least one slice, if an empty one.
    if (slices.size() == plan.remove.size() && plan.create.empty()) {
        Value placeholder = newSlice(service, {}, addressType);
        if (plan.remove.size() == 1 && isPlaceholder(plan.remove.front(), placeholder) &&
            isOwnedBy(plan.remove.front(), service))
            plan.remove.clear();
        else
            plan.create.push_back(std::move(placeholder));
    }
    planHints(service, slices, plan);
    return plan;
}

void recycleSlices(const Value &service, SlicePlan &plan)
{
    for (std::size_t i = 0; i < plan.remove.size() && !plan.create.empty();) {
        const Value &old = plan.remove[i];
        Value &slice = plan.create.back();
        if (textAt(old, {u"addressType"}) != textAt(slice, {u"addressType"}) || !isOwnedBy(old, service)) {
            ++i;
            continue;
        }
        mapIn(slice, u"metadata").set(u"name", nameOf(old));
        plan.update.push_back(std::move(slice));
        plan.create.pop_back();
        plan.remove.erase(plan.remove.begin() + std::ptrdiff_t(i));
    }
}

} // namespace practice
