// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/defaultrules.h"

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

#define CORE "pkg/apis/core/v1/defaults.go "

void setAffinity(Value &spec)
{
    putIf(Unset::Zero, spec, u"sessionAffinity", u"None");
    const QString affinity = textAt(spec, {u"sessionAffinity"});
    if (affinity == u"None") spec.remove(u"sessionAffinityConfig");
    if (affinity != u"ClientIP") return;
    const Value *timeout = at(spec, {u"sessionAffinityConfig", u"clientIP", u"timeoutSeconds"});
    if (timeout && !timeout->isNull()) return;
    spec.set(u"sessionAffinityConfig", ValueMap{{u"clientIP"_s, ValueMap{{u"timeoutSeconds"_s, 10800}}}});
}

void setPorts(Value &spec)
{
    Value *ports = spec.find(u"ports");
    if (!ports || !ports->list()) return;
    for (Value &port : *ports->list()) {
        if (!port.isMap()) continue;
        putIf(Unset::Zero, port, u"protocol", u"TCP");
        putIf(Unset::Zero, port, u"targetPort", integerAt(port, {u"port"}));
    }
}

void setIpModes(Value &service)
{
    Value *entries = at(service, {u"status", u"loadBalancer", u"ingress"});
    if (!entries || !entries->list()) return;
    for (Value &entry : *entries->list())
        if (!textAt(entry, {u"ip"}).isEmpty()) putIf(Unset::Missing, entry, u"ipMode", u"VIP");
}

void setService(Value &service)
{
    Value &spec = mapIn(service, u"spec");
    setAffinity(spec);
    putIf(Unset::Zero, spec, u"type", u"ClusterIP");
    setPorts(spec);
    const QString type = textAt(spec, {u"type"});
    const bool balanced = type == u"LoadBalancer";
    const bool clusterIp = type == u"ClusterIP";
    const bool nodePort = type == u"NodePort";
    if (balanced || nodePort || (clusterIp && !listAt(spec, {u"externalIPs"}).empty()))
        putIf(Unset::Zero, spec, u"externalTrafficPolicy", u"Cluster");
    if (balanced || nodePort || clusterIp) putIf(Unset::Missing, spec, u"internalTrafficPolicy", u"Cluster");
    if (!balanced) return;
    putIf(Unset::Missing, spec, u"allocateLoadBalancerNodePorts", true);
    setIpModes(service);
}

void setNetworkPolicy(Value &policy)
{
    Value &spec = mapIn(policy, u"spec");
    if (!isUnset(spec, u"policyTypes", Unset::Zero)) return;
    ValueList types = {u"Ingress"};
    if (!listAt(spec, {u"egress"}).empty()) types.push_back(u"Egress");
    spec.set(u"policyTypes", std::move(types));
}

const TypeDefault serviceRows[] = {
    {"", "Service", setService, CORE "SetDefaults_Service"},
    {"networking.k8s.io", "NetworkPolicy", setNetworkPolicy,
     "pkg/apis/networking/v1/defaults.go SetDefaults_NetworkPolicy"},
};

} // namespace

std::span<const TypeDefault> serviceDefaults() { return serviceRows; }

} // namespace practice
