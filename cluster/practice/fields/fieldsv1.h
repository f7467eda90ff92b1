// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/fields/fieldset.h"
#include "model/base/result.h"
#include "model/base/value.h"

#include <QString>

namespace practice {

// FieldsV1 (structured-merge-diff v4 fieldpath/serialize.go): {"f:spec":{"f:replicas":{}}}. Unknown kinds of steps are
// skipped. Error Invalid for a step that cannot be read, TooLarge for a set that is deeper than maxFieldDepth.
model::Result<FieldSet> readFieldsV1(const model::Value &fields);
// Keys sorted as there.
model::Value writeFieldsV1(const FieldSet &set);

// "f:name", "k:{\"port\":80}", "v:\"text\"", "i:3".
QString writePathElement(const PathElement &element);
// A JSON text of what is no container; html: < > & escaped too.
QString jsonScalar(const model::Value &value, bool html);

} // namespace practice
