// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/addresses.h"

namespace practice {

bool isIp(QStringView value) { return IpAddress::parse(value).has_value(); }

bool isIpv6(QStringView value)
{
    const auto address = IpAddress::parse(value);
    return address && !address->isV4();
}

bool isIpv4(QStringView value)
{
    const auto address = IpAddress::parse(value);
    return address && address->isV4();
}

bool isCidr(QStringView value) { return IpNetwork::parse(value).has_value(); }

Problems ipProblems(QStringView value)
{
    const auto address = IpAddress::parse(value);
    if (!address) return {QStringLiteral("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")};
    if (!address->isStrict) return {QStringLiteral("must not have leading 0s")};
    if (address->wroteMapped) return {QStringLiteral("must not be an IPv4-mapped IPv6 address")};
    const QString canonical = address->toString();
    if (canonical == value) return {};
    return {QStringLiteral("must be in canonical form (%1)").arg(goQuoted(canonical))};
}

void checkLegacyIp(FieldErrors &errors, const Where &where, QStringView value)
{
    if (!isIp(value)) invalidEach(errors, where, value, ipProblems(value));
}

void checkIp(FieldErrors &errors, const Where &where, QStringView value)
{
    invalidEach(errors, where, value, ipProblems(value));
}

void checkLegacyCidr(FieldErrors &errors, const Where &where, QStringView value)
{
    if (!isCidr(value))
        errors.invalidText(where, value,
                           QStringLiteral("must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"));
}

void checkCidr(FieldErrors &errors, const Where &where, QStringView value)
{
    const auto network = IpNetwork::parse(value);
    if (!network) return checkLegacyCidr(errors, where, value);
    if (!network->isStrict)
        errors.invalidText(where, value, QStringLiteral("must not have leading 0s in IP or prefix length"));
    else if (network->address.wroteMapped)
        errors.invalidText(where, value, QStringLiteral("must not have an IPv4-mapped IPv6 address"));
    else if (network->hasHostBits())
        errors.invalidText(where, value, QStringLiteral("must not have bits set beyond the prefix length"));
    else if (const QString canonical = network->toString(); canonical != value)
        errors.invalidText(where, value, QStringLiteral("must be in canonical form (%1)").arg(goQuoted(canonical)));
}

} // namespace practice
