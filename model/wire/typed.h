// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/base/value.h"
#include "model/wire/wiretypes.h"

#include <QString>

#include <vector>

namespace model {

// An object as a Go program has it after reading it into its type and writing it again: unknown fields gone, empty
// fields with omitempty gone, zero values of the others there ("creationTimestamp": null in a template's metadata,
// "resources": {}), quantities canonical ("1000m" is "1"), times in UTC, bytes in base64 again. Its fields in Go's
// order, the keys of maps sorted.
struct TypedObject
{
    Value object;
    std::vector<QString>
        unknown; // "spec.foo", "spec.template.spec.containers[0].bar": strict decoding's unknown fields
};

// Error Invalid with Go's words: "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of
// type int32".
Result<TypedObject> readTyped(const WireType &type, Value input);

} // namespace model
