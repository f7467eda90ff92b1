// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/componentclient.h"
#include "model/base/clock.h"

#include <deque>
#include <map>
#include <set>

namespace practice {

// One kind's objects as a component knows them (client-go tools/cache): listed once, then kept by a watch, a little
// behind the API server as anybody's copy is. Handlers are called from the event loop, in the order of the changes, and
// may write. One thread.
class Informer
{
public:
    struct Handler
    {
        std::function<void(const model::Value &object)> added = {};
        std::function<void(const model::Value &before, const model::Value &now)> changed = {};
        std::function<void(const model::Value &last)> removed = {};
    };
    // Which keys of an index an object has; empty: none.
    using Index = std::function<QStringList(const model::Value &object)>;

    // All outlive this.
    Informer(const ComponentClient &client, const ApiKind &kind, const model::Clock &clock);
    ~Informer();
    Informer(const Informer &) = delete;
    Informer &operator=(const Informer &) = delete;

    // Before start().
    void addHandler(Handler handler) { m_handlers.push_back(std::move(handler)); }
    void addIndex(const QString &name, Index index) { m_indexes[name].keysOf = std::move(index); }
    // How long a change takes to arrive.
    void setDelay(qint64 ms) { m_delayMs = ms; }

    void start();
    // Forgets nothing: what is known grows stale until it is started again.
    void stop();
    // The watch breaks; after a second the kind is listed again, and what was missed shows as changes.
    void breakWatch();

    bool isSynced() const { return m_isSynced; }
    qint64 revision() const { return m_revision; } // of the last change that arrived
    const ApiKind &kind() const { return m_kind; }

    // "default/web", or the name alone without a namespace.
    static QString keyOf(const QString &space, const QString &name);
    static QString keyOf(const model::Value &object);
    // Null: not known. Valid until the event loop goes on.
    const model::Value *find(const QString &key) const;
    const model::Value *find(const QString &space, const QString &name) const { return find(keyOf(space, name)); }
    // By key.
    const std::map<QString, model::Value> &objects() const { return m_objects; }
    std::vector<const model::Value *> byIndex(const QString &index, const QString &key) const;
    std::size_t countOf(const QString &index, const QString &key) const;

private:
    struct Entries
    {
        Index keysOf;
        std::map<QString, std::map<QString, const model::Value *>> keys =
            {}; // with the objects, which stay where they are
        void take(const QString &of, const QString &key);
    };

    void connectWatch();
    void replaceAll(const std::vector<model::Value> &objects);
    void receive(const ComponentClient::Event &event);
    void drain();
    void put(const model::Value &object);
    void take(const QString &key);
    void index(const QString &key, const model::Value &object);
    void reindex(const QString &key, const model::Value &before, const model::Value &now);
    void unindex(const QString &key, const model::Value &object);

    const ComponentClient &m_client;
    const ApiKind &m_kind;
    const model::Clock &m_clock;
    std::vector<Handler> m_handlers;
    std::map<QString, Entries> m_indexes;
    std::map<QString, model::Value> m_objects;
    std::deque<std::pair<qint64, ComponentClient::Event>> m_inbox; // with the time of arrival
    std::unique_ptr<QObject> m_watch = {};
    std::unique_ptr<QObject> m_turn = {};
    std::unique_ptr<QObject> m_retry = {};
    qint64 m_delayMs = 0;
    qint64 m_revision = 0;
    bool m_isSynced = false;
    bool m_isStarted = false;
};

} // namespace practice
