// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/splice.h"
#include "model/yaml/yamledit.h"

#include <optional>

namespace model {

struct Detaching
{
    Splices splices;
    std::vector<FieldPath> places; // what becomes a copy
};

// What has to be written out before an edit, so that it means one place: the first alias on its way, the merges of the
// first mapping on its way that gives the next step only through them, or, once the way is free, the aliases elsewhere
// to anchors on the way or below its end (for a move: between the item and those it passes). Means the same as before.
// Empty: nothing is left to do. Nothing: it cannot be written here.
std::optional<Detaching> detachingSplices(const YamlDocument &document, const YamlEdit &edit);

} // namespace model
