// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "tests/cluster/practice/life/kinds.h"
#include "tests/support/apiclient.h"

#include <QElapsedTimer>

#include <map>
#include <memory>
#include <vector>

namespace life {

// A watch event.
struct Seen
{
    qint64 revision = 0; // of the object, which is the store's
    QString type;        // ADDED, MODIFIED, DELETED
    const WatchedKind *kind = nullptr;
    model::Value object;
};

// Watches all kinds of one cluster, and keeps what belongs to the scenario that runs: what is in its namespace, and
// what has the namespace's name before its own. Events that are about either, too.
class Watching
{
public:
    // A client as often as it is asked for one: each has few connections.
    using Connect = std::function<std::unique_ptr<contract::ApiClient>()>;
    explicit Watching(const Connect &connect);

    // Forgets what was.
    void begin(const QString &space);
    // Takes what came meanwhile; false: a watch has ended.
    bool read();
    // Milliseconds since something came.
    qint64 quietMs() const { return m_sinceLast.elapsed(); }

    // In the store's order.
    std::vector<Seen> history() const;
    // As it is now; null: it is not there.
    const model::Value *find(const WatchedKind &kind, const QString &name) const;
    std::vector<model::Value> list(const WatchedKind &kind, const QString &label) const; // label: "a=b", or empty

private:
    bool isOurs(const model::Value &object) const;

    struct Source
    {
        const WatchedKind *kind;
        std::unique_ptr<contract::OpenWatch> watch;
    };

    std::vector<std::unique_ptr<contract::ApiClient>> m_clients;
    std::vector<Source> m_sources;
    QString m_space;
    std::vector<Seen> m_seen;
    std::map<std::pair<QString, QString>, model::Value> m_now; // kind, name
    QElapsedTimer m_sinceLast;
};

} // namespace life
