// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/reviews.h"

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/fields/managedfields.h"
#include "cluster/practice/request/bodies.h"

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

constexpr QStringView userName = u"kubernetes-admin";

Value texts(std::initializer_list<const char16_t *> list)
{
    ValueList values;
    for (const char16_t *text : list) values.emplace_back(text);
    return values;
}

Value rule(const char16_t *where, std::initializer_list<const char16_t *> places)
{
    Value value(ValueMap{{QStringLiteral("verbs"), texts({u"*"})}});
    if (QStringView(where) == u"resources") value.set(u"apiGroups", texts({u"*"}));
    value.set(where, texts(places));
    return value;
}

Value userInfo(const QString &user)
{
    if (user.isEmpty() || user == userName)
        return ValueMap{{QStringLiteral("username"), userName.toString()},
                        {QStringLiteral("groups"), texts({u"system:masters", u"system:authenticated"})}};
    return ValueMap{{QStringLiteral("username"), user}, {QStringLiteral("groups"), texts({u"system:authenticated"})}};
}

// The one user of the practice cluster may do everything; nobody else exists, so nobody else may do anything.
Value statusOf(const ApiKind &kind, const Value &object, const QString &asUser)
{
    const bool isAdmin = asUser.isEmpty() || asUser == userName;
    if (kind.kind == u"SelfSubjectReview") return ValueMap{{QStringLiteral("userInfo"), userInfo(asUser)}};
    if (kind.kind == u"SelfSubjectRulesReview")
        return ValueMap{
            {QStringLiteral("resourceRules"), isAdmin ? ValueList{rule(u"resources", {u"*"})} : ValueList()},
            {QStringLiteral("nonResourceRules"), isAdmin ? ValueList{rule(u"nonResourceURLs", {u"*"})} : ValueList()},
            {QStringLiteral("incomplete"), false}};
    if (kind.kind == u"TokenReview")
        return ValueMap{{QStringLiteral("user"), ValueMap()}, {QStringLiteral("error"), u"invalid bearer token"}};
    if (kind.kind == u"SelfSubjectAccessReview") return ValueMap{{QStringLiteral("allowed"), isAdmin}};
    bool masters = textAt(object, {u"spec", u"user"}) == userName;
    for (const Value &group : listAt(object, {u"spec", u"groups"}))
        masters = masters || (group.string() && *group.string() == u"system:masters");
    return ValueMap{{QStringLiteral("allowed"), masters}};
}

std::optional<ApiStatus> checkReview(const ApiKind &kind, const Value &object)
{
    if (kind.kind == u"SelfSubjectRulesReview" && textAt(object, {u"spec", u"namespace"}).isEmpty())
        return ApiStatus::badRequest(QStringLiteral("no namespace on request"));
    if (!kind.kind.endsWith(u"AccessReview")) return std::nullopt;
    const bool resource = at(object, {u"spec", u"resourceAttributes"});
    if (resource != bool(at(object, {u"spec", u"nonResourceAttributes"}))) return std::nullopt;
    FieldErrors errors; // pkg/apis/authorization/validation
    if (resource)
        errors.invalid(Where(u"spec").child(u"nonResourceAttributes"), QStringLiteral("null"),
                       QStringLiteral("cannot be specified in combination with resourceAttributes"));
    else
        errors.invalidText(
            Where(u"spec").child(u"resourceAttributes"), QStringLiteral("null"),
            QStringLiteral("exactly one of nonResourceAttributes or resourceAttributes must be specified"));
    return errors.toStatus({kind.group, {}}, {}); // without its kind, there as here
}

} // namespace

bool isReview(const ApiKind &kind)
{
    return kind.group == u"authorization.k8s.io" || kind.group == u"authentication.k8s.io";
}

void answerReview(Exchange &exchange, const ApiCore &core, const ApiKind &kind)
{
    if (exchange.request.method != "POST" || !exchange.target.name.isEmpty())
        return exchange.refuse(ApiStatus::methodNotAllowed());
    auto options = readWriteOptions(exchange.query, WriteKind::Create);
    if (!options) return exchange.refuse(options.status());
    auto object = readObject(exchange.request, kind, options->validation, exchange.warnings);
    if (!object) return exchange.refuse(object.status());
    if (auto refusal = checkReview(kind, *object)) return exchange.refuse(*refusal);
    *object = trackWrite(nullptr, std::move(*object),
                         {.manager = exchange.manager(options->manager),
                          .apiVersion = kind.apiVersion(),
                          .subresource = {},
                          .time = core.now(),
                          .schema = kind.schema,
                          .resetFields = {QStringLiteral("status")}});
    const QString asUser = QString::fromUtf8(exchange.request.header("impersonate-user"));
    if (kind.kind == u"SelfSubjectReview") mapIn(*object, u"metadata").set(u"creationTimestamp", core.now());
    object->set(u"status", statusOf(kind, *object, asUser));
    exchange.answer(201, *object);
}

} // namespace practice
