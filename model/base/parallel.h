// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace model {

// As many threads as this process has cores to run on, and not more than are of use here; at least 1.
int usefulThreads();

// Calls work(index) for every index below count, each once, on up to so many threads; this one is among them. Indexes
// are taken in their order, so those that were taken are always a run from 0 on. work returns whether another one is to
// be taken: once it says no, only what has been begun is finished. Returns when all is done: how many were. What work
// writes must belong to its index; it throws nothing.
std::size_t forEachParallel(std::size_t count, int threads, const std::function<bool(std::size_t index)> &work);

} // namespace model
