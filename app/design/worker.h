// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

namespace app {

// The one serial worker for layout and validation. A job computes from values only; its answer comes back to the GUI
// thread. GUI thread, but for the jobs themselves.
class Worker : public QObject
{
    Q_OBJECT

public:
    // Watched by long jobs; true means that nobody waits any more.
    using Cancel = std::shared_ptr<std::atomic_bool>;

    explicit Worker(QObject *parent = nullptr);
    ~Worker() override; // cancels what runs and waits for it: jobs look at their flag every few ms

    // Runs compute in the worker, then deliver here, unless cancelled or context gone by then. Returns the job's flag.
    Cancel run(QObject *context, std::function<std::function<void()>(const std::atomic_bool &cancel)> compute);

private:
    QThread m_thread;
    QObject *m_inside; // lives in the worker's thread
    std::vector<std::weak_ptr<std::atomic_bool>> m_running;
};

} // namespace app
