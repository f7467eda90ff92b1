// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>

namespace app {

// The window's practice cluster, on a thread of its own. The window speaks to it as to any cluster: over HTTP, with the
// kubeconfig that it gives. GUI thread.
class PracticeHost : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        int nodes = 3;
        quint64 seed = 0; // 0: another one each time
        double speed = 1; // of its time
    };

    explicit PracticeHost(QObject *parent = nullptr);
    ~PracticeHost() override; // ends it

    // In the background; ready() or failed() tells. Once.
    void start(const Options &options);
    bool isStarted() const { return m_thread.isRunning(); }
    const QByteArray &kubeconfig() const { return m_kubeconfig; } // holds a token; empty until it is ready

Q_SIGNALS:
    void ready();
    void failed(const QString &message);

private:
    std::shared_ptr<std::atomic<bool>> m_isStopped = std::make_shared<std::atomic<bool>>(false);
    QByteArray m_kubeconfig;
    QThread m_thread;
};

} // namespace app
