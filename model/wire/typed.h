// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/base/value.h"
#include "model/wire/wiretypes.h"

#include <QString>

#include <vector>

namespace model {

// An object as an API server has it after reading it into its Go type, keeping it as protobuf and writing it again
// (sigs.k8s.io/json, encoding/json, the types' generated.pb.go): unknown fields gone, empty fields with omitempty gone,
// zero values of the others there ("creationTimestamp": null in a template's metadata, "resources": {}), quantities
// canonical ("1000m" is "1"), times in UTC, bytes in base64 again. Its fields in Go's order, the keys of maps sorted.
// Null is absent, but for a null that Go prints; kind and apiVersion are the outermost object's alone, as messages have
// none. What defaulting and conversion do on top is not here.
struct TypedObject
{
    Value object;
    // Strict decoding's unknown fields: "spec.foo", "spec.template.spec.containers[0].bar".
    std::vector<QString> unknown;
};

// At most 100 unknown fields are named, each once, in the input's order. Uses no stack per level.
// Error Invalid with Go's words: "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of
// type int32".
Result<TypedObject> readTyped(const WireType &type, Value input);

// What readTyped notes (Value::note()) on each struct below the outermost one whose type is built in: the lower half
// says that it is in normal form as that type, and it is not read again while it stays unchanged. Who goes on to work
// with normal forms may use the upper half: changing the struct forgets both.
quint32 normalNote(const WireType &type);
constexpr quint32 normalNoteMask = 0xffff;

// The same in place. False where readTyped has an error; the object is in normal form in part then.
bool makeTyped(const WireType &type, Value &object);

} // namespace model
