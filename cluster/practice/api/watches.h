// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/api/exchange.h"
#include "cluster/practice/api/reader.h"
#include "cluster/practice/api/rendering.h"
#include "cluster/practice/api/sharedselections.h"

#include <QByteArray>

#include <map>
#include <memory>
#include <vector>

namespace practice {

// The open watches. Each sees every write below its prefix, once and in order, until its time is over or its client is
// gone. One that reads slowly has no more pending than its reply takes: what it did not get yet is read from the store
// when it can take more, and it ends with 410 when that has been compacted. Keeps no state that the store has given up.
//
// Bounded for all of them together: the selectors, by what their texts come to (SharedSelections), and how many objects
// of initial states are still to be told (maxInitial). A watch that would be beyond is refused with 429.
class Watches
{
public:
    static constexpr std::size_t maxInitial = 1000 * 1000;

    explicit Watches(ApiCore &core);
    ~Watches();

    void start(const std::shared_ptr<Exchange> &exchange, const ApiKind &kind, const ListOptions &options);
    void endKind(const ApiKind &kind);
    void endAll(); // cleanly, as an apiserver does when it stops
    int count() const { return int(m_watches.size()); }

private:
    struct Watch;
    using Initial = std::vector<std::weak_ptr<const Record>>;
    static bool wantsState(const ListOptions &options);
    ApiStatus tooOld(qint64 revision) const;
    Answer<Initial> initialOf(const QByteArray &prefix, const ListOptions &options) const;
    void begin(Watch &watch, const ListOptions &options, Initial initial);
    void goOn(Watch &watch);
    bool matches(const Watch &watch, const Record &record) const;
    enum class Told { All, Waits, Gone };
    Told sendInitial(Watch &watch);
    void waitForClient(Watch &watch, const Record &next);
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
        std::weak_ptr<const Record> record;
        const ApiKind *kind = nullptr;
        const char *type = nullptr;
        OutputFormat format;
        QByteArray bytes;
    };

    ApiCore &m_core;
    quint64 m_nextId = 1;
    std::size_t m_initial = 0; // of all watches, as they began
    SharedSelections m_selections;
    std::map<quint64, std::unique_ptr<Watch>> m_watches;
    std::vector<LastEvent> m_events{2048}; // by revision
};

} // namespace practice
