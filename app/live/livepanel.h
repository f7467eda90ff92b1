// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/live/panellines.h"

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace app {

// A page about the selected object, or about all of them. Made anew only when it has other lines; words are changed in
// place.
class LivePanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit LivePanel(QWidget *parent = nullptr);

    void show(const PanelPage &page);

private:
    bool fits(const PanelPage &page) const;
    void retell(const PanelPage &page);
    void addLine(QVBoxLayout *column, const PanelLine &line);

    struct Shown // of one line
    {
        QLabel *mark = nullptr;
        QLabel *text = nullptr;
        QLabel *detail = nullptr;
    };
    PanelPage m_page;
    QLabel *m_heading = nullptr, *m_under = nullptr;
    std::vector<Shown> m_shown;
};

} // namespace app
