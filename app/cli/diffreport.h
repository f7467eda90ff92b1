// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diff/difference.h"

#include <QByteArray>
#include <QString>

namespace app {

enum class Listing { Short, Whole }; // Short: a text says how much more there is, where there is very much

// What `diff -o` prints (docs/formats.md): "text", or "json" with the names of both sides. Ends with a line end, or is
// empty: text says nothing where there is nothing to say. Stable for the same difference.
QByteArray printDifference(const model::Difference &difference, const QString &format, const QString &before,
                           const QString &after, Listing listing = Listing::Whole);

} // namespace app
