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
    m_pending[meta.source].latest.insert_or_assign(std::move(name), Pending::Latest{std::move(row)});
}

void DeltaBuffer::deleted(SourceId source, const ObjectName &name, std::optional<AnyRow> last)
{
    m_pending[source].latest.insert_or_assign(name, Pending::Latest{std::move(last), true});
}

std::shared_ptr<const StoreDelta> DeltaBuffer::take()
{
    auto delta = std::make_shared<StoreDelta>();
    for (auto &[source, pending] : m_pending) {
        SourceDelta &part = delta->sources.emplace_back();
        part.source = source;
        part.snapshot = std::move(pending.snapshot);
        for (auto &[name, latest] : pending.latest) {
            if (latest.isDeleted)
                part.deleted.push_back({name, std::move(latest.row)});
            else
                part.changed.push_back(*std::move(latest.row));
        }
    }
    m_pending.clear();
    std::ranges::sort(delta->sources, {}, &SourceDelta::source);
    return delta;
}

} // namespace cluster
