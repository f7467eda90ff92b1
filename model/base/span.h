// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <compare>

namespace model {

// A half-open range of bytes [begin, end) in a text.
struct Span
{
    qsizetype begin = 0;
    qsizetype end = 0;

    qsizetype size() const { return end - begin; }
    bool isEmpty() const { return begin >= end; }
    bool contains(qsizetype offset) const { return offset >= begin && offset < end; }
    Span shifted(qsizetype by) const { return {begin + by, end + by}; }
    auto operator<=>(const Span &) const = default;
};

} // namespace model
