// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/clusterlink.h"

#include "cluster/api/exchange.h"

#include <QDateTime>

#include <algorithm>

namespace app {

namespace {

constexpr int tickMs = 1000;

look::State stateOf(cluster::Freshness freshness)
{
    switch (freshness) {
    case cluster::Freshness::Live: return look::State::Ok;
    case cluster::Freshness::Loading:
    case cluster::Freshness::Refreshing:
    case cluster::Freshness::Polling: return look::State::Pending;
    case cluster::Freshness::Reconnecting: return look::State::Warn;
    case cluster::Freshness::Stale:
    case cluster::Freshness::Forbidden:
    case cluster::Freshness::Unauthorized:
    case cluster::Freshness::Failed: return look::State::Bad;
    case cluster::Freshness::Stopped: break;
    }
    return look::State::None;
}

QString age(qint64 ms)
{
    if (ms < 10000) return ClusterLink::tr("%1 s").arg(double(ms) / 1000, 0, 'f', 1);
    if (ms < 120000) return ClusterLink::tr("%1 s").arg(ms / 1000);
    return ClusterLink::tr("%1 min").arg(ms / 60000);
}

// oldMs: how old the picture is; below zero: there is none yet.
QString words(cluster::Freshness freshness, qint64 oldMs)
{
    if (oldMs < 0 && freshness == cluster::Freshness::Reconnecting)
        return ClusterLink::tr("no answer yet, trying again");
    if (oldMs < 0 && freshness == cluster::Freshness::Stale) return ClusterLink::tr("no answer yet");
    if (oldMs < 0 && freshness == cluster::Freshness::Polling) return ClusterLink::tr("polling, nothing read yet");
    switch (freshness) {
    case cluster::Freshness::Loading: return ClusterLink::tr("listing");
    case cluster::Freshness::Live: return ClusterLink::tr("live");
    case cluster::Freshness::Refreshing: return ClusterLink::tr("refreshing");
    case cluster::Freshness::Reconnecting: return ClusterLink::tr("reconnecting, as of %1 ago").arg(age(oldMs));
    case cluster::Freshness::Stale: return ClusterLink::tr("stale: silent for %1").arg(age(oldMs));
    case cluster::Freshness::Polling: return ClusterLink::tr("polling, as of %1 ago").arg(age(oldMs));
    case cluster::Freshness::Forbidden: return ClusterLink::tr("not allowed");
    case cluster::Freshness::Unauthorized: return ClusterLink::tr("credentials refused");
    case cluster::Freshness::Failed: return ClusterLink::tr("the server's answers make no sense");
    case cluster::Freshness::Stopped: break;
    }
    return {};
}

} // namespace

ClusterLink::ClusterLink(QObject *parent) : QObject(parent)
{
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &ClusterLink::tick);
}

ClusterLink::~ClusterLink() = default;

model::Result<cluster::Kubeconfig> ClusterLink::kubeconfig() const
{
    return cluster::Kubeconfig::load(
        cluster::KubeconfigPaths::choose(m_explicitPath, QProcessEnvironment::systemEnvironment()));
}

QList<cluster::ContextInfo> ClusterLink::contextsIfAny() const
{
    const auto config = kubeconfig();
    return config ? config->contexts() : QList<cluster::ContextInfo>();
}

model::Result<QList<cluster::ContextInfo>> ClusterLink::contexts()
{
    const auto config = kubeconfig();
    if (config) return config->contexts();
    Q_EMIT failed(config.error().toString());
    return config.error();
}

void ClusterLink::setPractice(const QByteArray &kubeconfig)
{
    const auto read = cluster::parseKubeconfig(kubeconfig, {});
    if (!read) return Q_EMIT failed(read.error().toString());
    m_practice = cluster::Kubeconfig::merged({*read});
    if (std::exchange(m_wantsPractice, false)) openPractice();
}

void ClusterLink::failPractice(const QString &message)
{
    m_wantsPractice = false;
    m_failure = message;
    Q_EMIT failed(message);
    Q_EMIT statusChanged();
}

// Somebody's own context of that name keeps it.
QString ClusterLink::practiceName() const
{
    const QString name = QStringLiteral("practice");
    const auto others = contextsIfAny();
    const bool isTaken = std::ranges::any_of(others, [&name](const auto &context) { return context.name == name; });
    return isTaken ? QStringLiteral("practice (Kubewright)") : name;
}

void ClusterLink::openPractice()
{
    m_wantsPractice = !m_practice;
    if (m_wantsPractice) return Q_EMIT practiceWanted();
    openIn(*m_practice, {}, true);
}

void ClusterLink::open(const QString &context)
{
    if (context == practiceName()) return openPractice();
    m_wantsPractice = false;
    openIn(kubeconfig(), context, false);
}

void ClusterLink::openIn(const model::Result<cluster::Kubeconfig> &config, const QString &context, bool isPractice)
{
    close();
    const auto environment = QProcessEnvironment::systemEnvironment();
    const auto fail = [this, &context](const model::Error &error) {
        m_context.name = context;
        m_failure = error.toString();
        Q_EMIT failed(m_failure);
        Q_EMIT statusChanged();
    };
    if (!config) return fail(config.error());
    const auto info = config->context(context);
    if (!info) return fail(info.error());
    const auto endpoint = config->endpoint(context, environment);
    if (!endpoint) return fail(endpoint.error());
    auto transport = cluster::NamTransport::create(*endpoint);
    if (!transport) return fail(transport.error());
    m_context = *info;
    m_isPractice = isPractice;
    if (isPractice) m_context.name = practiceName();
    m_requests = std::move(*transport);
    m_session =
        std::make_unique<cluster::ClusterSession>([endpoint = *endpoint]() -> std::unique_ptr<cluster::Transport> {
            // The same endpoint has just made one, so this one can't fail.
            return std::move(cluster::NamTransport::create(endpoint)).value();
        });
    connect(m_session.get(), &cluster::ClusterSession::changed, this, &ClusterLink::changed);
    connect(m_session.get(), &cluster::ClusterSession::statusChanged, this, &ClusterLink::statusChanged);
    m_lastRequests = 0;
    m_tick.start();
    askVersion();
    Q_EMIT opened();
    Q_EMIT statusChanged();
}

void ClusterLink::close()
{
    m_failure.clear();
    m_version.clear();
    m_context = {};
    m_isPractice = false;
    m_aheadMs = 0;
    m_versionCall.reset();
    m_tick.stop();
    const bool wasOpen = isOpen();
    if (wasOpen) Q_EMIT closed(); // views let go of the session's rows first
    m_session.reset();
    m_requests.reset();
    if (wasOpen) Q_EMIT statusChanged();
}

qint64 ClusterLink::nowMs() const { return QDateTime::currentMSecsSinceEpoch() + m_aheadMs; }

void ClusterLink::askVersion()
{
    cluster::Request request;
    request.path = QStringLiteral("/version");
    m_versionCall = std::make_unique<cluster::Exchange>(*m_requests, request);
    connect(m_versionCall.get(), &cluster::Exchange::finished, this, [this](const cluster::Reply &reply) {
        const QString major = reply.object.value(QStringLiteral("major")).toString(),
                      minor = reply.object.value(QStringLiteral("minor")).toString();
        if (reply.ok() && !major.isEmpty()) m_version = tr("Kubernetes %1.%2").arg(major, minor);
        if (reply.ok()) Q_EMIT versionKnown(reply.object.value(QStringLiteral("gitVersion")).toString().toUtf8());
        if (!reply.ok()) Q_EMIT failed(reply.failure->error.toString());
        m_failure = reply.ok() ? QString() : reply.failure->error.toString();
        Q_EMIT statusChanged();
    });
}

void ClusterLink::tick()
{
    const qint64 now = m_session->requests();
    m_requestsPerSecond = std::max<qint64>(0, now - m_lastRequests);
    m_lastRequests = now;
    Q_EMIT statusChanged();
}

ConnectionStatus ClusterLink::status() const
{
    ConnectionStatus status;
    status.context = m_context.name;
    status.detail = m_failure;
    if (!m_failure.isEmpty()) status.state = look::State::Bad;
    if (!m_session) return status;
    if (!m_isPractice) status.user = m_context.user; // there is one, and it has the cluster's name
    status.version = m_version;
    status.requests = tr("%1 requests/s").arg(m_requestsPerSecond);
    if (m_session->sources().isEmpty()) {
        status.freshness = m_failure.isEmpty() ? tr("nothing watched") : tr("no answer");
        if (m_failure.isEmpty()) status.state = m_version.isEmpty() ? look::State::Pending : look::State::Ok;
        return status;
    }
    const cluster::Freshness freshness = m_session->freshness();
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    qint64 oldest = now;
    for (cluster::SourceId source : m_session->sources()) {
        const cluster::SourceStatus of = m_session->status(source);
        if (of.freshness != freshness) continue;
        oldest = std::min(oldest, of.freshAsOfMs); // 0: never
        if (of.error) status.detail = of.error->toString();
    }
    status.state = stateOf(freshness);
    status.freshness = words(freshness, oldest > 0 ? std::max<qint64>(0, now - oldest) : -1);
    return status;
}

ClusterLink::Subscription ClusterLink::subscribe(const QList<cluster::WatchSpec> &specs)
{
    QList<cluster::SourceId> sources;
    if (m_session)
        for (const cluster::WatchSpec &spec : specs) sources << m_session->watch(spec);
    return {this, sources};
}

ClusterLink::Subscription &ClusterLink::Subscription::operator=(Subscription &&other) noexcept
{
    if (this == &other) return *this;
    release();
    m_link = std::exchange(other.m_link, nullptr);
    m_sources = std::move(other.m_sources);
    return *this;
}

void ClusterLink::Subscription::release()
{
    if (m_link && m_link->session())
        for (cluster::SourceId source : std::as_const(m_sources)) m_link->session()->unwatch(source);
    m_link = nullptr;
    m_sources.clear();
}

} // namespace app
