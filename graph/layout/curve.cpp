// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/curve.h"

#include <algorithm>
#include <cmath>

namespace graph::layered {

namespace {

void appendPiece(Spline *spline, QPointF control1, QPointF control2, QPointF end)
{
    spline->push_back(control1);
    spline->push_back(control2);
    spline->push_back(end);
}

// Level at both ends.
void appendBend(Spline *spline, QPointF end)
{
    const QPointF start = spline->back();
    const qreal half = (end.x() - start.x()) / 2;
    appendPiece(spline, {start.x() + half, start.y()}, {end.x() - half, end.y()}, end);
}

qreal steepness(QPointF a, QPointF b) { return (b.y() - a.y()) / std::max(b.x() - a.x(), 1.0); }

} // namespace

Spline gentleCurve(QPointF start, const std::vector<Passage> &via, QPointF end)
{
    std::vector<QPointF> stops{start};
    for (const Passage &passage : via) stops.emplace_back((passage.left + passage.right) / 2, passage.y);
    stops.push_back(end);
    // Monotone slopes: level where the direction turns, else the harmonic mean, so that nothing overshoots a stop.
    std::vector<qreal> slopes(stops.size(), 0);
    for (size_t i = 1; i + 1 < stops.size(); ++i) {
        const qreal before = steepness(stops[i - 1], stops[i]), after = steepness(stops[i], stops[i + 1]);
        if (before * after > 0) slopes[i] = 2 * before * after / (before + after);
    }
    Spline spline{start};
    for (size_t i = 1; i < stops.size(); ++i) {
        const qreal reach = (stops[i].x() - stops[i - 1].x()) * (stops.size() == 2 ? 0.5 : 0.4);
        appendPiece(&spline, stops[i - 1] + QPointF(reach, reach * slopes[i - 1]),
                    stops[i] - QPointF(reach, reach * slopes[i]), stops[i]);
    }
    return spline;
}

Spline levelCurve(QPointF start, const std::vector<Passage> &via, QPointF end)
{
    Spline spline{start};
    for (const Passage &passage : via) {
        if (passage.left > spline.back().x()) appendBend(&spline, {passage.left, passage.y});
        appendBend(&spline, {passage.right, passage.y});
    }
    appendBend(&spline, end);
    return spline;
}

Spline backCurve(QPointF start, const std::vector<Passage> &via, QPointF end, qreal bulge)
{
    Spline spline{start};
    const QPointF first(std::max(via.front().right, start.x()), via.front().y);
    const qreal right = first.x() + bulge * 4 / 3; // a control point pulls the curve three quarters of the way
    appendPiece(&spline, {right, start.y()}, {right, first.y()}, first);
    for (const Passage &passage : via) {
        if (passage.right < spline.back().x()) appendBend(&spline, {passage.right, passage.y});
        appendBend(&spline, {std::min(passage.left, spline.back().x()), passage.y});
    }
    const QPointF last(std::min(spline.back().x(), end.x()), spline.back().y());
    if (last.x() < spline.back().x()) appendBend(&spline, last);
    const qreal left = last.x() - bulge * 4 / 3;
    appendPiece(&spline, {left, last.y()}, {left, end.y()}, end);
    return spline;
}

std::vector<QPointF> flatten(const Spline &spline, size_t firstPiece, size_t lastPiece)
{
    std::vector<QPointF> line{spline[3 * firstPiece]};
    for (size_t piece = firstPiece; piece < lastPiece; ++piece) {
        const QPointF *p = &spline[3 * piece];
        if (p[0].y() == p[3].y() && p[1].y() == p[0].y() && p[2].y() == p[0].y()) {
            line.push_back(p[3]);
            continue;
        }
        const qreal span = std::abs(p[3].x() - p[0].x()) + std::abs(p[3].y() - p[0].y());
        const int steps = std::clamp(int(span / 16), 6, 40);
        for (int step = 1; step <= steps; ++step) {
            const qreal t = qreal(step) / steps, s = 1 - t;
            line.push_back(s * s * s * p[0] + 3 * s * s * t * p[1] + 3 * s * t * t * p[2] + t * t * t * p[3]);
        }
    }
    return line;
}

QPointF pointAt(const std::vector<QPointF> &line, qreal fraction)
{
    const auto length = [&line](size_t i) {
        return std::hypot(line[i].x() - line[i - 1].x(), line[i].y() - line[i - 1].y());
    };
    qreal left = 0;
    for (size_t i = 1; i < line.size(); ++i) left += length(i);
    left *= fraction;
    for (size_t i = 1; i < line.size(); ++i) {
        const qreal piece = length(i);
        if (left <= piece && piece > 0) return line[i - 1] + (line[i] - line[i - 1]) * (left / piece);
        left -= piece;
    }
    return line.back();
}

} // namespace graph::layered
