// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"

#include <QString>

namespace support {

// The folder that holds the real helm and kustomize (tests/packagetools). Error Unsupported: they are not built here.
model::Result<QString> packageTools();

} // namespace support
