// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/store/store.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace practice {

// The states of one key that are kept, oldest first. Dropping from the front is cheap on average, however many there
// are: a Lease has hundreds of thousands.
class Versions
{
public:
    struct Version
    {
        RecordPtr record;
        bool removed = false;
    };

    bool isEmpty() const { return m_first == m_all.size(); }
    const Version &last() const { return m_all.back(); }
    bool isLive() const { return !isEmpty() && !last().removed; }
    void add(Version version) { m_all.push_back(std::move(version)); }
    // The state at a revision; null pointer when there was none or it is a removal.
    RecordPtr at(qint64 revision) const;
    // Drops what was replaced at or before revision, and a removal that is that old. Answers the bytes that went.
    qsizetype compact(qint64 revision);

    const Version *begin() const { return m_all.data() + m_first; }
    const Version *end() const { return m_all.data() + m_all.size(); }

private:
    std::vector<Version> m_all;
    std::size_t m_first = 0;
};

// What a state counts against the store's limit.
inline qsizetype bytesOf(const Record &record)
{
    return record.key.size() + record.json.size() + record.facts.bytes + Store::stateBytes;
}

// Keys in the order of their bytes, each with its versions. Blocks of a few hundred keys that know how many of them
// live: a list is a walk through neighbours, and what comes behind a page is counted block by block.
class KeyIndex
{
public:
    // Null pointer when the key has no version.
    const Versions *find(QByteArrayView key) const;
    void add(const RecordPtr &record, bool removed);
    // Answers the bytes that went. A key without versions goes too.
    qsizetype compact(QByteArrayView key, qint64 revision);

    // As Store::list(), at a revision.
    Store::Page list(QByteArrayView prefix, QByteArrayView after, qint64 limit, qint64 revision,
                     const Store::Filter &filter = {}) const;
    qint64 count(QByteArrayView prefix, qint64 revision) const;
    qint64 live() const { return m_live; }

    template<typename F>
    void forEach(F &&function) const // function(const Versions &), in the order of the keys
    {
        for (const Block &block : m_blocks)
            for (const Entry &entry : block.entries) function(entry.versions);
    }

private:
    struct Entry
    {
        QByteArray key;
        Versions versions;
    };
    struct Block
    {
        std::vector<Entry> entries; // never empty
        qint64 live = 0;
        qint64 newest = 0; // no version is newer
    };
    struct Cursor
    {
        std::size_t block = 0;
        std::size_t entry = 0;
    };
    Cursor lowerBound(QByteArrayView key, bool behind) const;
    qint64 countFrom(Cursor cursor, QByteArrayView prefix, qint64 revision) const;
    bool holds(Cursor cursor, QByteArrayView key) const;
    Entry &insert(Cursor &cursor, const QByteArray &key);
    void split(std::size_t block);
    void erase(Cursor cursor);

    std::vector<Block> m_blocks;
    qint64 m_live = 0;
};

} // namespace practice
