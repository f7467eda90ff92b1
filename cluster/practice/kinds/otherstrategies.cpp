// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/servicewriter.h"
#include "cluster/practice/kinds/strategies.h"

#include <QSet>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

QString typeOf(const Value &service) { return textAt(service, {u"spec", u"type"}); }
bool needsClusterIp(const Value &service) { return typeOf(service) != u"ExternalName"; }
bool isReachable(const Value &service)
{
    return isNodePortType(service) ||
           (typeOf(service) == u"ClusterIP" && !listAt(service, {u"spec", u"externalIPs"}).empty());
}

QSet<qint64> nodePorts(const Value &service)
{
    QSet<qint64> ports;
    for (const Value &port : listAt(service, {u"spec", u"ports"}))
        if (const qint64 number = integerAt(port, {u"nodePort"})) ports.insert(number);
    return ports;
}

void dropIfSame(Value &service, const Value &old, QStringView field)
{
    if (sameAt(service, old, {u"spec", field})) mapIn(service, u"spec").remove(field);
}

void dropNodePorts(Value &service)
{
    Value *ports = at(service, {u"spec", u"ports"});
    if (!ports || !ports->list()) return;
    for (Value &port : *ports->list()) port.remove(u"nodePort");
}

const Value *sourceOf(const Value &claim, QStringView field)
{
    const Value *source = at(claim, {u"spec", field});
    return source && !source->isNull() ? source : nullptr;
}

bool isClaimOrSnapshot(const Value &source)
{
    const QString group = textAt(source, {u"apiGroup"});
    const QString kind = textAt(source, {u"kind"});
    return (group.isEmpty() && kind == u"PersistentVolumeClaim") ||
           (group == u"snapshot.storage.k8s.io" && kind == u"VolumeSnapshot");
}

void normalizeSources(Value &claim)
{
    const Value *source = sourceOf(claim, u"dataSource");
    const Value *reference = sourceOf(claim, u"dataSourceRef");
    if (source && !reference) {
        Value copy = *source;
        mapIn(claim, u"spec").set(u"dataSourceRef", std::move(copy));
    } else if (reference && !source && textAt(*reference, {u"namespace"}).isEmpty()) {
        Value copy = *reference;
        copy.remove(u"namespace");
        mapIn(claim, u"spec").set(u"dataSource", std::move(copy));
    }
}

} // namespace

// pkg/registry/batch/job/strategy.go generateSelector: needs the object's name and uid.
void prepareJob(Value &job)
{
    Value &spec = mapIn(job, u"spec");
    dropDisabledPodFields(mapIn(mapIn(spec, u"template"), u"spec"), nullptr);
    if (boolAt(spec, {u"manualSelector"})) return;
    const QString name = nameOf(job), uid = uidOf(job);
    Value &labels = mapIn(mapIn(mapIn(spec, u"template"), u"metadata"), u"labels");
    const auto put = [](Value &map, QStringView key, const QString &text) {
        if (!map.find(key)) map.set(key, text);
    };
    put(labels, u"job-name", name);
    put(labels, u"batch.kubernetes.io/job-name", name);
    put(labels, u"controller-uid", uid);
    put(labels, u"batch.kubernetes.io/controller-uid", uid);
    std::ranges::sort(*labels.map(), {}, &std::pair<QString, Value>::first);
    put(mapIn(mapIn(spec, u"selector"), u"matchLabels"), u"batch.kubernetes.io/controller-uid", uid);
}

// pkg/registry/core/service/strategy.go dropTypeDependentFields: what the other type does not need and the writer left
// as it was.
void updateServiceType(Value &service, const Value &old)
{
    if (needsClusterIp(old) && !needsClusterIp(service)) {
        if (sameAt(service, old, {u"spec", u"clusterIP"}) && sameAt(service, old, {u"spec", u"clusterIPs"})) {
            mapIn(service, u"spec").remove(u"clusterIP");
            mapIn(service, u"spec").remove(u"clusterIPs");
        }
        dropIfSame(service, old, u"ipFamilies");
        dropIfSame(service, old, u"ipFamilyPolicy");
        dropIfSame(service, old, u"internalTrafficPolicy");
    }
    if (isNodePortType(old) && !isNodePortType(service) && nodePorts(old).contains(nodePorts(service)))
        dropNodePorts(service);
    if (takesHealthPort(old) && !takesHealthPort(service)) dropIfSame(service, old, u"healthCheckNodePort");
    if (typeOf(old) == u"LoadBalancer" && typeOf(service) != u"LoadBalancer") {
        dropIfSame(service, old, u"allocateLoadBalancerNodePorts");
        dropIfSame(service, old, u"loadBalancerClass");
    }
    if (isReachable(old) && !isReachable(service)) dropIfSame(service, old, u"externalTrafficPolicy");
    if (typeOf(service) != u"LoadBalancer") mapIn(service, u"status").set(u"loadBalancer", ValueMap());
}

// pkg/api/persistentvolumeclaim/util.go: dataSource and dataSourceRef say the same.
void updateClaim(Value &claim, const Value &old)
{
    Value &spec = mapIn(claim, u"spec");
    if (!sourceOf(old, u"volumeAttributesClassName")) spec.remove(u"volumeAttributesClassName");
    const Value *oldReference = sourceOf(old, u"dataSourceRef");
    if (!textAt(spec, {u"dataSourceRef", u"namespace"}).isEmpty() && !oldReference) spec.remove(u"dataSourceRef");
    const bool inUse = sourceOf(old, u"dataSource") || oldReference;
    const Value *source = sourceOf(claim, u"dataSource");
    if (!inUse && !sourceOf(claim, u"dataSourceRef") && source && !isClaimOrSnapshot(*source))
        spec.remove(u"dataSource");
    normalizeSources(claim);
}

void prepareClaim(Value &claim) { updateClaim(claim, {}); }

} // namespace practice
