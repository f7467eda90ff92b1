// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/scene/canvas.h"

#include "graph/scene/arrange.h"
#include "graph/scene/canvasaccessible.h"
#include "graph/scene/drag.h"
#include "graph/scene/items.h"

#include <QGraphicsScene>
#include <QPainter>
#include <QScrollBar>
#include <QTimer>
#include <QtMath>

#include <cmath>

namespace graph {

namespace {

constexpr qreal minZoom = 0.05, minFit = 0.01, maxZoom = 4, sceneMargin = 400;
constexpr int fitMargin = 40;

} // namespace

Canvas::Canvas(QWidget *parent) : QGraphicsView(parent)
{
    setScene(new QGraphicsScene(this));
    // Left to itself the index of 10,000 cards has more parts than there are items, and each long line is put into
    // thousands of them: most of a minute. A hundred parts find what is looked at as quickly.
    constexpr int indexDepth = 7;
    scene()->setBspTreeDepth(indexDepth);
    setFrameShape(QFrame::NoFrame);
    setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    setTransformationAnchor(AnchorUnderMouse);
    setViewportUpdateMode(BoundingRectViewportUpdate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Graph of resources"));
    setAccessibleDescription(
        tr("Arrow keys walk from resource to resource, E along the lines of one; Enter opens it, C connects it, Delete "
           "removes it."));
    makeCanvasAccessible();
    connect(scene(), &QGraphicsScene::selectionChanged, this, [this] {
        if (!m_quiet) Q_EMIT selectionChangedByUser();
    });
}

Canvas::~Canvas()
{
    // The scene outlives this part of the object; it must not talk to it any more.
    scene()->disconnect(this);
}

void Canvas::setGraph(const Graph &graph, const Layout &layout)
{
    m_quiet = true;
    setHovered(nullptr);
    bool resized = false;
    QHash<model::ResourceKey, NodeItem *> nodes;
    for (size_t i = 0; i < graph.nodes.size(); ++i) {
        const GraphNode &node = graph.nodes[i];
        NodeItem *item = m_nodes.take(node.key);
        if (!item) {
            item = new NodeItem(node);
            scene()->addItem(item);
        }
        resized |= item->setNode(node);
        if (i < layout.positions.size()) item->setPos(layout.positions[i]);
        nodes.insert(node.key, item);
    }
    qDeleteAll(m_nodes);
    m_nodes = nodes;
    m_graph = graph;
    updateLinks(layout.routes);
    keepDrag();
    tellGraphChanged(this);
    updateSceneRect();
    m_quiet = false;
    if (resized) viewport()->update(); // what a card leaves behind when it shrinks is not always painted over
    Q_EMIT viewChanged();
}

void Canvas::updateLinks(const std::vector<EdgeRoute> &routes)
{
    // A selected line stays selected by what it joins, not by where it stood in the list.
    QSet<QPair<model::ResourceKey, model::ResourceKey>> selected;
    for (const LinkItem *item : m_links)
        if (item->isSelected()) selected.insert({item->fromKey, item->toKey});
    while (m_links.size() > m_graph.links.size()) {
        delete m_links.back();
        m_links.pop_back();
    }
    while (m_links.size() < m_graph.links.size()) {
        m_links.push_back(new LinkItem);
        scene()->addItem(m_links.back());
        scene()->addItem(m_links.back()->label());
    }
    for (size_t i = 0; i < m_links.size(); ++i) {
        const GraphLink &link = m_graph.links[i];
        LinkItem *item = m_links[i];
        item->fromKey = m_graph.nodes[size_t(link.from)].key;
        item->toKey = m_graph.nodes[size_t(link.to)].key;
        item->edges.clear();
        for (int edge : link.edges) item->edges.push_back(m_graph.edges[size_t(edge)]);
        item->set(link, i < routes.size() ? routes[i] : EdgeRoute());
        item->setSelected(selected.contains({item->fromKey, item->toKey}));
    }
}

void Canvas::setOverlays(const QHash<model::ResourceKey, Overlay> &overlays)
{
    for (GraphNode &node : m_graph.nodes) {
        const auto found = overlays.constFind(node.key);
        node.overlay = found == overlays.cend() ? std::nullopt : std::optional(*found);
        m_nodes.value(node.key)->setNode(node);
    }
}

void Canvas::setConnectable(std::function<bool(const model::ResourceKey &, const model::ResourceKey &)> connectable)
{
    m_connectable = std::move(connectable);
}

void Canvas::setReadOnly(bool readOnly) { m_readOnly = readOnly; }

QSet<model::ResourceKey> Canvas::selectedNodes() const
{
    QSet<model::ResourceKey> keys;
    for (const NodeItem *item : m_nodes)
        if (item->isSelected()) keys.insert(item->key());
    return keys;
}

model::Edges Canvas::selectedEdges() const
{
    model::Edges edges;
    for (const LinkItem *item : m_links)
        if (item->isSelected()) edges.insert(edges.end(), item->edges.begin(), item->edges.end());
    return edges;
}

void Canvas::selectNodes(const QSet<model::ResourceKey> &keys)
{
    m_quiet = true;
    for (NodeItem *item : std::as_const(m_nodes)) item->setSelected(keys.contains(item->key()));
    for (LinkItem *item : m_links) item->setSelected(false);
    if (keys.size() == 1) m_focused = *keys.begin();
    m_quiet = false;
}

void Canvas::reveal(const model::ResourceKey &key)
{
    if (NodeItem *item = m_nodes.value(key)) ensureVisible(item->sceneRect(), fitMargin, fitMargin);
}

QRectF Canvas::cardRect(const model::ResourceKey &key) const
{
    const NodeItem *item = m_nodes.value(key);
    return item ? item->sceneRect() : QRectF();
}

QRectF Canvas::contentRect() const
{
    QRectF all;
    for (const NodeItem *item : m_nodes) all |= item->sceneRect();
    return all;
}

QRectF Canvas::linkRect(int link) const
{
    return link >= 0 && link < int(m_links.size()) ? m_links[size_t(link)]->sceneBoundingRect() : QRectF();
}

void Canvas::updateSceneRect()
{
    // Room to pan beyond the cards, at any zoom.
    const QSizeF view = QSizeF(viewport()->size()) / zoom();
    const qreal x = std::max(sceneMargin, view.width() * 0.8), y = std::max(sceneMargin, view.height() * 0.8);
    setSceneRect(contentRect().adjusted(-x, -y, x, y));
}

void Canvas::fit()
{
    m_fitWhenShown = !isVisible(); // its size means nothing until then
    if (m_fitWhenShown) return;
    const QRectF content = contentRect();
    const QSizeF view(viewport()->size() - QSize(2, 2) * fitMargin);
    const qreal factor =
        std::min({view.width() / std::max(content.width(), 1.0), view.height() / std::max(content.height(), 1.0), 1.0});
    setTransform(QTransform::fromScale(std::max(factor, minFit), std::max(factor, minFit)));
    updateSceneRect();
    centerOn(content.center());
    Q_EMIT viewChanged();
}

void Canvas::zoomBy(qreal factor)
{
    const qreal target = std::clamp(zoom() * factor, std::min(minZoom, zoom()), maxZoom);
    scale(target / zoom(), target / zoom());
    updateSceneRect();
    Q_EMIT viewChanged();
}

void Canvas::resetZoom() { zoomBy(1 / zoom()); }

void Canvas::drawBackground(QPainter *painter, const QRectF &rect)
{
    const look::Tokens &tokens = look::tokens();
    painter->fillRect(rect, tokens.canvas);
    if (zoom() < 0.5) return;
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(QPen(tokens.line, 1));
    QVarLengthArray<QPointF, 4096> dots;
    for (qreal x = std::floor(rect.left() / dotStep) * dotStep; x < rect.right(); x += dotStep)
        for (qreal y = std::floor(rect.top() / dotStep) * dotStep; y < rect.bottom(); y += dotStep) dots.append({x, y});
    painter->drawPoints(dots.constData(), int(dots.size()));
}

void Canvas::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    updateSceneRect();
    Q_EMIT viewChanged();
}

void Canvas::showEvent(QShowEvent *event)
{
    QGraphicsView::showEvent(event);
    if (m_fitWhenShown) fit();
}

void Canvas::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    Q_EMIT viewChanged();
}

void Canvas::updateRoutes()
{
    std::vector<QRectF> cards;
    for (const GraphNode &node : m_graph.nodes) cards.push_back(m_nodes.value(node.key)->sceneRect());
    updateLinks(routeEdges(cards, layoutEdges(m_graph)));
}

} // namespace graph
