// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/informer.h"

namespace practice {

// Questions about PersistentVolumeClaims and PersistentVolumes that several components ask (k8s.io/component-helpers
// storage/volume/pv_helpers.go).

inline constexpr QStringView bindCompleted = u"pv.kubernetes.io/bind-completed";
inline constexpr QStringView boundByController = u"pv.kubernetes.io/bound-by-controller";
inline constexpr QStringView provisionedBy = u"pv.kubernetes.io/provisioned-by";
inline constexpr QStringView storageProvisioner = u"volume.kubernetes.io/storage-provisioner";
inline constexpr QStringView betaStorageProvisioner = u"volume.beta.kubernetes.io/storage-provisioner";
inline constexpr QStringView selectedNode = u"volume.kubernetes.io/selected-node";

bool hasAnnotation(const model::Value &object, QStringView name);
QString annotationOf(const model::Value &object, QStringView name);
// Of a claim or a volume; the old annotation comes before the field.
QString storageClassOf(const model::Value &object);
bool hasStorageClass(const model::Value &claim); // an empty one too
// Whether a volume's claimRef means the claim; one without uid means whatever bears the name.
bool isBoundTo(const model::Value &volume, const model::Value &claim);
// {"kind","namespace","name","uid","apiVersion","resourceVersion"}
model::Value claimReference(const model::Value &claim);
QString claimKeyOf(const model::Value &volume); // of its claimRef; empty: it has none

// The smallest volume that satisfies a claim; null: none does. One that names the claim comes first. delaysBinding:
// only such a one counts, as the scheduler chooses.
const model::Value *bestVolume(const model::Value &claim, const std::map<QString, model::Value> &volumes,
                               bool delaysBinding);
// Why a volume that a claim names does not do; empty: it does (pv_controller.go checkVolumeSatisfyClaim).
QString whyUnfit(const model::Value &volume, const model::Value &claim);
bool differInMode(const model::Value &volume, const model::Value &claim);

// The claims that a pod uses, by key, with those made for its ephemeral volumes: an index of pods.
QStringList claimsOfPod(const model::Value &pod);
bool isOver(const model::Value &pod); // Failed or Succeeded

} // namespace practice
