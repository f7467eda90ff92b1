// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/fields/emptyobject.h"

#include "cluster/practice/base/objects.h"
#include "model/schema/schemastore.h"
#include "model/wire/wiretypes.h"

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueMap;
using model::WireKind;

namespace practice {

namespace {

// No Go struct holds itself but behind a pointer, so this ends.
Value emptyStruct(model::WireType type);

Value zeroOf(const model::WireField &field)
{
    if (field.isPointer()) return {};
    switch (field.shape().kind()) {
    case WireKind::Struct: return emptyStruct(field.shape().type());
    case WireKind::Bool: return false;
    case WireKind::Int32:
    case WireKind::Int64:
    case WireKind::IntOrString: return 0;
    case WireKind::Float64: return 0.0;
    case WireKind::String: return u"";
    case WireKind::Quantity: return u"0";
    case WireKind::Duration: return u"0s";
    default: return {};
    }
}

// What encoding/json writes even with omitempty.
bool isNeverEmpty(const model::WireField &field)
{
    if (field.isPointer()) return false;
    switch (field.shape().kind()) {
    case WireKind::Struct:
    case WireKind::Time:
    case WireKind::MicroTime:
    case WireKind::Quantity:
    case WireKind::Duration:
    case WireKind::IntOrString: return true;
    default: return false;
    }
}

Value emptyStruct(model::WireType type)
{
    ValueMap map;
    for (int i = 0; i < type.fieldCount(); ++i) {
        const model::WireField field = type.field(i);
        if (!field.omitsEmpty() || isNeverEmpty(field)) map.emplace_back(field.key(), zeroOf(field));
    }
    return map;
}

} // namespace

Value emptyObjectLike(const Value &object)
{
    const QString apiVersion = textAt(object, {u"apiVersion"});
    const QString kind = textAt(object, {u"kind"});
    const QByteArray versionBytes = apiVersion.toUtf8();
    const auto [group, version] = model::splitApiVersion(versionBytes);
    const model::WireType type = model::WireTypes::builtin().kind(group, version, kind.toUtf8());
    Value empty = type.isValid() ? emptyStruct(type) : Value(ValueMap());
    empty.set(u"apiVersion", apiVersion);
    empty.set(u"kind", kind);
    return empty;
}

} // namespace practice
