// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"

#include <QByteArray>
#include <QString>

namespace cluster {

// Reads a regular file of at most maxBytes. Never waits: a FIFO, a device, a directory or a socket is refused
// (Invalid), so is a file that is too large (TooLarge), by its size, before it is read. NotFound, or Io with the
// system's reason. where names the file.
model::Result<QByteArray> readRegularFile(const QString &path, qint64 maxBytes);

} // namespace cluster
