// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/failure.h"

#include "model/base/limits.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace cluster {

using namespace Qt::StringLiterals;
using Code = model::Error::Code;

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Watch", text); }

Code codeOf(int status)
{
    switch (status) {
    case 401: return Code::Unauthorized;
    case 403: return Code::Forbidden;
    case 404: return Code::NotFound;
    case 409: return Code::Conflict;
    case 410: return Code::Gone;
    case 429: return Code::Throttled;
    case 504: return Code::Timeout;
    default: return status >= 500 ? Code::Server : status >= 400 ? Code::Invalid : Code::Protocol;
    }
}

// Whole seconds as the API uses it; anything else (a date, a negative or huge number) asks for nothing or for the most.
std::optional<qint64> retryAfter(const QByteArray &text)
{
    bool isNumber = false;
    const qint64 seconds = text.trimmed().toLongLong(&isNumber);
    if (!isNumber || seconds < 0) return std::nullopt;
    return std::min<qint64>(seconds, 86400) * 1000;
}

bool isTooLarge(const QJsonObject &status)
{
    for (const QJsonValue &cause : status["details"_L1]["causes"_L1].toArray())
        if (cause["reason"_L1].toString() == "ResourceVersionTooLarge"_L1) return true;
    return status["message"_L1].toString().contains("Too large resource version"_L1); // older servers give no cause
}

QByteArray excerptOf(const QByteArray &body)
{
    QByteArray excerpt = body.left(model::limits::maxHttpBodyExcerpt);
    for (char &c : excerpt)
        if ((quint8(c) < 0x20 && c != '\n') || c == 0x7f) c = ' ';
    return excerpt;
}

std::optional<Failure> statusFailure(const QJsonObject &object)
{
    if (object["kind"_L1].toString() != "Status"_L1) return std::nullopt;
    const int code = object["code"_L1].toInt();
    const QString reason = object["reason"_L1].toString();
    Failure failure;
    failure.answered = true;
    failure.error.code = code ? codeOf(code) : Code::Server;
    if (reason == "Expired"_L1 || reason == "Gone"_L1) failure.error.code = Code::Gone;
    if (reason == "TooManyRequests"_L1) failure.error.code = Code::Throttled;
    failure.error.message = object["message"_L1].toString().left(1024).simplified();
    if (failure.error.message.isEmpty()) failure.error.message = tr("the server says %1 %2").arg(code).arg(reason);
    failure.versionTooLarge = isTooLarge(object);
    const QJsonValue seconds = object["details"_L1]["retryAfterSeconds"_L1];
    if (seconds.isDouble() && seconds.toDouble() >= 0)
        failure.retryAfterMs = qint64(std::min(seconds.toDouble(), 86400.0) * 1000);
    return failure;
}

} // namespace

Failure failureOf(const model::Error &error) { return {.error = error}; }

Failure failureOf(const ResponseHead &head, const QByteArray &body)
{
    Failure failure;
    if (auto status = statusFailure(QJsonDocument::fromJson(body).object())) {
        failure = std::move(*status);
    } else {
        failure.error.message = tr("the server answers with HTTP status %1").arg(head.status);
        failure.error.detail = excerptOf(body);
    }
    // What a proxy on the way says by the HTTP status counts more than the Status that it passes on.
    failure.error.code = failure.expired() ? Code::Gone : codeOf(head.status);
    failure.answered = true;
    if (const auto asked = retryAfter(head.header("retry-after"))) failure.retryAfterMs = asked;
    return failure;
}

Failure failureOfStatus(const QByteArray &json)
{
    const QJsonObject whole = QJsonDocument::fromJson(json).object();
    const QJsonObject object = whole.contains("object"_L1) ? whole["object"_L1].toObject() : whole;
    if (auto failure = statusFailure(object)) return *failure;
    Failure failure;
    failure.answered = true;
    failure.error = {Code::Protocol, tr("the server ended the watch without saying why")};
    return failure;
}

Failure notAnApi(const ResponseHead &head, const QByteArray &body)
{
    Failure failure;
    failure.answered = true;
    failure.error.code = Code::Protocol;
    failure.error.message = tr("this is not a Kubernetes API: the answer is %1")
                                .arg(QString::fromUtf8(head.header("content-type").left(80)));
    failure.error.detail = excerptOf(body);
    return failure;
}

} // namespace cluster
