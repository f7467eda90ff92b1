// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/clock.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QTimer>

namespace model {

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

} // namespace model
