// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/fields/fieldset.h"
#include "cluster/practice/fields/fieldtype.h"
#include "model/base/value.h"

#include <QString>

#include <vector>

namespace practice {

// What structured-merge-diff v4's typed package does with objects. Parts that are deeper than maxFieldDepth count as
// atomic.

// Why an object is none of the type, a line per fault: ".spec.replicas: expected numeric (int or float), got string".
// Empty: it is one.
std::vector<QString> faultsOf(const model::Value &object, const FieldType &type, bool mayHaveDuplicates);

// The fields that an object has.
FieldSet fieldsOf(const model::Value &object, const FieldType &type);

struct Comparison
{
    FieldSet removed, modified, added; // a field is in one of them at most
    void leaveOutTrees(const FieldSet &set);
};
Comparison compareObjects(const model::Value &before, const model::Value &now, const FieldType &type);

// applied laid over live: lists with keys keep live's order where applied does not have another.
model::Value mergeObjects(const model::Value &live, const model::Value &applied, const FieldType &type);

// Without the fields of a set. What has nothing left becomes null.
model::Value removeFields(model::Value object, const FieldSet &set, const FieldType &type);

// The set, and every field of a struct that has members below it.
FieldSet withNamedFields(const FieldSet &set, const FieldType &type);
// Of a set whose schema has changed since: what is atomic now is owned as a whole.
FieldSet withAtomsWhole(const FieldSet &set, const FieldType &type);

} // namespace practice
