// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/report.h"

namespace app {

// SARIF 2.1.0, one run. Columns count UTF-16 units from 1, as columnKind says; paths are relative where they were given
// so.
QByteArray sarif(const Report &report);

} // namespace app
