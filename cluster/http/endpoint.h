// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/http/tlssettings.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <functional>
#include <utility>

namespace cluster {

// Where an apiserver is and how it is reached as whom: one identity. Everything is decided here; no file is read any
// more, except by authorization().
struct Endpoint
{
    QUrl server;          // http or https, perhaps with a path prefix, never with user information
    TlsSettings tls = {}; // for https
    // The value of the Authorization header ("Bearer …"), asked for each request, in the thread of whichever
    // transport sends it; empty:
    // none. It is never asked for an http server: credentials don't travel in clear (client-go reads them for https
    // only).
    std::function<QByteArray()> authorization = {};
    // Sent with each request, also to an http server: without Impersonate-User a request would be made as somebody
    // else.
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QUrl proxy = {}; // http or socks5, as chooseProxy decided; empty: straight to the server

    // "host:port", for messages.
    QString place() const
    {
        return server.host() + QLatin1Char(':') +
               QString::number(server.port(server.scheme() == QLatin1String("http") ? 80 : 443));
    }
    // Whom a refused certificate should have been for, and what stands between; for messages too.
    QString verifiedName() const { return tls.serverName.isEmpty() ? place() : tls.serverName; }
    QString proxyPlace() const
    {
        return proxy.isEmpty() ? QString() : proxy.host() + QLatin1Char(':') + QString::number(proxy.port());
    }
};

} // namespace cluster
