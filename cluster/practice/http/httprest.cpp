// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/httprest.h"

#include "cluster/practice/http/gzip.h"

#include <algorithm>

namespace practice {
namespace {

constexpr qsizetype sliceBytes = 128 * 1024;

class WholeBody final : public HttpRest
{
public:
    explicit WholeBody(QByteArray body) : m_body(std::move(body)) {}

    Step next(QByteArray &out) override
    {
        const qsizetype size = std::min(sliceBytes, m_body.size() - m_at);
        out.append(QByteArrayView(m_body).sliced(m_at, size));
        m_at += size;
        return m_at < m_body.size() ? Step::More : Step::End;
    }
    qint64 bytes() const override { return m_body.size(); }

private:
    QByteArray m_body;
    qsizetype m_at = 0;
};

class BodyInPieces final : public HttpRest
{
public:
    BodyInPieces(HttpPieces pieces, HttpCoding coding) : m_pieces(std::move(pieces)), m_isChunked(coding.isChunked)
    {
        if (coding.isGzip) m_gzip = std::make_unique<Gzip>();
    }

    Step next(QByteArray &out) override
    {
        const std::optional<QByteArray> piece = m_pieces.next();
        if (!piece) return Step::Broken;
        const bool isEnd = piece->isEmpty();
        const std::optional<QByteArray> coded = m_gzip ? m_gzip->add(*piece, isEnd) : piece;
        if (!coded) return Step::Broken;
        if (!m_isChunked)
            out += *coded;
        else if (!coded->isEmpty())
            appendChunk(out, *coded);
        if (!isEnd) return Step::More;
        if (m_isChunked) out += "0\r\n\r\n";
        return Step::End;
    }
    qint64 bytes() const override { return m_pieces.bytes + (m_gzip ? Gzip::bytes : 0); }

private:
    HttpPieces m_pieces;
    bool m_isChunked;
    std::unique_ptr<Gzip> m_gzip;
};

} // namespace

std::unique_ptr<HttpRest> restOf(QByteArray body) { return std::make_unique<WholeBody>(std::move(body)); }

std::unique_ptr<HttpRest> restOf(HttpPieces pieces, HttpCoding coding)
{
    return std::make_unique<BodyInPieces>(std::move(pieces), coding);
}

void appendChunk(QByteArray &out, const QByteArray &chunk)
{
    out.reserve(out.size() + chunk.size() + 20);
    out += QByteArray::number(chunk.size(), 16);
    out += "\r\n";
    out += chunk;
    out += "\r\n";
}

} // namespace practice
