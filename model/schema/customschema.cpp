// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/customschema.h"

#include "model/schema/gopatterns.h"
#include "model/wire/json.h"

#include <QHash>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxDepth = 200;
constexpr int maxNodes = 200000;

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

std::optional<double> number(const Value &schema, QStringView key)
{
    const Value *value = schema.find(key);
    if (!value) return {};
    if (value->integer()) return double(*value->integer());
    if (value->bigInteger()) return double(*value->bigInteger());
    return value->number() ? std::optional(*value->number()) : std::nullopt;
}

qint64 count(const Value &schema, QStringView key)
{
    const std::optional<double> value = number(schema, key);
    return value && *value >= 0 && *value < 1e15 ? qint64(*value) : -1;
}

quint8 typeBit(const QString &type)
{
    if (type == u"object") return JsonObject;
    if (type == u"array") return JsonList;
    if (type == u"string") return JsonString;
    if (type == u"integer") return JsonInteger;
    if (type == u"number") return JsonNumber | JsonInteger;
    if (type == u"boolean") return JsonBoolean;
    return type == u"null" ? JsonNull : 0;
}

quint8 typesOf(const Value &schema)
{
    if (isSet(schema, u"x-kubernetes-int-or-string") || text(schema, u"format") == u"int-or-string")
        return JsonInteger | JsonString;
    const Value *type = schema.find(u"type");
    if (!type) return 0;
    if (type->string()) return typeBit(*type->string());
    quint8 types = 0;
    if (const ValueList *list = type->list())
        for (const Value &one : *list)
            if (one.string()) types |= typeBit(*one.string());
    return types;
}

std::vector<QByteArray> texts(const Value &schema, QStringView key)
{
    std::vector<QByteArray> found;
    const Value *list = schema.find(key);
    if (!list || !list->list()) return found;
    for (const Value &value : *list->list())
        if (value.string()) found.push_back(value.string()->toUtf8());
    return found;
}

// JSON schema's own numbers (exclusiveMinimum: 3) beside OpenAPI's switches (exclusiveMinimum: true).
void readNumbers(CustomNode &node, const Value &schema)
{
    node.minimum = number(schema, u"minimum");
    node.maximum = number(schema, u"maximum");
    node.minimumExcluded = isSet(schema, u"exclusiveMinimum");
    node.maximumExcluded = isSet(schema, u"exclusiveMaximum");
    if (const auto above = number(schema, u"exclusiveMinimum")) node.minimum = above, node.minimumExcluded = true;
    if (const auto below = number(schema, u"exclusiveMaximum")) node.maximum = below, node.maximumExcluded = true;
    node.multipleOf = number(schema, u"multipleOf");
    node.minLength = count(schema, u"minLength");
    node.maxLength = count(schema, u"maxLength");
    node.minItems = count(schema, u"minItems");
    node.maxItems = count(schema, u"maxItems");
    node.minFields = count(schema, u"minProperties");
    node.maxFields = count(schema, u"maxProperties");
}

// A pattern as QRegularExpression has it, for JSON schemas that look ahead and the like: `$` is the end of the text
// alone.
QRegularExpression expressionOf(const QString &pattern)
{
    QString written;
    bool inClass = false;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern[i];
        if (c == u'\\' && i + 1 < pattern.size()) {
            written += c;
            written += pattern[++i];
            continue;
        }
        if (c == u'[' && !inClass)
            inClass = true;
        else if (c == u']' && inClass && i > 0 && pattern[i - 1] != u'[')
            inClass = false;
        if (c == u'$' && !inClass)
            written += u"\\z"_s;
        else
            written += c;
    }
    return QRegularExpression(written, QRegularExpression::DontCaptureOption);
}

void readWords(CustomNode &node, const Value &schema)
{
    if (const Value *values = schema.find(u"enum"); values && values->list()) {
        node.hasEnum = true;
        for (const Value &value : *values->list()) node.enumJson.push_back(writeJson(value));
    } else if (const Value *value = schema.find(u"const")) {
        node.hasEnum = true;
        node.enumJson.push_back(writeJson(*value));
    }
    node.format = text(schema, u"format");
    node.pattern = text(schema, u"pattern");
    PatternTime time;
    if (!node.pattern.isEmpty() && !goPatternProblem(node.pattern, time).isEmpty())
        node.expression = expressionOf(node.pattern);
}

// One step of a JSON pointer, unescaped (RFC 6901).
const Value *stepInto(const Value &value, QString step)
{
    step.replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
    if (const ValueList *list = value.list()) {
        bool ok = false;
        const uint index = step.toUInt(&ok);
        return ok && index < list->size() ? &(*list)[index] : nullptr;
    }
    return value.find(step);
}

} // namespace

const CustomNode::Property *CustomNode::property(QByteArrayView name) const
{
    const auto before = [](const Property &a, QByteArrayView b) { return QByteArrayView(a.name) < b; };
    const auto found = std::lower_bound(properties.begin(), properties.end(), name, before);
    return found != properties.end() && QByteArrayView(found->name) == name ? &*found : nullptr;
}

struct CustomSchemaBuilder::References
{
    QHash<QString, int> nodes;
    int anything = -1;
    int fieldless = -1; // once it is needed
};

CustomSchemaBuilder::CustomSchemaBuilder(CustomSchema::Dialect dialect, const Value &document)
    : m_dialect(dialect),
      m_document(document),
      m_schema(std::make_shared<CustomSchema>()),
      m_references(std::make_unique<References>())
{
    m_references->anything = 0;
    m_schema->m_nodes.emplace_back();
}

CustomSchemaBuilder::~CustomSchemaBuilder() = default;

std::shared_ptr<const CustomSchema> CustomSchemaBuilder::finish() { return std::move(m_schema); }

int CustomSchemaBuilder::add(const Value &schema, bool isRoot)
{
    const int index = compile(schema, 0, false);
    if (isRoot && index != m_references->anything) m_schema->m_nodes[size_t(index)].isEmbedded = true;
    return index;
}

int CustomSchemaBuilder::addReference(const QString &reference) { return refer(reference, 0); }

int CustomSchemaBuilder::refer(const QString &reference, int depth)
{
    const auto known = m_references->nodes.constFind(reference);
    if (known != m_references->nodes.cend()) return *known;
    const Value *target = reference.startsWith(u'#') ? &m_document : nullptr;
    const QStringList steps = reference.split(u'/').mid(1);
    for (const QString &step : steps)
        if (target) target = stepInto(*target, step);
    if (!target || !target->isMap() || m_schema->nodeCount() >= maxNodes) return m_references->anything;
    if (const QString next = text(*target, u"$ref"); !next.isEmpty() && depth < maxDepth) {
        m_references->nodes.insert(reference, m_references->anything); // one that means itself means anything
        return m_references->nodes[reference] = refer(next, depth + 1);
    }
    const int index = m_schema->nodeCount();
    m_schema->m_nodes.emplace_back();
    m_references->nodes.insert(reference, index); // it may hold itself
    CustomNode node;
    compileInto(node, *target, depth, false);
    if (reference.endsWith(u".api.resource.Quantity")) {
        node.types = JsonString | JsonInteger | JsonNumber;
        node.isQuantity = true;
    }
    m_schema->m_nodes[size_t(index)] = std::move(node);
    return index;
}

int CustomSchemaBuilder::compile(const Value &schema, int depth, bool isInner)
{
    if (depth > maxDepth || !schema.isMap() || m_schema->nodeCount() >= maxNodes) return m_references->anything;
    const QString reference = text(schema, u"$ref");
    if (!reference.isEmpty()) return refer(reference, depth);
    CustomNode node;
    compileInto(node, schema, depth, isInner);
    m_schema->m_nodes.push_back(std::move(node));
    return m_schema->nodeCount() - 1;
}

// Of the values that additionalProperties: true lets in, an apiserver knows no fields
// (apiextensions-apiserver pkg/apiserver/schema/pruning).
int CustomSchemaBuilder::withoutFields()
{
    if (m_references->fieldless >= 0) return m_references->fieldless;
    const int index = m_schema->nodeCount();
    CustomNode node;
    node.nullable = node.closed = true;
    node.items = index;
    m_schema->m_nodes.push_back(std::move(node));
    return m_references->fieldless = index;
}

// isInner: below allOf, anyOf, oneOf or not, where a structural schema names values and no new fields.
void CustomSchemaBuilder::compileInto(CustomNode &node, const Value &schema, int depth, bool isInner)
{
    node.types = typesOf(schema);
    node.nullable = isSet(schema, u"nullable") || (node.types & JsonNull);
    node.isEmbedded = isSet(schema, u"x-kubernetes-embedded-resource");
    node.isStructural = m_dialect == CustomSchema::Dialect::Structural;
    node.mustBeUnique = isSet(schema, u"uniqueItems");
    if (schema.find(u"x-kubernetes-validations")) m_schema->m_hasExpressions = true;
    readNumbers(node, schema);
    readWords(node, schema);
    readFields(node, schema, depth, isInner);
    readList(node, schema, depth, isInner);
    readCompositions(node, schema, depth);
}

void CustomSchemaBuilder::readFields(CustomNode &node, const Value &schema, int depth, bool isInner)
{
    node.required = texts(schema, u"required");
    const Value *properties = schema.find(u"properties");
    if (properties && properties->map())
        for (const auto &[name, value] : *properties->map())
            node.properties.push_back(
                {name.toUtf8(), compile(value, depth + 1, isInner), value.find(u"default") != nullptr});
    std::sort(node.properties.begin(), node.properties.end(),
              [](const auto &a, const auto &b) { return QByteArrayView(a.name) < QByteArrayView(b.name); });
    const Value *further = schema.find(u"additionalProperties");
    const bool refused = further && further->boolean() && !*further->boolean();
    const bool any = further && !refused;
    if (further && further->isMap()) node.values = compile(*further, depth + 1, isInner);
    if (any && further->boolean() && m_dialect == CustomSchema::Dialect::Structural && !isInner)
        node.values = withoutFields();
    const bool open = any || isInner || isSet(schema, u"x-kubernetes-preserve-unknown-fields") ||
                      schema.find(u"patternProperties") || schema.find(u"unevaluatedProperties");
    switch (m_dialect) {
    case CustomSchema::Dialect::Structural: node.closed = (node.types & JsonObject) && !open; break;
    case CustomSchema::Dialect::OpenApi: node.closed = refused || (!node.properties.empty() && !open); break;
    case CustomSchema::Dialect::Json: node.closed = refused && !schema.find(u"patternProperties"); break;
    }
}

void CustomSchemaBuilder::readList(CustomNode &node, const Value &schema, int depth, bool isInner)
{
    const Value *items = schema.find(u"items");
    if (items && items->isMap()) node.items = compile(*items, depth + 1, isInner);
    const QString listType = text(schema, u"x-kubernetes-list-type");
    if (listType == u"set") node.listType = CustomNode::ListType::Set;
    if (listType != u"map") return;
    node.listType = CustomNode::ListType::Map;
    node.mapKeys = texts(schema, u"x-kubernetes-list-map-keys");
    const Value *properties = items ? items->find(u"properties") : nullptr;
    for (const QByteArray &key : node.mapKeys) {
        const Value *property = properties ? properties->find(QString::fromUtf8(key)) : nullptr;
        const Value *byDefault = property ? property->find(u"default") : nullptr;
        node.keyDefaults.push_back(byDefault ? writeJson(*byDefault) : QByteArray());
    }
}

void CustomSchemaBuilder::readCompositions(CustomNode &node, const Value &schema, int depth)
{
    const bool isInner = m_dialect == CustomSchema::Dialect::Structural;
    const auto read = [&](QStringView key, std::vector<int> &into) {
        const Value *list = schema.find(key);
        if (!list || !list->list()) return;
        for (const Value &one : *list->list()) into.push_back(compile(one, depth + 1, isInner));
    };
    read(u"allOf", node.all);
    read(u"anyOf", node.any);
    read(u"oneOf", node.one);
    if (const Value *no = schema.find(u"not")) node.nothing = compile(*no, depth + 1, isInner);
}

} // namespace model
