// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/words/schemaparts.h"

#include "model/wire/json.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxInner = 20, maxReferences = 20;

QString schemaText(QByteArrayView text) { return QString::fromUtf8(text); }

QString scalarWord(SchemaNode node)
{
    switch (node.type()) {
    case SchemaType::Any: return u"any"_s;
    case SchemaType::Object: return u"object"_s;
    case SchemaType::Array: return u"list"_s;
    case SchemaType::String: break;
    case SchemaType::Integer: return u"integer"_s;
    case SchemaType::Number: return u"number"_s;
    case SchemaType::Boolean: return u"boolean"_s;
    case SchemaType::Quantity: return u"quantity"_s;
    case SchemaType::IntOrString: return u"integer or string"_s;
    }
    switch (node.format()) {
    case SchemaFormat::Byte: return u"base64"_s;
    case SchemaFormat::DateTime:
    case SchemaFormat::MicroTime: return u"time"_s;
    default: return u"string"_s;
    }
}

QString listWord(const QString &type, const QStringList &keys)
{
    if (type == u"map") return u"map by "_s + keys.join(u", "_s);
    return type;
}

QString listWordOf(SchemaNode node)
{
    QStringList keys;
    for (const QByteArrayView key : node.mapKeys()) keys += schemaText(key);
    switch (node.listType()) {
    case SchemaListType::Map: return listWord(u"map"_s, keys);
    case SchemaListType::Set: return u"set"_s;
    case SchemaListType::Atomic: return u"atomic"_s;
    case SchemaListType::None: break;
    }
    return {};
}

SchemaPart builtinPart(SchemaNode node)
{
    SchemaPart part;
    part.list = listWordOf(node);
    QString around;
    for (int depth = 0; depth < maxInner; ++depth) {
        const bool isMap = node.isMap(), isList = node.type() == SchemaType::Array && node.child();
        if (!isMap && !isList) break;
        around += isMap ? u"map of "_s : u"list of "_s;
        node = node.child();
    }
    const bool isNamed = node.type() == SchemaType::Object && !node.typeName().isEmpty();
    part.type = around + (isNamed ? schemaText(node.typeName()) : scalarWord(node));
    part.typeName = node.typeName().toByteArray();
    for (int i = 0; i < node.enumCount(); ++i) part.values += schemaText(node.enumValue(i));
    for (int i = 0; i < node.propertyCount(); ++i) {
        const SchemaProperty property = node.property(i);
        part.fields.push_back(
            {schemaText(property.name), property.node, property.required, schemaText(property.defaultJson)});
    }
    return part;
}

// --- foreign schemas

const Value *atPointer(const Value &document, const QString &reference)
{
    if (!reference.startsWith(u"#/")) return nullptr;
    const Value *at = &document;
    const QStringList words = reference.sliced(2).split(u'/');
    for (QString word : words) {
        word.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
        at = at->find(word);
        if (!at) return nullptr;
    }
    return at;
}

QString foreignText(const Value &schema, QStringView key)
{
    const Value *value = schema.find(key);
    const QString *text = value ? value->string() : nullptr;
    return text ? *text : QString();
}

QString foreignJson(const Value &value)
{
    return value.isString() ? *value.string() : QString::fromUtf8(writeJson(value));
}

// Follows references, and what Kubernetes writes around them to add a description. The outer words win.
struct Followed
{
    const Value *schema = nullptr; // null: nowhere
    QString name = {};             // of the last reference, without its package
    bool isKubernetes = false;     // it is one of Kubernetes' own types
    QString description = {};
    QString defaultText = {};
};

Followed followSchema(const ForeignNode &from)
{
    Followed at{from.schema};
    for (int step = 0; at.schema && step < maxReferences; ++step) {
        if (at.description.isEmpty()) at.description = foreignText(*at.schema, u"description");
        if (const Value *value = at.schema->find(u"default"); value && at.defaultText.isEmpty())
            at.defaultText = foreignJson(*value);
        if (at.defaultText == u"{}") at.defaultText.clear(); // as Kubernetes' types have it, which says nothing
        QString reference = foreignText(*at.schema, u"$ref");
        const Value *all = at.schema->find(u"allOf");
        if (reference.isEmpty() && all && all->list() && all->list()->size() == 1 && !at.schema->find(u"properties")) {
            at.schema = &all->list()->front();
            continue;
        }
        if (reference.isEmpty()) break;
        const QString full = reference.section(u'/', -1);
        at.name = full.section(u'.', -1);
        at.isKubernetes = full.startsWith(u"io.k8s.");
        at.schema = atPointer(*from.document, reference);
    }
    return at;
}

QString foreignScalar(const Value &schema)
{
    if (const Value *both = schema.find(u"x-kubernetes-int-or-string"); both && both->boolean() && *both->boolean())
        return u"integer or string"_s;
    const QString format = foreignText(schema, u"format");
    const Value *type = schema.find(u"type");
    if (format == u"int-or-string") return u"integer or string"_s;
    if (format == u"date-time") return u"time"_s;
    if (type && type->list()) {
        QStringList all;
        for (const Value &one : *type->list())
            if (one.string()) all += *one.string();
        return all.join(u" or "_s);
    }
    const QString word = foreignText(schema, u"type");
    if (word == u"array") return u"list"_s;
    if (!word.isEmpty()) return word;
    return schema.find(u"properties") ? u"object"_s : u"any"_s;
}

void readForeignFields(const Value &document, const Value &schema, SchemaPart &part)
{
    QStringList required;
    if (const Value *names = schema.find(u"required"); names && names->list())
        for (const Value &name : *names->list())
            if (name.string()) required += *name.string();
    const Value *properties = schema.find(u"properties");
    if (!properties || !properties->map()) return;
    for (const auto &[name, value] : *properties->map()) {
        const Followed at = followSchema({&document, &value});
        part.fields.push_back({name, ForeignNode{&document, &value}, required.contains(name), at.defaultText});
    }
    std::ranges::sort(part.fields, {}, &SchemaPart::Field::name);
}

// Rules that compare the whole value with the old one.
bool saysFixed(const Value &schema)
{
    const Value *rules = schema.find(u"x-kubernetes-validations");
    if (!rules || !rules->list()) return false;
    return std::ranges::any_of(*rules->list(), [](const Value &rule) {
        const QString text = foreignText(rule, u"rule").simplified().remove(u' ');
        return text == u"self==oldSelf" || text == u"oldSelf==self";
    });
}

SchemaPart foreignPart(const ForeignNode &from)
{
    SchemaPart part;
    part.type = u"any"_s;
    if (!from.schema || !from.document) return part;
    Followed at = followSchema(from);
    part.description = at.description.trimmed();
    part.defaultText = at.defaultText;
    if (!at.schema) return part;
    part.isFixed = saysFixed(*at.schema);
    part.pattern = foreignText(*at.schema, u"pattern");
    QStringList keys;
    if (const Value *names = at.schema->find(u"x-kubernetes-list-map-keys"); names && names->list())
        for (const Value &name : *names->list())
            if (name.string()) keys += *name.string();
    part.list = listWord(foreignText(*at.schema, u"x-kubernetes-list-type"), keys);
    QString around;
    for (int depth = 0; depth < maxInner; ++depth) {
        const Value *inner = at.schema->find(u"items"), *free = at.schema->find(u"additionalProperties");
        const bool isMap = !inner && free && free->isMap() && !at.schema->find(u"properties");
        if (!inner && !isMap) break;
        around += isMap ? u"map of "_s : u"list of "_s;
        at = followSchema({from.document, isMap ? free : inner});
        if (!at.schema) {
            part.type = around + u"any"_s;
            return part;
        }
    }
    const bool isNamed = !at.name.isEmpty() && at.schema->find(u"properties");
    part.type = around + (isNamed ? at.name : foreignScalar(*at.schema));
    if (at.isKubernetes) part.typeName = at.name.toUtf8();
    part.format = foreignText(*at.schema, u"format");
    if (const Value *values = at.schema->find(u"enum"); values && values->list())
        for (const Value &value : *values->list()) part.values += foreignJson(value);
    readForeignFields(*from.document, *at.schema, part);
    return part;
}

} // namespace

SchemaPart partOf(const SchemaPlace &place)
{
    if (const auto *node = std::get_if<SchemaNode>(&place)) return builtinPart(*node);
    return foreignPart(std::get<ForeignNode>(place));
}

} // namespace model
