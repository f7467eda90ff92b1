// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/files.h"

namespace model {

QByteArray hashOf(const QByteArray &text);
// Without the hash; null when there is no such file.
FileStamp stampOnDisk(const QString &path);
// Whether the file on disk is still the one with this stamp; reads it only when size or time leave a doubt. A null
// stamp stands for a file that is not there.
bool isStillOnDisk(const QString &path, const FileStamp &stamp);

} // namespace model
