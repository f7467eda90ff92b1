// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clusteraccess.h"

#include "app/cli/talk.h"
#include "cluster/config/credentials.h"
#include "model/base/say.h"

#include <QTimer>

#include <algorithm>

namespace app {

using model::Error;
using namespace Qt::StringLiterals;

namespace {

constexpr int probeMs = 7000;

// A call that ends after a time, whatever came until then.
class LimitedCall final : public cluster::Call
{
public:
    LimitedCall(std::unique_ptr<cluster::Call> call, int limitMs) : m_call(std::move(call))
    {
        connect(m_call.get(), &Call::headArrived, this, &Call::headArrived);
        connect(m_call.get(), &Call::dataArrived, this, &Call::dataArrived);
        connect(m_call.get(), &Call::finished, this, [this](const std::optional<Error> &error) {
            m_limit.stop();
            Q_EMIT finished(error);
        });
        m_limit.setSingleShot(true);
        m_limit.callOnTimeout(this, [this, limitMs] {
            m_call.reset();
            const QString message = model::say("no whole answer within %1 s (--request-timeout)").arg(limitMs / 1000.0);
            Q_EMIT finished(Error{Error::Code::Timeout, message});
        });
        // Its time in our own queue is not the server's.
        connect(m_call.get(), &Call::sent, this, [this, limitMs] { m_limit.start(limitMs); });
    }

private:
    std::unique_ptr<cluster::Call> m_call;
    QTimer m_limit;
};

class LimitedTransport final : public cluster::Transport
{
public:
    LimitedTransport(std::unique_ptr<Transport> transport, int limitMs)
        : m_transport(std::move(transport)), m_limitMs(limitMs)
    {
    }
    std::unique_ptr<cluster::Call> start(const cluster::Request &request) override
    {
        auto call = m_transport->start(request);
        if (request.stream) return call;
        return std::make_unique<LimitedCall>(std::move(call), m_limitMs);
    }
    int patienceMs() const override { return m_limitMs; }

private:
    std::unique_ptr<Transport> m_transport;
    int m_limitMs;
};

} // namespace

model::Result<ClusterAccess> ClusterAccess::open(const Arguments &arguments)
{
    const auto environment = QProcessEnvironment::systemEnvironment();
    const auto paths = cluster::KubeconfigPaths::choose(arguments.value("kubeconfig"), environment);
    const auto config = cluster::Kubeconfig::load(paths);
    if (!config) return config.error();
    const QString context = arguments.value("context", config->currentContext());
    if (context.isEmpty()) {
        const QString why = config->warnings().isEmpty() ? paths.files.join(u", "_s) : config->warnings().join(u", "_s);
        return Error{Error::Code::NotFound, model::say("no current context; choose one with --context (%1)").arg(why)};
    }
    auto connection = cluster::Connection::open(*config, context, environment);
    if (!connection) return connection.error();
    ClusterAccess access{.connection = *std::move(connection)};
    access.nameSpace = arguments.value("namespace", access.connection.context.nameSpace);
    if (auto problem = cluster::checkNamespace(access.nameSpace)) return *std::move(problem);
    access.requestTimeoutMs = int(std::min<qint64>(arguments.duration("request-timeout").value_or(0), 1 << 30));
    if (const QString user = arguments.value("as"); !user.isEmpty()) {
        if (auto problem = cluster::checkImpersonatedUser(user)) return *std::move(problem);
        auto &headers = access.connection.endpoint.headers;
        headers.removeIf([](const auto &header) { return header.first.startsWith("Impersonate-"); });
        headers.append({"Impersonate-User", user.toUtf8()});
    }
    return access;
}

std::unique_ptr<cluster::Transport> ClusterAccess::makeTransport() const
{
    auto transport = connection.makeTransport();
    if (requestTimeoutMs <= 0) return transport;
    return std::make_unique<LimitedTransport>(std::move(transport), requestTimeoutMs);
}

QString ClusterAccess::describe(bool allNamespaces) const
{
    const QString server = connection.endpoint.server.toString();
    if (allNamespaces) return model::say("context %1, server %2, all namespaces").arg(connection.context.name, server);
    return model::say("context %1, server %2, namespace %3").arg(connection.context.name, server, nameSpace);
}

void tellOfWait(int waitMs)
{
    say(model::say("the server is busy and asks to come again in %1 s").arg(std::max(1, waitMs / 1000)));
}

std::unique_ptr<QObject> probeServer(cluster::Transport &transport,
                                     std::function<void(const std::optional<Error> &)> then)
{
    cluster::Request request;
    request.path = u"/version"_s;
    request.silenceMs = probeMs;
    auto exchange =
        std::make_unique<cluster::Exchange>(transport, request, cluster::ExchangePolicy{.patienceMs = probeMs});
    QObject::connect(exchange.get(), &cluster::Exchange::throttled, exchange.get(), &tellOfWait);
    QObject::connect(
        exchange.get(), &cluster::Exchange::finished, exchange.get(),
        [then = std::move(then)](const cluster::Reply &reply) {
            // Whoever may not ask for the version may still be allowed the rest.
            const bool answers = reply.ok() || reply.failure->error.code == Error::Code::Forbidden;
            if (!answers) return then(reply.failure->error);
            const bool kubernetes = !reply.ok() || reply.object.contains(u"gitVersion"_s);
            if (kubernetes) return then(std::nullopt);
            then(Error{Error::Code::Protocol, model::say("the server does not answer as a Kubernetes API does")});
        });
    return exchange;
}

} // namespace app
