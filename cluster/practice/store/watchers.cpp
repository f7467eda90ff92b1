// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/store/watchers.h"

#include <algorithm>

namespace practice {

class WatchHandle final : public QObject
{
public:
    WatchHandle(std::weak_ptr<Watchers> watchers, QByteArray prefix, std::shared_ptr<Watchers::Watch> watch)
        : m_watchers(std::move(watchers)), m_prefix(std::move(prefix)), m_watch(std::move(watch))
    {
    }
    ~WatchHandle() override
    {
        m_watch->active = false;
        if (const std::shared_ptr<Watchers> watchers = m_watchers.lock()) watchers->drop(m_prefix, m_watch);
    }

private:
    std::weak_ptr<Watchers> m_watchers;
    QByteArray m_prefix;
    std::shared_ptr<Watchers::Watch> m_watch;
};

std::unique_ptr<QObject> Watchers::add(const QByteArray &prefix, Store::Watcher function)
{
    auto watch = std::make_shared<Watch>();
    watch->function = std::move(function);
    Watches &watches = m_watches[prefix];
    if (watches.empty()) ++m_lengths[prefix.size()];
    watches.push_back(watch);
    return std::make_unique<WatchHandle>(weak_from_this(), prefix, watch);
}

void Watchers::drop(const QByteArray &prefix, const std::shared_ptr<Watch> &watch)
{
    const auto found = m_watches.find(prefix);
    if (found == m_watches.end()) return;
    Watches &watches = found->second;
    watches.erase(std::remove(watches.begin(), watches.end(), watch), watches.end());
    if (!watches.empty()) return;
    m_watches.erase(found);
    const auto length = m_lengths.find(prefix.size());
    if (--length->second == 0) m_lengths.erase(length);
}

void Watchers::notify(const Change &change)
{
    const QByteArray &key = change.now->key;
    Watches called; // a copy: the callbacks may change the table
    for (const auto &[length, prefixes] : m_lengths) {
        if (length > key.size()) break;
        const auto found = m_watches.find(key.left(length));
        if (found != m_watches.end()) called.insert(called.end(), found->second.begin(), found->second.end());
    }
    m_notifying = true;
    for (const std::shared_ptr<Watch> &watch : called)
        if (watch->active) watch->function(change);
    m_notifying = false;
}

} // namespace practice
