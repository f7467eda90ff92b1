// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/httpserver.h"

#include <QProcess>
#include <QSslCertificate>
#include <QSslCertificateExtension>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

using practice::HttpServer;
using practice::TlsIdentity;
using namespace Qt::StringLiterals;

class TestTlsIdentity : public QObject
{
    Q_OBJECT

    model::RealClock m_clock;
    TlsIdentity m_identity;
    TlsIdentity m_other;
    std::unique_ptr<HttpServer> m_server;
    quint16 m_port = 0;
    QTemporaryDir m_folder;

    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) return {};
        return file.fileName();
    }

    // The exit code and what was said; the server lives in this process, so the loop must run meanwhile.
    static std::pair<int, QString> run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        process.closeWriteChannel();
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20000)) process.kill();
        return {process.error() == QProcess::FailedToStart ? -1 : process.exitCode(),
                QString::fromUtf8(process.readAll())};
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto identity = TlsIdentity::make(m_clock.wallMs());
        auto other = TlsIdentity::make(m_clock.wallMs());
        QVERIFY(identity && other);
        m_identity = *identity;
        m_other = *other;
        m_server = std::make_unique<HttpServer>(
            [](const practice::HttpRequest &, const std::shared_ptr<practice::HttpReply> &reply) {
                reply->send(200, {}, "hello");
            },
            nullptr, m_clock);
        const auto port = m_server->listen(0, m_identity);
        QVERIFY(port);
        m_port = *port;
    }

    void saysWhatItIs()
    {
        const auto certificates = QSslCertificate::fromData(m_identity.certificate);
        QCOMPARE(certificates.size(), 1);
        const QSslCertificate &server = certificates[0];
        const QSslCertificate authority(m_identity.authority);
        QCOMPARE(server.subjectInfo(QSslCertificate::CommonName), QStringList{u"kube-apiserver"_s});
        QCOMPARE(server.issuerInfo(QSslCertificate::CommonName), QStringList{u"kubewright-practice-ca"_s});
        QCOMPARE(authority.subjectInfo(QSslCertificate::CommonName), QStringList{u"kubewright-practice-ca"_s});
        const auto names = server.subjectAlternativeNames();
        QStringList dns = names.values(QSsl::DnsEntry);
        dns.sort();
        QCOMPARE(dns,
                 (QStringList{u"kubernetes"_s, u"kubernetes.default"_s, u"kubernetes.default.svc"_s, u"localhost"_s}));
        QStringList addresses = names.values(QSsl::IpAddressEntry);
        addresses.sort();
        QCOMPARE(addresses, (QStringList{u"127.0.0.1"_s, u"::1"_s}));
        QCOMPARE(server.publicKey().algorithm(), QSsl::Ec);
        QCOMPARE(server.publicKey().length(), 256);
        QVERIFY(!server.isSelfSigned() && authority.isSelfSigned());
        QVERIFY(server.serialNumber() != authority.serialNumber());
    }

    void isValidFromAnHourAgoForAYear()
    {
        const qint64 now = 1700000000000;
        const auto identity = TlsIdentity::make(now);
        QVERIFY(identity);
        for (const QByteArray &pem : {identity->certificate, identity->authority}) {
            const QSslCertificate certificate(pem);
            QCOMPARE(certificate.effectiveDate().toMSecsSinceEpoch(), now - 3600000);
            QCOMPARE(certificate.expiryDate().toMSecsSinceEpoch(), now - 3600000 + qint64(365) * 86400000);
        }
    }

    void isAnotherOneEveryTime()
    {
        QVERIFY(m_identity.key != m_other.key);
        QVERIFY(m_identity.authority != m_other.authority);
        QVERIFY(QSslCertificate(m_identity.certificate).serialNumber() !=
                QSslCertificate(m_other.certificate).serialNumber());
    }

    void satisfiesQt_data()
    {
        QTest::addColumn<bool>("right");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("outcome");
        for (const QString &name : {u"127.0.0.1"_s, u"::1"_s, u"localhost"_s, u"kubernetes.default.svc"_s})
            QTest::newRow(qPrintable(name)) << true << name << u"encrypted"_s;
        QTest::newRow("wrong name") << true << u"elsewhere"_s
                                    << u"The host name did not match any of the valid hosts for this certificate"_s;
        QTest::newRow("wrong authority") << false << u"localhost"_s
                                         << u"The issuer certificate of a locally looked up certificate could not be "
                                            "found"_s;
    }
    void satisfiesQt()
    {
        QFETCH(bool, right);
        QFETCH(QString, name);
        QSslSocket socket;
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates(QSslCertificate::fromData(right ? m_identity.authority : m_other.authority));
        tls.setAllowedNextProtocols({"h2", "http/1.1"});
        socket.setSslConfiguration(tls);
        QString outcome;
        connect(&socket, &QSslSocket::sslErrors, &socket, [&](const QList<QSslError> &errors) {
            if (outcome.isEmpty()) outcome = errors[0].errorString();
        });
        connect(&socket, &QSslSocket::encrypted, &socket, [&] { outcome = u"encrypted"_s; });
        socket.connectToHostEncrypted(u"127.0.0.1"_s, m_port, name);
        QVERIFY(QTest::qWaitFor([&] { return !outcome.isEmpty(); }, 10000));
        QTEST(outcome, "outcome");
        if (outcome == u"encrypted"_s)
            QCOMPARE(socket.sslConfiguration().nextNegotiatedProtocol(), QByteArray("http/1.1"));
    }

    void satisfiesOpenssl_data()
    {
        QTest::addColumn<bool>("right");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("right authority") << true << u"Verify return code: 0 (ok)"_s;
        QTest::newRow("wrong authority") << false
                                         << u"Verify return code: 21 (unable to verify the first certificate)"_s;
    }
    void satisfiesOpenssl()
    {
        QFETCH(bool, right);
        QFETCH(QString, verdict);
        const QString ca = write(u"ca.crt"_s, right ? m_identity.authority : m_other.authority);
        const auto [code, said] =
            run(u"openssl"_s, {u"s_client"_s, u"-connect"_s, u"127.0.0.1:%1"_s.arg(m_port), u"-CAfile"_s, ca,
                               u"-verify_hostname"_s, u"localhost"_s, u"-x509_strict"_s, u"-alpn"_s, u"h2,http/1.1"_s});
        QVERIFY2(code >= 0, "openssl does not run");
        QVERIFY2(said.contains(verdict), qPrintable(said));
        QVERIFY2(said.contains(u"ALPN protocol: http/1.1"_s), qPrintable(said));
    }

    void refusesADamagedIdentity()
    {
        HttpServer server([](const auto &, const auto &) {}, nullptr, m_clock);
        const auto port = server.listen(0, {m_identity.authority, "x", m_identity.key});
        QVERIFY(!port);
        QCOMPARE(port.error().code, model::Error::Code::Invalid);
    }
};

QTEST_GUILESS_MAIN(TestTlsIdentity)
#include "tst_tlsidentity.moc"
