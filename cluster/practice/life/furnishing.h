// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

namespace practice {

// What whoever sets up a living cluster puts there: the default StorageClass, whose volumes HostPathProvisioner makes,
// and the default IngressClass, which IngressStatusController serves.
std::vector<model::Value> defaultClasses();

} // namespace practice
