// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/http/httpserver.h"
#include "tests/support/fakeclock.h"

#include <QEventLoop>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>
#include <QTimer>

#include <functional>
#include <memory>

// Runs the event loop until the condition holds; whether it does in time. QTest::qWaitFor sleeps between its looks,
// which lets a client and a server in one thread speak a hundred times a second.
inline bool waitUntil(const std::function<bool()> &condition, int ms = 20000)
{
    QEventLoop loop;
    QTimer look;
    QTimer end;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (condition()) loop.quit();
    });
    QObject::connect(&end, &QTimer::timeout, &loop, &QEventLoop::quit);
    look.start(1);
    end.setSingleShot(true);
    end.start(ms);
    if (!condition()) loop.exec();
    return condition();
}

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
        return waitUntil([this] { return socket.isEncrypted() || isClosed; });
    }
    bool waitFor(const QByteArray &text)
    {
        return waitUntil([&] { return received.contains(text); });
    }
    bool waitForEnd()
    {
        return waitUntil([this] { return isClosed; });
    }
    // The answer once it has this many bytes, or the connection is closed.
    QByteArray answer(qsizetype size)
    {
        (void)waitUntil([&] { return received.size() >= size || isClosed; });
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
        return waitUntil([&] { return server->connectionCount() == count; });
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
