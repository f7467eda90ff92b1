// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/changewords.h"
#include "app/cli/clusteraccess.h"
#include "cluster/api/applyrun.h"
#include "cluster/watch/readiness.h"
#include "cluster/watch/session.h"

#include <QElapsedTimer>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace app {

// `apply --wait`: watches what the objects need to become ready, from before they are written, tells each change, and
// says when all are ready, or that they won't be.
class Reconciliation : public QObject
{
    Q_OBJECT

public:
    Reconciliation(const ClusterAccess &access, const QList<cluster::ApplyTarget> &targets, qint64 timeoutMs);

    // From now on changes are told, with the time since now.
    void begin();
    // This object has been written. Call it for each, then await().
    void wrote(const cluster::ApplyTarget &target, const cluster::ItemResult &result);
    // finished() comes when everything written is ready, one has failed or is deleted, or the time is over; and when
    // nothing is left to wait for but what may not be watched.
    void await();
    // A line for each object that is not ready, and why.
    QStringList unready() const;
    double seconds() const { return double(m_clock.elapsed()) / 1000; }
    qsizetype size() const { return qsizetype(m_written.size()); }

Q_SIGNALS:
    // Once: everything that is watched has been listed, or cannot be.
    void listed();
    // Once.
    void finished(bool ready);

private:
    struct Written
    {
        cluster::ObjectName name;
        qint64 generation = 0;
        QUuid uid;
        bool isDone = false; // has succeeded once: it may go now
        bool isGone = false;
    };

    void watch(const cluster::WatchKind &kind, const QString &ns);
    void onChanged(const cluster::StoreChange &change);
    void onStatus(cluster::SourceId source);
    void noteEnds(const cluster::StoreChange &change);
    cluster::Readiness stateOf(const Written &written) const;
    // Why nobody will ever tell whether it is ready; empty: it is watched, or may be yet.
    QString refusalOf(const Written &written) const;
    void check();
    void end(bool ready);

    cluster::ClusterSession m_session;
    ChangeWords m_words;
    std::map<std::pair<QByteArray, QString>, cluster::SourceId> m_watched; // by kind and namespace
    QHash<cluster::SourceId, QString> m_troubles;                          // what was last said of each
    std::vector<Written> m_written;
    QElapsedTimer m_clock;
    QTimer m_timeout, m_listing;
    const qint64 m_timeoutMs;
    bool m_listed = false, m_begun = false, m_awaited = false, m_ended = false;
};

} // namespace app
