// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/kinds/admission.h"

namespace practice {

// 403 as plugins say it (apiserver pkg/admission NewForbidden): pods "web" is forbidden: …
ApiStatus forbiddenBy(const AdmissionRequest &request, const QString &why);
bool isCore(const AdmissionRequest &request, QStringView kind);

Refusal applyLimits(const AdmissionRequest &request, const ClusterLookup &cluster);
Refusal checkLimits(const AdmissionRequest &request, const ClusterLookup &cluster);
Refusal applyServiceAccount(const AdmissionRequest &request, const ClusterLookup &cluster);
Refusal applyPriority(const AdmissionRequest &request, const ClusterLookup &cluster);
Refusal checkPriorityClass(const AdmissionRequest &request, const ClusterLookup &cluster);
Refusal applyRuntimeClass(const AdmissionRequest &request, const ClusterLookup &cluster);
Refusal checkRuntimeClass(const AdmissionRequest &request, const ClusterLookup &cluster);
void addTolerations(model::Value &pod);
void setStorageClass(const AdmissionRequest &request, const ClusterLookup &cluster);
void setIngressClass(const AdmissionRequest &request, const ClusterLookup &cluster);
Refusal checkClaimResize(const AdmissionRequest &request, const ClusterLookup &cluster);

} // namespace practice
