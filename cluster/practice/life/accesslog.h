// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/componentclient.h"
#include "model/base/clock.h"

#include <deque>

namespace practice {

// What the components asked their API server for lately, in order.
class AccessLog
{
public:
    static constexpr std::size_t kept = 5000;

    // clock outlives this.
    explicit AccessLog(const model::Clock &clock) : m_clock(clock) {}

    void add(const Access &access);
    // {"entries":[{"number","time","agent","verb","kind","namespace","name","subresource","code","revision"}],
    // "next":N}: those from a number on; numbers count from 1, and the oldest are forgotten.
    model::Value since(qint64 number) const;

private:
    struct Entry
    {
        qint64 wallMs;
        Access access; // without its kind, which may be a custom one that goes
        QString kind;
    };
    const model::Clock &m_clock;
    std::deque<Entry> m_entries;
    qint64 m_next = 1; // the number of the next one
};

} // namespace practice
