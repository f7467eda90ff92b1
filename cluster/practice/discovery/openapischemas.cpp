// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/openapischemas.h"

#include "model/wire/json.h"

#include <QByteArrayList>

#include <algorithm>

namespace practice {

using model::SchemaFormat;
using model::SchemaNode;
using model::SchemaStore;
using model::SchemaType;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

const QString metaPackage = QStringLiteral("io.k8s.apimachinery.pkg.apis.meta.v1.");
const QString corePackage = QStringLiteral("io.k8s.api.core.v1.");

QString packageOf(const QString &group, const QString &version)
{
    if (group.isEmpty()) return corePackage;
    if (group == u"apiextensions.k8s.io")
        return QStringLiteral("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.") + version + u'.';
    if (group == u"apiregistration.k8s.io")
        return QStringLiteral("io.k8s.kube-aggregator.pkg.apis.apiregistration.") + version + u'.';
    return QStringLiteral("io.k8s.api.") + group.section(u'.', 0, 0) + u'.' + version + u'.';
}

// The package of a type that many groups have; empty for others.
QString sharedPackage(QByteArrayView type)
{
    static const QByteArrayList meta{"ObjectMeta",
                                     "ListMeta",
                                     "ManagedFieldsEntry",
                                     "OwnerReference",
                                     "LabelSelector",
                                     "DeleteOptions",
                                     "FieldsV1",
                                     "LabelSelectorRequirement",
                                     "Time",
                                     "MicroTime",
                                     "Status",
                                     "StatusDetails",
                                     "StatusCause",
                                     "Preconditions",
                                     "Condition"};
    if (std::any_of(meta.begin(), meta.end(), [&](const QByteArray &name) { return type == name; })) return metaPackage;
    if (type == "RawExtension") return QStringLiteral("io.k8s.apimachinery.pkg.runtime.");
    if (type == "Quantity") return QStringLiteral("io.k8s.apimachinery.pkg.api.resource.");
    if (type == "IntOrString") return QStringLiteral("io.k8s.apimachinery.pkg.util.intstr.");
    return {};
}

// The nodes below core's kinds that have a type's name.
class CoreTypes
{
public:
    CoreTypes()
    {
        const SchemaStore &schemas = SchemaStore::builtin();
        for (int i = 0; i < schemas.kindCount(); ++i)
            if (schemas.kindAt(i).group.isEmpty()) m_open.push_back(schemas.kindAt(i).node);
        while (!m_open.empty()) {
            const SchemaNode node = m_open.back();
            m_open.pop_back();
            if (node.child()) add(node.child());
            for (int i = 0; i < node.propertyCount(); ++i) add(node.property(i).node);
        }
    }

    bool has(SchemaNode node) const
    {
        const auto found = m_types.find(node.typeName().toByteArray());
        return found != m_types.end() &&
               std::find(found->second.begin(), found->second.end(), node) != found->second.end();
    }

private:
    void add(SchemaNode node)
    {
        if (!node.typeName().isEmpty()) {
            if (has(node)) return;
            m_types[node.typeName().toByteArray()].push_back(node);
        }
        m_open.push_back(node);
    }

    std::map<QByteArray, std::vector<SchemaNode>> m_types;
    std::vector<SchemaNode> m_open;
};

bool isStruct(SchemaNode node) { return node.type() == SchemaType::Object && !node.typeName().isEmpty(); }

Value typed(const char16_t *type) { return ValueMap{{QStringLiteral("type"), type}}; }

Value text(QByteArrayView bytes) { return QString::fromUtf8(bytes); }

// What Go writes for a field that is not omitted when it is empty.
Value zeroOf(SchemaNode node)
{
    if (node.format() == SchemaFormat::Byte || !node.typeName().isEmpty()) return {};
    switch (node.type()) {
    case SchemaType::String: return u"";
    case SchemaType::Integer:
    case SchemaType::Number: return 0;
    case SchemaType::Boolean: return false;
    default: return {};
    }
}

Value groupVersionKind(const QString &group, const QString &version, const QString &kind)
{
    return ValueList{ValueMap{
        {QStringLiteral("group"), group}, {QStringLiteral("kind"), kind}, {QStringLiteral("version"), version}}};
}

} // namespace

OpenApiSchemas::OpenApiSchemas(Format format) : m_format(format) {}

Value OpenApiSchemas::reference(const QString &name) const
{
    const QString where =
        m_format == Format::V2 ? QStringLiteral("#/definitions/") : QStringLiteral("#/components/schemas/");
    return ValueMap{{QStringLiteral("$ref"), QString(where + name)}};
}

// A reference where an apiserver has something to say beside it: at least a description.
Value OpenApiSchemas::described(Value structReference) const
{
    if (m_format == Format::V2) return structReference;
    return ValueMap{{QStringLiteral("allOf"), ValueList{std::move(structReference)}}};
}

// A struct that is there even when nobody writes it.
Value OpenApiSchemas::filled(Value structReference) const
{
    Value schema = described(std::move(structReference));
    if (m_format == Format::V3) schema.set(u"default", ValueMap());
    return schema;
}

// Two types of one name in one package: the second one gets a number.
QString OpenApiSchemas::nameOf(SchemaNode node, const QString &package)
{
    static const CoreTypes core;
    Named &same = m_names[node.typeName().toByteArray()];
    for (const auto &[known, name] : same)
        if (known == node) return name;
    QString own = sharedPackage(node.typeName());
    if (own.isEmpty()) own = core.has(node) ? corePackage : package;
    const QString wanted = own + QString::fromUtf8(node.typeName());
    QString name = wanted;
    for (int number = 2; m_schemas.count(name) != 0; ++number) name = wanted + QString::number(number);
    same.emplace_back(node, name);
    m_schemas[name] = {};
    m_pending.push_back({node, name, own == corePackage ? corePackage : package});
    return name;
}

Value OpenApiSchemas::kind(const QString &group, const QString &version, const QString &kind, SchemaNode node)
{
    const QString package = packageOf(group, version);
    QString name;
    if (node.typeName().isEmpty()) {
        name = package + kind;
        if (m_schemas.count(name) == 0) m_pending.push_back({node, name, package});
        m_schemas[name];
    } else {
        name = nameOf(node, package);
    }
    m_extensions[name] = groupVersionKind(group, version, kind);
    finish();
    return reference(name);
}

Value OpenApiSchemas::customKind(const ApiKind &kind, const Value *schema)
{
    QStringList parts = kind.group.split(u'.');
    std::reverse(parts.begin(), parts.end());
    const QString name = parts.join(u'.') + u'.' + kind.version + u'.' + kind.kind;
    Value made = schema && schema->isMap() ? *schema : typed(u"object");
    Value &properties = made.entry(u"properties");
    if (!properties.isMap()) properties = ValueMap();
    properties.set(u"apiVersion", typed(u"string"));
    properties.set(u"kind", typed(u"string"));
    const SchemaNode any = SchemaStore::builtin().kind("v1", "ConfigMap").node;
    properties.set(u"metadata", described(fieldOf(any.property(any.indexOf("metadata")).node, corePackage)));
    made.set(u"x-kubernetes-group-version-kind", groupVersionKind(kind.group, kind.version, kind.kind));
    ValueList selectable;
    for (const QString &field : kind.selectableFields)
        selectable.push_back(ValueMap{{QStringLiteral("fieldPath"), field}});
    if (!selectable.empty()) made.set(u"x-kubernetes-selectable-fields", std::move(selectable));
    m_schemas[name] = std::move(made);
    finish();
    return reference(name);
}

Value OpenApiSchemas::listOf(const ApiKind &kind, const Value &item)
{
    const QString name = item.find(u"$ref")->string()->section(u'/', -1) + QStringLiteral("List");
    Value properties = ValueMap{{QStringLiteral("apiVersion"), typed(u"string")}};
    properties.set(u"items", ValueMap{{QStringLiteral("type"), u"array"},
                                      {QStringLiteral("items"), kind.isCustom ? item : filled(item)}});
    properties.set(u"kind", typed(u"string"));
    const SchemaNode list = SchemaStore::builtin().kind("v1", "PodList").node;
    if (const int index = list.indexOf("metadata"); index >= 0) {
        Value metadata = fieldOf(list.property(index).node, corePackage);
        properties.set(u"metadata", kind.isCustom ? described(std::move(metadata)) : filled(std::move(metadata)));
    }
    Value schema = typed(u"object");
    schema.set(u"required", ValueList{u"items"});
    schema.set(u"properties", std::move(properties));
    schema.set(u"x-kubernetes-group-version-kind", groupVersionKind(kind.group, kind.version, kind.listName()));
    m_schemas[name] = std::move(schema);
    finish();
    return reference(name);
}

void OpenApiSchemas::finish()
{
    while (!m_pending.empty()) {
        const Pending next = m_pending.back();
        m_pending.pop_back();
        m_schemas[next.name] = structOf(next.node, next.package);
    }
}

Value OpenApiSchemas::scalarOf(SchemaNode node)
{
    const bool v2 = m_format == Format::V2;
    Value schema;
    switch (node.type()) {
    case SchemaType::Any: return ValueMap();
    case SchemaType::Object: return typed(u"object");
    case SchemaType::Array: schema = typed(u"array"); break;
    case SchemaType::String: schema = typed(u"string"); break;
    case SchemaType::Integer: schema = typed(u"integer"); break;
    case SchemaType::Number: schema = typed(u"number"); break;
    case SchemaType::Boolean: return typed(u"boolean");
    case SchemaType::Quantity:
    case SchemaType::IntOrString:
        if (v2) {
            schema = typed(u"string");
        } else {
            const bool quantity = node.type() == SchemaType::Quantity;
            schema.set(u"oneOf",
                       ValueList{typed(quantity ? u"string" : u"integer"), typed(quantity ? u"number" : u"string")});
        }
        if (node.type() == SchemaType::IntOrString) schema.set(u"format", u"int-or-string");
        return schema;
    }
    static const std::map<SchemaFormat, const char16_t *> formats{
        {SchemaFormat::Int32, u"int32"},        {SchemaFormat::Int64, u"int64"},
        {SchemaFormat::Double, u"double"},      {SchemaFormat::Byte, u"byte"},
        {SchemaFormat::DateTime, u"date-time"}, {SchemaFormat::MicroTime, u"date-time"}};
    if (const auto format = formats.find(node.format()); format != formats.end()) schema.set(u"format", format->second);
    if (node.isEnumStated()) {
        ValueList values;
        for (int i = 0; i < node.enumCount(); ++i) values.push_back(text(node.enumValue(i)));
        schema.set(u"enum", std::move(values));
    }
    return schema;
}

// What stands for a node where it is used: a reference, or the schema itself when it has no name.
Value OpenApiSchemas::fieldOf(SchemaNode node, const QString &package)
{
    if (isStruct(node) || (!node.typeName().isEmpty() && !node.child())) return reference(nameOf(node, package));
    if (node.type() != SchemaType::Array && !node.isMap()) return scalarOf(node);
    Value below = fieldOf(node.child(), package); // lists of lists are few, and not from outside
    if (m_format == Format::V3 && isStruct(node.child()))
        below = filled(std::move(below));
    else if (m_format == Format::V3) {
        if (const Value zero = zeroOf(node.child()); !zero.isNull()) below.set(u"default", zero);
    }
    Value schema = typed(node.isMap() ? u"object" : u"array");
    schema.set(node.isMap() ? u"additionalProperties" : u"items", std::move(below));
    describeList(schema, node);
    return schema;
}

void OpenApiSchemas::describeList(Value &schema, SchemaNode node) const
{
    ValueList keys;
    for (const QByteArrayView key : node.mapKeys()) keys.push_back(text(key));
    if (!keys.empty()) schema.set(u"x-kubernetes-list-map-keys", std::move(keys));
    static const char16_t *const types[] = {nullptr, u"atomic", u"set", u"map"};
    if (const char16_t *type = types[int(node.listType())]) schema.set(u"x-kubernetes-list-type", type);
    if (node.isAtomicMap()) schema.set(u"x-kubernetes-map-type", u"atomic");
    if (!node.patchMergeKey().isEmpty()) schema.set(u"x-kubernetes-patch-merge-key", text(node.patchMergeKey()));
}

Value OpenApiSchemas::propertyOf(const model::SchemaProperty &property, const QString &package)
{
    Value schema = fieldOf(property.node, package);
    const bool v3 = m_format == Format::V3;
    if (schema.find(u"$ref") && v3) {
        schema = property.always ? filled(std::move(schema)) : described(std::move(schema));
    } else if (property.zeroDefault && v3) {
        if (const Value zero = zeroOf(property.node); !zero.isNull()) schema.set(u"default", zero);
    }
    if (!property.defaultJson.isEmpty() && v3) {
        model::Result<model::JsonText> value = model::readJson(property.defaultJson);
        if (value) schema.set(u"default", std::move(value->value));
    }
    QStringList strategies;
    if (property.patchMerge) strategies += QStringLiteral("merge");
    if (property.patchRetainKeys) strategies += QStringLiteral("retainKeys");
    if (property.patchReplace) strategies += QStringLiteral("replace");
    if (!strategies.isEmpty()) schema.set(u"x-kubernetes-patch-strategy", strategies.join(u','));
    if (property.granular) schema.set(u"x-kubernetes-map-type", u"granular");
    return schema;
}

Value OpenApiSchemas::structOf(SchemaNode node, const QString &package)
{
    Value schema = scalarOf(node);
    ValueList required;
    Value properties = ValueMap();
    for (int i = 0; i < node.propertyCount(); ++i) {
        const model::SchemaProperty property = node.property(i);
        if (property.statedRequired) required.push_back(text(property.name));
        properties.map()->emplace_back(QString::fromUtf8(property.name), propertyOf(property, package));
    }
    if (!required.empty()) schema.set(u"required", std::move(required));
    if (node.propertyCount() > 0) schema.set(u"properties", std::move(properties));
    if (node.isAtomicMap()) schema.set(u"x-kubernetes-map-type", u"atomic");
    return schema;
}

Value OpenApiSchemas::take()
{
    finish();
    ValueMap all;
    all.reserve(m_schemas.size());
    for (auto &[name, schema] : m_schemas) {
        if (const auto extension = m_extensions.find(name); extension != m_extensions.end())
            schema.set(u"x-kubernetes-group-version-kind", extension->second);
        all.emplace_back(name, std::move(schema));
    }
    return all;
}

} // namespace practice
