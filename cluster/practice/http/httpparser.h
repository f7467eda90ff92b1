// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/http/httphead.h"
#include "cluster/practice/http/httpmessage.h"

namespace practice {

// Requests out of the bytes of one connection, in whatever pieces they come. Knows no socket. Time grows with the
// bytes, memory is bounded by the limits and by what one feed() brings.
class HttpParser
{
public:
    struct Limits
    {
        qsizetype headBytes = 1024 * 1024 + 4096; // request line and headers
        qsizetype bodyBytes = 3 * 1024 * 1024;
    };
    struct Message
    {
        HttpRequest request;
        bool keepAlive = true;
        bool isHttp10 = false;
    };
    enum class Step {
        NeedMore,
        WantsContinue, // told once: the client waits for 100 before it sends the body
        Complete,      // take() has it; after a body that is no good nothing more is read
        Refused,       // refusal() says why; nothing more is read
    };

    explicit HttpParser(Limits limits) : m_limits(limits) {}

    void feed(QByteArrayView bytes);
    // Goes on as far as it can.
    Step next();
    // The message that is complete. The next one may begin in the same bytes.
    Message take();
    const HttpRefusal &refusal() const { return m_refusal; }

    bool isBetween() const { return m_state == State::Start && m_at == m_in.size(); } // no byte of a request is there
    qsizetype buffered() const { return m_in.size() - m_at; } // bytes that were fed and not used
    qsizetype held() const;                                   // what the request takes so far, about

private:
    enum class State { Start, Line, Fields, Body, ChunkSize, ChunkData, ChunkEnd, Trailers, Complete, Refused };

    bool step(); // false: more bytes are needed, or there is something to tell
    bool refuse(HttpRefusal refusal);
    bool refuseBody(const QByteArray &why); // the request is given away without it
    bool check(std::optional<HttpRefusal> refusal) { return refusal ? refuse(std::move(*refusal)) : true; }
    // The next line without its end, which may be LF alone only where lenient. False: not whole, or refused.
    bool takeLine(bool lenient, QByteArrayView &line);
    bool readStart();
    bool readLine();
    bool readFields();
    bool endHead();
    bool readBody();
    bool readChunkSize();
    bool readChunkData();
    bool readChunkEnd();
    bool readTrailers();
    bool complete();

    Limits m_limits;
    State m_state = State::Start;
    QByteArray m_in;
    qsizetype m_at = 0;         // what is before is used up
    qsizetype m_searched = 0;   // up to here there is no line's end
    qsizetype m_headBytes = 0;  // or of the trailers
    qsizetype m_blankBytes = 0; // empty lines before the request
    qsizetype m_overhead = 0;   // bytes of chunk lines beyond what chunks of a fair size need
    qsizetype m_missing = 0;    // of the body, or of the chunk
    bool m_tellContinue = false;
    HttpRequestLine m_line;
    HttpFraming m_framing;
    HttpHeaders m_trailers;
    Message m_message;
    HttpRefusal m_refusal;
};

} // namespace practice
