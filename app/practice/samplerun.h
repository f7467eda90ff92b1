// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/api/applyrun.h"
#include "model/resource/resourceset.h"

#include <QObject>

#include <memory>

namespace app {

// Brings the sample up in the practice cluster, so that there is something to watch from the first moment on. Without a
// preview: both belong to nobody yet. Starts by itself; destroying it stops it. Thread: that of the transport, which
// has to outlive it.
class SampleRun : public QObject
{
    Q_OBJECT

public:
    SampleRun(cluster::Transport &transport, const model::ResourceSet &resources, QObject *parent = nullptr);
    ~SampleRun() override;

Q_SIGNALS:
    // Once. Empty: all of it is applied.
    void finished(const QString &trouble);

private:
    void apply(const cluster::Discovered &found);

    cluster::Transport &m_transport;
    QList<cluster::ApplyItem> m_items;
    std::unique_ptr<cluster::Discovery> m_discovery;
    std::unique_ptr<cluster::ApplyRun> m_run;
};

} // namespace app
