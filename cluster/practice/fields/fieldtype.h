// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/fields/fieldset.h"
#include "model/base/value.h"
#include "model/schema/schemastore.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <variant>
#include <vector>

namespace practice {

// How server-side apply sees a field (kube-openapi schemaconv, structured-merge-diff v4 typed): a schema's node, or no
// schema at all, where lists are atomic and maps are not (deduced), or both are (untyped).
class FieldType
{
public:
    enum class Shape : quint8 { None, Scalar, AtomicList, Set, KeyedList, AtomicMap, Map };

    FieldType() = default; // none: a field that the schema does not have
    // Of a whole object; an invalid schema makes it deduced, its metadata yet ObjectMeta.
    static FieldType ofObject(model::SchemaNode schema);

    // Whether there is such a type.
    bool exists() const { return m_kind != Kind::None; }
    bool isDeduced() const { return m_kind == Kind::Deduced || m_kind == Kind::Object; }
    // Of a value of this type; null pointer and null: of any.
    Shape shape(const model::Value *value) const;
    // Of a map's field, or none.
    FieldType field(QStringView name) const;
    // Whether the schema lists it, so that owning what is below it says all.
    bool isDeclared(QStringView name) const;
    FieldType item() const;

    // What tells a list's item from others, for Set and KeyedList; or why there is no such thing.
    std::variant<PathElement, QString> elementOf(const model::Value &item) const;
    // Why a value is none of this type: "expected string, got …", for what is no container; empty: it is one.
    QString mismatch(const model::Value &value) const;

private:
    enum class Kind : quint8 { None, Schema, Object, Deduced, Untyped };

    FieldType(Kind kind, model::SchemaNode node) : m_kind(kind), m_node(node) {}
    static FieldType of(model::SchemaNode node);
    Shape listShape() const;
    std::variant<PathElement, QString> keysOf(const model::Value &item) const;

    Kind m_kind = Kind::None;
    // What the field says of its value beside the value's own type.
    bool m_patchMerge = false; // of a list without a list type
    bool m_granular = false;   // of an atomic struct
    model::SchemaNode m_node;
};

bool isAtomic(FieldType::Shape shape);

} // namespace practice
