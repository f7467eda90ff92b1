// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/worker.h"

#include <QPointer>

#include <algorithm>

namespace app {

Worker::Worker(QObject *parent) : QObject(parent), m_inside(new QObject)
{
    m_thread.setObjectName(QStringLiteral("worker"));
    m_inside->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_inside, &QObject::deleteLater);
    m_thread.start(QThread::LowPriority);
}

Worker::~Worker()
{
    for (const auto &flag : m_running)
        if (const Cancel running = flag.lock()) *running = true;
    m_thread.quit();
    m_thread.wait();
}

Worker::Cancel Worker::run(QObject *context, std::function<std::function<void()>(const std::atomic_bool &)> compute)
{
    auto cancel = std::make_shared<std::atomic_bool>(false);
    std::erase_if(m_running, [](const auto &flag) { return flag.expired(); });
    m_running.push_back(cancel);
    QMetaObject::invokeMethod(m_inside,
                              [this, cancel, compute = std::move(compute), target = QPointer<QObject>(context)] {
                                  if (*cancel) return;
                                  std::function<void()> deliver = compute(*cancel);
                                  if (*cancel || !deliver) return;
                                  // Back in the GUI thread by way of this object, which lives there; the context may be
                                  // gone by then.
                                  QMetaObject::invokeMethod(this, [cancel, target, deliver = std::move(deliver)] {
                                      if (!*cancel && target) deliver();
                                  });
                              });
    return cancel;
}

} // namespace app
