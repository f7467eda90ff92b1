// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/http/httpmessage.h"

#include <optional>

namespace practice {

// Why a request is not taken. The connection must be closed afterwards: nobody knows where the next request begins.
struct HttpRefusal
{
    int status = 400; // 0: say nothing (HTTP/2)
    QByteArray message = {};
    bool operator==(const HttpRefusal &) const = default;
};

// The parts of a request's head, each checked as Go's net/http does (request.go, server.go, transfer.go) and stricter
// where two readers of one message could disagree: no folded lines, no second Content-Length, no Content-Length beside
// Transfer-Encoding.

struct HttpRequestLine
{
    QByteArray method;
    QByteArray path;
    QByteArray query;
    QByteArray authority; // of an absolute target; it stands for Host then
    bool isHttp10 = false;
};
// line without its end.
std::optional<HttpRefusal> readRequestLine(QByteArrayView line, HttpRequestLine &out);

// One header or trailer line, without its end, is added to headers.
std::optional<HttpRefusal> readField(QByteArrayView line, HttpHeaders &headers);

// What the headers say about the rest of the message.
struct HttpFraming
{
    bool isChunked = false;
    qsizetype length = 0; // of the body, when it is not chunked
    bool expectsContinue = false;
    bool keepAlive = true;
    bool isGzip = false;
};
std::optional<HttpRefusal> readFraming(const HttpHeaders &headers, bool isHttp10, bool hasAuthority,
                                       qsizetype bodyBytes, HttpFraming &out);

HttpRefusal tooLarge(qsizetype bodyBytes);

// Whether a comma-separated list has the token, whatever its case; a token with parameters is another one.
bool hasToken(QByteArrayView list, QByteArrayView token);

} // namespace practice
