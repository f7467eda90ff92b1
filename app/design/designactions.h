// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/design/graphpipeline.h"
#include "model/document/document.h"
#include "model/document/selection.h"

#include <QList>
#include <QObject>

#include <functional>

class QAction;

namespace graph {
class Canvas;
}

namespace app {

// What the user can do on the canvas, each an action with a shortcut, and the canvas's wishes turned into edits.
class DesignActions : public QObject
{
    Q_OBJECT

public:
    DesignActions(model::Document *document, model::Selection *selection, GraphPipeline *pipeline,
                  graph::Canvas *canvas, QObject *parent);

    QList<QAction *> toolbar() const { return {m_connect, m_remove, m_tidy, m_fit}; }
    QList<QAction *> edit() const { return {m_undo, m_redo, m_connect, m_remove}; }
    QList<QAction *> view() const
    {
        return {m_tidy, m_fit, m_zoomIn, m_zoomOut, m_zoomReset, m_nextProblem, m_previousProblem};
    }

    // Which file the user is at: where goes what nothing refers to.
    void setShownFile(std::function<QString()> shown) { m_shownFile = std::move(shown); }
    // After what is selected on the canvas, or is there at all, changed.
    void updateEnabled();

Q_SIGNALS:
    void refused(const QString &message);
    void told(const QString &message); // what was done, where it may not be seen
    void created();                    // the selected resource
    void problemStep(int step);
    // The selected resource, in the text or in the fields.
    void textRequested();
    void fieldsRequested();

private:
    QAction *add(const QString &text, const QList<QKeySequence> &shortcuts, const QString &tip);
    void connectNodes(const model::ResourceKey &from, const model::ResourceKey &to);
    void pickTarget(const model::ResourceKey &from);
    void openMenu(const QPoint &at);
    void createGhost(const model::ResourceKey &key);
    void removeSelection();
    void move(const QHash<model::ResourceKey, QPointF> &places);
    bool perform(const QString &text, const model::Result<model::Edits> &edits);
    void onChanged(const model::ChangeSet &changes, model::Origin origin);

    model::Document *m_document;
    model::Selection *m_selection;
    GraphPipeline *m_pipeline;
    graph::Canvas *m_canvas;
    std::function<QString()> m_shownFile;
    int m_step = 0; // where history stands
    QAction *m_undo, *m_redo, *m_connect, *m_remove, *m_tidy, *m_fit, *m_zoomIn, *m_zoomOut, *m_zoomReset,
        *m_nextProblem, *m_previousProblem;
};

} // namespace app
