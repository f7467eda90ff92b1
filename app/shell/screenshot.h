// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/windowmain.h"

namespace app {

class MainWindow;

// Shows the window, waits until graph, problems and the connection are settled and then options.settleMs longer, paints
// it into options.screenshot and ends the event loop. 0, or 2 with the reason on stderr: the file cannot be written, or
// the window did not settle in a minute.
int takeScreenshot(MainWindow &window, const WindowOptions &options);

} // namespace app
