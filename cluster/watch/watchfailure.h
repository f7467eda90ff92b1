// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/http/transport.h"

#include <optional>

namespace cluster {

// Why a list or a watch came to nothing, with what the rules of recovery need to know beside the error.
struct WatchFailure
{
    model::Error error = {};
    bool answered = false;        // an HTTP answer came at all
    bool versionTooLarge = false; // the server has not come to that resourceVersion yet, or never will after a restore
    std::optional<qint64> retryAfterMs = {};

    bool expired() const { return error.code == model::Error::Code::Gone; }

    // A transport's own error, before or instead of an answer.
    static WatchFailure unanswered(const model::Error &error) { return {.error = error}; }
    // An answer that is not what the API promises.
    static WatchFailure protocol(const QString &message);
    // An answer with a status other than 200. body: as much of it as came.
    static WatchFailure answer(const ResponseHead &head, const QByteArray &body);
    // An ERROR frame of a watch, whole. Its object should be a Status.
    static WatchFailure frame(const QByteArray &json);
    // 200, but not from a Kubernetes API: the page of a proxy that wants a login, for example.
    static WatchFailure notAnApi(const ResponseHead &head, const QByteArray &body);
};

// The largest part of a failed answer that is worth reading.
constexpr qsizetype maxStatusBytes = 65536;

} // namespace cluster
