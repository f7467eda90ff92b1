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

constexpr int markSide = 12, rowHeight = 28;

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

class SeverityDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), rowHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (index.column() != ProblemsModel::Message) return QStyledItemDelegate::paint(painter, option, index);
        QStyleOptionViewItem text = option;
        const int indent = look::metric::margin + markSide;
        text.rect.adjust(indent, 0, 0, 0);
        QStyledItemDelegate::paint(painter, text, index);
        const QRectF box(option.rect.left() + look::metric::gapWide, option.rect.center().y() - markSide / 2.0 + 0.5,
                         markSide, markSide);
        painter->save();
        paintSeverity(*painter, box, model::Severity(index.data(ProblemsModel::SeverityRole).toInt()));
        painter->restore();
    }
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
    m_view->setItemDelegate(new SeverityDelegate(m_view));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setHeaderHidden(true);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(ProblemsModel::Message, QHeaderView::Stretch);
    // The message is what matters: the other two never take its room.
    constexpr int fixWidth = 200;
    m_view->header()->setSectionResizeMode(ProblemsModel::Fix, QHeaderView::Interactive);
    m_view->header()->resizeSection(ProblemsModel::Fix, fixWidth);
    m_view->header()->setSectionResizeMode(ProblemsModel::Place, QHeaderView::ResizeToContents);
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
