// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/defaultrules.h"

#include <limits>

namespace practice {

using model::Value;
using model::ValueMap;

namespace {

#define APPS "pkg/apis/apps/v1/defaults.go "
#define BATCH "pkg/apis/batch/v1/defaults.go "

bool hasEntries(const Value *value) { return value && value->isMap() && !value->map()->empty(); }

// The labels of the template become the object's own, and its selector, where it has none.
void setReplicationController(Value &object)
{
    const Value *labels = at(object, {u"spec", u"template", u"metadata", u"labels"});
    if (!hasEntries(labels)) return;
    const Value copy = *labels;
    if (!hasEntries(at(object, {u"spec", u"selector"}))) mapIn(object, u"spec").set(u"selector", copy);
    if (!hasEntries(at(object, {u"metadata", u"labels"}))) mapIn(object, u"metadata").set(u"labels", copy);
}

void setDeployment(Value &object)
{
    if (specHasDefaults(object)) return;
    Value &strategy = mapIn(mapIn(object, u"spec"), u"strategy");
    putIf(Unset::Zero, strategy, u"type", u"RollingUpdate");
    if (textAt(strategy, {u"type"}) != u"RollingUpdate") return;
    Value &rolling = mapIn(strategy, u"rollingUpdate");
    putIf(Unset::Missing, rolling, u"maxUnavailable", u"25%");
    putIf(Unset::Missing, rolling, u"maxSurge", u"25%");
}

void setDaemonSet(Value &object)
{
    if (specHasDefaults(object)) return;
    Value &strategy = mapIn(mapIn(object, u"spec"), u"updateStrategy");
    putIf(Unset::Zero, strategy, u"type", u"RollingUpdate");
    if (textAt(strategy, {u"type"}) != u"RollingUpdate") return;
    Value &rolling = mapIn(strategy, u"rollingUpdate");
    putIf(Unset::Missing, rolling, u"maxUnavailable", 1);
    putIf(Unset::Missing, rolling, u"maxSurge", 0);
}

void setStatefulSet(Value &object)
{
    if (specHasDefaults(object)) return;
    Value &spec = mapIn(object, u"spec");
    Value &strategy = mapIn(spec, u"updateStrategy");
    if (isUnset(strategy, u"type", Unset::Zero)) {
        strategy.set(u"type", u"RollingUpdate");
        mapIn(strategy, u"rollingUpdate");
    }
    if (textAt(strategy, {u"type"}) == u"RollingUpdate")
        if (Value *rolling = strategy.find(u"rollingUpdate"); rolling && rolling->isMap())
            putIf(Unset::Missing, *rolling, u"partition", 0);
    Value &retention = mapIn(spec, u"persistentVolumeClaimRetentionPolicy");
    putIf(Unset::Zero, retention, u"whenDeleted", u"Retain");
    putIf(Unset::Zero, retention, u"whenScaled", u"Retain");
}

void setPodFailureStatus(Value &spec)
{
    Value *rules = at(spec, {u"podFailurePolicy", u"rules"});
    if (!rules || !rules->list()) return;
    for (Value &rule : *rules->list()) {
        Value *patterns = rule.find(u"onPodConditions");
        if (!patterns || !patterns->list()) continue;
        for (Value &pattern : *patterns->list())
            if (pattern.isMap()) putIf(Unset::Zero, pattern, u"status", u"True");
    }
}

void setJob(Value &object)
{
    Value &spec = mapIn(object, u"spec");
    if (isUnset(spec, u"completions", Unset::Missing) && isUnset(spec, u"parallelism", Unset::Missing))
        spec.set(u"completions", 1);
    putIf(Unset::Missing, spec, u"parallelism", 1);
    const bool perIndex = !isUnset(spec, u"backoffLimitPerIndex", Unset::Missing);
    putIf(Unset::Missing, spec, u"backoffLimit", perIndex ? std::numeric_limits<qint32>::max() : 6);
    putIf(Unset::Missing, spec, u"completionMode", u"NonIndexed");
    putIf(Unset::Missing, spec, u"suspend", false);
    setPodFailureStatus(spec);
    const bool failurePolicy = !isUnset(spec, u"podFailurePolicy", Unset::Missing);
    putIf(Unset::Missing, spec, u"podReplacementPolicy", failurePolicy ? u"Failed" : u"TerminatingOrFailed");
    putIf(Unset::Missing, spec, u"manualSelector", false);
    const Value *labels = at(spec, {u"template", u"metadata", u"labels"});
    if (!hasEntries(labels) || hasEntries(at(object, {u"metadata", u"labels"}))) return;
    Value copy = *labels;
    mapIn(object, u"metadata").set(u"labels", std::move(copy));
}

const TypeDefault workloadRows[] = {
    {"", "ReplicationController", setReplicationController,
     "pkg/apis/core/v1/defaults.go SetDefaults_ReplicationController"},
    {"apps", "Deployment", setDeployment, APPS "SetDefaults_Deployment"},
    {"apps", "DaemonSet", setDaemonSet, APPS "SetDefaults_DaemonSet"},
    {"apps", "StatefulSet", setStatefulSet, APPS "SetDefaults_StatefulSet"},
    {"batch", "Job", setJob, BATCH "SetDefaults_Job"},
};

} // namespace

std::span<const TypeDefault> workloadDefaults() { return workloadRows; }

} // namespace practice
