// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testdata.h"

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>
#include <QUrl>

#include <functional>
#include <memory>

#include <sys/socket.h>

namespace support {

// A server on loopback that does with each request (head and, as far as it came, body) whatever the test's handler does
// with the socket. Bytes, not HTTP: it can answer by halves, lie, fall silent and reset. TLS, unless plain.
class ScriptServer final : public QObject
{
public:
    using Handler = std::function<void(QTcpSocket *socket, const QByteArray &request)>;

    // certificate: the base name of a pair in tests/data/tls.
    static std::unique_ptr<ScriptServer> secure(const QString &certificate, Handler handler,
                                                bool asksForClientCertificate = false)
    {
        auto server = std::make_unique<QSslServer>();
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificateChain(
            QSslCertificate::fromData(readTestData(QStringLiteral("tls/%1.crt").arg(certificate))));
        tls.setPrivateKey(QSslKey(readTestData(QStringLiteral("tls/%1.key").arg(certificate)), QSsl::Ec));
        tls.setCaCertificates(QSslCertificate::fromData(readTestData(QStringLiteral("tls/ca.crt"))));
        tls.setPeerVerifyMode(asksForClientCertificate ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
        server->setSslConfiguration(tls);
        return std::unique_ptr<ScriptServer>(
            new ScriptServer(std::move(server), std::move(handler), QStringLiteral("https")));
    }
    static std::unique_ptr<ScriptServer> plain(Handler handler)
    {
        return std::unique_ptr<ScriptServer>(
            new ScriptServer(std::make_unique<QTcpServer>(), std::move(handler), QStringLiteral("http")));
    }

    QUrl url(const QString &host = QStringLiteral("127.0.0.1")) const
    {
        return QUrl(QStringLiteral("%1://%2:%3").arg(m_scheme, host).arg(m_server->serverPort()));
    }

    static void answer(QTcpSocket *socket, int status, const QByteArray &body, const QByteArray &headers = {})
    {
        socket->write("HTTP/1.1 " + QByteArray::number(status) +
                      " X\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body);
    }
    // Ends the connection with a RST instead of a FIN.
    static void reset(QTcpSocket *socket)
    {
        const linger now{1, 0};
        ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
        socket->abort();
    }

    QList<QByteArray> requests;
    int connections = 0;

private:
    ScriptServer(std::unique_ptr<QTcpServer> server, Handler handler, QString scheme)
        : m_server(std::move(server)), m_handler(std::move(handler)), m_scheme(std::move(scheme))
    {
        if (!m_server->listen(QHostAddress::LocalHost)) qFatal("can't listen");
        connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (QTcpSocket *socket = m_server->nextPendingConnection()) accept(socket);
        });
    }

    void accept(QTcpSocket *socket)
    {
        ++connections;
        const auto read = [this, socket] {
            const QByteArray request = socket->readAll();
            if (!request.contains("\r\n\r\n")) return; // the rest of a body
            requests.append(request);
            m_handler(socket, request);
        };
        connect(socket, &QTcpSocket::readyRead, this, read);
        if (socket->bytesAvailable() > 0) read();
    }

    std::unique_ptr<QTcpServer> m_server;
    Handler m_handler;
    QString m_scheme;
};

} // namespace support
