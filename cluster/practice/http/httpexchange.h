// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/http/httpserver.h"

#include <QPointer>

#include <optional>

namespace practice {

class HttpConnection;

// What the answer must know of its request.
struct HttpAsked
{
    bool isHead = false;
    bool isRead = false; // GET or HEAD: asking again does no harm
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
    void sendPieces(int status, const HttpHeaders &headers, HttpPieces pieces) override;
    void start(int status, const HttpHeaders &headers) override;
    void write(const QByteArray &chunk) override;
    void finish() override;
    void abort() override;
    qint64 pendingBytes() const override;
    bool isOpen() const override;
    bool takes(qint64 bytes) const override;
    void whenTakes(qint64 bytes, std::function<void()> function) override;
    void onGone(std::function<void()> function) override;

    bool isStreaming() const { return m_state == State::Streaming; }
    // How much whenTakes() waits to write.
    std::optional<qint64> wanted() const { return m_onTakes ? std::optional(m_wanted) : std::nullopt; }
    void tellTakes(); // from the event loop
    // The client is gone: everything from now on is ignored, and whoever wanted to know is told from the event loop.
    void clientGone(bool tell);
    // The server's own answer.
    void sendError(int status, const QByteArray &message);
    // To what is no request, as net/http does before it has one (server.go serve()).
    void sendNoRequest(int status, const QByteArray &message);
    // 429, as apiserver's max-inflight filter has it (server/filters/maxinflight.go).
    void sendTooMany();

private:
    enum class State { Waiting, Streaming, Done, Gone };

    QByteArray head(int status, const HttpHeaders &headers, bool keepAlive) const;
    bool isTooMuch(qint64 bytes) const;
    void done(bool keepAlive);
    void tellGone();

    QPointer<HttpConnection> m_connection;
    HttpAsked m_asked;
    State m_state = State::Waiting;
    std::function<void()> m_onGone;
    qint64 m_wanted = 0;
    std::function<void()> m_onTakes;
};

} // namespace practice
