// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/defaultrules.h"
#include "cluster/practice/kinds/hpaconversion.h"

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

#define CORE "pkg/apis/core/v1/defaults.go "

void setNamespace(Value &object)
{
    const QString name = nameOf(object);
    if (!name.isEmpty()) mapIn(mapIn(object, u"metadata"), u"labels").set(u"kubernetes.io/metadata.name", name);
    putIf(Unset::Zero, mapIn(object, u"status"), u"phase", u"Active");
}

void setNodeStatus(Value &status)
{
    const Value *capacity = status.find(u"capacity");
    if (!capacity || capacity->isNull()) return;
    Value copy = *capacity;
    putIf(Unset::Missing, status, u"allocatable", std::move(copy));
}

void setPersistentVolume(Value &volume)
{
    putIf(Unset::Zero, mapIn(volume, u"status"), u"phase", u"Pending");
    Value &spec = mapIn(volume, u"spec");
    putIf(Unset::Zero, spec, u"persistentVolumeReclaimPolicy", u"Retain");
    putIf(Unset::Missing, spec, u"volumeMode", u"Filesystem");
}

void setClaim(Value &claim)
{
    putIf(Unset::Zero, mapIn(claim, u"status"), u"phase", u"Pending");
    mapIn(claim, u"spec"); // a struct, so it has its defaults
}

void fillFrom(Value &item, QStringView from, QStringView to)
{
    const ValueMap given = mapAt(item, {from});
    if (given.empty()) return;
    addMissing(mapIn(item, to), given);
}

void setLimitRangeItem(Value &item)
{
    if (textAt(item, {u"type"}) != u"Container") return;
    fillFrom(item, u"max", u"default");
    fillFrom(item, u"default", u"defaultRequest");
    fillFrom(item, u"min", u"defaultRequest");
}

void setSubject(Value &subject)
{
    const QString kind = textAt(subject, {u"kind"});
    if (kind == u"User" || kind == u"Group") putIf(Unset::Zero, subject, u"apiGroup", u"rbac.authorization.k8s.io");
}

void setRoleRef(Value &binding) { mapIn(binding, u"roleRef"); }

Value scalingPolicy(QStringView type, int value)
{
    return ValueMap{{u"type"_s, type.toString()}, {u"value"_s, value}, {u"periodSeconds"_s, 15}};
}

void setHpa(Value &object)
{
    Value &spec = mapIn(object, u"spec");
    if (textAt(object, {u"apiVersion"}) == u"autoscaling/v1") {
        if (!hasMetrics(object)) spec.set(u"targetCPUUtilizationPercentage", defaultShare);
        return;
    }
    if (isUnset(spec, u"metrics", Unset::Zero)) {
        const ValueMap target = {{u"type"_s, u"Utilization"}, {u"averageUtilization"_s, defaultShare}};
        const ValueMap resource = {{u"name"_s, u"cpu"}, {u"target"_s, target}};
        spec.set(u"metrics", ValueList{ValueMap{{u"type"_s, u"Resource"}, {u"resource"_s, resource}}});
    }
    Value *behavior = spec.find(u"behavior");
    if (!behavior || !behavior->isMap()) return;
    Value &up = mapIn(*behavior, u"scaleUp");
    putIf(Unset::Missing, up, u"stabilizationWindowSeconds", 0);
    putIf(Unset::Missing, up, u"selectPolicy", u"Max");
    putIf(Unset::Missing, up, u"policies", ValueList{scalingPolicy(u"Pods", 4), scalingPolicy(u"Percent", 100)});
    Value &down = mapIn(*behavior, u"scaleDown");
    putIf(Unset::Missing, down, u"selectPolicy", u"Max");
    putIf(Unset::Missing, down, u"policies", ValueList{scalingPolicy(u"Percent", 100)});
}

void setDefinition(Value &definition)
{
    Value &names = mapIn(mapIn(definition, u"spec"), u"names");
    const QString kind = textAt(names, {u"kind"});
    putIf(Unset::Zero, names, u"singular", kind.toLower());
    if (!kind.isEmpty()) putIf(Unset::Zero, names, u"listKind", kind + u"List"_s);
    if (!listAt(definition, {u"status", u"storedVersions"}).empty()) return;
    for (const Value &version : listAt(definition, {u"spec", u"versions"})) {
        if (!boolAt(version, {u"storage"})) continue;
        mapIn(definition, u"status").set(u"storedVersions", ValueList{textAt(version, {u"name"})});
        return;
    }
}

const TypeDefault otherRows[] = {
    {"", "Namespace", setNamespace, CORE "SetDefaults_Namespace"},
    {"", "NodeStatus", setNodeStatus, CORE "SetDefaults_NodeStatus"},
    {"", "PersistentVolume", setPersistentVolume, CORE "SetDefaults_PersistentVolume"},
    {nullptr, "PersistentVolumeClaim", setClaim, CORE "SetDefaults_PersistentVolumeClaim"},
    {"", "LimitRangeItem", setLimitRangeItem, CORE "SetDefaults_LimitRangeItem"},
    {"rbac.authorization.k8s.io", "Subject", setSubject, "pkg/apis/rbac/v1/defaults.go SetDefaults_Subject"},
    {"rbac.authorization.k8s.io", "RoleBinding", setRoleRef, "pkg/apis/rbac/v1/defaults.go SetDefaults_RoleBinding"},
    {"rbac.authorization.k8s.io", "ClusterRoleBinding", setRoleRef,
     "pkg/apis/rbac/v1/defaults.go SetDefaults_ClusterRoleBinding"},
    {"autoscaling", "HorizontalPodAutoscaler", setHpa,
     "pkg/apis/autoscaling/v2/defaults.go SetDefaults_HorizontalPodAutoscaler"},
    {"apiextensions.k8s.io", "CustomResourceDefinition", setDefinition, "apiextensions v1/defaults.go"},
};

} // namespace

std::span<const TypeDefault> otherDefaults() { return otherRows; }

} // namespace practice
