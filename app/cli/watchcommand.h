// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/changewords.h"
#include "app/cli/clusteraccess.h"
#include "app/cli/stopsignals.h"
#include "cluster/api/discovery.h"
#include "cluster/watch/session.h"

#include <QElapsedTimer>
#include <QTimer>

namespace app {

// `kubewright watch`: asks the server whether it is one, lists and watches, tells changes, and ends with the counters.
class WatchCommand : public QObject
{
    Q_OBJECT

public:
    WatchCommand(const Arguments &arguments, ClusterAccess access);

    // Runs the event loop until it is done. The exit status.
    int run();

private:
    void onProbed(const std::optional<model::Error> &error);
    void onDiscovered(const cluster::Discovered &discovered);
    void watch(const QList<cluster::WatchKind> &kinds);
    void onChanged(const cluster::StoreChange &change);
    void onStatus(cluster::SourceId source);
    void onSettled();
    void giveUpWhereHopeless();
    void finish();
    void fail(const QString &why);
    QByteArray counters() const;

    const Arguments m_arguments;
    const ClusterAccess m_access;
    const bool m_json;
    std::unique_ptr<cluster::Transport> m_transport;
    std::unique_ptr<QObject> m_probe;
    std::unique_ptr<cluster::Discovery> m_discovery;
    std::unique_ptr<cluster::ClusterSession> m_session;
    std::optional<ChangeWords> m_words;
    QHash<cluster::SourceId, QString> m_troubles; // what was last said of each
    StopSignals m_signals;
    QElapsedTimer m_clock;
    QTimer m_end, m_look;
    bool m_settled = false, m_done = false;
};

} // namespace app
