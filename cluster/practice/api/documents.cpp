// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/documents.h"

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/discovery/discovery.h"
#include "cluster/practice/discovery/openapi.h"
#include "cluster/practice/request/bodies.h"
#include "model/wire/json.h"

namespace practice {

using model::Value;

namespace {

// The names of the checks that "?verbose" lists: what this server consists of.
constexpr const char *checks[] = {"ping", "log", "etcd"};

bool answerHealth(const Exchange &exchange)
{
    const QString &path = exchange.target.path;
    static const QStringList roots{QStringLiteral("/healthz"), QStringLiteral("/livez"), QStringLiteral("/readyz")};
    const QString root = u'/' + path.section(u'/', 1, 1);
    if (!roots.contains(root)) return false;
    const QByteArray check = path.section(u'/', 2).toLatin1();
    const bool known =
        check.isEmpty() || std::find_if(std::begin(checks), std::end(checks),
                                        [&check](const char *name) { return check == name; }) != std::end(checks);
    if (!known) return false;
    QByteArray body = "ok";
    if (exchange.query.has(QStringLiteral("verbose")) && check.isEmpty()) {
        body.clear();
        for (const char *name : checks) body += QByteArray("[+]") + name + " ok\n";
        body += root.mid(1).toLatin1() + " check passed\n";
    }
    exchange.answerBytes(200, "text/plain; charset=utf-8", body, {{"X-Content-Type-Options", "nosniff"}});
    return true;
}

// A body with a tag, so that a client asks for it once.
void answerTagged(const Exchange &exchange, const QByteArray &contentType, const QByteArray &body,
                  const QByteArray &tag)
{
    HttpHeaders headers{{"ETag", tag}, {"Vary", "Accept"}};
    if (exchange.request.header("if-none-match") == tag)
        return exchange.answerBytes(304, contentType, {}, std::move(headers));
    exchange.answerBytes(200, contentType, body, std::move(headers));
}

void answerAggregated(const Exchange &exchange, const Value &body)
{
    const QByteArray bytes = writeBody(body, exchange.format);
    answerTagged(exchange, exchange.format.contentType(), bytes, discoveryTag(bytes));
}

// What an apiserver's router has by methods; the rest it answers whatever the method is.
bool takesGetAlone(const RequestTarget &target, const Catalogue &catalogue)
{
    if (target.path == u"/version" || target.path == u"/api") return true;
    const auto kinds = catalogue.kinds(target.group, target.version);
    return target.kind == RequestTarget::Kind::Group && !target.version.isEmpty() && !kinds.empty() &&
           !kinds.front()->api.isCustom;
}

bool answerDiscovery(Exchange &exchange, const ApiCore &core)
{
    const RequestTarget &target = exchange.target;
    if (target.kind != RequestTarget::Kind::Group) return false;
    const bool isCore = target.path == u"/api" || target.path.startsWith(u"/api/");
    const Endpoint endpoint = !target.version.isEmpty() ? Endpoint::Resources
                              : isCore                  ? Endpoint::CoreVersions
                              : target.group.isEmpty()  ? Endpoint::Groups
                                                        : Endpoint::Versions;
    std::optional<Value> body;
    if (endpoint == Endpoint::Resources)
        body = apiResourceList(core.catalogue, target.group, target.version);
    else if (endpoint == Endpoint::Versions)
        body = apiGroup(core.catalogue, target.group);
    else
        body =
            isCore ? apiVersions(QString::fromLatin1(exchange.request.header("host"))) : apiGroupList(core.catalogue);
    if (!body) return false;
    const auto format = negotiateOutput(exchange.request, endpoint);
    if (!format) {
        exchange.refuse(format.status());
        return true;
    }
    exchange.format = *format;
    if (format->transform == Transform::AggregatedDiscovery)
        answerAggregated(exchange, isCore ? aggregatedCore(core.catalogue) : aggregatedGroups(core.catalogue));
    else
        exchange.answer(200, *body);
    return true;
}

// kube-openapi pkg/handler and pkg/handler3: no Status says that there is no such form.
bool answerOpenApi(const Exchange &exchange, const ApiCore &core)
{
    const QString &path = exchange.target.path;
    if (!path.startsWith(u"/openapi/")) return false;
    static const QByteArrayList json{"application/json"};
    static const QByteArrayList both{"application/json", "application/com.github.proto-openapi.spec.v2.v1.0+protobuf",
                                     "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"};
    const bool isV2 = path == u"/openapi/v2";
    const bool isIndex = path == u"/openapi/v3";
    const qsizetype chosen = isIndex ? 0 : chooseType(exchange.request, isV2 ? both : json);
    const OpenApi::Document document = isIndex      ? core.openApi.index()
                                       : !isV2      ? core.openApi.v3(path.mid(12))
                                       : chosen > 0 ? core.openApi.v2Protobuf()
                                                    : core.openApi.v2();
    if (document.body.isEmpty()) return false;
    if (chosen < 0) {
        exchange.reply->send(406, {{"Vary", "Accept"}, {"Cache-Control", "no-cache, private"}}, {});
        return true;
    }
    // kube-openapi pkg/handler3: an address of before leads to the one of now.
    const QByteArray hash = exchange.query.value(QStringLiteral("hash")).toUtf8();
    const bool hasHash = !hash.isEmpty() && path.startsWith(u"/openapi/v3/");
    const QByteArray now = document.tag.mid(1).chopped(1);
    if (hasHash && hash != now) {
        exchange.answerBytes(
            301, "application/json", {},
            {{"ETag", document.tag}, {"Location", path.toUtf8() + "?hash=" + now}, {"Vary", "Accept"}});
        return true;
    }
    answerTagged(exchange, chosen > 0 ? both[1] : json[0], document.body, document.tag);
    return true;
}

} // namespace

void refuseUnfinished(const Exchange &exchange)
{
    QByteArray address = exchange.request.path;
    if (!exchange.request.query.isEmpty()) address += '?' + exchange.request.query;
    const QString shown = QString::fromUtf8(address);
    QString text =
        QStringLiteral("Internal Server Error: %1: failed to create RequestInfo: unable to determine kind and "
                       "namespace from url, %2\n")
            .arg(goQuoted(shown), shown);
    text.replace(u'&', QStringLiteral("&amp;"))
        .replace(u'<', QStringLiteral("&lt;"))
        .replace(u'>', QStringLiteral("&gt;"));
    exchange.answerBytes(500, "text/plain; charset=utf-8", text.toUtf8(), {{"X-Content-Type-Options", "nosniff"}});
}

bool answerDocument(Exchange &exchange, const ApiCore &core)
{
    if (answerHealth(exchange)) return true;
    exchange.format = errorFormat(exchange.request);
    if (exchange.request.method != "GET" && takesGetAlone(exchange.target, core.catalogue)) {
        exchange.refuse(ApiStatus::methodNotAllowed());
        return true;
    }
    const QString &path = exchange.target.path;
    if (path == u"/version") {
        if (const auto format = negotiateOutput(exchange.request, Endpoint::Version); !format) {
            exchange.refuse(format.status());
            return true;
        }
        exchange.format.type = MediaType::Json;
        exchange.format.pretty = true;
        exchange.answer(200, serverVersion());
        return true;
    }
    if (path.isEmpty() || path == u"/") {
        exchange.format.type = MediaType::Json;
        exchange.format.pretty = true;
        exchange.answer(200, rootPaths(core.catalogue));
        return true;
    }
    return answerDiscovery(exchange, core) || answerOpenApi(exchange, core);
}

} // namespace practice
