// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/incremental.h"
#include "graph/layout/arrange.h"
#include "graph/layout/settler.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

namespace graph::layered {

namespace {

std::optional<QPoint> anchor(const Node &node) { return node.pinned ? node.pinned : node.previous; }

class Fitting
{
public:
    explicit Fitting(const Problem &problem);
    std::vector<QPoint> run();

private:
    void keepPlaces();
    void fitBesideNeighbours();
    void fitLoose();
    void fitBlock(const std::vector<int> &nodes);
    QPoint wish(int node) const;
    int columnNear(int left) const;

    const Problem &m_problem;
    Settler m_settler;
    std::vector<std::vector<int>> m_linksAt;
    std::vector<int> m_columns; // left edges of what was there
};

Fitting::Fitting(const Problem &problem) : m_problem(problem), m_settler(problem), m_linksAt(problem.nodes.size())
{
    for (int i = 0; i < int(problem.links.size()); ++i) {
        m_linksAt[problem.links[i].from].push_back(i);
        m_linksAt[problem.links[i].to].push_back(i);
    }
}

void Fitting::keepPlaces()
{
    std::vector<int> kept;
    for (int node = 0; node < int(m_problem.nodes.size()); ++node) {
        if (const auto place = anchor(m_problem.nodes[node])) m_columns.push_back(place->x());
        if (m_problem.nodes[node].pinned)
            m_settler.putPinned(node);
        else if (m_problem.nodes[node].previous)
            kept.push_back(node);
    }
    std::ranges::sort(m_columns);
    // From the top: a card that grew pushes those below it.
    std::ranges::stable_sort(kept, {}, [this](int node) { return m_problem.nodes[node].previous->y(); });
    for (int node : kept) m_settler.put(node, *m_problem.nodes[node].previous);
}

int Fitting::columnNear(int left) const
{
    const auto next = std::ranges::lower_bound(m_columns, left - m_problem.options.layerGap / 2);
    return next != m_columns.end() && *next - left <= m_problem.options.layerGap ? *next : left;
}

// Right of what points to it, else left of what it points to; at the height that makes a middle one of its edges
// straight.
QPoint Fitting::wish(int node) const
{
    const int gap = m_problem.options.layerGap;
    int after = std::numeric_limits<int>::min(), before = std::numeric_limits<int>::max();
    std::vector<int> tops;
    for (int i : m_linksAt[node]) {
        const Link &link = m_problem.links[i];
        const int other = link.from == node ? link.to : link.from;
        if (!m_settler.placed(other)) continue;
        const QRect card = m_settler.card(other);
        if (link.to == node) {
            after = std::max(after, card.left() + card.width() + gap);
            tops.push_back(card.top() + link.fromPort - link.toPort);
        } else {
            before = std::min(before, card.left() - gap - m_problem.nodes[node].width);
            tops.push_back(card.top() + link.toPort - link.fromPort);
        }
    }
    std::ranges::sort(tops);
    const int left = after != std::numeric_limits<int>::min() ? after : before;
    return {columnNear(snapDown(left)), snapDown(tops[(tops.size() - 1) / 2])};
}

void Fitting::fitBesideNeighbours()
{
    std::queue<int> next;
    std::vector<char> queued(m_problem.nodes.size());
    const auto queueNeighbours = [&](int node) {
        for (int i : m_linksAt[node]) {
            for (int other : {m_problem.links[i].from, m_problem.links[i].to}) {
                if (queued[other] || m_settler.placed(other)) continue;
                queued[other] = 1;
                next.push(other);
            }
        }
    };
    for (int node = 0; node < int(m_problem.nodes.size()); ++node)
        if (anchor(m_problem.nodes[node])) queueNeighbours(node);
    for (; !next.empty() && !m_problem.cancel.requested(); next.pop()) {
        m_settler.putNear(next.front(), wish(next.front()));
        queueNeighbours(next.front());
    }
}

// Beside or below one of the components that are there, where the whole grows least.
void Fitting::fitBlock(const std::vector<int> &nodes)
{
    std::vector<int> links;
    const Arrangement block = arrange(subProblem(m_problem, nodes, &links));
    int count = 0;
    const std::vector<int> component = components(m_problem, &count);
    std::vector<QRect> taken(count);
    QRect whole;
    for (int node = 0; node < int(component.size()); ++node) {
        if (!m_settler.placed(node)) continue;
        taken[component[node]] |= m_settler.card(node);
        whole |= m_settler.card(node);
    }
    std::erase_if(taken, [](const QRect &rect) { return rect.isNull(); });
    RectIndex index(whole, int(taken.size()));
    for (int i = 0; i < int(taken.size()); ++i) index.insert(i, taken[i]);

    const int gap = nodes.size() == 1 ? m_problem.options.nodeGap : m_problem.options.componentGap;
    QRect best;
    double least = std::numeric_limits<double>::max();
    const auto consider = [&](QPoint corner) {
        const QRect area(QPoint(snapUp(corner.x()), snapUp(corner.y())), block.size);
        if (index.any(area.adjusted(1 - gap, 1 - gap, gap - 1, gap - 1), [](int) { return true; })) return;
        const QRect grown = whole | area;
        const double need = std::max(grown.width() / m_problem.options.aspectRatio, double(grown.height()));
        if (need >= least) return;
        least = need;
        best = area;
    };
    for (const QRect &rect : taken) {
        consider({rect.left() + rect.width() + gap, rect.top()});
        consider({rect.left(), rect.top() + rect.height() + gap});
    }
    consider({whole.left(), whole.top() + whole.height() + gap});
    for (size_t i = 0; i < nodes.size(); ++i) m_settler.put(nodes[i], best.topLeft() + block.positions[i]);
}

void Fitting::fitLoose()
{
    std::vector<int> loose, links;
    for (int node = 0; node < int(m_problem.nodes.size()); ++node)
        if (!m_settler.placed(node)) loose.push_back(node);
    int count = 0;
    const std::vector<int> component = components(subProblem(m_problem, loose, &links), &count);
    if (count > 8) return fitBlock(loose); // many at once: one packed block
    for (int i = 0; i < count && !m_problem.cancel.requested(); ++i) {
        std::vector<int> nodes;
        for (size_t k = 0; k < loose.size(); ++k)
            if (component[k] == i) nodes.push_back(loose[k]);
        fitBlock(nodes);
    }
}

std::vector<QPoint> Fitting::run()
{
    keepPlaces();
    fitBesideNeighbours();
    fitLoose();
    std::vector<QPoint> places(m_problem.nodes.size());
    for (int node = 0; node < int(places.size()); ++node) places[node] = m_settler.card(node).topLeft();
    return places;
}

} // namespace

bool mostlyPlaced(const Problem &problem)
{
    const auto known = std::ranges::count_if(problem.nodes, [](const Node &node) { return anchor(node).has_value(); });
    return known > 0 && known * 2 >= qsizetype(problem.nodes.size());
}

std::vector<QPoint> fitIn(const Problem &problem) { return Fitting(problem).run(); }

std::vector<QPoint> holdPinned(const Problem &problem, const std::vector<QPoint> &fresh)
{
    std::vector<int> dx, dy;
    for (size_t node = 0; node < fresh.size(); ++node) {
        const auto place = anchor(problem.nodes[node]);
        if (!place) continue;
        dx.push_back(place->x() - fresh[node].x());
        dy.push_back(place->y() - fresh[node].y());
    }
    if (dx.empty()) return fresh;
    const auto middle = [](std::vector<int> &values) {
        std::ranges::sort(values);
        return snapDown(values[(values.size() - 1) / 2]);
    };
    Problem moved = problem; // as if everything had been there before: only what pinned cards cover must move
    const QPoint shift(middle(dx), middle(dy));
    for (size_t node = 0; node < fresh.size(); ++node) moved.nodes[node].previous = fresh[node] + shift;
    return fitIn(moved);
}

} // namespace graph::layered
