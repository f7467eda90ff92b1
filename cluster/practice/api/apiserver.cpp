// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/apiserver.h"

#include "cluster/practice/api/customkinds.h"
#include "cluster/practice/api/documents.h"
#include "cluster/practice/api/policies.h"
#include "cluster/practice/api/reader.h"
#include "cluster/practice/api/rendering.h"
#include "cluster/practice/api/reviews.h"
#include "cluster/practice/api/subresources.h"
#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "model/wire/json.h"

namespace practice {

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

// A custom kind is not known at the paths of the other scope; lists and watches may be of all namespaces
// (apiextensions pkg/apiserver/customresource_handler.go).
bool isElsewhere(const Exchange &exchange, const ApiKind &kind)
{
    const RequestTarget &target = exchange.target;
    if (kind.namespaced != target.space.isEmpty()) return false;
    const bool reads = exchange.request.method == "GET" && (target.name.isEmpty() || target.watchPath);
    return !kind.namespaced || !reads;
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
    // net/http answers this by itself.
    if (request.method == "OPTIONS" && request.path == "*") return reply->send(200, {}, {});
    auto exchange = std::make_shared<Exchange>(std::move(request), std::move(reply));
    if (exchange->target.isUnfinished) return refuseUnfinished(*exchange);
    const bool anonymous = exchange->request.header("authorization").isEmpty();
    if (!isAllowed(*exchange) && !(anonymous && isPublic(exchange->target.path))) {
        if (!anonymous) return exchange->refuse(ApiStatus::unauthorized());
        const QString verb = QString::fromLatin1(exchange->request.method.toLower());
        ApiStatus status = ApiStatus::forbidden(
            {}, {},
            QStringLiteral("User \"system:anonymous\" cannot %1 path %2").arg(verb, goQuoted(exchange->target.path)));
        return exchange->refuse(status);
    }
    if (m_options.other && m_options.other(exchange)) return;
    if (const auto refusal = m_options.fault ? m_options.fault(exchange->request) : std::nullopt) {
        exchange->format = errorFormat(exchange->request);
        return exchange->refuse(*refusal);
    }
    route(exchange);
}

void ApiServer::route(Shared exchange)
{
    const RequestTarget &target = exchange->target;
    if (const auto refusal = exchange->isLongRunning() ? std::nullopt : checkTimeout(exchange->query)) {
        exchange->format = errorFormat(exchange->request);
        return exchange->refuse(*refusal);
    }
    if (target.kind != RequestTarget::Kind::Resource) return routeOther(*exchange);
    const ServedKind *served = m_core.catalogue.byPlural(target.group, target.version, target.resource);
    const ApiKind *kind = served ? &served->api : nullptr;
    if (!kind && !isBuiltinGroup(m_core.catalogue, target.group)) return refuseUnknown(*exchange);
    if (exchange->request.method == "HEAD") return exchange->refuse(ApiStatus::methodNotAllowed());
    if (kind && kind->isCustom && isElsewhere(*exchange, *kind)) return refuseUnknown(*exchange);
    const bool misplaced = kind && !target.name.isEmpty() && kind->namespaced == target.space.isEmpty();
    if (!kind || misplaced || (!kind->namespaced && !target.space.isEmpty()))
        return exchange->refuse(ApiStatus::pathNotFound());
    if (const QString deprecation =
            kind->isCustom ? m_core.customKinds.entryOf(*kind).deprecation : deprecationOf(*kind);
        !deprecation.isEmpty())
        exchange->warnings.append(deprecation);
    auto format = negotiateOutput(exchange->request, exchange->endpoint(*kind));
    if (!format) {
        exchange->format = errorFormat(exchange->request);
        return exchange->refuse(format.status());
    }
    exchange->format = *format;
    if (const QByteArray &why = exchange->request.bodyError; !why.isEmpty() && exchange->request.method != "GET")
        return exchange->refuse({.code = 500, .reason = {}, .message = QString::fromUtf8(why), .hasDetails = false});
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
    if (!exchange->target.rest.isEmpty() && !kind.isCustom && name != u"proxy")
        return exchange->refuse(ApiStatus::pathNotFound());
    if (method == "GET")
        if (auto refusal = checkPathName(exchange->target.name)) return exchange->refuse(*refusal);
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
    const QString name = exchange->target.name;
    // Only the old form of the path watches one object: behind a name, a list's options are not looked at.
    const bool isGet = !name.isEmpty() && !exchange->target.watchPath;
    auto options = isGet ? ListOptions() : readListOptions(exchange->query, exchange->target.watchPath);
    if (!options) return exchange->refuse(options.status());
    if (auto refusal = checkTransform(*exchange, kind, *options)) return exchange->refuse(*refusal);
    if (auto refusal = isGet ? checkPathName(name) : std::nullopt) return exchange->refuse(*refusal);
    if (isGet) return Reader(m_core).get(*exchange, kind);
    if (!name.isEmpty()) options->fieldSelector = QStringLiteral("metadata.name=") + name;
    if (options->watch) return m_watches.start(exchange, kind, *options);
    Reader(m_core).list(*exchange, kind, *options);
}

} // namespace practice
