// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace model {

// A text that is, as a whole, the DNS name of a Service could be.
struct ServiceAddress
{
    QString name;
    QString ns;   // empty: not said, so the reader's own
    QString port; // a number; empty: not said
    // Said in a form that nothing but a Service has: name.ns.svc
    bool qualified = false;
    // Said in a form that nothing but an address has: with .svc, or as a URL. "redis:7" may be an image.
    bool isPlain() const { return !qualified && !isUrl; }
    bool isUrl = false;

    bool operator==(const ServiceAddress &) const = default;
};

// name[.ns[.svc[.cluster.local]]][:port], or a URL with that host; http, https, ws and wss without a port mean 80 or
// 443. Exact: no other text around it, lower case, labels as RFC 1123 has them. A $(VAR) in the host or the port is no
// address. Whether such a Service exists is not asked. Source: kubernetes/dns specification 2.3 to 2.5.
std::optional<ServiceAddress> parseServiceAddress(QStringView text);

} // namespace model
