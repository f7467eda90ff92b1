// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diff/edgechanges.h"

#include "model/diff/pairing.h"
#include "model/resource/kinds.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace model {

namespace {

// Both ends as numbers: hundreds of thousands of edges are told apart without a key of their own for each.
struct NumberedEdge
{
    int from = 0, to = 0;
    Relation relation = Relation::Owner;
    int place = 0; // in the edges

    auto ends() const { return std::tuple(from, to, relation); }
    bool operator<(const NumberedEdge &other) const
    {
        return std::tuple(from, to, relation, place) < std::tuple(other.from, other.to, other.relation, other.place);
    }
};
using NumberedEdges = std::vector<NumberedEdge>;

class Numbers
{
public:
    NumberedEdges of(const Edges &edges, const QHash<ResourceKey, ResourceKey> &renamed)
    {
        QHash<ResourceKey, int> asWritten; // of these edges
        const auto number = [&](const ResourceKey &key) {
            const auto known = asWritten.constFind(key);
            if (known != asWritten.cend()) return *known;
            const ResourceKey comparable = comparableKey(key);
            const int given = numberOf(renamed.value(comparable, comparable));
            asWritten.insert(key, given);
            return given;
        };
        NumberedEdges all;
        all.reserve(edges.size());
        for (const Edge &edge : edges)
            all.push_back({number(edge.from), number(edge.to), edge.relation, int(all.size())});
        return all;
    }

    // By keys, which are compared once for each end rather than for each edge.
    void sort(NumberedEdges &edges) const
    {
        std::vector<int> order(m_keys.size()), ranks(m_keys.size());
        std::iota(order.begin(), order.end(), 0);
        std::sort(order.begin(), order.end(), [this](int a, int b) { return m_keys[size_t(a)] < m_keys[size_t(b)]; });
        for (size_t i = 0; i < order.size(); ++i) ranks[size_t(order[i])] = int(i);
        for (NumberedEdge &edge : edges) {
            edge.from = ranks[size_t(edge.from)];
            edge.to = ranks[size_t(edge.to)];
        }
        std::sort(edges.begin(), edges.end());
    }

private:
    int numberOf(const ResourceKey &key)
    {
        const auto known = m_numbers.constFind(key);
        if (known != m_numbers.cend()) return *known;
        m_keys.push_back(key);
        return *m_numbers.insert(key, int(m_keys.size()) - 1);
    }
    QHash<ResourceKey, int> m_numbers;
    std::vector<ResourceKey> m_keys; // by number
};

// The edges with the same ends as the first one.
NumberedEdges::const_iterator endOf(NumberedEdges::const_iterator first, NumberedEdges::const_iterator last)
{
    return std::find_if(first, last, [first](const NumberedEdge &edge) { return edge.ends() != first->ends(); });
}

bool isAnyBroken(const Edges &edges, NumberedEdges::const_iterator first, NumberedEdges::const_iterator last)
{
    return std::any_of(first, last, [&edges](const NumberedEdge &edge) { return edges[size_t(edge.place)].broken; });
}

} // namespace

std::vector<EdgeChange> edgeChanges(Edges &&before, Edges &&after, const QHash<ResourceKey, ResourceKey> &renamed)
{
    Numbers numbers;
    NumberedEdges older = numbers.of(before, renamed), newer = numbers.of(after, {});
    numbers.sort(older);
    numbers.sort(newer);
    const NumberedEdges &old = older, &now = newer;
    std::vector<EdgeChange> changes;
    auto a = old.begin();
    for (auto b = now.begin(); a != old.end() || b != now.end();) {
        const auto aEnd = a == old.end() ? a : endOf(a, old.end()), bEnd = b == now.end() ? b : endOf(b, now.end());
        if (b == now.end() || (a != old.end() && a->ends() < b->ends())) {
            changes.push_back({ChangeKind::Removed, std::move(before[size_t(a->place)])});
            a = aEnd;
        } else if (a == old.end() || b->ends() < a->ends()) {
            changes.push_back({ChangeKind::Added, std::move(after[size_t(b->place)])});
            b = bEnd;
        } else {
            if (isAnyBroken(before, a, aEnd) != isAnyBroken(after, b, bEnd))
                changes.push_back({ChangeKind::Changed, std::move(after[size_t(b->place)])});
            a = aEnd;
            b = bEnd;
        }
    }
    return changes;
}

} // namespace model
