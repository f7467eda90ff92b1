// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/design/graphpipeline.h"
#include "model/document/document.h"
#include "model/document/selection.h"

#include <QObject>

#include <memory>

namespace app {

// Keeps the selection to what there is, ghosts included: what a change of the document takes away is let go, what it
// gives another name stays selected, and what history brings back is selected when nothing else is. Keys that the
// document never held are somebody else's. To be made after the panes: they know the new text by then. GUI thread.
class SelectionKeeper : public QObject
{
    Q_OBJECT

public:
    SelectionKeeper(const model::Document *document, model::Selection *selection, const GraphPipeline *pipeline,
                    QObject *parent);

private:
    struct Content
    {
        std::shared_ptr<const model::ResourceSet> resources;
        std::shared_ptr<const model::Edges> edges;
        bool holds(const model::ResourceKey &key) const;
    };
    static QSet<model::ResourceKey> broughtBack(const Content &before, const Content &now);
    void onChanged(model::Origin origin);

    const model::Document *m_document;
    model::Selection *m_selection;
    const GraphPipeline *m_pipeline;
    Content m_content; // as of the last change
};

} // namespace app
