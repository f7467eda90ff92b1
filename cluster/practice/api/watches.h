// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/api/exchange.h"
#include "cluster/practice/api/reader.h"
#include "cluster/practice/api/rendering.h"

#include <QByteArray>

#include <map>
#include <memory>
#include <vector>

namespace practice {

// The open watches. Each sees every write below its prefix, once and in order, until its time is over, its client is
// gone. One that reads slowly has no more than a megabyte pending: what it did not get yet is read from the store when
// it can take more, and it ends with 410 when that has been compacted.
class Watches
{
public:
    explicit Watches(ApiCore &core);
    ~Watches();

    void start(std::shared_ptr<Exchange> exchange, const ApiKind &kind, const ListOptions &options);
    void endKind(const ApiKind &kind);
    void endAll(); // cleanly, as an apiserver does when it stops
    int count() const { return int(m_watches.size()); }

private:
    struct Watch;
    void begin(Watch &watch, const ListOptions &options);
    void goOn(Watch &watch);
    bool matches(const Watch &watch, const Record &record) const;
    bool sendInitial(Watch &watch);
    void waitForClient(Watch &watch);
    void changed(Watch &watch, const Change &change);
    void deliver(Watch &watch, const Change &change);
    void send(Watch &watch, const char *type, const RecordPtr &record);
    void sendBookmark(Watch &watch, bool initialEnd);
    void armBookmark(Watch &watch, qint64 remainingMs);
    void sendError(Watch &watch, const ApiStatus &status);
    void finish(quint64 id);

    // What events became, since all watchers of a change want it in the same form; watchers that catch up come one
    // after the other.
    struct LastEvent
    {
        RecordPtr record;
        const ApiKind *kind = nullptr;
        const char *type = nullptr;
        OutputFormat format;
        QByteArray bytes;
    };

    ApiCore &m_core;
    quint64 m_nextId = 1;
    std::map<quint64, std::unique_ptr<Watch>> m_watches;
    std::vector<LastEvent> m_events{2048}; // by revision
};

} // namespace practice
