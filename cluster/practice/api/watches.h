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

namespace practice {

// The open watches. Each sees every write below its prefix, once and in order, until its time is over, its client is
// gone, or it reads too slowly (HttpServer::Limits::streamBytes).
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
    void sendInitial(Watch &watch);
    void deliver(Watch &watch, const Change &change);
    void send(Watch &watch, const char *type, const RecordPtr &record);
    void sendBookmark(Watch &watch, bool initialEnd);
    void armBookmark(Watch &watch, qint64 remainingMs);
    void sendError(Watch &watch, const ApiStatus &status);
    void finish(quint64 id);

    // What the last event became, since all watchers of a change want it in the same form.
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
    LastEvent m_last;
};

} // namespace practice
