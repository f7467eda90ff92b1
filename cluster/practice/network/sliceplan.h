// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <map>
#include <vector>

namespace practice {

inline constexpr int endpointsPerSlice = 100; // kube-controller-manager --max-endpoints-per-slice

// What is to be written so that slices show a Service's pods (k8s.io/endpointslice reconciler.go).
struct SlicePlan
{
    std::vector<model::Value> create; // with generateName
    std::vector<model::Value> update;
    std::vector<model::Value> remove;
    QStringList errors = {}; // of pods that were left out
    int endpoints = 0;       // how many there will be
};

// The families of a Service's slices, of "IPv4" and "IPv6".
QStringList addressTypesOf(const model::Value &service);

// pods: those that the Service selects. slices: those of one address type that this controller keeps for it. nodeOf: a
// Node by name, or null.
SlicePlan planSlices(const model::Value &service, const std::vector<const model::Value *> &pods,
                     const std::vector<model::Value> &slices, const QString &addressType,
                     const std::function<const model::Value *(const QString &)> &nodeOf);

// Slices to be removed give their names to such as were to be created.
void recycleSlices(const model::Value &service, SlicePlan &plan);

} // namespace practice
