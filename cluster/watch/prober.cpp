// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/prober.h"

#include "cluster/watch/listfetch.h"

#include <cstdlib>

namespace cluster {

using namespace Qt::StringLiterals;

Prober::Prober(Transport &transport, const model::Clock &clock) : m_transport(transport), m_clock(clock) {}

Prober::~Prober() { dropCall(m_call); }

void Prober::setWatching(bool watching)
{
    if (watching == m_watching) return;
    m_watching = watching;
    m_tick.reset();
    m_timeout.reset();
    dropCall(m_call);
    if (!watching) return;
    m_lastLifeMs = m_clock.monotonicMs();
    m_wallMinusMonotonicMs = m_clock.wallMs() - m_clock.monotonicMs();
    m_tick = m_clock.after(tickMs, [this] { tick(); });
}

void Prober::sawLife() { m_lastLifeMs = m_clock.monotonicMs(); }

void Prober::tick()
{
    const qint64 difference = m_clock.wallMs() - m_clock.monotonicMs();
    const bool slept = std::llabs(difference - m_wallMinusMonotonicMs) > wallJumpMs;
    m_wallMinusMonotonicMs = difference;
    m_tick = m_clock.after(tickMs, [this] { tick(); });
    if (m_call || (!slept && m_clock.monotonicMs() - m_lastLifeMs < quietMs)) return;
    m_secondTry = false;
    ask();
}

void Prober::ask()
{
    ++m_requests;
    Request request;
    request.path = u"/version"_s; // readable by everybody, from memory
    request.silenceMs = int(timeoutMs);
    m_call = m_transport.start(request);
    connect(m_call.get(), &Call::headArrived, this, &Prober::answered);
    connect(m_call.get(), &Call::finished, this, [this](const std::optional<model::Error> &error) {
        unanswered(error.value_or(model::Error{model::Error::Code::Unreachable, {}}));
    });
    m_timeout = m_clock.after(timeoutMs + graceMs, [this] {
        unanswered({model::Error::Code::Timeout, tr("the server has stopped answering")});
    });
}

void Prober::answered()
{
    m_timeout.reset();
    dropCall(m_call);
    sawLife();
}

void Prober::unanswered(const model::Error &error)
{
    m_timeout.reset();
    dropCall(m_call);
    // An idle connection may have been closed by somebody on the way; a new one tells more.
    if (!m_secondTry) {
        m_secondTry = true;
        return ask();
    }
    setWatching(false);
    Q_EMIT silent(error);
}

} // namespace cluster
