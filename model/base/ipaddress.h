// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <array>
#include <optional>

namespace model {

// An IP address as Kubernetes reads it: leading zeros are decimal (k8s.io/utils/net ParseIPSloppy).
struct IpAddress
{
    std::array<quint8, 16> bytes = {}; // of IPv6; an IPv4 address is ::ffff:a.b.c.d
    bool isStrict = true;              // no leading zeros in decimal parts
    bool wroteMapped = false;          // IPv4, written as IPv6

    bool isV4() const; // mapped ones too
    bool isUnspecified() const;
    bool isLoopback() const;
    bool isLinkLocalUnicast() const;
    bool isLinkLocalMulticast() const;
    QString toString() const; // canonical (RFC 5952)
    static std::optional<IpAddress> parse(QStringView text);
};

struct IpNetwork
{
    IpAddress address; // as written, with its host bits
    int prefix = 0;    // of 32 or 128 bits
    bool isStrict = true;

    bool hasHostBits() const;
    QString toString() const; // canonical, host bits cleared
    static std::optional<IpNetwork> parse(QStringView text);
};

} // namespace model
