// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"

#include <QByteArray>
#include <QString>

namespace model {

// Gives a file new bytes so that a reader, or a crash, finds the old ones or the new ones: written beside it and
// renamed. Permissions and owner stay; a symbolic link stays and its target is replaced. Where a rename would cut a
// hard link, lose the owner or is not allowed in the folder, the file is written in place, after its space has been
// reserved. Errors, with the path: Unsupported (a folder, pipe or device), Io (permission, space, name, quota). Blocks
// for as long as the disk does.
Result<void> replaceFile(const QString &path, const QByteArray &bytes);

} // namespace model
