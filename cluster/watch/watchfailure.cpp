// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/watchfailure.h"

#include "cluster/api/status.h"
#include "model/base/limits.h"
#include "model/base/say.h"

#include <QJsonDocument>

#include <algorithm>

namespace cluster {

using namespace Qt::StringLiterals;

namespace {

using model::say;

constexpr qint64 maxRetryAfterS = 86400; // so that no arithmetic overflows; the backoff has its own limit

// Whole seconds, as the API uses it; a date, a fraction and a negative number ask for nothing.
std::optional<qint64> retryAfter(const QByteArray &header)
{
    bool isNumber = false;
    const qint64 seconds = header.trimmed().toLongLong(&isNumber);
    if (!isNumber || seconds < 0) return std::nullopt;
    return std::min(seconds, maxRetryAfterS) * 1000;
}

WatchFailure fromStatus(const ApiFailure &failure)
{
    WatchFailure result{.error = failure.error, .answered = true};
    result.versionTooLarge = std::ranges::any_of(
        failure.causes, [](const StatusCause &cause) { return cause.reason == "ResourceVersionTooLarge"_L1; });
    // Older servers give no cause.
    if (failure.error.message.contains("Too large resource version"_L1)) result.versionTooLarge = true;
    return result;
}

} // namespace

WatchFailure WatchFailure::protocol(const QString &message)
{
    return {.error = {model::Error::Code::Protocol, message}, .answered = true};
}

WatchFailure WatchFailure::answer(const ResponseHead &head, const QByteArray &body)
{
    WatchFailure result = fromStatus(readFailure(head, body));
    result.retryAfterMs = retryAfter(head.header("retry-after"));
    return result;
}

WatchFailure WatchFailure::frame(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object()["object"_L1].toObject();
    if (object["kind"_L1].toString() != "Status"_L1)
        return protocol(say("the server ended the watch without saying why"));
    WatchFailure result = fromStatus(readStatus(object, 500));
    const double seconds = object["details"_L1]["retryAfterSeconds"_L1].toDouble(-1);
    if (seconds >= 0) result.retryAfterMs = qint64(std::min(seconds, double(maxRetryAfterS)) * 1000);
    return result;
}

WatchFailure WatchFailure::notAnApi(const ResponseHead &head, const QByteArray &body)
{
    const QString type = inertText(QString::fromUtf8(head.header("content-type")), 80);
    WatchFailure result = protocol(say("this is not a Kubernetes API: the answer is %1").arg(type));
    const QString excerpt = QString::fromUtf8(body.left(model::limits::maxHttpBodyExcerpt));
    result.error.detail = inertText(excerpt, model::limits::maxHttpBodyExcerpt).toUtf8();
    return result;
}

} // namespace cluster
