// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/layout.h"
#include "graph/model/graph.h"

#include <QGraphicsView>
#include <QHash>
#include <QSet>

#include <functional>
#include <memory>

namespace graph {

class LinkItem;
class NodeItem;

// The canvas: draws a graph at the places that a layout gave it, and tells what the user wants. It changes nothing
// itself: every wish is a signal with keys. GUI thread.
class Canvas : public QGraphicsView
{
    Q_OBJECT

public:
    explicit Canvas(QWidget *parent = nullptr);
    ~Canvas() override;

    // Shows the graph; cards and lines that stay keep their selection. layout fits the graph's nodes and links in
    // order.
    void setGraph(const Graph &graph, const Layout &layout);
    const Graph &graph() const { return m_graph; }
    // The cluster's truth on top; keys that are not in the graph are ignored, nodes without an entry lose theirs.
    void setOverlays(const QHash<model::ResourceKey, Overlay> &overlays);
    // Whether a line may be drawn between two resources; asked while one is being drawn.
    void setConnectable(std::function<bool(const model::ResourceKey &, const model::ResourceKey &)> connectable);
    void setReadOnly(bool readOnly); // no dragging, connecting, deleting

    QSet<model::ResourceKey> selectedNodes() const;
    model::Edges selectedEdges() const;
    // Selects exactly these nodes, without emitting selectionChangedByUser.
    void selectNodes(const QSet<model::ResourceKey> &keys);
    // Scrolls as little as needed for the node to be seen.
    void reveal(const model::ResourceKey &key);
    // Where the card is drawn, in scene units; empty when there is none.
    QRectF cardRect(const model::ResourceKey &key) const;
    QRectF contentRect() const;
    // The line's curve, in scene units; empty when there is none. link: an index of graph().links.
    QRectF linkRect(int link) const;

    // The keyboard's place: the card is selected as if arrow keys had led to it; or the line.
    void walkTo(const model::ResourceKey &key);
    void walkToLink(int link);
    const model::ResourceKey &focusedNode() const { return m_focused; }

    void fit(); // once it is seen, when it is not
    void zoomBy(qreal factor);
    void resetZoom();
    qreal zoom() const { return transform().m11(); }

    // Draws a line from the node under way, as with the mouse: the next click on a node ends it, Escape gives up.
    void startConnect(const model::ResourceKey &from);

Q_SIGNALS:
    void selectionChangedByUser();
    // One drag: every card that it moved, and the new top left of each.
    void nodesMoved(const QHash<model::ResourceKey, QPointF> &places);
    void nodeActivated(const model::ResourceKey &key);
    void linkActivated(); // the selected one
    void ghostActivated(const model::ResourceKey &key);
    void connectRequested(const model::ResourceKey &from, const model::ResourceKey &to);
    void connectPickerRequested(const model::ResourceKey &from);
    // A menu about what is selected; at: global.
    void menuRequested(const QPoint &at);
    void deleteRequested();
    void viewChanged();

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Drag;
    NodeItem *nodeAt(const QPoint &viewPos) const;
    void setHovered(QGraphicsItem *item);
    LinkItem *selectedLink() const; // when exactly one line and no card is selected
    void moveCards();
    void keepDrag();
    void dragTo(const QPointF &scenePos);
    void endConnect(bool accept);
    void updateRoutes();
    void updateLinks(const std::vector<EdgeRoute> &routes);
    void updateSceneRect();
    void walk(Qt::Key direction);
    void walkLinks(int step);
    void nudge(Qt::Key direction);
    void focusNode(NodeItem *item);
    void focusLink(LinkItem *item);

    Graph m_graph;
    QHash<model::ResourceKey, NodeItem *> m_nodes;
    std::vector<LinkItem *> m_links;
    std::function<bool(const model::ResourceKey &, const model::ResourceKey &)> m_connectable;
    std::unique_ptr<Drag> m_drag;
    QGraphicsPathItem *m_rubber = nullptr;
    QGraphicsItem *m_hovered = nullptr;
    model::ResourceKey m_focused;
    bool m_readOnly = false;
    bool m_byKeyboard = false; // it got the keyboard by the keyboard: then it shows that it has it
    bool m_fitWhenShown = false;
    bool m_quiet = false; // selection is being set from outside
};

} // namespace graph
