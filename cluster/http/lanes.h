// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QPointer>

#include <deque>
#include <memory>
#include <vector>

namespace cluster {

class NamCall;

// One QNetworkAccessManager with connections of its own: at most six per host over HTTP/1.1, the seventh request would
// wait.
struct Lane
{
    explicit Lane(const QNetworkProxy &proxy);
    ~Lane();
    // Deleted later, because the last call may end inside one of its replies' signals. Its own thread may be inside a
    // TLS handshake until then: who ends an event loop for good has to see to it that deferred deletes are still done.
    QNetworkAccessManager *manager;
    int running = 0;
};

// Hands out lanes so that no request ever waits inside a manager, behind a stream that lasts for ever: streams share
// lanes by fives, all other requests have one lane for six at a time and wait here, in order, before their silence is
// counted. A lane whose peer fell silent is retired: its other calls go on, new ones get fresh connections.
// (clearConnectionCache() would end the manager's thread, and with it the streams beside, without a signal.) One
// thread; owned jointly by the transport and its calls.
class Lanes
{
public:
    explicit Lanes(const QNetworkProxy &proxy) : m_proxy(proxy) {}

    // Sends the call when there is room, for streams at once.
    void admit(NamCall *call, bool stream);
    void release(const std::shared_ptr<Lane> &lane);
    void retire(const std::shared_ptr<Lane> &lane);
    // Managers in use, for tests.
    qsizetype count() const { return qsizetype(m_streams.size()) + (m_singles ? 1 : 0); }

    static constexpr int streamsPerLane = 5;
    static constexpr int singlesAtOnce = 6;

private:
    void sendWaiting();
    static void send(NamCall *call, const std::shared_ptr<Lane> &lane);

    QNetworkProxy m_proxy;
    std::vector<std::shared_ptr<Lane>> m_streams;
    std::shared_ptr<Lane> m_singles;
    std::deque<QPointer<NamCall>> m_waiting;
};

} // namespace cluster
