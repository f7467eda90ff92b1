// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/validation/pod.h"
#include "model/base/value.h"

#include <QString>

namespace practice {

// Parts of ValidatePodUpdate (pkg/apis/core/validation/validation.go).

// ValidatePodSpecificAnnotationUpdates.
void checkPodAnnotationUpdate(FieldErrors &errors, const model::Value &object, const model::Value &old,
                              const PodOptions &options);
// Of tolerations only tolerationSeconds may change.
void checkAddedTolerations(FieldErrors &errors, const Where &where, const model::Value &spec, const model::Value &old);
void checkDeletedGates(FieldErrors &errors, const Where &where, const model::Value &spec, const model::Value &old);
// Every field that an update may not change. The containers are as many as before.
void checkOtherFields(FieldErrors &errors, const Where &specAt, const model::Value &spec, const model::Value &old);

// What differs, a line a field: "- hostname: a", "+ hostname: b". Go prints its structs there, in a form that it says
// not to rely on; this is ours. At most some dozen lines.
QString differenceText(const model::Value &before, const model::Value &now);

} // namespace practice
