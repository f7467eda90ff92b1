// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/network/subsets.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/network/endpointrules.h"

#include <algorithm>
#include <cmath>

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

// What Kubernetes hashes to bring ports and subsets into an order (k8s.io/apimachinery util/dump).
QString portText(const Value &port)
{
    const Value *protocol = port.find(u"appProtocol");
    return u"{Name:(string)%1 Port:(int32)%2 Protocol:(v1.Protocol)%3 AppProtocol:(*string)%4}"_s.arg(
        textAt(port, {u"name"}), QString::number(integerAt(port, {u"port"})), textAt(port, {u"protocol"}),
        protocol && protocol->isString() ? *protocol->string() : u"<nil>"_s);
}

QString referenceText(const Value *reference)
{
    if (!reference || reference->isNull()) return u"<nil>"_s;
    const auto text = [reference](QStringView field) { return textAt(*reference, {field}); };
    return u"{Kind:(string)"_s + text(u"kind") + u" Namespace:(string)"_s + text(u"namespace") + u" Name:(string)"_s +
           text(u"name") + u" UID:(types.UID)"_s + text(u"uid") + u" APIVersion:(string)"_s + text(u"apiVersion") +
           u" ResourceVersion:(string)"_s + text(u"resourceVersion") + u" FieldPath:(string)"_s + text(u"fieldPath") +
           u'}';
}

QString addressText(const Value &address)
{
    const Value *node = address.find(u"nodeName");
    return u"{IP:(string)"_s + textAt(address, {u"ip"}) + u" Hostname:(string)"_s + textAt(address, {u"hostname"}) +
           u" NodeName:(*string)"_s + (node && node->isString() ? *node->string() : u"<nil>"_s) +
           u" TargetRef:(*v1.ObjectReference)"_s + referenceText(address.find(u"targetRef")) + u'}';
}

QString listText(const ValueList &list, QString (*text)(const Value &))
{
    if (list.empty()) return u"<nil>"_s;
    QStringList texts;
    for (const Value &one : list) texts.append(text(one));
    return u'[' + texts.join(u' ') + u']';
}

QString subsetText(const Value &subset)
{
    return u"(v1.EndpointSubset){Addresses:([]v1.EndpointAddress)"_s +
           listText(listAt(subset, {u"addresses"}), addressText) + u" NotReadyAddresses:([]v1.EndpointAddress)"_s +
           listText(listAt(subset, {u"notReadyAddresses"}), addressText) + u" Ports:([]v1.EndpointPort)"_s +
           listText(listAt(subset, {u"ports"}), portText) + u'}';
}

// Sorts by hash, which is asked once of each.
void sortByHash(ValueList &list, const std::function<QString(const Value &)> &text)
{
    std::vector<std::pair<QByteArray, Value>> hashed;
    for (Value &one : list) hashed.emplace_back(hashOf(text(one)), std::move(one));
    std::stable_sort(hashed.begin(), hashed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    list.clear();
    for (auto &[hash, one] : hashed) list.push_back(std::move(one));
}

using AddressKey = std::pair<QByteArray, QString>; // address, uid of the pod
using Readiness = std::map<AddressKey, bool>;

struct Packing
{
    std::map<AddressKey, Value> addresses = {};
    std::map<QString, std::pair<Value, Readiness>> ports = {}; // by text; null: no port

    void note(const Value &address, const Value &port, bool isReady)
    {
        const AddressKey key(textAt(address, {u"ip"}).toUtf8(), textAt(address, {u"targetRef", u"uid"}));
        addresses.try_emplace(key, address);
        auto &[value, readiness] = ports[port.isNull() ? QString() : portText(port)];
        value = port;
        const auto [one, isNew] = readiness.try_emplace(key, isReady);
        if (!isNew && one->second) one->second = isReady;
    }
};

} // namespace

ValueList repackSubsets(const ValueList &subsets)
{
    Packing packing;
    for (const Value &subset : subsets) {
        ValueList ports = listAt(subset, {u"ports"});
        if (ports.empty()) ports.emplace_back();
        for (const Value &port : ports) {
            for (const Value &address : listAt(subset, {u"addresses"})) packing.note(address, port, true);
            for (const Value &address : listAt(subset, {u"notReadyAddresses"})) packing.note(address, port, false);
        }
    }
    std::map<Readiness, ValueList> groups;
    for (const auto &[text, entry] : packing.ports) {
        ValueList &ports = groups[entry.second];
        if (!entry.first.isNull()) ports.push_back(entry.first);
    }
    ValueList packed;
    for (auto &[readiness, ports] : groups) {
        ValueList ready, notReady;
        for (const auto &[key, isReady] : readiness) (isReady ? ready : notReady).push_back(packing.addresses.at(key));
        sortByHash(ports, [](const Value &port) { return u"(v1.EndpointPort)"_s + portText(port); });
        Value subset;
        if (!ready.empty()) subset.set(u"addresses", std::move(ready));
        if (!notReady.empty()) subset.set(u"notReadyAddresses", std::move(notReady));
        if (!ports.empty()) subset.set(u"ports", ports);
        packed.push_back(std::move(subset));
    }
    sortByHash(packed, subsetText);
    return packed;
}

int addressCount(const ValueList &subsets)
{
    std::size_t count = 0;
    for (const Value &subset : subsets)
        count += listAt(subset, {u"addresses"}).size() + listAt(subset, {u"notReadyAddresses"}).size();
    return int(count);
}

bool truncateSubsets(ValueList &subsets)
{
    if (addressCount(subsets) <= mostAddresses) return false;
    int ready = 0;
    for (const Value &subset : std::as_const(subsets)) ready += int(listAt(subset, {u"addresses"}).size());
    const bool cutsReady = ready > mostAddresses;
    const int all = cutsReady ? ready : addressCount(subsets) - ready;
    const int most = cutsReady ? mostAddresses : mostAddresses - ready;
    const QStringView field = cutsReady ? u"addresses" : u"notReadyAddresses";
    int left = most;
    for (Value &subset : subsets) {
        ValueList addresses = listAt(subset, {field});
        const int share = std::min(left, int(std::ceil(double(addresses.size()) / double(all) * double(most))));
        if (int(addresses.size()) > share) addresses.resize(std::size_t(share));
        left -= int(addresses.size());
        if (cutsReady) subset.remove(u"notReadyAddresses");
        if (addresses.empty())
            subset.remove(field);
        else
            subset.set(field, std::move(addresses));
    }
    return true;
}

} // namespace practice
