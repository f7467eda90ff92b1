// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/clock.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QRandomGenerator>
#include <QTimer>

namespace cluster {

qint64 RealClock::monotonicMs() const { return QDeadlineTimer::current().deadline(); }

qint64 RealClock::wallMs() const { return QDateTime::currentMSecsSinceEpoch(); }

std::unique_ptr<QObject> RealClock::after(qint64 ms, std::function<void()> function) const
{
    auto timer = std::make_unique<QTimer>();
    timer->setSingleShot(true);
    timer->callOnTimeout(timer.get(), std::move(function));
    timer->start(std::chrono::milliseconds(ms));
    return timer;
}

Random realRandom()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

} // namespace cluster
