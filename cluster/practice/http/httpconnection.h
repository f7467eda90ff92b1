// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/http/httpcontext.h"
#include "cluster/practice/http/httpexchange.h"
#include "cluster/practice/http/httpparser.h"
#include "cluster/practice/http/httprest.h"
#include "cluster/practice/http/httpserver.h"

#include <QSslSocket>

#include <memory>

namespace practice {

// One client. Takes one request at a time: while an answer is not finished, nothing more is read than the socket's
// bounded buffer takes, so that answers keep their order and a flood stays with its sender.
class HttpConnection final : public QObject
{
public:
    HttpConnection(qintptr descriptor, HttpContext &context);
    ~HttpConnection() override;

    // Ends what is overdue.
    void sweep(qint64 nowMs);
    // The server closes: idle ones go, streams are finished, others go when they are answered.
    void shutDown();
    // For one who takes the place of another: less than 0 for who must not be cut, else the more the longer it has done
    // nothing, and most for who never asked anything.
    qint64 uselessness(qint64 nowMs) const;

    // For the exchange.
    void put(const QByteArray &bytes);
    void put(const QByteArray &head, std::unique_ptr<HttpRest> rest); // before answered()
    void answered(bool keepAlive);
    void checkStream(qint64 written);
    void checkWaiting(); // whether an answer that waits for the client may go on
    bool takes(qint64 bytes) const;
    void abort();
    void turn(); // it is this one's
    qint64 pendingBytes() const;
    const HttpBudget &answers() const { return m_context.answers; }
    bool isClosing() const { return m_context.isClosing; }
    const QByteArray &date() const { return m_context.date(); }
    qsizetype gzipFromBytes() const { return m_context.limits.gzipFromBytes; }
    QByteArray errorBody(int status, const QByteArray &message) const;

private:
    enum class Phase {
        Probing,   // not a byte yet: TLS or a mistake?
        Open,      // the handshake, and then requests
        Lingering, // the last answer is written; what still comes is thrown away, so that no reset destroys it
        Ending,    // the socket sends the rest and closes
        Over,
    };

    static constexpr qint64 pumpBytes = 256 * 1024; // pending: no more of an answer is made

    void onReadable();
    void probe();
    void process();
    bool processOne();
    bool readOn();
    bool readSome();
    void dispatch(HttpParser::Message message);
    void refuse(const HttpRefusal &refusal);
    void flush();
    void pump();
    void count();
    bool isDrained(qint64 bytes) const;
    bool isOverdue(qint64 nowMs) const;
    void end();
    void disconnectNow();
    void again();
    void onWritten();
    void goOn();
    void onGone();
    void setDeadline(qint64 ms);

    HttpContext &m_context;
    QSslSocket m_socket;
    HttpParser m_parser;
    HttpExchange *m_exchange = nullptr; // that is not finished
    QByteArray m_out;                   // answers of this turn, to be written together
    std::unique_ptr<HttpRest> m_rest;   // of the last answer
    qint64 m_heldRequest = 0;           // as counted in the context's budgets
    qint64 m_heldAnswer = 0;
    qint64 m_putBytes = 0; // since there was nothing pending
    qint64 m_pendingSinceMs = 0;
    qint64 m_progressMs = 0; // the client took something, or sent it
    Phase m_phase = Phase::Probing;
    qint64 m_deadlineMs = 0; // 0: none
    bool m_isInRow = false;  // of those who wait for their turn
    bool m_isProcessing = false;
    bool m_isPumping = false;
    bool m_isReceiving = false; // the first byte of a request is there, the last one is not
    bool m_hasServed = false;   // a request was taken
    bool m_isEnding = false;    // this answer is the last one
    bool m_isRefused = false;   // there may be input that nobody reads
};

} // namespace practice
