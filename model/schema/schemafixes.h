// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/document/changeset.h"
#include "model/resource/resourceset.h"
#include "model/schema/kindset.h"

#include <vector>

namespace model {

struct SchemaFix
{
    QString text; // "Use apiVersion: apps/v1", translated: a menu entry and an undo step
    Edits edits;
    bool isSafe = false; // see QuickFix
};

// What would mend a problem of the schema layer; may be none. A version that is deprecated or gone is replaced by its
// successor where the rest of the resource can stay as it is. Where the problem says what was probably meant, that is
// written: another name for a field that is unknown (unless there is one of that name), another value; and quotes go
// where a number or a truth value is wanted. A single value becomes the list that is wanted, an item that is there
// twice goes, a workload gets the selector that its template's labels ask for, a path its type, and a mount its volume.
std::vector<SchemaFix> schemaFixesFor(const ResourceSet &set, const KindSet &kinds, const Problem &problem);

} // namespace model
