// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/export/picture.h"

#include "graph/scene/cardpainter.h"
#include "graph/scene/linkpainter.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPainter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace graph {

namespace {

constexpr qreal frame = 32, maxSide = 16384;

// The box around everything that is drawn.
QRectF extent(const Graph &graph, const Layout &layout)
{
    QRectF all;
    for (size_t i = 0; i < layout.positions.size(); ++i) all |= QRectF(layout.positions[i], cardSize(graph.nodes[i]));
    for (size_t i = 0; i < layout.routes.size(); ++i) {
        for (const QPointF &point : layout.routes[i].points) all |= QRectF(point, QSizeF(1, 1));
        all |= labelRect(layout.routes[i].label, graph.links[i]);
    }
    if (all.isEmpty()) all = QRectF(0, 0, 320, 120);
    return all.adjusted(-frame, -frame, frame, frame).toAlignedRect();
}

void paint(QPainter &painter, const Graph &graph, const Layout &layout, const look::Tokens &tokens, const QRectF &box)
{
    painter.fillRect(box, tokens.canvas);
    for (size_t i = 0; i < layout.routes.size(); ++i)
        paintLink(painter, linkPath(layout.routes[i].points), graph.links[i], {}, tokens);
    for (size_t i = 0; i < layout.routes.size(); ++i)
        paintLinkLabel(painter, layout.routes[i].label, graph.links[i], {}, tokens);
    for (size_t i = 0; i < layout.positions.size(); ++i)
        paintCard(painter, QRectF(layout.positions[i], cardSize(graph.nodes[i])), graph.nodes[i], {}, tokens);
    if (!graph.nodes.empty()) return;
    painter.setFont(look::font(look::Text::Body));
    painter.setPen(tokens.muted);
    painter.drawText(box, Qt::AlignCenter, QCoreApplication::translate("Picture", "No resources"));
}

} // namespace

QByteArray toSvg(const Graph &graph, const Layout &layout, look::Theme theme, const QString &title)
{
    const QRectF box = extent(graph, layout);
    QByteArray svg;
    QBuffer buffer(&svg);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(box.size().toSize());
    generator.setViewBox(QRectF(QPointF(), box.size()));
    generator.setResolution(96);
    generator.setTitle(title.toHtmlEscaped()); // Qt writes it as it is
    generator.setDescription(
        QCoreApplication::translate("Picture", "%n resource(s) and what joins them", nullptr, int(graph.nodes.size())));
    QPainter painter(&generator);
    painter.translate(-box.topLeft());
    paint(painter, graph, layout, look::tokens(theme), box);
    painter.end();
    return svg;
}

QImage toImage(const Graph &graph, const Layout &layout, look::Theme theme, qreal scale)
{
    const QRectF box = extent(graph, layout);
    scale = std::min({scale, maxSide / box.width(), maxSide / box.height()});
    QImage image((box.size() * scale).toSize(), QImage::Format_RGB32);
    image.fill(look::tokens(theme).canvas);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(scale, scale);
    painter.translate(-box.topLeft());
    paint(painter, graph, layout, look::tokens(theme), box);
    return image;
}

} // namespace graph
