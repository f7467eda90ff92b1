// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/httpparser.h"

#include <algorithm>

namespace practice {
namespace {

constexpr qsizetype maxBlankBytes = 4;            // before a request, as Go's server skips them
constexpr qsizetype maxChunkLine = 4096;          // as Go's (net/http/internal/chunked.go)
constexpr qsizetype maxChunkOverhead = 16 * 1024; // the same
constexpr qsizetype maxTrailers = 4096;           // the size of Go's read buffer (net/http transfer.go readTrailer)

// 0 to 9, a to f; -1 for anything else.
int hexDigit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

} // namespace

void HttpParser::feed(QByteArrayView bytes)
{
    if (m_state == State::Refused) return;
    if (m_at > 0) {
        m_in.remove(0, m_at);
        m_searched = std::max<qsizetype>(0, m_searched - m_at);
        m_at = 0;
    }
    m_in.append(bytes);
}

qsizetype HttpParser::held() const
{
    constexpr qsizetype headerBytes = 128; // of two QByteArrays, beside their text
    const HttpRequest &request = m_message.request;
    return m_in.capacity() + request.body.capacity() + m_headBytes +
           headerBytes * qsizetype(request.headers.size() + m_trailers.size());
}

HttpParser::Step HttpParser::next()
{
    while (step()) {
    }
    if (m_state == State::Refused) return Step::Refused;
    if (m_state == State::Complete) return Step::Complete;
    return std::exchange(m_tellContinue, false) ? Step::WantsContinue : Step::NeedMore;
}

HttpParser::Message HttpParser::take()
{
    Q_ASSERT(m_state == State::Complete);
    const bool isBroken = !m_message.request.bodyError.isEmpty();
    m_state = isBroken ? State::Refused : State::Start;
    m_headBytes = m_blankBytes = m_overhead = m_missing = 0;
    m_tellContinue = false;
    m_line = {};
    m_framing = {};
    m_trailers.clear();
    if (m_at == m_in.size()) {
        m_in.clear();
        m_at = m_searched = 0;
    }
    return std::exchange(m_message, {});
}

bool HttpParser::step()
{
    switch (m_state) {
    case State::Start: return readStart();
    case State::Line: return readLine();
    case State::Fields: return readFields();
    case State::Body: return readBody();
    case State::ChunkSize: return readChunkSize();
    case State::ChunkData: return readChunkData();
    case State::ChunkEnd: return readChunkEnd();
    case State::Trailers: return readTrailers();
    case State::Complete:
    case State::Refused: break;
    }
    return false;
}

bool HttpParser::refuse(HttpRefusal refusal)
{
    m_state = State::Refused;
    m_refusal = std::move(refusal);
    m_in.clear();
    m_at = m_searched = 0;
    m_message = {};
    m_trailers.clear();
    return false;
}

bool HttpParser::refuseBody(const QByteArray &why)
{
    Message message = std::exchange(m_message, {});
    refuse({.status = 0});
    m_message = std::move(message);
    m_message.request.body.clear();
    m_message.request.bodyError = why;
    m_message.keepAlive = false;
    m_state = State::Complete;
    return false;
}

bool HttpParser::takeLine(bool lenient, QByteArrayView &line)
{
    const bool isChunkLine = m_state == State::ChunkSize;
    const bool isTrailer = m_state == State::Trailers;
    const qsizetype room = isChunkLine ? maxChunkLine : (isTrailer ? maxTrailers : m_limits.headBytes) - m_headBytes;
    const qsizetype end = m_in.indexOf('\n', std::max(m_at, m_searched));
    if ((end < 0 ? m_in.size() : end + 1) - m_at > room) {
        if (isChunkLine) return refuseBody("header line too long");
        if (isTrailer) return refuseBody("http: suspiciously long trailer after chunked body");
        return refuse(headTooLarge());
    }
    m_searched = end < 0 ? m_in.size() : end + 1;
    if (end < 0) return false;
    line = QByteArrayView(m_in).sliced(m_at, end - m_at);
    if (!isChunkLine) m_headBytes += end + 1 - m_at;
    m_at = end + 1;
    if (line.endsWith('\r'))
        line.chop(1);
    else if (!lenient)
        return refuseBody("chunked line ends with bare LF");
    return true;
}

bool HttpParser::readStart()
{
    while (m_at < m_in.size() && (m_in[m_at] == '\r' || m_in[m_at] == '\n')) {
        if (++m_blankBytes > maxBlankBytes) return refuse({});
        ++m_at;
    }
    if (m_at == m_in.size()) return false;
    m_state = State::Line;
    return true;
}

bool HttpParser::readLine()
{
    QByteArrayView line;
    if (!takeLine(true, line) || !check(readRequestLine(line, m_line))) return false;
    m_state = State::Fields;
    return true;
}

bool HttpParser::readFields()
{
    QByteArrayView line;
    if (!takeLine(true, line)) return false;
    if (line.isEmpty()) return endHead();
    return check(readField(line, m_message.request.headers));
}

bool HttpParser::endHead()
{
    HttpRequest &request = m_message.request;
    const bool hasAuthority = !m_line.authority.isEmpty();
    if (!check(readFraming(request.headers, m_line.isHttp10, hasAuthority, m_limits.bodyBytes, m_framing)))
        return false;
    if (hasAuthority) {
        std::erase_if(request.headers, [](const auto &header) { return header.first == "host"; });
        request.headers.emplace(request.headers.begin(), "host", std::move(m_line.authority));
    }
    request.method = std::move(m_line.method);
    request.path = std::move(m_line.path);
    request.query = std::move(m_line.query);
    m_message.keepAlive = m_framing.keepAlive;
    m_message.isHttp10 = m_line.isHttp10;
    m_tellContinue = m_framing.expectsContinue;
    m_missing = m_framing.length;
    m_state = m_framing.isChunked ? State::ChunkSize : State::Body;
    return !m_tellContinue; // told before the body is looked at
}

bool HttpParser::readBody()
{
    const qsizetype size = std::min(m_missing, m_in.size() - m_at);
    m_message.request.body.append(QByteArrayView(m_in).sliced(m_at, size));
    m_at += size;
    m_missing -= size;
    return m_missing == 0 && complete();
}

bool HttpParser::readChunkSize()
{
    QByteArrayView line;
    const qsizetype before = m_at;
    if (!takeLine(false, line)) return false;
    const qsizetype lineBytes = m_at - before;
    const qsizetype extension = line.indexOf(';');
    if (extension >= 0) line = line.first(extension);
    while (line.endsWith(' ') || line.endsWith('\t')) line.chop(1);
    if (line.isEmpty()) return refuseBody("empty hex number for chunk length");
    if (line.size() > 16) return refuseBody("http chunk length too large");
    quint64 size = 0;
    for (const char c : line) {
        const int digit = hexDigit(c);
        if (digit < 0) return refuseBody("invalid byte in chunk length");
        size = size << 4 | quint64(digit);
    }
    if (size > quint64(m_limits.bodyBytes - m_message.request.body.size())) return refuse(tooLarge(m_limits.bodyBytes));
    // Chunks may be small, and lines may have extensions, but not for ever: 16 bytes a chunk and as many as its data
    // are free.
    m_overhead = std::max<qsizetype>(0, m_overhead + lineBytes + 2 - 16 - 2 * qsizetype(size));
    if (m_overhead > maxChunkOverhead) return refuseBody("chunked encoding contains too much non-data");
    m_missing = qsizetype(size);
    m_state = size > 0 ? State::ChunkData : State::Trailers;
    m_headBytes = 0; // counts the trailers from now on
    return true;
}

bool HttpParser::readChunkData()
{
    const qsizetype size = std::min(m_missing, m_in.size() - m_at);
    m_message.request.body.append(QByteArrayView(m_in).sliced(m_at, size));
    m_at += size;
    m_missing -= size;
    if (m_missing > 0) return false;
    m_state = State::ChunkEnd;
    return true;
}

bool HttpParser::readChunkEnd()
{
    const QByteArrayView rest = QByteArrayView(m_in).sliced(m_at);
    if (!rest.isEmpty() && rest[0] != '\r') return refuseBody("malformed chunked encoding");
    if (rest.size() > 1 && rest[1] != '\n') return refuseBody("malformed chunked encoding");
    if (rest.size() < 2) return false;
    m_at += 2;
    m_state = State::ChunkSize;
    return true;
}

bool HttpParser::readTrailers()
{
    QByteArrayView line;
    if (!takeLine(false, line)) return false;
    if (line.isEmpty()) return complete();
    if (!readField(line, m_trailers)) return true;
    const QByteArray text = '"' + line.toByteArray() + '"';
    return refuseBody((line.contains(':') ? "malformed MIME header line: " : "malformed MIME header: missing colon: ") +
                      (line.contains(':') ? line.toByteArray() : text));
}

// Answers false: there is something to tell.
bool HttpParser::complete()
{
    m_state = State::Complete;
    return false;
}

} // namespace practice
