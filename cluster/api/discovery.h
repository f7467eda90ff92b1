// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/api/apiresources.h"
#include "cluster/api/exchange.h"

#include <QList>

namespace cluster {

// What discovery found. A group that does not answer is a warning; failure is set only when nothing at all is known.
struct Discovered
{
    ApiResources resources = {};
    QStringList warnings = {};
    std::optional<ApiFailure> failure = {};
};

// Asks a server which kinds it has: aggregated discovery (two requests) where it is known, else group by group. Starts
// by itself; destroying it cancels. Thread: that of the transport, which has to outlive it.
class Discovery final : public QObject
{
    Q_OBJECT

public:
    // silenceMs: how long the server may be silent.
    explicit Discovery(Transport &transport, QObject *parent = nullptr, int silenceMs = Request().silenceMs);

Q_SIGNALS:
    void throttled(int waitMs); // as an Exchange has it
    // Once.
    void finished(const cluster::Discovered &discovered);

private:
    using Handler = void (Discovery::*)(const QString &path, const Reply &reply);
    void ask(const QString &path, Handler handler);
    void onRoot(const QString &path, const Reply &reply);
    void onGroup(const QString &path, const Reply &reply);
    void tryToFinish();

    Transport &m_transport;
    const int m_silenceMs;
    Discovered m_found;
    // The answers in the order of asking, because the first of two versions is the preferred one.
    struct Slot
    {
        QString path;
        ApiResources resources;
    };
    QList<Slot> m_slots;
    QList<ApiFailure> m_rootFailures;
    int m_open = 0;
};

} // namespace cluster
