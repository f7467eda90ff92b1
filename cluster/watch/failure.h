// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/http/transport.h"
#include "model/base/result.h"

#include <optional>

namespace cluster {

// Why a list or a watch came to nothing, with what the rules of recovery need to know.
struct Failure
{
    model::Error error = {};
    bool answered = false;        // an HTTP answer came at all
    bool versionTooLarge = false; // the server has not come to that resourceVersion yet, or never will after a restore
    std::optional<qint64> retryAfterMs = {};

    bool expired() const { return error.code == model::Error::Code::Gone; }
};

// The largest part of a failed answer that is worth reading.
constexpr qsizetype maxStatusBytes = 65536;

// A transport's own error, before any answer.
Failure failureOf(const model::Error &error);

// An answer with a status other than 200. body: as much of it as came; a Status object is understood, anything else is
// told by the HTTP code with a bounded excerpt.
Failure failureOf(const ResponseHead &head, const QByteArray &body);

// A Status object as it is, or inside the ERROR frame of a watch.
Failure failureOfStatus(const QByteArray &json);

// 200, but not from a Kubernetes API: the page of a proxy that wants a login, for example.
Failure notAnApi(const ResponseHead &head, const QByteArray &body);

} // namespace cluster
