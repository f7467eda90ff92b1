// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"

#include <QProcessEnvironment>
#include <QUrl>

namespace cluster {

// The proxy to use for a server; an empty URL means none. proxyUrl is the cluster entry's proxy-url: it wins over the
// environment and NO_PROXY does not touch it. Otherwise HTTPS_PROXY (HTTP_PROXY for http servers) and NO_PROXY count,
// upper case before lower case, by the rules of golang.org/x/net/http/httpproxy: loopback never; "*"; addresses; CIDR
// ranges; "domain" and ".domain" suffixes; an optional ":port". Invalid: not a URL. Unsupported: a scheme other than
// http and socks5 (Qt can't speak TLS to a proxy).
model::Result<QUrl> chooseProxy(const QUrl &server, const QString &proxyUrl, const QProcessEnvironment &environment);

} // namespace cluster
