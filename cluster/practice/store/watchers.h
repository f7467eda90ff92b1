// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/store/store.h"

#include <QByteArray>
#include <QObject>

#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

namespace practice {

// Who wants to know of writes below which prefix. A write asks only for the prefixes of its key, so that thousands of
// watchers elsewhere cost it nothing.
class Watchers : public std::enable_shared_from_this<Watchers>
{
public:
    // Watches while the returned object lives; it may outlive this.
    std::unique_ptr<QObject> add(const QByteArray &prefix, Store::Watcher function);
    // Calls those who watched when the write was made and still do when their turn comes.
    void notify(const Change &change);
    bool isNotifying() const { return m_notifying; }

private:
    friend class WatchHandle;
    struct Watch
    {
        Store::Watcher function;
        bool active = true;
    };
    using Watches = std::vector<std::shared_ptr<Watch>>;
    void drop(const QByteArray &prefix, const std::shared_ptr<Watch> &watch);

    struct Hash
    {
        std::size_t operator()(const QByteArray &key) const { return qHash(key); }
    };
    std::unordered_map<QByteArray, Watches, Hash> m_watches;
    std::map<qsizetype, int> m_lengths; // of the prefixes in m_watches: how many
    bool m_notifying = false;
};

} // namespace practice
