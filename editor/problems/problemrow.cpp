// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/problems/problemrow.h"

#include "editor/problems/problemsmodel.h"
#include "look/tokens.h"

#include <QPainter>
#include <QTreeView>

#include <algorithm>

namespace editor {

namespace {

constexpr int markSide = 12, lineHeight = 18, padding = 5;
constexpr int textLeft = look::metric::gapWide + markSide + look::metric::gap;

// A round cross for errors, a triangle for warnings, a ring for advice: shape as well as colour.
void paintSeverity(QPainter &painter, const QRectF &box, model::Severity severity)
{
    const look::Tokens &tokens = look::tokens();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    switch (severity) {
    case model::Severity::Error:
        painter.setBrush(tokens.bad);
        painter.drawEllipse(box);
        painter.setPen(QPen(tokens.surface, 1.5, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(box.center() - QPointF(2.2, 2.2), box.center() + QPointF(2.2, 2.2));
        painter.drawLine(box.center() + QPointF(-2.2, 2.2), box.center() + QPointF(2.2, -2.2));
        break;
    case model::Severity::Warning:
        painter.setBrush(tokens.warn);
        painter.drawPolygon(QPolygonF({{box.center().x(), box.top()}, box.bottomRight(), box.bottomLeft()}));
        break;
    case model::Severity::Info:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(tokens.accent, 1.5));
        painter.drawEllipse(box.adjusted(1, 1, -1, -1));
        break;
    }
}

QString fixTextOf(const QModelIndex &index) { return index.siblingAtColumn(ProblemsModel::Fix).data().toString(); }

} // namespace

ProblemRow::ProblemRow(QTreeView *view) : QStyledItemDelegate(view), m_view(view) {}

QSize ProblemRow::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.column() != ProblemsModel::Message) {
        const QFontMetrics metrics(index.data(Qt::FontRole).value<QFont>());
        const QString text = index.data().toString();
        int width = text.isEmpty() ? 0 : metrics.horizontalAdvance(text) + 2 * look::metric::gapWide;
        // However long a file's name is, the messages are what the list is for.
        if (index.column() == ProblemsModel::Place) width = std::min(width, m_view->viewport()->width() / 4);
        return {width, lineHeight + 2 * padding};
    }
    const QStringList lines = linesOf(index, option, m_view->columnWidth(ProblemsModel::Message));
    return {0, int(lines.size()) * lineHeight + 2 * padding};
}

void ProblemRow::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const look::Tokens &t = look::tokens();
    const bool selected = option.state & QStyle::State_Selected, hovered = option.state & QStyle::State_MouseOver;
    painter->save();
    if (selected || hovered) painter->fillRect(option.rect, selected ? t.accentGround : t.sunk);
    switch (index.column()) {
    case ProblemsModel::Message: paintProblem(*painter, option, index); break;
    case ProblemsModel::QuickFixes: paintQuickFixes(*painter, option, index); break;
    default: paintAside(*painter, option, index); break;
    }
    painter->restore();
}

// What stands in the lines of a row of this width: the message in one or two, and what to do in one of its own unless
// it fits behind the message.
QStringList ProblemRow::linesOf(const QModelIndex &index, const QStyleOptionViewItem &option, int width)
{
    const QString message = index.data().toString(), fix = fixTextOf(index);
    const int room = width - textLeft, messageWidth = option.fontMetrics.horizontalAdvance(message);
    QStringList lines{message};
    if (messageWidth > room) {
        qsizetype at = message.size();
        while (at > 0 && option.fontMetrics.horizontalAdvance(message.left(at)) > room)
            at = message.lastIndexOf(u' ', at - 1);
        if (at > 0) lines = {message.left(at), message.mid(at + 1)};
    }
    const bool behind = messageWidth + look::metric::margin + option.fontMetrics.horizontalAdvance(fix) <= room;
    if (!fix.isEmpty() && !behind) lines << fix;
    return lines;
}

void ProblemRow::paintProblem(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const look::Tokens &t = look::tokens();
    const QRect &row = option.rect;
    const QString fix = fixTextOf(index);
    QStringList lines = linesOf(index, option, m_view->columnWidth(ProblemsModel::Message));
    const bool fixBelow = !fix.isEmpty() && lines.size() > 1 && lines.last() == fix;
    QRect line(row.left() + textLeft, row.top() + padding, row.width() - textLeft, lineHeight);
    if (option.state & QStyle::State_Selected && option.state & QStyle::State_HasFocus)
        painter.fillRect(QRect(row.left(), row.top(), 2, row.height()), t.accent);
    const QRectF mark(row.left() + look::metric::gapWide, line.center().y() - markSide / 2.0 + 0.5, markSide, markSide);
    painter.setFont(option.font);
    const auto draw = [&](const QString &text, const QColor &ink) {
        painter.setPen(ink);
        painter.drawText(line, Qt::AlignVCenter, option.fontMetrics.elidedText(text, Qt::ElideRight, line.width()));
    };
    for (const QString &text : lines) {
        const bool pale = (fixBelow && &text == &lines.constLast()) || !(option.state & QStyle::State_Enabled);
        draw(text, pale ? t.muted : t.text);
        line.translate(0, lineHeight);
    }
    if (!fixBelow) {
        line.translate(option.fontMetrics.horizontalAdvance(lines.last()) + look::metric::margin, -lineHeight);
        draw(fix, t.muted);
    }
    paintSeverity(painter, mark, model::Severity(index.data(ProblemsModel::SeverityRole).toInt()));
}

// As a link: it is one.
void ProblemRow::paintQuickFixes(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QString text = index.data().toString();
    if (text.isEmpty()) return;
    QFont font = index.data(Qt::FontRole).value<QFont>();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const bool isOn = option.state & QStyle::State_Enabled;
    painter.setPen(isOn ? look::tokens().accent : look::tokens().muted);
    const QRect box(option.rect.left(), option.rect.top() + padding, option.rect.width() - look::metric::gapWide,
                    lineHeight);
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignRight, text);
}

void ProblemRow::paintAside(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    painter.setFont(index.data(Qt::FontRole).value<QFont>());
    painter.setPen(look::tokens().muted);
    const QRect box(option.rect.left(), option.rect.top() + padding, option.rect.width() - look::metric::gapWide,
                    lineHeight);
    const QString text = index.data().toString();
    const Qt::Alignment side = index.column() == ProblemsModel::Place ? Qt::AlignRight : Qt::AlignLeft;
    painter.drawText(box, Qt::AlignVCenter | side,
                     painter.fontMetrics().elidedText(text, Qt::ElideMiddle, box.width()));
}

} // namespace editor
