// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/kinds/numberpool.h"

namespace practice {

NumberPool::NumberPool(quint32 first, quint32 size, quint32 offset)
    : m_first(first), m_offset(offset), m_cursor(offset), m_used(size)
{
}

NumberPool::Outcome NumberPool::take(quint32 number)
{
    if (!contains(number)) return Outcome::OutOfRange;
    if (m_used[number - m_first]) return Outcome::Taken;
    m_used[number - m_first] = true;
    return Outcome::Done;
}

bool NumberPool::isTaken(quint32 number) const { return contains(number) && m_used[number - m_first]; }

void NumberPool::release(quint32 number)
{
    if (contains(number)) m_used[number - m_first] = false;
}

// The first free place from start on, around the end of begin … end - 1.
std::optional<quint32> NumberPool::find(quint32 begin, quint32 end, quint32 start)
{
    for (quint32 i = begin; i < end; ++i) {
        const quint32 place = begin + (start - begin + i - begin) % (end - begin);
        if (!m_used[place]) return place;
    }
    return {};
}

std::optional<quint32> NumberPool::next(const Random &random)
{
    const quint32 size = quint32(m_used.size());
    if (m_offset >= size) return {};
    auto place = find(m_offset, size, random ? m_offset + random(size - m_offset) % (size - m_offset) : m_cursor);
    if (place)
        m_cursor = *place + 1 < size ? *place + 1 : m_offset;
    else if (m_offset)
        place = find(0, m_offset, random ? random(m_offset) % m_offset : 0);
    if (!place) return {};
    m_used[*place] = true;
    return m_first + *place;
}

} // namespace practice
