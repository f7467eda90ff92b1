// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/problems/problemslist.h"

#include "editor/problems/problemrow.h"
#include "editor/problems/problemsmodel.h"
#include "look/tokens.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace editor {

namespace {

QString countText(model::Severity severity, int count)
{
    switch (severity) {
    case model::Severity::Error:
        return count == 1 ? ProblemsList::tr("1 error") : ProblemsList::tr("%1 errors").arg(count);
    case model::Severity::Warning:
        return count == 1 ? ProblemsList::tr("1 warning") : ProblemsList::tr("%1 warnings").arg(count);
    case model::Severity::Info: break;
    }
    return count == 1 ? ProblemsList::tr("1 hint") : ProblemsList::tr("%1 hints").arg(count);
}

constexpr model::Severity severities[] = {model::Severity::Error, model::Severity::Warning, model::Severity::Info};

} // namespace

ProblemsList::ProblemsList(QWidget *parent)
    : QWidget(parent), m_model(new ProblemsModel(this)), m_summary(new QLabel(this)), m_server(new QLabel(this))
{
    setProperty("role", QStringLiteral("panel-top"));
    setAttribute(Qt::WA_StyledBackground);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 1, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(makeHead()); // before the rows: that is Tab's way
    m_view = new QTreeView(this);
    whole->addWidget(m_view, 1);
    m_view->setAccessibleName(tr("Problems"));
    m_view->installEventFilter(this);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ProblemRow(m_view));
    m_view->setRootIsDecorated(false);
    m_view->setHeaderHidden(true);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setContextMenuPolicy(Qt::NoContextMenu); // ours
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(ProblemsModel::Message, QHeaderView::Stretch);
    m_view->header()->setSectionHidden(ProblemsModel::Fix, true); // drawn with the message
    m_view->header()->setMinimumSectionSize(0);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const int column : {ProblemsModel::QuickFixes, ProblemsModel::Layer, ProblemsModel::Place})
        m_view->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    // Rows are as high as their width asks for.
    connect(m_view->header(), &QHeaderView::sectionResized, m_view, &QTreeView::doItemsLayout, Qt::QueuedConnection);
    connect(m_view, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == ProblemsModel::QuickFixes && m_model->isFixable(index.row()))
            return openMenuOf(index, m_view->viewport()->mapToGlobal(m_view->visualRect(index).bottomLeft()));
        activate(index);
    });
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (index.column() != ProblemsModel::QuickFixes) activate(index);
    });
    setProblems({});
    updateHead();
}

void ProblemsList::makeToggle(model::Severity severity)
{
    auto *toggle = new QToolButton(this);
    toggle->setProperty("role", QStringLiteral("filter"));
    toggle->setCheckable(true);
    toggle->setChecked(true);
    connect(toggle, &QToolButton::toggled, this, &ProblemsList::filter);
    m_toggles[size_t(severity)] = toggle;
}

QWidget *ProblemsList::makeHead()
{
    auto *title = new QLabel(tr("Problems"), this);
    title->setProperty("role", QStringLiteral("title"));
    m_summary->setProperty("role", QStringLiteral("muted"));
    m_server->setProperty("role", QStringLiteral("muted"));
    m_server->setTextFormat(Qt::PlainText);
    for (const model::Severity severity : severities) makeToggle(severity);
    m_layers = new QComboBox(this);
    m_layers->setProperty("role", QStringLiteral("filter"));
    m_layers->setAccessibleName(tr("Layer of the problems"));
    m_layers->setToolTip(tr("Which layer of the checks is listed"));
    m_layers->addItem(tr("all layers"));
    for (const model::Layer layer : {model::Layer::Yaml, model::Layer::Schema, model::Layer::Reference,
                                     model::Layer::Practice, model::Layer::Server})
        m_layers->addItem(layerText(layer), int(layer));
    connect(m_layers, &QComboBox::currentIndexChanged, this, &ProblemsList::filter);
    auto *ask = new QPushButton(tr("Check with the server"), this);
    ask->setProperty("role", QStringLiteral("link"));
    ask->setToolTip(tr("Asks the cluster whether it would take the resources, without changing anything "
                       "(Ctrl+Alt+K)"));
    connect(ask, &QPushButton::clicked, this, &ProblemsList::serverCheckAsked);

    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(look::metric::margin, look::metric::grid, look::metric::gapWide, look::metric::grid);
    row->setSpacing(look::metric::grid);
    row->addWidget(title);
    row->addSpacing(look::metric::gap);
    for (const model::Severity severity : severities) row->addWidget(m_toggles[size_t(severity)]);
    row->addWidget(m_layers);
    row->addSpacing(look::metric::gap);
    row->addWidget(m_summary);
    row->addStretch(1);
    row->addWidget(m_server);
    row->addSpacing(look::metric::gap);
    row->addWidget(ask);
    return head;
}

void ProblemsList::setProblems(const model::Problems &problems)
{
    const int row = m_view->currentIndex().row();
    m_model->setProblems(problems);
    updateHead();
    if (m_view->hasFocus()) showFocus(row);
}

// Not by a focus proxy: Tab would come to the rows through this, before the head above them.
void ProblemsList::focusInEvent(QFocusEvent *event) { m_view->setFocus(event->reason()); }

bool ProblemsList::eventFilter(QObject *watched, QEvent *event)
{
    // A click makes its own row the current one.
    if (watched == m_view && event->type() == QEvent::FocusIn &&
        static_cast<QFocusEvent *>(event)->reason() != Qt::MouseFocusReason)
        showFocus(0);
    return QWidget::eventFilter(watched, event);
}

// The keyboard's place is a row.
void ProblemsList::showFocus(int row)
{
    const int rows = m_model->rowCount();
    if (rows > 0 && !m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_model->index(std::clamp(row, 0, rows - 1), 0));
}

void ProblemsList::setFixable(const std::vector<bool> &fixable) { m_model->setFixable(fixable); }

void ProblemsList::setServerState(const QString &text, const QString &time)
{
    m_server->setText(text);
    m_model->setServerTime(time);
}

void ProblemsList::setStale(bool stale) { m_view->setEnabled(!stale); }

void ProblemsList::filter()
{
    ProblemFilter filter;
    filter.errors = m_toggles[size_t(model::Severity::Error)]->isChecked();
    filter.warnings = m_toggles[size_t(model::Severity::Warning)]->isChecked();
    filter.advice = m_toggles[size_t(model::Severity::Info)]->isChecked();
    if (const QVariant layer = m_layers->currentData(); layer.isValid()) filter.layer = model::Layer(layer.toInt());
    m_model->setFilter(filter);
    updateHead();
}

void ProblemsList::updateHead()
{
    int all = 0;
    for (const model::Severity severity : severities) {
        QToolButton *toggle = m_toggles[size_t(severity)];
        const int count = m_model->count(severity);
        all += count;
        toggle->setText(countText(severity, count));
        toggle->setToolTip(toggle->isChecked() ? tr("Click to leave these out") : tr("Click to list these"));
        toggle->setVisible(count > 0 || !toggle->isChecked());
    }
    // Nothing that Tab could show.
    m_view->setFocusPolicy(m_model->rowCount() > 0 ? Qt::StrongFocus : Qt::ClickFocus);
    m_layers->setVisible(all > 0 || m_layers->currentIndex() > 0);
    const int hidden = m_model->hiddenCount();
    m_summary->setText(all == 0 ? tr("No problems") : hidden > 0 ? tr("%1 not shown").arg(hidden) : QString());
}

QString ProblemsList::summary(const model::Problems &problems)
{
    QStringList parts;
    for (const model::Severity severity : severities) {
        const auto count = int(std::ranges::count(problems, severity, &model::Problem::severity));
        if (count > 0) parts << countText(severity, count);
    }
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

void ProblemsList::openMenu()
{
    if (m_model->rowCount() == 0) return;
    if (!m_view->currentIndex().isValid()) m_view->setCurrentIndex(m_model->index(0, 0));
    const QModelIndex index = m_view->currentIndex().siblingAtColumn(0);
    m_view->scrollTo(index);
    openMenuOf(index, m_view->viewport()->mapToGlobal(m_view->visualRect(index).bottomLeft()));
}

void ProblemsList::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard) return openMenu();
    const QModelIndex index = m_view->indexAt(m_view->viewport()->mapFromGlobal(event->globalPos()));
    if (!index.isValid()) return;
    m_view->setCurrentIndex(index);
    openMenuOf(index, event->globalPos());
}

void ProblemsList::addFixes(QMenu *menu, const model::Problem &problem)
{
    const std::vector<model::QuickFix> fixes = m_fixesOf ? m_fixesOf(problem) : std::vector<model::QuickFix>();
    for (const model::QuickFix &fix : fixes) {
        QAction *action = menu->addAction(QString(fix.text).replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, fix] { Q_EMIT fixChosen(fix); });
    }
    if (fixes.empty()) menu->addAction(tr("No quick fix: mend it by hand"))->setEnabled(false);
    menu->addSeparator();
}

void ProblemsList::openMenuOf(const QModelIndex &index, const QPoint &at)
{
    const model::Problem problem = m_model->problem(index.row());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addFixes(menu, problem);
    connect(menu->addAction(tr("Go to its place")), &QAction::triggered, this,
            [this, problem] { Q_EMIT activated(problem); });
    connect(menu->addAction(tr("About the rule %1…").arg(problem.rule)), &QAction::triggered, this,
            [this, problem] { Q_EMIT ruleAsked(problem.rule); });
    connect(menu->addAction(tr("Copy the message")), &QAction::triggered, this,
            [problem] { QApplication::clipboard()->setText(model::toText(problem)); });
    menu->setActiveAction(menu->actions().front());
    menu->popup(at);
}

} // namespace editor
