// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/settler.h"

#include <cstdlib>
#include <queue>

namespace graph::layered {

namespace {

constexpr int nearBy = 400; // how far a new node goes for a free place before others make room for it

QRect boundsOf(const Problem &problem)
{
    QRect bounds;
    for (const Node &node : problem.nodes)
        if (const auto place = node.pinned ? node.pinned : node.previous)
            bounds |= QRect(*place, QSize(node.width, node.height));
    return bounds;
}

} // namespace

Settler::Settler(const Problem &problem)
    : m_problem(problem), m_index(boundsOf(problem), int(problem.nodes.size())), m_settledIn(problem.nodes.size())
{
}

QRect Settler::cardAt(int node, QPoint place) const
{
    return {place, QSize(m_problem.nodes[node].width, m_problem.nodes[node].height)};
}

bool Settler::free(const QRect &area) const
{
    return !m_index.any(area, [](int) { return true; });
}

void Settler::putPinned(int node) { m_index.insert(node, cardAt(node, *m_problem.nodes[node].pinned)); }

int Settler::freeTop(int node, QPoint place, bool down) const
{
    const int gap = m_problem.options.nodeGap, height = m_problem.nodes[node].height;
    for (;;) {
        int next = place.y();
        m_index.any(cardAt(node, place).adjusted(-gap, -gap, gap, gap), [&](int id) {
            const QRect &other = m_index.rect(id);
            next = down ? std::max(next, snapUp(other.top() + other.height() + gap))
                        : std::min(next, snapDown(other.top() - gap - height));
            return false;
        });
        if (next == place.y()) return next;
        place.setY(next);
    }
}

QPoint Settler::freePlace(int node, QPoint place) const
{
    const int above = freeTop(node, place, false), below = freeTop(node, place, true);
    return {place.x(), place.y() - above < below - place.y() ? above : below};
}

void Settler::putNear(int node, QPoint place)
{
    const QPoint nearest = freePlace(node, place);
    put(node, std::abs(nearest.y() - place.y()) <= nearBy ? nearest : place);
}

void Settler::put(int node, QPoint place)
{
    const QRect card = cardAt(node, place);
    std::vector<int> hit;
    const bool onPinned = m_index.any(card, [&](int id) {
        hit.push_back(id);
        return m_problem.nodes[id].pinned.has_value();
    });
    m_index.insert(node, onPinned ? cardAt(node, freePlace(node, place)) : card);
    if (onPinned || hit.empty()) return;
    ++m_round;
    m_settledIn[node] = m_round;
    const auto lies = [&](bool below) {
        return [=, this](int id) { return (m_index.rect(id).center().y() >= card.center().y()) == below; };
    };
    const auto split = std::stable_partition(hit.begin(), hit.end(), lies(true));
    push({hit.begin(), split}, true);
    push({split, hit.end()}, false);
}

// Moves cards out of the way, and those on which they then land further in the same direction, the nearest first. Each
// moves once: beyond those that have moved before it and beyond pinned ones.
void Settler::push(std::vector<int> cards, bool down)
{
    const int gap = m_problem.options.nodeGap;
    using Entry = std::pair<int, int>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> waiting;
    const auto wait = [&](int id) { waiting.emplace(down ? m_index.rect(id).top() : -m_index.rect(id).bottom(), id); };
    std::ranges::for_each(cards, wait);
    while (!waiting.empty()) {
        const int node = waiting.top().second;
        waiting.pop();
        if (m_settledIn[node] == m_round) continue;
        m_settledIn[node] = m_round;
        QPoint place = m_index.rect(node).topLeft();
        m_index.remove(node);
        for (bool moved = true; moved;) {
            moved = m_index.any(cardAt(node, place), [&](int id) {
                if (m_settledIn[id] != m_round && !m_problem.nodes[id].pinned) return false;
                const QRect &other = m_index.rect(id);
                place.setY(down ? snapUp(other.top() + other.height() + gap)
                                : snapDown(other.top() - gap - m_problem.nodes[node].height));
                return true;
            });
        }
        m_index.any(cardAt(node, place), [&](int id) {
            wait(id);
            return false;
        });
        m_index.insert(node, cardAt(node, place));
    }
}

} // namespace graph::layered
