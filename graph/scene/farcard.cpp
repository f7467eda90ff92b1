// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/scene/farcard.h"

#include "graph/scene/stateshapes.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace graph {

namespace {

// On the screen, in pixels.
constexpr qreal bandWidth = 13, narrowBand = 9, narrowCard = 70, glyphSize = 9, ringWidth = 2.5, dotRadius = 3.5,
                farDotStep = 9;
constexpr qreal letterSizes[] = {10.5, 9.6, 8.8};
constexpr int fewestLetters = 6;

QFont farFont(QFont font, qreal pixels, qreal scale)
{
    font.setPixelSize(std::max(1, int(std::round(pixels / scale))));
    return font;
}

int linesIn(const QFont &font, qreal height) { return std::max(1, int(height / QFontMetricsF(font).lineSpacing())); }

// The words of a name, as many on a line as fit; nothing if a word does not, or if there are too many.
QStringList linesByWord(const QString &name, qreal width, int most, const QFontMetricsF &metrics)
{
    QStringList lines{QString()};
    for (qsizetype from = 0, end = 0; from < name.size(); from = end) {
        while (end < name.size() && !QStringView(u"-./: ").contains(name[end])) ++end;
        while (end < name.size() && QStringView(u"-./: ").contains(name[end])) ++end;
        const QString word = name.sliced(from, end - from);
        if (metrics.horizontalAdvance(lines.back() + word) > width) lines += QString();
        lines.back() += word;
        if (lines.size() > most || metrics.horizontalAdvance(lines.back()) > width) return {};
    }
    lines.removeAll(QString());
    return lines;
}

// As long as each other: a last line of one letter would look like a mistake. What does not fit into so many lines is
// cut in the middle: both ends of a name tell it apart.
QStringList evenLines(const QString &name, qreal width, int most, const QFontMetricsF &metrics)
{
    constexpr qreal filled = 0.9; // letters are not equally wide
    const QString text = metrics.elidedText(name, Qt::ElideMiddle, most > 1 ? filled * width * most : width);
    const int count = std::clamp(int(std::ceil(metrics.horizontalAdvance(text) / (filled * width))), 1, most);
    QStringList lines;
    qsizetype from = 0;
    for (int line = 1; line < count; ++line) {
        qsizetype end = text.size() * line / count;
        if (text[end].isLowSurrogate()) ++end;
        lines += text.sliced(from, end - from);
        from = end;
    }
    lines += text.sliced(from);
    return lines;
}

// Letters that can be read: the largest that keep the words on one line, else the smallest on as many as there is room
// for.
QFont nameFont(const QString &words, qreal width, qreal scale)
{
    const QFont title = look::font(look::Text::Title);
    for (const qreal size : letterSizes)
        if (const QFont font = farFont(title, size, scale); QFontMetricsF(font).horizontalAdvance(words) <= width)
            return font;
    return farFont(title, letterSizes[2], scale);
}

// The ring around what is selected or has the keyboard, apart from the card.
void paintRingAround(QPainter &painter, const QRectF &rect, const CardState &state, const look::Tokens &tokens)
{
    if (!state.selected && !state.focused && !state.connectTarget) return;
    const qreal width = std::min(ringWidth / state.scale, maxRing / 3), away = 1.5 * width;
    QPen pen(state.connectTarget ? tokens.ok : tokens.text, width);
    if (state.focused) pen.setDashPattern({2, 1.5});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(-away, -away, away, away), look::metric::radiusNode + away,
                            look::metric::radiusNode + away);
}

void paintLetter(QPainter &painter, const QRectF &box, const QString &glyph, qreal size, const look::Tokens &tokens)
{
    QFont font = look::font(look::Text::Body);
    font.setWeight(QFont::Bold);
    font.setPixelSize(std::max(1, int(std::round(size))));
    painter.setFont(font);
    painter.setPen(tokens.surface);
    painter.drawText(box, Qt::AlignCenter, glyph);
}

// Too far for words.
void paintSpot(QPainter &painter, const QRectF &rect, const GraphNode &node, const QColor &colour,
               const look::Tokens &tokens)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(rect, look::metric::radiusNode, look::metric::radiusNode);
    paintLetter(painter, rect, node.glyph, std::min(rect.height() * 0.6, 48.0), tokens);
}

// A name's lines, and behind its last one how many are ready, if that fits.
QStringList linesOf(const QString &name, const QString &count, qreal width, int most, const QFontMetricsF &metrics)
{
    QStringList lines = linesByWord(name + count, width, most, metrics);
    if (!lines.isEmpty()) return lines;
    lines = evenLines(name, width, most, metrics);
    lines.back() += count;
    return metrics.horizontalAdvance(lines.back()) <= width ? lines : evenLines(name + count, width, most, metrics);
}

void paintName(QPainter &painter, const QRectF &room, const GraphNode &node, const QFont &font, const QString &count,
               const look::Tokens &tokens)
{
    const QFontMetricsF metrics(font);
    const QStringList lines = linesOf(node.title, count, room.width(), linesIn(font, room.height()), metrics);
    painter.setFont(font);
    painter.setPen(node.ghost ? tokens.bad : tokens.text);
    painter.drawText(room, Qt::AlignCenter | Qt::TextDontClip, lines.join(u'\n'));
}

// In one row: as many as there is room for.
void paintDots(QPainter &painter, const QRectF &row, const Overlay &overlay, qreal scale, const look::Tokens &tokens)
{
    const qreal step = farDotStep / scale;
    const auto count = std::min(overlay.dots.size(), size_t(std::max(1.0, row.width() / step)));
    qreal x = row.center().x() - step * qreal(count - 1) / 2;
    for (size_t i = 0; i < count; ++i, x += step)
        paintStateShape(painter, {x, row.center().y()}, dotRadius / scale, overlay.dots[i].shape,
                        tokens.state(overlay.dots[i].state), tokens.raised);
}

} // namespace

void paintFarCard(QPainter &painter, const QRectF &rect, const GraphNode &node, const CardState &state,
                  const look::Tokens &tokens)
{
    QColor colour = node.ghost ? tokens.bad : tokens.family(node.family);
    if (node.overlay && node.overlay->state != look::State::None) colour = tokens.state(node.overlay->state);
    QString count;
    if (node.overlay && node.overlay->wanted >= 0)
        count = QStringLiteral(" %1/%2").arg(node.overlay->ready).arg(node.overlay->wanted);
    const qreal line = 1 / state.scale;
    const bool isNarrow = rect.width() * state.scale < narrowCard;
    const qreal band = (isNarrow ? narrowBand : bandWidth) / state.scale;
    QRectF room = rect.adjusted(band + 2 * line, 0, -2 * line, 0);
    const qreal dots = (2 * dotRadius + 5) / state.scale;
    const QFontMetricsF smallest(farFont(look::font(look::Text::Title), letterSizes[2], state.scale));
    paintRingAround(painter, rect, state, tokens);
    if (room.width() < fewestLetters * smallest.averageCharWidth() || rect.height() < smallest.height())
        return paintSpot(painter, rect, node, colour, tokens);
    const bool hasDots = node.overlay && !node.overlay->dots.empty() && room.height() >= smallest.height() + dots;
    if (hasDots) room.setBottom(room.bottom() - dots);
    QPainterPath box;
    box.addRoundedRect(rect.adjusted(line / 2, line / 2, -line / 2, -line / 2), look::metric::radiusNode,
                       look::metric::radiusNode);
    QPen pen(colour, line);
    if (node.ghost) pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.setBrush(node.ghost ? tokens.surface : tokens.raised);
    painter.drawPath(box);
    painter.save();
    painter.setClipPath(box, Qt::IntersectClip);
    const QRectF side(rect.topLeft(), QSizeF(band, rect.height()));
    painter.fillRect(side, colour);
    paintLetter(painter, side, node.glyph, glyphSize / state.scale, tokens);
    if (hasDots)
        paintDots(painter, {room.left(), room.bottom(), room.width(), dots}, *node.overlay, state.scale, tokens);
    paintName(painter, room, node, nameFont(node.title + count, room.width(), state.scale), count, tokens);
    painter.restore();
}

} // namespace graph
