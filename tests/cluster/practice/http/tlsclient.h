// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

// A blocking TLS connection to a port of 127.0.0.1, which trusts whoever answers. tls is null when there is none.

struct TlsContext
{
    SSL_CTX *it = SSL_CTX_new(TLS_client_method());
    TlsContext() { SSL_CTX_set_mode(it, SSL_MODE_RELEASE_BUFFERS); }
    ~TlsContext() { SSL_CTX_free(it); }
    TlsContext(const TlsContext &) = delete;
    TlsContext &operator=(const TlsContext &) = delete;
};

struct TlsConnection
{
    int descriptor = -1;
    SSL *tls = nullptr;

    TlsConnection(SSL_CTX *context, quint16 port)
    {
        descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int one = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (descriptor < 0 || connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) return;
        tls = SSL_new(context);
        SSL_set_fd(tls, descriptor);
        if (SSL_connect(tls) == 1) return;
        SSL_free(tls);
        tls = nullptr;
    }
    ~TlsConnection()
    {
        SSL_free(tls);
        if (descriptor >= 0) close(descriptor);
    }
    TlsConnection(const TlsConnection &) = delete;
    TlsConnection &operator=(const TlsConnection &) = delete;
};
