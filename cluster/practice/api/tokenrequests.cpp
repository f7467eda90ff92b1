// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/tokenrequests.h"

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/fields/managedfields.h"
#include "cluster/practice/request/bodies.h"
#include "model/schema/schemastore.h"
#include "model/wire/json.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

constexpr qint64 defaultSeconds = 3600;

ApiKind tokenKind()
{
    ApiKind kind{.group = QStringLiteral("authentication.k8s.io"),
                 .version = QStringLiteral("v1"),
                 .kind = QStringLiteral("TokenRequest"),
                 .plural = {},
                 .singular = {}};
    kind.schema = model::SchemaStore::builtin().kind("authentication.k8s.io", "v1", "TokenRequest").node;
    return kind;
}

QByteArray part(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray signedToken(const Value &claims)
{
    static const QByteArray key = [] {
        QByteArray bytes(32, Qt::Uninitialized);
        for (char &byte : bytes) byte = char(QRandomGenerator::system()->bounded(256));
        return bytes;
    }();
    const QByteArray text = part(R"({"alg":"HS256"})") + '.' + part(model::writeJson(claims));
    return text + '.' + part(QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256));
}

// pkg/apis/authentication/validation and token.go.
std::optional<ApiStatus> check(const Exchange &exchange, const ApiKind &kind, const Value &request)
{
    const RequestTarget &target = exchange.target;
    if (const QString space = namespaceOf(request); !space.isEmpty() && space != target.space)
        return ApiStatus::badRequest(
            QStringLiteral("the namespace of the provided object does not match the namespace sent on the request"));
    FieldErrors errors;
    if (const QString name = nameOf(request); !name.isEmpty() && name != target.name) {
        errors.invalidText(Where(u"metadata").child(u"name"), name,
                           QStringLiteral("must match the service account name if specified"));
        return errors.toStatus({kind.group, kind.kind}, target.name);
    }
    constexpr qint64 least = 600;
    constexpr qint64 most = qint64(1) << 32;
    const Value *seconds = at(request, {u"spec", u"expirationSeconds"});
    if (!seconds || !seconds->integer()) return std::nullopt;
    const Where spec(u"spec");
    const Where where = spec.child(u"expirationSeconds");
    if (*seconds->integer() < least)
        errors.invalid(where, QString::number(*seconds->integer()),
                       QStringLiteral("may not specify a duration less than 10 minutes"));
    if (*seconds->integer() > most)
        errors.invalid(where, QString::number(*seconds->integer()),
                       QStringLiteral("may not specify a duration larger than 2^32 seconds"));
    if (errors.isEmpty()) return std::nullopt;
    return errors.toStatus({kind.group, kind.kind}, {});
}

// What the token is bound to, by its name and uid as a claim: a Pod that runs as the ServiceAccount, a Secret or a
// Node.
Answer<Value> boundClaim(const Exchange &exchange, const ApiCore &core, const Value &request)
{
    const Value *reference = at(request, {u"spec", u"boundObjectRef"});
    if (!reference || !reference->isMap()) return Value();
    const QString kindName = textAt(*reference, {u"kind"});
    const QString apiVersion = textAt(*reference, {u"apiVersion"});
    const ServedKind *kind = core.catalogue.byKind({}, u"v1", kindName);
    const bool known = kindName == u"Pod" || kindName == u"Secret" || kindName == u"Node";
    if (!kind || !known || (!apiVersion.isEmpty() && apiVersion != u"v1"))
        return ApiStatus::badRequest(QStringLiteral("cannot bind token to object of type %1, Kind=%2")
                                         .arg(apiVersion.contains(u'/') ? apiVersion : u'/' + apiVersion, kindName));
    const QString name = textAt(*reference, {u"name"});
    const QString space = kind->api.namespaced ? exchange.target.space : QString();
    const RecordPtr record = core.registry.find(kind->api, space, name);
    if (!record) return ApiStatus::notFound({{}, kind->api.plural}, name);
    const Value object = core.registry.objectOf(*record, kind->api);
    if (kindName == u"Pod" && textAt(object, {u"spec", u"serviceAccountName"}) != exchange.target.name)
        return ApiStatus::badRequest(
            QStringLiteral("cannot bind token for serviceaccount %1 to pod running with different serviceaccount name.")
                .arg(goQuoted(exchange.target.name)));
    if (const QString uid = textAt(*reference, {u"uid"}); !uid.isEmpty() && uid != uidOf(object))
        return ApiStatus::conflict(
            {{}, kindName}, name,
            QStringLiteral("the UID in the bound object reference (%1) does not match the UID in "
                           "record. The object might have been deleted and then recreated")
                .arg(uid));
    const Value bound = ValueMap{{QStringLiteral("name"), name}, {QStringLiteral("uid"), uidOf(object)}};
    return Value(ValueMap{{kindName.toLower(), bound}});
}

Value claimsOf(const Exchange &exchange, const ApiCore &core, const Value &request, const Value &account,
               const Value &bound)
{
    const qint64 now = core.clock.wallMs() / 1000;
    Value local = ValueMap{{QStringLiteral("namespace"), exchange.target.space}};
    local.set(u"serviceaccount",
              ValueMap{{QStringLiteral("name"), nameOf(account)}, {QStringLiteral("uid"), uidOf(account)}});
    for (const auto &[key, value] : mapAt(bound, {})) local.set(key, value);
    return ValueMap{{QStringLiteral("aud"), *at(request, {u"spec", u"audiences"})},
                    {QStringLiteral("exp"), now + integerAt(request, {u"spec", u"expirationSeconds"})},
                    {QStringLiteral("iat"), now},
                    {QStringLiteral("iss"), u"https://kubernetes.default.svc"},
                    {QStringLiteral("jti"), core.newUid()},
                    {QStringLiteral("kubernetes.io"), std::move(local)},
                    {QStringLiteral("nbf"), now},
                    {QStringLiteral("sub"),
                     QStringLiteral("system:serviceaccount:%1:%2").arg(exchange.target.space, nameOf(account))}};
}

} // namespace

void answerTokenRequest(Exchange &exchange, const ApiCore &core, const ApiKind &kind)
{
    if (exchange.request.method != "POST") return exchange.refuse(ApiStatus::methodNotAllowed());
    const ApiKind own = tokenKind();
    auto options = readWriteOptions(exchange.query, WriteKind::Create);
    if (!options) return exchange.refuse(options.status());
    auto request = readObject(exchange.request, own, options->validation, exchange.warnings);
    if (!request) return exchange.refuse(request.status());
    Value &spec = mapIn(*request, u"spec");
    if (!spec.find(u"expirationSeconds") || spec.find(u"expirationSeconds")->isNull())
        spec.set(u"expirationSeconds", defaultSeconds);
    if (auto refusal = check(exchange, own, *request)) return exchange.refuse(*refusal);
    const RecordPtr record = core.registry.find(kind, exchange.target.space, exchange.target.name);
    if (!record) return exchange.refuse(ApiStatus::notFound({kind.group, kind.plural}, exchange.target.name));
    auto bound = boundClaim(exchange, core, *request);
    if (!bound) return exchange.refuse(bound.status());
    *request = trackWrite(nullptr, std::move(*request),
                          {.manager = exchange.manager(options->manager),
                           .apiVersion = own.apiVersion(),
                           .subresource = QStringLiteral("token"),
                           .time = core.now(),
                           .schema = own.schema,
                           .resetFields = {}});
    if (listAt(*request, {u"spec", u"audiences"}).empty())
        mapIn(*request, u"spec").set(u"audiences", ValueList{u"https://kubernetes.default.svc"});
    Value &metadata = mapIn(*request, u"metadata");
    metadata.set(u"name", exchange.target.name);
    metadata.set(u"namespace", exchange.target.space);
    metadata.set(u"creationTimestamp", core.now());
    const Value claims = claimsOf(exchange, core, *request, core.registry.objectOf(*record, kind), *bound);
    const qint64 end = core.clock.wallMs() + integerAt(*request, {u"spec", u"expirationSeconds"}) * 1000;
    request->set(u"status", ValueMap{{QStringLiteral("token"), QString::fromLatin1(signedToken(claims))},
                                     {QStringLiteral("expirationTimestamp"), timeText(end)}});
    StrictProblems none;
    auto whole = toNormalForm(std::move(*request), own, none);
    whole ? exchange.answer(201, *whole) : exchange.refuse(whole.status());
}

} // namespace practice
