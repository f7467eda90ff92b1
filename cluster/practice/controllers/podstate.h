// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/request/objectfacts.h" // labelsOf()
#include "model/base/value.h"

#include <QString>

namespace practice {

// Small questions about pods and owners that all controllers ask (pkg/api/v1/pod, pkg/controller/controller_utils.go).

bool isGoing(const model::Value &object); // has a deletionTimestamp
// Neither over nor going.
bool isActive(const model::Value &pod);
bool isReady(const model::Value &pod);
// When its Ready condition changed last, since 1970; 0: unknown.
qint64 readySinceMs(const model::Value &pod);
// Ready for so long.
bool isAvailable(const model::Value &pod, qint64 minReadySeconds, qint64 nowMs);
// The most that one of its containers was restarted.
qint64 mostRestarts(const model::Value &pod);

// The ownerReference that controls an object; null: nobody does.
const model::Value *controllerOf(const model::Value &object);
bool isControlledBy(const model::Value &object, const model::Value &owner);
// {"apiVersion","kind","name","uid","controller":true,"blockOwnerDeletion":true}
model::Value controllerReference(const model::Value &owner);

} // namespace practice
