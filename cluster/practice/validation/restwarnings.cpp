// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/restwarnings.h"

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/addresses.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/resourcenames.h"
#include "cluster/practice/validation/service.h"

#include <QByteArray>

#include <iterator>

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

// apimachinery pkg/util/validation/ip.go GetWarningsForIP.
void warnOfIp(Warnings &warnings, const Where &where, const QString &ip)
{
    const auto address = IpAddress::parse(ip);
    if (!address) return;
    const QString canonical = address->toString();
    if (!address->isStrict || address->wroteMapped)
        warnings.push_back(u"%1: non-standard IP address %2 will be considered invalid in a future Kubernetes release: "
                           "use %3"_s.arg(where.toString(), goQuoted(ip), goQuoted(canonical)));
    else if (!address->isV4() && canonical != ip)
        warnings.push_back(u"%1: IPv6 address %2 should be in RFC 5952 canonical format (%3)"_s.arg(
            where.toString(), goQuoted(ip), goQuoted(canonical)));
}

void warnOfCidr(Warnings &warnings, const Where &where, const QString &cidr)
{
    const auto network = IpNetwork::parse(cidr);
    if (!network) return;
    const QString canonical = network->toString(), place = where.toString();
    const size_t before = warnings.size();
    if (network->hasHostBits())
        warnings.push_back(u"%1: CIDR value %2 is ambiguous in this context (should be %3 or %4?)"_s.arg(
            place, goQuoted(cidr), goQuoted(canonical),
            goQuoted(network->address.toString() + (network->address.isV4() ? u"/32"_s : u"/128"_s))));
    if (!network->isStrict || network->address.wroteMapped)
        warnings.push_back(u"%1: non-standard CIDR value %2 will be considered invalid in a future Kubernetes release: "
                           "use %3"_s.arg(place, goQuoted(cidr), goQuoted(canonical)));
    if (before == warnings.size() && !network->address.isV4() && canonical != cidr)
        warnings.push_back(u"%1: IPv6 CIDR value %2 should be in RFC 5952 canonical format (%3)"_s.arg(
            place, goQuoted(cidr), goQuoted(canonical)));
}

void warnOfIps(Warnings &warnings, const Where &list, const ValueList &ips)
{
    for (qsizetype at = 0; at < qsizetype(ips.size()); ++at) warnOfIp(warnings, list.index(at), textOf(ips[at]));
}

struct OldLabel
{
    QStringView key;
    QStringView message;
};

// pkg/api/node/util.go
constexpr OldLabel oldNodeLabels[] = {
    {u"beta.kubernetes.io/arch", u"deprecated since v1.14; use \"kubernetes.io/arch\" instead"},
    {u"beta.kubernetes.io/os", u"deprecated since v1.14; use \"kubernetes.io/os\" instead"},
    {u"failure-domain.beta.kubernetes.io/region",
     u"deprecated since v1.17; use \"topology.kubernetes.io/region\" instead"},
    {u"failure-domain.beta.kubernetes.io/zone", u"deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead"},
    {u"beta.kubernetes.io/instance-type", u"deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead"},
    {u"app.kubernetes.io/created-by", u"deprecated since v1.9"},
    {u"scheduler.alpha.kubernetes.io/preferAvoidPods", u"deprecated since v1.22; use Taints and Tolerations instead"},
    {u"node-role.kubernetes.io/master", u"use \"node-role.kubernetes.io/control-plane\" instead"},
};

QString oldLabelMessage(QStringView key)
{
    for (const OldLabel &label : oldNodeLabels)
        if (label.key == key) return label.message.toString();
    return {};
}

void warnOfPeers(Warnings &warnings, const Value &rule, QStringView field, const Where &where)
{
    const Where list = where.child(field);
    const ValueList &peers = listIn(rule, field);
    for (qsizetype at = 0; at < qsizetype(peers.size()); ++at) {
        const Value *block = fieldIn(peers[at], u"ipBlock");
        if (!block) continue;
        const Where peer = list.index(at);
        const Where here = peer.child(u"ipBlock");
        warnOfCidr(warnings, here.child(u"cidr"), textIn(*block, u"cidr"));
        const Where excepts = here.child(u"except");
        const ValueList &holes = listIn(*block, u"except");
        for (qsizetype hole = 0; hole < qsizetype(holes.size()); ++hole)
            warnOfCidr(warnings, excepts.index(hole), textOf(holes[hole]));
    }
}

} // namespace

Warnings serviceWarnings(const Value &service, const Value *)
{
    Warnings warnings;
    const Value &spec = structIn(service, u"spec");
    const Where where(u"spec");
    if (at(service, {u"metadata", u"annotations", u"service.kubernetes.io/topology-aware-hints"}))
        warnings.push_back(u"annotation service.kubernetes.io/topology-aware-hints is deprecated, please use "
                           "service.kubernetes.io/topology-mode instead"_s);
    if (!textIn(spec, u"clusterIP").isEmpty() && !isHeadless(spec))
        warnOfIps(warnings, where.child(u"clusterIPs"), listIn(spec, u"clusterIPs"));
    warnOfIps(warnings, where.child(u"externalIPs"), listIn(spec, u"externalIPs"));
    if (const QString ip = textIn(spec, u"loadBalancerIP"); !ip.isEmpty())
        warnOfIp(warnings, where.child(u"loadBalancerIP"), ip);
    const Where ranges = where.child(u"loadBalancerSourceRanges");
    const ValueList &cidrs = listIn(spec, u"loadBalancerSourceRanges");
    for (qsizetype at = 0; at < qsizetype(cidrs.size()); ++at)
        warnOfCidr(warnings, ranges.index(at), textOf(cidrs[at]));
    const bool external = textIn(spec, u"type") == u"ExternalName";
    if (external && !listIn(spec, u"externalIPs").empty())
        warnings.push_back(u"spec.externalIPs is ignored when spec.type is \"ExternalName\""_s);
    if (!external && !textIn(spec, u"externalName").isEmpty())
        warnings.push_back(u"spec.externalName is ignored when spec.type is not \"ExternalName\""_s);
    return warnings;
}

// Whether a certificate and its key belong together is not looked into: only what is no PEM at all is told.
Warnings podStatusWarnings(const Value &pod)
{
    Warnings warnings;
    const Value &status = structIn(pod, u"status");
    for (const QStringView field : {QStringView(u"podIPs"), QStringView(u"hostIPs")}) {
        const ValueList &ips = listIn(status, field);
        for (qsizetype at = 0; at < qsizetype(ips.size()); ++at)
            warnOfIp(warnings, Where(u"status").child(field).index(at).child(u"ip"),
                     textIn(ips[std::size_t(at)], u"ip"));
    }
    return warnings;
}

Warnings secretWarnings(const Value &secret, const Value *)
{
    if (textIn(secret, u"type") != u"kubernetes.io/tls") return {};
    const Value &data = structIn(secret, u"data");
    const auto isPem = [&](QStringView key) {
        return QByteArray::fromBase64(textIn(data, key).toLatin1()).contains("-----BEGIN ");
    };
    if (!isPem(u"tls.crt")) return {u"tls: failed to find any PEM data in certificate input"_s};
    if (!isPem(u"tls.key")) return {u"tls: failed to find any PEM data in key input"_s};
    return {};
}

Warnings serviceAccountWarnings(const Value &account, const Value *old)
{
    const QStringView key = u"kubernetes.io/enforce-mountable-secrets";
    if (old && at(*old, {u"metadata", u"annotations", key})) return {};
    if (!at(account, {u"metadata", u"annotations", key})) return {};
    return {u"metadata.annotations[%1]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted "
            "secrets"_s.arg(key)};
}

Warnings nodeWarnings(const Value &node, const Value *)
{
    Warnings warnings;
    const Value &spec = structIn(node, u"spec");
    if (fieldIn(spec, u"configSource")) warnings.push_back(u"spec.configSource: the feature is removed"_s);
    if (!textIn(spec, u"externalID").isEmpty())
        warnings.push_back(u"spec.externalID: this field is deprecated, and is unused by Kubernetes"_s);
    const Where where(u"spec");
    const Where list = where.child(u"podCIDRs");
    const ValueList &cidrs = listIn(spec, u"podCIDRs");
    for (qsizetype at = 0; at < qsizetype(cidrs.size()); ++at) warnOfCidr(warnings, list.index(at), textOf(cidrs[at]));
    return warnings;
}

Warnings endpointsWarnings(const Value &endpoints, const Value *)
{
    Warnings warnings;
    if (textAt(endpoints, {u"metadata", u"labels", u"endpoints.kubernetes.io/managed-by"}) == u"endpoint-controller")
        return warnings;
    const Where where(u"subsets");
    const ValueList &subsets = listIn(endpoints, u"subsets");
    for (qsizetype at = 0; at < qsizetype(subsets.size()); ++at) {
        const Where subset = where.index(at);
        for (const QStringView field : {u"addresses", u"notReadyAddresses"}) {
            const Where list = subset.child(field);
            const ValueList &addresses = listIn(subsets[at], field);
            for (qsizetype one = 0; one < qsizetype(addresses.size()); ++one) {
                const Where address = list.index(one);
                warnOfIp(warnings, address.child(u"ip"), textIn(addresses[one], u"ip"));
            }
        }
    }
    return warnings;
}

Warnings endpointSliceWarnings(const Value &slice, const Value *old)
{
    Warnings warnings;
    if (!old && textIn(slice, u"addressType") == u"FQDN")
        warnings.push_back(u"spec.addressType: FQDN endpoints are deprecated"_s);
    const QString manager = textAt(slice, {u"metadata", u"labels", u"endpointslice.kubernetes.io/managed-by"});
    if (manager == u"endpointslice-controller.k8s.io" || manager == u"endpointslicemirroring-controller.k8s.io")
        return warnings;
    const Where where(u"endpoints");
    const ValueList &endpoints = listIn(slice, u"endpoints");
    for (qsizetype at = 0; at < qsizetype(endpoints.size()); ++at) {
        const Where endpoint = where.index(at);
        warnOfIps(warnings, endpoint.child(u"addresses"), listIn(endpoints[at], u"addresses"));
    }
    return warnings;
}

Warnings ingressWarnings(const Value &ingress, const Value *old)
{
    if (old || !at(ingress, {u"metadata", u"annotations", u"kubernetes.io/ingress.class"})) return {};
    if (fieldIn(structIn(ingress, u"spec"), u"ingressClassName")) return {};
    return {u"annotation \"kubernetes.io/ingress.class\" is deprecated, please use 'spec.ingressClassName' instead"_s};
}

Warnings networkPolicyWarnings(const Value &policy, const Value *)
{
    Warnings warnings;
    const Value &spec = structIn(policy, u"spec");
    const Where where(u"spec");
    for (const auto &[field, peers] : {std::pair{u"ingress", u"from"}, std::pair{u"egress", u"to"}}) {
        const Where list = where.child(field);
        const ValueList &rules = listIn(spec, field);
        for (qsizetype at = 0; at < qsizetype(rules.size()); ++at) {
            const Where rule = list.index(at);
            warnOfPeers(warnings, rules[at], peers, rule);
        }
    }
    return warnings;
}

Warnings volumeWarnings(const Value &volume, const Value *)
{
    Warnings warnings;
    for (const QStringView key :
         {u"volume.beta.kubernetes.io/storage-class", u"volume.beta.kubernetes.io/mount-options"})
        if (at(volume, {u"metadata", u"annotations", key}))
            warnings.push_back(u"metadata.annotations[%1]: deprecated since v1.%2; use \"%3\" attribute instead"_s.arg(
                key, key.endsWith(u"options") ? u"31"_s : u"8"_s,
                key.endsWith(u"options") ? u"mountOptions"_s : u"storageClassName"_s));
    const Value &spec = structIn(volume, u"spec");
    if (textIn(spec, u"persistentVolumeReclaimPolicy") == u"Recycle")
        warnings.push_back(
            u"spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the "
            "recommended approach is to use dynamic provisioning."_s);
    const ValueList &terms = listAt(spec, {u"nodeAffinity", u"required", u"nodeSelectorTerms"});
    for (size_t term = 0; term < terms.size(); ++term) {
        const ValueList &expressions = listIn(terms[term], u"matchExpressions");
        for (size_t at = 0; at < expressions.size(); ++at)
            if (const QString message = oldLabelMessage(textIn(expressions[at], u"key")); !message.isEmpty())
                warnings.push_back(
                    u"spec.nodeAffinity.required.nodeSelectorTerms[%1].matchExpressions[%2].key: %3 is %4"_s.arg(
                        QString::number(term), QString::number(at), textIn(expressions[at], u"key"), message));
    }
    const struct
    {
        QStringView field, name, since, until;
    } plugins[] = {
        {u"cephfs", u"cephfs", u"28", u"31"},       {u"photonPersistentDisk", u"photonPersistentDisk", u"11", u"16"},
        {u"scaleIO", u"scaleIO", u"16", u"22"},     {u"storageos", u"storageOS", u"22", u"25"},
        {u"glusterfs", u"glusterfs", u"25", u"26"}, {u"rbd", u"rbd", u"28", u"31"}};
    for (const auto &plugin : plugins)
        if (fieldIn(spec, plugin.field))
            warnings.push_back(u"spec.%1: deprecated in v1.%2, non-functional in v1.%3+"_s.arg(
                plugin.name, plugin.since, plugin.until));
    return warnings;
}

Warnings claimWarnings(const Value &claim, const Value *)
{
    Warnings warnings;
    const QStringView key = u"volume.beta.kubernetes.io/storage-class";
    if (at(claim, {u"metadata", u"annotations", key}))
        warnings.push_back(u"metadata.annotations[%1]: deprecated since v1.8; use \"storageClassName\" attribute "
                           "instead"_s.arg(key));
    for (const QStringView field : {u"requests", u"limits"}) {
        const Value *amount = at(claim, {u"spec", u"resources", field, u"storage"});
        if (!amount) continue;
        if (quantityOf(*amount).milliValue() % 1000 != 0)
            warnings.push_back(
                u"spec.resources.%1[storage]: fractional byte value %2 is invalid, must be an integer"_s.arg(
                    field, goQuoted(goQuantity(*amount))));
    }
    return warnings;
}

Warnings storageClassWarnings(const Value &storageClass, const Value *)
{
    Warnings warnings;
    const ValueList &terms = listIn(storageClass, u"allowedTopologies");
    for (size_t term = 0; term < terms.size(); ++term) {
        const ValueList &expressions = listIn(terms[term], u"matchLabelExpressions");
        for (size_t at = 0; at < expressions.size(); ++at)
            if (const QString message = oldLabelMessage(textIn(expressions[at], u"key")); !message.isEmpty())
                warnings.push_back(u"allowedTopologies[%1].matchLabelExpressions[%2].key: %3"_s.arg(
                    QString::number(term), QString::number(at), message));
    }
    return warnings;
}

Warnings runtimeClassWarnings(const Value &runtimeClass, const Value *)
{
    Warnings warnings;
    for (const auto &entry : mapAt(runtimeClass, {u"scheduling", u"nodeSelector"}))
        if (const QString message = oldLabelMessage(entry.first); !message.isEmpty())
            warnings.push_back(u"scheduling.nodeSelector: "_s + message);
    return warnings;
}

} // namespace practice
