// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace model {

// Time, so that tests can move it. One clock serves one thread.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual qint64 monotonicMs() const = 0; // never goes back; stands still while the machine sleeps
    virtual qint64 wallMs() const = 0;      // since 1970 UTC, as the machine believes
    // Calls function once, from the event loop, when ms have gone by. Destroying the timer cancels it.
    [[nodiscard]] virtual std::unique_ptr<QObject> after(qint64 ms, std::function<void()> function) const = 0;
};

class RealClock final : public Clock
{
public:
    qint64 monotonicMs() const override;
    qint64 wallMs() const override;
    [[nodiscard]] std::unique_ptr<QObject> after(qint64 ms, std::function<void()> function) const override;
};

} // namespace model
