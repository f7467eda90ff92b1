// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/watchstream.h"

#include <QElapsedTimer>

namespace cluster {

// How much the rows of one kind can be believed.
enum class Freshness {
    Loading,      // the first list is under way
    Live,         // watched: what changes shows at once
    Refreshing,   // the rows are complete but old; a new list is under way
    Reconnecting, // the connection broke; the rows are as of freshAsOfMs
    Stale,        // the peer has fallen silent; likewise
    Polling,      // may be listed but not watched: listed again every minute or two
    Forbidden,    // 403
    Unauthorized, // 401: the credentials are no good
    Failed,       // the server's answers make no sense; tried again, ever more slowly
    Stopped
};
QByteArray freshnessName(Freshness freshness); // "live", for output formats; never translated

// One source of a session, as it stands. Times by the machine's wall clock.
struct SourceStatus
{
    SourceId source = 0;
    Freshness freshness = Freshness::Loading;
    qint64 sinceMs = 0;     // when it became that
    qint64 freshAsOfMs = 0; // the last moment for which the rows are known to be true; 0: there are no rows yet
    bool synced = false;    // has been listed whole, once at least
    std::optional<model::Error> error; // why it is not live
    // 401, 403 or 404: it won't be synced unless somebody helps.
    bool isRefused() const;
    qint64 syncedAfterMs = 0;
    qint64 requests = 0;
    qint64 relists = 0; // lists after the first that succeeded
    qint64 events = 0;
    qint64 bytes = 0;
};

// Where a reflector's rows go. A relist replaces all rows at once; between the calls the rows are always whole.
class RowSink
{
public:
    virtual ~RowSink() = default;
    virtual void replaceAll(std::vector<AnyRow> rows) = 0;
    virtual void changed(AnyRow row) = 0;
    virtual void deleted(AnyRow lastState) = 0;
};

// Keeps a sink equal to what the server has, for ever: list, watch, and recovery by the rules of client-go
// (tools/cache/reflector.go), with differences where the comments in the .cpp say so. One list and one watch at a time.
// Lives in the cluster thread.
class Reflector : public QObject
{
    Q_OBJECT

public:
    enum class Phase { Idle, Listing, Checking, Watching, BackingOff, Stopped };

    // environment, sink: outlive it.
    Reflector(const WatchEnvironment &environment, const WatchSpec &spec, SourceId source, RowSink &sink);
    ~Reflector() override;

    void start();
    void stop();
    // The peer no longer answers: gives up the connection and begins to look for it again.
    void peerIsSilent(const model::Error &error);

    Phase phase() const { return m_phase; }
    bool isWatching() const { return m_watch && m_watch->isOpen(); }
    const SourceStatus &status() const { return m_status; }
    QByteArray lastVersion() const { return m_lastVersion; }

Q_SIGNALS:
    void statusChanged(); // freshness, error or synced
    void countersChanged();
    void received(); // the peer lives

private:
    enum class Next { List, Watch };

    void list();
    void watch();
    void checkVersion();
    void backOff(Next next, qint64 waitMs);
    void onReceived(qsizetype bytes);
    void onListed(ListResult &result);
    void onListFailed(const WatchFailure &failure);
    void onOpened();
    void onEvent(WatchEvent &event);
    void onClosed(const WatchEnd &end);
    void onRejected(const WatchFailure &failure);
    void onCheckFailed(const WatchFailure &failure);
    void recover(const WatchFailure &failure, Next next);
    void watchForSilence(qint64 ms);
    void dropRequests();
    void setFreshness(Freshness freshness, const std::optional<model::Error> &error = std::nullopt);

    const WatchEnvironment &m_environment;
    const WatchSpec m_spec;
    RowSink &m_sink;
    Decoder m_decoder;
    Backoff m_backoff;
    Phase m_phase = Phase::Idle;
    SourceStatus m_status;
    std::unique_ptr<ListFetch> m_list;
    std::unique_ptr<WatchStream> m_watch;
    std::unique_ptr<Call> m_check;
    std::unique_ptr<QObject> m_timer;        // of a backoff
    std::unique_ptr<QObject> m_silenceTimer; // of one watch
    QByteArray m_lastVersion;
    QByteArray m_listedVersion; // what the present list asks for
    bool m_versionUnavailable = false;
    bool m_serverPages = false; // even for resourceVersion "0": its watch cache is off
    bool m_doubtful = false;    // the server may have been away, or be another one by now
    bool m_sawBookmark = false;
    bool m_watchForbidden = false;
    bool m_hasWatched = false; // ever
    qint64 m_startedMs = 0;
    qint64 m_watchStartedMs = 0;
    qint64 m_lastByteMs = 0;
    bool m_progress = false; // of the present watch
    bool m_skipLogged = false;
};

} // namespace cluster
