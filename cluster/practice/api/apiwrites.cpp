// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/apiserver.h"

#include "cluster/practice/api/customkinds.h"
#include "cluster/practice/api/patcher.h"
#include "cluster/practice/api/policies.h"
#include "cluster/practice/api/reader.h"
#include "cluster/practice/api/rendering.h"
#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "model/wire/json.h"

#include <QHash>

namespace practice {

using model::Value;
using model::ValueMap;

namespace {

// pkg/registry/batch/job/storage.
void warnOfOrphans(Exchange &exchange, const ApiKind &kind, const DeleteOptions &options)
{
    if (kind.kind != u"Job" || kind.group != u"batch" || !options.propagation.isEmpty()) return;
    exchange.warnings.append(
        QStringLiteral("child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to "
                       "remove them or set propagationPolicy=Orphan to suppress this warning"));
}

// Where an apiserver has its objects (kubernetes pkg/kubeapiserver/default_storage_factory_builder.go).
QString etcdFolder(const ApiKind &kind)
{
    static const QHash<QString, QString> special{
        {QStringLiteral("replicationcontrollers"), QStringLiteral("controllers")},
        {QStringLiteral("endpoints"), QStringLiteral("services/endpoints")},
        {QStringLiteral("nodes"), QStringLiteral("minions")},
        {QStringLiteral("services"), QStringLiteral("services/specs")},
        {QStringLiteral("ingresses"), QStringLiteral("ingress")}};
    const bool hasGroup =
        kind.isCustom || kind.group == u"apiextensions.k8s.io" || kind.group == u"apiregistration.k8s.io";
    return hasGroup ? kind.group + u'/' + kind.plural : special.value(kind.plural, kind.plural);
}

// The store's words for an object that is another than the one which was meant, or is not there.
ApiStatus otherUid(const WriteRequest &request, const QString &wanted, const QString &there)
{
    QString key = QStringLiteral("%1/%2/").arg(request.options.dryRun ? QString() : QStringLiteral("/registry"),
                                               etcdFolder(request.kind));
    if (request.kind.namespaced) key += request.space + u'/';
    return ApiStatus::conflict(
        {request.kind.group, request.kind.plural}, request.name,
        QStringLiteral("StorageError: invalid object, Code: 4, Key: %1, ResourceVersion: 0, "
                       "AdditionalErrorMsg: Precondition failed: UID in precondition: %2, UID in object meta: %3")
            .arg(key + request.name, wanted, there));
}

// The body says that nobody owns anything (apimachinery managedfields isResetManagedFields).
bool emptiesManagers(const Value &body)
{
    const Value *managers = at(body, {u"metadata", u"managedFields"});
    return managers && managers->list() && managers->list()->empty();
}

Value success(const ApiKind &kind, const Value &object)
{
    Value details(ValueMap{{QStringLiteral("name"), nameOf(object)}});
    if (!kind.group.isEmpty()) details.set(u"group", kind.group);
    details.set(u"kind", kind.plural);
    details.set(u"uid", uidOf(object));
    return ValueMap{{QStringLiteral("kind"), u"Status"},
                    {QStringLiteral("apiVersion"), u"v1"},
                    {QStringLiteral("metadata"), ValueMap()},
                    {QStringLiteral("status"), u"Success"},
                    {QStringLiteral("details"), std::move(details)}};
}

} // namespace

void answerWritten(Exchange &exchange, const ApiCore &core, WriteRequest &request, const Answer<Written> &written)
{
    exchange.warnings += request.warnings;
    if (!written) return exchange.refuse(written.status());
    const Rendering rendering(core, request.kind, exchange.format, exchange.query);
    const QByteArray body = written->record ? rendering.object(*written->record) : rendering.object(written->object);
    exchange.answerBytes(written->created ? 201 : 200, exchange.format.contentType(), body);
}

void ApiServer::create(Exchange &exchange, const ApiKind &kind)
{
    auto options = readWriteOptions(exchange.query, WriteKind::Create);
    if (!options) return exchange.refuse(options.status());
    WriteRequest request{.kind = kind,
                         .space = exchange.target.space,
                         .name = {},
                         .options = *options,
                         .manager = exchange.manager(options->manager)};
    auto object = readObject(exchange.request, kind, options->validation, request.warnings);
    if (!object) return exchange.refuse(object.status());
    answerWritten(exchange, m_core, request, Writer(m_core).create(request, std::move(*object)));
}

void ApiServer::update(Exchange &exchange, const ApiKind &kind)
{
    auto options = readWriteOptions(exchange.query, WriteKind::Update);
    if (!options) return exchange.refuse(options.status());
    auto type = negotiateInput(exchange.request);
    if (!type) return exchange.refuse(type.status());
    auto body = readBody(exchange.request.body, *type, kind.kind);
    if (!body) return exchange.refuse(body.status());
    WriteRequest request{.kind = kind,
                         .space = exchange.target.space,
                         .name = exchange.target.name,
                         .subresource = exchange.target.subresource,
                         .options = *options,
                         .manager = exchange.manager(options->manager)};
    request.resetsManagers = emptiesManagers(body->value);
    auto object = readObject(std::move(*body), kind, options->validation, request.warnings);
    if (!object) return exchange.refuse(object.status());
    if (auto refusal = checkName(request, *object)) return exchange.refuse(*refusal);
    if (auto refusal = checkPathName(request.name)) return exchange.refuse(*refusal);
    const QString uid = uidOf(*object);
    if (!uid.isEmpty() && !m_core.registry.find(kind, request.space, request.name))
        return exchange.refuse(otherUid(request, uid, {}));
    const bool mayCreate = request.subresource.isEmpty() && allowsCreateOnUpdate(kind);
    const auto change = [&object, &request, &uid](const Value &live) -> Answer<Value> {
        if (!uid.isEmpty() && uid != uidOf(live)) return otherUid(request, uid, uidOf(live));
        return std::move(*object);
    };
    answerWritten(
        exchange, m_core, request,
        Writer(m_core).update(request, change, mayCreate ? Writer::Missing::Create : Writer::Missing::Refuse));
}

void ApiServer::patch(Exchange &exchange, const ApiKind &kind)
{
    auto type = patchTypeOf(exchange.request, kind);
    if (!type) return exchange.refuse(type.status());
    auto options = readWriteOptions(exchange.query, *type == PatchType::Apply ? WriteKind::Apply : WriteKind::Patch);
    if (!options) return exchange.refuse(options.status());
    WriteRequest request{.kind = kind,
                         .space = exchange.target.space,
                         .name = exchange.target.name,
                         .subresource = exchange.target.subresource,
                         .options = *options,
                         .manager = exchange.manager(options->manager)};
    if (auto refusal = checkPathName(request.name)) return exchange.refuse(*refusal);
    answerWritten(exchange, m_core, request, Patcher(m_core).patch(exchange, request, *type));
}

void ApiServer::remove(Exchange &exchange, const ApiKind &kind)
{
    auto body = readOptionsBody(exchange.request, kind);
    if (!body) return exchange.refuse(body.status());
    auto options = readDeleteOptions(exchange.query, *body);
    if (!options) return exchange.refuse(options.status());
    warnOfOrphans(exchange, kind, *options);
    if (auto refusal = checkPathName(exchange.target.name)) return exchange.refuse(*refusal);
    if (auto refusal = refuseRemoval(kind, exchange.target.name)) return exchange.refuse(*refusal);
    auto removed = Remover(m_core).remove(kind, exchange.target.space, exchange.target.name, *options);
    if (!removed) return exchange.refuse(removed.status());
    if (removed->gone && !returnsDeletedObject(kind)) return exchange.answer(200, success(kind, removed->object));
    const Rendering rendering(m_core, kind, exchange.format, exchange.query);
    exchange.answerBytes(200, exchange.format.contentType(), rendering.object(removed->object));
}

void ApiServer::removeCollection(Exchange &exchange, const ApiKind &kind)
{
    auto listOptions = readListOptions(exchange.query, false);
    if (!listOptions) return exchange.refuse(listOptions.status());
    // It reads page by page, and a page at a version is of that version.
    if (!listOptions->resourceVersion.isEmpty() && listOptions->resourceVersion != u"0" && listOptions->match.isEmpty())
        listOptions->match = QStringLiteral("Exact");
    auto body = readOptionsBody(exchange.request, kind);
    if (!body) return exchange.refuse(body.status());
    auto options = readDeleteOptions(exchange.query, *body);
    if (!options) return exchange.refuse(options.status());
    warnOfOrphans(exchange, kind, *options);
    auto selection = Selection::read(*listOptions, kind);
    if (!selection) return exchange.refuse(selection.status());
    auto found = Reader(m_core).listed(kind, exchange.target.space, *listOptions, *selection);
    if (!found) return exchange.refuse(found.status());
    for (const RecordPtr &record : found->records) {
        const Value object = m_core.registry.objectOf(*record, kind);
        const auto removed = Remover(m_core).remove(kind, namespaceOf(object), nameOf(object), *options);
        if (!removed && removed.status().code != 404) return exchange.refuse(removed.status());
    }
    const Rendering rendering(m_core, kind, exchange.format, exchange.query);
    exchange.answerBytes(200, exchange.format.contentType(),
                         rendering.list(found->records, {found->revision, found->continueToken, found->remaining}));
}

} // namespace practice
