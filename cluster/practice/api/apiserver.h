// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/api/exchange.h"
#include "cluster/practice/api/logsource.h"
#include "cluster/practice/api/remover.h"
#include "cluster/practice/api/watches.h"
#include "cluster/practice/api/writer.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <optional>

namespace practice {

// Answers the Kubernetes API. One thread; what it is asked for comes through handle() and nothing else.
class ApiServer
{
public:
    struct Options
    {
        QByteArray token; // whoever brings it is cluster admin; empty refuses everybody
        const LogSource *logs = nullptr;
        // Asked before anything else is done with a request that is allowed: what to refuse it with, and paths beside
        // those of Kubernetes, which it answers itself.
        std::function<std::optional<ApiStatus>(const HttpRequest &)> fault = {};
        std::function<bool(const std::shared_ptr<Exchange> &)> other = {};
    };
    ApiServer(ApiCore &core, Options options);
    ~ApiServer();

    void handle(HttpRequest request, std::shared_ptr<HttpReply> reply);
    Watches &watches() { return m_watches; }

    // The body of an answer that is given before there is a request.
    static QByteArray errorBody(int status, const QByteArray &message);

private:
    using Shared = const std::shared_ptr<Exchange> &;
    bool isAllowed(const Exchange &exchange) const;
    void route(Shared exchange);
    void routeOther(Exchange &exchange);
    void refuseUnknown(Exchange &exchange);
    void routeCollection(Shared exchange, const ApiKind &kind);
    void routeObject(Shared exchange, const ApiKind &kind);
    void routeSubresource(Shared exchange, const ApiKind &kind);

    void read(Shared exchange, const ApiKind &kind);
    void create(Exchange &exchange, const ApiKind &kind);
    void update(Exchange &exchange, const ApiKind &kind);
    void patch(Exchange &exchange, const ApiKind &kind);
    void remove(Exchange &exchange, const ApiKind &kind);
    void removeCollection(Exchange &exchange, const ApiKind &kind);

    ApiCore &m_core;
    Options m_options;
    Watches m_watches;
};

// Sends what a write left.
void answerWritten(Exchange &exchange, const ApiCore &core, WriteRequest &request, const Answer<Written> &written);

} // namespace practice
