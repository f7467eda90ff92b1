// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace app {

class Arguments;

// validate --fix: mends what may be mended unasked in the files that are named, and then has the rest told by validate,
// whose exit status counts. --dry-run prints the difference instead, and exits 0 or 2. Of standard input the mended
// text is printed.
int runFix(const Arguments &arguments, int (*validate)(const Arguments &));

} // namespace app
