// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/table.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/discovery/jsonpath.h"
#include "cluster/practice/discovery/tablerows.h"
#include "cluster/practice/discovery/tabletext.h"
#include "model/wire/json.h"

#include <optional>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

Value headers(const std::vector<TableColumn> &columns)
{
    ValueList definitions;
    for (const TableColumn &column : columns)
        definitions.push_back(ValueMap{{QStringLiteral("name"), column.name},
                                       {QStringLiteral("type"), column.type},
                                       {QStringLiteral("format"), column.format},
                                       {QStringLiteral("description"), column.description},
                                       {QStringLiteral("priority"), column.priority}});
    return definitions;
}

Value rowObject(const Value &object, const TableOptions &options)
{
    switch (options.include) {
    case IncludeObject::None: return {};
    case IncludeObject::Object: return object;
    case IncludeObject::Metadata: break;
    }
    return partialMetadata(object, options.version);
}

Value typed(const char16_t *kind, const QString &version)
{
    return ValueMap{{QStringLiteral("kind"), kind},
                    {QStringLiteral("apiVersion"), QString(QStringLiteral("meta.k8s.io/") + version)}};
}

Value table(const std::vector<TableColumn> &columns, Value rows, const Value &metadata, const TableOptions &options)
{
    Value body = typed(u"Table", options.version);
    body.set(u"metadata", metadata.isMap() ? metadata : Value(ValueMap()));
    body.set(u"columnDefinitions", options.noHeaders ? Value() : headers(columns));
    body.set(u"rows", std::move(rows));
    return body;
}

Value row(ValueList cells, const Value &object, const TableOptions &options)
{
    Value made = ValueMap{{QStringLiteral("cells"), std::move(cells)}};
    made.set(u"object", rowObject(object, options));
    return made;
}

// A custom kind's columns with their paths.
struct CustomColumn
{
    TableColumn column;
    std::optional<JsonPath> path;
};

Value dateCell(const QString &text, qint64 nowMs)
{
    if (text.isEmpty() || text == u"null") return u"<unknown>";
    return parseTime(text) ? Value(since(text, nowMs)) : Value(u"<invalid>");
}

// apiextensions-apiserver tableconvertor.go cellForJSONValue.
Value customCell(const CustomColumn &column, const Value &object, qint64 nowMs)
{
    const std::vector<const Value *> found = column.path ? column.path->find(object) : std::vector<const Value *>();
    if (found.empty()) return {};
    const Value &value = *found.front();
    const QString &type = column.column.type;
    if (type == u"string") {
        if (value.isNull()) return u"<nil>";
        return value.string() ? *value.string() : QString::fromUtf8(model::writeJson(value));
    }
    if (type == u"boolean") return value.boolean() ? value : Value();
    if (type == u"date") return value.string() ? dateCell(*value.string(), nowMs) : Value();
    if (type == u"integer") {
        if (const double *number = value.number(); number && *number > -9e18 && *number < 9e18) return qint64(*number);
        return value.integer() ? value : Value();
    }
    if (type != u"number") return {};
    return value.integer() || value.number() ? value : Value(); // 2 and 2.0 are the same text
}

std::vector<CustomColumn> customColumns(const std::vector<TableColumn> &given)
{
    std::vector<CustomColumn> all;
    for (const TableColumn &column : given) {
        all.push_back({column, JsonPath::parse(column.jsonPath)});
        QString &description = all.back().column.description;
        if (description.isEmpty())
            description = QStringLiteral("Custom resource definition column (in JSONPath format): ") + column.jsonPath;
    }
    if (given.empty()) {
        TableColumn age{QStringLiteral("Age"), QStringLiteral("date")};
        age.jsonPath = QStringLiteral(".metadata.creationTimestamp");
        all.push_back({age, JsonPath::parse(age.jsonPath)});
    }
    return all;
}

Value customTable(const std::vector<const Value *> &objects, const Value &metadata, const TableOptions &options)
{
    const std::vector<CustomColumn> custom = customColumns(options.columns);
    std::vector<TableColumn> columns{{QStringLiteral("Name"), QStringLiteral("string"), QStringLiteral("name")}};
    for (const CustomColumn &column : custom) columns.push_back(column.column);
    ValueList rows;
    for (const Value *object : objects) {
        ValueList cells{nameOf(*object)};
        for (const CustomColumn &column : custom) cells.push_back(customCell(column, *object, options.nowMs));
        rows.push_back(row(std::move(cells), *object, options));
    }
    return table(columns, std::move(rows), metadata, options);
}

} // namespace

Value makeTable(const ApiKind &kind, const std::vector<const Value *> &objects, const Value &metadata,
                const TableOptions &options)
{
    if (kind.isCustom) return customTable(objects, metadata, options);
    const TableKind &shown = tableKind(kind.group, kind.plural);
    ValueList rows;
    rows.reserve(objects.size());
    for (const Value *object : objects) {
        Value made = row(shown.cells(*object, options.nowMs), *object, options);
        if (shown.cells == podCells) {
            if (Value conditions = podRowConditions(*object); !conditions.isNull()) {
                made.remove(u"object");
                made.set(u"conditions", std::move(conditions));
                made.set(u"object", rowObject(*object, options));
            }
        }
        rows.push_back(std::move(made));
    }
    const bool isNull = rows.empty() && shown.emptyIsNull;
    return table(shown.columns, isNull ? Value() : Value(std::move(rows)), metadata, options);
}

Value makeScaleTable(const Value &scale, const TableOptions &options)
{
    Value metadata = ValueMap{{QStringLiteral("resourceVersion"), textAt(scale, {u"metadata", u"resourceVersion"})}};
    return table(scaleColumns(), ValueList{row(scaleCells(scale, options.nowMs), scale, options)}, metadata, options);
}

Value partialMetadata(const Value &object, const QString &version)
{
    Value partial = typed(u"PartialObjectMetadata", version);
    const Value *metadata = object.find(u"metadata");
    partial.set(u"metadata", metadata ? *metadata : Value(ValueMap()));
    return partial;
}

Value partialMetadataList(const std::vector<const Value *> &objects, const Value &metadata, const QString &version)
{
    Value list = typed(u"PartialObjectMetadataList", version);
    list.set(u"metadata", metadata.isMap() ? metadata : Value(ValueMap()));
    ValueList items;
    items.reserve(objects.size());
    for (const Value *object : objects) items.push_back(partialMetadata(*object, version));
    list.set(u"items", std::move(items));
    return list;
}

} // namespace practice
