// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;

namespace app {

// The three workspaces at the left edge.
class Rail : public QWidget
{
    Q_OBJECT

public:
    enum Workspace { Design, Live, Cluster };
    explicit Rail(QWidget *parent = nullptr);
    void setCurrent(Workspace workspace);
    void applyTheme();

Q_SIGNALS:
    void chosen(int workspace);

private:
    QButtonGroup *m_group;
};

} // namespace app
