// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "look/tokens.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace app {

// A strip under the top bar for what must not be overlooked: something failed. It stays until it is closed or something
// newer takes its place, and is announced to assistive technology.
class NoticeBar : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);
    void tell(const QString &message); // may have several lines; plain text
    // The same of something that was done as asked and did more than was seen; with what can be done about it. The
    // action hides the bar.
    void offer(const QString &message, const QString &action, std::function<void()> act);
    // What was told or offered is no longer so: hides it, unless something newer took its place.
    void withdraw(const QString &message);
    void withdrawFailure(); // whatever tell() told last
    void applyTheme();

private:
    void show(const QString &message, look::State state);

    QLabel *m_mark, *m_text;
    QPushButton *m_action;
    std::function<void()> m_act;
    look::State m_state = look::State::Bad;
};

} // namespace app
