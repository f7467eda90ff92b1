// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/scene/items.h"

#include "look/tooltip.h"

#include <QPainter>
#include <QPainterPathStroker>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <utility>

namespace graph {

namespace {

constexpr qreal socketRadius = 6, socketReach = 12;

} // namespace

NodeItem::NodeItem(const GraphNode &node) : m_node(node), m_size(cardSize(node))
{
    setFlag(ItemIsSelectable);
    setAcceptHoverEvents(true);
    setZValue(2);
}

bool NodeItem::setNode(const GraphNode &node)
{
    if (node == m_node) return false;
    prepareGeometryChange();
    m_node = node;
    const QSizeF before = std::exchange(m_size, cardSize(node));
    if (m_state.hovered) describe();
    update();
    return before != m_size;
}

void NodeItem::describe() { setToolTip(look::toolTipOf(cardDescription(m_node))); }

bool NodeItem::onSocket(const QPointF &point) const
{
    const QPointF socket(m_size.width(), socketOffset(m_node));
    const QPointF away = point - socket;
    return !m_node.ghost && away.x() * away.x() + away.y() * away.y() <= socketReach * socketReach;
}

bool NodeItem::onOffer(const QPointF &point) const
{
    return m_node.ghost && point.y() >= socketOffset(m_node) && QRectF(QPointF(), m_size).contains(point);
}

// With room for the ring around a selected card, which is as wide on the screen at any zoom.
QRectF NodeItem::boundingRect() const
{
    return QRectF(QPointF(), m_size).adjusted(-maxRing, -maxRing, std::max(maxRing, socketReach), maxRing);
}

QPainterPath NodeItem::shape() const
{
    QPainterPath path;
    path.addRect(QRectF(QPointF(), m_size));
    if (m_state.hovered) path.addEllipse(QPointF(m_size.width(), socketOffset(m_node)), socketReach, socketReach);
    return path;
}

void NodeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    m_state.scale = option->levelOfDetailFromTransform(painter->worldTransform());
    m_state.selected = isSelected();
    const look::Tokens &tokens = look::tokens();
    paintCard(*painter, QRectF(QPointF(), m_size), m_node, m_state, tokens);
    if (!m_state.hovered || m_node.ghost || m_state.scale < detailScale) return;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(tokens.accent, 2));
    painter->setBrush(tokens.surface);
    painter->drawEllipse(QPointF(m_size.width(), socketOffset(m_node)), socketRadius, socketRadius);
}

LinkLabel::LinkLabel(LinkItem *link) : m_link(link)
{
    setZValue(1.5);
    setAcceptedMouseButtons(Qt::NoButton);
}

LinkLabel::~LinkLabel()
{
    if (m_link) m_link->m_label = nullptr;
}

void LinkLabel::follow()
{
    prepareGeometryChange();
    update();
}

QRectF LinkLabel::boundingRect() const { return labelRect(m_link->labelAt(), m_link->link()).adjusted(-1, -1, 1, 1); }

void LinkLabel::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    LinkState state = m_link->state();
    state.scale = option->levelOfDetailFromTransform(painter->worldTransform());
    state.selected = m_link->isSelected();
    paintLinkLabel(*painter, m_link->labelAt(), m_link->link(), state, look::tokens());
}

LinkItem::LinkItem() : m_label(new LinkLabel(this))
{
    setFlag(ItemIsSelectable);
    setAcceptHoverEvents(true);
    setZValue(1);
}

void LinkItem::set(const GraphLink &link, const EdgeRoute &route)
{
    if (link == m_link && route.points == m_points && route.label == m_labelAt) return;
    prepareGeometryChange();
    m_label->follow(); // while it still is where it was
    m_link = link;
    m_points = route.points;
    m_path = linkPath(route.points);
    m_labelAt = route.label;
    update();
}

LinkItem::~LinkItem()
{
    if (!m_label) return;
    m_label->m_link = nullptr;
    delete m_label;
}

void LinkItem::refresh()
{
    update();
    if (m_label) m_label->update();
}

QVariant LinkItem::itemChange(GraphicsItemChange change, const QVariant &value)
{
    if (change == ItemSelectedHasChanged) refresh();
    return QGraphicsItem::itemChange(change, value);
}

QRectF LinkItem::boundingRect() const { return m_path.controlPointRect().adjusted(-8, -8, 8, 8); }

QPainterPath LinkItem::shape() const
{
    QPainterPathStroker stroker;
    stroker.setWidth(10);
    QPainterPath area = stroker.createStroke(m_path);
    const QRectF label = labelRect(m_labelAt, m_link);
    if (!label.isEmpty()) area.addRect(label);
    return area;
}

void LinkItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    m_state.scale = option->levelOfDetailFromTransform(painter->worldTransform());
    m_state.selected = isSelected();
    paintLink(*painter, m_path, m_link, m_state, look::tokens());
}

} // namespace graph
