// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/order.h"
#include "graph/layout/crossings.h"
#include "graph/layout/swaps.h"

#include <algorithm>

namespace graph::layered {

namespace {

enum class Method { Median, Barycenter };

class Ordering
{
public:
    Ordering(const Problem &problem, LayerGraph &graph) : m_problem(problem), m_graph(graph), m_swaps(graph) {}
    void run();

private:
    void startFromPrevious();
    void startFromWalk(bool fromSources);
    void startShaken(quint32 seed);
    void improve(Method method, int sweeps);
    void sweep(bool toTheRight, Method method, bool turnTies);
    double wanted(int vertex, bool fromLeft, Method method);
    void keepIfBetter();
    void restore();

    const Problem &m_problem;
    LayerGraph &m_graph;
    Swaps m_swaps;
    std::vector<std::vector<int>> m_best;
    qint64 m_fewest = -1;
    std::vector<int> m_around;
};

void Ordering::keepIfBetter()
{
    const qint64 crossings = countCrossings(m_graph);
    if (m_fewest >= 0 && crossings >= m_fewest) return;
    m_fewest = crossings;
    m_best = m_graph.layers;
}

void Ordering::restore()
{
    for (int layer = 0; layer < int(m_best.size()); ++layer) m_graph.setLayer(layer, m_best[layer]);
}

// Dummies have no previous place: they come in between, where their chain's ends were.
void Ordering::startFromPrevious()
{
    std::vector<double> height(m_graph.rank.size(), 0);
    for (int vertex = 0; vertex < m_graph.realCount; ++vertex) {
        const Node &node = m_problem.nodes[vertex];
        const auto place = node.pinned ? node.pinned : node.previous;
        if (place) height[vertex] = place->y() + node.height / 2.0;
    }
    for (auto &layer : m_graph.layers) { // neighbours to the left are known by then; what is new takes their mean
        for (int vertex : layer) {
            const bool known =
                !m_graph.dummy(vertex) && (m_problem.nodes[vertex].previous || m_problem.nodes[vertex].pinned);
            const int arcs = m_graph.inStart[vertex + 1] - m_graph.inStart[vertex];
            if (known || arcs == 0) continue;
            for (int i = m_graph.inStart[vertex]; i < m_graph.inStart[vertex + 1]; ++i)
                height[vertex] += height[m_graph.arcs[m_graph.inArcs[i]].from] / arcs;
        }
    }
    for (int layer = 0; layer < int(m_graph.layers.size()); ++layer) {
        auto sorted = m_graph.layers[layer];
        std::ranges::stable_sort(sorted, {}, [&](int vertex) { return height[vertex]; });
        m_graph.setLayer(layer, sorted);
    }
}

// Depth first from one end, so that what hangs together starts out together.
void Ordering::startFromWalk(bool fromSources)
{
    std::vector<char> seen(m_graph.rank.size());
    std::vector<std::vector<int>> layers(m_graph.layers.size());
    std::vector<int> stack;
    const auto visit = [&](int first) {
        if (seen[first]) return;
        seen[first] = 1;
        stack.push_back(first);
        while (!stack.empty()) {
            const int vertex = stack.back();
            stack.pop_back();
            layers[m_graph.rank[vertex]].push_back(vertex);
            const auto push = [&](int next) {
                if (seen[next]) return;
                seen[next] = 1;
                stack.push_back(next);
            };
            for (int i = m_graph.inStart[vertex + 1]; i-- > m_graph.inStart[vertex];)
                push(m_graph.arcs[m_graph.inArcs[i]].from);
            for (int i = m_graph.outStart[vertex + 1]; i-- > m_graph.outStart[vertex];)
                push(m_graph.arcs[m_graph.outArcs[i]].to);
        }
    };
    if (fromSources)
        for (const auto &layer : m_graph.layers) std::ranges::for_each(layer, visit);
    else
        std::for_each(m_graph.layers.rbegin(), m_graph.layers.rend(),
                      [&visit](const std::vector<int> &layer) { std::ranges::for_each(layer, visit); });
    for (int layer = 0; layer < int(layers.size()); ++layer) m_graph.setLayer(layer, layers[layer]);
}

// The best so far with its vertices moved about a little: from there another way down may lead lower.
void Ordering::startShaken(quint32 seed)
{
    quint64 state = seed;
    restore();
    std::vector<double> place(m_graph.rank.size());
    for (int layer = 0; layer < int(m_graph.layers.size()); ++layer) {
        auto vertices = m_graph.layers[layer];
        for (int vertex : vertices) {
            state = state * 6364136223846793005ull + 1442695040888963407ull;
            place[vertex] =
                m_graph.position[vertex] + 0.4 * double(vertices.size()) * (double(state >> 40) / (1 << 24));
        }
        std::ranges::stable_sort(vertices, {}, [&place](int vertex) { return place[vertex]; });
        m_graph.setLayer(layer, std::move(vertices));
    }
}

double Ordering::wanted(int vertex, bool fromLeft, Method method)
{
    const auto &start = fromLeft ? m_graph.inStart : m_graph.outStart;
    const auto &arcs = fromLeft ? m_graph.inArcs : m_graph.outArcs;
    const int count = start[vertex + 1] - start[vertex];
    if (count == 0) return -1;
    m_around.clear();
    qint64 sum = 0;
    for (int i = start[vertex]; i < start[vertex + 1]; ++i) {
        const LayerArc &arc = m_graph.arcs[arcs[i]];
        m_around.push_back(m_graph.position[fromLeft ? arc.from : arc.to]);
        sum += m_around.back();
    }
    if (method == Method::Barycenter) return double(sum) / count;
    if (count > 2) std::ranges::sort(m_around);
    if (count % 2 == 1) return m_around[count / 2];
    if (count == 2) return (m_around[0] + m_around[1]) / 2.0;
    // Of two middles, the one on the side where the neighbours lie closer together.
    const double low = m_around[count / 2 - 1], high = m_around[count / 2];
    const double before = low - m_around.front(), after = m_around.back() - high;
    return before + after > 0 ? (low * after + high * before) / (before + after) : (low + high) / 2;
}

void Ordering::sweep(bool toTheRight, Method method, bool turnTies)
{
    const int count = int(m_graph.layers.size());
    std::vector<std::pair<double, int>> movable;
    for (int step = 1; step < count; ++step) {
        const int layer = toTheRight ? step : count - 1 - step;
        std::vector<int> vertices = m_graph.layers[layer];
        movable.clear();
        std::vector<size_t> slots;
        for (size_t i = 0; i < vertices.size(); ++i) {
            const double place = wanted(vertices[i], toTheRight, method);
            if (place < 0) continue; // nothing pulls it: it stays
            movable.emplace_back(place, vertices[i]);
            slots.push_back(i);
        }
        if (turnTies) std::ranges::reverse(movable);
        std::ranges::stable_sort(movable, {}, &std::pair<double, int>::first);
        for (size_t i = 0; i < slots.size(); ++i) vertices[slots[i]] = movable[i].second;
        m_graph.setLayer(layer, std::move(vertices));
    }
    bool improved = true;
    for (int round = 0; improved && round < 4; ++round) {
        improved = false;
        for (int layer = 0; layer < count; ++layer) improved |= m_swaps.transpose(layer);
    }
}

void Ordering::improve(Method method, int sweeps)
{
    int idle = 0;
    for (int i = 0; i < sweeps && idle < 8 && m_fewest != 0 && !m_problem.cancel.requested(); ++i) {
        const qint64 before = m_fewest;
        sweep(i % 2 == 0, method, i % 4 >= 2);
        keepIfBetter();
        idle = m_fewest < before ? 0 : idle + 1;
    }
}

void Ordering::run()
{
    // Work bounded by size: small graphs get every trick, large ones a few sweeps.
    const qint64 size = qint64(m_graph.arcs.size()) + m_graph.realCount;
    const int sweeps = int(std::clamp<qint64>(150'000 / std::max<qint64>(size, 1), 4, 24));
    const bool known =
        std::ranges::any_of(m_problem.nodes, [](const Node &node) { return node.previous || node.pinned; });
    const auto attempt = [&](Method method) {
        keepIfBetter();
        improve(method, sweeps);
    };
    if (known) {
        startFromPrevious();
        attempt(Method::Median);
    } else {
        startFromWalk(true);
        attempt(Method::Median);
        if (size <= 20'000) {
            startFromWalk(false);
            attempt(Method::Barycenter);
        }
        if (size <= 4'000) {
            startFromWalk(true);
            attempt(Method::Barycenter);
            startFromWalk(false);
            attempt(Method::Median);
            const int shakes = int(std::clamp<qint64>(15'000 / std::max<qint64>(size, 1), 2, 24));
            for (int i = 0; i < shakes && m_fewest > 0; ++i) {
                startShaken(quint32(i));
                attempt(i % 2 == 0 ? Method::Median : Method::Barycenter);
            }
        }
    }
    restore();
    if (size > 8'000 || m_fewest == 0) return;
    for (int round = 0; round < 4 && m_fewest > 0 && !m_problem.cancel.requested(); ++round) {
        const qint64 before = m_fewest;
        for (int layer = 0; layer < int(m_graph.layers.size()) && !m_problem.cancel.requested(); ++layer)
            m_swaps.sift(layer);
        keepIfBetter();
        if (m_fewest == before) break;
    }
    restore();
}

} // namespace

void orderLayers(const Problem &problem, LayerGraph *graph) { Ordering(problem, *graph).run(); }

} // namespace graph::layered
