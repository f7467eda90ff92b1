// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/http/httpserver.h"

#include <QByteArray>

#include <memory>

namespace practice {

// What is left of an answer: it is taken as the client takes it, so that one who does not read costs what it was made
// of, and not its bytes.
class HttpRest
{
public:
    enum class Step { More, End, Broken };

    virtual ~HttpRest() = default;
    // Adds the next bytes to out, as they go over the wire; perhaps none.
    virtual Step next(QByteArray &out) = 0;
    virtual qint64 bytes() const = 0; // that it holds
};

// Of a body that is whole.
std::unique_ptr<HttpRest> restOf(QByteArray body);

// Of one that is made piece by piece. Its length is not known: it is chunked, or ends with the connection.
struct HttpCoding
{
    bool isChunked = false;
    bool isGzip = false;
};
std::unique_ptr<HttpRest> restOf(HttpPieces pieces, HttpCoding coding);

void appendChunk(QByteArray &out, const QByteArray &chunk);

} // namespace practice
