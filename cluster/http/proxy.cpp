// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/http/proxy.h"

#include "model/base/say.h"

#include <QHostAddress>
#include <QStringList>

namespace cluster {

using model::Error;
using namespace Qt::StringLiterals;

namespace {

using model::say;

QString firstOf(const QProcessEnvironment &environment, const QString &name)
{
    const QString upper = environment.value(name);
    return upper.isEmpty() ? environment.value(name.toLower()) : upper;
}

// A subnet only when it has a slash: QHostAddress::parseSubnet would also take a bare "10" for 10.0.0.0/8.
bool inSubnet(const QHostAddress &address, const QString &entry)
{
    if (!entry.contains(u'/')) return false;
    const auto subnet = QHostAddress::parseSubnet(entry);
    return subnet.second >= 0 && address.isInSubnet(subnet);
}

struct HostPort
{
    QString host;
    QString port; // empty: any
};

// "host", "host:port", "[v6]:port" and a bare IPv6 address.
HostPort splitEntry(const QString &entry)
{
    if (!QHostAddress(entry).isNull() && entry.count(u':') > 1) return {entry, {}};
    const qsizetype colon = entry.lastIndexOf(u':');
    HostPort split =
        colon < 0 || entry.endsWith(u']') ? HostPort{entry, {}} : HostPort{entry.left(colon), entry.mid(colon + 1)};
    if (split.host.startsWith(u'[') && split.host.endsWith(u']')) split.host = split.host.mid(1, split.host.size() - 2);
    return split;
}

bool matchesDomain(const QString &host, QString pattern)
{
    if (pattern.startsWith("*."_L1)) pattern.remove(0, 1);
    if (pattern.startsWith(u'.')) return host.endsWith(pattern);
    return host == pattern || host.endsWith(u'.' + pattern);
}

bool bypasses(const QString &host, const QString &port, const QString &noProxy)
{
    const QHostAddress address(host);
    if (host == "localhost"_L1 || address.isLoopback()) return true;
    for (const QString &part : noProxy.split(u',')) {
        const QString entry = part.trimmed().toLower();
        if (entry.isEmpty()) continue;
        if (entry == "*"_L1) return true;
        if (!address.isNull() && inSubnet(address, entry)) return true;
        if (entry.contains(u'/')) continue;
        const HostPort split = splitEntry(entry);
        if (split.host.isEmpty() || (!split.port.isEmpty() && split.port != port)) continue;
        const QHostAddress listed(split.host);
        if (listed.isNull() ? matchesDomain(host, split.host) : listed == address) return true;
    }
    return false;
}

model::Result<QUrl> checkedProxy(const QString &text, bool schemeMayLack)
{
    QUrl proxy(text, QUrl::StrictMode);
    if (schemeMayLack && (!proxy.isValid() || proxy.host().isEmpty()))
        proxy = QUrl("http://"_L1 + text, QUrl::StrictMode);
    // The text may hold a password: it is not repeated.
    if (!proxy.isValid() || proxy.host().isEmpty())
        return Error{Error::Code::Invalid, say("the proxy is not a valid URL")};
    const QString scheme = proxy.scheme();
    if (scheme != "http"_L1 && scheme != "socks5"_L1)
        return Error{Error::Code::Unsupported,
                     say("proxies of scheme \"%1\" are not supported; http and socks5 are").arg(scheme.left(20))};
    if (proxy.port() < 0) proxy.setPort(scheme == "http"_L1 ? 80 : 1080);
    return proxy;
}

} // namespace

model::Result<QUrl> chooseProxy(const QUrl &server, const QString &proxyUrl, const QProcessEnvironment &environment)
{
    if (!proxyUrl.isEmpty()) return checkedProxy(proxyUrl, false);
    const bool secure = server.scheme() == "https"_L1;
    const QString chosen = firstOf(environment, secure ? u"HTTPS_PROXY"_s : u"HTTP_PROXY"_s);
    const QString port = QString::number(server.port(secure ? 443 : 80));
    if (chosen.isEmpty() || bypasses(server.host().toLower(), port, firstOf(environment, u"NO_PROXY"_s))) return QUrl();
    return checkedProxy(chosen, true);
}

} // namespace cluster
