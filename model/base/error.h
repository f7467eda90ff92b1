// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace model {

// A place in a text file. line and column count from 1, column in characters (Unicode code points); 0 means unknown.
struct Location
{
    QString file;
    int line = 0;
    int column = 0;

    bool operator==(const Location &) const = default;
    // "file:line:column", leaving out what is unknown.
    QString toString() const;
};

// An error is data: what to do (code), what to say (message, one line, already translated), where to point, and what
// came from outside (detail: bounded, never a credential).
struct Error
{
    enum class Code {
        Cancelled,
        // the caller's input
        Syntax,   // text that is not YAML or JSON
        TooLarge, // over a limit of model/base/limits.h
        Invalid,  // well-formed, but not allowed here
        NotFound, // no such path, field, object, context
        // the machine
        Io,       // files: permission, space, vanished
        Conflict, // changed under our hands: a file, a resourceVersion, a field manager
        Unsupported,
        // the cluster
        Unreachable, // no connection, DNS, refused, reset, TLS
        Timeout,
        Unauthorized, // 401
        Forbidden,    // 403
        Gone,         // 410 or an expired resourceVersion
        Throttled,    // 429
        Server,       // 5xx
        Protocol,     // an answer that is not what the API promises
    };

    Code code = Code::Invalid;
    QString message;
    std::optional<Location> where = std::nullopt;
    QByteArray detail = {};

    // Whether the same request may succeed later without anybody changing anything.
    bool retriable() const;
    // "file:line:column: message" or "message".
    QString toString() const;
};

} // namespace model
