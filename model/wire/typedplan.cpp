// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/typedplan.h"

namespace model {

namespace {

// In Go a struct, which omitempty never leaves out.
bool isStructInGo(WireKind kind) { return kind == WireKind::Struct || kind >= WireKind::Time; }

} // namespace

bool isZero(const Value &value)
{
    if (const QString *text = value.string()) return text->isEmpty();
    if (const qint64 *integer = value.integer()) return *integer == 0;
    if (const double *number = value.number()) return *number == 0;
    if (const bool *boolean = value.boolean()) return !*boolean;
    return value.isNull();
}

// Of a field that was never set: bytes and lists are null.
Value zeroOfField(WireShape shape)
{
    return shape.kind() == WireKind::Bytes || shape.kind() == WireKind::List ? Value() : zeroOf(shape);
}

// What an unset value is in JSON after protobuf, in a list or map: bytes, and lists in messages of their own, are
// empty. A type's structs nest no deeper than its source does.
Value zeroOf(WireShape shape)
{
    switch (shape.kind()) {
    case WireKind::Struct: {
        const WireType type = shape.type();
        ValueMap map;
        for (int i = 0; i < type.fieldCount(); ++i) {
            const WireField field = type.field(i);
            if (field.number() == 0) continue;
            const bool pointer = field.isPointer();
            if (field.omitsEmpty() && (pointer || !isStructInGo(field.shape().kind()))) continue;
            map.emplace_back(field.key(), pointer ? Value() : zeroOfField(field.shape()));
        }
        return map;
    }
    case WireKind::Bool: return false;
    case WireKind::Int32:
    case WireKind::Int64:
    case WireKind::Float64:
    case WireKind::IntOrString: return 0;
    case WireKind::String:
    case WireKind::Bytes: return QString(QLatin1String(""));
    case WireKind::Quantity: return u"0";
    case WireKind::SchemaOrBool: return false;
    case WireKind::List: return shape.isWrapped() ? Value(ValueList()) : Value();
    default: return {};
    }
}

TypePlan planFields(const WireType &type)
{
    TypePlan plan;
    plan.reserve(std::size_t(type.fieldCount()));
    for (int i = 0; i < type.fieldCount(); ++i) {
        const WireField field = type.field(i);
        const bool plain = !isStructInGo(field.shape().kind());
        plan.push_back({.key = &field.key(),
                        .shape = field.shape(),
                        .isPointer = field.isPointer(),
                        .isInMessage = field.number() != 0,
                        .mayBeAbsent = field.omitsEmpty() && (field.isPointer() || plain),
                        .omitsZero = field.omitsEmpty() && !field.isPointer() && plain});
    }
    return plan;
}

const TypePlan &builtinPlan(const WireType &type)
{
    static const std::vector<TypePlan> plans = [] {
        const WireTypes &types = WireTypes::builtin();
        std::vector<TypePlan> all;
        all.reserve(std::size_t(types.typeCount()));
        for (int i = 0; i < types.typeCount(); ++i) all.push_back(planFields(types.typeAt(i)));
        return all;
    }();
    return plans[std::size_t(type.index())];
}

} // namespace model
