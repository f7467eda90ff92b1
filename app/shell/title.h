// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace app {

// What files are called together: one by its name; several by the nearest folder that holds all of them that are in a
// folder, for a new file goes beside the others; else by the first.
QString titleOf(const QStringList &files);

} // namespace app
