// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "model/base/value.h"

namespace practice {

// Parts of the rules of PersistentVolume and PersistentVolumeClaim (pkg/apis/core/validation).

// Exactly one source, and what each asks for.
void checkVolumeSources(FieldErrors &errors, const Where &where, const model::Value &spec, bool hasNodeAffinity);
bool sameVolumeSources(const model::Value &spec, const model::Value &oldSpec);
// PersistentVolumeClaimSpec; also that of templates (StatefulSet, ephemeral volumes). oldSpec: null for a create.
void checkClaimSpec(FieldErrors &errors, const Where &where, const model::Value &spec,
                    const model::Value *oldSpec = nullptr);
// Known ones, and ReadWriteOncePod alone.
void checkAccessModes(FieldErrors &errors, const Where &where, const model::Value &spec);

} // namespace practice
