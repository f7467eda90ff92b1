// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/network/loadbalancers.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"

#include <algorithm>
#include <set>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView finalizer = u"service.kubernetes.io/load-balancer-cleanup";

bool hasFinalizer(const Value &service)
{
    const ValueList &all = listAt(service, {u"metadata", u"finalizers"});
    return std::any_of(all.begin(), all.end(),
                       [](const Value &one) { return one.isString() && *one.string() == finalizer; });
}

bool isLoadBalancer(const Value &service) { return textAt(service, {u"spec", u"type"}) == u"LoadBalancer"; }

// One with a class is another controller's.
bool wantsOne(const Value &service)
{
    return isLoadBalancer(service) && textAt(service, {u"spec", u"loadBalancerClass"}).isEmpty();
}

bool needsCleanUp(const Value &service)
{
    return hasFinalizer(service) && (isGoing(service) || !isLoadBalancer(service));
}

bool needsUpdate(const Value &before, const Value &now)
{
    if (!wantsOne(before) && !wantsOne(now)) return false;
    if (wantsOne(before) != wantsOne(now) || uidOf(before) != uidOf(now)) return true;
    static const Value nothing;
    const auto differ = [&before, &now](std::initializer_list<QStringView> way) {
        const Value *old = at(before, way);
        const Value *next = at(now, way);
        return !(old ? *old : nothing).means(next ? *next : nothing);
    };
    for (const QStringView field :
         {QStringView(u"loadBalancerSourceRanges"), QStringView(u"ports"), QStringView(u"sessionAffinity"),
          QStringView(u"sessionAffinityConfig"), QStringView(u"loadBalancerIP"), QStringView(u"externalIPs"),
          QStringView(u"externalTrafficPolicy"), QStringView(u"healthCheckNodePort"), QStringView(u"ipFamilies")})
        if (differ({u"spec", field})) return true;
    return differ({u"metadata", u"annotations"});
}

bool takesTraffic(const Value &node)
{
    return !isGoing(node) &&
           !at(node, {u"metadata", u"labels", u"node.kubernetes.io/exclude-from-external-load-balancers"});
}

Value finalizerPatch(const Value &service, bool wanted)
{
    ValueList all = listAt(service, {u"metadata", u"finalizers"});
    std::erase_if(all, [](const Value &one) { return one.isString() && *one.string() == finalizer; });
    if (wanted) all.push_back(finalizer.toString());
    Value patch;
    mapIn(patch, u"metadata").set(u"finalizers", all.empty() ? Value() : Value(std::move(all)));
    return patch;
}

Value statusPatch(const QString &address)
{
    Value patch;
    Value &balancer = mapIn(mapIn(patch, u"status"), u"loadBalancer");
    balancer.set(u"ingress", address.isEmpty() ? Value() : Value(ValueList{ValueMap{{u"ip"_s, address}}}));
    return patch;
}

} // namespace

ServiceLoadBalancerController::ServiceLoadBalancerController(ComponentProcess &process)
    : Controller(process, u"service-controller"_s),
      m_services(process.informer(u"v1", u"Service")),
      m_nodes(process.informer(u"v1", u"Node"))
{
    m_services.addHandler({.added =
                               [this](const Value &service) {
                                   if (wantsOne(service) || needsCleanUp(service)) enqueue(Informer::keyOf(service));
                               },
                           .changed =
                               [this](const Value &before, const Value &now) {
                                   if (needsUpdate(before, now) || needsCleanUp(now)) enqueue(Informer::keyOf(now));
                               },
                           .removed =
                               [this](const Value &last) {
                                   m_working.erase(Informer::keyOf(last));
                                   m_given.erase(Informer::keyOf(last));
                               }});
}

std::optional<ApiStatus> ServiceLoadBalancerController::reconcile(const QString &key)
{
    const Value *found = m_services.find(key);
    if (!found) return std::nullopt;
    const Value service = *found;
    return !wantsOne(service) || needsCleanUp(service) ? cleanUp(key, service) : ensure(key, service);
}

std::optional<ApiStatus> ServiceLoadBalancerController::failed(const Value &service, const QString &what,
                                                               ApiStatus status)
{
    status.message.prepend(what);
    events().record(service, u"Warning"_s, u"SyncLoadBalancerFailed"_s,
                    u"Error syncing load balancer: "_s + status.message);
    return status;
}

// The lowest that no Service has.
QString ServiceLoadBalancerController::addressFor(const QString &key, const Value &service)
{
    const QString asked = textAt(service, {u"spec", u"loadBalancerIP"});
    if (!asked.isEmpty()) return asked;
    if (const auto given = m_given.find(key); given != m_given.end()) return given->second;
    std::set<QString> taken;
    for (const auto &[other, address] : m_given) taken.insert(address);
    for (const auto &[other, one] : m_services.objects())
        for (const Value &point : listAt(one, {u"status", u"loadBalancer", u"ingress"})) {
            if (other == key) return textAt(point, {u"ip"});
            taken.insert(textAt(point, {u"ip"}));
        }
    constexpr int inOne = 256, last = 256 * 255;
    for (int i = 1; i < last; ++i) { // a network that is set apart for tests (RFC 2544)
        const QString address = u"198.18.%1.%2"_s.arg(i / inOne).arg(i % inOne);
        if (!taken.contains(address)) return address;
    }
    return {};
}

std::optional<ApiStatus> ServiceLoadBalancerController::ensure(const QString &key, const Value &service)
{
    const qint64 now = clock().monotonicMs();
    const auto work = m_working.find(key);
    if (work == m_working.end() || work->second.first != uidOf(service)) {
        events().record(service, u"Normal"_s, u"EnsuringLoadBalancer"_s, u"Ensuring load balancer"_s);
        if (!hasFinalizer(service)) {
            const auto written = client().patch(m_services.kind(), namespaceOf(service), nameOf(service),
                                                finalizerPatch(service, true), u"status"_s);
            if (!written)
                return failed(service, u"failed to add load balancer cleanup finalizer: "_s, written.status());
        }
        if (std::none_of(m_nodes.objects().begin(), m_nodes.objects().end(),
                         [](const auto &node) { return takesTraffic(node.second); }))
            events().record(service, u"Warning"_s, u"UnAvailableLoadBalancer"_s,
                            u"There are no available nodes for LoadBalancer"_s);
        m_working[key] = {uidOf(service), now + workMs};
        enqueueAfter(key, workMs);
        decided(key, u"it is of type LoadBalancer: a load balancer is on its way"_s);
        return std::nullopt;
    }
    if (now < work->second.second) {
        enqueueAfter(key, work->second.second - now);
        return std::nullopt;
    }
    m_working.erase(work);
    const QString address = addressFor(key, service);
    if (address.isEmpty())
        return failed(service, u"failed to ensure load balancer: "_s, ApiStatus::internal(u"no address is free"_s));
    m_given[key] = address;
    events().record(service, u"Normal"_s, u"EnsuredLoadBalancer"_s, u"Ensured load balancer"_s);
    decided(key, u"its load balancer has address %1"_s.arg(address));
    const ValueList &there = listAt(service, {u"status", u"loadBalancer", u"ingress"});
    if (there.size() == 1 && textAt(there.front(), {u"ip"}) == address) return std::nullopt;
    const auto written =
        client().patch(m_services.kind(), namespaceOf(service), nameOf(service), statusPatch(address), u"status"_s);
    if (written || written.status().isNotFound()) return std::nullopt;
    return failed(service, u"failed to update load balancer status: "_s, written.status());
}

std::optional<ApiStatus> ServiceLoadBalancerController::cleanUp(const QString &key, const Value &service)
{
    const bool exists = m_given.contains(key) || !listAt(service, {u"status", u"loadBalancer", u"ingress"}).empty();
    if (exists) events().record(service, u"Normal"_s, u"DeletingLoadBalancer"_s, u"Deleting load balancer"_s);
    m_given.erase(key);
    m_working.erase(key);
    if (hasFinalizer(service)) {
        const auto written = client().patch(m_services.kind(), namespaceOf(service), nameOf(service),
                                            finalizerPatch(service, false), u"status"_s);
        if (!written && !written.status().isNotFound())
            return failed(service, u"failed to remove load balancer cleanup finalizer: "_s, written.status());
    }
    events().record(service, u"Normal"_s, u"DeletedLoadBalancer"_s, u"Deleted load balancer"_s);
    decided(key, isGoing(service) ? u"it is being deleted: its load balancer goes"_s
                                  : u"it is of another type now: its load balancer goes"_s);
    if (isGoing(service) || !exists) return std::nullopt;
    const auto written =
        client().patch(m_services.kind(), namespaceOf(service), nameOf(service), statusPatch({}), u"status"_s);
    if (written || written.status().isNotFound()) return std::nullopt;
    return failed(service, u"failed to update load balancer status: "_s, written.status());
}

} // namespace practice
