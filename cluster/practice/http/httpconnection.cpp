// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/httpconnection.h"

#include <QElapsedTimer>

#include <algorithm>
#include <array>

namespace practice {
namespace {

constexpr qsizetype recordBytes = 16 * 1024;  // of one read: what a TLS record holds
constexpr qint64 readBufferBytes = 32 * 1024; // in the socket, decrypted
constexpr qint64 backlogBytes = 1024 * 1024;  // unsent: no further request is taken
constexpr int requestsPerTurn = 16;           // of one connection, before others have their turn
constexpr qint64 takenBytesPerMs = 16;        // at least, on average
constexpr qint64 lingerMs = 1000;             // Go's server waits half of that
constexpr char handshakeRecord = 0x16;        // the first byte of TLS
constexpr QByteArrayView plainAnswer =        // net/http's server.go
    "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";

HttpParser::Limits parserLimits(const HttpLimits &limits)
{
    return {.headBytes = limits.headBytes, .bodyBytes = limits.bodyBytes};
}

// As crypto/tls and net/http tell a client that forgot the s of https (tlsRecordHeaderLooksLikeHTTP).
bool looksLikeHttp(const QByteArray &first)
{
    static constexpr std::array<QByteArrayView, 7> starts{"GET /", "HEAD ", "POST ", "PUT /",
                                                          "OPTIO", "PATCH", "DELET"};
    return std::ranges::find(starts, QByteArrayView(first)) != starts.end();
}

} // namespace

HttpConnection::HttpConnection(qintptr descriptor, HttpContext &context)
    : m_context(context), m_parser(parserLimits(context.limits))
{
    setDeadline(m_context.limits.handshakeMs);
    m_pendingSinceMs = m_progressMs = m_context.clock.monotonicMs();
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
    if (std::exchange(m_phase, Phase::Over) != Phase::Over) count();
    if (m_exchange) m_exchange->clientGone(false);
}

void HttpConnection::setDeadline(qint64 ms) { m_deadlineMs = m_context.clock.monotonicMs() + ms; }

void HttpConnection::onReadable()
{
    if (m_phase == Phase::Probing) probe();
    if (m_phase == Phase::Lingering || m_phase == Phase::Ending) m_socket.readAll();
    if (m_phase == Phase::Open && !m_isInRow) process();
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
    QElapsedTimer turn;
    turn.start();
    const qint64 backlog = std::min(backlogBytes, m_context.answers.share());
    bool more = true;
    for (int i = 0; more && i < requestsPerTurn && turn.elapsed() < HttpTurns::turnMs && pendingBytes() < backlog; ++i)
        more = processOne();
    m_isProcessing = false;
    flush();
    count();
    if (m_phase != Phase::Open) return;
    if (m_rest) return pump();
    if (m_isEnding) return end();
    if (more && pendingBytes() < backlog) again();
}

// Up to the next request that is answered at once. False: the client, or the handler, has to go on.
bool HttpConnection::processOne()
{
    while (m_phase == Phase::Open && !m_exchange && !m_rest && !m_isEnding) {
        switch (m_parser.next()) {
        case HttpParser::Step::NeedMore:
            if (!readOn()) return false;
            break;
        case HttpParser::Step::WantsContinue: put("HTTP/1.1 100 Continue\r\n\r\n"); break;
        case HttpParser::Step::Complete: dispatch(m_parser.take()); return !m_exchange && !m_rest;
        case HttpParser::Step::Refused: refuse(m_parser.refusal()); return false;
        }
    }
    return false;
}

// Of a request that is not whole. False: the client has to send first, or is refused.
bool HttpConnection::readOn()
{
    if (!m_isReceiving && !m_parser.isBetween()) {
        m_isReceiving = true;
        setDeadline(m_context.limits.requestMs);
    }
    m_context.requests.hold(m_heldRequest, 0); // its own is no reason to refuse it
    const qint64 share = m_context.requests.share();
    m_context.requests.hold(m_heldRequest, m_parser.held());
    if (m_heldRequest > share) {
        refuse({429, {}});
        return false;
    }
    return readSome();
}

bool HttpConnection::readSome()
{
    std::array<char, recordBytes> slice;
    const qint64 size = m_socket.read(slice.data(), recordBytes);
    if (size <= 0) return false;
    m_progressMs = m_context.clock.monotonicMs();
    m_parser.feed({slice.data(), qsizetype(size)});
    return true;
}

void HttpConnection::dispatch(HttpParser::Message message)
{
    m_isReceiving = false;
    m_isRefused = !message.request.bodyError.isEmpty(); // the rest of it is not read
    m_hasServed = true;
    m_deadlineMs = 0;
    const bool isHead = message.request.method == "HEAD";
    const HttpAsked asked{.isHead = isHead,
                          .isRead = isHead || message.request.method == "GET",
                          .isHttp10 = message.isHttp10,
                          .keepAlive = message.keepAlive,
                          .takesGzip = hasToken(message.request.header("accept-encoding"), "gzip")};
    auto exchange = std::make_shared<HttpExchange>(*this, asked);
    m_exchange = exchange.get();
    // What is written may be answered as it is: there must be room for it.
    if (!asked.isRead && !m_context.answers.hasRoom(message.request.body.size())) return exchange->sendTooMany();
    m_context.handler(std::move(message.request), std::move(exchange));
}

void HttpConnection::refuse(const HttpRefusal &refusal)
{
    m_isReceiving = false;
    m_isRefused = true;
    if (refusal.status == 0) return answered(false);
    HttpExchange exchange(*this, {.keepAlive = false});
    if (refusal.status == 429)
        exchange.sendTooMany();
    else if (refusal.isRequest)
        exchange.sendError(refusal.status, refusal.message);
    else
        exchange.sendNoRequest(refusal.status, refusal.message);
    m_parser = HttpParser(parserLimits(m_context.limits)); // what came of the request is not kept
    count();
}

void HttpConnection::answered(bool keepAlive)
{
    m_exchange = nullptr;
    if (m_phase != Phase::Open) return;
    m_isEnding = m_isEnding || !keepAlive;
    if (!m_rest) goOn();
}

// The answer is given.
void HttpConnection::goOn()
{
    setDeadline(m_context.limits.idleMs);
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
    m_progressMs = m_context.clock.monotonicMs();
    if (m_rest && pendingBytes() < pumpBytes) again(); // not here, inside the socket: the answer may break off
    count();
    checkWaiting();
    const bool isSent = pendingBytes() == 0;
    if (m_phase == Phase::Lingering) setDeadline(isSent ? lingerMs : m_context.limits.requestMs);
    if (m_phase == Phase::Ending) setDeadline(m_context.limits.requestMs);
    if (m_phase != Phase::Open || m_exchange || m_rest) return;
    // A client that takes its answer slowly is not idle.
    if (m_hasServed && !m_isReceiving) setDeadline(m_context.limits.idleMs);
    if (isSent && (m_parser.buffered() > 0 || m_socket.bytesAvailable() > 0)) again();
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
    m_rest.reset();
    count();
    if (m_exchange) std::exchange(m_exchange, nullptr)->clientGone(true);
    m_context.left(this);
    deleteLater();
}

// Whether a client takes too long for what it is answered, or for what it sends while others need the room.
bool HttpConnection::isOverdue(qint64 nowMs) const
{
    const HttpLimits &limits = m_context.limits;
    if (m_isReceiving)
        return m_context.requests.isShort() && m_heldRequest > HttpBudget::minShare &&
               nowMs - m_progressMs >= limits.shortMs;
    const qint64 pending = pendingBytes();
    if (pending == 0) return false;
    if (nowMs - m_progressMs >= limits.stallMs) return true;
    return !m_exchange && nowMs - m_pendingSinceMs >= limits.answerMs + (m_putBytes - pending) / takenBytesPerMs;
}

void HttpConnection::sweep(qint64 nowMs)
{
    if (pendingBytes() == 0 && !m_isReceiving) m_pendingSinceMs = m_progressMs = nowMs;
    if (m_phase == Phase::Open) {
        checkWaiting();
        if (isOverdue(nowMs)) return abort();
    }
    if (m_deadlineMs == 0 || nowMs < m_deadlineMs || m_rest) return;
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
    if (m_isProcessing || m_rest) // its handler has answered and closes the server now
        m_isEnding = true;
    else
        end();
}

qint64 HttpConnection::uselessness(qint64 nowMs) const
{
    if (m_phase == Phase::Probing || (m_phase == Phase::Open && !m_hasServed))
        return nowMs - m_deadlineMs + (qint64(1) << 40);
    const bool isIdle = m_phase == Phase::Open && !m_exchange && !m_rest && !m_isReceiving && pendingBytes() == 0;
    return isIdle ? nowMs - m_deadlineMs + m_context.limits.idleMs : -1;
}

void HttpConnection::again()
{
    if (!std::exchange(m_isInRow, true)) m_context.turns->add(this);
}

void HttpConnection::turn()
{
    m_isInRow = false;
    if (m_socket.state() == QAbstractSocket::UnconnectedState) return onGone();
    if (m_exchange && m_exchange->wanted() && isDrained(*m_exchange->wanted())) m_exchange->tellTakes();
    pump();
    process();
}

} // namespace practice
