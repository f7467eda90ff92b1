// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/watch/builders.h"
#include "tests/support/faketransport.h"

// What a scripted apiserver says to a reflector of pods.
namespace script {

inline const QList<std::pair<QByteArray, QByteArray>> json = {{"content-type", "application/json"}};

inline support::Answer ok(const QByteArray &body) { return support::Answer::json(200, body); }
inline support::Answer open(const QByteArray &data = {}) { return support::Answer().head(200, json).data(data); }
inline support::Answer closed(const QByteArray &data = {}) { return open(data).finish(); }
inline support::Answer lost(const QByteArray &data = {})
{
    return open(data).fail(model::Error::Code::Unreachable, QStringLiteral("connection reset"));
}
inline support::Answer error(int code, const QByteArray &reason)
{
    return support::Answer::json(code, build::status(code, reason, reason.toLower()));
}
inline QByteArray errorEvent(int code, const QByteArray &reason)
{
    return build::event("ERROR", build::status(code, reason, reason.toLower()));
}

inline void listed(support::FakeTransport &server)
{
    server.next("GET /api/v1/pods?limit=500&resourceVersion=0", ok(build::list(5, {build::item("a", 1)})));
}
inline void watchGets(support::FakeTransport &server, support::Answer answer)
{
    server.next("GET /api/v1/pods?watch", std::move(answer));
}
inline void listGets(support::FakeTransport &server, support::Answer answer)
{
    server.next("GET /api/v1/pods", std::move(answer));
}

} // namespace script
