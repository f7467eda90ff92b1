// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/http/httpserver.h"
#include "tests/support/fakeclock.h"

#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>

// A client over TLS, or without it, that sends bytes as they are and keeps what comes back.
class HttpClient
{
public:
    explicit HttpClient(quint16 port, bool tls = true)
    {
        QSslConfiguration configuration;
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.setSslConfiguration(configuration);
        QObject::connect(&socket, &QIODevice::readyRead, &socket, [this] {
            if (isReading) received += socket.readAll();
        });
        QObject::connect(&socket, &QAbstractSocket::disconnected, &socket, [this] { isClosed = true; });
        if (tls)
            socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
        else
            socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    }
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;
    ~HttpClient() { socket.disconnect(); }

    bool waitUntilReady()
    {
        return QTest::qWaitFor([this] { return socket.isEncrypted(); }, 10000);
    }
    bool waitFor(const QByteArray &text)
    {
        return QTest::qWaitFor([&] { return received.contains(text); }, 20000);
    }
    bool waitForEnd()
    {
        return QTest::qWaitFor([this] { return isClosed; }, 20000);
    }
    // The answer once it has this many bytes, or the connection is closed.
    QByteArray answer(qsizetype size)
    {
        (void)QTest::qWaitFor([&] { return received.size() >= size || isClosed; }, 20000);
        return received;
    }

    QSslSocket socket;
    QByteArray received;
    bool isClosed = false;
    bool isReading = true;
};

// A server on a clock that stands still.
struct HttpRig
{
    using Reply = std::shared_ptr<practice::HttpReply>;

    explicit HttpRig(practice::HttpServer::Handler handler, practice::HttpServer::Limits limits = {})
        : server(std::make_unique<practice::HttpServer>(
              std::move(handler),
              [](int status, const QByteArray &message) { return QByteArray::number(status) + ' ' + message; }, clock,
              limits))
    {
        static const practice::TlsIdentity identity = practice::TlsIdentity::make(model::RealClock().wallMs()).value();
        port = server->listen(0, identity).valueOr(0);
    }
    bool waitForConnections(int count)
    {
        return QTest::qWaitFor([&] { return server->connectionCount() == count; }, 20000);
    }

    support::FakeClock clock;
    std::unique_ptr<practice::HttpServer> server;
    quint16 port = 0;
};

inline QByteArray askFor(const QByteArray &path, const QByteArray &fields = {}, const QByteArray &method = "GET")
{
    return method + ' ' + path + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}
inline const QByteArray dateLine = "\r\nDate: Tue, 14 Nov 2023 22:13:20 GMT";
