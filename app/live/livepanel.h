// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/live/panellines.h"

#include <QScrollArea>

class QVBoxLayout;

namespace app {

// A page about the selected object, or about all of them. Made anew only when it says something else.
class LivePanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit LivePanel(QWidget *parent = nullptr);

    void show(const PanelPage &page);

private:
    void addLine(QVBoxLayout *column, const PanelLine &line);

    PanelPage m_page;
};

} // namespace app
