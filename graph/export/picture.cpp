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

// Readable where the whole is looked at: the larger the drawing, the larger the letters.
qreal captionHeight(qreal width) { return std::max(frame, std::round(width / 60)); }

// The box around everything that is drawn.
QRectF extent(const Graph &graph, const Layout &layout, const QString &caption)
{
    QRectF all;
    for (size_t i = 0; i < layout.positions.size(); ++i) all |= QRectF(layout.positions[i], cardSize(graph.nodes[i]));
    for (size_t i = 0; i < layout.routes.size(); ++i) {
        for (const QPointF &point : layout.routes[i].points) all |= QRectF(point, QSizeF(1, 1));
        all |= labelRect(layout.routes[i].label, graph.links[i]);
    }
    if (all.isEmpty()) all = QRectF(0, 0, 320, 120);
    const qreal below = caption.isEmpty() ? frame : frame + captionHeight(all.width());
    return all.adjusted(-frame, -frame, frame, below).toAlignedRect();
}

void paintCaption(QPainter &painter, const QString &caption, const look::Tokens &tokens, const QRectF &box)
{
    const qreal height = captionHeight(box.width() - 2 * frame);
    QFont font = look::font(look::Text::Body);
    font.setPixelSize(int(height / 2));
    painter.setFont(font);
    painter.setPen(tokens.bad);
    const QRectF line(box.left() + frame, box.bottom() - frame / 2 - height, box.width() - 2 * frame, height);
    painter.drawText(line, int(Qt::AlignLeft | Qt::AlignVCenter), caption);
}

void paint(QPainter &painter, const Graph &graph, const Layout &layout, const look::Tokens &tokens, const QRectF &box,
           const QString &caption)
{
    painter.fillRect(box, tokens.canvas);
    for (size_t i = 0; i < layout.routes.size(); ++i)
        paintLink(painter, linkPath(layout.routes[i].points), graph.links[i], {}, tokens);
    for (size_t i = 0; i < layout.routes.size(); ++i)
        paintLinkLabel(painter, layout.routes[i].label, graph.links[i], {}, tokens);
    for (size_t i = 0; i < layout.positions.size(); ++i)
        paintCard(painter, QRectF(layout.positions[i], cardSize(graph.nodes[i])), graph.nodes[i], {}, tokens);
    if (!caption.isEmpty()) paintCaption(painter, caption, tokens, box);
    if (!graph.nodes.empty()) return;
    painter.setFont(look::font(look::Text::Body));
    painter.setPen(tokens.muted);
    painter.drawText(box, Qt::AlignCenter, QCoreApplication::translate("Picture", "No resources"));
}

// Qt writes characters that XML has not, even in escaped form, as they are: they become pictures of themselves.
QByteArray asXml(QByteArray text)
{
    const auto isControl = [](char c) { return uchar(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; };
    text.replace("\xEF\xBF\xBE", "\xEF\xBF\xBD").replace("\xEF\xBF\xBF", "\xEF\xBF\xBD");
    if (std::none_of(text.cbegin(), text.cend(), isControl)) return text;
    QByteArray xml;
    for (const char c : text) {
        if (isControl(c))
            xml.append("\xE2\x90").append(char(0x80 + c));
        else
            xml += c;
    }
    return xml;
}

Amount amountOf(const Graph &graph)
{
    size_t containers = 0;
    for (const GraphNode &node : graph.nodes) containers += node.containers.size();
    return {int(graph.nodes.size()), int(graph.links.size()), int(containers)};
}

// As many nodes, each followed by what it is joined with, so that little is torn apart.
std::vector<bool> connectedNodes(const Graph &graph, int count)
{
    std::vector<std::vector<int>> neighbours(graph.nodes.size());
    for (const GraphLink &link : graph.links) {
        neighbours[size_t(link.from)].push_back(link.to);
        neighbours[size_t(link.to)].push_back(link.from);
    }
    std::vector<bool> kept(graph.nodes.size());
    std::vector<int> order;
    const auto keep = [&](int node) {
        if (kept[size_t(node)] || int(order.size()) == count) return;
        kept[size_t(node)] = true;
        order.push_back(node);
    };
    size_t next = 0;
    for (int start = 0; start < int(graph.nodes.size()); ++start) {
        keep(start);
        for (; next < order.size(); ++next)
            for (const int other : neighbours[size_t(order[next])]) keep(other);
    }
    return kept;
}

void keepNodes(Graph &graph, const std::vector<bool> &kept)
{
    std::vector<int> places(graph.nodes.size(), -1);
    std::vector<GraphNode> nodes;
    graph.byKey.clear();
    for (size_t i = 0; i < kept.size(); ++i) {
        if (!kept[i]) continue;
        places[i] = int(nodes.size());
        graph.byKey.insert(graph.nodes[i].key, places[i]);
        nodes.push_back(std::move(graph.nodes[i]));
    }
    graph.nodes = std::move(nodes);
    std::erase_if(graph.links,
                  [&](const GraphLink &link) { return !kept[size_t(link.from)] || !kept[size_t(link.to)]; });
    for (GraphLink &link : graph.links) {
        link.from = places[size_t(link.from)];
        link.to = places[size_t(link.to)];
    }
}

QString described(int count)
{
    return count == 1 ? QCoreApplication::translate("Picture", "1 resource")
                      : QCoreApplication::translate("Picture", "%1 resources and what joins them").arg(count);
}

} // namespace

QString Excerpt::caption() const
{
    if (isWhole()) return {};
    return QCoreApplication::translate(
               "Picture", "%1 of %2 objects, %3 of %4 lines and %5 of %6 containers are drawn; the rest is left out")
        .arg(drawn.nodes)
        .arg(whole.nodes)
        .arg(drawn.links)
        .arg(whole.links)
        .arg(drawn.containers)
        .arg(whole.containers);
}

Excerpt excerptOf(Graph graph, const Amount &most)
{
    Excerpt excerpt{std::move(graph), {}, {}};
    Graph &drawn = excerpt.graph;
    excerpt.whole = amountOf(drawn);
    if (excerpt.whole.nodes > most.nodes) keepNodes(drawn, connectedNodes(drawn, most.nodes));
    if (drawn.links.size() > size_t(most.links)) drawn.links.resize(size_t(most.links));
    size_t room = size_t(most.containers);
    for (GraphNode &node : drawn.nodes) {
        if (node.containers.size() > room) node.containers.resize(room);
        room -= node.containers.size();
    }
    excerpt.drawn = amountOf(drawn);
    return excerpt;
}

QByteArray toSvg(const Graph &graph, const Layout &layout, look::Theme theme, const QString &title,
                 const QString &caption)
{
    const QRectF box = extent(graph, layout, caption);
    QByteArray svg;
    QBuffer buffer(&svg);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(box.size().toSize());
    generator.setViewBox(QRectF(QPointF(), box.size()));
    generator.setResolution(96);
    generator.setTitle(title.toHtmlEscaped()); // Qt writes it as it is
    generator.setDescription(described(int(graph.nodes.size())));
    QPainter painter(&generator);
    painter.translate(-box.topLeft());
    paint(painter, graph, layout, look::tokens(theme), box, caption);
    painter.end();
    return asXml(std::move(svg));
}

QImage toImage(const Graph &graph, const Layout &layout, look::Theme theme, const QString &caption, qreal scale)
{
    const QRectF box = extent(graph, layout, caption);
    const qreal dense = std::sqrt(model::limits::maxPicturePixels / (box.width() * box.height()));
    scale = std::min({scale, maxSide / box.width(), maxSide / box.height(), dense});
    QImage image((box.size() * scale).toSize(), QImage::Format_RGB32);
    image.fill(look::tokens(theme).canvas);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(scale, scale);
    painter.translate(-box.topLeft());
    paint(painter, graph, layout, look::tokens(theme), box, caption);
    return image;
}

} // namespace graph
