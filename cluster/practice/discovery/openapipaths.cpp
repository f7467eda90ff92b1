// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/openapipaths.h"

#include <initializer_list>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

struct Parameter
{
    QStringView name;
    const char16_t *type;
};

constexpr Parameter dryRun{u"dryRun", u"string"};
constexpr Parameter fieldManager{u"fieldManager", u"string"};
constexpr Parameter fieldValidation{u"fieldValidation", u"string"};
constexpr Parameter force{u"force", u"boolean"};
constexpr Parameter grace{u"gracePeriodSeconds", u"integer"};
constexpr Parameter propagation{u"propagationPolicy", u"string"};
constexpr Parameter labelSelector{u"labelSelector", u"string"};
constexpr Parameter fieldSelector{u"fieldSelector", u"string"};
constexpr Parameter limit{u"limit", u"integer"};
constexpr Parameter goOn{u"continue", u"string"};
constexpr Parameter resourceVersion{u"resourceVersion", u"string"};
constexpr Parameter watch{u"watch", u"boolean"};

struct PathOperation
{
    QStringView method;
    const char16_t *action;
    std::initializer_list<Parameter> parameters;
    bool hasBody = false;
};

class PathWriter
{
public:
    PathWriter(const ServedKind &served, OpenApiSchemas::Format format) : m_served(served), m_format(format)
    {
        const ApiKind &api = served.api;
        m_root =
            (api.group.isEmpty() ? QStringLiteral("/api/") : QStringLiteral("/apis/") + api.group + u'/') + api.version;
        m_one = api.namespaced ? m_root + QStringLiteral("/namespaces/{namespace}/") + api.plural
                               : m_root + u'/' + api.plural;
    }

    QString root() const { return m_root; }
    QString collection() const { return m_one; }

    Value parameter(QStringView name, const char16_t *type, bool inPath) const
    {
        Value made =
            ValueMap{{QStringLiteral("name"), name.toString()}, {QStringLiteral("in"), inPath ? u"path" : u"query"}};
        if (inPath) made.set(u"required", true);
        if (m_format == OpenApiSchemas::Format::V2) {
            made.set(u"type", type);
            made.set(u"uniqueItems", true);
        } else {
            made.set(u"schema", ValueMap{{QStringLiteral("type"), type}, {QStringLiteral("uniqueItems"), true}});
        }
        return made;
    }

    Value path(bool named) const
    {
        ValueList parameters;
        if (named) parameters.push_back(parameter(u"name", u"string", true));
        if (m_served.api.namespaced) parameters.push_back(parameter(u"namespace", u"string", true));
        parameters.push_back(parameter(u"pretty", u"string", false));
        return ValueMap{{QStringLiteral("parameters"), std::move(parameters)}};
    }

    void add(Value &path, const PathOperation &operation, const Value &answer, const Value &kind) const
    {
        Value made;
        ValueList parameters;
        for (const Parameter &one : operation.parameters) parameters.push_back(parameter(one.name, one.type, false));
        addBody(made, parameters, operation, answer);
        if (!parameters.empty()) made.set(u"parameters", std::move(parameters));
        Value good = ValueMap{{QStringLiteral("description"), u"OK"}};
        if (m_format == OpenApiSchemas::Format::V2)
            good.set(u"schema", answer);
        else
            good.set(
                u"content",
                content({u"application/json", u"application/yaml", u"application/vnd.kubernetes.protobuf"}, answer));
        made.set(u"responses", ValueMap{{QStringLiteral("200"), std::move(good)}});
        made.set(u"x-kubernetes-action", operation.action);
        made.set(u"x-kubernetes-group-version-kind", kind);
        path.set(operation.method, std::move(made));
    }

    Value kind() const
    {
        return ValueMap{{QStringLiteral("group"), m_served.api.group},
                        {QStringLiteral("version"), m_served.api.version},
                        {QStringLiteral("kind"), m_served.api.kind}};
    }

private:
    static Value content(std::initializer_list<QStringView> types, const Value &schema)
    {
        Value all;
        for (const QStringView type : types) all.set(type, ValueMap{{QStringLiteral("schema"), schema}});
        return all;
    }

    void addBody(Value &made, ValueList &parameters, const PathOperation &operation, const Value &object) const
    {
        if (!operation.hasBody) return;
        const bool isPatch = operation.method == u"patch";
        const Value schema = isPatch ? Value(ValueMap{{QStringLiteral("type"), u"object"}}) : object;
        if (m_format == OpenApiSchemas::Format::V2) {
            parameters.push_back(ValueMap{{QStringLiteral("name"), u"body"},
                                          {QStringLiteral("in"), u"body"},
                                          {QStringLiteral("required"), true},
                                          {QStringLiteral("schema"), schema}});
            return;
        }
        Value types = content({u"*/*"}, schema);
        if (isPatch) {
            types = content(
                {u"application/apply-patch+yaml", u"application/json-patch+json", u"application/merge-patch+json"},
                schema);
            if (!m_served.api.isCustom)
                types.set(u"application/strategic-merge-patch+json", ValueMap{{QStringLiteral("schema"), schema}});
        }
        made.set(u"requestBody",
                 ValueMap{{QStringLiteral("content"), std::move(types)}, {QStringLiteral("required"), true}});
    }

    const ServedKind &m_served;
    OpenApiSchemas::Format m_format;
    QString m_root;
    QString m_one;
};

const PathOperation get{u"get", u"get", {}};
const PathOperation list{u"get", u"list", {labelSelector, fieldSelector, limit, goOn, resourceVersion, watch}};
const PathOperation post{u"post", u"post", {dryRun, fieldManager, fieldValidation}, true};
const PathOperation put{u"put", u"put", {dryRun, fieldManager, fieldValidation}, true};
const PathOperation patch{u"patch", u"patch", {dryRun, fieldManager, fieldValidation, force}, true};
const PathOperation remove{u"delete", u"delete", {dryRun, grace, propagation}};
const PathOperation removeAll{
    u"delete", u"deletecollection", {dryRun, grace, propagation, labelSelector, fieldSelector}};

} // namespace

void addOpenApiPaths(Value &paths, const ServedKind &served, OpenApiSchemas::Format format, const Value &reference,
                     const Value &listReference)
{
    const PathWriter writer(served, format);
    const Value kind = writer.kind();
    Value collection = writer.path(false);
    if (served.allows(u"list")) writer.add(collection, list, listReference, kind);
    if (served.allows(u"create")) writer.add(collection, post, reference, kind);
    if (served.allows(u"deletecollection")) writer.add(collection, removeAll, reference, kind);
    paths.set(writer.collection(), std::move(collection));
    if (served.api.namespaced && served.allows(u"list")) {
        Value everywhere = ValueMap();
        writer.add(everywhere, list, listReference, kind);
        paths.set(writer.root() + u'/' + served.api.plural, std::move(everywhere));
    }
    if (!served.allows(u"get")) return;

    const QString one = writer.collection() + QStringLiteral("/{name}");
    Value named = writer.path(true);
    writer.add(named, get, reference, kind);
    if (served.allows(u"update")) writer.add(named, put, reference, kind);
    if (served.allows(u"patch")) writer.add(named, patch, reference, kind);
    if (served.allows(u"delete")) writer.add(named, remove, reference, kind);
    paths.set(one, std::move(named));
    if (!served.api.hasStatus) return;
    Value status = writer.path(true);
    writer.add(status, get, reference, kind);
    writer.add(status, put, reference, kind);
    writer.add(status, patch, reference, kind);
    paths.set(one + QStringLiteral("/status"), std::move(status));
}

} // namespace practice
