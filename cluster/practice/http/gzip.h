// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <optional>

namespace practice {

// Level 1, as the apiserver has it (apiserver endpoints/handlers/responsewriters/writers.go). Empty: no memory.
QByteArray gzip(QByteArrayView bytes);

// The same, of bytes that come one after the other.
class Gzip
{
public:
    static constexpr qint64 bytes = 256 * 1024; // what one holds: zlib's window and tables

    Gzip();
    ~Gzip();
    Gzip(const Gzip &) = delete;
    Gzip &operator=(const Gzip &) = delete;

    // What came out, perhaps nothing; with isEnd the last of it. None: zlib failed.
    std::optional<QByteArray> add(QByteArrayView piece, bool isEnd);

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
};

} // namespace practice
