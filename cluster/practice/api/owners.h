// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QStringList>

namespace practice {

// An object names each owner once (apiserver pkg/endpoints/handlers/rest.go, dedupOwnerReferencesAndAddWarning): takes
// what is in metadata.ownerReferences a second time, and answers the uids of that, in order. One uid may stand in
// references that differ. Time grows with the list.
QStringList dropRepeatedOwners(model::Value &object);
// What a client is told of them. A patch's are found later, which the text says.
QString repeatedOwnersWarning(const QStringList &uids, bool patched);

} // namespace practice
