// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/httpexchange.h"

#include "cluster/practice/http/gzip.h"
#include "cluster/practice/http/httpconnection.h"
#include "cluster/practice/http/httprest.h"

#include <QTimer>

#include <algorithm>
#include <array>

namespace practice {
namespace {

constexpr qsizetype largeBytes = 128 * 1024; // an answer that is handed over as the client takes it

struct StatusText
{
    int status;
    QByteArrayView text;
};
// net/http's status.go
constexpr std::array statusTexts{
    StatusText{200, "OK"},
    StatusText{201, "Created"},
    StatusText{202, "Accepted"},
    StatusText{204, "No Content"},
    StatusText{301, "Moved Permanently"},
    StatusText{302, "Found"},
    StatusText{304, "Not Modified"},
    StatusText{307, "Temporary Redirect"},
    StatusText{400, "Bad Request"},
    StatusText{401, "Unauthorized"},
    StatusText{403, "Forbidden"},
    StatusText{404, "Not Found"},
    StatusText{405, "Method Not Allowed"},
    StatusText{406, "Not Acceptable"},
    StatusText{408, "Request Timeout"},
    StatusText{409, "Conflict"},
    StatusText{410, "Gone"},
    StatusText{413, "Request Entity Too Large"},
    StatusText{414, "Request URI Too Long"},
    StatusText{415, "Unsupported Media Type"},
    StatusText{417, "Expectation Failed"},
    StatusText{422, "Unprocessable Entity"},
    StatusText{429, "Too Many Requests"},
    StatusText{431, "Request Header Fields Too Large"},
    StatusText{500, "Internal Server Error"},
    StatusText{501, "Not Implemented"},
    StatusText{503, "Service Unavailable"},
    StatusText{504, "Gateway Timeout"},
    StatusText{505, "HTTP Version Not Supported"},
};

QByteArray textOf(int status)
{
    const auto known = std::ranges::find(statusTexts, status, &StatusText::status);
    return known == statusTexts.end() ? "status code " + QByteArray::number(status) : known->text.toByteArray();
}

// A value may carry foreign text: no character of it may end the line.
void appendValue(QByteArray &out, const QByteArray &value)
{
    for (const char c : value) out += (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f ? ' ' : c;
}

bool has(const HttpHeaders &headers, QByteArrayView name)
{
    return std::ranges::any_of(
        headers, [name](const auto &header) { return name.compare(header.first, Qt::CaseInsensitive) == 0; });
}

bool hasNoBody(int status) { return status < 200 || status == 204 || status == 304; }

} // namespace

HttpExchange::HttpExchange(HttpConnection &connection, HttpAsked asked) : m_connection(&connection), m_asked(asked) {}

HttpExchange::~HttpExchange()
{
    m_onGone = nullptr;
    if (m_state == State::Waiting && m_connection) sendError(500, "no answer was given");
    if (m_state == State::Streaming) abort();
}

QByteArray HttpExchange::head(int status, const HttpHeaders &headers, bool keepAlive) const
{
    QByteArray out;
    out.reserve(256);
    out += "HTTP/1.1 ";
    out += QByteArray::number(status);
    out += ' ';
    out += textOf(status);
    for (const auto &[name, value] : headers) {
        out += "\r\n";
        out += name;
        out += ": ";
        appendValue(out, value);
    }
    out += "\r\nDate: ";
    out += m_connection->date();
    if (!keepAlive)
        out += "\r\nConnection: close";
    else if (m_asked.isHttp10)
        out += "\r\nConnection: keep-alive";
    return out;
}

void HttpExchange::send(int status, const HttpHeaders &headers, const QByteArray &body)
{
    if (m_state != State::Waiting || !m_connection) return;
    const bool keepAlive = m_asked.keepAlive && !m_connection->isClosing();
    QByteArray out = head(status, headers, keepAlive);
    QByteArray zipped;
    if (m_asked.takesGzip && body.size() > m_connection->gzipFromBytes() && !has(headers, "content-encoding") &&
        !hasNoBody(status))
        zipped = gzip(body);
    if (!zipped.isEmpty()) out += "\r\nContent-Encoding: gzip\r\nVary: Accept-Encoding";
    const QByteArray &sent = zipped.isEmpty() ? body : zipped;
    if (isTooMuch(sent.size())) return sendTooMany();
    if (!hasNoBody(status)) {
        out += "\r\nContent-Length: ";
        out += QByteArray::number(sent.size());
    }
    out += "\r\n\r\n";
    const bool hasBody = !m_asked.isHead && !hasNoBody(status);
    if (hasBody && sent.size() >= largeBytes) {
        m_connection->put(out, restOf(sent));
    } else {
        if (hasBody) out += sent;
        m_connection->put(out);
    }
    done(keepAlive);
}

void HttpExchange::sendPieces(int status, const HttpHeaders &headers, HttpPieces pieces)
{
    if (m_state != State::Waiting || !m_connection) return;
    if (isTooMuch(pieces.bytes + largeBytes)) return sendTooMany();
    const bool keepAlive = m_asked.keepAlive && !m_asked.isHttp10 && !m_connection->isClosing();
    QByteArray out = head(status, headers, keepAlive);
    if (m_asked.takesGzip) out += "\r\nContent-Encoding: gzip\r\nVary: Accept-Encoding";
    if (!m_asked.isHttp10) out += "\r\nTransfer-Encoding: chunked";
    out += "\r\n\r\n";
    if (m_asked.isHead)
        m_connection->put(out);
    else
        m_connection->put(out,
                          restOf(std::move(pieces), {.isChunked = !m_asked.isHttp10, .isGzip = m_asked.takesGzip}));
    done(keepAlive);
}

// What was written is told in any case: the client must not do it again.
bool HttpExchange::isTooMuch(qint64 bytes) const
{
    return m_asked.isRead && bytes >= largeBytes && !m_connection->answers().hasRoom(bytes);
}

void HttpExchange::sendTooMany()
{
    send(429,
         {{"Content-Type", "text/plain; charset=utf-8"}, {"X-Content-Type-Options", "nosniff"}, {"Retry-After", "1"}},
         "Too many requests, please try again later.\n");
}

void HttpExchange::sendError(int status, const QByteArray &message)
{
    if (m_state != State::Waiting || !m_connection) return;
    const QByteArray body = m_connection->errorBody(status, message);
    send(status, {{"Content-Type", body.startsWith('{') ? "application/json" : "text/plain; charset=utf-8"}}, body);
}

void HttpExchange::sendNoRequest(int status, const QByteArray &message)
{
    if (m_state != State::Waiting || !m_connection) return;
    if (status == 417) return send(status, {}, {});
    const QByteArray text = textOf(status);
    const bool isBodyAlone = status == 501;
    QByteArray line = QByteArray::number(status) + ' ' + text;
    if (!isBodyAlone && !message.isEmpty() && message != text) line += ": " + message;
    m_connection->put("HTTP/1.1 " + line + "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n" +
                      (isBodyAlone ? message : line));
    done(false);
}

void HttpExchange::start(int status, const HttpHeaders &headers)
{
    if (m_state != State::Waiting || !m_connection) return;
    if (m_connection->isClosing()) m_asked.keepAlive = false;
    if (m_asked.isHttp10) m_asked.keepAlive = false; // the end of the connection is the end of the stream
    m_state = State::Streaming;
    QByteArray out = head(status, headers, m_asked.keepAlive);
    if (!m_asked.isHttp10) out += "\r\nTransfer-Encoding: chunked";
    out += "\r\n\r\n";
    m_connection->put(out);
}

void HttpExchange::write(const QByteArray &chunk)
{
    if (m_state != State::Streaming || !m_connection || chunk.isEmpty() || m_asked.isHead) return;
    if (m_asked.isHttp10) {
        m_connection->put(chunk);
    } else {
        QByteArray out;
        appendChunk(out, chunk);
        m_connection->put(out);
    }
    if (m_connection) m_connection->checkStream(chunk.size());
}

void HttpExchange::finish()
{
    if (m_state != State::Streaming || !m_connection) return;
    if (!m_asked.isHttp10 && !m_asked.isHead) m_connection->put("0\r\n\r\n");
    done(m_asked.keepAlive && m_connection && !m_connection->isClosing());
}

void HttpExchange::abort()
{
    if (!isOpen()) return;
    m_state = State::Done;
    m_onGone = nullptr;
    m_onTakes = nullptr;
    HttpConnection *const connection = m_connection;
    m_connection = nullptr;
    connection->abort();
}

void HttpExchange::done(bool keepAlive)
{
    if (m_state == State::Gone) return;
    m_state = State::Done;
    m_onGone = nullptr;
    m_onTakes = nullptr;
    HttpConnection *const connection = m_connection;
    m_connection = nullptr;
    if (connection) connection->answered(keepAlive);
}

qint64 HttpExchange::pendingBytes() const { return isOpen() ? m_connection->pendingBytes() : 0; }

bool HttpExchange::isOpen() const { return m_connection && (m_state == State::Waiting || m_state == State::Streaming); }

bool HttpExchange::takes(qint64 bytes) const { return !isOpen() || m_connection->takes(bytes); }

void HttpExchange::whenTakes(qint64 bytes, std::function<void()> function)
{
    if (!isOpen()) return;
    m_wanted = bytes;
    m_onTakes = std::move(function);
    m_connection->checkWaiting();
}

void HttpExchange::tellTakes()
{
    if (m_onTakes) std::exchange(m_onTakes, nullptr)();
}

void HttpExchange::onGone(std::function<void()> function)
{
    m_onGone = std::move(function);
    if (m_state == State::Gone) tellGone();
    if (m_state == State::Done) m_onGone = nullptr;
}

void HttpExchange::clientGone(bool tell)
{
    if (m_state == State::Done || m_state == State::Gone) return;
    m_state = State::Gone;
    m_connection = nullptr;
    m_onTakes = nullptr;
    if (!tell) m_onGone = nullptr;
    tellGone();
}

void HttpExchange::tellGone()
{
    if (!m_onGone) return;
    // The client's end may be noticed inside a write(): its caller must be through before it hears of it.
    QTimer::singleShot(0, std::exchange(m_onGone, nullptr));
}

} // namespace practice
