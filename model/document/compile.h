// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/document/changeset.h"
#include "model/resource/resourceset.h"

namespace model {

// What edits mean in bytes: the smallest change of the set's files that carries them out, in order; a later edit sees
// what an earlier one did. Any thread. Errors: NotFound (no such resource), Invalid with the place (its text is broken
// now; the field cannot be set there), Unsupported (adding to a JSON file).
Result<ChangeSet> compileEdits(const ResourceSet &resources, const Edits &edits);

} // namespace model
