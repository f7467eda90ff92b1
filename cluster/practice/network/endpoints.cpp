// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/network/endpoints.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/network/subsets.h"

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView endpointsManagedLabel = u"endpoints.kubernetes.io/managed-by";
constexpr QStringView endpointsManager = u"endpoint-controller";
constexpr QStringView triggerTime = u"endpoints.kubernetes.io/last-change-trigger-time";
constexpr QStringView overCapacity = u"endpoints.kubernetes.io/over-capacity";

QString versionOf(const Value &object) { return textAt(object, {u"metadata", u"resourceVersion"}); }

bool hasRightLabels(const Value &endpoints, const Value &service)
{
    Value labels(mapAt(endpoints, {u"metadata", u"labels"}));
    if (textAt(labels, {endpointsManagedLabel}) != endpointsManager) return false;
    labels.remove(headlessLabel);
    labels.remove(endpointsManagedLabel);
    return labels.means(Value(mapAt(service, {u"metadata", u"labels"})));
}

bool hasRightCapacity(const Value &endpoints)
{
    return addressCount(listAt(endpoints, {u"subsets"})) <= mostAddresses &&
           !at(endpoints, {u"metadata", u"annotations", overCapacity});
}

Value addressFor(const Value &service, const Value &pod)
{
    const ValueList &families = listAt(service, {u"spec", u"ipFamilies"});
    const QString family = !families.empty() && families.front().isString() ? *families.front().string() : u"IPv4"_s;
    const QStringList addresses = podAddresses(pod, family);
    if (addresses.isEmpty()) return {};
    Value address;
    address.set(u"ip", addresses.front());
    if (setsHostname(pod, service)) address.set(u"hostname", textAt(pod, {u"spec", u"hostname"}));
    address.set(u"nodeName", textAt(pod, {u"spec", u"nodeName"}));
    Value &target = mapIn(address, u"targetRef");
    target.set(u"kind", u"Pod");
    target.set(u"namespace", namespaceOf(pod));
    target.set(u"name", nameOf(pod));
    target.set(u"uid", uidOf(pod));
    return address;
}

Value portFor(const Value &servicePort, qint64 number)
{
    Value port;
    if (const QString name = textAt(servicePort, {u"name"}); !name.isEmpty()) port.set(u"name", name);
    port.set(u"port", number);
    port.set(u"protocol", textAt(servicePort, {u"protocol"}));
    if (const Value *protocol = servicePort.find(u"appProtocol"); protocol && !protocol->isNull())
        port.set(u"appProtocol", *protocol);
    return port;
}

} // namespace

EndpointsController::EndpointsController(ComponentProcess &process)
    : Controller(process, u"endpoint-controller"_s),
      m_services(process.informer(u"v1", u"Service")),
      m_pods(process.informer(u"v1", u"Pod")),
      m_endpoints(process.informer(u"v1", u"Endpoints"))
{
    const auto inNamespace = [](const Value &object) { return QStringList{namespaceOf(object)}; };
    m_services.addIndex(u"namespace"_s, inNamespace);
    m_pods.addIndex(u"namespace"_s, inNamespace);
    const auto again = [this](const Value &object) { enqueue(Informer::keyOf(object)); };
    m_services.addHandler(
        {.added = again, .changed = [again](const Value &, const Value &now) { again(now); }, .removed = again});
    const auto pods = [this](const Value &pod) {
        for (const QString &key : servicesOf(m_services, pod)) enqueueLater(key);
    };
    m_pods.addHandler({.added = pods,
                       .changed =
                           [this](const Value &before, const Value &now) {
                               for (const QString &key : servicesToUpdate(m_services, before, now)) enqueueLater(key);
                           },
                       .removed = pods});
    // What is there when this starts may be of Services that went meanwhile; later nobody asks
    // (checkLeftoverEndpoints).
    m_endpoints.addHandler({.added =
                                [this, again](const Value &endpoints) {
                                    const bool isLock = at(endpoints, {u"metadata", u"annotations",
                                                                       u"control-plane.alpha.kubernetes.io/leader"});
                                    if (!m_endpoints.isSynced() && !isLock) again(endpoints);
                                },
                            .removed = again});
}

void EndpointsController::enqueueLater(const QString &service)
{
    const auto count = m_podCounts.find(service);
    const qint64 wait = count == m_podCounts.end() ? 0 : msToWaitFor(count->second);
    if (wait == 0)
        enqueue(service);
    else
        enqueueAfter(service, wait);
}

ValueList EndpointsController::subsetsOf(const Value &service, const std::vector<const Value *> &pods) const
{
    const bool takesAll = boolAt(service, {u"spec", u"publishNotReadyAddresses"});
    const ValueList &ports = listAt(service, {u"spec", u"ports"});
    ValueList subsets;
    const auto add = [&subsets](const Value &address, const QStringView field, ValueList portList) {
        Value subset;
        subset.set(field, ValueList{address});
        if (!portList.empty()) subset.set(u"ports", std::move(portList));
        subsets.push_back(std::move(subset));
    };
    for (const Value *pod : pods) {
        if (!belongsInEndpoints(*pod, takesAll)) continue;
        const Value address = addressFor(service, *pod);
        if (address.isNull()) continue;
        const QStringView field =
            takesAll || isReady(*pod) ? QStringView(u"addresses") : QStringView(u"notReadyAddresses");
        if (ports.empty() && textAt(service, {u"spec", u"clusterIP"}) == u"None") add(address, field, {});
        for (const Value &servicePort : ports)
            if (const auto number = targetPortOf(*pod, servicePort))
                add(address, field, {portFor(servicePort, *number)});
    }
    return repackSubsets(subsets);
}

std::optional<ApiStatus> EndpointsController::removeLeftOver(const QString &key)
{
    m_times.forget(key);
    m_stale.erase(key);
    m_podCounts.erase(key);
    const qsizetype slash = key.indexOf(u'/');
    const auto removed = client().remove(m_endpoints.kind(), key.first(slash), key.sliced(slash + 1));
    if (removed) decided(key, u"its Service is gone: deletes its Endpoints"_s);
    return removed || removed.status().isNotFound() ? std::nullopt : std::optional(removed.status());
}

std::optional<ApiStatus> EndpointsController::reconcile(const QString &key)
{
    const Value *found = m_services.find(key);
    if (!found) return removeLeftOver(key);
    const Value service = *found;
    if (textAt(service, {u"spec", u"type"}) == u"ExternalName") return std::nullopt;
    if (!at(service, {u"spec", u"selector"})) return std::nullopt;
    std::vector<const Value *> pods;
    for (const Value *pod : m_pods.byIndex(u"namespace"_s, namespaceOf(service)))
        if (selectsPod(service, *pod)) pods.push_back(pod);
    m_podCounts[key] = pods.size();
    const qint64 triggerMs = m_times.next(key, service, pods);
    ValueList subsets = subsetsOf(service, pods);
    const Value *known = m_endpoints.find(key);
    Value endpoints;
    if (known) {
        endpoints = *known;
        if (const auto stale = m_stale.find(key); stale != m_stale.end() && stale->second == versionOf(endpoints))
            return ApiStatus::conflict({{}, u"endpoints"_s}, nameOf(service), u"its copy is out of date"_s);
        if (Value(listAt(endpoints, {u"subsets"})).means(Value(subsets)) && hasRightLabels(endpoints, service) &&
            hasRightCapacity(endpoints))
            return std::nullopt;
    } else {
        endpoints = ValueMap{{u"apiVersion"_s, u"v1"}, {u"kind"_s, u"Endpoints"}};
        mapIn(endpoints, u"metadata").set(u"name", nameOf(service));
        mapIn(endpoints, u"metadata").set(u"namespace", namespaceOf(service));
    }
    return write(key, service, std::move(endpoints), std::move(subsets), triggerMs);
}

std::optional<ApiStatus> EndpointsController::write(const QString &key, const Value &service, Value endpoints,
                                                    ValueList subsets, qint64 triggerMs)
{
    const QString before = versionOf(endpoints);
    const bool isNew = before.isEmpty();
    const int count = addressCount(subsets);
    const bool isCut = truncateSubsets(subsets);
    if (subsets.empty())
        endpoints.remove(u"subsets");
    else
        endpoints.set(u"subsets", std::move(subsets));
    Value labels(mapAt(service, {u"metadata", u"labels"}));
    if (hasClusterIp(service))
        labels.remove(headlessLabel);
    else
        labels.set(headlessLabel, u"");
    labels.set(endpointsManagedLabel, endpointsManager.toString());
    mapIn(endpoints, u"metadata").set(u"labels", std::move(labels));
    Value annotations(mapAt(endpoints, {u"metadata", u"annotations"}));
    annotations.remove(triggerTime);
    annotations.remove(overCapacity);
    if (triggerMs) annotations.set(triggerTime, timeText(triggerMs));
    if (isCut) annotations.set(overCapacity, u"truncated");
    mapIn(endpoints, u"metadata").set(u"annotations", std::move(annotations));
    const auto written = isNew ? client().create(endpoints) : client().update(endpoints);
    if (!written) {
        if (isNew && written.status().isNamespaceTerminating()) return std::nullopt;
        const QString reason = isNew ? u"FailedToCreateEndpoint"_s : u"FailedToUpdateEndpoint"_s;
        const QString text =
            isNew ? u"Failed to create endpoint for service %1: %2"_s : u"Failed to update endpoint %1: %2"_s;
        events().record(endpoints, u"Warning"_s, reason, text.arg(key, written.status().message));
        return written.status();
    }
    if (!isNew && versionOf(*written) != before) m_stale[key] = before;
    decided(key, u"%1 addresses of its pods: %2 its Endpoints"_s.arg(count).arg(isNew ? u"creates"_s : u"updates"_s));
    return std::nullopt;
}

} // namespace practice
