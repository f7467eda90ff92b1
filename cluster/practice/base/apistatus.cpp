// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/apistatus.h"

#include "cluster/practice/base/fielderrors.h"

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

ApiStatus about(int code, const QString &reason, const GroupName &resource, const QString &name, const QString &message)
{
    return {.code = code,
            .reason = reason,
            .message = message,
            .group = resource.group,
            .kind = resource.name,
            .name = name};
}

ApiStatus plain(int code, const QString &reason, const QString &message)
{
    return {.code = code, .reason = reason, .message = message, .hasDetails = false};
}

void setText(Value &map, const char16_t *key, const QString &text)
{
    if (!text.isEmpty()) map.set(key, text);
}

} // namespace

QString GroupName::toString() const { return group.isEmpty() ? name : name + u'.' + group; }

bool ApiStatus::isNamespaceTerminating() const
{
    return std::ranges::any_of(causes, [](const Cause &cause) { return cause.reason == u"NamespaceTerminating"; });
}

Value ApiStatus::toValue() const
{
    Value out(ValueMap{{QStringLiteral("kind"), u"Status"},
                       {QStringLiteral("apiVersion"), u"v1"},
                       {QStringLiteral("metadata"), ValueMap()},
                       {QStringLiteral("status"), u"Failure"}});
    if (!continueToken.isEmpty()) out.set(u"metadata", ValueMap{{QStringLiteral("continue"), continueToken}});
    setText(out, u"message", message);
    setText(out, u"reason", reason);
    if (hasDetails) {
        Value details{ValueMap()};
        setText(details, u"name", name);
        setText(details, u"group", group);
        setText(details, u"kind", kind);
        setText(details, u"uid", uid);
        ValueList list;
        for (const Cause &cause : causes) {
            Value entry{ValueMap()};
            setText(entry, u"reason", cause.reason);
            setText(entry, u"message", cause.message);
            setText(entry, u"field", cause.field);
            list.push_back(std::move(entry));
        }
        if (!list.empty()) details.set(u"causes", std::move(list));
        if (retryAfterSeconds) details.set(u"retryAfterSeconds", retryAfterSeconds);
        out.set(u"details", std::move(details));
    }
    out.set(u"code", code);
    return out;
}

ApiStatus ApiStatus::notFound(const GroupName &resource, const QString &name)
{
    return about(404, QStringLiteral("NotFound"), resource, name,
                 resource.toString() + u' ' + goQuoted(name) + QStringLiteral(" not found"));
}

ApiStatus ApiStatus::pathNotFound()
{
    ApiStatus status =
        plain(404, QStringLiteral("NotFound"), QStringLiteral("the server could not find the requested resource"));
    status.hasDetails = true;
    return status;
}

ApiStatus ApiStatus::alreadyExists(const GroupName &resource, const QString &name)
{
    return about(409, QStringLiteral("AlreadyExists"), resource, name,
                 resource.toString() + u' ' + goQuoted(name) + QStringLiteral(" already exists"));
}

ApiStatus ApiStatus::conflict(const GroupName &resource, const QString &name, const QString &why)
{
    return about(409, QStringLiteral("Conflict"), resource, name,
                 QStringLiteral("Operation cannot be fulfilled on ") + resource.toString() + u' ' + goQuoted(name) +
                     QStringLiteral(": ") + why);
}

ApiStatus ApiStatus::applyConflict(std::vector<Cause> causes, const QString &message)
{
    ApiStatus status{.code = 409, .reason = QStringLiteral("Conflict"), .message = message};
    status.causes = std::move(causes);
    return status;
}

ApiStatus ApiStatus::forbidden(const GroupName &resource, const QString &name, const QString &why)
{
    QString what = resource.name.isEmpty() ? QString() : resource.toString() + u' ';
    if (!resource.name.isEmpty()) what += (name.isEmpty() ? QString() : goQuoted(name) + u' ') + QStringLiteral("is ");
    return about(403, QStringLiteral("Forbidden"), resource, name, what + QStringLiteral("forbidden: ") + why);
}

ApiStatus ApiStatus::badRequest(const QString &message) { return plain(400, QStringLiteral("BadRequest"), message); }

ApiStatus ApiStatus::unauthorized()
{
    return plain(401, QStringLiteral("Unauthorized"), QStringLiteral("Unauthorized"));
}

ApiStatus ApiStatus::expired(const QString &message) { return plain(410, QStringLiteral("Expired"), message); }

ApiStatus ApiStatus::methodNotSupported(const GroupName &resource, const QString &action)
{
    return about(405, QStringLiteral("MethodNotAllowed"), resource, {},
                 action + QStringLiteral(" is not supported on resources of kind ") + goQuoted(resource.toString()));
}

ApiStatus ApiStatus::methodNotAllowed()
{
    ApiStatus status = plain(405, QStringLiteral("MethodNotAllowed"),
                             QStringLiteral("the server does not allow this method on the requested resource"));
    status.hasDetails = true;
    return status;
}

ApiStatus ApiStatus::tooManyRequests(const QString &message, int retryAfterSeconds)
{
    ApiStatus status{.code = 429, .reason = QStringLiteral("TooManyRequests"), .message = message};
    status.retryAfterSeconds = retryAfterSeconds;
    return status;
}

ApiStatus ApiStatus::timeout(const QString &message, int retryAfterSeconds)
{
    ApiStatus status{
        .code = 504, .reason = QStringLiteral("Timeout"), .message = QStringLiteral("Timeout: ") + message};
    status.retryAfterSeconds = retryAfterSeconds;
    return status;
}

ApiStatus ApiStatus::requestTimeout()
{
    return timeout(QStringLiteral("request did not complete within requested timeout - context deadline exceeded"), 0);
}

ApiStatus ApiStatus::unsupportedMediaType(const QString &message)
{
    return plain(415, QStringLiteral("UnsupportedMediaType"), message);
}

ApiStatus ApiStatus::notAcceptable(const QString &message)
{
    return plain(406, QStringLiteral("NotAcceptable"), message);
}

ApiStatus ApiStatus::entityTooLarge(const QString &message)
{
    return plain(413, QStringLiteral("RequestEntityTooLarge"), message);
}

ApiStatus ApiStatus::internal(const QString &message)
{
    ApiStatus status{.code = 500,
                     .reason = QStringLiteral("InternalError"),
                     .message = QStringLiteral("Internal error occurred: ") + message};
    status.causes = {{.reason = {}, .message = message, .field = {}}};
    return status;
}

} // namespace practice
