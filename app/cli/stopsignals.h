// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace app {

// Turns SIGINT, SIGTERM and SIGHUP into a signal of the event loop, once. A later one ends the program at once: the
// second, or whichever is said. SIGHUP stays ignored where it was (nohup). One per program.
class StopSignals : public QObject
{
    Q_OBJECT

public:
    explicit StopSignals(QObject *parent = nullptr, int endedBy = 2);
    ~StopSignals() override;

    // Whether one has come, before the event loop has told of it. Any thread.
    bool isStopAsked() const;

Q_SIGNALS:
    void stopAsked();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace app
