// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QRegularExpression>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace model {

// The JSON types, as bits.
enum JsonType : quint8 {
    JsonNull = 1,
    JsonBoolean = 2,
    JsonInteger = 4,
    JsonNumber = 8,
    JsonString = 16,
    JsonList = 32,
    JsonObject = 64
};

// What one value of a schema may be. Indexes are those of the CustomSchema; -1 is none.
struct CustomNode
{
    struct Property
    {
        QByteArray name;
        int node = -1;
        bool hasDefault = false;
    };

    quint8 types = 0;          // JsonType bits; 0: any
    bool nullable = false;     // null counts as a value; else it is as good as not written
    bool closed = false;       // fields that are not listed are unknown
    bool isEmbedded = false;   // an object with apiVersion, kind and metadata of its own
    bool isQuantity = false;   // a text or number that must be a quantity
    bool mustBeUnique = false; // uniqueItems
    bool isStructural = false; // of a CustomResourceDefinition: what an apiserver does counts
    enum class ListType : quint8 { Atomic, Set, Map };
    ListType listType = ListType::Atomic;
    std::vector<Property> properties; // sorted by the bytes of the names
    std::vector<QByteArray> required;
    int values = -1, items = -1; // schemas of further fields, and of a list's items
    int nothing = -1;            // the schema that must not fit (not)
    std::vector<int> all, any, one;
    std::vector<QByteArray> mapKeys;
    std::vector<QByteArray> keyDefaults; // of the items, for each of mapKeys: its default as JSON, or empty
    bool hasEnum = false;
    std::vector<QByteArray> enumJson; // each as JSON
    std::optional<double> minimum, maximum, multipleOf;
    bool minimumExcluded = false, maximumExcluded = false;
    // Characters of a text, items of a list, fields of an object; -1: none.
    qint64 minLength = -1, maxLength = -1, minItems = -1, maxItems = -1, minFields = -1, maxFields = -1;
    QString format, pattern;
    QRegularExpression expression; // of a pattern that Go does not know; invalid: it is not checked

    const Property *property(QByteArrayView name) const;
};

// A schema that somebody wrote, made ready for walking: the openAPIV3Schema of a CustomResourceDefinition, a JSON
// schema, or the schemas of an OpenAPI document. Immutable; any thread.
class CustomSchema
{
public:
    // Structural: as apiextensions-apiserver prunes, fields that are not listed are unknown. OpenApi: the same for
    // objects that list any. Json: only where additionalProperties says false.
    enum class Dialect { Structural, OpenApi, Json };

    const CustomNode &node(int index) const { return m_nodes[size_t(index)]; }
    int nodeCount() const { return int(m_nodes.size()); }
    // Somewhere it has x-kubernetes-validations, which only a server evaluates.
    bool hasExpressions() const { return m_hasExpressions; }

private:
    friend class CustomSchemaBuilder;
    std::vector<CustomNode> m_nodes;
    bool m_hasExpressions = false;
};

// Compiles schemas of one document. What lies deeper than 200, what is beyond 200,000 nodes, and what a $ref outside of
// the document means may be anything.
class CustomSchemaBuilder
{
public:
    // document: what a $ref "#/…" is looked up in. It must outlive the builder.
    CustomSchemaBuilder(CustomSchema::Dialect dialect, const Value &document);
    ~CustomSchemaBuilder();
    // isRoot: of a whole resource. Gives its node.
    int add(const Value &schema, bool isRoot = false);
    // What the reference means: "#/components/schemas/io.k8s.api.apps.v1.Deployment".
    int addReference(const QString &reference);
    // All of it; the builder is of no use afterwards.
    std::shared_ptr<const CustomSchema> finish();

private:
    int compile(const Value &schema, int depth, bool isInner);
    int withoutFields();
    void compileInto(CustomNode &node, const Value &schema, int depth, bool isInner);
    void readFields(CustomNode &node, const Value &schema, int depth, bool isInner);
    void readList(CustomNode &node, const Value &schema, int depth, bool isInner);
    void readCompositions(CustomNode &node, const Value &schema, int depth);
    int refer(const QString &reference, int depth);

    const CustomSchema::Dialect m_dialect;
    const Value &m_document;
    std::shared_ptr<CustomSchema> m_schema;
    struct References;
    std::unique_ptr<References> m_references;
};

} // namespace model
