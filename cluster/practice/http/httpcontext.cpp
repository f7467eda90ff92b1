// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/httpcontext.h"

#include "cluster/practice/http/httpconnection.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QLocale>

namespace practice {

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

void HttpTurns::add(HttpConnection *connection)
{
    m_row.emplace_back(connection);
    arm();
}

void HttpTurns::countStream(qint64 bytes)
{
    m_streamBytes += bytes;
    arm();
}

// Not a queued call: those run before any socket is looked at.
void HttpTurns::arm()
{
    if (m_timer == 0) m_timer = startTimer(0);
}

void HttpTurns::timerEvent(QTimerEvent *)
{
    m_streamBytes = 0;
    QElapsedTimer time;
    time.start();
    // Who comes back into the row has had its turn.
    for (std::size_t left = m_row.size(); left > 0 && time.elapsed() < turnMs && !isBurst(); --left) {
        const QPointer<HttpConnection> next = m_row.front();
        m_row.pop_front();
        if (next) next->turn();
    }
    if (!m_row.empty()) return;
    killTimer(m_timer);
    m_timer = 0;
}

} // namespace practice
