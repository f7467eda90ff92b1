// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/clock.h"
#include "model/base/result.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace practice {

// A Kubernetes in this process: a store and an API server on a port of 127.0.0.1, with a certificate and a token of
// this run alone. Lives on one thread with an event loop.
class PracticeCluster : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        quint16 port = 0; // 0: any free one
        // Restored from it where it is, saved to it at the end and while running; empty: nothing is kept.
        QString stateFile = {};
        QString serviceCidr = QStringLiteral("10.96.0.0/16"); // of Services: IPv4, /8 to /30
        int nodes = 0;                                        // that a fresh cluster begins with: node-1 and so on
        bool isLiving = false;                // with scheduler, controllers and kubelets; else an API server alone
        double durations = 1;                 // of what its runtimes take: pulls, starts and the rest; 0: at once
        double speed = 1;                     // of a living cluster's time: SimClock::minSpeed to maxSpeed
        quint64 seed = 0;                     // of names, uids and whatever else is drawn; 0: another one each run
        const model::Clock *clock = nullptr;  // null: real time. Outlives the cluster
        std::function<bool()> isStopped = {}; // asked while it starts, which can take some seconds: whether to give up
    };

    // Error Io: the port is taken, the state cannot be read, or could not be saved; Conflict: another one has the
    // state file; Invalid: what is in it is no state; Cancelled: as asked. An empty state file is as none.
    static model::Result<std::unique_ptr<PracticeCluster>> start(const Options &options);
    ~PracticeCluster() override; // without saving

    quint16 port() const;
    // For kubectl and every other client; holds the token.
    QByteArray kubeconfig() const;
    qint64 revision() const; // of the store
    // Forgets all states before now, as an apiserver has its store do every five minutes.
    void compact();
    // Ends all watches cleanly, as an apiserver does after half an hour to an hour; clients open them again.
    void endWatches();

    // Ends the watches, lets requests finish, saves, leaves the state file to others; then stopped(). The error, when
    // saving failed, is in the signal.
    void stop();

Q_SIGNALS:
    void stopped(const QString &error); // empty: all is well

private:
    PracticeCluster();
    struct Parts;
    std::unique_ptr<Parts> d;
};

} // namespace practice
