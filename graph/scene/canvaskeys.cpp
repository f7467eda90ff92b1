// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/scene/canvas.h"

#include "graph/scene/canvasaccessible.h"
#include "graph/scene/drag.h"
#include "graph/scene/items.h"

#include <QContextMenuEvent>
#include <QGraphicsScene>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <iterator>

// The canvas by keyboard: every card, every line and every action.
namespace graph {

void Canvas::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (event->modifiers() & Qt::ControlModifier) return nudge(Qt::Key(event->key()));
        return walk(Qt::Key(event->key()));
    case Qt::Key_Escape:
        if (m_drag && m_drag->kind == Drag::Connect) return endConnect(false);
        return scene()->clearSelection();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (selectedLink()) return Q_EMIT linkActivated();
        if (const NodeItem *item = m_nodes.value(m_focused)) {
            if (item->node().ghost)
                Q_EMIT ghostActivated(m_focused);
            else
                Q_EMIT nodeActivated(m_focused);
        }
        return;
    case Qt::Key_E:
        if (event->modifiers() & ~Qt::ShiftModifier) break;
        return walkLinks(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    case Qt::Key_C:
        if (!m_readOnly && m_nodes.contains(m_focused) && event->modifiers() == Qt::NoModifier)
            return Q_EMIT connectPickerRequested(m_focused);
        break;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (!m_readOnly) Q_EMIT deleteRequested();
        return;
    default: break;
    }
    QGraphicsView::keyPressEvent(event);
}

// The selected cards one dot of the ground further.
void Canvas::nudge(Qt::Key direction)
{
    if (m_readOnly) return;
    const qreal x = direction == Qt::Key_Left ? -1 : direction == Qt::Key_Right ? 1 : 0;
    const qreal y = direction == Qt::Key_Up ? -1 : direction == Qt::Key_Down ? 1 : 0;
    QHash<model::ResourceKey, QPointF> places;
    for (const NodeItem *item : std::as_const(m_nodes))
        if (item->isSelected()) places.insert(item->key(), item->pos() + QPointF(x, y) * dotStep);
    if (!places.isEmpty()) Q_EMIT nodesMoved(places);
}

// About what is under the mouse, which is selected first; from the keyboard about what is selected.
void Canvas::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint at = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const QRectF card = cardRect(m_focused);
        at = viewport()->mapToGlobal(card.isEmpty() ? viewport()->rect().center() : mapFromScene(card.center()));
    } else {
        QGraphicsItem *under = nodeAt(event->pos());
        if (!under) under = itemAt(event->pos());
        if (!under || !under->isSelected()) {
            m_quiet = true;
            scene()->clearSelection();
            m_quiet = false;
            if (under) under->setSelected(true);
            Q_EMIT selectionChangedByUser();
        }
        if (const auto *node = qgraphicsitem_cast<NodeItem *>(under)) m_focused = node->key();
    }
    Q_EMIT menuRequested(at);
}

LinkItem *Canvas::selectedLink() const
{
    const QList<QGraphicsItem *> selected = scene()->selectedItems();
    return selected.size() == 1 ? qgraphicsitem_cast<LinkItem *>(selected.front()) : nullptr;
}

// To the nearest card in the direction, distance across counting double; from a line to the card at that end of it.
void Canvas::walk(Qt::Key direction)
{
    if (LinkItem *link = selectedLink()) {
        if (direction == Qt::Key_Up || direction == Qt::Key_Down) return walkLinks(direction == Qt::Key_Up ? -1 : 1);
        return walkTo(direction == Qt::Key_Left ? link->fromKey : link->toKey);
    }
    const bool across = direction == Qt::Key_Left || direction == Qt::Key_Right;
    const qreal sign = direction == Qt::Key_Left || direction == Qt::Key_Up ? -1 : 1;
    NodeItem *here = m_nodes.value(m_focused);
    NodeItem *best = nullptr;
    qreal bestCost = 0;
    for (NodeItem *item : std::as_const(m_nodes)) {
        const QPointF by = item->sceneRect().center() - (here ? here->sceneRect().center() : contentRect().topLeft());
        const qreal ahead = sign * (across ? by.x() : by.y()), aside = std::abs(across ? by.y() : by.x());
        const qreal cost = here ? ahead + 2 * aside : std::hypot(by.x(), by.y());
        if ((here && (item == here || ahead <= 1)) || (best && cost >= bestCost)) continue;
        best = item;
        bestCost = cost;
    }
    if (best) focusNode(best);
}

void Canvas::focusNode(NodeItem *item)
{
    m_quiet = true;
    scene()->clearSelection();
    m_quiet = false;
    if (NodeItem *old = m_nodes.value(m_focused)) old->state().focused = false, old->update();
    m_focused = item->key();
    item->state().focused = true;
    item->setSelected(true);
    reveal(m_focused);
    tellFocus(this, nodeChild(m_graph.byKey.value(m_focused)));
}

// Along the lines of the focused card: those that leave it from top to bottom, then those that come in.
void Canvas::walkLinks(int step)
{
    std::vector<LinkItem *> mine;
    std::ranges::copy_if(m_links, std::back_inserter(mine), [this](const LinkItem *link) {
        return link->fromKey == m_focused || link->toKey == m_focused;
    });
    if (mine.empty()) return;
    std::ranges::stable_sort(mine, {}, [this](const LinkItem *link) {
        const bool leaves = link->fromKey == m_focused;
        return std::pair(!leaves, cardRect(leaves ? link->toKey : link->fromKey).center().y());
    });
    const auto here = std::ranges::find(mine, selectedLink());
    const auto count = std::ptrdiff_t(mine.size());
    const auto first = step > 0 ? 0 : count - 1;
    focusLink(mine[size_t(here == mine.end() ? first : (here - mine.begin() + step + count) % count)]);
}

void Canvas::focusLink(LinkItem *item)
{
    m_quiet = true;
    scene()->clearSelection();
    m_quiet = false;
    if (NodeItem *old = m_nodes.value(m_focused)) old->state().focused = false, old->update();
    item->setSelected(true);
    ensureVisible(item->sceneBoundingRect(), 0, 0);
    tellFocus(this, linkChild(std::ranges::find(m_links, item) - m_links.begin()));
}

void Canvas::walkTo(const model::ResourceKey &key)
{
    if (NodeItem *item = m_nodes.value(key)) focusNode(item);
}

void Canvas::walkToLink(int link)
{
    if (link < 0 || link >= int(m_links.size())) return;
    if (m_focused != m_links[size_t(link)]->toKey) m_focused = m_links[size_t(link)]->fromKey;
    focusLink(m_links[size_t(link)]);
}

void Canvas::focusInEvent(QFocusEvent *event)
{
    QGraphicsView::focusInEvent(event);
    const Qt::FocusReason reason = event->reason();
    m_byKeyboard =
        reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
    viewport()->update();
    if (NodeItem *item = m_nodes.value(m_focused))
        item->state().focused = event->reason() != Qt::MouseFocusReason, item->update();
}

// Where the keyboard is, also before it is on a card.
void Canvas::paintEvent(QPaintEvent *event)
{
    QGraphicsView::paintEvent(event);
    if (!m_byKeyboard) return;
    QPainter painter(viewport());
    painter.setPen(QPen(look::tokens().accent, 2));
    painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
}

void Canvas::focusOutEvent(QFocusEvent *event)
{
    QGraphicsView::focusOutEvent(event);
    m_byKeyboard = false;
    viewport()->update();
    if (NodeItem *item = m_nodes.value(m_focused)) item->state().focused = false, item->update();
}

} // namespace graph
