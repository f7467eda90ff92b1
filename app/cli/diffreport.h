// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diff/difference.h"

#include <QByteArray>
#include <QString>

namespace app {

enum class Listing { Short, Whole }; // Short: a text says how much more there is, where there is very much

// A difference of two sides, with their names.
struct Comparison
{
    const model::Difference &difference;
    QString before, after;
    bool isLeftOutSame = true; // what is no part of the comparison is the same on both sides
};

// What `diff -o` prints (docs/formats.md): "text", or "json" with the names of both sides. Ends with a line end, or is
// empty: text says nothing where there is nothing to say. Stable for the same difference.
QByteArray printDifference(const Comparison &comparison, const QString &format, Listing listing = Listing::Whole);

} // namespace app
