// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/clusterlink.h"

#include <QTimer>
#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QTabWidget;

namespace app {

class NodeTableModel;
class PodTableModel;

// The nodes and pods of the open context. Watches only while it is seen.
class ClusterWorkspace : public QWidget
{
    Q_OBJECT

public:
    explicit ClusterWorkspace(ClusterLink *link, QWidget *parent = nullptr);

Q_SIGNALS:
    void contextRequested();
    // A pod, or a node where space is empty: what can be done to it, at a point of the screen.
    void menuRequested(const QString &space, const QString &name, const QPoint &at);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeEmptyState();
    void askForMenu(QTableView *table, const QPoint &at);
    QTableView *makeTable(QAbstractItemModel *model, int stretch, const QString &name);
    void start();
    void stop();
    void refresh();

    ClusterLink *m_link;
    QStackedWidget *m_stage;
    QTabWidget *m_tabs;
    QLineEdit *m_filter;
    QLabel *m_count, *m_notice;
    PodTableModel *m_pods;
    NodeTableModel *m_nodes;
    ClusterLink::Subscription m_subscription;
    QTimer m_refresh;
    bool m_seen = false;
};

} // namespace app
