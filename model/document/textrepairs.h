// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/document/changeset.h"
#include "model/resource/resourceset.h"

#include <vector>

namespace model {

struct TextRepair
{
    QString text; // "Close the quotes", translated: a menu entry and an undo step
    ChangeSet changes;
    bool isSafe = false; // see QuickFix
};

// What mends problems for which there is no edit of a field: text that is no YAML (each repair has been tried: the
// document can be read after it), keys that are there twice, tags, text behind three dots, documents without
// apiVersion, items without their dash. May be none. Documents of more than 256 KiB are not tried. Any thread.
std::vector<TextRepair> textRepairsFor(const ResourceSet &set, const Problem &problem);

} // namespace model
