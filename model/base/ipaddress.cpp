// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/ipaddress.h"

#include <QList>

#include <algorithm>

namespace model {

namespace {

constexpr int v4Start = 12, groups = 8;

// a.b.c.d into bytes[0..3]; false when it is none.
bool readV4(QStringView text, quint8 *bytes, bool &strict)
{
    const auto parts = text.split(u'.');
    if (parts.size() != 4) return false;
    for (int at = 0; at < 4; ++at) {
        const QStringView part = parts[at];
        int number = 0;
        for (const QChar c : part) {
            if (c < u'0' || c > u'9') return false;
            number = number * 10 + (c.unicode() - u'0');
            if (number > 255) return false;
        }
        if (part.isEmpty()) return false;
        if (part.size() > 1 && part.front() == u'0') strict = false;
        bytes[at] = quint8(number);
    }
    return true;
}

int hexDigit(QChar c)
{
    if (c >= u'0' && c <= u'9') return c.unicode() - u'0';
    if (c >= u'a' && c <= u'f') return c.unicode() - u'a' + 10;
    if (c >= u'A' && c <= u'F') return c.unicode() - u'A' + 10;
    return -1;
}

// Groups with ':' between into bytes; answers how many bytes were written, -1 for none.
int readGroups(QStringView text, quint8 *bytes, int room, bool mayEndInV4, bool &strict)
{
    if (text.isEmpty()) return 0;
    int used = 0;
    const auto parts = text.split(u':');
    for (qsizetype at = 0; at < parts.size(); ++at) {
        const QStringView part = parts[at];
        if (mayEndInV4 && at == parts.size() - 1 && part.contains(u'.')) {
            if (used + 4 > room || !readV4(part, bytes + used, strict)) return -1;
            return used + 4;
        }
        if (part.isEmpty() || part.size() > 4 || used + 2 > room) return -1;
        int number = 0;
        for (const QChar c : part) {
            const int digit = hexDigit(c);
            if (digit < 0) return -1;
            number = number * 16 + digit;
        }
        bytes[used++] = quint8(number >> 8);
        bytes[used++] = quint8(number);
    }
    return used;
}

bool readV6(QStringView text, std::array<quint8, 16> &bytes, bool &strict)
{
    const qsizetype gap = text.indexOf(u"::");
    if (gap < 0) return readGroups(text, bytes.data(), 16, true, strict) == 16;
    std::array<quint8, 16> tail = {};
    const int head = readGroups(text.first(gap), bytes.data(), 16, false, strict);
    const int rest = readGroups(text.sliced(gap + 2), tail.data(), 16, true, strict);
    if (head < 0 || rest < 0 || head + rest > 14) return false;
    std::copy(tail.begin(), tail.begin() + rest, bytes.begin() + (16 - rest));
    return true;
}

void clearHostBits(std::array<quint8, 16> &bytes, int bits)
{
    for (int at = 0; at < 16; ++at) {
        const int keep = std::clamp(bits - at * 8, 0, 8);
        bytes[at] = quint8(bytes[at] & (0xff00 >> keep));
    }
}

} // namespace

bool IpAddress::isV4() const
{
    return std::all_of(bytes.begin(), bytes.begin() + 10, [](quint8 b) { return b == 0; }) && bytes[10] == 0xff &&
           bytes[11] == 0xff;
}

bool IpAddress::isUnspecified() const
{
    return std::all_of(bytes.begin() + (isV4() ? v4Start : 0), bytes.end(), [](quint8 b) { return b == 0; });
}

bool IpAddress::isLoopback() const
{
    if (isV4()) return bytes[v4Start] == 127;
    return bytes[15] == 1 && std::all_of(bytes.begin(), bytes.end() - 1, [](quint8 b) { return b == 0; });
}

bool IpAddress::isLinkLocalUnicast() const
{
    if (isV4()) return bytes[v4Start] == 169 && bytes[v4Start + 1] == 254;
    return bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80;
}

bool IpAddress::isLinkLocalMulticast() const
{
    if (isV4()) return bytes[v4Start] == 224 && bytes[v4Start + 1] == 0 && bytes[v4Start + 2] == 0;
    return bytes[0] == 0xff && (bytes[1] & 0x0f) == 0x02;
}

QString IpAddress::toString() const
{
    if (isV4()) return QStringLiteral("%1.%2.%3.%4").arg(bytes[12]).arg(bytes[13]).arg(bytes[14]).arg(bytes[15]);
    std::array<int, groups> values = {};
    for (int at = 0; at < groups; ++at) values[at] = bytes[at * 2] << 8 | bytes[at * 2 + 1];
    int gapStart = -1, gapSize = 1; // a single zero is not shortened
    for (int at = 0; at < groups; ++at) {
        int end = at;
        while (end < groups && values[end] == 0) ++end;
        if (end - at > gapSize) gapStart = at, gapSize = end - at;
        at = std::max(at, end - 1);
    }
    QString text;
    for (int at = 0; at < groups; ++at) {
        if (at == gapStart) {
            text += u"::";
            at += gapSize - 1;
            continue;
        }
        if (!text.isEmpty() && !text.endsWith(u':')) text += u':';
        text += QString::number(values[at], 16);
    }
    return text;
}

std::optional<IpAddress> IpAddress::parse(QStringView text)
{
    constexpr qsizetype longest = 64; // more is no address, whatever it is
    if (text.size() > longest) return std::nullopt;
    IpAddress address;
    if (text.contains(u':')) {
        if (!readV6(text, address.bytes, address.isStrict)) return std::nullopt;
        address.wroteMapped = address.isV4();
        return address;
    }
    address.bytes[10] = address.bytes[11] = 0xff;
    if (!readV4(text, address.bytes.data() + v4Start, address.isStrict)) return std::nullopt;
    return address;
}

bool IpNetwork::hasHostBits() const
{
    std::array<quint8, 16> cleared = address.bytes;
    const bool narrow = address.isV4() && !address.wroteMapped;
    clearHostBits(cleared, narrow ? prefix + 96 : prefix);
    return cleared != address.bytes;
}

QString IpNetwork::toString() const
{
    IpAddress base = address;
    const bool narrow = address.isV4() && !address.wroteMapped;
    clearHostBits(base.bytes, narrow ? prefix + 96 : prefix);
    return base.toString() + u'/' + QString::number(prefix);
}

std::optional<IpNetwork> IpNetwork::parse(QStringView text)
{
    const qsizetype slash = text.indexOf(u'/');
    if (slash < 0) return std::nullopt;
    const std::optional<IpAddress> address = IpAddress::parse(text.first(slash));
    const QStringView digits = text.sliced(slash + 1);
    if (!address || digits.isEmpty() || digits.size() > 9) return std::nullopt;
    if (!std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; })) return std::nullopt;
    IpNetwork network{*address, digits.toInt(), address->isStrict};
    if (digits.size() > 1 && digits.front() == u'0') network.isStrict = false;
    const bool narrow = address->isV4() && !address->wroteMapped;
    if (network.prefix > (narrow ? 32 : 128)) return std::nullopt;
    return network;
}

} // namespace model
