// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace app {

class Arguments;

// validate --fix: mends what may be mended unasked in the files that are named, and then has the rest told by validate,
// whose exit status counts. With --dry-run the difference is printed instead, and of standard input the mended text;
// the exit status is the same as if it was written.
int runFix(const Arguments &arguments, int (*validate)(const Arguments &));

} // namespace app
