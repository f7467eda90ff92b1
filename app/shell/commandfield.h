// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/commandsearch.h"

#include <QLineEdit>
#include <QPointer>

class QCompleter;
class QStandardItemModel;

namespace app {

// The field on top: type a few letters of a resource, an action or a context, and Enter goes there. What there is to
// find is asked for each time the field gets the keyboard. Escape gives the keyboard back to whoever had it.
class CommandField : public QLineEdit
{
    Q_OBJECT

public:
    explicit CommandField(QWidget *parent = nullptr);
    void setSource(std::function<CommandEntries()> source) { m_source = std::move(source); }
    void open(); // takes the keyboard and offers

protected:
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void offer();
    void run(int row);
    void giveBack();

    std::function<CommandEntries()> m_source;
    CommandEntries m_entries, m_offered;
    QStandardItemModel *m_model;
    QCompleter *m_popup;
    QPointer<QWidget> m_before; // had the keyboard
};

} // namespace app
