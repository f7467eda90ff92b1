// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/design/graphpipeline.h"
#include "app/shell/clusterlink.h"
#include "cluster/api/applypreview.h"
#include "cluster/api/discovery.h"
#include "model/resource/resourceset.h"

#include <QObject>

#include <memory>

namespace app {

// The fourth layer of the checks: asks the open cluster with a dry run of everything whether it would take the
// resources. Nothing is changed there. One at a time; a new start, and the end of the connection, give the running one
// up. GUI thread.
class ServerCheck : public QObject
{
    Q_OBJECT

public:
    explicit ServerCheck(ClusterLink *link, QObject *parent = nullptr);
    ~ServerCheck() override;

    // What is broken, or has no form that could be sent, is left out: the other layers tell it.
    void start(std::shared_ptr<const model::ResourceSet> resources);
    bool isRunning() const { return m_discovery || m_preview; }
    // What it was last started with.
    const std::shared_ptr<const model::ResourceSet> &resources() const { return m_resources; }

Q_SIGNALS:
    void progressed(const QString &text); // for a line of state
    void finished(const app::ServerAnswer &answer);
    void failed(const QString &why);

private:
    void stop();
    void fail(const QString &why);
    void preview(const cluster::ApiResources &kinds);
    void onPreviewed(const QList<cluster::ItemPreview> &previews);

    ClusterLink *m_link;
    std::shared_ptr<const model::ResourceSet> m_resources;
    QList<cluster::ApplyItem> m_items;
    std::unique_ptr<cluster::Discovery> m_discovery;
    std::unique_ptr<cluster::ApplyPreview> m_preview;
};

} // namespace app
