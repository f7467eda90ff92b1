// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/kinds/apikind.h"
#include "model/base/value.h"

#include <QString>

namespace practice {

// An object in another version that is served of the same: HorizontalPodAutoscaler in autoscaling/v1 and v2, Event in
// v1 and events.k8s.io/v1. Objects of other kinds get the apiVersion and stay else as they are. object has its
// defaults. Never fails: annotations that cannot be read are dropped, as an apiserver does.
model::Value convertTo(const QString &apiVersion, model::Value object);

// Where a custom resource keeps what a Scale shows: with the dot in front, ".spec.replicas"; labelSelector may be
// empty.
struct ScalePaths
{
    QString specReplicas;
    QString statusReplicas;
    QString labelSelector;
};

// What the Scale of a custom resource without replicas has while it is being changed: who leaves it is refused.
constexpr qint64 unsetReplicas = -2147483648;

// The autoscaling/v1 Scale of a Deployment, ReplicaSet, StatefulSet, ReplicationController, or of a custom resource,
// which has paths. A custom resource without replicas: 500, or unsetReplicas for a change.
Answer<model::Value> scaleOf(const ApiKind &kind, const model::Value &object, const ScalePaths *paths = nullptr,
                             bool forChange = false);
// object with the number of replicas and the resourceVersion of a Scale that was written. 422 for a bad number, 400 for
// none, 409 for the uid of another object.
Answer<model::Value> withScale(const ApiKind &kind, model::Value object, const model::Value &scale,
                               const ScalePaths *paths = nullptr);

// A label selector as the query parameter has it: "app=web,tier in (a,b)"; empty for none.
QString selectorText(const model::Value &labelSelector);

} // namespace practice
