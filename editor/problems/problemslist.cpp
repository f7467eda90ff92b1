// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/problems/problemslist.h"

#include "editor/problems/problemsmodel.h"
#include "look/tokens.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

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

// A row in full: the message first, what to do behind it where both fit, else below it. The state of the row fills all
// of it and moves nothing.
class RowDelegate : public QStyledItemDelegate
{
public:
    explicit RowDelegate(QTreeView *view) : QStyledItemDelegate(view), m_view(view) {}

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (index.column() == ProblemsModel::Place) {
            const QFontMetrics metrics(index.data(Qt::FontRole).value<QFont>());
            return {metrics.horizontalAdvance(index.data().toString()) + 2 * look::metric::gapWide,
                    lineHeight + 2 * padding};
        }
        const QStringList lines = linesOf(index, option, m_view->columnWidth(ProblemsModel::Message));
        return {0, int(lines.size()) * lineHeight + 2 * padding};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const look::Tokens &t = look::tokens();
        const bool selected = option.state & QStyle::State_Selected, hovered = option.state & QStyle::State_MouseOver;
        painter->save();
        if (selected || hovered) painter->fillRect(option.rect, selected ? t.accentGround : t.sunk);
        if (index.column() == ProblemsModel::Place)
            paintPlace(*painter, option, index);
        else
            paintProblem(*painter, option, index);
        painter->restore();
    }

private:
    // What stands in the lines of a row of this width: the message in one or two, and what to do in one of its own
    // unless it fits behind the message.
    static QStringList linesOf(const QModelIndex &index, const QStyleOptionViewItem &option, int width)
    {
        const QString message = index.data().toString(), fix = fixOf(index);
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

    static QString fixOf(const QModelIndex &index)
    {
        return index.siblingAtColumn(ProblemsModel::Fix).data().toString();
    }

    void paintProblem(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
    {
        const look::Tokens &t = look::tokens();
        const QRect &row = option.rect;
        const QString fix = fixOf(index);
        QStringList lines = linesOf(index, option, m_view->columnWidth(ProblemsModel::Message));
        const bool fixBelow = !fix.isEmpty() && lines.size() > 1 && lines.last() == fix;
        QRect line(row.left() + textLeft, row.top() + padding, row.width() - textLeft, lineHeight);
        if (option.state & QStyle::State_Selected && option.state & QStyle::State_HasFocus)
            painter.fillRect(QRect(row.left(), row.top(), 2, row.height()), t.accent);
        const QRectF mark(row.left() + look::metric::gapWide, line.center().y() - markSide / 2.0 + 0.5, markSide,
                          markSide);
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

    static void paintPlace(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
    {
        painter.setFont(index.data(Qt::FontRole).value<QFont>());
        painter.setPen(look::tokens().muted);
        const QRect box(option.rect.left(), option.rect.top() + padding, option.rect.width() - look::metric::gapWide,
                        lineHeight);
        const QString text = index.data().toString();
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignRight,
                         painter.fontMetrics().elidedText(text, Qt::ElideLeft, box.width()));
    }

    QTreeView *m_view;
};

} // namespace

ProblemsList::ProblemsList(QWidget *parent)
    : QWidget(parent), m_model(new ProblemsModel(this)), m_view(new QTreeView(this)), m_summary(new QLabel(this))
{
    setProperty("role", QStringLiteral("panel-top"));
    setAttribute(Qt::WA_StyledBackground);
    auto *title = new QLabel(tr("Problems"), this);
    title->setProperty("role", QStringLiteral("title"));
    m_summary->setProperty("role", QStringLiteral("muted"));
    m_view->setAccessibleName(tr("Problems"));
    setFocusProxy(m_view);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RowDelegate(m_view));
    m_view->setRootIsDecorated(false);
    m_view->setHeaderHidden(true);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(ProblemsModel::Message, QHeaderView::Stretch);
    m_view->header()->setSectionHidden(ProblemsModel::Fix, true); // drawn with the message
    m_view->header()->setMinimumSectionSize(0);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->header()->setSectionResizeMode(ProblemsModel::Place, QHeaderView::ResizeToContents);
    // Rows are as high as their width asks for.
    connect(m_view->header(), &QHeaderView::sectionResized, m_view, &QTreeView::doItemsLayout, Qt::QueuedConnection);
    connect(m_view, &QTreeView::clicked, this, &ProblemsList::activate);
    connect(m_view, &QTreeView::activated, this, &ProblemsList::activate);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(look::metric::margin, look::metric::gap, look::metric::margin, look::metric::gap);
    head->setSpacing(look::metric::gap);
    head->addWidget(title);
    head->addWidget(m_summary, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 1, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    setProblems({});
}

void ProblemsList::setProblems(const model::Problems &problems)
{
    m_model->setProblems(problems);
    m_summary->setText(summary(problems));
}

void ProblemsList::setStale(bool stale) { m_view->setEnabled(!stale); }

QString ProblemsList::summary(const model::Problems &problems)
{
    int errors = 0, warnings = 0, advice = 0;
    for (const model::Problem &problem : problems) {
        switch (problem.severity) {
        case model::Severity::Error: ++errors; break;
        case model::Severity::Warning: ++warnings; break;
        case model::Severity::Info: ++advice; break;
        }
    }
    QStringList parts;
    if (errors > 0) parts << (errors == 1 ? tr("1 error") : tr("%1 errors").arg(errors));
    if (warnings > 0) parts << (warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
    if (advice > 0) parts << (advice == 1 ? tr("1 hint") : tr("%1 hints").arg(advice));
    return parts.isEmpty() ? tr("No problems") : parts.join(QStringLiteral(", "));
}

void ProblemsList::next(int step)
{
    const int rows = m_model->rowCount();
    if (rows == 0) return;
    const int row = m_view->currentIndex().isValid() ? (m_view->currentIndex().row() + step + rows) % rows
                    : step > 0                       ? 0
                                                     : rows - 1;
    const QModelIndex index = m_model->index(row, 0);
    m_view->setCurrentIndex(index);
    activate(index);
}

void ProblemsList::activate(const QModelIndex &index)
{
    if (index.isValid()) Q_EMIT activated(m_model->problem(index.row()));
}

} // namespace editor
