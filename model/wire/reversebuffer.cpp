// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/reversebuffer.h"

#include <QString>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include <protozero/types.hpp>
#include <protozero/varint.hpp>

namespace model {

char *ReverseBuffer::room(qsizetype bytes)
{
    if (m_at < bytes) {
        constexpr qsizetype smallest = 1024;
        const qsizetype used = size();
        QByteArray larger(std::max(smallest, 2 * (used + bytes)), Qt::Uninitialized);
        const qsizetype at = larger.size() - used;
        if (used > 0) std::memcpy(larger.data() + at, m_bytes.constData() + m_at, size_t(used));
        m_bytes = std::move(larger);
        m_at = at;
    }
    m_at -= bytes;
    return m_bytes.data() + m_at;
}

void ReverseBuffer::bytes(QByteArrayView bytes)
{
    if (!bytes.isEmpty()) std::memcpy(room(bytes.size()), bytes.data(), size_t(bytes.size()));
}

void ReverseBuffer::varint(quint64 value)
{
    std::array<char, protozero::max_varint_length> buffer;
    bytes({buffer.data(), protozero::write_varint(buffer.data(), value)});
}

void ReverseBuffer::tag(quint32 number, quint32 wireType) { varint(quint64(number) << 3 | wireType); }

void ReverseBuffer::length(qsizetype length, quint32 number)
{
    varint(quint64(length));
    tag(number, quint32(protozero::pbf_wire_type::length_delimited));
}

void ReverseBuffer::varintField(quint64 value, quint32 number)
{
    varint(value);
    tag(number, quint32(protozero::pbf_wire_type::varint));
}

void ReverseBuffer::doubleField(double value, quint32 number)
{
    const quint64 bits = qToLittleEndian(std::bit_cast<quint64>(value));
    std::memcpy(room(sizeof bits), &bits, sizeof bits);
    tag(number, quint32(protozero::pbf_wire_type::fixed64));
}

void ReverseBuffer::field(QStringView text, quint32 number)
{
    const char16_t *const units = text.utf16();
    unsigned all = 0;
    for (qsizetype i = 0; i < text.size(); ++i) all |= units[i];
    if (all < 0x80) {
        if (!text.isEmpty()) {
            char *const to = room(text.size());
            for (qsizetype i = 0; i < text.size(); ++i) to[i] = char(units[i]);
        }
        return length(text.size(), number);
    }
    const QByteArray utf8 = text.toUtf8();
    bytes(utf8);
    length(utf8.size(), number);
}

QByteArray ReverseBuffer::take()
{
    QByteArray whole(m_bytes.constData() + m_at, size());
    m_bytes.clear();
    m_at = 0;
    return whole;
}

bool utf8Less(QStringView a, QStringView b)
{
    const qsizetype common = std::min(a.size(), b.size());
    for (qsizetype i = 0; i < common; ++i) {
        if (a[i] == b[i]) continue;
        // Surrogates stand for what comes behind all other units.
        const bool isSurrogate = a[i].isSurrogate();
        return isSurrogate == b[i].isSurrogate() ? a[i] < b[i] : !isSurrogate;
    }
    return a.size() < b.size();
}

} // namespace model
