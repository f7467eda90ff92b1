// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/scene/cardpainter.h"

#include "graph/scene/farcard.h"
#include "graph/scene/stateshapes.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace graph {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal padding = 12, glyphSide = 24, headHeight = 52, factHeight = 20, gap = 4;
constexpr qreal containerHeight = 40, dotStep = 16, setHeight = 24, ringSide = 34;
constexpr qreal minWidth = 184, maxWidth = 288;

struct Fonts
{
    QFont title = look::font(look::Text::Title), caption = look::font(look::Text::Caption),
          mono = look::font(look::Text::MonoCaption);
    QFont glyph = look::font(look::Text::Body), strong = look::font(look::Text::Caption);
    QFontMetricsF titleMetrics{title}, captionMetrics{caption}, monoMetrics{mono}, strongMetrics{strong};
    Fonts()
    {
        glyph.setWeight(QFont::Bold);
        strong.setWeight(QFont::DemiBold);
        strongMetrics = QFontMetricsF(strong);
    }
};

const Fonts &fonts()
{
    static const Fonts all;
    return all;
}

qreal onGrid(qreal length) { return std::ceil(length / look::metric::grid) * look::metric::grid; }

// The part of an image that tells something at a glance: "registry/path/web:1.4.2" → "web:1.4.2".
QString shortImage(const QString &image) { return image.mid(image.lastIndexOf(u'/') + 1); }

std::vector<Fact> allFacts(const GraphNode &node)
{
    return node.overlay && !node.overlay->facts.empty() ? node.overlay->facts : node.facts;
}

bool hasRing(const GraphNode &node) { return node.overlay && node.overlay->wanted >= 0; }
bool hasBadge(const GraphNode &node) { return node.errors + node.warnings > 0; }

qreal headReserve(const GraphNode &node) { return (hasRing(node) ? ringSide + 8 : 0) + (hasBadge(node) ? 22 : 0); }

int dotsPerRow(qreal width) { return std::max(1, int((width - 2 * padding) / dotStep)); }

// Where each part of a card starts, from its top.
struct Sections
{
    qreal facts = 0, containers = 0, sets = 0, dots = 0, end = 0;
};

Sections sections(const GraphNode &node, qreal width)
{
    Sections at;
    qreal y = headHeight;
    const size_t factCount = allFacts(node).size();
    at.facts = y + gap;
    if (factCount > 0) y = at.facts + qreal(factCount) * factHeight + gap;
    at.containers = y + (node.containers.empty() ? 0 : gap);
    if (!node.containers.empty()) y = at.containers + qreal(node.containers.size()) * (containerHeight + gap) + gap;
    at.sets = y;
    if (node.overlay && !node.overlay->replicaSets.empty())
        y += qreal(node.overlay->replicaSets.size()) * setHeight + gap;
    at.dots = y;
    if (node.overlay && !node.overlay->dots.empty()) {
        const int rows = int(node.overlay->dots.size() + size_t(dotsPerRow(width)) - 1) / dotsPerRow(width);
        y += rows * dotStep + 2 * gap;
    }
    at.end = y > headHeight ? y + gap : y;
    return at;
}

QColor glyphInk(const look::Tokens &tokens) { return tokens.surface; }

// Draws text in a rectangle, cut with an ellipsis where it does not fit; the tooltip has it whole.
void drawText(QPainter &painter, const QRectF &rect, const QString &text, const QFont &font, const QColor &color,
              Qt::Alignment align = Qt::AlignLeft | Qt::AlignVCenter, Qt::TextElideMode elide = Qt::ElideRight)
{
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(rect, int(align) | Qt::TextSingleLine, QFontMetricsF(font).elidedText(text, elide, rect.width()));
}

void paintFrame(QPainter &painter, const QRectF &rect, const GraphNode &node, const CardState &state,
                const look::Tokens &tokens)
{
    const qreal radius = look::metric::radiusNode;
    const bool marked = state.selected || state.connectTarget;
    painter.setPen(Qt::NoPen);
    QColor shade = tokens.line;
    shade.setAlphaF(0.6F);
    if (!node.ghost) {
        painter.setBrush(shade);
        painter.drawRoundedRect(rect.translated(0, 1), radius, radius);
    }
    QColor line = state.hovered ? tokens.faint : tokens.line;
    if (node.ghost) line = tokens.bad;
    if (node.stale) line = tokens.warn;
    if (marked) line = state.connectTarget ? tokens.ok : tokens.accent;
    QPen pen(line, marked ? 2 : 1);
    if (node.ghost || node.stale) pen.setDashPattern({4, 3});
    const qreal inset = marked ? 1 : 0.5;
    painter.setPen(pen);
    painter.setBrush(node.ghost ? tokens.surface : tokens.raised);
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
    if (!state.focused) return;
    painter.setPen(QPen(tokens.accent, 1, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(-3.5, -3.5, 3.5, 3.5), radius + 3, radius + 3);
}

void paintGlyph(QPainter &painter, const QRectF &box, const GraphNode &node, const look::Tokens &tokens)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(node.ghost ? tokens.faint : tokens.family(node.family));
    painter.drawRoundedRect(box, look::metric::radiusControl, look::metric::radiusControl);
    QFont font = fonts().glyph;
    if (node.glyph.size() > 1) font.setPixelSize(10);
    painter.setFont(font);
    painter.setPen(glyphInk(tokens));
    painter.drawText(box, Qt::AlignCenter, node.glyph);
}

void paintRing(QPainter &painter, const QRectF &box, const Overlay &overlay, const look::Tokens &tokens)
{
    const QRectF arc = box.adjusted(2, 2, -2, -2);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(tokens.sunk, 4));
    painter.drawEllipse(arc);
    const qreal share = overlay.wanted > 0 ? std::clamp(qreal(overlay.ready) / overlay.wanted, 0.0, 1.0) : 1;
    painter.setPen(QPen(tokens.state(overlay.state), 4, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(arc, 90 * 16, -int(share * 360 * 16));
    QFont font = fonts().strong;
    font.setPixelSize(overlay.wanted > 99 ? 8 : 10);
    drawText(painter, box, QStringLiteral("%1/%2").arg(overlay.ready).arg(overlay.wanted), font, tokens.text,
             Qt::AlignCenter, Qt::ElideNone);
}

// The worse of the two counts, told by shape, colour and number.
void paintBadge(QPainter &painter, const QPointF &centre, const GraphNode &node, const look::Tokens &tokens)
{
    const bool error = node.errors > 0;
    paintStateShape(painter, centre, 6, error ? DotShape::Cross : DotShape::Triangle, error ? tokens.bad : tokens.warn,
                    tokens.raised);
}

void paintHead(QPainter &painter, const QRectF &rect, const GraphNode &node, const look::Tokens &tokens)
{
    const QRectF glyph(rect.left() + padding, rect.top() + (headHeight - glyphSide) / 2, glyphSide, glyphSide);
    paintGlyph(painter, glyph, node, tokens);
    const qreal left = glyph.right() + 10, right = rect.right() - padding - headReserve(node);
    const QColor nameInk = node.ghost ? tokens.muted : tokens.text;
    drawText(painter, {left, rect.top() + 9, right - left, 18}, node.title, fonts().title, nameInk,
             Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    const QString under = node.ghost && !node.hint.isEmpty() ? node.hint : node.subtitle;
    drawText(painter, {left, rect.top() + 27, right - left, 16}, under, fonts().caption,
             node.ghost ? tokens.bad : tokens.muted);
    qreal x = rect.right() - padding;
    if (hasRing(node)) {
        paintRing(painter, {x - ringSide, rect.top() + (headHeight - ringSide) / 2, ringSide, ringSide}, *node.overlay,
                  tokens);
        x -= ringSide + 8;
    }
    if (hasBadge(node)) paintBadge(painter, {x - 8, rect.top() + headHeight / 2}, node, tokens);
}

void paintFacts(QPainter &painter, const QRectF &rect, qreal top, const GraphNode &node, const look::Tokens &tokens)
{
    const std::vector<Fact> facts = allFacts(node);
    if (facts.empty()) return;
    painter.setPen(QPen(tokens.line, 1));
    const qreal lineY = std::round(rect.top() + headHeight) - 0.5;
    painter.drawLine(QPointF(rect.left() + padding, lineY), QPointF(rect.right() - padding, lineY));
    qreal y = rect.top() + top;
    for (const Fact &fact : facts) {
        const QRectF row(rect.left() + padding, y, rect.width() - 2 * padding, factHeight);
        const qreal labelWidth = std::min(fonts().captionMetrics.horizontalAdvance(fact.label) + 1, row.width() * 0.6);
        drawText(painter, row.adjusted(0, 0, labelWidth - row.width(), 0), fact.label, fonts().caption, tokens.muted);
        drawText(painter, row.adjusted(labelWidth + 8, 0, 0, 0), fact.value, fonts().mono, tokens.text,
                 Qt::AlignRight | Qt::AlignVCenter, Qt::ElideMiddle);
        y += factHeight;
    }
}

void paintContainers(QPainter &painter, const QRectF &rect, qreal top, const GraphNode &node,
                     const look::Tokens &tokens)
{
    qreal y = rect.top() + top;
    for (const ContainerRow &container : node.containers) {
        const QRectF box(rect.left() + 8, y, rect.width() - 16, containerHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.sunk);
        painter.drawRoundedRect(box, look::metric::radiusControl, look::metric::radiusControl);
        const qreal portsWidth =
            container.ports.isEmpty()
                ? 0
                : std::min(fonts().monoMetrics.horizontalAdvance(container.ports) + 1, box.width() / 2);
        const QString name =
            container.init ? QCoreApplication::translate("Card", "%1 (init)").arg(container.name) : container.name;
        drawText(painter, {box.left() + 8, box.top() + 3, box.width() - 24 - portsWidth, 18}, name, fonts().strong,
                 tokens.text);
        drawText(painter, {box.right() - 8 - portsWidth, box.top() + 3, portsWidth, 18}, container.ports, fonts().mono,
                 tokens.muted, Qt::AlignRight | Qt::AlignVCenter);
        drawText(painter, {box.left() + 8, box.top() + 20, box.width() - 16, 16}, shortImage(container.image),
                 fonts().mono, tokens.muted, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        y += containerHeight + gap;
    }
}

void paintOverlay(QPainter &painter, const QRectF &rect, const Sections &at, const Overlay &overlay,
                  const look::Tokens &tokens)
{
    qreal y = rect.top() + at.sets;
    for (const ReplicaSetRow &set : overlay.replicaSets) {
        const QRectF row(rect.left() + padding, y, rect.width() - 2 * padding, setHeight);
        const QString count = QStringLiteral("%1/%2").arg(set.ready).arg(set.wanted);
        drawText(painter, row.adjusted(0, 0, -44, 0), set.name, fonts().mono, tokens.muted,
                 Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideLeft);
        drawText(painter, row, count, fonts().mono, tokens.text, Qt::AlignRight | Qt::AlignVCenter);
        y += setHeight;
    }
    const int columns = dotsPerRow(rect.width());
    for (size_t i = 0; i < overlay.dots.size(); ++i) {
        const PodDot &dot = overlay.dots[i];
        const int column = int(i) % columns, row = int(i) / columns;
        const QPointF centre(rect.left() + padding + dotStep / 2 - 2 + column * dotStep,
                             rect.top() + at.dots + gap + dotStep / 2 + row * dotStep);
        paintStateShape(painter, centre, 5, dot.shape, tokens.state(dot.state), tokens.raised);
    }
}

qreal contentWidth(const GraphNode &node)
{
    const Fonts &f = fonts();
    const QString under = node.ghost && !node.hint.isEmpty() ? node.hint : node.subtitle;
    qreal width = std::max(f.titleMetrics.horizontalAdvance(node.title), f.captionMetrics.horizontalAdvance(under)) +
                  glyphSide + 10 + headReserve(node);
    for (const Fact &fact : allFacts(node))
        width = std::max(width, f.captionMetrics.horizontalAdvance(fact.label) + 12 +
                                    f.monoMetrics.horizontalAdvance(fact.value));
    for (const ContainerRow &container : node.containers) {
        const qreal first =
            f.strongMetrics.horizontalAdvance(container.name) + f.monoMetrics.horizontalAdvance(container.ports) + 24;
        width = std::max({width, first, f.monoMetrics.horizontalAdvance(shortImage(container.image)) + 10});
    }
    return width + 2 * padding + 2;
}

} // namespace

QSizeF cardSize(const GraphNode &node)
{
    const qreal width = onGrid(std::clamp(contentWidth(node), minWidth, maxWidth));
    return {width, onGrid(sections(node, width).end)};
}

qreal socketOffset(const GraphNode &) { return headHeight / 2; }

void paintCard(QPainter &painter, const QRectF &rect, const GraphNode &node, const CardState &state,
               const look::Tokens &tokens)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (state.dimmed) painter.setOpacity(painter.opacity() * 0.35);
    if (state.scale < detailScale) {
        paintFarCard(painter, rect, node, state, tokens);
    } else {
        const Sections at = sections(node, rect.width());
        paintFrame(painter, rect, node, state, tokens);
        paintHead(painter, rect, node, tokens);
        paintFacts(painter, rect, at.facts, node, tokens);
        paintContainers(painter, rect, at.containers, node, tokens);
        if (node.overlay) paintOverlay(painter, rect, at, *node.overlay, tokens);
    }
    painter.restore();
}

QString cardDescription(const GraphNode &node)
{
    QStringList lines{node.subtitle + u' ' + node.title};
    if (!node.key.ns.isEmpty()) lines << QCoreApplication::translate("Card", "namespace: %1").arg(node.key.ns);
    if (!node.hint.isEmpty()) lines << node.hint;
    for (const Fact &fact : node.facts) lines << fact.label + QStringLiteral(": ") + fact.value;
    for (const ContainerRow &container : node.containers)
        lines << QCoreApplication::translate("Card", "container %1: %2 %3")
                     .arg(container.name, container.image, container.ports)
                     .trimmed();
    const auto count = [&lines](int number, const char *one, const char *many) {
        if (number > 0)
            lines << QCoreApplication::translate("Card", number == 1 ? one : many)
                         .replace(u"%1"_s, QString::number(number));
    };
    count(node.errors, QT_TRANSLATE_NOOP("Card", "1 error"), QT_TRANSLATE_NOOP("Card", "%1 errors"));
    count(node.warnings, QT_TRANSLATE_NOOP("Card", "1 warning"), QT_TRANSLATE_NOOP("Card", "%1 warnings"));
    if (node.stale)
        lines << QCoreApplication::translate("Card", "Its text cannot be read now; this is the last that could.");
    if (node.overlay) {
        if (!node.overlay->word.isEmpty()) lines << node.overlay->word;
        for (const PodDot &dot : node.overlay->dots) lines << dot.name + QStringLiteral(": ") + dot.word;
    }
    return lines.join(u'\n');
}

} // namespace graph
