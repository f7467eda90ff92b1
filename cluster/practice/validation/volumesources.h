// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "model/base/value.h"

namespace practice {

// What the kinds of volumes ask for beyond their required fields (pkg/apis/core/validation/validation.go,
// validate…VolumeSource).
void checkHostPath(FieldErrors &errors, const Where &where, const model::Value &source);
void checkGitRepo(FieldErrors &errors, const Where &where, const model::Value &source);
void checkPartition(FieldErrors &errors, const Where &where, const model::Value &source); // 0 to 255
void checkFiles(FieldErrors &errors, const Where &where, const model::Value &source);     // of a Secret or a ConfigMap
void checkNfs(FieldErrors &errors, const Where &where, const model::Value &source);
void checkIscsi(FieldErrors &errors, const Where &where, const model::Value &source);
void checkFlocker(FieldErrors &errors, const Where &where, const model::Value &source);
void checkNamedSecret(FieldErrors &errors, const Where &where, const model::Value &source); // secretRef has a name
void checkQuobyte(FieldErrors &errors, const Where &where, const model::Value &source);
void checkFibreChannel(FieldErrors &errors, const Where &where, const model::Value &source);
void checkFlexVolume(FieldErrors &errors, const Where &where, const model::Value &source);
void checkAzureDisk(FieldErrors &errors, const Where &where, const model::Value &source);
void checkStorageOs(FieldErrors &errors, const Where &where, const model::Value &source);
void checkCsi(FieldErrors &errors, const Where &where, const model::Value &source);

} // namespace practice
