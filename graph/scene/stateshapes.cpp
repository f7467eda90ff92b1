// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/scene/stateshapes.h"

#include <QPainter>
#include <QPolygonF>

namespace graph {

void paintStateShape(QPainter &painter, const QPointF &centre, qreal radius, DotShape shape, const QColor &colour,
                     const QColor &ground)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const qreal inner = radius * 0.5;
    switch (shape) {
    case DotShape::Disc: painter.drawEllipse(centre, radius, radius); break;
    case DotShape::Ring:
    case DotShape::Hollow: {
        QPen pen(colour, shape == DotShape::Ring ? radius * 0.45 : 1);
        if (shape == DotShape::Hollow) pen.setDashPattern({2, 2});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, radius - pen.widthF() / 2, radius - pen.widthF() / 2);
        break;
    }
    case DotShape::Triangle:
        painter.drawPolygon(QPolygonF({centre + QPointF(0, -radius), centre + QPointF(radius, radius * 0.8),
                                       centre + QPointF(-radius, radius * 0.8)}));
        painter.setPen(QPen(ground, radius * 0.3, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(centre + QPointF(0, -radius * 0.3), centre + QPointF(0, radius * 0.15));
        painter.drawPoint(centre + QPointF(0, radius * 0.5));
        break;
    case DotShape::Cross:
        painter.drawEllipse(centre, radius, radius);
        painter.setPen(QPen(ground, radius * 0.3, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(centre + QPointF(-inner, -inner) * 0.8, centre + QPointF(inner, inner) * 0.8);
        painter.drawLine(centre + QPointF(-inner, inner) * 0.8, centre + QPointF(inner, -inner) * 0.8);
        break;
    }
}

} // namespace graph
