// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/base/value.h"
#include "model/wire/wiretypes.h"

#include <QByteArrayView>

#include <protozero/exception.hpp>

namespace model {

// The JSON value of a message that is no struct of the API: Time, MicroTime, Duration, Quantity, IntOrString,
// RawExtension, FieldsV1, JSON. No bytes give its zero value. Error Protocol; protozero's exceptions go through.
Result<Value> readWireLeaf(WireKind kind, QByteArrayView message);

// The zero value of Bool, Int32, Int64, Float64 and String.
Value wireZero(WireKind kind);
// What encoding/json's omitempty leaves out: null, false, zero, an empty text, list or map.
bool isWireEmpty(const Value &value);

// As Go writes a map that was read: sorted, and of equal keys only the last one.
void arrangeEntries(ValueMap &map);

// In Go's words where it has some.
Error protobufError(const protozero::exception &problem);

} // namespace model
