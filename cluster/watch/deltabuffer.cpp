// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/deltabuffer.h"

#include <algorithm>

namespace cluster {

void DeltaBuffer::replaceAll(SourceId source, std::vector<AnyRow> rows)
{
    m_pending[source] = Pending{std::move(rows), {}};
}

void DeltaBuffer::changed(AnyRow row)
{
    const RowMeta &meta = metaOf(row);
    ObjectName name = meta.name;
    m_pending[meta.source].latest.insert_or_assign(std::move(name), std::move(row));
}

void DeltaBuffer::deleted(SourceId source, const ObjectName &name)
{
    m_pending[source].latest.insert_or_assign(name, std::nullopt);
}

std::shared_ptr<const StoreDelta> DeltaBuffer::take()
{
    auto delta = std::make_shared<StoreDelta>();
    for (auto &[source, pending] : m_pending) {
        SourceDelta &part = delta->sources.emplace_back();
        part.source = source;
        part.snapshot = std::move(pending.snapshot);
        for (auto &[name, row] : pending.latest) {
            if (row)
                part.changed.push_back(std::move(*row));
            else
                part.deleted.push_back(name);
        }
    }
    m_pending.clear();
    std::ranges::sort(delta->sources, {}, &SourceDelta::source);
    return delta;
}

} // namespace cluster
