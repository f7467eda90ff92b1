// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/passages.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace graph::layered {

namespace {

constexpr size_t gapsTried = 12;
constexpr int room = 16; // what a bend needs beside a column

struct Span
{
    int low, high;
};

struct Column
{
    int left, right;
    std::vector<Span> blocked; // vertical
};

std::vector<Column> columnsOf(std::vector<QRect> obstacles, int clearance)
{
    std::ranges::sort(obstacles, [](const QRect &a, const QRect &b) {
        return std::tuple(a.left(), a.top(), a.right()) < std::tuple(b.left(), b.top(), b.right());
    });
    std::vector<Column> columns;
    for (const QRect &rect : obstacles) {
        const int left = rect.left(), right = rect.left() + rect.width();
        if (columns.empty() || left > columns.back().right + room) columns.push_back({left, right, {}});
        columns.back().right = std::max(columns.back().right, right);
        columns.back().blocked.push_back({rect.top() - clearance, rect.top() + rect.height() + clearance});
    }
    return columns;
}

// The heights at which the column can be passed: in each gap the ones nearest to where the way would like to be.
std::vector<qreal> heights(Column &column, std::initializer_list<qreal> wishes)
{
    std::ranges::sort(column.blocked, {}, &Span::low);
    std::vector<std::pair<qreal, qreal>> gaps;
    qreal low = -std::numeric_limits<qreal>::max();
    for (const Span &span : column.blocked) {
        if (span.low >= low) gaps.emplace_back(low, span.low);
        low = std::max<qreal>(low, span.high);
    }
    gaps.emplace_back(low, std::numeric_limits<qreal>::max());
    const qreal wish = *wishes.begin();
    const auto distance = [wish](const auto &gap) { return std::abs(std::clamp(wish, gap.first, gap.second) - wish); };
    const size_t kept = std::min(gapsTried, gaps.size());
    std::ranges::stable_sort(gaps, {}, distance);
    std::vector<qreal> result;
    for (size_t i = 0; i < kept; ++i)
        for (qreal y : wishes) result.push_back(std::clamp(y, gaps[i].first, gaps[i].second));
    std::ranges::sort(result);
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

struct Stop
{
    qreal y = 0, cost = 0;
    int before = -1;
};

} // namespace

std::vector<Passage> findPassages(QPointF start, QPointF end, const std::vector<QRect> &obstacles, int clearance,
                                  bool backwards)
{
    std::vector<Column> columns = columnsOf(obstacles, clearance);
    if (columns.empty()) return {};
    if (backwards) std::ranges::reverse(columns);
    std::vector<std::vector<Stop>> table{{{start.y(), 0, -1}}};
    for (Column &column : columns) {
        const qreal middle = (column.left + column.right) / 2.0;
        const qreal part = std::clamp((middle - start.x()) / (end.x() - start.x() + (backwards ? -1 : 1)), 0.0, 1.0);
        const qreal line = start.y() + part * (end.y() - start.y());
        std::vector<qreal> options = heights(column, {line, start.y(), end.y()});
        // Beside its own ends an edge has no room to climb.
        if (!backwards && column.left < start.x() + room) options = {start.y()};
        if (!backwards && column.right > end.x() - room) options = {end.y()};
        std::vector<Stop> stops;
        for (qreal y : options) {
            Stop best{y, std::numeric_limits<qreal>::max(), -1};
            for (int i = 0; i < int(table.back().size()); ++i) {
                const Stop &before = table.back()[i];
                const qreal cost = before.cost + std::abs(before.y - y) + 0.2 * std::abs(y - line);
                if (cost < best.cost) best = {y, cost, i};
            }
            stops.push_back(best);
        }
        table.push_back(std::move(stops));
    }
    int best = 0;
    const auto total = [&end](const Stop &stop) { return stop.cost + std::abs(stop.y - end.y()); };
    for (int i = 1; i < int(table.back().size()); ++i)
        if (total(table.back()[i]) < total(table.back()[best])) best = i;
    std::vector<Passage> way(columns.size());
    for (size_t i = columns.size(); i-- > 0;) {
        const Stop &stop = table[i + 1][best];
        way[i] = {qreal(columns[i].left), qreal(columns[i].right), stop.y};
        best = stop.before;
    }
    return way;
}

} // namespace graph::layered
