// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/http/namtransport.h"
#include "tests/support/scriptserver.h"

#include <QTest>

using cluster::NamTransport;
using cluster::TlsSettings;
using support::readTestData;
using support::ScriptServer;
using namespace Qt::StringLiterals;

class TestTls : public QObject
{
    Q_OBJECT

    // "200", or the error's text with the port taken out.
    static QString ask(const QUrl &server, const TlsSettings &tls)
    {
        auto transport = NamTransport::create({.server = server, .tls = tls});
        if (!transport) return "! "_L1 + transport.error().message;
        QString outcome;
        const auto call = (*transport)->start({.path = u"/x"_s});
        connect(call.get(), &cluster::Call::headArrived, call.get(),
                [&](const cluster::ResponseHead &head) { outcome = QString::number(head.status); });
        bool done = false;
        connect(call.get(), &cluster::Call::finished, call.get(), [&](const std::optional<model::Error> &error) {
            if (error) outcome = error->message;
            done = true;
        });
        if (!QTest::qWaitFor([&] { return done; }, 10000)) return u"no end"_s;
        return outcome.replace(u':' + QString::number(server.port()), ":PORT"_L1);
    }

private Q_SLOTS:
    void verifiesTheServer_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("ca"); // empty: the system's roots
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("serverName");
        QTest::addColumn<bool>("insecure");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char *name, const char *certificate, const char *ca, const char *host,
                            const char *serverName, bool insecure, const char *outcome) {
            QTest::newRow(name) << QString::fromLatin1(certificate) << QString::fromLatin1(ca)
                                << QString::fromLatin1(host) << QString::fromLatin1(serverName) << insecure
                                << QString::fromUtf8(outcome);
        };
        row("right, by address", "server", "ca", "127.0.0.1", "", false, "200");
        row("right, by name", "server", "ca", "localhost", "", false, "200");
        row("wrong CA", "server", "other-ca", "127.0.0.1", "", false,
            "the certificate of 127.0.0.1:PORT is refused: it is signed by an unknown authority (ca)");
        row("system roots", "server", "", "127.0.0.1", "", false,
            "the certificate of 127.0.0.1:PORT is refused: it is signed by an unknown authority (ca)");
        row("expired", "expired", "ca", "127.0.0.1", "", false,
            "the certificate of 127.0.0.1:PORT is refused: it expired on 2021-01-02");
        row("other name", "elsewhere", "ca", "127.0.0.1", "", false,
            "the certificate of 127.0.0.1:PORT is refused: it is for elsewhere.example, not for 127.0.0.1:PORT");
        row("other name, asked for", "elsewhere", "ca", "127.0.0.1", "elsewhere.example", false, "200");
        row("not the name that was asked for", "server", "ca", "127.0.0.1", "elsewhere.example", false,
            "the certificate of 127.0.0.1:PORT is refused: it is for 127.0.0.1, localhost, not for elsewhere.example");
        row("self-signed", "self", "ca", "127.0.0.1", "", false,
            "the certificate of 127.0.0.1:PORT is refused: it is signed by itself, and is no certificate authority we "
            "know");
        row("self-signed, trusted", "self", "self", "127.0.0.1", "", false, "200");
        row("self-signed, insecure", "self", "", "127.0.0.1", "", true, "200");
        row("expired, insecure", "expired", "", "127.0.0.1", "", true, "200");
    }
    void verifiesTheServer()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, ca);
        QFETCH(QString, host);
        QFETCH(QString, serverName);
        QFETCH(bool, insecure);
        const auto server = ScriptServer::secure(
            certificate, [](QTcpSocket *socket, const QByteArray &) { ScriptServer::answer(socket, 200, "{}"); });
        TlsSettings tls{.serverName = serverName, .insecure = insecure};
        if (!ca.isEmpty()) tls.ca = readTestData(u"tls/%1.crt"_s.arg(ca));
        QTEST(ask(server->url(host), tls), "outcome");
    }

    void showsTheClientCertificate_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("seen");
        QTest::newRow("EC PKCS#8") << u"client-ec"_s << u"client-ec"_s << u"client-ec"_s;
        QTest::newRow("EC SEC1") << u"client-ec"_s << u"client-ec-sec1"_s << u"client-ec"_s;
        QTest::newRow("RSA PKCS#8") << u"client-rsa"_s << u"client-rsa"_s << u"client-rsa"_s;
        QTest::newRow("RSA PKCS#1") << u"client-rsa"_s << u"client-rsa-pkcs1"_s << u"client-rsa"_s;
    }
    void showsTheClientCertificate()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QString seen;
        const auto server = ScriptServer::secure(
            u"server"_s,
            [&](QTcpSocket *socket, const QByteArray &) {
                seen = qobject_cast<QSslSocket *>(socket)
                           ->peerCertificate()
                           .subjectInfo(QSslCertificate::CommonName)
                           .join(u',');
                ScriptServer::answer(socket, 200, "{}");
            },
            true);
        QCOMPARE(ask(server->url(), {.ca = readTestData(u"tls/ca.crt"_s),
                                     .certificate = readTestData(u"tls/%1.crt"_s.arg(certificate)),
                                     .key = readTestData(u"tls/%1.key"_s.arg(key))}),
                 u"200"_s);
        QTEST(seen, "seen");
    }

    void refusesSettings_data()
    {
        QTest::addColumn<QByteArray>("ca");
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("outcome");
        const QByteArray good = readTestData(u"tls/client-ec.crt"_s);
        QTest::newRow("CA is no PEM") << QByteArray("x") << QByteArray() << QByteArray()
                                      << u"! the certificate authority holds no certificate in PEM format"_s;
        QTest::newRow("certificate is no PEM") << QByteArray() << QByteArray("x") << QByteArray("y")
                                               << u"! the client certificate holds no certificate in PEM format"_s;
        QTest::newRow("no key") << QByteArray() << good << QByteArray()
                                << u"! a client certificate needs its key, and a key its certificate"_s;
        QTest::newRow("key is no PEM") << QByteArray() << good << QByteArray("geheim")
                                       << u"! the client key holds no private key in PEM format"_s;
        QTest::newRow("Ed25519")
            << QByteArray() << readTestData(u"tls/client-ed25519.crt"_s) << readTestData(u"tls/client-ed25519.key"_s)
            << u"! this client key can't be used: it is damaged, or of a type that Qt 6.4 does not support "
               "(Ed25519); RSA and EC keys work"_s;
        QTest::newRow("encrypted") << QByteArray() << good << readTestData(u"tls/client-encrypted.key"_s)
                                   << u"! the client key is encrypted with a passphrase; this is not supported"_s;
    }
    void refusesSettings()
    {
        QFETCH(QByteArray, ca);
        QFETCH(QByteArray, certificate);
        QFETCH(QByteArray, key);
        QTEST(ask(QUrl(u"https://127.0.0.1:1"_s), {.ca = ca, .certificate = certificate, .key = key}), "outcome");
    }
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
