// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/gzip.h"

#include <zlib.h>

namespace practice {
namespace {

constexpr int gzipWindow = 15 + 16; // zlib's way of saying: with gzip's header and trailer
constexpr qsizetype outputStep = 64 * 1024;

void setInput(z_stream &stream, QByteArrayView bytes)
{
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
}

} // namespace

QByteArray gzip(QByteArrayView bytes)
{
    z_stream stream{};
    if (deflateInit2(&stream, 1, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
    QByteArray out(qsizetype(deflateBound(&stream, uLong(bytes.size()))), Qt::Uninitialized);
    setInput(stream, bytes);
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    out.truncate(whole ? qsizetype(stream.total_out) : 0);
    deflateEnd(&stream);
    return out;
}

struct Gzip::Stream
{
    z_stream z{};
    bool isGood = false;
};

Gzip::Gzip() : m_stream(std::make_unique<Stream>())
{
    m_stream->isGood = deflateInit2(&m_stream->z, 1, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY) == Z_OK;
}

Gzip::~Gzip()
{
    if (m_stream->isGood) deflateEnd(&m_stream->z);
}

std::optional<QByteArray> Gzip::add(QByteArrayView piece, bool isEnd)
{
    if (!m_stream->isGood) return std::nullopt;
    z_stream &z = m_stream->z;
    setInput(z, piece);
    QByteArray out;
    int outcome = Z_OK;
    do {
        const qsizetype had = out.size();
        out.resize(had + outputStep);
        z.next_out = reinterpret_cast<Bytef *>(out.data() + had);
        z.avail_out = uInt(outputStep);
        outcome = deflate(&z, isEnd ? Z_FINISH : Z_NO_FLUSH);
        out.truncate(had + outputStep - qsizetype(z.avail_out));
    } while (z.avail_out == 0);
    // Nothing to do is no failure.
    if (outcome == Z_STREAM_ERROR || (isEnd && outcome != Z_STREAM_END)) return std::nullopt;
    return out;
}

} // namespace practice
