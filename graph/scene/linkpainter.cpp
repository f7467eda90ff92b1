// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/scene/linkpainter.h"

#include "graph/scene/cardpainter.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace graph {

namespace {

constexpr qreal arrowLength = 8, arrowHalf = 4, maxLabelWidth = 168;

const QFont &labelFont()
{
    static const QFont font = look::font(look::Text::Caption);
    return font;
}

QColor linkColour(const GraphLink &link, const LinkState &state, const look::Tokens &tokens)
{
    if (link.broken) return tokens.bad;
    if (state.selected) return tokens.accent;
    return tokens.family(link.family);
}

void paintArrow(QPainter &painter, const QPainterPath &path, const QColor &colour)
{
    const QPointF tip = path.currentPosition();
    const qreal length = path.length();
    const QPointF before = path.pointAtPercent(length > arrowLength ? path.percentAtLength(length - arrowLength) : 0);
    QPointF along = tip - before;
    const qreal size = std::hypot(along.x(), along.y());
    along = size > 0.01 ? along / size : QPointF(1, 0);
    const QPointF across(-along.y(), along.x());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF(
        {tip, tip - along * arrowLength + across * arrowHalf, tip - along * arrowLength - across * arrowHalf}));
}

} // namespace

QPainterPath linkPath(const std::vector<QPointF> &points)
{
    QPainterPath path;
    if (points.empty()) return path;
    path.moveTo(points[0]);
    for (size_t i = 1; i + 2 < points.size(); i += 3) path.cubicTo(points[i], points[i + 1], points[i + 2]);
    return path;
}

QRectF labelRect(const QPointF &labelAt, const GraphLink &link)
{
    if (link.label.isEmpty()) return {};
    static const QFontMetricsF metrics(labelFont());
    const qreal width = std::min(metrics.horizontalAdvance(link.label), maxLabelWidth) + 14;
    return {std::round(labelAt.x() - width / 2), std::round(labelAt.y() - 10), std::ceil(width), 20};
}

void paintLink(QPainter &painter, const QPainterPath &path, const GraphLink &link, const LinkState &state,
               const look::Tokens &tokens)
{
    if (path.isEmpty()) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (state.dimmed) painter.setOpacity(painter.opacity() * 0.15);
    const QColor colour = linkColour(link, state, tokens);
    QPen pen(colour, state.selected || state.hovered ? 2.25 : 1.5, Qt::SolidLine, Qt::RoundCap);
    if (state.scale < detailScale) pen.setWidthF(std::min(1.25 / state.scale, 6.0));
    if (link.broken)
        pen.setDashPattern({4, 3});
    else if (link.address)
        pen.setDashPattern({1, 3});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    if (state.scale >= detailScale) paintArrow(painter, path, colour);
    painter.restore();
}

void paintLinkLabel(QPainter &painter, const QPointF &labelAt, const GraphLink &link, const LinkState &state,
                    const look::Tokens &tokens)
{
    const QRectF box = labelRect(labelAt, link);
    if (box.isEmpty() || state.scale < detailScale) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (state.dimmed) painter.setOpacity(painter.opacity() * 0.15);
    painter.setPen(QPen(state.selected ? linkColour(link, state, tokens) : tokens.line, 1));
    painter.setBrush(tokens.surface);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 9.5, 9.5);
    painter.setFont(labelFont());
    painter.setPen(link.broken ? tokens.bad : tokens.muted);
    const QString text = QFontMetricsF(labelFont()).elidedText(link.label, Qt::ElideMiddle, maxLabelWidth);
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
}

} // namespace graph
