// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/selectionkeeper.h"

#include "model/resource/succession.h"

#include <algorithm>
#include <utility>

namespace app {

SelectionKeeper::SelectionKeeper(const model::Document *document, model::Selection *selection,
                                 const GraphPipeline *pipeline, QObject *parent)
    : QObject(parent),
      m_document(document),
      m_selection(selection),
      m_pipeline(pipeline),
      m_content{document->resources(), pipeline->edges()}
{
    connect(document, &model::Document::changed, this,
            [this](const model::ChangeSet &, model::Origin origin) { onChanged(origin); });
}

bool SelectionKeeper::Content::holds(const model::ResourceKey &key) const
{
    return resources->find(key) ||
           std::ranges::any_of(*edges, [&](const model::Edge &edge) { return edge.from == key || edge.to == key; });
}

QSet<model::ResourceKey> SelectionKeeper::broughtBack(const Content &before, const Content &now)
{
    QSet<model::ResourceKey> keys;
    for (const model::Resource &resource : now.resources->resources())
        if (!before.resources->find(resource.key)) keys.insert(resource.key);
    return keys;
}

void SelectionKeeper::onChanged(model::Origin origin)
{
    const Content now{m_document->resources(), m_pipeline->edges()};
    const Content before = std::exchange(m_content, now);
    QSet<model::ResourceKey> kept, lost;
    for (const model::ResourceKey &key : m_selection->resources())
        (now.holds(key) || !before.holds(key) ? kept : lost).insert(key);
    if (!lost.isEmpty()) {
        const QHash<model::ResourceKey, model::ResourceKey> renamed =
            model::successors(*before.resources, *now.resources);
        for (const model::ResourceKey &key : lost)
            if (const auto successor = renamed.constFind(key); successor != renamed.cend()) kept.insert(*successor);
    }
    if (kept.isEmpty() && origin == model::Origin::History) kept = broughtBack(before, now);
    if (kept == m_selection->resources()) return;
    if (kept.size() == 1)
        m_selection->select(*kept.cbegin(), m_selection->field(), model::Origin::History);
    else
        m_selection->select(kept, model::Origin::History);
}

} // namespace app
