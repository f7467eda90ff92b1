// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <optional>

namespace practice {

// Level 1, as the apiserver has it (apiserver endpoints/handlers/responsewriters/writers.go).
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

// One or several members behind each other. Error Invalid: this is no gzip, or it is cut off or damaged; TooLarge: it
// holds more than limit bytes. Never holds more than that.
model::Result<QByteArray> gunzip(QByteArrayView bytes, qsizetype limit);

} // namespace practice
