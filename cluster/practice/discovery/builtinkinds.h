// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/discovery/catalogue.h"

#include <memory>
#include <vector>

namespace practice {

// The built-in kinds as discovery of Kubernetes 1.33 has them, with their schemas.
std::vector<std::unique_ptr<ServedKind>> builtinKinds();
// How an apiserver ranks the group (pkg/controlplane/apiserver/aggregator.go); custom groups have 1000.
int groupPriority(QStringView group);

} // namespace practice
