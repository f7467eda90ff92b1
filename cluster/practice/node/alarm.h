// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/clock.h"

namespace practice {

// One timer that can be set anew, cancelled or destroyed from within its own function.
class Alarm
{
public:
    void set(const model::Clock &clock, qint64 ms, std::function<void()> function)
    {
        m_handle = clock.after(ms, [this, function = std::move(function)] {
            const std::unique_ptr<QObject> held = std::move(m_handle);
            const std::function<void()> call = function;
            call();
        });
    }
    void cancel() { m_handle.reset(); }
    bool isSet() const { return m_handle != nullptr; }

private:
    std::unique_ptr<QObject> m_handle = {};
};

} // namespace practice
