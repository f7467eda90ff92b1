// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/service.h"

#include "cluster/practice/base/servicetypes.h"
#include "cluster/practice/validation/addresses.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/validation.h"

#include <QSet>

#include <algorithm>

// pkg/apis/core/validation/validation.go, ValidateService and what it calls.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr qint64 maxAffinitySeconds = 86400;
constexpr QStringView hintsAnnotation = u"service.kubernetes.io/topology-aware-hints";
constexpr QStringView modeAnnotation = u"service.kubernetes.io/topology-mode";
constexpr QStringView rangesAnnotation = u"service.beta.kubernetes.io/load-balancer-source-ranges";

const Value &annotationsOf(const Value &service) { return structIn(structIn(service, u"metadata"), u"annotations"); }

void checkTopology(const Value &service, FieldErrors &errors)
{
    const Value &annotations = annotationsOf(service);
    const Value *mode = annotations.find(modeAnnotation), *hints = annotations.find(hintsAnnotation);
    if (!mode || !hints || mode->means(*hints)) return;
    const Where metadata(u"metadata");
    const Where list = metadata.child(u"annotations");
    errors.invalidText(list.key(modeAnnotation), textOf(*mode),
                       u"must match annotations[%1] when both are specified"_s.arg(hintsAnnotation));
}

void checkExternalName(const Value &spec, const Where &where, FieldErrors &errors)
{
    const QString detail = u"may not be set for ExternalName services"_s;
    if (!listIn(spec, u"clusterIPs").empty()) errors.forbidden(where.child(u"clusterIPs"), detail);
    if (!listIn(spec, u"ipFamilies").empty()) errors.forbidden(where.child(u"ipFamilies"), detail);
    if (fieldIn(spec, u"ipFamilyPolicy")) errors.forbidden(where.child(u"ipFamilyPolicy"), detail);
    QString name = textIn(spec, u"externalName");
    if (name.endsWith(u'.')) name.chop(1);
    if (name.isEmpty())
        errors.required(where.child(u"externalName"));
    else
        invalidEach(errors, where.child(u"externalName"), name, dns1123SubdomainProblems(name));
}

void checkType(const Value &spec, const Where &where, FieldErrors &errors)
{
    const QString type = textIn(spec, u"type");
    const Where ips = where.child(u"clusterIPs");
    if (type == u"ExternalName") return checkExternalName(spec, where, errors);
    if (hasNodePorts(spec) && isHeadless(spec))
        errors.invalidText(ips.index(0), u"None", u"may not be set to 'None' for %1 services"_s.arg(type));
}

void checkPort(const Value &port, bool needsName, QSet<QString> &names, const Where &where, FieldErrors &errors)
{
    const QString name = textIn(port, u"name");
    if (name.isEmpty()) {
        if (needsName) errors.required(where.child(u"name"));
    } else {
        invalidEach(errors, where.child(u"name"), name, dns1123LabelProblems(name));
        if (names.contains(name)) errors.duplicate(where.child(u"name"), goQuoted(name));
        names.insert(name);
    }
    const qint64 number = numberIn(port, u"port").value_or(0);
    invalidEach(errors, where.child(u"port"), number, portNumberProblems(number));
    checkRequiredOneOf(errors, where.child(u"protocol"), textIn(port, u"protocol"), {u"SCTP", u"TCP", u"UDP"});
    const Value *target = fieldIn(port, u"targetPort");
    if (target && target->string())
        invalidEach(errors, where.child(u"targetPort"), *target->string(), portNameProblems(*target->string()));
    else {
        const qint64 value = numberIn(port, u"targetPort").value_or(0);
        invalidEach(errors, where.child(u"targetPort"), value, portNumberProblems(value));
    }
    if (const Value *protocol = fieldIn(port, u"appProtocol"))
        checkLabelName(errors, where.child(u"appProtocol"), textOf(*protocol));
}

void checkAffinity(const Value &spec, const Where &where, FieldErrors &errors)
{
    const QString affinity = textIn(spec, u"sessionAffinity");
    checkRequiredOneOf(errors, where.child(u"sessionAffinity"), affinity, {u"ClientIP", u"None"});
    const Value *config = fieldIn(spec, u"sessionAffinityConfig");
    const Where at = where.child(u"sessionAffinityConfig");
    if (affinity == u"None" && config) errors.forbidden(at, u"must not be set when session affinity is None"_s);
    if (affinity != u"ClientIP") return;
    const QString detail = u"when session affinity type is ClientIP"_s;
    const Where client = at.child(u"clientIP");
    if (!config) return errors.required(at, detail);
    if (!fieldIn(*config, u"clientIP")) return errors.required(client, detail);
    const auto seconds = numberIn(structIn(*config, u"clientIP"), u"timeoutSeconds");
    if (!seconds) return errors.required(client.child(u"timeoutSeconds"), detail);
    if (*seconds <= 0 || *seconds > maxAffinitySeconds)
        invalidNumber(errors, client.child(u"timeoutSeconds"), *seconds,
                      u"must be greater than 0 and less than %1"_s.arg(maxAffinitySeconds));
}

void checkExternalIps(const Value &spec, const Value *oldSpec, const Where &where, FieldErrors &errors)
{
    const Where list = where.child(u"externalIPs");
    const ValueList none, &known = oldSpec ? listIn(*oldSpec, u"externalIPs") : none;
    const ValueList &ips = listIn(spec, u"externalIPs");
    for (qsizetype at = 0; at < qsizetype(ips.size()); ++at) {
        const bool valid = isIp(textOf(ips[at])) || std::find(known.begin(), known.end(), ips[at]) != known.end();
        if (!valid)
            checkLegacyIp(errors, list.index(at), textOf(ips[at]));
        else
            checkEndpointIp(errors, list.index(at), textOf(ips[at]));
    }
}

void checkDuplicatePorts(const Value &spec, const Where &where, FieldErrors &errors)
{
    const Where list = where.child(u"ports");
    const ValueList &ports = listIn(spec, u"ports");
    QSet<QString> seen;
    for (qsizetype at = 0; at < qsizetype(ports.size()); ++at)
        if (textIn(spec, u"type") == u"ClusterIP" && numberIn(ports[at], u"nodePort").value_or(0) != 0)
            errors.forbidden(list.index(at).child(u"nodePort"), u"may not be used when `type` is 'ClusterIP'"_s);
    for (qsizetype at = 0; at < qsizetype(ports.size()); ++at) {
        const qint64 node = numberIn(ports[at], u"nodePort").value_or(0);
        if (node == 0) continue;
        const QString key = textIn(ports[at], u"protocol") + u'/' + QString::number(node);
        if (seen.contains(key)) errors.duplicate(list.index(at).child(u"nodePort"), QString::number(node));
        seen.insert(key);
    }
    seen.clear();
    for (qsizetype at = 0; at < qsizetype(ports.size()); ++at) {
        const qint64 number = numberIn(ports[at], u"port").value_or(0);
        const QString protocol = textIn(ports[at], u"protocol");
        const QString key = protocol + u'/' + QString::number(number);
        if (seen.contains(key))
            errors.duplicate(list.index(at),
                             u"core.ServicePort{Name:\"\", Protocol:%1, AppProtocol:(*string)(nil), Port:%2, "
                             "TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:\"\"}, NodePort:0}"_s.arg(
                                 goQuoted(protocol), QString::number(number)));
        seen.insert(key);
    }
}

void checkSourceRanges(const Value &service, const Value *old, FieldErrors &errors)
{
    const Value &spec = structIn(service, u"spec");
    const bool balanced = textIn(spec, u"type") == u"LoadBalancer";
    const QString detail = u"may only be used when `type` is 'LoadBalancer'"_s;
    const Where root(u"spec"), metadata(u"metadata");
    const Where list = root.child(u"LoadBalancerSourceRanges"), annotations = metadata.child(u"annotations");
    const ValueList &ranges = listIn(spec, u"loadBalancerSourceRanges");
    if (!ranges.empty()) {
        if (!balanced) errors.forbidden(list, detail);
        QSet<QString> known;
        if (old)
            for (const Value &one : listIn(structIn(*old, u"spec"), u"loadBalancerSourceRanges"))
                known.insert(textOf(one).trimmed());
        for (qsizetype at = 0; at < qsizetype(ranges.size()); ++at)
            if (const QString range = textOf(ranges[at]).trimmed(); !known.contains(range))
                checkLegacyCidr(errors, list.index(at), range);
        return;
    }
    const Value *annotation = annotationsOf(service).find(rangesAnnotation);
    if (!annotation) return;
    if (!balanced) errors.forbidden(annotations.key(rangesAnnotation), detail);
    const Value *before = old ? annotationsOf(*old).find(rangesAnnotation) : nullptr;
    if (before && before->means(*annotation)) return;
    const QString text = textOf(*annotation).trimmed();
    if (text.isEmpty()) return;
    for (const QString &range : text.split(u','))
        checkLegacyCidr(errors, annotations.key(rangesAnnotation), range.trimmed());
}

void checkTraffic(const Value &spec, const Where &where, FieldErrors &errors)
{
    const QString type = textIn(spec, u"type"), external = textIn(spec, u"externalTrafficPolicy");
    const Where at = where.child(u"externalTrafficPolicy"), health = where.child(u"healthCheckNodePort");
    const bool accessible = hasNodePorts(spec) || (type == u"ClusterIP" && !listIn(spec, u"externalIPs").empty());
    if (accessible)
        checkRequiredOneOf(errors, at, external, {u"Cluster", u"Local"});
    else if (!external.isEmpty())
        errors.invalidText(at, external, u"may only be set for externally-accessible services"_s);
    const qint64 port = numberIn(spec, u"healthCheckNodePort").value_or(0);
    if (!needsHealthCheck(spec)) {
        if (port != 0)
            invalidNumber(errors, health, port,
                          u"may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"_s);
    } else if (port == 0) {
        errors.required(health);
    } else {
        invalidEach(errors, health, port, portNumberProblems(port));
    }
    const Value *internal = fieldIn(spec, u"internalTrafficPolicy");
    if (!internal && (hasNodePorts(spec) || type == u"ClusterIP"))
        errors.required(where.child(u"internalTrafficPolicy"));
    if (internal) checkOneOf(errors, where.child(u"internalTrafficPolicy"), textOf(*internal), {u"Cluster", u"Local"});
    if (const Value *distribution = fieldIn(spec, u"trafficDistribution"))
        checkOneOf(errors, where.child(u"trafficDistribution"), textOf(*distribution), {u"PreferClose"});
}

void checkPorts(const Value &spec, const Where &where, FieldErrors &errors)
{
    const ValueList &ports = listIn(spec, u"ports");
    const Where list = where.child(u"ports");
    QSet<QString> names;
    for (qsizetype at = 0; at < qsizetype(ports.size()); ++at)
        checkPort(ports[at], ports.size() > 1, names, list.index(at), errors);
}

void checkService(const Value &service, const Value *old, FieldErrors &errors)
{
    checkKubeMetadata(service, true, nameIs1035Label, errors);
    checkTopology(service, errors);
    const Where where(u"spec");
    const Value &spec = structIn(service, u"spec");
    const Value *oldSpec = old ? &structIn(*old, u"spec") : nullptr;
    const QString type = textIn(spec, u"type");
    if (listIn(spec, u"ports").empty() && !isHeadless(spec) && type != u"ExternalName")
        errors.required(where.child(u"ports"));
    checkType(spec, where, errors);
    checkPorts(spec, where, errors);
    checkLabels(fieldIn(spec, u"selector"), where.child(u"selector"), errors);
    checkAffinity(spec, where, errors);
    checkServiceIps(spec, oldSpec, where, errors);
    checkExternalIps(spec, oldSpec, where, errors);
    checkRequiredOneOf(errors, where.child(u"type"), type,
                       {u"ClusterIP", u"ExternalName", u"LoadBalancer", u"NodePort"});
    checkDuplicatePorts(spec, where, errors);
    checkSourceRanges(service, old, errors);
    const bool balanced = type == u"LoadBalancer", allocates = fieldIn(spec, u"allocateLoadBalancerNodePorts");
    if (allocates && !balanced)
        errors.forbidden(where.child(u"allocateLoadBalancerNodePorts"),
                         u"may only be used when `type` is 'LoadBalancer'"_s);
    if (!allocates && balanced) errors.required(Where(u"allocateLoadBalancerNodePorts"));
    checkLoadBalancerClass(spec, nullptr, where, errors);
    checkTraffic(spec, where, errors);
}

// The allocator of IPs looks at these fields before anything else does, and refuses alone
// (pkg/registry/core/service/storage/alloc.go initIPFamilyFields).
bool checkForAllocation(const Value &service, const Value *old, FieldErrors &errors)
{
    const qsizetype before = errors.count();
    validateForAllocation(service, old, errors);
    return errors.count() == before;
}

void createService(const Value &service, FieldErrors &errors)
{
    if (!checkForAllocation(service, nullptr, errors)) return;
    checkService(service, nullptr, errors);
    checkCommonCreate(service, true, errors);
}

void updateService(const Value &service, const Value &old, FieldErrors &errors)
{
    if (!checkForAllocation(service, &old, errors)) return;
    checkCommonUpdate(service, old, true, errors);
    checkKubeMetadataUpdate(service, old, errors);
    checkServiceChange(structIn(service, u"spec"), structIn(old, u"spec"), Where(u"spec"), errors);
    checkService(service, &old, errors);
}

void updateServiceStatus(const Value &service, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(service, old, errors);
    const Where status(u"status");
    const Where balancer = status.child(u"loadBalancer");
    const Where list = balancer.child(u"ingress");
    const ValueList &ingresses = listIn(structIn(structIn(service, u"status"), u"loadBalancer"), u"ingress");
    if (textIn(structIn(service, u"spec"), u"type") != u"LoadBalancer") {
        if (!ingresses.empty()) errors.forbidden(list, u"may only be used when `spec.type` is 'LoadBalancer'"_s);
        return;
    }
    for (qsizetype at = 0; at < qsizetype(ingresses.size()); ++at) {
        const Where here = list.index(at);
        const QString ip = textIn(ingresses[at], u"ip");
        const Value *mode = fieldIn(ingresses[at], u"ipMode");
        if (!ip.isEmpty()) checkLegacyIp(errors, here.child(u"ip"), ip);
        if (!mode && !ip.isEmpty()) errors.required(here.child(u"ipMode"), u"must be specified when `ip` is set"_s);
        if (mode && ip.isEmpty())
            errors.forbidden(here.child(u"ipMode"), u"may not be specified when `ip` is not set"_s);
        if (mode && !ip.isEmpty()) checkOneOf(errors, here.child(u"ipMode"), textOf(*mode), {u"Proxy", u"VIP"});
        checkLoadBalancerIngress(errors, here, ingresses[at]);
    }
}

} // namespace

void checkLoadBalancerIngress(FieldErrors &errors, const Where &where, const Value &ingress)
{
    const QString host = textIn(ingress, u"hostname");
    if (host.isEmpty()) return;
    invalidEach(errors, where.child(u"hostname"), host, dns1123SubdomainProblems(host));
    if (isIp(host)) errors.invalidText(where.child(u"hostname"), host, u"must be a DNS name, not an IP address"_s);
}

void validateForAllocation(const Value &service, const Value *old, FieldErrors &errors)
{
    checkServiceIps(structIn(service, u"spec"), old ? &structIn(*old, u"spec") : nullptr, Where(u"spec"), errors);
}

std::span<const KindValidation> serviceKinds()
{
    static constexpr KindValidation kinds[] = {
        {u"", u"Service", createService, updateService, updateWith<updateServiceStatus, true>, serviceWarnings},
    };
    return kinds;
}

} // namespace practice
