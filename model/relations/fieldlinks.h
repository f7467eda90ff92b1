// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/changeset.h"
#include "model/relations/facts.h"
#include "model/relations/fieldrule.h"

// What the rules of the table of fields are made of; see rules.h.
namespace model {

class Linker;
struct Subject;

void readFields(Relation relation, const Reading &reading, Facts &facts);
void linkField(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges);
// The row by which users draw, or null.
const FieldRule *drawnRule(Relation relation, const ResourceKey &from, const ResourceKey &to);
bool joinsByField(Relation relation, const ResourceKey &from, const ResourceKey &to);
Result<Edits> connectByField(Relation relation, const Resource &from, const Resource &to);
Result<Edits> disconnectField(Relation relation, const Resource &holder, const FieldPath &field);

// Edges to all that the reference's selection holds: broken ones to the holder itself where there is too much to look
// at.
void linkSelection(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges);

} // namespace model
