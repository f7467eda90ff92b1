// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/kinds/admission.h"
#include "cluster/practice/kinds/podresources.h"

#include <QStringList>

namespace practice {

// How one kind counts against quotas (pkg/quota/v1/evaluator/core).

bool countsInQuota(const AdmissionRequest &request);
ResourceAmounts quotaUsage(const ApiKind &kind, const model::Value &object);
// Which of a quota's resources this kind can use up.
bool isCountedBy(const ApiKind &kind, const QString &resource);
// Whether an object is in all of a quota's scopes.
bool isInScopes(const ApiKind &kind, const model::Value &quota, const model::Value &object);
// "must specify limits.cpu for: web", where a quota wants to know what containers leave open; else empty.
QString missingAmounts(const ApiKind &kind, const QStringList &resources, const model::Value &object);

} // namespace practice
