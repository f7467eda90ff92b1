// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/router.h"
#include "graph/layout/passages.h"

#include <cmath>

namespace graph::layered {

namespace {

constexpr int margin = 4;       // a curve that comes nearer than this to a card touches it
constexpr int forwardRoom = 24; // an end must be at least so far to the right to be entered without a turn
constexpr int labelHeight = 20;
constexpr int searches = 8;
constexpr qint64 searchWork = 800'000; // obstacles looked at, for all edges together

QRect boundsOf(const std::vector<QRect> &cards)
{
    QRect bounds;
    for (const QRect &card : cards) bounds |= card;
    return bounds;
}

QRect spanned(QPointF a, QPointF b, int around)
{
    const QPoint topLeft(int(std::floor(std::min(a.x(), b.x()))), int(std::floor(std::min(a.y(), b.y()))));
    const QPoint bottomRight(int(std::ceil(std::max(a.x(), b.x()))), int(std::ceil(std::max(a.y(), b.y()))));
    return QRect(topLeft, bottomRight).adjusted(-around, -around, around, around);
}

// Liang and Barsky: whether the line from a to b enters the rectangle.
bool enters(QPointF a, QPointF b, const QRectF &rect)
{
    qreal first = 0, last = 1;
    const QPointF d = b - a;
    const auto clip = [&](qreal step, qreal room) {
        if (step == 0) return room > 0;
        const qreal t = room / step;
        if (step < 0)
            first = std::max(first, t);
        else
            last = std::min(last, t);
        return first < last;
    };
    return clip(-d.x(), a.x() - rect.left()) && clip(d.x(), rect.right() - a.x()) && clip(-d.y(), a.y() - rect.top()) &&
           clip(d.y(), rect.bottom() - a.y());
}

} // namespace

Router::Router(const std::vector<QRect> &cards, const LayoutOptions &options)
    : m_options(options), m_cards(boundsOf(cards), int(cards.size())), m_labels(boundsOf(cards), int(cards.size()))
{
    for (int i = 0; i < int(cards.size()); ++i) m_cards.insert(i, cards[i]);
    m_top = boundsOf(cards).top();
}

bool Router::lineClear(const std::vector<QPointF> &line, int ignored, int alsoIgnored, std::vector<int> *hits) const
{
    bool isClear = true;
    for (size_t i = 1; i < line.size(); ++i) {
        const bool blocked = m_cards.any(spanned(line[i - 1], line[i], margin), [&](int id) {
            if (id == ignored || id == alsoIgnored) return false;
            const QRectF grown = QRectF(m_cards.rect(id)).adjusted(-margin, -margin, margin, margin);
            if (!enters(line[i - 1], line[i], grown)) return false;
            isClear = false;
            if (hits) hits->push_back(id);
            return hits == nullptr;
        });
        if (blocked) return false;
    }
    return isClear;
}

// Forwards an edge can't run into its own cards. Backwards only the first and the last turn may touch them.
bool Router::clear(const Spline &spline, const Wire &wire, bool backwards, std::vector<int> *hits) const
{
    const size_t pieces = spline.size() / 3;
    if (!backwards) return lineClear(flatten(spline, 0, pieces), wire.from, wire.to, hits);
    const bool out = lineClear(flatten(spline, 0, 1), wire.from, -1, hits);
    const bool between = lineClear(flatten(spline, 1, pieces - 1), -1, -1, hits);
    return lineClear(flatten(spline, pieces - 1, pieces), wire.to, -1, hits) && between && out;
}

// A short cut must not swap sides with a card, or it would cross what the passages kept apart.
bool Router::sameSide(const Spline &direct, const std::vector<Passage> &via) const
{
    const std::vector<QPointF> line = flatten(direct, 0, 1);
    size_t at = 1;
    for (const Passage &passage : via) {
        const qreal x = (passage.left + passage.right) / 2;
        while (at + 1 < line.size() && line[at].x() < x) ++at;
        if (std::abs(line[at].y() - passage.y) > m_options.nodeGap) return false;
    }
    return true;
}

// In a graph so large and tangled that searching takes too long: up beside the own column, and along above everything.
std::vector<Passage> Router::beyondTop(QPointF start, QPointF end, bool backwards)
{
    const qreal y = m_top - m_options.edgeGap * (2 + m_beyondTop++ % 100);
    const qreal turn = backwards ? 0 : std::min<qreal>(m_options.layerGap, (end.x() - start.x()) / 2);
    return {{std::min(start.x() + turn, end.x()), std::max(start.x(), end.x() - turn), y}};
}

std::vector<Passage> Router::search(const Wire &wire, QPointF start, QPointF end, bool backwards)
{
    if (m_searched > searchWork) return beyondTop(start, end, backwards);
    std::vector<int> ids;
    const auto add = [&ids](int id) {
        ids.push_back(id);
        return false;
    };
    QRect corridor = spanned(start, end, 0).adjusted(1, -200, -1, 200);
    if (backwards) corridor |= m_cards.rect(wire.from) | m_cards.rect(wire.to);
    m_cards.any(corridor, add);
    const int clearance = std::min(m_options.edgeGap, m_options.nodeGap / 2);
    std::vector<Passage> via;
    for (int i = 0; i < searches; ++i) {
        std::ranges::sort(ids);
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        m_searched += qint64(ids.size());
        std::vector<QRect> obstacles;
        for (int id : ids)
            if (backwards || (id != wire.from && id != wire.to)) obstacles.push_back(m_cards.rect(id));
        via = findPassages(start, end, obstacles, clearance, backwards);
        const size_t known = ids.size();
        const Spline spline = backwards ? backCurve(start, via, end, forwardRoom) : levelCurve(start, via, end);
        if (clear(spline, wire, backwards, &ids)) break;
        std::ranges::sort(ids);
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        if (ids.size() == known) break; // what is in the way is known already: there is no better way
    }
    return via;
}

EdgeRoute Router::forward(const Wire &wire, QPointF start, QPointF end)
{
    const Spline direct = gentleCurve(start, {}, end);
    if (sameSide(direct, wire.wish) && clear(direct, wire, false)) return {direct, {}, {}};
    std::vector<Passage> via = wire.wish;
    for (bool searched : {false, true}) {
        if (searched) via = search(wire, start, end, false);
        const Spline gentle = gentleCurve(start, via, end), level = levelCurve(start, via, end);
        const bool ordered = via.empty() || (via.front().left >= start.x() && via.back().right <= end.x());
        if (ordered && clear(gentle, wire, false)) return {gentle, via, {}};
        if (ordered && clear(level, wire, false)) return {level, via, {}};
        if (searched) return {level, via, {}};
    }
    Q_UNREACHABLE();
}

EdgeRoute Router::backward(const Wire &wire, QPointF start, QPointF end)
{
    const auto leads = [&](const std::vector<Passage> &via) {
        return !via.empty() && via.front().right >= start.x() && via.back().left <= end.x();
    };
    if (leads(wire.wish)) {
        const Spline spline = backCurve(start, wire.wish, end, forwardRoom);
        if (clear(spline, wire, true)) return {spline, wire.wish, {}};
    }
    const std::vector<Passage> via = search(wire, start, end, true);
    return {backCurve(start, via, end, forwardRoom), via, {}};
}

QPointF Router::placeLabel(const Spline &spline, int width)
{
    const std::vector<QPointF> line = flatten(spline, 0, spline.size() / 3);
    if (width <= 0) return pointAt(line, 0.5);
    const auto box = [&](QPointF middle) {
        return QRect(int(middle.x()) - width / 2, int(middle.y()) - labelHeight / 2, width, labelHeight);
    };
    const auto taken = [](int) { return true; };
    for (qreal fraction : {0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.2, 0.8}) {
        const QPointF middle = pointAt(line, fraction);
        const QRect label = box(middle);
        if (m_cards.any(label, taken) || m_labels.any(label, taken)) continue;
        m_labels.insert(m_labelCount++, label);
        return middle;
    }
    return pointAt(line, 0.5);
}

EdgeRoute Router::route(const Wire &wire)
{
    const QRect from = m_cards.rect(wire.from), to = m_cards.rect(wire.to);
    const QPointF start(from.left() + from.width(), wire.fromY), end(to.left(), wire.toY);
    EdgeRoute route = end.x() - start.x() >= forwardRoom ? forward(wire, start, end) : backward(wire, start, end);
    route.label = placeLabel(route.points, wire.labelWidth);
    return route;
}

} // namespace graph::layered
