// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/deltabuffer.h"

#include <span>
#include <tuple>

namespace cluster {

// The rows of one type, side by side in memory, in no order; a row's place changes when others go.
template<typename Row>
class RowTable
{
public:
    std::span<const Row> rows() const { return m_rows; }
    // Null when there is none. Valid until the store changes.
    const Row *find(const ObjectName &name) const
    {
        const auto found = m_places.find(name);
        return found == m_places.end() ? nullptr : &m_rows[found->second];
    }

    // The former row of that name, if there was one.
    std::optional<Row> put(Row row)
    {
        const auto [place, isNew] = m_places.try_emplace(row.meta.name, quint32(m_rows.size()));
        if (isNew) {
            m_rows.push_back(std::move(row));
            return std::nullopt;
        }
        return std::exchange(m_rows[place->second], std::move(row));
    }
    std::optional<Row> take(const ObjectName &name)
    {
        const auto found = m_places.find(name);
        if (found == m_places.end()) return std::nullopt;
        const quint32 place = found->second;
        m_places.erase(found);
        Row row = std::exchange(m_rows[place], std::move(m_rows.back()));
        m_rows.pop_back();
        if (place < m_rows.size()) m_places[m_rows[place].meta.name] = place;
        return row;
    }

private:
    std::vector<Row> m_rows;
    std::unordered_map<ObjectName, quint32, ObjectNameHash> m_places;
};

// What a delta did to the store, by object. An object that was replaced by another of the same name (another uid) is in
// removed and in added.
struct StoreChange
{
    std::vector<ObjectName> added;
    std::vector<ObjectName> updated;
    std::vector<AnyRow> removed; // as they were last known
    bool isEmpty() const { return added.empty() && updated.empty() && removed.empty(); }
};

// Everything a session knows of a cluster. Lives in the GUI thread, changed by apply() only.
class ObjectStore
{
public:
    // Adds to change what it did. Whatever a delta brings, the store ends with the latest state of each object: a
    // delete of what is not there and a repeated state change nothing.
    void apply(const SourceDelta &delta, StoreChange &change);
    // Drops the rows of a source that is watched no more.
    void forget(SourceId source, StoreChange &change);

    template<typename Row>
    const RowTable<Row> &table() const
    {
        return std::get<RowTable<Row>>(m_tables);
    }
    std::span<const PodRow> pods() const { return table<PodRow>().rows(); }
    std::span<const WorkloadRow> workloads() const { return table<WorkloadRow>().rows(); }
    std::span<const ServiceRow> services() const { return table<ServiceRow>().rows(); }
    std::span<const EndpointSliceRow> endpointSlices() const { return table<EndpointSliceRow>().rows(); }
    std::span<const NodeRow> nodes() const { return table<NodeRow>().rows(); }
    std::span<const EventRow> events() const { return table<EventRow>().rows(); }

    // How many objects a source has.
    qsizetype count(SourceId source) const;

private:
    void put(const AnyRow &row, StoreChange &change);
    void take(const ObjectName &name, const std::optional<AnyRow> &last, StoreChange &change);
    void removeOthers(SourceId source, const std::vector<AnyRow> &kept, StoreChange &change);

    std::tuple<RowTable<PodRow>, RowTable<WorkloadRow>, RowTable<ServiceRow>, RowTable<EndpointSliceRow>,
               RowTable<NodeRow>, RowTable<ClaimRow>, RowTable<EventRow>, RowTable<ObjectRow>>
        m_tables;
};

// One line an object, sorted: for tests and logs.
QByteArray printStore(const ObjectStore &store);

} // namespace cluster
