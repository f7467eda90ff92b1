// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/document/changeset.h"
#include "model/resource/places.h"
#include "model/resource/resourceset.h"
#include "model/schema/schemastore.h"

#include <vector>

namespace model {

// The rule yaml-likely-text, warnings of the yaml layer: keys, and values where no schema says what they are, that a
// person likely meant as text and kubectl reads as something else (isLikelyText()). schema is the root node of the
// resource's kind, invalid where none is known; a field that has a type is the schema layer's matter, and a number in
// an integer's field is none. At most 100 for one resource. Any thread.
void appendLikelyTexts(const Resource &resource, SchemaNode schema, Places &places, Problems &out);

struct TextFix
{
    QString text; // "Quote NO", translated: a menu entry and an undo step
    Edits edits;
};

// Quotes for a problem of that rule, and for one of schema-wrong-type whose field must be a string. None for any other.
std::vector<TextFix> textFixesFor(const ResourceSet &set, const Problem &problem);

} // namespace model
