// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/span.h"

#include <QByteArray>

#include <vector>

namespace model {

// Replaces the bytes of span by text; an empty span inserts.
struct Splice
{
    Span span;
    QByteArray text;
    bool operator==(const Splice &) const = default;
};

// Changes of one text: every span counts in the text before any of them, in rising order, none overlapping or touching.
using Splices = std::vector<Splice>;

QByteArray applySplices(const QByteArray &text, const Splices &splices);
// What turns the changed text back into `text`; spans count in the changed text.
Splices inverseSplices(const QByteArray &text, const Splices &splices);
// One list that does what first and then second do; second counts in the text that first makes.
Splices composeSplices(const QByteArray &text, const Splices &first, const Splices &second);
// In order, with touching ones joined and what they leave as it was cut off at both ends of each.
Splices tidySplices(const QByteArray &text, Splices splices);

} // namespace model
