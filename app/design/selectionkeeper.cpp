// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/selectionkeeper.h"

#include <algorithm>
#include <utility>

namespace app {

namespace {

// What stands now where the resource stood, and stood nowhere before; empty: nothing does.
model::ResourceKey successorOf(const model::ResourceKey &key, const model::ResourceSet &before,
                               const model::ResourceSet &now)
{
    const model::Resource *old = before.find(key);
    if (!old) return {};
    const auto found = std::ranges::find_if(now.resources(), [&](const model::Resource &other) {
        return other.file == old->file && other.part == old->part && other.base == old->base && !before.find(other.key);
    });
    return found == now.resources().end() ? model::ResourceKey() : found->key;
}

} // namespace

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
    QSet<model::ResourceKey> kept;
    for (const model::ResourceKey &key : m_selection->resources()) {
        if (now.holds(key) || !before.holds(key))
            kept.insert(key);
        else if (const auto successor = successorOf(key, *before.resources, *now.resources); !successor.isEmpty())
            kept.insert(successor);
    }
    if (kept.isEmpty() && origin == model::Origin::History) kept = broughtBack(before, now);
    if (kept == m_selection->resources()) return;
    if (kept.size() == 1)
        m_selection->select(*kept.cbegin(), m_selection->field(), model::Origin::History);
    else
        m_selection->select(kept, model::Origin::History);
}

} // namespace app
