// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace app {

// Turns SIGINT and SIGTERM into a signal of the event loop. A second one ends the program at once. One per program.
class StopSignals : public QObject
{
    Q_OBJECT

public:
    explicit StopSignals(QObject *parent = nullptr);
    ~StopSignals() override;

Q_SIGNALS:
    void stopAsked();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace app
