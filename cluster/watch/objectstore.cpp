// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/objectstore.h"

#include <algorithm>
#include <unordered_set>

namespace cluster {

void ObjectStore::apply(const SourceDelta &delta, StoreChange &change)
{
    if (delta.snapshot) {
        removeOthers(delta.source, *delta.snapshot, change);
        for (const AnyRow &row : *delta.snapshot) put(row, change);
    }
    for (const AnyRow &row : delta.changed) put(row, change);
    for (const auto &[name, last] : delta.deleted) take(name, last, change);
}

void ObjectStore::forget(SourceId source, StoreChange &change) { removeOthers(source, {}, change); }

void ObjectStore::put(const AnyRow &row, StoreChange &change)
{
    std::visit(
        [this, &change](const auto &r) {
            using Row = std::decay_t<decltype(r)>;
            std::optional<Row> former = std::get<RowTable<Row>>(m_tables).put(r);
            if (!former) {
                change.added.push_back(r.meta.name);
            } else if (former->meta.uid != r.meta.uid) {
                change.removed.push_back(std::move(*former));
                change.added.push_back(r.meta.name);
            } else if (former->meta.version != r.meta.version) {
                change.updated.push_back(r.meta.name);
            }
        },
        row);
}

// Between two flushes an object may change once more before it goes: then its last state is newer than the row.
void ObjectStore::take(const ObjectName &name, const std::optional<AnyRow> &last, StoreChange &change)
{
    std::apply(
        [&](auto &...tables) {
            const auto takeFrom = [&](auto &table) {
                auto row = table.take(name);
                if (row && last && metaOf(*last).uid == row->meta.uid)
                    change.removed.push_back(*last);
                else if (row)
                    change.removed.push_back(std::move(*row));
            };
            (takeFrom(tables), ...);
        },
        m_tables);
}

void ObjectStore::removeOthers(SourceId source, const std::vector<AnyRow> &kept, StoreChange &change)
{
    std::unordered_set<ObjectName, ObjectNameHash> names;
    names.reserve(kept.size());
    for (const AnyRow &row : kept) names.insert(metaOf(row).name);
    std::vector<ObjectName> gone;
    const auto collect = [&](const auto &table) {
        for (const auto &row : table.rows())
            if (row.meta.source == source && !names.contains(row.meta.name)) gone.push_back(row.meta.name);
    };
    std::apply([&](const auto &...tables) { (collect(tables), ...); }, m_tables);
    for (const ObjectName &name : gone) take(name, std::nullopt, change);
}

qsizetype ObjectStore::count(SourceId source) const
{
    qsizetype sum = 0;
    const auto add = [&](const auto &table) {
        sum += std::ranges::count_if(table.rows(), [source](const auto &row) { return row.meta.source == source; });
    };
    std::apply([&](const auto &...tables) { (add(tables), ...); }, m_tables);
    return sum;
}

QByteArray printStore(const ObjectStore &store)
{
    QByteArrayList lines;
    const auto print = [&lines](const auto &table) {
        for (const auto &row : table.rows()) lines += printRow(row) + '\n';
    };
    print(store.table<PodRow>());
    print(store.table<WorkloadRow>());
    print(store.table<ServiceRow>());
    print(store.table<EndpointSliceRow>());
    print(store.table<NodeRow>());
    print(store.table<ClaimRow>());
    print(store.table<EventRow>());
    print(store.table<ObjectRow>());
    std::ranges::sort(lines);
    return lines.join();
}

} // namespace cluster
