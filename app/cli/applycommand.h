// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/clusteraccess.h"
#include "app/cli/inputs.h"
#include "app/cli/reconciliation.h"
#include "app/cli/stopsignals.h"
#include "cluster/api/applyrun.h"

#include <QElapsedTimer>

namespace app {

// `kubewright apply`: probe, discovery, trial of everything on the server, and only when nothing was refused the
// writing, and the waiting. One step starts the next; stop signals end it between two requests.
class ApplyCommand : public QObject
{
    Q_OBJECT

public:
    ApplyCommand(const Arguments &arguments, const Inputs &inputs, ClusterAccess access);

    // Runs the event loop until it is done. The exit status.
    int run();

private:
    enum class DryRun { None, Client, Server };

    bool collectItems();
    void onProbed(const std::optional<model::Error> &error);
    void onDiscovered(const cluster::Discovered &discovered);
    void onPreviewed(const QList<cluster::ItemPreview> &previews);
    void tellDryRun(const QList<cluster::ItemPreview> &previews);
    void prepareWait();
    void write();
    void onApplied(const cluster::ItemResult &result);
    void onWritten(const QList<cluster::ItemResult> &results);
    void onReconciled(bool ready);
    void onStopAsked();
    void onThrottled(int waitMs);
    void tellProblems(int source, const std::optional<cluster::ApiFailure> &failure,
                      const QList<cluster::FieldConflict> &conflicts);
    void tellWarnings(int source, const QStringList &warnings);
    std::optional<cluster::ApplyTarget> targetOf(int source) const;
    void exit(int status);

    const Arguments m_arguments;
    const std::shared_ptr<const model::ResourceSet> m_resources;
    const ClusterAccess m_access;
    DryRun m_dryRun = DryRun::None;
    cluster::ApplyOptions m_options;
    QList<cluster::ApplyItem> m_items;
    QHash<int, qsizetype> m_itemOf; // by source
    cluster::ApiResources m_kinds;
    std::unique_ptr<cluster::Transport> m_transport; // outlives what uses it
    std::unique_ptr<QObject> m_probe;
    std::unique_ptr<cluster::Discovery> m_discovery;
    std::unique_ptr<cluster::ApplyPreview> m_preview;
    std::unique_ptr<cluster::ApplyRun> m_run;
    std::unique_ptr<Reconciliation> m_reconciliation;
    StopSignals m_signals;
    QElapsedTimer m_sinceThrottled;
    qsizetype m_written = 0;
};

} // namespace app
