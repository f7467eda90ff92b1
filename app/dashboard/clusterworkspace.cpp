// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/clusterworkspace.h"

#include "app/dashboard/rowtables.h"
#include "cluster/watch/watchkind.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace app {

namespace {

constexpr int rowsRefreshMs = 100, rowHeight = 28;

} // namespace

ClusterWorkspace::ClusterWorkspace(ClusterLink *link, QWidget *parent)
    : QWidget(parent),
      m_link(link),
      m_stage(new QStackedWidget),
      m_tabs(new QTabWidget),
      m_filter(new QLineEdit),
      m_count(new QLabel),
      m_notice(new QLabel),
      m_pods(new PodTableModel(this)),
      m_nodes(new NodeTableModel(this))
{
    m_pods->setNow([link] { return link->nowMs(); });
    m_nodes->setNow([link] { return link->nowMs(); });
    m_filter->setProperty("role", QStringLiteral("search"));
    m_filter->setPlaceholderText(tr("Filter by any text"));
    m_filter->setAccessibleName(tr("Filter"));
    setFocusProxy(m_filter);
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(420);
    m_count->setProperty("role", QStringLiteral("muted"));
    m_notice->setProperty("role", QStringLiteral("warning"));
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->hide();
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeTable(m_pods, PodTableModel::Name, tr("Pods")), tr("Pods"));
    m_tabs->addTab(makeTable(m_nodes, NodeTableModel::Name, tr("Nodes")), tr("Nodes"));
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(look::metric::margin, look::metric::gap, look::metric::margin, look::metric::gap);
    bar->setSpacing(look::metric::gapWide);
    bar->addWidget(m_filter, 1);
    bar->addWidget(m_count);
    bar->addStretch(1);
    bar->addWidget(m_notice);
    auto *page = new QWidget;
    page->setProperty("role", QStringLiteral("panel"));
    page->setAttribute(Qt::WA_StyledBackground);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_tabs, 1);
    m_stage->addWidget(page);
    m_stage->addWidget(makeEmptyState());
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_stage);

    m_refresh.setSingleShot(true);
    m_refresh.setInterval(rowsRefreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &ClusterWorkspace::refresh);
    connect(link, &ClusterLink::changed, this, [this] {
        if (m_seen && !m_refresh.isActive()) m_refresh.start();
    });
    connect(link, &ClusterLink::statusChanged, this, &ClusterWorkspace::refresh);
    connect(link, &ClusterLink::opened, this, [this] {
        if (m_seen) start();
    });
    connect(link, &ClusterLink::closed, this, [this] {
        stop();
        m_stage->setCurrentIndex(1);
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, &ClusterWorkspace::refresh);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_pods->setFilter(text);
        m_nodes->setFilter(text);
        refresh();
    });
}

QTableView *ClusterWorkspace::makeTable(QAbstractItemModel *model, int stretch, const QString &name)
{
    auto *table = new QTableView;
    table->setAccessibleName(name);
    table->setModel(model);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSortingEnabled(true);
    table->sortByColumn(0, Qt::AscendingOrder);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(rowHeight);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    for (int column = 0; column < model->columnCount(); ++column) table->setColumnWidth(column, 168);
    table->horizontalHeader()->setSectionResizeMode(stretch, QHeaderView::Stretch);
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table, &QWidget::customContextMenuRequested, this,
            [this, table](const QPoint &at) { askForMenu(table, at); });
    return table;
}

void ClusterWorkspace::askForMenu(QTableView *table, const QPoint &at)
{
    const QModelIndex row = table->indexAt(at);
    if (!row.isValid()) return;
    const auto text = [&row](int column) { return row.siblingAtColumn(column).data().toString(); };
    const bool isPod = table->model() == m_pods;
    Q_EMIT menuRequested(isPod ? text(PodTableModel::Namespace) : QString(),
                         text(isPod ? int(PodTableModel::Name) : int(NodeTableModel::Name)),
                         table->viewport()->mapToGlobal(at));
}

QWidget *ClusterWorkspace::makeEmptyState()
{
    auto *page = new QWidget;
    page->setProperty("role", QStringLiteral("panel"));
    page->setAttribute(Qt::WA_StyledBackground);
    auto *title = new QLabel(tr("Everything in a cluster"));
    title->setProperty("role", QStringLiteral("heading"));
    auto *text = new QLabel(tr("The nodes and pods of a context, live."));
    text->setProperty("role", QStringLiteral("muted"));
    auto *choose = new QPushButton(tr("Choose a context…"));
    connect(choose, &QPushButton::clicked, this, &ClusterWorkspace::contextRequested);
    auto *column = new QVBoxLayout(page);
    column->setSpacing(look::metric::margin);
    column->addStretch(2);
    for (QWidget *widget :
         {static_cast<QWidget *>(title), static_cast<QWidget *>(text), static_cast<QWidget *>(choose)})
        column->addWidget(widget, 0, Qt::AlignCenter);
    column->addStretch(3);
    return page;
}

void ClusterWorkspace::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_seen = true;
    start();
}

void ClusterWorkspace::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_seen = false;
    stop();
}

void ClusterWorkspace::start()
{
    m_stage->setCurrentIndex(m_link->isOpen() ? 0 : 1);
    if (!m_link->isOpen()) return;
    m_subscription = m_link->subscribe(
        {{*cluster::builtinKind(QStringLiteral("pods")), {}}, {*cluster::builtinKind(QStringLiteral("nodes")), {}}});
    refresh();
}

void ClusterWorkspace::stop()
{
    m_subscription.release();
    m_refresh.stop();
}

void ClusterWorkspace::refresh()
{
    if (!m_seen || !m_link->session() || !m_subscription.isActive()) return;
    const cluster::ObjectStore &store = m_link->session()->store();
    m_pods->setRows(store.pods());
    m_nodes->setRows(store.nodes());
    const bool pods = m_tabs->currentIndex() == 0;
    const int shown = pods ? m_pods->shownRows() : m_nodes->shownRows(),
              all = pods ? m_pods->allRows() : m_nodes->allRows();
    m_count->setText(shown == all ? tr("%1 in all").arg(all) : tr("%1 of %2").arg(shown).arg(all));
    const ConnectionStatus status = m_link->status();
    m_notice->setVisible(status.state == look::State::Warn || status.state == look::State::Bad);
    m_notice->setText(tr("Not live: %1. %2").arg(status.freshness, status.detail));
}

} // namespace app
