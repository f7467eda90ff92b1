// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace editor {

// What to call each of the files, in their order: the name, with as many folders before it as tell it from the others.
QStringList shortFileNames(const QStringList &paths);

} // namespace editor
