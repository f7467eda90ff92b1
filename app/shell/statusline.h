// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "look/tokens.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace app {

// What the status bar says of the connection.
struct ConnectionStatus
{
    QString context; // "kind-dev"; empty: none chosen
    QString user;
    look::State state = look::State::None;
    QString freshness; // "live, 0.2 s ago", "reconnecting", "stale for 12 s"
    QString requests;  // "3 requests/s"
    QString version;   // "Kubernetes 1.33"
    QString detail;    // the error in full, for the tooltip
};

// The line at the bottom that always says where one is and how fresh the view is.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(QWidget *parent = nullptr);
    void setConnection(const ConnectionStatus &status);
    void setProblems(const QString &summary, look::State state);
    // A message of this moment; it goes by itself.
    void say(const QString &message);

Q_SIGNALS:
    void contextClicked(QWidget *anchor);
    void problemsClicked();

private:
    QToolButton *m_context, *m_problems;
    QLabel *m_user, *m_freshness, *m_requests, *m_version, *m_message;
    look::State m_state = look::State::None, m_problemState = look::State::None;
};

} // namespace app
