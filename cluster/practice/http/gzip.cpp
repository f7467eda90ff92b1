// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/gzip.h"

#include <zlib.h>

#include <algorithm>

namespace practice {
namespace {

constexpr int gzipWindow = 15 + 16; // zlib's way of saying: with gzip's header and trailer
constexpr qsizetype sliceBytes = 64 * 1024;

void setInput(z_stream &stream, QByteArrayView bytes)
{
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
}

model::Error invalid(const char16_t *message) { return {model::Error::Code::Invalid, QString::fromUtf16(message)}; }

model::Result<QByteArray> inflateAll(z_stream &stream, qsizetype limit)
{
    QByteArray out;
    for (;;) {
        const qsizetype had = out.size();
        // One byte beyond the limit tells what is too large from what just fits.
        const qsizetype room = std::min(std::max(sliceBytes, had), limit + 1 - had);
        out.resize(had + room);
        stream.next_out = reinterpret_cast<Bytef *>(out.data() + had);
        stream.avail_out = uInt(room);
        const int outcome = inflate(&stream, Z_NO_FLUSH);
        out.truncate(had + room - qsizetype(stream.avail_out));
        if (out.size() > limit) return model::Error{model::Error::Code::TooLarge, QStringLiteral("gzip: too large")};
        if (outcome == Z_STREAM_END) {
            if (stream.avail_in == 0) return out;
            if (inflateReset(&stream) != Z_OK) return invalid(u"gzip: invalid header");
        } else if (outcome != Z_OK) {
            return outcome == Z_BUF_ERROR ? invalid(u"unexpected EOF") : invalid(u"gzip: invalid data");
        }
    }
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
        out.resize(had + sliceBytes);
        z.next_out = reinterpret_cast<Bytef *>(out.data() + had);
        z.avail_out = uInt(sliceBytes);
        outcome = deflate(&z, isEnd ? Z_FINISH : Z_NO_FLUSH);
        out.truncate(had + sliceBytes - qsizetype(z.avail_out));
    } while (z.avail_out == 0);
    // Nothing to do is no failure.
    if (outcome == Z_STREAM_ERROR || (isEnd && outcome != Z_STREAM_END)) return std::nullopt;
    return out;
}

model::Result<QByteArray> gunzip(QByteArrayView bytes, qsizetype limit)
{
    z_stream stream{};
    if (inflateInit2(&stream, gzipWindow) != Z_OK) return invalid(u"gzip: no memory");
    setInput(stream, bytes);
    auto out = inflateAll(stream, limit);
    inflateEnd(&stream);
    return out;
}

} // namespace practice
