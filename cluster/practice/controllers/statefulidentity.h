// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

#include <vector>

namespace practice {

// Who a StatefulSet's pods are, and which claims are theirs (pkg/controller/statefulset/stateful_set_utils.go).

int ordinalOf(const model::Value &pod); // of "db-3": 3; -1: none
bool isMemberOf(const model::Value &set, const model::Value &pod);
int firstOrdinal(const model::Value &set);
bool isInRange(const model::Value &set, int ordinal);
QString revisionLabel(const model::Value &pod);

// A pod as it would be made, of the set's template and of a revision's name.
model::Value newMember(const model::Value &set, int ordinal, const QString &revision);
bool hasIdentity(const model::Value &set, const model::Value &pod);
void giveIdentity(const model::Value &set, model::Value &pod);
bool hasStorage(const model::Value &set, const model::Value &pod);
void giveStorage(const model::Value &set, model::Value &pod);

// The claims that the pod is to have, named "data-db-3".
std::vector<model::Value> claimsOf(const model::Value &set, const model::Value &pod);

// persistentVolumeClaimRetentionPolicy.
bool deletesWhenScaled(const model::Value &set);
bool deletesWhenDeleted(const model::Value &set);
// The claim belongs to an earlier one of that name.
bool isOfEarlier(const model::Value &claim, const model::Value &owner);
// Somebody else controls it, so that the policy says nothing.
bool hasOtherController(const model::Value &claim, const model::Value &set, const model::Value &pod);
bool hasRightOwners(const model::Value &claim, const model::Value &set, const model::Value &pod);
void giveRightOwners(model::Value &claim, const model::Value &set, const model::Value &pod);

} // namespace practice
