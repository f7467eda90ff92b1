// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/httpconnection.h"

#include <QDateTime>
#include <QLocale>
#include <QTimerEvent>

#include <algorithm>
#include <array>

namespace practice {
namespace {

constexpr qsizetype sliceBytes = 16 * 1024;   // of one read: what a TLS record holds
constexpr qint64 readBufferBytes = 64 * 1024; // in the socket, decrypted
constexpr qsizetype corkBytes = 64 * 1024;    // answers that are gathered before they are written
constexpr qint64 backlogBytes = 1024 * 1024;  // unsent: no further request is taken
constexpr int requestsPerTurn = 16;           // of one connection, before others have their turn
constexpr qint64 lingerMs = 1000;             // Go's server waits half of that
constexpr char handshakeRecord = 0x16;        // the first byte of TLS
constexpr QByteArrayView plainAnswer =        // net/http's server.go
    "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";

// As crypto/tls and net/http tell a client that forgot the s of https (tlsRecordHeaderLooksLikeHTTP).
bool looksLikeHttp(const QByteArray &first)
{
    static constexpr std::array<QByteArrayView, 7> starts{"GET /", "HEAD ", "POST ", "PUT /",
                                                          "OPTIO", "PATCH", "DELET"};
    return std::ranges::find(starts, QByteArrayView(first)) != starts.end();
}

} // namespace

const QByteArray &HttpContext::date()
{
    const qint64 second = clock.wallMs() / 1000;
    if (second != dateSecond) {
        dateSecond = second;
        dateText = QLocale::c()
                       .toString(QDateTime::fromSecsSinceEpoch(second, Qt::UTC), u"ddd, dd MMM yyyy HH:mm:ss")
                       .toLatin1() +
                   " GMT";
    }
    return dateText;
}

HttpConnection::HttpConnection(qintptr descriptor, HttpContext &context)
    : m_context(context), m_parser({.headBytes = context.limits.headBytes, .bodyBytes = context.limits.bodyBytes})
{
    setDeadline(m_context.limits.handshakeMs);
    m_socket.setReadBufferSize(readBufferBytes);
    connect(&m_socket, &QIODevice::readyRead, this, &HttpConnection::onReadable);
    connect(&m_socket, &QIODevice::bytesWritten, this, &HttpConnection::onWritten); // without TLS
    connect(&m_socket, &QSslSocket::encryptedBytesWritten, this, &HttpConnection::onWritten);
    connect(&m_socket, &QAbstractSocket::disconnected, this, &HttpConnection::onGone);
    // A handshake that failed leaves the socket closed, and is no more than another client that is gone.
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, [this] {
        if (m_socket.state() == QAbstractSocket::UnconnectedState) onGone();
    });
    if (!m_socket.setSocketDescriptor(descriptor)) {
        again();
        return;
    }
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

HttpConnection::~HttpConnection()
{
    m_socket.disconnect(this);
    if (m_exchange) m_exchange->clientGone(false);
}

void HttpConnection::setDeadline(qint64 ms) { m_deadlineMs = m_context.clock.monotonicMs() + ms; }

void HttpConnection::onReadable()
{
    if (m_phase == Phase::Probing) probe();
    if (m_phase == Phase::Lingering || m_phase == Phase::Ending) m_socket.readAll();
    if (m_phase == Phase::Open) process();
}

void HttpConnection::probe()
{
    const QByteArray first = m_socket.peek(5);
    if (first.isEmpty()) return;
    if (first[0] == handshakeRecord) {
        m_phase = Phase::Open;
        m_socket.setSslConfiguration(m_context.tls);
        m_socket.startServerEncryption();
    } else if (first.size() == 5) { // the deadline ends what never becomes five bytes
        if (!looksLikeHttp(first)) return abort();
        m_socket.write(plainAnswer.data(), plainAnswer.size());
        m_socket.readAll();
        m_isRefused = true;
        end();
    }
}

void HttpConnection::process()
{
    if (m_isProcessing || m_phase != Phase::Open) return;
    m_isProcessing = true;
    int turns = 0;
    bool more = true;
    while (more && turns < requestsPerTurn && pendingBytes() < backlogBytes) {
        more = processOne();
        ++turns;
    }
    m_isProcessing = false;
    flush();
    if (m_phase != Phase::Open) return;
    if (m_isEnding) return end();
    if (more && turns == requestsPerTurn) again();
}

// Up to the next request that is answered at once. False: the client, or the handler, has to go on.
bool HttpConnection::processOne()
{
    while (m_phase == Phase::Open && !m_exchange && !m_isEnding) {
        switch (m_parser.next()) {
        case HttpParser::Step::NeedMore:
            if (!m_isReceiving && !m_parser.isBetween()) {
                m_isReceiving = true;
                setDeadline(m_context.limits.requestMs);
            }
            if (!readSome()) return false;
            break;
        case HttpParser::Step::WantsContinue: put("HTTP/1.1 100 Continue\r\n\r\n"); break;
        case HttpParser::Step::Complete: dispatch(m_parser.take()); return !m_exchange;
        case HttpParser::Step::Refused: refuse(m_parser.refusal()); return false;
        }
    }
    return false;
}

bool HttpConnection::readSome()
{
    std::array<char, sliceBytes> slice;
    const qint64 size = m_socket.read(slice.data(), sliceBytes);
    if (size > 0) m_parser.feed({slice.data(), qsizetype(size)});
    return size > 0;
}

void HttpConnection::dispatch(HttpParser::Message message)
{
    m_isReceiving = false;
    m_isRefused = !message.request.bodyError.isEmpty(); // the rest of it is not read
    m_hasServed = true;
    m_deadlineMs = 0;
    const HttpAsked asked{.isHead = message.request.method == "HEAD",
                          .isHttp10 = message.isHttp10,
                          .keepAlive = message.keepAlive,
                          .takesGzip = hasToken(message.request.header("accept-encoding"), "gzip")};
    auto exchange = std::make_shared<HttpExchange>(*this, asked);
    m_exchange = exchange.get();
    m_context.handler(std::move(message.request), std::move(exchange));
}

void HttpConnection::refuse(const HttpRefusal &refusal)
{
    m_isReceiving = false;
    m_isRefused = true;
    if (refusal.status == 0) return answered(false);
    HttpExchange exchange(*this, {.keepAlive = false});
    if (refusal.isRequest)
        exchange.sendError(refusal.status, refusal.message);
    else
        exchange.sendNoRequest(refusal.status, refusal.message);
}

void HttpConnection::put(const QByteArray &bytes)
{
    if (m_phase != Phase::Open) return;
    m_out += bytes;
    if (!m_isProcessing || m_out.size() >= corkBytes) flush();
}

void HttpConnection::flush()
{
    if (m_out.isEmpty() || m_phase != Phase::Open) return;
    m_socket.write(std::exchange(m_out, {}));
}

void HttpConnection::answered(bool keepAlive)
{
    m_exchange = nullptr;
    if (m_phase != Phase::Open) return;
    setDeadline(m_context.limits.idleMs);
    m_isEnding = m_isEnding || !keepAlive;
    if (m_isProcessing) return; // process() goes on
    if (m_isEnding) return end();
    if (m_parser.buffered() > 0 || m_socket.bytesAvailable() > 0) again();
}

void HttpConnection::end()
{
    const bool hasUnread = m_isRefused || m_parser.buffered() > 0 || m_socket.bytesAvailable() > 0;
    if (!hasUnread) return disconnectNow();
    m_phase = Phase::Lingering;
    setDeadline(pendingBytes() > 0 ? m_context.limits.requestMs : lingerMs);
    m_socket.readAll();
}

void HttpConnection::disconnectNow()
{
    m_phase = Phase::Ending;
    setDeadline(m_context.limits.requestMs);
    m_socket.disconnectFromHost();
}

void HttpConnection::onWritten()
{
    checkPending();
    const bool isSent = pendingBytes() == 0;
    if (m_phase == Phase::Lingering) setDeadline(isSent ? lingerMs : m_context.limits.requestMs);
    if (m_phase == Phase::Ending) setDeadline(m_context.limits.requestMs);
    if (m_phase != Phase::Open || m_exchange) return;
    // A client that takes its answer slowly is not idle.
    if (m_hasServed && !m_isReceiving) setDeadline(m_context.limits.idleMs);
    if (isSent && (m_parser.buffered() > 0 || m_socket.bytesAvailable() > 0)) again();
}

void HttpConnection::checkStream()
{
    if (pendingBytes() <= m_context.limits.streamBytes) return;
    m_socket.flush();
    if (m_phase == Phase::Open && pendingBytes() > m_context.limits.streamBytes) abort();
}

void HttpConnection::checkPending()
{
    if (m_exchange && m_exchange->isWaitingFor(pendingBytes())) again();
}

qint64 HttpConnection::pendingBytes() const
{
    return m_out.size() + m_socket.bytesToWrite() + m_socket.encryptedBytesToWrite();
}

QByteArray HttpConnection::errorBody(int status, const QByteArray &message) const
{
    return m_context.errorBody ? m_context.errorBody(status, message) : message;
}

void HttpConnection::abort()
{
    if (m_phase == Phase::Over) return;
    m_socket.abort();
    onGone();
}

void HttpConnection::onGone()
{
    if (m_phase == Phase::Over) return;
    m_phase = Phase::Over;
    m_out.clear();
    if (m_exchange) std::exchange(m_exchange, nullptr)->clientGone(true);
    m_context.left(this);
    deleteLater();
}

void HttpConnection::sweep(qint64 nowMs)
{
    if (m_deadlineMs == 0 || nowMs < m_deadlineMs) return;
    switch (m_phase) {
    case Phase::Probing:
    case Phase::Ending: return abort();
    case Phase::Lingering: return disconnectNow();
    case Phase::Over: return;
    case Phase::Open: break;
    }
    if (m_isReceiving)
        return refuse(
            {408,
             "the request did not come within " + QByteArray::number(m_context.limits.requestMs / 1000) + " seconds",
             true});
    if (!m_hasServed || pendingBytes() > 0) return abort();
    disconnectNow();
}

void HttpConnection::shutDown()
{
    if (m_phase == Phase::Probing) return abort();
    if (m_phase != Phase::Open) return;
    if (m_exchange && m_exchange->isStreaming()) return m_exchange->finish();
    if (m_exchange || m_isReceiving) return;
    if (m_isProcessing) // its handler has answered and closes the server now
        m_isEnding = true;
    else
        end();
}

// Not a queued call: those run before any other socket is looked at.
void HttpConnection::again()
{
    if (m_againTimer == 0) m_againTimer = startTimer(0);
}

void HttpConnection::timerEvent(QTimerEvent *event)
{
    killTimer(event->timerId());
    m_againTimer = 0;
    if (m_socket.state() == QAbstractSocket::UnconnectedState) return onGone();
    if (m_exchange) m_exchange->tellPending(pendingBytes());
    process();
}

} // namespace practice
