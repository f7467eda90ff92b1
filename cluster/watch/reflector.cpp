// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/reflector.h"

#include "cluster/logging.h"

namespace cluster {

using namespace Qt::StringLiterals;
using Code = model::Error::Code;

namespace {

constexpr qint64 shortWatchMs = 1000;
// Servers that send bookmarks do so about once a minute. A single connection that has none for so long is dead, even if
// the peer answers on others.
constexpr qint64 bookmarkSilenceMs = 150000;

// Only a person can help; until then there must be no storm.
bool isRefusal(Code code) { return code == Code::Forbidden || code == Code::Unauthorized || code == Code::NotFound; }

Freshness freshnessOf(const model::Error &error)
{
    switch (error.code) {
    case Code::Forbidden: return Freshness::Forbidden;
    case Code::Unauthorized: return Freshness::Unauthorized;
    case Code::Unreachable:
    case Code::Timeout:
    case Code::Throttled:
    case Code::Server:
    case Code::Gone: return Freshness::Reconnecting;
    default: return Freshness::Failed;
    }
}

template<typename Request>
void retire(std::unique_ptr<Request> &request)
{
    if (!request) return;
    request->disconnect();
    request.release()->deleteLater();
}

} // namespace

QByteArray freshnessName(Freshness freshness)
{
    static constexpr const char *names[] = {"loading", "live",      "refreshing",   "reconnecting", "stale",
                                            "polling", "forbidden", "unauthorized", "failed",       "stopped"};
    return names[int(freshness)];
}

bool SourceStatus::isRefused() const { return error && isRefusal(error->code); }

Reflector::Reflector(const WatchEnvironment &environment, const WatchSpec &spec, SourceId source, RowSink &sink)
    : m_environment(environment),
      m_spec(spec),
      m_sink(sink),
      m_decoder(spec, source),
      m_backoff(environment.backoff, environment.clock, environment.random)
{
    m_status.source = source;
    m_status.sinceMs = environment.clock.wallMs();
}

Reflector::~Reflector() = default;

void Reflector::start()
{
    Q_ASSERT(m_phase == Phase::Idle);
    m_startedMs = m_environment.clock.monotonicMs();
    list();
}

void Reflector::stop()
{
    dropRequests();
    m_timer.reset();
    m_phase = Phase::Stopped;
    setFreshness(Freshness::Stopped);
}

void Reflector::peerIsSilent(const model::Error &error)
{
    if (m_phase != Phase::Watching && m_phase != Phase::Checking) return;
    dropRequests();
    m_doubtful = true;
    setFreshness(Freshness::Stale, error);
    backOff(Next::Watch, m_backoff.next());
}

// The first list takes whatever the server has at hand; later ones nothing older than what is known; and only where
// that resourceVersion is unavailable, the newest from etcd. Asking for a known version in pages would go past the
// watch cache to etcd, so those lists come in one piece, unless the server has shown that it has no watch cache.
void Reflector::list()
{
    dropRequests();
    m_phase = Phase::Listing;
    m_listedVersion = m_versionUnavailable ? QByteArray() : m_lastVersion.isEmpty() ? QByteArray("0") : m_lastVersion;
    const bool paging = m_listedVersion.isEmpty() || m_listedVersion == "0" || m_serverPages;
    if (m_status.freshness == Freshness::Live) setFreshness(Freshness::Refreshing);
    m_list = std::make_unique<ListFetch>(m_environment, m_spec, m_decoder, ListFetch::Version{m_listedVersion, paging});
    connect(m_list.get(), &ListFetch::received, this, &Reflector::onReceived);
    connect(m_list.get(), &ListFetch::done, this, &Reflector::onListed);
    connect(m_list.get(), &ListFetch::failed, this, &Reflector::onListFailed);
}

void Reflector::onListed(ListResult &result)
{
    m_status.requests += m_list->requests();
    if (m_status.synced) ++m_status.relists;
    if (m_listedVersion == "0" && result.paged) m_serverPages = true;
    m_versionUnavailable = false;
    m_lastVersion = result.resourceVersion;
    const bool isFirst = !m_status.synced;
    m_status.synced = true;
    m_status.freshAsOfMs = m_environment.clock.wallMs();
    if (isFirst) m_status.syncedAfterMs = m_environment.clock.monotonicMs() - m_startedMs;
    m_sink.replaceAll(std::move(result.rows));
    m_doubtful = false;
    if (isFirst) Q_EMIT statusChanged();
    Q_EMIT countersChanged();
    watch();
}

void Reflector::onListFailed(const WatchFailure &failure)
{
    m_status.requests += m_list->requests();
    const bool unavailable = failure.expired() || failure.versionTooLarge;
    const bool again = unavailable && !m_listedVersion.isEmpty();
    m_versionUnavailable = m_versionUnavailable || unavailable;
    if (again) return list(); // at once, and only once: this one asks for no version
    recover(failure, Next::List);
}

void Reflector::watch()
{
    dropRequests();
    if (m_doubtful) return checkVersion();
    m_phase = Phase::Watching;
    m_progress = false;
    m_watchStartedMs = m_environment.clock.monotonicMs();
    ++m_status.requests;
    m_watch = std::make_unique<WatchStream>(m_environment, m_spec, m_decoder, m_lastVersion);
    connect(m_watch.get(), &WatchStream::received, this, &Reflector::onReceived);
    connect(m_watch.get(), &WatchStream::opened, this, &Reflector::onOpened);
    connect(m_watch.get(), &WatchStream::event, this, &Reflector::onEvent);
    connect(m_watch.get(), &WatchStream::closed, this, &Reflector::onClosed);
}

// After an outage the server may have been restored from an older etcd. A watch from a version that it has not reached
// yet would be accepted and stay silent for as long. A list of one object that is not older than this version tells:
// the server refuses it when it is behind.
void Reflector::checkVersion()
{
    m_phase = Phase::Checking;
    ++m_status.requests;
    Request request;
    request.path = m_spec.path() + "?limit=1&resourceVersion="_L1 +
                   QString::fromLatin1(m_lastVersion.toPercentEncoding()) + "&resourceVersionMatch=NotOlderThan"_L1;
    request.headers = {{"Accept", "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"}};
    m_check = m_environment.transport.start(request);
    const auto head = std::make_shared<ResponseHead>();
    const auto body = std::make_shared<QByteArray>();
    connect(m_check.get(), &Call::headArrived, this, [head](const ResponseHead &h) { *head = h; });
    connect(m_check.get(), &Call::dataArrived, this, [this, body](const QByteArray &data) {
        onReceived(data.size());
        body->append(data.left(maxStatusBytes - body->size()));
    });
    connect(m_check.get(), &Call::finished, this, [this, head, body](const std::optional<model::Error> &error) {
        if (head->status == 200) {
            m_doubtful = false;
            watch();
        } else {
            const model::Error silent{Code::Unreachable, tr("the server closed the connection without an answer")};
            onCheckFailed(head->status ? WatchFailure::answer(*head, *body)
                                       : WatchFailure::unanswered(error.value_or(silent)));
        }
    });
}

void Reflector::onCheckFailed(const WatchFailure &failure)
{
    dropCall(m_check);
    if (failure.versionTooLarge || failure.expired()) {
        m_versionUnavailable = m_versionUnavailable || failure.versionTooLarge;
        return list();
    }
    recover(failure, failure.answered && failure.error.code != Code::Throttled ? Next::List : Next::Watch);
}

void Reflector::onReceived(qsizetype bytes)
{
    m_status.bytes += bytes;
    m_lastByteMs = m_environment.clock.monotonicMs();
    if (m_phase == Phase::Watching) m_status.freshAsOfMs = m_environment.clock.wallMs();
    Q_EMIT received();
    Q_EMIT countersChanged();
}

void Reflector::onOpened()
{
    m_watchForbidden = false;
    m_hasWatched = true;
    m_lastByteMs = m_environment.clock.monotonicMs();
    m_status.freshAsOfMs = m_environment.clock.wallMs();
    watchForSilence(bookmarkSilenceMs);
    Q_EMIT received();
    setFreshness(Freshness::Live);
}

void Reflector::watchForSilence(qint64 ms)
{
    m_silenceTimer = m_environment.clock.after(ms, [this] {
        const qint64 silentMs = m_environment.clock.monotonicMs() - m_lastByteMs;
        if (silentMs < bookmarkSilenceMs || !m_sawBookmark)
            return watchForSilence(std::max<qint64>(bookmarkSilenceMs - silentMs, bookmarkSilenceMs / 10));
        const model::Error error{Code::Timeout, tr("the watch has fallen silent")};
        onClosed({WatchEnd::Kind::Lost, WatchFailure::unanswered(error)});
    });
}

void Reflector::onEvent(WatchEvent &event)
{
    switch (event.type) {
    case WatchEvent::Type::Skipped:
        if (!m_skipLogged) qCWarning(lc) << "left out an event of" << m_spec.path() << "with" << event.why;
        m_skipLogged = true;
        return;
    case WatchEvent::Type::Changed: m_sink.changed(std::move(event.row)); break;
    case WatchEvent::Type::Deleted: m_sink.deleted(std::move(event.row)); break;
    case WatchEvent::Type::Bookmark: m_sawBookmark = true; break;
    case WatchEvent::Type::Error: Q_UNREACHABLE();
    }
    if (event.type != WatchEvent::Type::Bookmark) ++m_status.events;
    m_progress = m_progress || event.resourceVersion != m_lastVersion;
    m_lastVersion = event.resourceVersion;
}

void Reflector::onClosed(const WatchEnd &end)
{
    const qint64 livedMs = m_environment.clock.monotonicMs() - m_watchStartedMs;
    dropRequests();
    switch (end.kind) {
    case WatchEnd::Kind::NotOpened:
        // client-go relists here unless the connection was refused. Where nothing answered, nothing was learnt: the
        // watch is tried again, which costs the server less when it is back; an expired version will be told as such.
        m_doubtful = true;
        return recover(end.failure, Next::Watch);
    case WatchEnd::Kind::Rejected: return onRejected(end.failure);
    case WatchEnd::Kind::Malformed: return recover(end.failure, Next::List);
    case WatchEnd::Kind::Lost:
        m_doubtful = true;
        setFreshness(Freshness::Reconnecting, end.failure.error);
        break;
    case WatchEnd::Kind::Orderly: break;
    }
    // A watch that brings nothing and ends at once would come again in a hot loop (a broken proxy).
    if (livedMs >= shortWatchMs || m_progress) return watch();
    if (end.kind == WatchEnd::Kind::Orderly)
        setFreshness(Freshness::Reconnecting, model::Error{Code::Server, tr("the server ends every watch at once")});
    backOff(Next::Watch, m_backoff.next());
}

void Reflector::onRejected(const WatchFailure &failure)
{
    m_versionUnavailable = m_versionUnavailable || failure.versionTooLarge;
    m_watchForbidden = failure.error.code == Code::Forbidden;
    recover(failure, failure.error.code == Code::Throttled ? Next::Watch : Next::List);
}

void Reflector::recover(const WatchFailure &failure, Next next)
{
    // Where it could be watched before, a refusal may pass: an apiserver that starts refuses while it reads its roles.
    const bool refused = isRefusal(failure.error.code) && !m_hasWatched;
    Freshness freshness = freshnessOf(failure.error);
    if (m_watchForbidden && m_status.synced && freshness == Freshness::Forbidden) freshness = Freshness::Polling;
    if (failure.expired() && m_status.synced) freshness = Freshness::Refreshing;
    // Silence stays silence until something answers.
    if (m_status.freshness == Freshness::Stale && !failure.answered) freshness = Freshness::Stale;
    setFreshness(freshness, freshness == Freshness::Refreshing ? std::nullopt : std::optional(failure.error));
    backOff(next, refused ? m_backoff.nextRefused() : m_backoff.next(failure.retryAfterMs));
}

void Reflector::backOff(Next next, qint64 waitMs)
{
    dropRequests();
    m_phase = Phase::BackingOff;
    Q_EMIT countersChanged();
    m_timer = m_environment.clock.after(waitMs, [this, next] {
        if (next == Next::Watch && m_status.synced)
            watch();
        else
            list();
    });
}

void Reflector::dropRequests()
{
    retire(m_list);
    if (m_watch) m_watch->stop();
    retire(m_watch);
    dropCall(m_check);
    m_silenceTimer.reset();
}

void Reflector::setFreshness(Freshness freshness, const std::optional<model::Error> &error)
{
    const bool sameError = error ? m_status.error && m_status.error->message == error->message : !m_status.error;
    if (m_status.freshness == freshness && sameError) return;
    if (m_status.freshness != freshness) m_status.sinceMs = m_environment.clock.wallMs();
    m_status.freshness = freshness;
    m_status.error = error;
    Q_EMIT statusChanged();
}

} // namespace cluster
