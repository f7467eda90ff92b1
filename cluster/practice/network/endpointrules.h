// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/informer.h"

#include <optional>

namespace practice {

// What the controllers of endpoints have in common (k8s.io/endpointslice util and utils.go, pkg/controller/endpoint).

inline constexpr QStringView headlessLabel = u"service.kubernetes.io/headless";
inline constexpr QStringView sliceServiceLabel = u"kubernetes.io/service-name";
inline constexpr QStringView sliceManagerLabel = u"endpointslice.kubernetes.io/managed-by";
QString sliceManagerOf(const model::Value &slice);

// Has an address, is not over and, unless those count too, not going.
bool belongsInEndpoints(const model::Value &pod, bool withTerminating);
bool setsHostname(const model::Value &pod, const model::Value &service);
// Which port of a pod's containers a Service's port means; nothing: a name that no container has.
std::optional<qint64> targetPortOf(const model::Value &pod, const model::Value &servicePort);
// Whether all its labels are on the pod. An empty selector or none selects nothing here.
bool selectsPod(const model::Value &service, const model::Value &pod);
bool hasClusterIp(const model::Value &service);
// "name-", or the name alone where that would be no name.
QString slicePrefixOf(const QString &service);
// Addresses of one family ("IPv4", "IPv6") in canonical form.
QStringList podAddresses(const model::Value &pod, const QString &family);

// What Kubernetes hashes to bring a slice's ports into an order (k8s.io/apimachinery util/dump); equal for equal ports.
QString slicePortText(const model::Value &port);
QByteArray hashOf(const QString &text);
// The slice's ports in that order.
model::ValueList sortedSlicePorts(model::ValueList ports);
QString portsKey(const model::ValueList &ports);
// What tells an endpoint of a slice from others: addresses, hostname, pod.
QString endpointKey(const model::Value &endpoint);
// Equal in all that the key does not say; hints do not count.
bool sameBeyondKey(const model::Value &a, const model::Value &b);

// How long a Service of so many pods waits for more of them to change before it is looked at: each look costs as many.
qint64 msToWaitFor(std::size_t pods);

// Services of the same namespace that select a pod, or that have to look again as it changed. services has the index
// "namespace".
std::vector<QString> servicesOf(const Informer &services, const model::Value &pod);
std::vector<QString> servicesToUpdate(const Informer &services, const model::Value &before, const model::Value &now);

// Several errors as one (apimachinery util/errors Aggregate).
QString aggregateText(const QStringList &errors);
// Refused only as its namespace ends.

// When what an endpoint object shows came about: the oldest change since the last look (trigger_time_tracker.go).
class TriggerTimes
{
public:
    // Since 1970 in ms; 0: nothing to tell.
    qint64 next(const QString &key, const model::Value &service, const std::vector<const model::Value *> &pods);
    void forget(const QString &key) { m_states.erase(key); }

private:
    struct State
    {
        qint64 service = 0;
        std::map<QString, qint64> pods = {};
    };
    std::map<QString, State> m_states;
};

} // namespace practice
