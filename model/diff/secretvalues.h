// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "model/diff/fielddifference.h"
#include "model/resource/resourcekey.h"

#include <vector>

namespace model {

// Whether it is a Secret, or what somebody means to be one: of another group, or with another case (kind: secret).
bool holdsSecrets(const ResourceKey &key);

// Two versions of a Secret. What one writes as text under stringData and the other under data is put under data in
// both, for that is where an API server keeps it; what both write as text stays there.
void alignSecrets(Value &before, Value &after);

// Puts a text that says how long a value is in place of everything that may be a secret. The keys of its data stay.
void hideSecrets(std::vector<FieldChange> &fields);

} // namespace model
