// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/limits.h"
#include "model/base/result.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <memory>

namespace model {

// Reads a whole regular file. Links are followed. Errors, with the path in `where`: NotFound (no such path),
// Unsupported (a folder, pipe, socket or device: never opened, so nothing can hang), TooLarge (refused by size before
// reading, and again if it grows meanwhile), Io (permission, vanished, unreadable). Blocks for as long as the disk
// does.
Result<QByteArray> readFileLimited(const QString &path, qsizetype maxBytes = limits::maxFileBytes);

// The same, or what somebody writes into a pipe, up to its end. /dev/stdin, /dev/fd/N and /proc/self/fd/N are the
// process's own. Waits for as long as somebody has it open for writing; a pipe that nobody opens within five seconds is
// refused (Io).
Result<QByteArray> readFileOrPipeLimited(const QString &path, qsizetype maxBytes = limits::maxFileBytes);

// The same file, open for reading, for who reads it piece by piece; errors as above. It may grow meanwhile.
Result<std::unique_ptr<QFile>> openFileLimited(const QString &path, qsizetype maxBytes = limits::maxFileBytes);

} // namespace model
