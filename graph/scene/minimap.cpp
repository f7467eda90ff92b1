// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/scene/minimap.h"

#include "graph/scene/canvas.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace graph {

namespace {

constexpr int mapWidth = 168, mapHeight = 112;
constexpr qreal inset = 8;

} // namespace

Minimap::Minimap(Canvas *canvas) : QWidget(canvas), m_canvas(canvas)
{
    setFixedSize(mapWidth, mapHeight);
    setAccessibleName(tr("Overview of the graph"));
    setCursor(Qt::PointingHandCursor);
    canvas->installEventFilter(this);
    connect(canvas, &Canvas::viewChanged, this, &Minimap::place);
    place();
}

bool Minimap::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize) place();
    return QWidget::eventFilter(watched, event);
}

void Minimap::place()
{
    move(look::metric::margin, m_canvas->height() - height() - look::metric::margin);
    const QRectF seen = m_canvas->mapToScene(m_canvas->viewport()->rect()).boundingRect();
    const QRectF content = m_canvas->contentRect();
    setVisible(!content.isEmpty() && !seen.contains(content) && m_canvas->width() > 3 * mapWidth);
    update();
}

QTransform Minimap::sceneToMap() const
{
    const QRectF content = m_canvas->contentRect();
    const qreal factor = std::min((width() - 2 * inset) / std::max(content.width(), 1.0),
                                  (height() - 2 * inset) / std::max(content.height(), 1.0));
    QTransform map;
    map.translate(width() / 2.0, height() / 2.0);
    map.scale(factor, factor);
    map.translate(-content.center().x(), -content.center().y());
    return map;
}

void Minimap::paintEvent(QPaintEvent *)
{
    const look::Tokens &tokens = look::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens.line, 1));
    painter.setBrush(tokens.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), look::metric::radiusControl,
                            look::metric::radiusControl);
    const QTransform map = sceneToMap();
    painter.setPen(Qt::NoPen);
    for (const GraphNode &node : m_canvas->graph().nodes) {
        const QRectF box = map.mapRect(m_canvas->cardRect(node.key));
        const bool told = node.overlay && node.overlay->state != look::State::None;
        painter.setBrush(node.ghost ? tokens.bad
                         : told     ? tokens.state(node.overlay->state)
                                    : tokens.family(node.family));
        painter.drawRoundedRect(box.adjusted(0, 0, std::max(0.0, 2 - box.width()), std::max(0.0, 2 - box.height())),
                                1.5, 1.5);
    }
    const QRectF seen = map.mapRect(m_canvas->mapToScene(m_canvas->viewport()->rect()).boundingRect());
    painter.setPen(QPen(tokens.accent, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(seen.intersected(QRectF(rect()).adjusted(2, 2, -2, -2)), 3, 3);
}

void Minimap::mousePressEvent(QMouseEvent *event) { goTo(event->position()); }

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton) goTo(event->position());
}

void Minimap::goTo(const QPointF &point) { m_canvas->centerOn(sceneToMap().inverted().map(point)); }

} // namespace graph
