// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/openapischema.h"

#include "model/schema/schemabundle.h"
#include "model/wire/json.h"

#include <QHash>
#include <QtEndian>

#include <algorithm>

namespace model {

namespace {

using namespace schemabundle;

constexpr int maxDepth = 200;
constexpr quint32 maxListed = 0xFFFF; // enums or map keys of one node

// The bundle that SchemaStore reads, in the making.
class Builder
{
public:
    QByteArray bundle(const CustomKindName &name, const Value &openApi);

private:
    struct Node
    {
        SchemaType type = SchemaType::Any;
        SchemaFormat format = SchemaFormat::None;
        quint32 flags = 0;
        quint32 name = 0, firstProperty = 0, propertyCount = 0, child = none, firstEnum = 0, enumCount = 0,
                firstKey = 0, keyCount = 0, mergeKey = 0;
    };
    struct Property
    {
        quint32 name, node, flags, byDefault;
    };

    quint32 string(const QByteArray &text);
    quint32 add(const Node &node);
    quint32 anything();
    quint32 schema(const Value &openApi, int depth);
    void fields(Node &node, const Value &openApi, int depth);
    void texts(const Value *list, quint32 &first, quint32 &count);
    quint32 copied(SchemaNode from, int depth);

    QHash<QByteArray, quint32> m_index;
    std::vector<QByteArray> m_strings;
    std::vector<Node> m_nodes;
    std::vector<Property> m_properties;
    std::vector<quint32> m_words;
};

bool isSet(const Value &schema, QStringView key)
{
    const Value *value = schema.find(key);
    return value && value->boolean() && *value->boolean();
}

QString text(const Value &schema, QStringView key)
{
    const Value *value = schema.find(key);
    return value && value->string() ? *value->string() : QString();
}

SchemaType typeOf(const Value &schema)
{
    if (isSet(schema, u"x-kubernetes-int-or-string")) return SchemaType::IntOrString;
    const QString type = text(schema, u"type");
    if (type == u"object") return SchemaType::Object;
    if (type == u"array") return SchemaType::Array;
    if (type == u"string") return SchemaType::String;
    if (type == u"integer") return SchemaType::Integer;
    if (type == u"number") return SchemaType::Number;
    if (type == u"boolean") return SchemaType::Boolean;
    return SchemaType::Any;
}

SchemaFormat formatOf(const Value &schema)
{
    const QString format = text(schema, u"format");
    if (format == u"int32") return SchemaFormat::Int32;
    if (format == u"int64") return SchemaFormat::Int64;
    if (format == u"double") return SchemaFormat::Double;
    if (format == u"byte") return SchemaFormat::Byte;
    if (format == u"date-time") return SchemaFormat::DateTime;
    return SchemaFormat::None;
}

SchemaListType listTypeOf(const Value &schema)
{
    const QString type = text(schema, u"x-kubernetes-list-type");
    return type == u"map" ? SchemaListType::Map : type == u"set" ? SchemaListType::Set : SchemaListType::Atomic;
}

bool hasText(const Value *list, const QString &wanted)
{
    if (!list || !list->list()) return false;
    return std::any_of(list->list()->begin(), list->list()->end(),
                       [&wanted](const Value &value) { return value.string() && *value.string() == wanted; });
}

// As JSON; empty for none. Of a list or map nobody asks (SchemaProperty::defaultJson).
QByteArray defaultOf(const Value &schema)
{
    const Value *value = schema.find(u"default");
    return value && !value->isNull() && !value->isContainer() ? writeJson(*value) : QByteArray();
}

void put(QByteArray &out, quint32 word)
{
    char bytes[4];
    qToLittleEndian(word, bytes);
    out.append(bytes, 4);
}

} // namespace

quint32 Builder::string(const QByteArray &text)
{
    const auto found = m_index.constFind(text);
    if (found != m_index.cend()) return *found;
    m_strings.push_back(text);
    return m_index[text] = quint32(m_strings.size() - 1);
}

quint32 Builder::add(const Node &node)
{
    m_nodes.push_back(node);
    return quint32(m_nodes.size() - 1);
}

quint32 Builder::anything() { return add({.type = SchemaType::Any, .flags = openFlag}); }

void Builder::texts(const Value *list, quint32 &first, quint32 &count)
{
    first = quint32(m_words.size());
    if (!list || !list->list()) return;
    for (const Value &value : *list->list()) {
        if (!value.string() || count == maxListed) continue;
        m_words.push_back(string(value.string()->toUtf8()));
        ++count;
    }
}

void Builder::fields(Node &node, const Value &openApi, int depth)
{
    const Value *properties = openApi.find(u"properties");
    if (!properties || !properties->map()) return;
    const Value *required = openApi.find(u"required");
    std::vector<std::pair<QByteArray, Property>> made;
    for (const auto &[key, value] : *properties->map()) {
        if (made.size() == SchemaStore::maxProperties) {
            node.flags |= openFlag;
            break;
        }
        const QByteArray name = key.toUtf8();
        made.emplace_back(name, Property{string(name), schema(value, depth + 1),
                                         hasText(required, key) ? requiredFlag : 0, string(defaultOf(value))});
    }
    std::sort(made.begin(), made.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    node.firstProperty = quint32(m_properties.size());
    node.propertyCount = quint32(made.size());
    for (const auto &[name, property] : made) m_properties.push_back(property);
}

quint32 Builder::schema(const Value &openApi, int depth)
{
    if (depth > maxDepth || !openApi.isMap()) return anything();
    Node node{.type = typeOf(openApi), .format = formatOf(openApi)};
    if (isSet(openApi, u"x-kubernetes-preserve-unknown-fields") || (node.type == SchemaType::Any))
        node.flags |= openFlag;
    if (text(openApi, u"x-kubernetes-map-type") == u"atomic") node.flags |= atomicMapFlag;
    texts(openApi.find(u"enum"), node.firstEnum, node.enumCount);
    if (node.type == SchemaType::Array) {
        const SchemaListType listType = listTypeOf(openApi);
        node.flags |= quint32(listType);
        texts(openApi.find(u"x-kubernetes-list-map-keys"), node.firstKey, node.keyCount);
        const Value *items = openApi.find(u"items");
        node.child = items ? schema(*items, depth + 1) : anything();
    } else if (node.type == SchemaType::Object) {
        fields(node, openApi, depth);
        const Value *values = openApi.find(u"additionalProperties");
        if (node.propertyCount == 0 && values && (values->isMap() || (values->boolean() && *values->boolean())))
            node.child = values->isMap() ? schema(*values, depth + 1) : anything();
    }
    return add(node);
}

// A built-in type's node and all below it.
quint32 Builder::copied(SchemaNode from, int depth)
{
    if (!from || depth > maxDepth) return anything();
    Node node{.type = from.type(), .format = from.format()};
    node.flags = quint32(from.listType()) | (from.isOpen() ? openFlag : 0) | (from.isAtomicMap() ? atomicMapFlag : 0);
    node.name = string(from.typeName().toByteArray());
    node.mergeKey = string(from.patchMergeKey().toByteArray());
    node.firstEnum = node.firstKey = quint32(m_words.size());
    for (const QByteArrayView key : from.mapKeys()) m_words.push_back(string(key.toByteArray()));
    node.keyCount = quint32(m_words.size()) - node.firstKey;
    if (from.child()) node.child = copied(from.child(), depth + 1);
    std::vector<Property> made;
    for (int i = 0; i < from.propertyCount(); ++i) {
        const SchemaProperty property = from.property(i);
        made.push_back({string(property.name.toByteArray()), copied(property.node, depth + 1), 0, 0});
    }
    node.firstProperty = quint32(m_properties.size());
    node.propertyCount = quint32(made.size());
    m_properties.insert(m_properties.end(), made.begin(), made.end());
    return add(node);
}

QByteArray Builder::bundle(const CustomKindName &name, const Value &openApi)
{
    string({});
    Value root = openApi.isMap() ? openApi : Value(ValueMap());
    root.set(u"type", u"object");
    if (!root.find(u"properties")) root.set(u"x-kubernetes-preserve-unknown-fields", true);
    Value &properties = root.entry(u"properties");
    if (!properties.isMap()) properties = ValueMap();
    properties.set(u"apiVersion", ValueMap{{QStringLiteral("type"), u"string"}});
    properties.set(u"kind", ValueMap{{QStringLiteral("type"), u"string"}});
    properties.set(u"metadata", ValueMap{{QStringLiteral("type"), u"object"}});
    const quint32 rootNode = schema(root, 0);
    const SchemaNode configMap = SchemaStore::builtin().kind("v1", "ConfigMap").node;
    const quint32 metadata = copied(configMap.property(configMap.indexOf("metadata")).node, 0);
    const Node &top = m_nodes[rootNode];
    const quint32 metadataName = string("metadata");
    for (quint32 i = 0; i < top.propertyCount; ++i) {
        Property &property = m_properties[top.firstProperty + i];
        if (property.name == metadataName) property.node = metadata;
    }
    const quint32 kindRow[] = {string(name.group),
                               string(name.version),
                               string(name.kind),
                               string(name.plural),
                               0,
                               quint32(name.namespaced ? 3 : 2),
                               rootNode};

    QByteArray body, textBytes;
    std::vector<quint32> offsets{0};
    for (const QByteArray &text : m_strings) {
        textBytes += text;
        offsets.push_back(quint32(textBytes.size()));
    }
    for (const quint32 offset : offsets) put(body, offset);
    for (const Node &node : m_nodes)
        for (const quint32 word : {quint32(node.type) | quint32(node.format) << 8 | node.flags << 16, node.name,
                                   node.firstProperty, node.propertyCount, node.child, node.firstEnum,
                                   node.enumCount | node.keyCount << 16, node.firstKey, node.mergeKey})
            put(body, word);
    for (const Property &property : m_properties)
        for (const quint32 word : {property.name, property.node, property.flags, property.byDefault}) put(body, word);
    for (const quint32 word : m_words) put(body, word);
    for (const quint32 word : kindRow) put(body, word);
    body += textBytes;

    constexpr int headerBytes = 40;
    QByteArray out;
    for (const quint32 word :
         {magic, formatVersion, quint32(headerBytes + body.size()), quint32(0), quint32(m_strings.size()),
          offsets.back(), quint32(m_nodes.size()), quint32(m_properties.size()), quint32(m_words.size()), quint32(1)})
        put(out, word);
    return out + body;
}

std::unique_ptr<const SchemaStore> makeSchemaStore(const CustomKindName &name, const Value &openApi)
{
    auto store = SchemaStore::load(Builder().bundle(name, openApi));
    Q_ASSERT(store.ok());
    return std::move(store).value();
}

} // namespace model
