// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/httpconnection.h"

#include <QElapsedTimer>

#include <algorithm>

// The half of a connection that writes: what is pending, what may be, and what it holds of the budgets.

namespace practice {
namespace {

constexpr qsizetype corkBytes = 64 * 1024;      // answers that are gathered before they are written
constexpr qint64 streamFullBytes = 1024 * 1024; // pending: a stream does not take more
constexpr qint64 flushBytes = 64 * 1024;        // pending in a stream: the system gets it at once
constexpr qint64 connectionBytes = 64 * 1024;   // what one is worth that goes; less is not worth a look

} // namespace

void HttpConnection::put(const QByteArray &bytes)
{
    if (m_phase != Phase::Open) return;
    if (pendingBytes() == 0) {
        m_pendingSinceMs = m_progressMs = m_context.clock.monotonicMs();
        m_putBytes = 0;
    }
    m_putBytes += bytes.size();
    m_out += bytes;
    if (!m_isProcessing || m_out.size() >= corkBytes) flush();
}

void HttpConnection::put(const QByteArray &head, std::unique_ptr<HttpRest> rest)
{
    put(head);
    m_rest = std::move(rest);
    pump();
}

void HttpConnection::flush()
{
    if (m_out.isEmpty() || m_phase != Phase::Open) return;
    m_socket.write(std::exchange(m_out, {}));
    count();
}

// Makes more of the answer, while the client takes it.
void HttpConnection::pump()
{
    if (!m_rest || m_isPumping || m_phase != Phase::Open) return;
    m_isPumping = true;
    QElapsedTimer turn;
    turn.start();
    HttpRest::Step step = HttpRest::Step::More;
    while (step == HttpRest::Step::More && pendingBytes() < pumpBytes && turn.elapsed() < HttpTurns::turnMs) {
        QByteArray piece;
        step = m_rest->next(piece);
        put(piece);
    }
    m_isPumping = false;
    if (step != HttpRest::Step::More) m_rest.reset();
    count();
    if (step == HttpRest::Step::Broken) return abort();
    if (step == HttpRest::Step::More && pendingBytes() < pumpBytes) again();
    if (step == HttpRest::Step::End && !m_exchange) goOn();
}

// Tells the budgets what this connection holds.
void HttpConnection::count()
{
    const bool isOver = m_phase == Phase::Over;
    const qint64 before = m_heldRequest + m_heldAnswer;
    m_context.requests.hold(m_heldRequest, isOver ? 0 : m_parser.held());
    m_context.answers.hold(m_heldAnswer, isOver ? 0 : pendingBytes() + (m_rest ? m_rest->bytes() : 0));
    const qint64 freed = before - m_heldRequest - m_heldAnswer;
    if (freed >= connectionBytes) m_context.freedBytes += freed;
    if (isOver) m_context.freedBytes += connectionBytes;
}

void HttpConnection::checkStream(qint64 written)
{
    m_context.turns->countStream(written);
    if (pendingBytes() < flushBytes) return;
    m_socket.flush();
    if (m_phase != Phase::Open) return;
    count();
    const HttpBudget &answers = m_context.answers;
    const qint64 most = answers.free() > 0 ? m_context.limits.streamBytes : answers.share();
    if (pendingBytes() > most) abort();
}

void HttpConnection::checkWaiting()
{
    if (!m_exchange) return;
    const auto wanted = m_exchange->wanted();
    if (wanted && isDrained(*wanted)) again();
}

bool HttpConnection::takes(qint64 bytes) const
{
    if (m_context.turns->isBurst()) return false;
    return isDrained(bytes) || pendingBytes() + bytes <= std::min(streamFullBytes, m_context.answers.share());
}

bool HttpConnection::isDrained(qint64 bytes) const
{
    const HttpBudget &answers = m_context.answers;
    const bool hasRoom = bytes <= HttpBudget::minShare || bytes <= answers.free() / 2;
    return hasRoom && pendingBytes() <= std::min(streamFullBytes, answers.share()) / 4;
}

qint64 HttpConnection::pendingBytes() const
{
    return m_out.size() + m_socket.bytesToWrite() + m_socket.encryptedBytesToWrite();
}

} // namespace practice
