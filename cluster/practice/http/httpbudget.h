// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace practice {

// Bytes that the connections of one server hold, all together. Each of them may hold a share of what is still free: the
// more is held the less everybody gets, so that some is always left for the next one, as switches share their buffers
// among their ports (dynamic thresholds). A little is granted to everybody.
class HttpBudget
{
public:
    static constexpr qint64 minShare = 8 * 1024;

    explicit HttpBudget(qint64 total) : m_total(total) {}

    qint64 free() const { return std::max<qint64>(0, m_total - m_used); }
    qint64 share() const { return std::max(minShare, free() / 4); }
    bool isShort() const { return m_used > m_total / 2; }
    // Whether somebody may hold that much more. A large one has its way when nearly nothing is held.
    bool hasRoom(qint64 bytes) const { return bytes <= minShare || bytes <= free() || m_used < m_total / 8; }
    // held is what was counted for somebody so far.
    void hold(qint64 &held, qint64 now)
    {
        m_used += now - held;
        held = now;
    }

private:
    qint64 m_total;
    qint64 m_used = 0;
};

} // namespace practice
