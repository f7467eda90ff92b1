// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/http/httpmessage.h"
#include "model/base/clock.h"
#include "model/base/result.h"

#include <QObject>

#include <functional>
#include <memory>

namespace practice {

// The answer to one request: either send(), or start(), any number of write() and finish(). May be kept as long as
// wanted; when the client is gone everything is ignored. Dropping it unanswered answers 500. One thread.
class HttpReply
{
public:
    virtual ~HttpReply() = default;

    // A whole answer. Content-Length and Date are added; the body is gzipped when it is large and the client takes it.
    virtual void send(int status, const HttpHeaders &headers, const QByteArray &body) = 0;

    // A stream: chunked, never compressed. Each write() is one chunk and goes out at once.
    virtual void start(int status, const HttpHeaders &headers) = 0;
    virtual void write(const QByteArray &chunk) = 0;
    virtual void finish() = 0;               // the end, cleanly
    virtual void abort() = 0;                // the end by closing the connection
    virtual qint64 pendingBytes() const = 0; // written here, not yet taken by the client's machine
    // Calls function once, from the event loop, when no more than bytes are pending; for streams that wait for a slow
    // client. Replaces the function of before; forgotten at the end of the answer.
    virtual void whenPendingIs(qint64 bytes, std::function<void()> function) = 0;

    virtual bool isOpen() const = 0; // false once the client is gone or the answer is finished
    // Called once, from the event loop, when the client goes away before the end.
    virtual void onGone(std::function<void()> function) = 0;
};

// The server's certificate and key, and the authority that signed it; PEM. Made anew per run.
struct TlsIdentity
{
    QByteArray authority;   // certificate, for kubeconfigs
    QByteArray certificate; // of the server: localhost, kubernetes, 127.0.0.1, ::1
    QByteArray key;         // never written anywhere

    // EC P-256, valid from an hour before now for a year. Error Unsupported when libcrypto refuses.
    static model::Result<TlsIdentity> make(qint64 nowMs);
};

struct HttpLimits
{
    qsizetype headBytes = 1024 * 1024 + 4096; // request line and headers: beyond, 431 (net/http DefaultMaxHeaderBytes)
    qsizetype bodyBytes = 3 * 1024 * 1024;    // beyond, 413 (as apiserver's MaxRequestBodyBytes)
    int connections = 12000;                  // beyond, closed at once
    int handshakeMs = 10000;                  // from connect to the first byte of a request
    int requestMs = 30000;                    // from a request's first byte to its last
    int idleMs = 180000;                      // between requests of one connection
    qint64 streamBytes = 16 * 1024 * 1024;    // pending in one stream; a client this slow is cut off
    qsizetype gzipFromBytes = 128 * 1024;     // smaller bodies are sent as they are
};

// HTTP/1.1 over TLS on loopback. Lives on one thread with an event loop; never blocks it.
class HttpServer : public QObject
{
    Q_OBJECT
public:
    using Limits = HttpLimits;
    using Handler = std::function<void(HttpRequest request, std::shared_ptr<HttpReply> reply)>;
    // The body of an answer that the server itself gives once it knows a request (408, 413): text for a status and
    // a reason. What is no request it refuses in net/http's words.
    using ErrorBody = std::function<QByteArray(int status, const QByteArray &message)>;

    HttpServer(Handler handler, ErrorBody errorBody, const model::Clock &clock, Limits limits = {});
    ~HttpServer() override;

    // port 0: any free one. 127.0.0.1 only. Answers the port. Error Io: taken, or no permission.
    model::Result<quint16> listen(quint16 port, const TlsIdentity &identity);
    // No new connections; finishes streams; closes the rest when their answers are out, at the latest after graceMs.
    void close(int graceMs);
    int connectionCount() const;

Q_SIGNALS:
    void closed(); // the last connection is gone after close()

private:
    struct Data;
    std::unique_ptr<Data> d;
};

} // namespace practice
