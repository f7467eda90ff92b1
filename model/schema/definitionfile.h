// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/schema/kindset.h"

#include <QByteArray>
#include <QString>

namespace model {

// What a file defines, as customKinds() has it for each of its documents: JSON or YAML. Errors: Syntax, or what a value
// cannot be read for, with the path and the place.
Result<CustomKinds> readCustomKinds(const QByteArray &text, const QString &path);

// The same; what cannot be read defines nothing.
CustomKinds customKindsOfFile(const QByteArray &text, const QString &path);

} // namespace model
