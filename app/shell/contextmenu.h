// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace app {

class ClusterLink;

// The contexts of the kubeconfig to choose from, why some cannot be connected to, and another kubeconfig. anchor: what
// the menu opens above, or null: in the middle of the window.
void openContextMenu(ClusterLink *link, QWidget *window, QWidget *anchor);

} // namespace app
