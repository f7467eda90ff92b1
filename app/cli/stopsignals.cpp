// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stopsignals.h"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace app {

namespace {

int pipeEnds[2] = {-1, -1};
std::atomic<int> received = 0;
std::atomic<int> endedBy = 2;
static_assert(std::atomic<int>::is_always_lock_free);

constexpr int stopSignals[] = {SIGINT, SIGTERM, SIGHUP};

// In a signal handler only write() and the like are allowed.
void onSignal(int number)
{
    const int count = ++received;
    if (count >= endedBy) {
        std::signal(number, SIG_DFL);
        ::raise(number); // as soon as this is over
        return;
    }
    const char byte = 1;
    if (count == 1 && ::write(pipeEnds[1], &byte, 1) != 1) std::_Exit(1);
}

} // namespace

StopSignals::StopSignals(QObject *parent, int endedByCount) : QObject(parent)
{
    if (::pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // then a signal ends the program at once, as without this
    received = 0;
    endedBy = endedByCount;
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char bytes[8];
        if (::read(pipeEnds[0], bytes, sizeof bytes) > 0) Q_EMIT stopAsked();
    });
    for (const int number : stopSignals) {
        const auto before = std::signal(number, onSignal);
        if (number == SIGHUP && before == SIG_IGN) std::signal(number, SIG_IGN);
    }
}

StopSignals::~StopSignals()
{
    if (!m_notifier) return;
    for (const int number : stopSignals) {
        const auto before = std::signal(number, SIG_DFL);
        if (before == SIG_IGN) std::signal(number, SIG_IGN);
    }
    m_notifier.reset();
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
}

bool StopSignals::isStopAsked() const { return received > 0; }

} // namespace app
