// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/scene/canvas.h"

#include "graph/scene/drag.h"
#include "graph/scene/items.h"

#include <QGraphicsPathItem>
#include <QGraphicsScene>
#include <QMouseEvent>
#include <QScrollBar>

#include <cmath>
#include <utility>

// The canvas's hands: mouse and wheel.
namespace graph {

namespace {

qreal snapped(qreal value) { return std::round(value / look::metric::grid) * look::metric::grid; }

} // namespace

NodeItem *Canvas::nodeAt(const QPoint &viewPos) const
{
    const QList<QGraphicsItem *> under = items(viewPos);
    for (QGraphicsItem *item : under)
        if (auto *node = qgraphicsitem_cast<NodeItem *>(item)) return node;
    return nullptr;
}

void Canvas::setHovered(QGraphicsItem *item)
{
    if (item == m_hovered) return;
    const auto mark = [](QGraphicsItem *target, bool hovered) {
        if (auto *node = qgraphicsitem_cast<NodeItem *>(target)) {
            node->state().hovered = hovered;
            if (hovered) node->describe();
        }
        if (auto *link = qgraphicsitem_cast<LinkItem *>(target)) {
            link->state().hovered = hovered;
            link->refresh();
        }
        if (target) target->update();
    };
    mark(m_hovered, false);
    m_hovered = item;
    mark(m_hovered, true);
}

void Canvas::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    if (std::exchange(m_byKeyboard, false)) viewport()->update();
    if (m_drag && m_drag->kind == Drag::Connect) { // started from the keyboard or the menu
        dragTo(mapToScene(event->pos()));
        return endConnect(event->button() == Qt::LeftButton);
    }
    NodeItem *node = nodeAt(event->pos());
    auto drag = std::make_unique<Drag>();
    drag->start = drag->last = event->pos();
    drag->grab = mapToScene(event->pos());
    if (event->button() == Qt::MiddleButton ||
        (event->button() == Qt::LeftButton && !itemAt(event->pos()) && !(event->modifiers() & Qt::ShiftModifier))) {
        if (event->button() == Qt::LeftButton) scene()->clearSelection();
        viewport()->setCursor(Qt::ClosedHandCursor);
        m_drag = std::move(drag);
        return;
    }
    if (event->button() == Qt::LeftButton && node && !m_readOnly && node->onSocket(node->mapFromScene(drag->grab)))
        return startConnect(node->key());
    setDragMode(!itemAt(event->pos()) ? RubberBandDrag : NoDrag);
    QGraphicsView::mousePressEvent(event);
    if (event->button() != Qt::LeftButton || !node) return;
    if (NodeItem *old = m_nodes.value(m_focused)) old->state().focused = false, old->update();
    m_focused = node->key();
    drag->kind = Drag::Move;
    for (NodeItem *item : std::as_const(m_nodes))
        if (item->isSelected() || item == node) drag->from.insert(item->key(), item->pos());
    m_drag = std::move(drag);
}

void Canvas::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_drag) {
        QGraphicsItem *under = nodeAt(event->pos());
        setHovered(under ? under : itemAt(event->pos()));
        return QGraphicsView::mouseMoveEvent(event);
    }
    if ((event->pos() - m_drag->start).manhattanLength() > 4) m_drag->moved = true;
    if (m_drag->kind == Drag::Pan) {
        const QPoint by = event->pos() - m_drag->last;
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - by.y());
    } else if (m_drag->moved || m_drag->kind == Drag::Connect) {
        dragTo(mapToScene(event->pos()));
    }
    m_drag->last = event->pos();
}

void Canvas::dragTo(const QPointF &scenePos)
{
    if (m_drag->kind == Drag::Connect) {
        NodeItem *over = nodeAt(mapFromScene(scenePos));
        const bool fits =
            over && over->key() != m_drag->source && (!m_connectable || m_connectable(m_drag->source, over->key()));
        if (NodeItem *old = m_nodes.value(m_drag->target)) old->state().connectTarget = false, old->update();
        m_drag->target = fits ? over->key() : model::ResourceKey();
        m_drag->over = over && over->key() != m_drag->source ? over->key() : model::ResourceKey();
        if (fits) over->state().connectTarget = true, over->update();
        const NodeItem *source = m_nodes.value(m_drag->source);
        if (!source) return;
        const QPointF start = source->pos() + QPointF(source->size().width(), socketOffset(source->node()));
        const qreal reach = std::max(40.0, std::abs(scenePos.x() - start.x()) / 2);
        QPainterPath path(start);
        path.cubicTo(start + QPointF(reach, 0), scenePos - QPointF(reach, 0), scenePos);
        m_rubber->setPath(path);
        m_rubber->setPen(
            QPen(fits ? look::tokens().ok : look::tokens().accent, 2, fits ? Qt::SolidLine : Qt::DashLine));
        return;
    }
    if (m_readOnly) return;
    m_drag->by = scenePos - m_drag->grab;
    moveCards();
}

void Canvas::moveCards()
{
    for (auto it = m_drag->from.cbegin(); it != m_drag->from.cend(); ++it)
        if (NodeItem *item = m_nodes.value(it.key()))
            item->setPos(snapped(it->x() + m_drag->by.x()), snapped(it->y() + m_drag->by.y()));
    updateRoutes();
}

// The graph became another one while the mouse is down: what it holds stays in its hand.
void Canvas::keepDrag()
{
    if (!m_drag) return;
    if (m_drag->kind == Drag::Move && m_drag->moved) moveCards();
    if (m_drag->kind == Drag::Connect && !m_nodes.contains(m_drag->source)) endConnect(false);
}

void Canvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_drag && m_drag->kind == Drag::Connect) {
        if (m_drag->moved) endConnect(true);
        return;
    }
    const auto drag = std::move(m_drag);
    viewport()->unsetCursor();
    if (drag && drag->kind == Drag::Move && drag->moved && !m_readOnly) {
        updateSceneRect();
        QHash<model::ResourceKey, QPointF> places;
        for (auto it = drag->from.cbegin(); it != drag->from.cend(); ++it)
            if (const NodeItem *item = m_nodes.value(it.key())) places.insert(it.key(), item->pos());
        Q_EMIT nodesMoved(places);
    }
    const NodeItem *under = drag && drag->kind == Drag::Move && !drag->moved ? nodeAt(event->pos()) : nullptr;
    if (under && !m_readOnly && under->node().ghost && under->onOffer(under->mapFromScene(mapToScene(event->pos()))))
        QMetaObject::invokeMethod(
            this, [this, key = under->key()] { Q_EMIT ghostActivated(key); }, Qt::QueuedConnection);
    if (!drag || drag->kind != Drag::Pan) QGraphicsView::mouseReleaseEvent(event);
    setDragMode(NoDrag);
}

void Canvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    const NodeItem *node = nodeAt(event->pos());
    if (!node) {
        if (selectedLink()) Q_EMIT linkActivated();
        return;
    }
    if (node->node().ghost)
        Q_EMIT ghostActivated(node->key());
    else
        Q_EMIT nodeActivated(node->key());
}

void Canvas::startConnect(const model::ResourceKey &from)
{
    if (m_readOnly || !m_nodes.contains(from)) return;
    m_drag = std::make_unique<Drag>();
    m_drag->kind = Drag::Connect;
    m_drag->source = from;
    m_drag->start = mapFromScene(cardRect(from).center());
    m_rubber = scene()->addPath({});
    m_rubber->setZValue(3);
    m_rubber->setAcceptedMouseButtons(Qt::NoButton);
    viewport()->setCursor(Qt::CrossCursor);
}

void Canvas::endConnect(bool accept)
{
    const auto drag = std::move(m_drag);
    delete m_rubber;
    m_rubber = nullptr;
    viewport()->unsetCursor();
    if (NodeItem *target = m_nodes.value(drag->target)) {
        target->state().connectTarget = false;
        target->update();
        if (accept) Q_EMIT connectRequested(drag->source, drag->target);
    } else if (accept && !drag->over.isEmpty()) {
        Q_EMIT connectRequested(drag->source, drag->over); // whoever knows why not says so
    }
}

void Canvas::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier) return zoomBy(std::pow(1.2, event->angleDelta().y() / 120.0));
    const QPoint by = event->pixelDelta().isNull() ? event->angleDelta() / 2 : event->pixelDelta();
    const bool sideways = event->modifiers() & Qt::ShiftModifier;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - (sideways ? by.y() : by.x()));
    if (!sideways) verticalScrollBar()->setValue(verticalScrollBar()->value() - by.y());
}

} // namespace graph
