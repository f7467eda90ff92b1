// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/openapi.h"

#include "cluster/practice/discovery/openapipaths.h"
#include "cluster/practice/discovery/openapischemas.h"
#include "model/wire/json.h"
#include "model/wire/openapiproto.h"

#include <QCryptographicHash>

#include <utility>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

// Those of version 2 among the documents, whose paths have slashes.
const QString jsonV2 = QStringLiteral("v2");
const QString protobufV2 = QStringLiteral("v2 protobuf");

OpenApi::Document tagged(QByteArray body)
{
    const QByteArray hash = QCryptographicHash::hash(body, QCryptographicHash::Sha512).toHex().toUpper();
    return {std::move(body), '"' + hash + '"'};
}

QString pathOf(const QString &group, const QString &version)
{
    return group.isEmpty() ? QStringLiteral("api/") + version : QStringLiteral("apis/") + group + u'/' + version;
}

Value info() { return ValueMap{{QStringLiteral("title"), u"Kubernetes"}, {QStringLiteral("version"), u"v1.33.4"}}; }

void addKinds(const Catalogue &catalogue, const QString &group, const QString &version,
              const OpenApi::CustomSchema &customSchema, OpenApiSchemas::Format format, OpenApiSchemas &schemas,
              Value &paths)
{
    for (const ServedKind *served : catalogue.kinds(group, version)) {
        const ApiKind &api = served->api;
        const Value reference = api.isCustom ? schemas.customKind(api, customSchema ? customSchema(api) : nullptr)
                                             : schemas.kind(api.group, api.version, api.kind, api.schema);
        const Value list = served->allows(u"list") ? schemas.listOf(api, reference) : Value();
        addOpenApiPaths(paths, *served, format, reference, list);
    }
}

} // namespace

OpenApi::OpenApi(const Catalogue &catalogue, CustomSchema customSchema)
    : m_catalogue(catalogue), m_customSchema(std::move(customSchema)), m_generation(catalogue.generation())
{
}

void OpenApi::refresh()
{
    if (m_generation == m_catalogue.generation()) return;
    m_generation = m_catalogue.generation();
    m_documents.clear();
}

// Of what a document is made of, so that the index needs none of them.
QByteArray OpenApi::hashOf(const QString &group, const QString &version) const
{
    QCryptographicHash hash(QCryptographicHash::Sha512);
    hash.addData(QByteArray(KUBEWRIGHT_VERSION "\n"));
    for (const ServedKind *served : m_catalogue.kinds(group, version)) {
        const ApiKind &api = served->api;
        hash.addData(
            (api.apiVersion() + u' ' + api.kind + u' ' + api.plural + u' ' + QString::number(api.hasStatus)).toUtf8());
        const Value *schema = api.isCustom && m_customSchema ? m_customSchema(api) : nullptr;
        if (schema) hash.addData(model::writeJson(*schema));
        hash.addData(QByteArray("\n"));
    }
    return hash.result().toHex().toUpper();
}

OpenApi::Document OpenApi::index()
{
    refresh();
    std::map<QString, Value> sorted;
    for (const Catalogue::Group &group : m_catalogue.groups())
        for (const QString &version : group.versions) {
            const QString path = pathOf(group.name, version);
            const QString address =
                QStringLiteral("/openapi/v3/%1?hash=%2").arg(path, QString::fromLatin1(hashOf(group.name, version)));
            sorted[path] = ValueMap{{QStringLiteral("serverRelativeURL"), address}};
        }
    const Value body = ValueMap{{QStringLiteral("paths"), ValueMap(sorted.begin(), sorted.end())}};
    return tagged(model::writeJson(body));
}

OpenApi::Document OpenApi::make(const QString &group, const QString &version) const
{
    OpenApiSchemas schemas(OpenApiSchemas::Format::V3);
    Value paths = ValueMap();
    addKinds(m_catalogue, group, version, m_customSchema, OpenApiSchemas::Format::V3, schemas, paths);
    Value body = ValueMap{{QStringLiteral("openapi"), u"3.0.0"}, {QStringLiteral("info"), info()}};
    body.set(u"paths", std::move(paths));
    body.set(u"components", ValueMap{{QStringLiteral("schemas"), schemas.take()}});
    return {model::writeJson(body), '"' + hashOf(group, version) + '"'};
}

const OpenApi::Document &OpenApi::v3(const QString &path)
{
    static const Document none;
    refresh();
    if (const auto known = m_documents.find(path); known != m_documents.end() && path != jsonV2 && path != protobufV2)
        return known->second;
    for (const Catalogue::Group &group : m_catalogue.groups())
        for (const QString &version : group.versions)
            if (pathOf(group.name, version) == path) return m_documents[path] = make(group.name, version);
    return none;
}

Value OpenApi::makeV2() const
{
    OpenApiSchemas schemas(OpenApiSchemas::Format::V2);
    Value paths = ValueMap();
    for (const Catalogue::Group &group : m_catalogue.groups())
        for (const QString &version : group.versions)
            addKinds(m_catalogue, group.name, version, m_customSchema, OpenApiSchemas::Format::V2, schemas, paths);
    Value body = ValueMap{{QStringLiteral("swagger"), u"2.0"}, {QStringLiteral("info"), info()}};
    body.set(u"paths", std::move(paths));
    body.set(u"definitions", schemas.take());
    return body;
}

const OpenApi::Document &OpenApi::v2()
{
    refresh();
    Document &document = m_documents[jsonV2];
    if (document.body.isEmpty()) document = tagged(model::writeJson(makeV2()));
    return document;
}

const OpenApi::Document &OpenApi::v2Protobuf()
{
    refresh();
    Document &document = m_documents[protobufV2];
    if (document.body.isEmpty()) document = tagged(model::writeOpenApiProto(makeV2()));
    return document;
}

} // namespace practice
