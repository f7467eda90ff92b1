// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "model/wire/wiretypes.h"

#include <QString>

#include <vector>

namespace model {

// What is asked of a field each time that it is read.
struct FieldPlan
{
    const QString *key = nullptr;
    WireShape shape;
    bool isPointer = false;
    bool isInMessage = false;
    bool mayBeAbsent = false; // or is there with its zero value
    bool omitsZero = false;
};
using TypePlan = std::vector<FieldPlan>; // by field

// The plan of a type: made anew, or one of those that the built-in types have.
TypePlan planFields(const WireType &type);
const TypePlan &builtinPlan(const WireType &type);

// Whether Go's omitempty leaves the value out.
bool isZero(const Value &value);
// What an unset value is in JSON after protobuf: in a list or map, and as a field that was never set.
Value zeroOf(WireShape shape);
Value zeroOfField(WireShape shape);

} // namespace model
