// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/component/informer.h"

#include "cluster/practice/base/objects.h"

namespace practice {

using model::Value;

namespace {

constexpr qint64 relistMs = 1000; // client-go reflector: the backoff begins at 800 ms

QString versionOf(const Value &object) { return textAt(object, {u"metadata", u"resourceVersion"}); }

} // namespace

Informer::Informer(const ComponentClient &client, const ApiKind &kind, const model::Clock &clock)
    : m_client(client), m_kind(kind), m_clock(clock)
{
}

Informer::~Informer() = default;

QString Informer::keyOf(const QString &space, const QString &name)
{
    return space.isEmpty() ? name : space + u'/' + name;
}

QString Informer::keyOf(const Value &object) { return keyOf(namespaceOf(object), nameOf(object)); }

const Value *Informer::find(const QString &key) const
{
    const auto found = m_objects.find(key);
    return found == m_objects.end() ? nullptr : &found->second;
}

std::vector<const Value *> Informer::byIndex(const QString &index, const QString &key) const
{
    std::vector<const Value *> found;
    const auto entries = m_indexes.find(index);
    Q_ASSERT(entries != m_indexes.end());
    const auto keys = entries->second.keys.find(key);
    if (keys == entries->second.keys.end()) return found;
    found.reserve(keys->second.size());
    for (const auto &[one, object] : keys->second) found.push_back(object);
    return found;
}

std::size_t Informer::countOf(const QString &index, const QString &key) const
{
    const auto entries = m_indexes.find(index);
    Q_ASSERT(entries != m_indexes.end());
    const auto keys = entries->second.keys.find(key);
    return keys == entries->second.keys.end() ? 0 : keys->second.size();
}

void Informer::start()
{
    if (m_isStarted) return;
    m_isStarted = true;
    connectWatch();
}

void Informer::stop()
{
    m_isStarted = false;
    m_watch.reset();
    m_turn.reset();
    m_retry.reset();
    m_inbox.clear();
}

void Informer::breakWatch()
{
    if (!m_isStarted) return;
    m_watch.reset();
    m_retry = m_clock.after(relistMs, [this] {
        const std::unique_ptr<QObject> retry = std::move(m_retry);
        connectWatch();
    });
}

// Where the watch ended it goes on, as far as the server can tell what was missed; else everything is listed.
void Informer::connectWatch()
{
    const auto handler = [this](const ComponentClient::Event &event) { receive(event); };
    const qint64 last = m_inbox.empty() ? m_revision : m_inbox.back().second.revision;
    if (m_isSynced) m_watch = m_client.watch(m_kind, last, handler);
    if (m_watch) return;
    const ComponentClient::Listed listed = m_client.list(m_kind);
    m_inbox.clear();
    m_turn.reset();
    m_watch = m_client.watch(m_kind, listed.revision, handler);
    m_revision = listed.revision;
    replaceAll(listed.objects);
    m_isSynced = true;
}

void Informer::replaceAll(const std::vector<Value> &objects)
{
    std::set<QString> there;
    for (const Value &object : objects) {
        there.insert(keyOf(object));
        put(object);
    }
    std::vector<QString> gone;
    for (const auto &[key, object] : m_objects)
        if (!there.contains(key)) gone.push_back(key);
    for (const QString &key : gone) take(key);
}

void Informer::receive(const ComponentClient::Event &event)
{
    m_inbox.emplace_back(m_clock.monotonicMs() + m_delayMs, event);
    if (!m_turn) m_turn = m_clock.after(m_delayMs, [this] { drain(); });
}

void Informer::drain()
{
    const std::unique_ptr<QObject> turn = std::move(m_turn);
    const qint64 now = m_clock.monotonicMs();
    while (!m_inbox.empty() && m_inbox.front().first <= now) {
        const ComponentClient::Event event = std::move(m_inbox.front().second);
        m_inbox.pop_front();
        m_revision = event.revision;
        if (qstrcmp(event.type, "DELETED") == 0)
            take(keyOf(event.object));
        else
            put(event.object);
    }
    if (!m_inbox.empty() && !m_turn) m_turn = m_clock.after(m_inbox.front().first - now, [this] { drain(); });
}

void Informer::put(const Value &object)
{
    const QString key = keyOf(object);
    const auto known = m_objects.find(key);
    if (known == m_objects.end()) {
        index(key, m_objects.emplace(key, object).first->second);
        for (const Handler &handler : m_handlers)
            if (handler.added) handler.added(object);
        return;
    }
    if (versionOf(known->second) == versionOf(object)) return;
    const Value before = std::exchange(known->second, object);
    reindex(key, before, known->second);
    // Another object of the same name: whoever knew the old one has to hear of its end.
    const bool isAnother = uidOf(before) != uidOf(object);
    for (const Handler &handler : m_handlers) {
        if (isAnother) {
            if (handler.removed) handler.removed(before);
            if (handler.added) handler.added(object);
        } else if (handler.changed) {
            handler.changed(before, object);
        }
    }
}

void Informer::take(const QString &key)
{
    const auto known = m_objects.find(key);
    if (known == m_objects.end()) return;
    const auto entry = m_objects.extract(known); // lives until everybody has heard
    const Value &last = entry.mapped();
    unindex(key, last);
    for (const Handler &handler : m_handlers)
        if (handler.removed) handler.removed(last);
}

void Informer::index(const QString &key, const Value &object)
{
    for (auto &[name, entries] : m_indexes)
        for (const QString &of : entries.keysOf(object)) entries.keys[of].insert_or_assign(key, &object);
}

void Informer::reindex(const QString &key, const Value &before, const Value &now)
{
    for (auto &[name, entries] : m_indexes) {
        const QStringList left = entries.keysOf(before), entered = entries.keysOf(now);
        if (left == entered) continue;
        for (const QString &of : left) entries.take(of, key);
        for (const QString &of : entered) entries.keys[of].insert_or_assign(key, &now);
    }
}

void Informer::unindex(const QString &key, const Value &object)
{
    for (auto &[name, entries] : m_indexes)
        for (const QString &of : entries.keysOf(object)) entries.take(of, key);
}

void Informer::Entries::take(const QString &of, const QString &key)
{
    const auto found = keys.find(of);
    if (found == keys.end()) return;
    found->second.erase(key);
    if (found->second.empty()) keys.erase(found);
}

} // namespace practice
