// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "model/base/value.h"

#include <QString>

#include <vector>

namespace practice {

// StatefulSet and DaemonSet (pkg/apis/apps/validation/validation.go).
void createStatefulSet(const model::Value &object, FieldErrors &errors);
void updateStatefulSet(const model::Value &object, const model::Value &old, FieldErrors &errors);
void updateStatefulSetStatus(const model::Value &object, const model::Value &old, FieldErrors &errors);
std::vector<QString> warnOfStatefulSet(const model::Value &object, const model::Value *old);
void createDaemonSet(const model::Value &object, FieldErrors &errors);
void updateDaemonSet(const model::Value &object, const model::Value &old, FieldErrors &errors);
void updateDaemonSetStatus(const model::Value &object, const model::Value &old, FieldErrors &errors);
std::vector<QString> warnOfDaemonSet(const model::Value &object, const model::Value *old);

} // namespace practice
