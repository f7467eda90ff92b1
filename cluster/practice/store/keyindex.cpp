// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/store/keyindex.h"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace practice {

namespace {

constexpr std::size_t maxBlock = 512;

int order(QByteArrayView a, QByteArrayView b)
{
    const qsizetype shared = std::min(a.size(), b.size());
    const int difference = shared > 0 ? std::memcmp(a.data(), b.data(), std::size_t(shared)) : 0;
    if (difference != 0) return difference;
    return a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
}

} // namespace

RecordPtr Versions::at(qint64 revision) const
{
    const Version *next = std::upper_bound(begin(), end(), revision, [](qint64 wanted, const Version &version) {
        return wanted < version.record->revision;
    });
    if (next == begin()) return {};
    const Version &version = *std::prev(next);
    return version.removed ? RecordPtr() : version.record;
}

qsizetype Versions::compact(qint64 revision)
{
    qsizetype bytes = 0;
    const auto dropFirst = [&] {
        bytes += bytesOf(*m_all[m_first].record);
        m_all[m_first].record.reset();
        ++m_first;
    };
    while (m_first + 1 < m_all.size() && m_all[m_first + 1].record->revision <= revision) dropFirst();
    if (!isEmpty() && m_all[m_first].removed && m_all[m_first].record->revision <= revision) dropFirst();
    if (m_first > 8 && m_first > m_all.size() / 2) {
        m_all.erase(m_all.begin(), m_all.begin() + std::ptrdiff_t(m_first));
        m_first = 0;
    }
    return bytes;
}

// The first key that is not before key, or the first that is behind it.
KeyIndex::Cursor KeyIndex::lowerBound(QByteArrayView key, bool behind) const
{
    const auto isBefore = [behind, key](const QByteArray &other) {
        const int difference = order(other, key);
        return difference < 0 || (behind && difference == 0);
    };
    const auto block = std::partition_point(m_blocks.begin(), m_blocks.end(), [&](const Block &candidate) {
        return isBefore(candidate.entries.back().key);
    });
    Cursor cursor{std::size_t(block - m_blocks.begin()), 0};
    if (block == m_blocks.end()) return cursor;
    const auto entry = std::partition_point(block->entries.begin(), block->entries.end(),
                                            [&](const Entry &candidate) { return isBefore(candidate.key); });
    cursor.entry = std::size_t(entry - block->entries.begin());
    return cursor;
}

bool KeyIndex::holds(Cursor cursor, QByteArrayView key) const
{
    return cursor.block < m_blocks.size() && order(m_blocks[cursor.block].entries[cursor.entry].key, key) == 0;
}

const Versions *KeyIndex::find(QByteArrayView key) const
{
    const Cursor cursor = lowerBound(key, false);
    return holds(cursor, key) ? &m_blocks[cursor.block].entries[cursor.entry].versions : nullptr;
}

KeyIndex::Entry &KeyIndex::insert(Cursor &cursor, const QByteArray &key)
{
    if (m_blocks.empty()) m_blocks.emplace_back();
    if (cursor.block == m_blocks.size()) {
        cursor.block = m_blocks.size() - 1;
        cursor.entry = m_blocks.back().entries.size();
    }
    if (m_blocks[cursor.block].entries.size() >= maxBlock) {
        split(cursor.block);
        const std::size_t half = m_blocks[cursor.block].entries.size();
        if (cursor.entry > half) cursor = {cursor.block + 1, cursor.entry - half};
    }
    std::vector<Entry> &entries = m_blocks[cursor.block].entries;
    return *entries.insert(entries.begin() + std::ptrdiff_t(cursor.entry), Entry{key, {}});
}

void KeyIndex::split(std::size_t at)
{
    Block upper;
    Block &lower = m_blocks[at];
    const auto middle = lower.entries.begin() + std::ptrdiff_t(lower.entries.size() / 2);
    upper.entries.assign(std::make_move_iterator(middle), std::make_move_iterator(lower.entries.end()));
    lower.entries.erase(middle, lower.entries.end());
    upper.newest = lower.newest;
    upper.live = std::count_if(upper.entries.begin(), upper.entries.end(),
                               [](const Entry &entry) { return entry.versions.isLive(); });
    lower.live -= upper.live;
    m_blocks.insert(m_blocks.begin() + std::ptrdiff_t(at) + 1, std::move(upper));
}

void KeyIndex::add(const RecordPtr &record, bool removed)
{
    Cursor cursor = lowerBound(record->key, false);
    Entry &entry =
        holds(cursor, record->key) ? m_blocks[cursor.block].entries[cursor.entry] : insert(cursor, record->key);
    Block &block = m_blocks[cursor.block];
    const qint64 change = (removed ? 0 : 1) - (entry.versions.isLive() ? 1 : 0);
    entry.versions.add({record, removed});
    block.newest = std::max(block.newest, record->revision);
    block.live += change;
    m_live += change;
}

qsizetype KeyIndex::compact(QByteArrayView key, qint64 revision)
{
    const Cursor cursor = lowerBound(key, false);
    if (!holds(cursor, key)) return 0;
    Versions &versions = m_blocks[cursor.block].entries[cursor.entry].versions;
    const qsizetype bytes = versions.compact(revision);
    if (versions.isEmpty()) erase(cursor);
    return bytes;
}

// Of a key that does not live. Small neighbours become one, so that a store that shrank has few blocks again.
void KeyIndex::erase(Cursor cursor)
{
    const auto block = m_blocks.begin() + std::ptrdiff_t(cursor.block);
    block->entries.erase(block->entries.begin() + std::ptrdiff_t(cursor.entry));
    if (block->entries.empty()) {
        m_blocks.erase(block);
        return;
    }
    const auto next = std::next(block);
    if (next == m_blocks.end() || block->entries.size() + next->entries.size() > maxBlock / 2) return;
    std::move(next->entries.begin(), next->entries.end(), std::back_inserter(block->entries));
    block->live += next->live;
    block->newest = std::max(block->newest, next->newest);
    m_blocks.erase(next);
}

Store::Page KeyIndex::list(QByteArrayView prefix, QByteArrayView after, qint64 limit, qint64 revision,
                           const Store::Filter &filter) const
{
    Store::Page page;
    page.revision = revision;
    const bool behind = order(after, prefix) >= 0 && !after.isEmpty();
    Cursor cursor = lowerBound(behind ? after : prefix, behind);
    for (; cursor.block < m_blocks.size(); ++cursor.block, cursor.entry = 0) {
        const Block &block = m_blocks[cursor.block];
        for (; cursor.entry < block.entries.size(); ++cursor.entry) {
            const Entry &entry = block.entries[cursor.entry];
            if (!QByteArrayView(entry.key).startsWith(prefix)) return page;
            const bool isFull = limit > 0 && qint64(page.records.size()) == limit;
            if (isFull && !filter) {
                page.remaining = countFrom(cursor, prefix, revision);
                page.more = page.remaining > 0;
                return page;
            }
            RecordPtr record = entry.versions.at(revision);
            if (!record) continue;
            if (isFull) {
                page.more = true;
                return page;
            }
            if (!filter || filter(*record)) page.records.push_back(std::move(record));
        }
    }
    return page;
}

qint64 KeyIndex::count(QByteArrayView prefix, qint64 revision) const
{
    return countFrom(lowerBound(prefix, false), prefix, revision);
}

qint64 KeyIndex::countFrom(Cursor cursor, QByteArrayView prefix, qint64 revision) const
{
    qint64 count = 0;
    for (; cursor.block < m_blocks.size(); ++cursor.block, cursor.entry = 0) {
        const Block &block = m_blocks[cursor.block];
        const bool whole = cursor.entry == 0 && block.newest <= revision &&
                           QByteArrayView(block.entries.front().key).startsWith(prefix) &&
                           QByteArrayView(block.entries.back().key).startsWith(prefix);
        if (whole) {
            count += block.live;
            continue;
        }
        for (; cursor.entry < block.entries.size(); ++cursor.entry) {
            const Entry &entry = block.entries[cursor.entry];
            if (!QByteArrayView(entry.key).startsWith(prefix)) return count;
            if (entry.versions.at(revision)) ++count;
        }
    }
    return count;
}

} // namespace practice
