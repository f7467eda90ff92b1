// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/parallel.h"

#include <QThread>

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace model {

namespace {

constexpr int mostThreads = 16; // beyond that, what cannot be shared out takes longer than the rest

} // namespace

int usefulThreads() { return std::clamp(QThread::idealThreadCount(), 1, mostThreads); }

std::size_t forEachParallel(std::size_t count, int threads, const std::function<bool(std::size_t index)> &work)
{
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> goesOn = true;
    const auto run = [&] {
        while (goesOn.load(std::memory_order_relaxed)) {
            const std::size_t index = next.fetch_add(1, std::memory_order_relaxed);
            if (index >= count) return;
            if (!work(index)) goesOn.store(false, std::memory_order_relaxed);
        }
    };
    const std::size_t helpers = std::min(std::size_t(std::max(threads, 1)), std::max<std::size_t>(count, 1)) - 1;
    {
        std::vector<std::jthread> others;
        others.reserve(helpers);
        try {
            for (std::size_t i = 0; i < helpers; ++i) others.emplace_back(run);
        } catch (const std::system_error &) {
            // No more threads are to be had: those there are do it all.
        }
        run();
    }
    return std::min(next.load(), count);
}

} // namespace model
