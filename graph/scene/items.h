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
    bool setNode(const GraphNode &node); // whether its size became another one
    void describe();                     // in the tooltip; for a card under the mouse, not for thousands
    CardState &state() { return m_state; }
    QSizeF size() const { return m_size; }
    QRectF sceneRect() const { return {pos(), m_size}; }
    // Whether a point in item coordinates is on the socket that new lines are drawn from.
    bool onSocket(const QPointF &point) const;
    // Whether it is on the line in which a ghost offers to be created.
    bool onOffer(const QPointF &point) const;

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    GraphNode m_node;
    CardState m_state;
    QSizeF m_size;
};

class LinkItem;

// The label of a line: an item of its own, so that it lies above all lines. The mouse does not see it; the line does.
class LinkLabel final : public QGraphicsItem
{
public:
    explicit LinkLabel(LinkItem *link);
    ~LinkLabel() override;
    void follow(); // the line became another one

    QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    friend class LinkItem;
    LinkItem *m_link; // null while that one is being destroyed
};

// A line on the canvas. Its label belongs to it, and has to be put into the same scene.
class LinkItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 2 };
    LinkItem();
    ~LinkItem() override;

    const GraphLink &link() const { return m_link; }
    void set(const GraphLink &link, const EdgeRoute &route);
    LinkState &state() { return m_state; }
    LinkLabel *label() { return m_label; }
    const QPointF &labelAt() const { return m_labelAt; }
    void refresh(); // its state became another one
    model::ResourceKey fromKey, toKey;
    model::Edges edges; // what the line stands for

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

protected:
    QVariant itemChange(GraphicsItemChange change, const QVariant &value) override;

private:
    GraphLink m_link;
    std::vector<QPointF> m_points;
    QPainterPath m_path;
    QPointF m_labelAt;
    LinkState m_state;
    friend class LinkLabel;
    LinkLabel *m_label; // null once the scene has destroyed it: a scene asks nobody which item goes first
};

} // namespace graph
