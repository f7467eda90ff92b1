// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/restrules.h"

namespace practice {

std::span<const KindValidation> extensionKinds() { return {}; }

} // namespace practice
