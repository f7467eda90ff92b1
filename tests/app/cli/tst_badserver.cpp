// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"
#include "tests/support/scriptserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using support::ScriptServer;

// Servers that are not there, silent, or lie: one line says so, in time; nothing is written to them.
class TestBadServer : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString kubeconfig(const QString &server)
    {
        QFile file(m_folder.filePath(u"config"_s));
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write");
        file.write("apiVersion: v1\nkind: Config\ncurrent-context: lab\ncontexts: [{name: lab, context: {cluster: c, "
                   "user: u, namespace: shop}}]\n"
                   "clusters: [{name: c, cluster: {server: \"" +
                   server.toUtf8() + "\"}}]\nusers: [{name: u, user: {token: geheim}}]\n");
        return file.fileName();
    }
    static void version(QTcpSocket *socket) { ScriptServer::answer(socket, 200, R"({"gitVersion":"v1.33.0"})"); }
    static void html(QTcpSocket *socket)
    {
        ScriptServer::answer(socket, 200, "<html>log in\033[31m</html>", "Content-Type: text/html\r\n");
    }

private Q_SLOTS:
    void servers_data()
    {
        QTest::addColumn<ScriptServer::Handler>("handler");
        QTest::addColumn<QByteArray>("reason"); // in what stderr says
        const auto row = [](const char *name, const QByteArray &reason, const ScriptServer::Handler &handler) {
            QTest::newRow(name) << handler << reason;
        };
        const auto isVersion = [](const QByteArray &request) { return request.startsWith("GET /version"); };
        row("web page", "Kubernetes API", [](QTcpSocket *socket, const QByteArray &) { html(socket); });
        row("other JSON", "does not answer as a Kubernetes API does",
            [](QTcpSocket *socket, const QByteArray &) { ScriptServer::answer(socket, 200, "{\"a\":1}"); });
        row("silent", "127.0.0.1", [](QTcpSocket *, const QByteArray &) {});
        row("reset", "127.0.0.1", [](QTcpSocket *socket, const QByteArray &) { ScriptServer::reset(socket); });
        row("redirect", "redirect", [](QTcpSocket *socket, const QByteArray &) {
            ScriptServer::answer(socket, 302, {}, "Location: http://example.invalid/\r\n");
        });
        row("no credentials", "credentials",
            [](QTcpSocket *socket, const QByteArray &) { ScriptServer::answer(socket, 401, {}); });
        row("web page later", "", [isVersion](QTcpSocket *socket, const QByteArray &request) {
            isVersion(request) ? version(socket) : html(socket);
        });
        row("half an answer", "", [isVersion](QTcpSocket *socket, const QByteArray &request) {
            if (isVersion(request)) return version(socket);
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"kind\":");
            socket->disconnectFromHost();
        });
        row("nothing there", "404", [isVersion](QTcpSocket *socket, const QByteArray &request) {
            isVersion(request) ? version(socket) : ScriptServer::answer(socket, 404, "nope");
        });
    }
    void servers()
    {
        QFETCH(ScriptServer::Handler, handler);
        QFETCH(QByteArray, reason);
        const auto server = ScriptServer::plain(handler);
        const QString config = kubeconfig(server->url().toString());
        const QByteArray manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
        const QList<QStringList> commands{{u"apply"_s, u"-f"_s, u"-"_s, u"--wait"_s},
                                          {u"watch"_s, u"--for"_s, u"0s"_s, u"--kinds"_s, u"pods"_s}};
        for (const QStringList &command : commands) {
            const support::Run run = support::runProgram(command + QStringList{u"--kubeconfig"_s, config}, manifest);
            QVERIFY2(run.exit == 2, run.out + run.err);
            const QByteArray second = run.err.split('\n').value(1);
            QVERIFY2(run.firstError().endsWith("context lab, server " + server->url().toEncoded() + ", namespace shop"),
                     run.err.constData());
            QVERIFY2(second.size() > 10 && run.err.contains(reason), run.err.constData());
            QVERIFY(!run.err.contains("geheim") && !run.err.contains('\033'));
            QVERIFY2(run.ms <= support::maxMs, QByteArray::number(run.ms).constData());
        }
        for (const QByteArray &request : std::as_const(server->requests))
            QVERIFY2(request.startsWith("GET "), request.constData());
        QVERIFY(support::peakBytesOfRuns() <= support::maxBytes);
    }

    void nobodyListens()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QString server = u"http://127.0.0.1:%1"_s.arg(closed.serverPort());
        closed.close();
        const support::Run run = support::runProgram({u"watch"_s, u"--kubeconfig"_s, kubeconfig(server)});
        QCOMPARE(run.exit, 2);
        QVERIFY2(run.err.contains("\nkubewright: 127.0.0.1:") && run.err.contains("refuses the connection"),
                 run.err.constData());
    }

    void requestTimeout()
    {
        const auto server = ScriptServer::plain([](QTcpSocket *, const QByteArray &) {});
        const support::Run run = support::runProgram(
            {u"watch"_s, u"--request-timeout=300ms"_s, u"--kubeconfig"_s, kubeconfig(server->url().toString())});
        QCOMPARE(run.exit, 2);
        QVERIFY2(run.err.contains("\nkubewright: no whole answer within 0.3 s (--request-timeout)\n"),
                 run.err.constData());
        QVERIFY(run.ms < support::maxMs / 2);
    }

    void kubeconfigs_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("no file") << QStringList{u"--kubeconfig"_s, u"/no/such/config"_s}
                                 << QByteArray("kubewright: /no/such/config");
        QTest::newRow("none at all") << QStringList{}
                                     << QByteArray("kubewright: no current context; choose one with --context (");
        QTest::newRow("no such context") << QStringList{u"--kubeconfig"_s, kubeconfig(u"http://127.0.0.1:1"_s),
                                                        u"--context"_s, u"lob"_s}
                                         << QByteArray("lob");
    }
    void kubeconfigs()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, message);
        const support::Run run = support::runProgram(QStringList{u"watch"_s} + words);
        QCOMPARE(run.exit, 2);
        QVERIFY2(run.firstError().contains(message), run.err.constData());
        QCOMPARE(run.out, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestBadServer)
#include "tst_badserver.moc"
