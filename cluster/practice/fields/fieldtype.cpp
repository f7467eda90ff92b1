// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/fields/fieldtype.h"

#include "cluster/practice/base/propertyindex.h"
#include "cluster/practice/fields/smdvalue.h"
#include "cluster/practice/patch/goprint.h"
#include "model/wire/json.h"

using namespace Qt::StringLiterals;
using model::SchemaListType;
using model::SchemaNode;
using model::SchemaType;
using model::Value;
using model::ValueMap;

namespace practice {

namespace {

SchemaNode objectMeta()
{
    static const SchemaNode node = [] {
        const SchemaNode root = model::SchemaStore::builtin().kind("v1", "ConfigMap").node;
        const int at = root.indexOf("metadata");
        return at < 0 ? SchemaNode() : root.property(at).node;
    }();
    return node;
}

// Of the texts' formats, only these make a field take any scalar.
bool isTime(model::SchemaFormat format)
{
    return format == model::SchemaFormat::DateTime || format == model::SchemaFormat::MicroTime;
}

bool isNumber(const Value &value) { return value.integer() || value.bigInteger() || value.number(); }

} // namespace

FieldType FieldType::ofObject(SchemaNode schema)
{
    return schema.isValid() ? FieldType(Kind::Schema, schema) : FieldType(Kind::Object, {});
}

FieldType FieldType::of(SchemaNode node)
{
    if (!node.isValid()) return {};
    if (node.typeName() == "RawExtension") return {Kind::Untyped, {}};
    if (node.type() == SchemaType::Any) return {Kind::Deduced, {}};
    return {Kind::Schema, node};
}

FieldType::Shape FieldType::shape(const Value *value) const
{
    if (m_kind == Kind::None) return Shape::None;
    if (m_kind != Kind::Schema) {
        const Shape map = m_kind == Kind::Untyped ? Shape::AtomicMap : Shape::Map;
        if (!value || value->isNull() || value->isMap()) return map;
        return value->isList() ? Shape::AtomicList : Shape::Scalar;
    }
    switch (m_node.type()) {
    case SchemaType::Object: return m_node.isAtomicMap() && !m_granular ? Shape::AtomicMap : Shape::Map;
    case SchemaType::Array: return listShape();
    default: return Shape::Scalar;
    }
}

FieldType::Shape FieldType::listShape() const
{
    switch (m_node.listType()) {
    case SchemaListType::Set: return Shape::Set;
    case SchemaListType::Map: return Shape::KeyedList;
    case SchemaListType::Atomic: return Shape::AtomicList;
    case SchemaListType::None: break;
    }
    if (!m_patchMerge) return Shape::AtomicList;
    return m_node.patchMergeKey().isEmpty() ? Shape::Set : Shape::KeyedList;
}

FieldType FieldType::field(QStringView name) const
{
    if (m_kind == Kind::None || m_kind == Kind::Untyped || m_kind == Kind::Deduced) return {m_kind, {}};
    if (m_kind == Kind::Object) {
        return name == u"metadata" ? of(objectMeta()) : FieldType(Kind::Deduced, {});
    }
    if (m_node.type() != SchemaType::Object) return {};
    const int at = propertyIndex(m_node, name);
    if (at >= 0) {
        const model::SchemaProperty property = m_node.property(at);
        FieldType type = of(property.node);
        type.m_patchMerge = property.patchMerge;
        type.m_granular = property.granular;
        return type;
    }
    if (m_node.child().isValid()) return of(m_node.child());
    return m_node.isOpen() ? FieldType(Kind::Deduced, {}) : FieldType();
}

bool FieldType::isDeclared(QStringView name) const
{
    if (m_kind == Kind::Object) return name == u"metadata" || name == u"kind" || name == u"apiVersion";
    return m_kind == Kind::Schema && m_node.type() == SchemaType::Object && propertyIndex(m_node, name) >= 0;
}

FieldType FieldType::item() const
{
    if (m_kind == Kind::Deduced || m_kind == Kind::Object || m_kind == Kind::Untyped) return {Kind::Untyped, {}};
    return m_kind == Kind::Schema && m_node.type() == SchemaType::Array ? of(m_node.child()) : FieldType();
}

std::variant<PathElement, QString> FieldType::elementOf(const Value &item) const
{
    if (listShape() == Shape::KeyedList) return keysOf(item);
    if (item.isMap()) return u"associative list without keys has an element that's a map type"_s;
    if (item.isList()) return u"not supported: associative list with lists as elements"_s;
    if (item.isNull()) return u"associative list without keys has an element that's an explicit null"_s;
    return PathElement::value(item);
}

std::variant<PathElement, QString> FieldType::keysOf(const Value &item) const
{
    if (item.isNull()) return u"associative list with keys may not have a null element"_s;
    if (!item.isMap()) return u"associative list with keys may not have non-map elements"_s;
    std::vector<QByteArrayView> names = m_node.mapKeys();
    if (names.empty()) names.push_back(m_node.patchMergeKey());
    ValueMap keys;
    for (const QByteArrayView name : names) {
        const QString text = QString::fromUtf8(name);
        if (const Value *value = item.find(text)) {
            keys.emplace_back(text, *value);
            continue;
        }
        const SchemaNode itemNode = m_node.child();
        const int at = itemNode.indexOf(name);
        const QByteArrayView byDefault = at < 0 ? QByteArrayView() : itemNode.property(at).defaultJson;
        // Built-in types have empty defaults for what is always there, which the schema leaves out.
        if (byDefault.isEmpty() && at >= 0 && itemNode.property(at).required && !itemNode.typeName().isEmpty()) {
            keys.emplace_back(text, itemNode.property(at).node.type() == SchemaType::Integer ? Value(0) : Value(u""));
            continue;
        }
        model::Result<model::JsonText> json = model::readJson(byDefault);
        if (byDefault.isEmpty() || !json || json->value.isNull()) {
            return u"associative list with keys has an element that omits key field \""_s + text +
                   u"\" (and doesn't have default value)"_s;
        }
        keys.emplace_back(text, std::move(json->value));
    }
    return PathElement::key(std::move(keys));
}

QString FieldType::mismatch(const Value &value) const
{
    if (value.isNull()) return {};
    const SchemaType type = m_kind == Kind::Schema ? m_node.type() : SchemaType::Any;
    switch (type) {
    case SchemaType::Integer:
    case SchemaType::Number:
        return isNumber(value) ? QString() : u"expected numeric (int or float), got "_s + goTypeName(value);
    case SchemaType::String:
        if (value.isString() || (isTime(m_node.format()) && !value.isContainer())) return {};
        return u"expected string, got &value.valueUnstructured{Value:"_s + goSyntax(value) + u'}';
    case SchemaType::Boolean:
        return value.boolean() ? QString() : u"expected boolean, got &{"_s + goPlain(value) + u'}';
    default: break;
    }
    return value.isContainer() ? u"expected any scalar, got &{"_s + goPlain(value) + u'}' : QString();
}

bool isAtomic(FieldType::Shape shape)
{
    return shape == FieldType::Shape::AtomicList || shape == FieldType::Shape::AtomicMap;
}

} // namespace practice
