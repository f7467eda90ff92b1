// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>

namespace syncing {

// client-go's shared informers (tests/controlplane/cmd/informer) in a process of their own.
class Informers
{
public:
    // Whether they list by a watch (client-go's feature WatchListClient).
    enum class By { List, WatchList };

    // The program; empty where it is not built.
    static QString program();

    Informers(const QString &kubeconfig, By by);
    ~Informers();
    Informers(const Informers &) = delete;
    Informers &operator=(const Informers &) = delete;

    bool synced(); // all caches are filled; waits a minute at most
    // What the caches hold now: "KIND NAMESPACE/NAME RESOURCEVERSION" lines, sorted.
    QByteArray versions();

private:
    QByteArray linesUntil(const QByteArray &last, int timeoutMs);
    QProcess m_process;
    QByteArray m_read;
};

} // namespace syncing
