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
    bool isRequest = false; // what it says of itself is understood, and still it is refused
    bool operator==(const HttpRefusal &) const = default;
};

// The parts of a request's head, each checked as Go's net/http does (request.go, server.go, transfer.go, net/textproto
// reader.go): folded lines are joined, a Content-Length may be repeated as it is, and counts nothing beside chunks.

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

// One header or trailer line, without its end, is added to headers; one that begins with a blank goes on with the last
// header's value.
std::optional<HttpRefusal> readField(QByteArrayView line, HttpHeaders &headers);

// What the headers say about the rest of the message.
struct HttpFraming
{
    bool isChunked = false;
    qsizetype length = 0; // of the body, when it is not chunked
    bool expectsContinue = false;
    bool keepAlive = true;
};
std::optional<HttpRefusal> readFraming(const HttpHeaders &headers, bool isHttp10, bool hasAuthority,
                                       qsizetype bodyBytes, HttpFraming &out);
// A head larger than the limit.
HttpRefusal headTooLarge();

HttpRefusal tooLarge(qsizetype bodyBytes);

// Whether a comma-separated list has the token, whatever its case; a token with parameters is another one.
bool hasToken(QByteArrayView list, QByteArrayView token);

} // namespace practice
