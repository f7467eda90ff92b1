// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/scene/items.h"

#include <QPainter>
#include <QPainterPathStroker>
#include <QStyleOptionGraphicsItem>

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

void NodeItem::setNode(const GraphNode &node)
{
    if (node == m_node) return;
    prepareGeometryChange();
    m_node = node;
    m_size = cardSize(node);
    if (m_state.hovered) describe();
    update();
}

void NodeItem::describe()
{
    setToolTip(cardDescription(m_node).toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
}

bool NodeItem::onSocket(const QPointF &point) const
{
    const QPointF socket(m_size.width(), socketOffset(m_node));
    const QPointF away = point - socket;
    return !m_node.ghost && away.x() * away.x() + away.y() * away.y() <= socketReach * socketReach;
}

QRectF NodeItem::boundingRect() const { return QRectF(QPointF(), m_size).adjusted(-6, -6, socketReach, 6); }

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

LinkItem::LinkItem()
{
    setFlag(ItemIsSelectable);
    setAcceptHoverEvents(true);
    setZValue(1);
}

void LinkItem::set(const GraphLink &link, const EdgeRoute &route)
{
    if (link == m_link && route.points == m_points && route.label == m_labelAt) return;
    prepareGeometryChange();
    m_link = link;
    m_points = route.points;
    m_path = linkPath(route.points);
    m_labelAt = route.label;
    update();
}

QRectF LinkItem::boundingRect() const
{
    return m_path.controlPointRect().united(labelRect(m_labelAt, m_link)).adjusted(-8, -8, 8, 8);
}

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
    paintLink(*painter, m_path, m_labelAt, m_link, m_state, look::tokens());
}

} // namespace graph
