// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/http/httpserver.h"

#include <QPointer>

namespace practice {

class HttpConnection;

// What the answer must know of its request.
struct HttpAsked
{
    bool isHead = false;
    bool isHttp10 = false;
    bool keepAlive = true;
    bool takesGzip = false;
};

// The answer to the request that a connection is busy with. Writes the bytes of the answer; the connection sends them.
class HttpExchange final : public HttpReply
{
public:
    HttpExchange(HttpConnection &connection, HttpAsked asked);
    ~HttpExchange() override;
    HttpExchange(const HttpExchange &) = delete;
    HttpExchange &operator=(const HttpExchange &) = delete;

    void send(int status, const HttpHeaders &headers, const QByteArray &body) override;
    void start(int status, const HttpHeaders &headers) override;
    void write(const QByteArray &chunk) override;
    void finish() override;
    void abort() override;
    qint64 pendingBytes() const override;
    bool isOpen() const override;
    void whenPendingIs(qint64 bytes, std::function<void()> function) override;
    void onGone(std::function<void()> function) override;

    bool isStreaming() const { return m_state == State::Streaming; }
    // Whether whenPendingIs() waits for no more than this.
    bool isWaitingFor(qint64 pendingBytes) const { return m_onPending && pendingBytes <= m_wantedPending; }
    void tellPending(qint64 pendingBytes); // from the event loop
    // The client is gone: everything from now on is ignored, and whoever wanted to know is told from the event loop.
    void clientGone(bool tell);
    // The server's own answer.
    void sendError(int status, const QByteArray &message);
    // To what is no request, as net/http does before it has one (server.go serve()).
    void sendNoRequest(int status, const QByteArray &message);

private:
    enum class State { Waiting, Streaming, Done, Gone };

    QByteArray head(int status, const HttpHeaders &headers, bool keepAlive) const;
    void done(bool keepAlive);
    void tellGone();

    QPointer<HttpConnection> m_connection;
    HttpAsked m_asked;
    State m_state = State::Waiting;
    std::function<void()> m_onGone;
    qint64 m_wantedPending = 0;
    std::function<void()> m_onPending;
};

} // namespace practice
