// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/http/httpbudget.h"
#include "cluster/practice/http/httpserver.h"

#include <QObject>
#include <QPointer>
#include <QSslConfiguration>

#include <deque>
#include <functional>
#include <memory>

namespace practice {

class HttpConnection;

// Whose turn it is. Connections that have more to do than fits into one turn stand in a row; a few milliseconds of them
// are done between two looks at the sockets, so that a client with one request is never behind all of them.
class HttpTurns final : public QObject
{
public:
    static constexpr qint64 turnMs = 3; // of one connection, and of the row

    void add(HttpConnection *connection);
    // Streams have been given much since the event loop came by here: the rest of them shall wait for their turns.
    bool isBurst() const { return m_streamBytes >= burstBytes; }
    void countStream(qint64 bytes);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    static constexpr qint64 burstBytes = 256 * 1024;
    void arm();

    std::deque<QPointer<HttpConnection>> m_row;
    qint64 m_streamBytes = 0;
    int m_timer = 0;
};

// What the connections of one server share.
struct HttpContext
{
    HttpServer::Handler handler;
    HttpServer::ErrorBody errorBody;
    const model::Clock &clock;
    HttpServer::Limits limits;
    std::function<void(HttpConnection *)> left = {}; // this connection is over; it deletes itself
    QSslConfiguration tls = {};
    bool isClosing = false;
    qint64 dateSecond = -1;
    QByteArray dateText = {};
    std::unique_ptr<HttpTurns> turns = std::make_unique<HttpTurns>();
    HttpBudget requests{limits.requestsBytes};
    HttpBudget answers{limits.answersBytes};
    qint64 freedBytes = 0; // of what connections held, about; since somebody looked

    // Now, as a Date header has it.
    const QByteArray &date();
};

} // namespace practice
