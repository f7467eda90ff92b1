// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>
#include <optional>
#include <vector>

namespace practice {

// A range of numbers that are given out: the lower part only when asked for, or when the upper part is used up.
class NumberPool
{
public:
    enum class Outcome : quint8 { Done, Taken, OutOfRange };
    using Random = std::function<quint32(quint32 below)>; // empty: the next free one in order

    // first … first + size - 1; offset: how many of them make up the lower part.
    NumberPool(quint32 first, quint32 size, quint32 offset);

    Outcome take(quint32 number);
    bool isTaken(quint32 number) const;
    bool contains(quint32 number) const { return number >= m_first && number - m_first < m_used.size(); }
    void release(quint32 number);
    std::optional<quint32> next(const Random &random); // none: all taken

private:
    std::optional<quint32> find(quint32 begin, quint32 end, quint32 start);

    quint32 m_first;
    quint32 m_offset;
    quint32 m_cursor; // where the search without random goes on
    std::vector<bool> m_used;
};

} // namespace practice
