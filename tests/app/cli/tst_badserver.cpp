// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"
#include "tests/support/scriptserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using support::ScriptServer;

namespace {

// JSON with single quotes.
QByteArray j(const char *text) { return QByteArray(text).replace('\'', '"'); }

} // namespace

// Servers that are not there, silent, or lie: one line says so, in time; nothing is written to them.
class TestBadServer : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString kubeconfig(const QString &server, const QByteArray &name = "lab")
    {
        QFile file(m_folder.filePath(u"config"_s));
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write");
        const QByteArray ca = server.startsWith("https:"_L1)
                                  ? ", certificate-authority: " + support::testDataPath(u"tls/ca.crt"_s).toUtf8()
                                  : QByteArray();
        file.write("apiVersion: v1\nkind: Config\ncurrent-context: \"" + name + "\"\ncontexts: [{name: \"" + name +
                   "\", context: {cluster: c, user: u, namespace: shop}}]\nclusters: [{name: c, cluster: {server: \"" +
                   server.toUtf8() + '"' + ca + "}}]\nusers: [{name: u, user: {token: geheim}}]\n");
        return file.fileName();
    }
    // Discovery of one kind; the rest as the handler says.
    static ScriptServer::Handler withKinds(const ScriptServer::Handler &handler,
                                           const QByteArray &plural = "configmaps",
                                           const QByteArray &kind = "ConfigMap", const QByteArray &verb = "list")
    {
        const QByteArray none = j("{'kind':'APIGroupDiscoveryList','items':[]}");
        const QByteArray some = j("{'kind':'APIGroupDiscoveryList','items':[{'metadata':{'name':''},'versions':[{"
                                  "'version':'v1','resources':[{'resource':'") +
                                plural + j("','responseKind':{'group':'','version':'v1','kind':'") + kind +
                                j("'},'scope':'Namespaced','singularResource':'") + kind.toLower() + j("','verbs':['") +
                                verb + j("']}]}]}]}");
        return [=](QTcpSocket *socket, const QByteArray &request) {
            if (request.startsWith("GET /version ")) return version(socket);
            if (request.startsWith("GET /api ")) return ScriptServer::answer(socket, 200, some);
            if (request.startsWith("GET /apis ")) return ScriptServer::answer(socket, 200, none);
            handler(socket, request);
        };
    }
    static void notFound(QTcpSocket *socket)
    {
        ScriptServer::answer(socket, 404, j("{'kind':'Status','code':404,'reason':'NotFound','message':'not found'}"));
    }
    // An answer that goes on as long as somebody takes it.
    static void endless(QTcpSocket *socket, const QByteArray &begin, const QByteArray &next)
    {
        socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + begin);
        auto *timer = new QTimer(socket);
        timer->callOnTimeout(socket, [socket, next] {
            auto *secure = qobject_cast<QSslSocket *>(socket);
            const qint64 waiting = socket->bytesToWrite() + (secure ? secure->encryptedBytesToWrite() : 0);
            if (socket->state() == QTcpSocket::ConnectedState && waiting < 1 << 20) socket->write(next);
        });
        timer->start(0);
    }
    // A list whose objects have no end.
    static void flood(QTcpSocket *socket)
    {
        const QByteArray begin = j("{'kind':'PodList','apiVersion':'v1','metadata':{'resourceVersion':'5'},'items':[");
        QByteArray items;
        for (int i = 0; i < 2000; ++i)
            items += j("{'metadata':{'name':'pod-%1','namespace':'d','resourceVersion':'1','uid':"
                       "'11111111-1111-1111-1111-111111111111'}},")
                         .replace("%1", QByteArray::number(i));
        endless(socket, begin, items);
    }
    static void drip(QTcpSocket *socket)
    {
        socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n");
        auto *timer = new QTimer(socket);
        timer->callOnTimeout(socket, [socket] { socket->write(" "); });
        timer->start(500);
    }
    static void version(QTcpSocket *socket) { ScriptServer::answer(socket, 200, j("{'gitVersion':'v1.33.0'}")); }
    static bool hasEscapes(const QByteArray &text)
    {
        const QString all = QString::fromUtf8(text);
        return std::ranges::any_of(all, [](QChar c) { return c.category() == QChar::Other_Control && c != u'\n'; });
    }
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
        row("silent later", "", [isVersion](QTcpSocket *socket, const QByteArray &request) {
            if (isVersion(request)) version(socket);
        });
        row("drips", "too slowly", [](QTcpSocket *socket, const QByteArray &) { drip(socket); });
        row("drips later", "", [isVersion](QTcpSocket *socket, const QByteArray &request) {
            isVersion(request) ? version(socket) : drip(socket);
        });
        row("busy", "the server is busy and asks to come again in 3 s\n", [](QTcpSocket *socket, const QByteArray &) {
            ScriptServer::answer(socket, 503, {}, "Retry-After: 3\r\n");
        });
        row("busy for long", "(it asks to come again in 60 s)", [](QTcpSocket *socket, const QByteArray &) {
            ScriptServer::answer(socket, 429, {}, "Retry-After: 60\r\n");
        });
        row("list without an end", "", [isVersion](QTcpSocket *socket, const QByteArray &request) {
            isVersion(request) ? version(socket) : flood(socket);
        });
        row("kinds without an end", "", [isVersion](QTcpSocket *socket, const QByteArray &request) {
            if (isVersion(request)) return version(socket);
            const QByteArray group = j("{'metadata':{'name':'x'}},").repeated(4000);
            endless(socket, j("{'kind':'APIGroupDiscoveryList','items':["), group);
        });
        const QByteArray escapes = j("'\\u001b]0;pwned\\u0007\\u001b[31mred\\u009b31m'");
        row("escapes in a Status", "pwned", [escapes](QTcpSocket *socket, const QByteArray &) {
            ScriptServer::answer(socket, 500, j("{'kind':'Status','code':500,'message':") + escapes + '}');
        });
        row("escapes in a kind", "", [isVersion, escapes](QTcpSocket *socket, const QByteArray &request) {
            if (isVersion(request)) return version(socket);
            ScriptServer::answer(socket, 200,
                                 j("{'metadata':{'resourceVersion':'5'},'items':[],'kind':") + escapes + '}',
                                 "Content-Type: application/json\r\n");
        });
    }
    void servers()
    {
        QFETCH(ScriptServer::Handler, handler);
        QFETCH(QByteArray, reason);
        const auto server = ScriptServer::secure(u"server"_s, handler);
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
            QVERIFY(!(run.out + run.err).contains("geheim"));
            QVERIFY2(!hasEscapes(run.out) && !hasEscapes(run.err), run.err.constData());
            QVERIFY2(run.ms <= support::maxMs, QByteArray::number(run.ms).constData());
        }
        for (const QByteArray &request : std::as_const(server->requests))
            QVERIFY2(request.startsWith("GET ") && request.toLower().contains("\r\nauthorization: bearer geheim\r\n"),
                     request.constData());
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

    // The answers to many questions come over the first connection, while the others are still being made; then the
    // program has seen enough.
    void endsCleanlyInTheMiddleOfHandshakes()
    {
        const auto server = ScriptServer::secure(u"server"_s, [](QTcpSocket *socket, const QByteArray &request) {
            if (request.startsWith("GET /version ")) return version(socket);
            const QByteArray path = request.split(' ')[1];
            ScriptServer::answer(socket, 200,
                                 path == "/api" ? j("{'kind':'APIVersions','versions':['v1','v2','v3','v4','v5','v6']}")
                                 : path == "/apis" ? j("{'kind':'APIGroupList','groups':[]}")
                                                   : j("{'kind':'APIResourceList','groupVersion':'v1','resources':[{"
                                                       "'name':'pods','kind':'Pod','verbs':['list']}]}"));
        });
        const QString config = kubeconfig(server->url().toString());
        for (int i = 0; i < 60; ++i) {
            const support::Run run = support::runProgram(
                {u"watch"_s, u"--for"_s, u"0s"_s, u"--kinds"_s, u"foo"_s, u"--kubeconfig"_s, config});
            QVERIFY2(run.exit == 2, run.err.constData());
        }
        QVERIFY(server->connections > 120);
    }

    // A name out of discovery, and names out of a kubeconfig.
    void escapesInNames()
    {
        const auto server = ScriptServer::plain(
            withKinds([](QTcpSocket *socket, const QByteArray &) { notFound(socket); }, "evil\\u001b[31m", "Evil"));
        const QString config = kubeconfig(server->url().toString(), "lab\\e]0;pwned\\a");
        const support::Run run =
            support::runProgram({u"watch"_s, u"--for"_s, u"0s"_s, u"--kinds"_s, u"evil"_s, u"--kubeconfig"_s, config});
        QVERIFY2(run.err.contains("pwned") && run.err.contains("\nevil [31m: "), run.err.constData());
        QVERIFY2(!hasEscapes(run.out) && !hasEscapes(run.err), run.err.constData());
    }

    void whatCannotBeListed()
    {
        const auto server = ScriptServer::plain(withKinds(
            [](QTcpSocket *socket, const QByteArray &) { notFound(socket); }, "bindings", "Binding", "create"));
        const support::Run run = support::runProgram(
            {u"watch"_s, u"--kinds"_s, u"bindings"_s, u"--kubeconfig"_s, kubeconfig(server->url().toString())});
        QCOMPARE(run.exit, 2);
        QVERIFY2(run.err.endsWith("“bindings” cannot be listed\n"), run.err.constData());
    }

    // A server that is not TLS gets no token, but it is told as whom to act.
    void actsAs()
    {
        const auto server =
            ScriptServer::plain(withKinds([](QTcpSocket *socket, const QByteArray &) { notFound(socket); }));
        const support::Run run =
            support::runProgram({u"watch"_s, u"--for"_s, u"0s"_s, u"--kinds"_s, u"pods"_s, u"--as"_s, u"jane"_s,
                                 u"--kubeconfig"_s, kubeconfig(server->url().toString())});
        QVERIFY(!server->requests.isEmpty());
        for (const QByteArray &request : std::as_const(server->requests))
            QVERIFY2(request.toLower().contains("\r\nimpersonate-user: jane\r\n") && !request.contains("geheim"),
                     request.constData());
    }

    void refusedBeforeAnythingIsAsked_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("a header in --as") << QStringList{u"--as"_s, u"jane\r\nX-Evil: yes"_s};
        QTest::newRow("a path in -n") << QStringList{u"-n"_s, u"bad/../ns"_s};
    }
    void refusedBeforeAnythingIsAsked()
    {
        QFETCH(QStringList, words);
        const auto server = ScriptServer::plain(withKinds({}));
        const support::Run run = support::runProgram(
            QStringList{u"watch"_s, u"--kubeconfig"_s, kubeconfig(server->url().toString())} + words);
        QCOMPARE(run.exit, 2);
        QVERIFY2(run.err.startsWith("kubewright: "), run.err.constData());
        QVERIFY(server->requests.isEmpty());
    }

    // A server that takes an object and answers with something else, or not at all.
    void writes_data()
    {
        QTest::addColumn<ScriptServer::Handler>("onPatch");
        QTest::addColumn<QByteArray>("out");
        QTest::newRow("nonsense")
            << ScriptServer::Handler(
                   [](QTcpSocket *socket, const QByteArray &) { ScriptServer::answer(socket, 200, "{}"); })
            << QByteArray("stdin:1:1: error: the server answered, but not with secret/a [server-refused]\n"
                          "stdin:6:1: error: the server answered, but not with secret/b [server-refused]\n");
        QTest::newRow("lost")
            << ScriptServer::Handler([](QTcpSocket *socket, const QByteArray &request) {
                   const QByteArray name = request.contains("/secrets/a?") ? "a" : "b";
                   if (!request.contains("dryRun")) return ScriptServer::reset(socket);
                   ScriptServer::answer(socket, 201,
                                        j("{'apiVersion':'v1','kind':'Secret','metadata':{'name':'") + name + j("'}}"));
               })
            << QByteArray(
                   "stdin:1:1: error: 127.0.0.1:PORT closed the connection before the answer was complete (looked "
                   "up: it was not written) [server-refused]\nsecret/b not tried\n");
        QTest::newRow("a Secret's value")
            << ScriptServer::Handler([](QTcpSocket *socket, const QByteArray &) {
                   ScriptServer::answer(
                       socket, 500,
                       j("{'kind':'Status','code':500,'message':'failed to create typed patch object (shop/a; "
                         "v1, Kind=Secret): .stringData.p: expected string, got &value.valueUnstructured"
                         "{Value:12345678}'}"),
                       "Warning: 299 - \"careful: 12345678\"\r\n");
               })
            << QByteArray("stdin:4:17: error: .stringData.p: expected string, got … [server-invalid]\n"
                          "stdin:9:17: error: .stringData.p: expected string, got … [server-invalid]\n");
    }
    void writes()
    {
        QFETCH(ScriptServer::Handler, onPatch);
        QFETCH(QByteArray, out);
        const auto server = ScriptServer::plain(withKinds(
            [onPatch](QTcpSocket *socket, const QByteArray &request) {
                request.startsWith("PATCH ") ? onPatch(socket, request) : notFound(socket);
            },
            "secrets", "Secret"));
        const QByteArray one = "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {p: 12345678}\n";
        const support::Run run =
            support::runProgram({u"apply"_s, u"-f"_s, u"-"_s, u"--kubeconfig"_s, kubeconfig(server->url().toString())},
                                one + "---\n" + QByteArray(one).replace("name: a", "name: b"));
        QCOMPARE(run.exit, 1);
        QCOMPARE(run.out, out.replace("PORT", QByteArray::number(server->url().port())));
        QVERIFY2(!run.err.contains("12345678"), run.err.constData());
    }

    // `watch | head -1`
    void endsWhenNobodyReads()
    {
        const auto server = ScriptServer::plain(withKinds([](QTcpSocket *socket, const QByteArray &request) {
            const QByteArray type = "Content-Type: application/json\r\n";
            if (request.contains("watch=true")) return void(socket->write("HTTP/1.1 200 OK\r\n" + type + "\r\n"));
            ScriptServer::answer(socket, 200, j("{'kind':'PodList','metadata':{'resourceVersion':'5'},'items':[]}"),
                                 type);
        }));
        QProcess shell; // it waits for both
        shell.setProcessEnvironment(support::bareEnvironment());
        shell.start(u"sh"_s,
                    {u"-c"_s, u"\"$@\" | true"_s, u"sh"_s, QCoreApplication::applicationDirPath() + u"/kubewright"_s,
                     u"watch"_s, u"--kinds"_s, u"pods"_s, u"--kubeconfig"_s, kubeconfig(server->url().toString())});
        QVERIFY(QTest::qWaitFor([&] { return shell.state() == QProcess::NotRunning; }, 20000));
        QVERIFY(shell.readAllStandardError().startsWith("watching context lab, "));
    }

    void kubeconfigs_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("no file") << QStringList{u"--kubeconfig"_s, u"/no/such/config"_s}
                                 << QByteArray("kubewright: /no/such/config");
        QTest::newRow("any level") << QStringList{u"-v=99"_s, u"--kubeconfig"_s, u"/no/such/config"_s}
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
