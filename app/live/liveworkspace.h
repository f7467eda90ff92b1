// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/design/graphpipeline.h"
#include "app/live/liveindex.h"
#include "app/shell/clusterlink.h"
#include "graph/layout/layout.h"
#include "graph/scene/arrange.h"
#include "model/document/selection.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedWidget;

namespace graph {
class Canvas;
}

namespace app {

class LivePanel;

// The document's graph with what the cluster says on top, and beside it the selected object: numbers, ReplicaSets,
// pods, events. Watches only while it is seen.
class LiveWorkspace : public QWidget
{
    Q_OBJECT

public:
    LiveWorkspace(ClusterLink *link, GraphPipeline *pipeline, model::Selection *selection, Worker *worker,
                  QWidget *parent = nullptr);

    void applyTheme();
    bool isSettled() const { return !m_layoutRuns && !m_dirty; }

Q_SIGNALS:
    void contextRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeEmptyState();
    void start();
    void stop();
    void subscribe();
    void refresh();
    void arrange(graph::Graph graph);
    void onLayout(const graph::Graph &graph, const graph::Layout &layout);
    void showGraph(const graph::Graph &graph, const graph::Layout &layout);
    void updateFreshness();
    QString defaultNamespace() const;

    ClusterLink *m_link;
    GraphPipeline *m_pipeline;
    model::Selection *m_selection;
    Worker *m_worker;
    QStackedWidget *m_stage;
    graph::Canvas *m_canvas;
    LivePanel *m_panel;
    QLabel *m_notice; // when what is shown may be old
    QTimer m_refresh; // several changes, one picture
    ClusterLink::Subscription m_subscription;
    QList<cluster::WatchSpec> m_specs;
    graph::Graph m_shown;
    graph::Layout m_layout;
    QHash<model::ResourceKey, QPointF> m_places;
    graph::Routes m_routes;
    Worker::Cancel m_layoutJob;
    bool m_layoutRuns = false;
    bool m_outdated = false; // something changed while the layout ran
    bool m_dirty = false;    // rows changed since the last picture
    bool m_synced = false;   // all of it was listed once
    bool m_seen = false;
};

} // namespace app
