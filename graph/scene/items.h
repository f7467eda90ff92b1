// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/layout.h"
#include "graph/model/graph.h"
#include "graph/scene/cardpainter.h"
#include "graph/scene/linkpainter.h"

#include <QGraphicsItem>

namespace graph {

// A card on the canvas. Holds a copy of what it draws; knows its node by key only.
class NodeItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 1 };
    explicit NodeItem(const GraphNode &node);

    const GraphNode &node() const { return m_node; }
    const model::ResourceKey &key() const { return m_node.key; }
    void setNode(const GraphNode &node);
    void describe(); // in the tooltip; for a card under the mouse, not for thousands
    CardState &state() { return m_state; }
    QSizeF size() const { return m_size; }
    QRectF sceneRect() const { return {pos(), m_size}; }
    // Whether a point in item coordinates is on the socket that new lines are drawn from.
    bool onSocket(const QPointF &point) const;

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    GraphNode m_node;
    CardState m_state;
    QSizeF m_size;
};

// A line on the canvas.
class LinkItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 2 };
    LinkItem();

    const GraphLink &link() const { return m_link; }
    void set(const GraphLink &link, const EdgeRoute &route);
    LinkState &state() { return m_state; }
    model::ResourceKey fromKey, toKey;
    model::Edges edges; // what the line stands for

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    GraphLink m_link;
    std::vector<QPointF> m_points;
    QPainterPath m_path;
    QPointF m_labelAt;
    LinkState m_state;
};

} // namespace graph
