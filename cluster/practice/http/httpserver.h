// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/http/httpmessage.h"
#include "model/base/clock.h"
#include "model/base/result.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace practice {

// A body that is made as it is taken.
struct HttpPieces
{
    // The next piece: tens of kilobytes, or one object. Empty: that was all. None: it can't go on, and the connection
    // is cut.
    std::function<std::optional<QByteArray>()> next;
    qint64 bytes = 0; // that it holds meanwhile
};

// The answer to one request: either send(), or start(), any number of write() and finish(). May be kept as long as
// wanted; when the client is gone everything is ignored. Dropping it unanswered answers 500. One thread.
class HttpReply
{
public:
    virtual ~HttpReply() = default;

    // A whole answer. Content-Length and Date are added; the body is gzipped when it is large and the client takes it.
    virtual void send(int status, const HttpHeaders &headers, const QByteArray &body) = 0;
    // The same for a large one, whose pieces are asked for as the client takes them; chunked, and gzipped when the
    // client takes that. A server that holds too much already answers 429 instead, to this and to large ones above.
    virtual void sendPieces(int status, const HttpHeaders &headers, HttpPieces pieces);

    // A stream: chunked, never compressed. Each write() is one chunk and goes out at once.
    virtual void start(int status, const HttpHeaders &headers) = 0;
    virtual void write(const QByteArray &chunk) = 0;
    virtual void finish() = 0;               // the end, cleanly
    virtual void abort() = 0;                // the end by closing the connection
    virtual qint64 pendingBytes() const = 0; // written here, not yet taken by the client's machine
    // Whether a stream does well to write that many bytes now. Not, when its client has a megabyte to read already;
    // less when the server holds much for others.
    virtual bool takes(qint64 bytes) const = 0;
    // Calls function once, from the event loop, when most of what is pending was read and as much as that may be
    // written. Replaces the function of before; forgotten at the end of the answer.
    virtual void whenTakes(qint64 bytes, std::function<void()> function) = 0;

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
    int connections = 12000;                  // beyond, idle ones make room, else it is closed at once
    int handshakeMs = 10000;                  // from connect to the first byte of a request
    int requestMs = 30000;                    // from a request's first byte to its last
    int idleMs = 180000;                      // between requests of one connection
    int stallMs = 30000;                      // nothing is taken of what is pending: cut, streams too
    int answerMs = 60000;                     // for an answer, and a second more for every 16 kB of it that were taken
    qint64 streamBytes = 16 * 1024 * 1024;    // pending in one stream; a client this slow is cut off
    qsizetype gzipFromBytes = 128 * 1024;     // smaller bodies are sent as they are

    // What all connections may hold together, whatever their clients do, beside about 70 kB for each open one and what
    // one answer takes that is given whole while nothing else is held. What comes in on top of it is refused with 429
    // and "Retry-After: 1", as an apiserver refuses what is beyond its max-inflight; 8 kB are granted to each
    // connection.
    qint64 requestsBytes = qint64(96) << 20; // of requests that have not come wholly
    qint64 answersBytes = qint64(160) << 20; // of answers and streams that were not taken
    int shortMs = 2000; // while more than half of requestsBytes is held: no byte of a large request came
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
