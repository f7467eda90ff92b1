// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/designactions.h"

#include "app/design/creation.h"
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
    connect(document, &model::Document::changed, this, &DesignActions::onChanged);
    m_step = document->history()->index();
    connect(document->history(), &QUndoStack::indexChanged, this, [this](int index) { m_step = index; });
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
    const auto resources = m_document->resources();
    const auto isThere = [&resources](const model::ResourceKey &key) { return resources->find(key) != nullptr; };
    m_connect->setEnabled(isThere(m_selection->single()));
    m_remove->setEnabled(std::ranges::any_of(m_selection->resources(), isThere) || !m_canvas->selectedEdges().empty());
}

// What history did is named: it may have done it where nobody looks.
void DesignActions::onChanged(const model::ChangeSet &, model::Origin origin)
{
    updateEnabled();
    if (origin != model::Origin::History) return;
    const QUndoStack *history = m_document->history();
    const int before = m_step, now = history->index();
    Q_EMIT told(now < before ? tr("Undone: %1").arg(history->text(now)) : tr("Redone: %1").arg(history->text(now - 1)));
}

bool DesignActions::perform(const QString &text, const model::Result<model::Edits> &edits)
{
    const auto done = edits ? m_document->edit({text, model::Origin::Canvas}, *edits) : edits.error();
    if (!done) Q_EMIT refused(done.error().toString());
    return done.ok();
}

void DesignActions::connectNodes(const model::ResourceKey &from, const model::ResourceKey &to)
{
    const auto resources = m_document->resources();
    const model::PossibleRelations possible = model::possibleRelations(*resources, from, to);
    if (possible.relations.empty()) return Q_EMIT refused(possible.whyNot);
    const QString text = tr("Connect %1 to %2").arg(from.title(), to.title());
    if (possible.relations.size() == 1) {
        perform(text, model::drawEdge(*resources, from, to, possible.relations.front()));
        return;
    }
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

void DesignActions::createGhost(const model::ResourceKey &key)
{
    const QString shown = m_shownFile ? m_shownFile() : QString();
    if (!perform(tr("Create %1").arg(key.title()), creationOf(*m_document, *m_pipeline->edges(), key, shown))) return;
    m_selection->select(key, {}, model::Origin::QuickFix);
    Q_EMIT created();
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
        perform(tr("Disconnect %1 from %2").arg(edges.front().from.title(), edges.front().to.title()), all);
        return;
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
