// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/designactions.h"

#include "graph/scene/canvas.h"
#include "model/relations/drawing.h"
#include "model/relations/rules.h"

#include <QAction>
#include <QMenu>
#include <QUndoStack>

#include <algorithm>

namespace app {

namespace {

// The relations of which one drawn line means only one; asked when there is a choice.
QString describe(model::Relation relation)
{
    return model::toWord(relation) + QStringLiteral(": ") + model::explain(relation);
}

model::Value mapOf(const QString &key, model::Value value)
{
    model::ValueMap map;
    map.emplace_back(key, std::move(value));
    return map;
}

model::Value listOf(model::Value value)
{
    model::ValueList list;
    list.push_back(std::move(value));
    return list;
}

// What kubectl accepts as a resource of that kind, for the user to fill.
model::Value skeletonOf(const model::ResourceKey &key)
{
    model::ValueMap metadata, content;
    metadata.emplace_back(QStringLiteral("name"), key.name);
    if (!key.ns.isEmpty()) metadata.emplace_back(QStringLiteral("namespace"), key.ns);
    content.emplace_back(QStringLiteral("apiVersion"),
                         key.group.isEmpty() ? QStringLiteral("v1") : key.group + QStringLiteral("/v1"));
    content.emplace_back(QStringLiteral("kind"), key.kind);
    content.emplace_back(QStringLiteral("metadata"), std::move(metadata));
    if (key.kind == QStringLiteral("ConfigMap")) content.emplace_back(QStringLiteral("data"), model::ValueMap());
    if (key.kind == QStringLiteral("Secret")) content.emplace_back(QStringLiteral("stringData"), model::ValueMap());
    if (key.kind == QStringLiteral("Service"))
        content.emplace_back(QStringLiteral("spec"),
                             mapOf(QStringLiteral("ports"), listOf(mapOf(QStringLiteral("port"), 80))));
    if (key.kind == QStringLiteral("PersistentVolumeClaim")) {
        model::ValueMap spec;
        spec.emplace_back(QStringLiteral("accessModes"), listOf(QStringLiteral("ReadWriteOnce")));
        spec.emplace_back(QStringLiteral("resources"),
                          mapOf(QStringLiteral("requests"), mapOf(QStringLiteral("storage"), QStringLiteral("1Gi"))));
        content.emplace_back(QStringLiteral("spec"), std::move(spec));
    }
    return content;
}

} // namespace

DesignActions::DesignActions(model::Document *document, model::Selection *selection, GraphPipeline *pipeline,
                             graph::Canvas *canvas, QObject *parent)
    : QObject(parent), m_document(document), m_selection(selection), m_pipeline(pipeline), m_canvas(canvas)
{
    m_undo = document->history()->createUndoAction(this, tr("Undo"));
    m_undo->setShortcuts(QKeySequence::Undo);
    m_redo = document->history()->createRedoAction(this, tr("Redo"));
    m_redo->setShortcuts({QKeySequence(QKeySequence::Redo), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    m_connect = add(tr("Connect"), {}, tr("Draw a line from the selected resource to another one (C on the canvas)"));
    m_remove = add(tr("Delete"), {},
                   tr("Remove the selected resources, or the fields of the selected lines (Delete on the canvas)"));
    m_tidy = add(tr("Tidy"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T)},
                 tr("Arrange the graph afresh; moved cards stay where you put them"));
    m_fit = add(tr("Fit"), {QKeySequence(Qt::SHIFT | Qt::Key_1)}, tr("Show the whole graph"));
    m_zoomIn = add(tr("Zoom in"), {QKeySequence(QKeySequence::ZoomIn), QKeySequence(Qt::CTRL | Qt::Key_Equal)}, {});
    m_zoomOut = add(tr("Zoom out"), {QKeySequence(QKeySequence::ZoomOut)}, {});
    m_zoomReset = add(tr("Actual size"), {QKeySequence(Qt::CTRL | Qt::Key_0)}, {});
    m_nextProblem = add(tr("Next problem"), {QKeySequence(Qt::Key_F8)}, {});
    m_previousProblem = add(tr("Previous problem"), {QKeySequence(Qt::SHIFT | Qt::Key_F8)}, {});

    connect(m_connect, &QAction::triggered, this, [this] { pickTarget(m_selection->single()); });
    connect(m_remove, &QAction::triggered, this, &DesignActions::removeSelection);
    connect(m_tidy, &QAction::triggered, pipeline, &GraphPipeline::tidy);
    connect(m_fit, &QAction::triggered, canvas, &graph::Canvas::fit);
    connect(m_zoomIn, &QAction::triggered, canvas, [canvas] { canvas->zoomBy(1.2); });
    connect(m_zoomOut, &QAction::triggered, canvas, [canvas] { canvas->zoomBy(1 / 1.2); });
    connect(m_zoomReset, &QAction::triggered, canvas, &graph::Canvas::resetZoom);
    connect(m_nextProblem, &QAction::triggered, this, [this] { Q_EMIT problemStep(1); });
    connect(m_previousProblem, &QAction::triggered, this, [this] { Q_EMIT problemStep(-1); });

    connect(canvas, &graph::Canvas::connectRequested, this, &DesignActions::connectNodes);
    connect(canvas, &graph::Canvas::connectPickerRequested, this, &DesignActions::pickTarget);
    connect(canvas, &graph::Canvas::menuRequested, this, &DesignActions::openMenu);
    connect(canvas, &graph::Canvas::ghostActivated, this, &DesignActions::createGhost);
    connect(canvas, &graph::Canvas::deleteRequested, this, &DesignActions::removeSelection);
    connect(canvas, &graph::Canvas::nodesMoved, this, &DesignActions::move);
    connect(canvas, &graph::Canvas::selectionChangedByUser, this, &DesignActions::updateEnabled);
    connect(selection, &model::Selection::changed, this, &DesignActions::updateEnabled);
    canvas->setConnectable([this](const model::ResourceKey &from, const model::ResourceKey &to) {
        return !model::possibleRelations(*m_document->resources(), from, to).relations.empty();
    });
    updateEnabled();
}

QAction *DesignActions::add(const QString &text, const QList<QKeySequence> &shortcuts, const QString &tip)
{
    auto *action = new QAction(text, this);
    action->setShortcuts(shortcuts);
    QString whole = tip.isEmpty() ? text : tip;
    if (!shortcuts.isEmpty())
        whole += QStringLiteral(" (%1)").arg(shortcuts.front().toString(QKeySequence::NativeText));
    action->setToolTip(whole);
    return action;
}

void DesignActions::updateEnabled()
{
    m_connect->setEnabled(!m_selection->single().isEmpty());
    m_remove->setEnabled(!m_selection->resources().isEmpty() || !m_canvas->selectedEdges().empty());
}

void DesignActions::perform(const QString &text, const model::Result<model::Edits> &edits)
{
    if (!edits) return Q_EMIT refused(edits.error().toString());
    if (const auto done = m_document->edit({text, model::Origin::Canvas}, *edits); !done)
        Q_EMIT refused(done.error().toString());
}

void DesignActions::connectNodes(const model::ResourceKey &from, const model::ResourceKey &to)
{
    const auto resources = m_document->resources();
    const model::PossibleRelations possible = model::possibleRelations(*resources, from, to);
    if (possible.relations.empty()) return Q_EMIT refused(possible.whyNot);
    const QString text = tr("Connect %1 to %2").arg(from.title(), to.title());
    if (possible.relations.size() == 1)
        return perform(text, model::drawEdge(*resources, from, to, possible.relations.front()));
    // What the line shall mean is the user's choice, where it could mean several things.
    auto *menu = new QMenu(m_canvas);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (model::Relation relation : possible.relations)
        connect(menu->addAction(describe(relation)), &QAction::triggered, this, [this, text, from, to, relation] {
            perform(text, model::drawEdge(*m_document->resources(), from, to, relation));
        });
    menu->popup(QCursor::pos());
}

void DesignActions::pickTarget(const model::ResourceKey &from)
{
    if (from.isEmpty()) return;
    const auto resources = m_document->resources();
    auto *menu = new QMenu(m_canvas);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Resources that %1 can be connected to").arg(from.title()));
    for (const model::Resource &resource : resources->resources()) {
        if (resource.key == from || model::possibleRelations(*resources, from, resource.key).relations.empty())
            continue;
        connect(menu->addAction(resource.key.title()), &QAction::triggered, this,
                [this, from, to = resource.key] { connectNodes(from, to); });
    }
    if (menu->isEmpty())
        menu->addAction(tr("Nothing here that %1 can be connected to").arg(from.title()))->setEnabled(false);
    const QRectF card = m_canvas->cardRect(from);
    menu->popup(m_canvas->viewport()->mapToGlobal(m_canvas->mapFromScene(card.topRight())));
}

// What can be done with what is selected.
void DesignActions::openMenu(const QPoint &at)
{
    auto *menu = new QMenu(m_canvas);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QSet<model::ResourceKey> keys = m_canvas->selectedNodes();
    const model::ResourceKey one = keys.size() == 1 ? *keys.begin() : model::ResourceKey();
    const graph::GraphNode *node = m_pipeline->graph().find(one);
    menu->setAccessibleName(one.isEmpty() ? tr("Canvas") : one.title());
    if (node && node->ghost)
        connect(menu->addAction(tr("Create %1").arg(one.title())), &QAction::triggered, this,
                [this, one] { createGhost(one); });
    if (node && !node->ghost) {
        connect(menu->addAction(tr("Connect…")), &QAction::triggered, this, [this, one] { pickTarget(one); });
        connect(menu->addAction(tr("Edit fields")), &QAction::triggered, this, &DesignActions::fieldsRequested);
    }
    if ((node && !node->ghost) || !m_canvas->selectedEdges().empty())
        connect(menu->addAction(tr("Show in the text")), &QAction::triggered, this, &DesignActions::textRequested);
    if (!menu->isEmpty()) menu->addSeparator();
    if (m_remove->isEnabled() && !(node && node->ghost)) menu->addAction(m_remove);
    menu->addActions({m_undo, m_redo});
    menu->addSeparator();
    menu->addActions({m_tidy, m_fit});
    menu->popup(at);
}

// The least that makes a missing target be there; the user fills it in.
void DesignActions::createGhost(const model::ResourceKey &key)
{
    const QStringList files = m_document->files();
    if (files.isEmpty()) return;
    perform(tr("Create %1").arg(key.title()), model::Edits{model::AddResource{files.last(), skeletonOf(key)}});
    m_selection->select(key, {}, model::Origin::QuickFix);
}

void DesignActions::removeSelection()
{
    model::Edges edges = m_canvas->selectedEdges();
    // A line from a Service is its selector; the ports lead nowhere without it, and stay for the next one.
    const auto isSelector = [](const model::Edge &edge) { return edge.relation == model::Relation::ServiceSelector; };
    if (std::ranges::any_of(edges, isSelector))
        std::erase_if(edges, [](const model::Edge &edge) { return edge.relation == model::Relation::ServicePort; });
    if (m_canvas->selectedNodes().isEmpty() && !edges.empty()) {
        model::Edits all;
        for (const model::Edge &edge : edges) {
            const auto edits = model::deleteEdge(*m_document->resources(), edge);
            if (!edits) return Q_EMIT refused(edits.error().toString());
            all.insert(all.end(), edits->begin(), edits->end());
        }
        // What the line stood for is gone; the resource that held it is not what the next Delete means.
        m_selection->clear(model::Origin::History);
        return perform(tr("Disconnect %1 from %2").arg(edges.front().from.title(), edges.front().to.title()), all);
    }
    model::Edits removals;
    for (const model::ResourceKey &key : m_selection->resources())
        if (m_document->resources()->find(key)) removals.push_back(model::RemoveResource{key});
    if (removals.empty()) return;
    const QString what = removals.size() == 1 ? m_selection->single().title() : tr("%1 resources").arg(removals.size());
    perform(tr("Remove %1").arg(what), removals);
}

void DesignActions::move(const QHash<model::ResourceKey, QPointF> &places)
{
    const auto pins = m_document->pins();
    model::ChangeSet moves;
    for (auto it = places.cbegin(); it != places.cend(); ++it) {
        const auto before = pins.constFind(it.key());
        const std::optional<QPointF> from = before == pins.cend() ? std::nullopt : std::optional(*before);
        moves.changes.push_back(model::MoveChange{it.key(), from, it.value()});
    }
    const QString what = places.size() == 1 ? places.cbegin().key().title() : tr("%1 resources").arg(places.size());
    m_document->perform({tr("Move %1").arg(what), model::Origin::Canvas}, moves);
}

} // namespace app
