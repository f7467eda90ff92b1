// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/practice/practicecontrol.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace app {

// The strip above the workspaces while the practice cluster is connected: its time, to stop, step and speed up; what is
// broken on purpose, to mend; and what can be broken.
class PracticeBar : public QWidget
{
    Q_OBJECT

public:
    PracticeBar(PracticeControl *control, ClusterLink *link, QWidget *parent = nullptr);

    void applyTheme();
    // What can be broken, as the button opens it.
    QMenu *breakMenu() const { return m_menu; }
    // The same for one pod, or one node where space is empty.
    void openMenuFor(const QString &space, const QString &name, const QPoint &at);

private:
    void update();
    void showFaults();
    void fillMenu();
    // The names of what a list holds, asked for when the submenu opens.
    void fillFromList(QMenu *menu, const QString &path,
                      const std::function<void(QMenu *menu, const QJsonObject &item)> &add);
    void addNodeFaults(QMenu *one, const QString &node);
    void addNode(QMenu *menu, const QString &node);
    void addPod(QMenu *menu, const QJsonObject &pod);
    void addFault(QMenu *menu, const QString &text, const QString &kind, const QString &target, qint64 amount = 0);

    PracticeControl *m_control;
    ClusterLink *m_link;
    QToolButton *m_pause, *m_step, *m_break;
    QComboBox *m_speed;
    QWidget *m_chips;
    QHBoxLayout *m_chipRow;
    QMenu *m_menu;
    std::unique_ptr<cluster::Exchange> m_list;
};

} // namespace app
