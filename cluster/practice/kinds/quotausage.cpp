// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/kinds/quotausage.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/strategies.h"

#include <QMap>
#include <QSet>

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

bool isCoreKind(const ApiKind &kind, QStringView name) { return kind.group.isEmpty() && kind.kind == name; }

QString countName(const ApiKind &kind)
{
    return u"count/"_s + kind.plural + (kind.group.isEmpty() ? QString() : u'.' + kind.group);
}

const QString classSuffix = u".storageclass.storage.k8s.io/"_s;

bool isExtended(const QString &name)
{
    return name.contains(u'/') && !name.contains(u"kubernetes.io/") && !name.startsWith(u"requests.");
}

ResourceAmounts containerUsage(const ResourceAmounts &requests, const ResourceAmounts &limits)
{
    ResourceAmounts usage = {{u"pods"_s, Quantity(1)}};
    for (const QString &name : {u"cpu"_s, u"memory"_s, u"ephemeral-storage"_s}) {
        if (const auto found = requests.find(name); found != requests.end()) {
            usage.insert(name, *found);
            usage.insert(u"requests."_s + name, *found);
        }
        if (const auto found = limits.find(name); found != limits.end()) usage.insert(u"limits."_s + name, *found);
    }
    for (auto it = requests.begin(); it != requests.end(); ++it) {
        const bool hugePages = it.key().startsWith(u"hugepages-");
        if (hugePages) usage.insert(it.key(), *it);
        if (hugePages || isExtended(it.key())) usage.insert(u"requests."_s + it.key(), *it);
    }
    return usage;
}

ResourceAmounts podUsage(const Value &pod)
{
    const QString phase = textAt(pod, {u"status", u"phase"});
    ResourceAmounts usage;
    if (phase != u"Failed" && phase != u"Succeeded")
        usage = containerUsage(podAmounts(pod, u"requests", true), podAmounts(pod, u"limits", true));
    usage.insert(u"count/pods"_s, Quantity(1));
    return usage;
}

ResourceAmounts serviceUsage(const Value &service)
{
    const QString type = textAt(service, {u"spec", u"type"});
    const ValueList &ports = listAt(service, {u"spec", u"ports"});
    qint64 nodePorts = type == u"NodePort" || type == u"LoadBalancer" ? qint64(ports.size()) : 0;
    const Value *allocate = at(service, {u"spec", u"allocateLoadBalancerNodePorts"});
    if (type == u"LoadBalancer" && allocate && allocate->boolean() && !*allocate->boolean())
        nodePorts = std::ranges::count_if(ports, [](const Value &port) { return integerAt(port, {u"nodePort"}) != 0; });
    return {{u"count/services"_s, Quantity(1)},
            {u"services"_s, Quantity(1)},
            {u"services.nodeports"_s, Quantity(nodePorts)},
            {u"services.loadbalancers"_s, Quantity(type == u"LoadBalancer" ? 1 : 0)}};
}

ResourceAmounts claimUsage(const Value &claim)
{
    ResourceAmounts usage = {{u"count/persistentvolumeclaims"_s, Quantity(1)},
                             {u"persistentvolumeclaims"_s, Quantity(1)}};
    QString name = textAt(claim, {u"metadata", u"annotations", u"volume.beta.kubernetes.io/storage-class"});
    if (name.isEmpty()) name = textAt(claim, {u"spec", u"storageClassName"});
    const auto size = Quantity::parse(textAt(claim, {u"spec", u"resources", u"requests", u"storage"}));
    if (size) usage.insert(u"requests.storage"_s, *size);
    if (name.isEmpty()) return usage;
    usage.insert(name + classSuffix + u"persistentvolumeclaims"_s, Quantity(1));
    if (size) usage.insert(name + classSuffix + u"requests.storage"_s, *size);
    return usage;
}

// The names from before count/ was there.
QString aliasOf(const ApiKind &kind)
{
    static const QStringList known = {u"configmaps"_s, u"resourcequotas"_s, u"replicationcontrollers"_s, u"secrets"_s};
    return kind.group.isEmpty() && known.contains(kind.plural) ? kind.plural : QString();
}

bool isTerminating(const Value &pod) { return integerAt(pod, {u"spec", u"activeDeadlineSeconds"}, -1) >= 0; }

bool crossesNamespaces(const Value &pod)
{
    const auto crosses = [](const Value &term) {
        return !listAt(term, {u"namespaces"}).empty() || term.find(u"namespaceSelector");
    };
    for (const QStringView kind : {QStringView(u"podAffinity"), QStringView(u"podAntiAffinity")}) {
        for (const Value &term :
             listAt(pod, {u"spec", u"affinity", kind, u"requiredDuringSchedulingIgnoredDuringExecution"}))
            if (crosses(term)) return true;
        for (const Value &one :
             listAt(pod, {u"spec", u"affinity", kind, u"preferredDuringSchedulingIgnoredDuringExecution"}))
            if (const Value *term = one.find(u"podAffinityTerm"); term && crosses(*term)) return true;
    }
    return false;
}

bool matchesClass(const Value &selector, const QString &name)
{
    const QString op = textAt(selector, {u"operator"});
    const ValueList &values = listAt(selector, {u"values"});
    const bool listed = !name.isEmpty() && std::ranges::count(values, Value(name));
    if (op == u"In") return listed;
    if (op == u"NotIn") return !listed;
    if (op == u"DoesNotExist") return name.isEmpty();
    return !name.isEmpty();
}

bool isInScope(const Value &pod, const QString &scope, const Value &selector)
{
    if (scope == u"Terminating") return isTerminating(pod);
    if (scope == u"NotTerminating") return !isTerminating(pod);
    if (scope == u"BestEffort" || scope == u"NotBestEffort") {
        QString qos = textAt(pod, {u"status", u"qosClass"});
        if (qos.isEmpty()) qos = qosClassOf(pod);
        return (qos == u"BestEffort") == (scope == u"BestEffort");
    }
    if (scope == u"PriorityClass") return matchesClass(selector, textAt(pod, {u"spec", u"priorityClassName"}));
    if (scope == u"CrossNamespacePodAffinity") return crossesNamespaces(pod);
    return false;
}

} // namespace

bool countsInQuota(const AdmissionRequest &request)
{
    if (!request.object || !request.subresource.isEmpty() || request.operation == Operation::Delete) return false;
    if (request.operation == Operation::Create) return true;
    if (!request.old) return false;
    if (isCoreKind(request.kind, u"Pod")) return isTerminating(*request.object) != isTerminating(*request.old);
    return isCoreKind(request.kind, u"Service") || isCoreKind(request.kind, u"PersistentVolumeClaim");
}

ResourceAmounts quotaUsage(const ApiKind &kind, const Value &object)
{
    if (isCoreKind(kind, u"Pod")) return podUsage(object);
    if (isCoreKind(kind, u"Service")) return serviceUsage(object);
    if (isCoreKind(kind, u"PersistentVolumeClaim")) return claimUsage(object);
    ResourceAmounts usage = {{countName(kind), Quantity(1)}};
    if (const QString alias = aliasOf(kind); !alias.isEmpty()) usage.insert(alias, Quantity(1));
    return usage;
}

bool isCountedBy(const ApiKind &kind, const QString &resource)
{
    if (resource == countName(kind)) return true;
    if (isCoreKind(kind, u"Pod")) {
        static const QSet<QString> known = {u"pods"_s,
                                            u"cpu"_s,
                                            u"memory"_s,
                                            u"ephemeral-storage"_s,
                                            u"requests.cpu"_s,
                                            u"requests.memory"_s,
                                            u"limits.cpu"_s,
                                            u"limits.memory"_s,
                                            u"requests.ephemeral-storage"_s,
                                            u"limits.ephemeral-storage"_s};
        if (known.contains(resource) || resource.startsWith(u"hugepages-")) return true;
        return resource.startsWith(u"requests.hugepages-") ||
               (resource.startsWith(u"requests.") && isExtended(resource.mid(9)));
    }
    if (isCoreKind(kind, u"Service"))
        return resource == u"services" || resource == u"services.nodeports" || resource == u"services.loadbalancers";
    if (isCoreKind(kind, u"PersistentVolumeClaim")) {
        for (const QString &name : {u"persistentvolumeclaims"_s, u"requests.storage"_s})
            if (resource == name || resource.endsWith(classSuffix + name)) return true;
        return false;
    }
    return !aliasOf(kind).isEmpty() && resource == aliasOf(kind);
}

bool isInScopes(const ApiKind &kind, const Value &quota, const Value &object)
{
    static const Value exists = model::ValueMap{{u"operator"_s, u"Exists"}};
    const bool pod = isCoreKind(kind, u"Pod");
    for (const Value &scope : listAt(quota, {u"spec", u"scopes"}))
        if (!pod || !isInScope(object, scope.string() ? *scope.string() : QString(), exists)) return false;
    for (const Value &selector : listAt(quota, {u"spec", u"scopeSelector", u"matchExpressions"}))
        if (!pod || !isInScope(object, textAt(selector, {u"scopeName"}), selector)) return false;
    return true;
}

QString missingAmounts(const ApiKind &kind, const QStringList &resources, const Value &object)
{
    if (!isCoreKind(kind, u"Pod")) return {};
    static const QSet<QString> known = {u"cpu"_s,        u"memory"_s,       u"requests.cpu"_s, u"requests.memory"_s,
                                        u"limits.cpu"_s, u"limits.memory"_s};
    QMap<QString, QSet<QString>> missing;
    for (const QStringView field : {QStringView(u"containers"), QStringView(u"initContainers")}) {
        for (const Value &container : listAt(object, {u"spec", field})) {
            const ResourceAmounts usage = containerUsage(amountsOf(mapAt(container, {u"resources", u"requests"})),
                                                         amountsOf(mapAt(container, {u"resources", u"limits"})));
            for (const QString &resource : resources)
                if (known.contains(resource) && !usage.contains(resource))
                    missing[resource].insert(textAt(container, {u"name"}));
        }
    }
    QStringList parts;
    for (auto it = missing.begin(); it != missing.end(); ++it) {
        QStringList names(it->begin(), it->end());
        names.sort();
        parts.append(u"%1 for: %2"_s.arg(it.key(), names.join(u',')));
    }
    return parts.isEmpty() ? QString() : u"must specify "_s + parts.join(u"; ");
}

} // namespace practice
