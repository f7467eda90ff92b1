// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/status.h"

#include "model/base/limits.h"
#include "model/base/say.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cluster {

using model::Error;
using namespace Qt::StringLiterals;

namespace {

using model::say;

Error::Code codeOf(int status, const QString &reason)
{
    if (reason == "Expired"_L1 || status == 410) return Error::Code::Gone;
    if (reason == "Timeout"_L1) return Error::Code::Timeout;
    switch (status) {
    case 400:
    case 422: return Error::Code::Invalid;
    case 401: return Error::Code::Unauthorized;
    case 403: return Error::Code::Forbidden;
    case 404: return Error::Code::NotFound;
    case 405:
    case 406:
    case 415: return Error::Code::Unsupported;
    case 409: return Error::Code::Conflict;
    case 413: return Error::Code::TooLarge;
    case 429: return Error::Code::Throttled;
    default: return status >= 500 ? Error::Code::Server : Error::Code::Protocol;
    }
}

QString plainText(int status)
{
    switch (status) {
    case 401: return say("the server does not accept these credentials (401)");
    case 403: return say("the server forbids this (403)");
    case 404: return say("the server has nothing there (404)");
    case 429: return say("the server is too busy (429)");
    default: return say("the server answered %1, and not as a Kubernetes API does").arg(status);
    }
}

} // namespace

QString inertText(const QString &text, qsizetype limit)
{
    QString inert = text.left(limit);
    for (QChar &c : inert)
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format ||
            c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph)
            c = u' ';
    return text.size() > limit ? inert + u'…' : inert;
}

ApiFailure readStatus(const QJsonObject &status, int code)
{
    ApiFailure failure;
    failure.status = status["code"_L1].toInt(code);
    failure.reason = inertText(status["reason"_L1].toString(), 100);
    const QJsonObject details = status["details"_L1].toObject();
    failure.detailsKind = inertText(details["kind"_L1].toString(), 300);
    failure.detailsName = inertText(details["name"_L1].toString(), 300);
    for (const QJsonValue &value : details["causes"_L1].toArray()) {
        if (failure.causes.size() == ApiFailure::maxCauses) break;
        const QJsonObject cause = value.toObject();
        failure.causes.append({inertText(cause["reason"_L1].toString(), 100), inertText(cause["field"_L1].toString()),
                               inertText(cause["message"_L1].toString())});
    }
    const QString message = inertText(status["message"_L1].toString());
    failure.error = {codeOf(failure.status, failure.reason), message.isEmpty() ? plainText(failure.status) : message};
    return failure;
}

ApiFailure readFailure(const ResponseHead &head, const QByteArray &body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    if (object["kind"_L1].toString() == "Status"_L1) {
        ApiFailure failure = readStatus(object, head.status);
        // Which flow schema throttled us is what an administrator will ask first.
        if (failure.status == 429) failure.error.detail = head.header("x-kubernetes-pf-flowschema-uid").left(100);
        return failure;
    }
    ApiFailure failure;
    failure.status = head.status;
    const QByteArray excerpt = body.left(model::limits::maxHttpBodyExcerpt);
    failure.error = {codeOf(head.status, {}), plainText(head.status), std::nullopt,
                     inertText(QString::fromUtf8(excerpt), model::limits::maxHttpBodyExcerpt).toUtf8()};
    return failure;
}

ApiFailure apiFailureOf(const model::Error &error) { return {.error = error}; }

} // namespace cluster
