// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/base/value.h"
#include "model/yaml/yamltree.h"

#include <QByteArray>

namespace model {

// What a node means to kubectl, with aliases and merges expanded: what sigs.k8s.io/yaml decodes it to. Floats that
// JSON writes without fraction and exponent (3.0, 8e5) are integers. An invalid reference (an empty document) is null.
// A key that is there twice has its last value, in the first one's place.
// Errors carry line and column in the document's text: Invalid for what issues() calls BadMerge and BadTag; TooLarge
// for more aliasing than go-yaml allows (99 % of 400,000 steps, falling to 10 % of 4,000,000) or a depth beyond
// limits::maxDepth. Uses no stack per level.
Result<Value> toValue(YamlRef node);

// Compact JSON, keys in the value's order, numbers as Go prints them. Error Invalid for NaN and infinities, TooLarge
// beyond limits::maxFileBytes.
Result<QByteArray> toJson(const Value &value);

// The place of a byte in a document's text.
Location locationOf(const YamlDocument &document, qsizetype offset);

} // namespace model
