// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/liveworkspace.h"

#include "app/live/livepanel.h"
#include "graph/scene/arrange.h"
#include "graph/scene/canvas.h"
#include "graph/scene/cardpainter.h"
#include "graph/scene/minimap.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSet>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace app {

namespace {

constexpr int refreshMs = 50, panelWidth = 420;

// The live picture of a workload tells of pods, not of images.
graph::Graph livelyCopy(const graph::Graph &graph, const QHash<model::ResourceKey, graph::Overlay> &overlays)
{
    graph::Graph live = graph;
    for (graph::GraphNode &node : live.nodes) {
        node.containers.clear();
        node.errors = node.warnings = 0;
        if (node.ghost) node.hint = LiveWorkspace::tr("%1 missing").arg(node.key.kind); // nothing is created here
        const auto found = overlays.constFind(node.key);
        if (found != overlays.cend()) node.overlay = *found;
    }
    return live;
}

bool sameShape(const graph::Graph &a, const graph::Graph &b)
{
    if (a.nodes.size() != b.nodes.size() || a.links != b.links) return false;
    for (size_t i = 0; i < a.nodes.size(); ++i)
        if (a.nodes[i].key != b.nodes[i].key || graph::cardSize(a.nodes[i]) != graph::cardSize(b.nodes[i]))
            return false;
    return true;
}

} // namespace

LiveWorkspace::LiveWorkspace(ClusterLink *link, GraphPipeline *pipeline, model::Selection *selection, Worker *worker,
                             QWidget *parent)
    : QWidget(parent),
      m_link(link),
      m_pipeline(pipeline),
      m_selection(selection),
      m_worker(worker),
      m_stage(new QStackedWidget),
      m_canvas(new graph::Canvas),
      m_panel(new LivePanel),
      m_notice(new QLabel(m_canvas))
{
    setFocusProxy(m_canvas);
    m_canvas->setReadOnly(true);
    m_canvas->setAccessibleName(tr("Live graph of resources"));
    new graph::Minimap(m_canvas);
    m_notice->setProperty("role", QStringLiteral("warning"));
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setAutoFillBackground(true);
    m_notice->move(look::metric::margin, look::metric::margin);
    m_notice->hide();
    m_stage->addWidget(m_canvas);
    m_stage->addWidget(makeEmptyState());
    m_panel->setFixedWidth(panelWidth);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_stage, 1);
    row->addWidget(m_panel);

    m_refresh.setSingleShot(true);
    m_refresh.setInterval(refreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &LiveWorkspace::refresh);
    connect(link, &ClusterLink::changed, this, [this] {
        m_dirty = m_seen;
        if (m_seen && !m_refresh.isActive()) m_refresh.start(); // not put off by ever more changes
    });
    connect(link, &ClusterLink::statusChanged, this, [this] {
        updateFreshness();
        if (m_seen && m_link->isOpen() && !m_refresh.isActive()) m_refresh.start(); // an empty list changes no row
    });
    connect(link, &ClusterLink::opened, this, [this] {
        if (m_seen) start();
    });
    connect(link, &ClusterLink::closed, this, [this] {
        stop();
        m_synced = false;
        m_panel->hide();
        m_stage->setCurrentIndex(1);
    });
    connect(pipeline, &GraphPipeline::graphChanged, this, [this] {
        if (m_seen) start();
    });
    connect(m_canvas, &graph::Canvas::selectionChangedByUser, this,
            [this] { m_selection->select(m_canvas->selectedNodes(), model::Origin::Canvas); });
    connect(selection, &model::Selection::changed, this, [this] {
        m_canvas->selectNodes(m_selection->resources());
        if (m_seen) m_refresh.start();
    });
}

QWidget *LiveWorkspace::makeEmptyState()
{
    auto *page = new QWidget;
    page->setProperty("role", QStringLiteral("panel"));
    page->setAttribute(Qt::WA_StyledBackground);
    auto *title = new QLabel(tr("Watch the cluster make it true"));
    title->setProperty("role", QStringLiteral("heading"));
    auto *text = new QLabel(tr("Here your resources are drawn with what a cluster says of them:\nhow many pods are "
                               "wanted and ready, on which nodes, and why not."));
    text->setProperty("role", QStringLiteral("muted"));
    text->setAlignment(Qt::AlignCenter);
    auto *choose = new QPushButton(tr("Choose a context…"));
    connect(choose, &QPushButton::clicked, this, &LiveWorkspace::contextRequested);
    auto *column = new QVBoxLayout(page);
    column->setSpacing(look::metric::margin);
    column->addStretch(2);
    column->addWidget(title, 0, Qt::AlignCenter);
    column->addWidget(text, 0, Qt::AlignCenter);
    column->addWidget(choose, 0, Qt::AlignCenter);
    column->addStretch(3);
    return page;
}

QString LiveWorkspace::defaultNamespace() const
{
    return m_link->context().nameSpace.isEmpty() ? QStringLiteral("default") : m_link->context().nameSpace;
}

void LiveWorkspace::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_seen = true;
    start();
}

void LiveWorkspace::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_seen = false;
    stop();
}

void LiveWorkspace::start()
{
    const bool open = m_link->isOpen();
    m_stage->setCurrentIndex(open ? 0 : 1);
    m_panel->setVisible(open);
    if (!open) return;
    subscribe();
    refresh();
}

void LiveWorkspace::stop()
{
    m_subscription.release();
    m_specs.clear();
    m_refresh.stop();
    m_dirty = false;
    if (m_layoutJob) *m_layoutJob = true;
    m_layoutRuns = false;
}

void LiveWorkspace::subscribe()
{
    const QList<cluster::WatchSpec> specs = specsFor(m_pipeline->graph(), defaultNamespace());
    const auto path = [](const cluster::WatchSpec &spec) { return spec.path(); };
    if (m_subscription.isActive() && std::ranges::equal(specs, m_specs, {}, path, path)) return;
    // The new ones first, so that what both want is not listed as gone in between.
    ClusterLink::Subscription next = m_link->subscribe(specs);
    m_subscription = std::move(next);
    m_specs = specs;
}

void LiveWorkspace::refresh()
{
    m_dirty = false;
    if (!m_seen || !m_link->session()) return;
    const cluster::ClusterSession &session = *m_link->session();
    QSet<QString> listed;
    for (cluster::SourceId source : session.sources())
        if (session.status(source).synced && !session.status(source).isRefused())
            listed.insert(session.spec(source).path());
    const LiveIndex index(session.store(), defaultNamespace(),
                          [&listed](const QString &path) { return listed.contains(path); });
    graph::Graph live = livelyCopy(m_pipeline->graph(), index.overlays(m_pipeline->graph()));
    const qint64 now = m_link->nowMs();
    const model::ResourceKey key = m_selection->single();
    m_panel->show(key.isEmpty() ? overviewPage(live, index, session.store(), now)
                                : objectPage(key, index, session.store(), now));
    if (session.isSettled() && !std::exchange(m_synced, true)) {
        // Until now cards grew as lists came in; what the user sees from now on is arranged for all that there is.
        m_places.clear();
        m_routes.clear();
    }
    if (!m_places.isEmpty() && sameShape(live, m_shown)) {
        showGraph(live, m_layout);
        return;
    }
    // A layout that runs is let finish, or a restless cluster would never be drawn.
    m_outdated = m_layoutRuns;
    if (!m_layoutRuns) arrange(std::move(live));
}

void LiveWorkspace::arrange(graph::Graph graph)
{
    m_layoutRuns = true;
    auto nodes = graph::layoutNodes(graph, {}, m_places);
    auto edges = graph::layoutEdges(graph, m_routes);
    m_layoutJob = m_worker->run(this,
                                [this, graph = std::move(graph), nodes = std::move(nodes),
                                 edges = std::move(edges)](const std::atomic_bool &cancel) -> std::function<void()> {
                                    std::optional<graph::Layout> layout =
                                        graph::computeLayout(nodes, edges, {}, &cancel);
                                    if (!layout) return {};
                                    return [this, graph, layout = std::move(*layout)] { onLayout(graph, layout); };
                                });
}

void LiveWorkspace::onLayout(const graph::Graph &graph, const graph::Layout &layout)
{
    m_layoutRuns = false;
    const bool afresh =
        std::ranges::none_of(graph.nodes, [this](const graph::GraphNode &node) { return m_places.contains(node.key); });
    m_places.clear();
    for (size_t i = 0; i < graph.nodes.size(); ++i) m_places.insert(graph.nodes[i].key, layout.positions[i]);
    m_routes = graph::routesOf(graph, layout);
    showGraph(graph, layout);
    if (afresh) m_canvas->fit();
    if (m_outdated) refresh();
}

void LiveWorkspace::showGraph(const graph::Graph &graph, const graph::Layout &layout)
{
    m_shown = graph;
    m_layout = layout;
    m_canvas->setGraph(m_shown, m_layout);
    m_canvas->selectNodes(m_selection->resources());
}

// What is old is never shown as fresh.
void LiveWorkspace::updateFreshness()
{
    const ConnectionStatus status = m_link->status();
    const bool old = m_link->isOpen() && m_subscription.isActive() &&
                     (status.state == look::State::Warn || status.state == look::State::Bad);
    m_notice->setVisible(old);
    if (!old) return;
    m_notice->setText(tr("Not live: %1. %2").arg(status.freshness, status.detail));
    m_notice->adjustSize();
}

void LiveWorkspace::applyTheme() { m_canvas->viewport()->update(); }

} // namespace app
