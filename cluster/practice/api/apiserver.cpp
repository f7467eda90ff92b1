// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/apiserver.h"

#include "cluster/practice/api/customkinds.h"
#include "cluster/practice/api/documents.h"
#include "cluster/practice/api/patcher.h"
#include "cluster/practice/api/policies.h"
#include "cluster/practice/api/reader.h"
#include "cluster/practice/api/rendering.h"
#include "cluster/practice/api/reviews.h"
#include "cluster/practice/api/subresources.h"
#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "model/wire/json.h"

#include <QCryptographicHash>

namespace practice {

using model::Value;
using model::ValueMap;

namespace {

bool sameSecret(const QByteArray &left, const QByteArray &right)
{
    if (left.isEmpty() || left.size() != right.size()) return false;
    uchar difference = 0;
    for (qsizetype i = 0; i < left.size(); ++i) difference |= uchar(left.at(i)) ^ uchar(right.at(i));
    return difference == 0;
}

// Paths that say nothing of the cluster's contents (ClusterRole system:public-info-viewer).
bool isPublic(const QString &path)
{
    return path == u"/healthz" || path == u"/livez" || path == u"/readyz" || path == u"/version";
}

// What every answer about a kind says that will go (kubernetes staging apilifecycle markers).
QString deprecationOf(const ApiKind &kind)
{
    if (!kind.group.isEmpty()) return {};
    if (kind.kind == u"Endpoints")
        return QStringLiteral("v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice");
    if (kind.kind == u"ComponentStatus") return QStringLiteral("v1 ComponentStatus is deprecated in v1.19+");
    return {};
}

// Of the Go type behind a kind.
QString internalPackage(const ApiKind &kind)
{
    return kind.group.isEmpty() ? QStringLiteral("core") : kind.group.section(u'.', 0, 0);
}

// Whose paths are there whatever is asked of them; those of custom kinds come and go.
bool isBuiltinGroup(const Catalogue &catalogue, const QString &name)
{
    const Catalogue::Group *group = catalogue.group(name);
    if (!group) return false;
    const auto kinds = catalogue.kinds(name, group->versions.front());
    return !kinds.empty() && !kinds.front()->api.isCustom;
}

// pkg/registry/batch/job/storage.
void warnOfOrphans(Exchange &exchange, const ApiKind &kind, const DeleteOptions &options)
{
    if (kind.kind != u"Job" || kind.group != u"batch" || !options.propagation.isEmpty()) return;
    exchange.warnings.append(
        QStringLiteral("child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to "
                       "remove them or set propagationPolicy=Orphan to suppress this warning"));
}

// apiserver pkg/endpoints/handlers/response.go.
std::optional<ApiStatus> checkTransform(const Exchange &exchange, const ApiKind &kind, const ListOptions &options)
{
    if (exchange.format.transform == Transform::Table) {
        static const QStringList known{QString(), QStringLiteral("None"), QStringLiteral("Metadata"),
                                       QStringLiteral("Object")};
        const QString include = exchange.query.value(QStringLiteral("includeObject"));
        if (known.contains(include)) return std::nullopt;
        return ApiStatus::badRequest(
            QStringLiteral("Unable to convert to Table as requested: includeObject: Invalid value: %1: must be "
                           "'Metadata', 'Object', 'None', or empty")
                .arg(goQuoted(include)));
    }
    if (exchange.format.transform != Transform::PartialMetadata || options.watch) return std::nullopt;
    const bool isList = exchange.target.name.isEmpty();
    if (isList && !exchange.format.transformsList)
        return ApiStatus::notAcceptable(
            QStringLiteral("you requested PartialObjectMetadata, but the requested object is a list (%1List)")
                .arg(kind.isCustom ? QStringLiteral("*unstructured.Unstructured")
                                   : QStringLiteral("*%1.%2").arg(internalPackage(kind), kind.kind)));
    if (!isList && exchange.format.transformsList)
        return ApiStatus::notAcceptable(
            QStringLiteral("you requested PartialObjectMetadataList, but the requested object is not a list (%1)")
                .arg(kind.isCustom ? QStringLiteral("*unstructured.Unstructured")
                                   : QStringLiteral("*%1.%2").arg(internalPackage(kind), kind.kind)));
    return std::nullopt;
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

ApiServer::ApiServer(ApiCore &core, Options options) : m_core(core), m_options(std::move(options)), m_watches(core) {}

ApiServer::~ApiServer() = default;

QByteArray ApiServer::errorBody(int status, const QByteArray &message)
{
    const ApiStatus body{.code = status,
                         .reason =
                             status == 413 ? QStringLiteral("RequestEntityTooLarge") : QStringLiteral("BadRequest"),
                         .message = QString::fromUtf8(message),
                         .hasDetails = false};
    return model::writeJson(body.toValue()) + '\n';
}

bool ApiServer::isAllowed(const Exchange &exchange) const
{
    const QByteArray header = exchange.request.header("authorization");
    const qsizetype space = header.indexOf(' ');
    return header.left(space).toLower() == "bearer" && sameSecret(header.mid(space + 1).trimmed(), m_options.token);
}

void ApiServer::handle(HttpRequest request, std::shared_ptr<HttpReply> reply)
{
    auto exchange = std::make_shared<Exchange>(std::move(request), std::move(reply));
    const bool anonymous = exchange->request.header("authorization").isEmpty();
    if (!isAllowed(*exchange) && !(anonymous && isPublic(exchange->target.path))) {
        if (!anonymous) return exchange->refuse(ApiStatus::unauthorized());
        const QString verb = QString::fromLatin1(exchange->request.method.toLower());
        ApiStatus status = ApiStatus::forbidden(
            {}, {},
            QStringLiteral("User \"system:anonymous\" cannot %1 path %2").arg(verb, goQuoted(exchange->target.path)));
        return exchange->refuse(status);
    }
    route(exchange);
}

void ApiServer::route(Shared exchange)
{
    const RequestTarget &target = exchange->target;
    if (target.kind != RequestTarget::Kind::Resource) return routeOther(*exchange);
    const ServedKind *served = m_core.catalogue.byPlural(target.group, target.version, target.resource);
    const ApiKind *kind = served ? &served->api : nullptr;
    if (!kind && !isBuiltinGroup(m_core.catalogue, target.group)) return refuseUnknown(*exchange);
    if (exchange->request.method == "HEAD") return exchange->refuse(ApiStatus::methodNotAllowed());
    const bool misplaced = kind && !target.name.isEmpty() && kind->namespaced == target.space.isEmpty();
    if (!kind || misplaced || (!kind->namespaced && !target.space.isEmpty()))
        return exchange->refuse(ApiStatus::pathNotFound());
    if (const QString deprecation =
            kind->isCustom ? m_core.customKinds.entryOf(*kind).deprecation : deprecationOf(*kind);
        !deprecation.isEmpty())
        exchange->warnings.append(deprecation);
    const bool reads = exchange->request.method == "GET";
    auto format = negotiateOutput(exchange->request, true,
                                  reads && (exchange->query.flag(QStringLiteral("watch")) || target.watchPath),
                                  reads && target.name.isEmpty());
    if (!format) {
        exchange->format.pretty = true;
        return exchange->refuse(format.status());
    }
    exchange->format = *format;
    if (isReview(*kind)) return answerReview(*exchange, m_core, *kind);
    if (!target.subresource.isEmpty()) return routeSubresource(exchange, *kind);
    if (target.name.isEmpty()) return routeCollection(exchange, *kind);
    routeObject(exchange, *kind);
}

void ApiServer::routeOther(Exchange &exchange)
{
    if (answerDocument(exchange, m_core)) return;
    const RequestTarget &target = exchange.target;
    const bool known = target.kind == RequestTarget::Kind::Group && !target.version.isEmpty() &&
                       isBuiltinGroup(m_core.catalogue, target.group);
    if (!known) return refuseUnknown(exchange);
    const Catalogue::Group *group = m_core.catalogue.group(target.group);
    exchange.refuse(group && group->versions.contains(target.version) ? ApiStatus::methodNotAllowed()
                                                                      : ApiStatus::pathNotFound());
}

void ApiServer::refuseUnknown(Exchange &exchange)
{
    exchange.answerBytes(404, "text/plain; charset=utf-8", "404 page not found\n",
                         {{"X-Content-Type-Options", "nosniff"}});
}

void ApiServer::routeCollection(Shared exchange, const ApiKind &kind)
{
    const QByteArray &method = exchange->request.method;
    if (method == "GET") return read(exchange, kind);
    const bool hasPlace = !kind.namespaced || !exchange->target.space.isEmpty();
    if (method == "POST" && hasPlace) return create(*exchange, kind);
    if (method == "DELETE" && hasPlace &&
        m_core.catalogue.byPlural(kind.group, kind.version, kind.plural)->allows(u"deletecollection"))
        return removeCollection(*exchange, kind);
    exchange->refuse(ApiStatus::methodNotAllowed());
}

void ApiServer::routeObject(Shared exchange, const ApiKind &kind)
{
    const QByteArray &method = exchange->request.method;
    if (method == "GET") return read(exchange, kind);
    if (method == "PUT") return update(*exchange, kind);
    if (method == "PATCH") return patch(*exchange, kind);
    if (method == "DELETE") return remove(*exchange, kind);
    exchange->refuse(ApiStatus::methodNotAllowed());
}

void ApiServer::routeSubresource(Shared exchange, const ApiKind &kind)
{
    const QByteArray &method = exchange->request.method;
    const QString &name = exchange->target.subresource;
    if (name == u"status" && kind.hasStatus) {
        if (method == "GET") return Reader(m_core).get(*exchange, kind);
        if (method == "PUT") return update(*exchange, kind);
        if (method == "PATCH") return patch(*exchange, kind);
        return exchange->refuse(ApiStatus::methodNotAllowed());
    }
    if (answerSubresource(exchange, m_core, kind, m_options.logs)) return;
    // A custom kind's are asked for by what it is, a built-in one's are paths.
    exchange->refuse(kind.isCustom ? ApiStatus::notFound({kind.group, kind.plural}, exchange->target.name)
                                   : ApiStatus::pathNotFound());
}

void ApiServer::read(Shared exchange, const ApiKind &kind)
{
    auto options = readListOptions(exchange->query, exchange->target.watchPath);
    if (!options) return exchange->refuse(options.status());
    if (auto refusal = checkTransform(*exchange, kind, *options)) return exchange->refuse(*refusal);
    const QString name = exchange->target.name;
    // Only the old form of the path watches one object: behind a name, "watch" is not looked at.
    if (!name.isEmpty() && !exchange->target.watchPath) return Reader(m_core).get(*exchange, kind);
    if (!name.isEmpty()) options->fieldSelector = QStringLiteral("metadata.name=") + name;
    if (options->watch) return m_watches.start(exchange, kind, *options);
    Reader(m_core).list(*exchange, kind, *options);
}

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
    const bool mayCreate = request.subresource.isEmpty() && allowsCreateOnUpdate(kind);
    const auto change = [&object, &request](const Value &live) -> Answer<Value> {
        const QString uid = uidOf(*object);
        if (!live.isNull() && !uid.isEmpty() && uid != uidOf(live))
            return ApiStatus::conflict(
                {request.kind.group, request.kind.plural}, request.name,
                QStringLiteral(
                    "StorageError: invalid object, Code: 4, Key: /registry/%1, ResourceVersion: 0, "
                    "AdditionalErrorMsg: Precondition failed: UID in precondition: %2, UID in object meta: %3")
                    .arg(QString::fromUtf8(Registry::keyOf(request.kind, request.space, request.name)), uid,
                         uidOf(live)));
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
    answerWritten(exchange, m_core, request, Patcher(m_core).patch(exchange, request, *type));
}

void ApiServer::remove(Exchange &exchange, const ApiKind &kind)
{
    auto body = readOptionsBody(exchange.request, kind);
    if (!body) return exchange.refuse(body.status());
    auto options = readDeleteOptions(exchange.query, *body);
    if (!options) return exchange.refuse(options.status());
    warnOfOrphans(exchange, kind, *options);
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
