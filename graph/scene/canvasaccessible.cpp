// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/scene/canvasaccessible.h"

#include "graph/scene/canvas.h"
#include "graph/scene/cardpainter.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

namespace graph {

namespace {

// A card or a line. Knows it by what it is, not by its place in the graph, which changes.
class ItemAccessible final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    explicit ItemAccessible(Canvas *canvas) : m_canvas(canvas) {}
    void set(AccessibleItem item)
    {
        m_item = item;
        const Graph &graph = m_canvas->graph();
        m_from = item.link ? graph.nodes[size_t(graph.links[size_t(item.index)].from)].key
                           : graph.nodes[size_t(item.index)].key;
        m_to = item.link ? graph.nodes[size_t(graph.links[size_t(item.index)].to)].key : model::ResourceKey();
    }

    bool isValid() const override { return m_canvas && fits(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_canvas ? m_canvas->window()->windowHandle() : nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_canvas); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override;
    QAccessible::State state() const override;

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &name) override;
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    const Graph &graph() const { return m_canvas->graph(); }
    bool fits() const;
    bool isSelected() const;

    QPointer<Canvas> m_canvas;
    AccessibleItem m_item;
    model::ResourceKey m_from, m_to; // a card is only from
};

// The graph may have become another one since this was handed out.
bool ItemAccessible::fits() const
{
    const size_t index = size_t(m_item.index);
    if (!m_item.link) return index < graph().nodes.size() && graph().nodes[index].key == m_from;
    return index < graph().links.size() && graph().nodes[size_t(graph().links[index].from)].key == m_from &&
           graph().nodes[size_t(graph().links[index].to)].key == m_to;
}

QString ItemAccessible::text(QAccessible::Text kind) const
{
    if (!isValid()) return {};
    if (!m_item.link) {
        const GraphNode &node = graph().nodes[size_t(m_item.index)];
        if (kind == QAccessible::Name)
            return node.ghost ? Canvas::tr("%1, missing").arg(m_from.title()) : m_from.title();
        return kind == QAccessible::Description ? cardDescription(node) : QString();
    }
    const GraphLink &link = graph().links[size_t(m_item.index)];
    if (kind == QAccessible::Name) return Canvas::tr("%1 to %2").arg(m_from.title(), m_to.title());
    if (kind != QAccessible::Description) return {};
    QStringList lines;
    for (int edge : link.edges) {
        const model::Edge &fact = graph().edges[size_t(edge)];
        lines << fact.field.toString() + (fact.broken ? Canvas::tr(" (its target is missing)") : QString());
    }
    return lines.join(u'\n');
}

QRect ItemAccessible::rect() const
{
    if (!isValid()) return {};
    const QRectF scene = m_item.link ? m_canvas->linkRect(m_item.index) : m_canvas->cardRect(m_from);
    const QRect inView = m_canvas->mapFromScene(scene).boundingRect();
    return {m_canvas->viewport()->mapToGlobal(inView.topLeft()), inView.size()};
}

bool ItemAccessible::isSelected() const
{
    if (!m_item.link) return m_canvas->selectedNodes().contains(m_from);
    const model::Edges selected = m_canvas->selectedEdges();
    return std::ranges::any_of(selected, [this](const model::Edge &e) { return e.from == m_from && e.to == m_to; });
}

QAccessible::State ItemAccessible::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    state.focusable = state.selectable = true;
    state.selected = isSelected();
    state.focused = m_canvas->hasFocus() && state.selected && (m_item.link || m_canvas->focusedNode() == m_from);
    state.offscreen =
        !rect().intersects(QRect(m_canvas->viewport()->mapToGlobal(QPoint()), m_canvas->viewport()->size()));
    return state;
}

void ItemAccessible::doAction(const QString &name)
{
    if (name != pressAction() || !isValid()) return;
    if (m_item.link)
        m_canvas->walkToLink(m_item.index);
    else
        m_canvas->walkTo(m_from);
}

// The canvas itself: the widgets that lie on it, then its cards, then its lines. Interfaces of items are made when they
// are asked for, and live as long as this one: their ids are what assistive technology remembers.
class CanvasAccessible final : public QAccessibleWidget
{
public:
    explicit CanvasAccessible(Canvas *canvas) : QAccessibleWidget(canvas, QAccessible::List, canvas->accessibleName())
    {
    }
    ~CanvasAccessible() override
    {
        for (const auto &made : {m_nodes, m_links})
            for (QAccessible::Id id : made) QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return widgets() + int(graph().nodes.size() + graph().links.size()); }
    QAccessibleInterface *child(int index) const override
    {
        if (index < widgets()) return QAccessibleWidget::child(index);
        index -= widgets();
        const int nodes = int(graph().nodes.size());
        if (index < nodes) return item({false, index});
        return index - nodes < int(graph().links.size()) ? item({true, index - nodes}) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const QAccessible::Id id = QAccessible::uniqueId(const_cast<QAccessibleInterface *>(child));
        if (const int node = int(m_nodes.indexOf(id)); node >= 0) return widgets() + node;
        if (const int link = int(m_links.indexOf(id)); link >= 0) return widgets() + int(graph().nodes.size()) + link;
        return QAccessibleWidget::indexOfChild(child);
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        for (int i = 0; i < int(graph().nodes.size()); ++i)
            if (item({false, i})->rect().contains(x, y)) return item({false, i});
        return QAccessibleWidget::childAt(x, y);
    }
    QAccessibleInterface *focusChild() const override
    {
        const GraphNode *focused = canvas()->hasFocus() ? graph().find(canvas()->focusedNode()) : nullptr;
        return focused ? item({false, graph().byKey.value(focused->key)}) : QAccessibleWidget::focusChild();
    }
    int childOf(AccessibleItem item) const
    {
        return widgets() + (item.link ? int(graph().nodes.size()) : 0) + item.index;
    }

private:
    Canvas *canvas() const { return static_cast<Canvas *>(widget()); }
    const Graph &graph() const { return canvas()->graph(); }
    int widgets() const { return QAccessibleWidget::childCount(); }
    QAccessibleInterface *item(AccessibleItem wanted) const
    {
        QList<QAccessible::Id> &made = wanted.link ? m_links : m_nodes;
        while (made.size() <= wanted.index)
            made << QAccessible::registerAccessibleInterface(new ItemAccessible(canvas()));
        auto *found = static_cast<ItemAccessible *>(QAccessible::accessibleInterface(made[wanted.index]));
        found->set(wanted);
        return found;
    }

    mutable QList<QAccessible::Id> m_nodes, m_links;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *canvas = qobject_cast<Canvas *>(object);
    return canvas ? new CanvasAccessible(canvas) : nullptr;
}

} // namespace

void makeCanvasAccessible()
{
    static const bool once = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(once);
}

void tellFocus(Canvas *canvas, AccessibleItem item)
{
    if (!QAccessible::isActive()) return;
    const auto *list = dynamic_cast<CanvasAccessible *>(QAccessible::queryAccessibleInterface(canvas));
    if (!list) return;
    QAccessibleEvent event(canvas, QAccessible::Focus);
    event.setChild(list->childOf(item));
    QAccessible::updateAccessibility(&event);
}

void tellGraphChanged(Canvas *canvas)
{
    if (!QAccessible::isActive()) return;
    QAccessibleEvent event(canvas, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

} // namespace graph
