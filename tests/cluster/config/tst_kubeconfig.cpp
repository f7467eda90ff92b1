// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/config/connection.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using cluster::Kubeconfig;
using cluster::KubeconfigPaths;
using namespace Qt::StringLiterals;

class TestKubeconfig : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    QString write(const QString &name, const QByteArray &content) const
    {
        const QString path = m_dir.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("can't write a fixture");
        return path;
    }

    static QString print(const model::Result<Kubeconfig> &config)
    {
        if (!config) return "error: "_L1 + config.error().toString();
        QString text = "current "_L1 + config->currentContext() + '\n'_L1;
        for (const cluster::ContextInfo &info : config->contexts())
            text += u"%1: %2 %3 %4 %5%6\n"_s.arg(info.name, info.cluster, info.user, info.server, info.nameSpace,
                                                 info.problem.isEmpty() ? QString() : " ! "_L1 + info.problem);
        for (const QString &warning : config->warnings()) text += "warning: "_L1 + warning + '\n'_L1;
        return text.remove(QDir::tempPath()).trimmed();
    }

    // One context made of one cluster and one user, whose fields are given in flow style.
    static QByteArray single(const QByteArray &cluster, const QByteArray &user, const QByteArray &nameSpace = "ns")
    {
        return "current-context: c\n"
               "clusters: [{name: k, cluster: {" +
               cluster +
               "}}]\n"
               "users: [{name: u, user: {" +
               user +
               "}}]\n"
               "contexts: [{name: c, context: {cluster: k, user: u, namespace: " +
               nameSpace + "}}]\n";
    }

private Q_SLOTS:
    void choosesFiles_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("home");
        QTest::addColumn<QStringList>("files");
        QTest::newRow("explicit is alone") << u"/x"_s << u"/a:/b"_s << u"/h"_s << QStringList{u"/x"_s};
        QTest::newRow("list without duplicates")
            << QString() << u"/a::/b:/a"_s << u"/h"_s << QStringList{u"/a"_s, u"/b"_s};
        QTest::newRow("home") << QString() << QString() << u"/h"_s << QStringList{u"/h/.kube/config"_s};
        QTest::newRow("no home at all") << QString() << QString() << QString() << QStringList();
    }
    void choosesFiles()
    {
        QFETCH(QString, given);
        QFETCH(QString, variable);
        QFETCH(QString, home);
        QProcessEnvironment environment;
        if (!variable.isEmpty()) environment.insert(u"KUBECONFIG"_s, variable);
        if (!home.isEmpty()) environment.insert(u"HOME"_s, home);
        const auto paths = KubeconfigPaths::choose(given, environment);
        QTEST(paths.files, "files");
        QCOMPARE(paths.mustExist, !given.isEmpty());
    }

    void mergesFirstDefinitionWhole()
    {
        const QString one = write(u"one"_s, "clusters: [{name: a, cluster: {server: 'https://one'}}]\n"
                                            "contexts: [{name: x, context: {cluster: a, user: u}}]\n");
        const QString two =
            write(u"two"_s, "apiVersion: v1\nkind: Config\ncurrent-context: z\n"
                            "clusters: [{name: a, cluster: {server: 'https://two', tls-server-name: t}},"
                            " {name: b, cluster: {server: 'https://b:8443/prefix'}}]\n"
                            "users: [{name: u, user: {token: secret}}]\n"
                            "contexts: [{name: z, context: {cluster: b, user: u, namespace: web}}]\n");
        const QString three = write(u"three"_s, "current-context: x\n");
        const QString missing = m_dir.filePath(u"missing"_s);
        QCOMPARE(print(Kubeconfig::load({{missing, one, two, three}, false})),
                 u"current z\nx: a u https://one default\nz: b u https://b:8443/prefix web"_s);
    }

    void missingFiles()
    {
        const QString missing = m_dir.filePath(u"missing"_s);
        QVERIFY(print(Kubeconfig::load({{missing}, false})).contains("warning: no kubeconfig found"_L1));
        const auto explicitly = Kubeconfig::load({{missing}, true});
        QVERIFY(!explicitly);
        QCOMPARE(explicitly.error().code, model::Error::Code::NotFound);
        QCOMPARE(explicitly.error().where->file, missing);
        QCOMPARE(print(Kubeconfig::load({{}, false})), u"current"_s);
    }

    void refusesText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message"); // after the path
        QTest::newRow("no yaml") << QByteArray("clusters: [}") << u":1:12: "_s;
        QTest::newRow("lone comma") << QByteArray(",") << u":1:1: "_s;
        QTest::newRow("tab") << QByteArray("clusters:\n\t- a") << u":2:1: "_s;
        QTest::newRow("scalar") << QByteArray("hello") << u":1:1: this is not a kubeconfig"_s;
        QTest::newRow("other kind") << QByteArray("kind: Pod") << u":1:7: this is not a kubeconfig: its kind is Pod"_s;
        QTest::newRow("duplicate") << QByteArray("users:\n- {name: a}\n- {name: a}\n")
                                   << u":3:3: users has two entries named \"a\""_s;
        QTest::newRow("number for string") << QByteArray("users:\n- {name: a, user: {token: 123}}\n")
                                           << u":2:27: token has to be a string; put it into quotes"_s;
        QTest::newRow("string for bool") << QByteArray(
                                                "clusters: [{name: a, cluster: {insecure-skip-tls-verify: 'yes'}}]")
                                         << u":1:58: insecure-skip-tls-verify has to be true or false"_s;
        QTest::newRow("list expected") << QByteArray("contexts: {a: 1}") << u":1:11: contexts has to be a list"_s;
        QTest::newRow("mapping expected")
            << QByteArray("contexts: [{name: a, context: [1]}]") << u":1:31: context has to be a mapping"_s;
        QTest::newRow("UTF-16") << QByteArray("\xff\xfe{\0}\0", 6) << QString();
        QTest::newRow("NUL") << QByteArray("a: \0", 4) << QString();
        QTest::newRow("deep") << QByteArray(10001, '[') << QString();
        QTest::newRow("bomb") << "a: &a [x,x,x,x,x,x,x,x,x]\n" + [] {
            QByteArray text;
            for (char c = 'b'; c < 'm'; ++c)
                text += QByteArray(1, c) + ": &" + c + " [" +
                        (QByteArray("*") + char(c - 1) + ",").repeated(9).chopped(1) + "]\n";
            return text + "clusters: *l\n";
        }() << QString();
    }
    void refusesText()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        const QString path = write(u"bad"_s, text);
        QElapsedTimer timer;
        timer.start();
        const auto config = Kubeconfig::load({{path}, true});
        QVERIFY2(timer.elapsed() < 1000, QByteArray::number(timer.elapsed()).constData());
        QVERIFY(!config);
        const QString printed = config.error().toString();
        QVERIFY2(printed.startsWith(path + message), qPrintable(printed));
        if (message.contains("kubeconfig"_L1) || message.contains("has "_L1)) QCOMPARE(printed, path + message);
    }

    void acceptsText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("comment") << QByteArray("# nothing\n");
        QTest::newRow("CRLF") << QByteArray("kind: Config\r\nclusters: []\r\n");
        QTest::newRow("nulls") << QByteArray("clusters: null\nusers: ~\ncontexts:\ncurrent-context: \"\"\n");
        QTest::newRow("JSON") << QByteArray("{\"kind\":\"Config\",\"contexts\":null,\"preferences\":{\"x\":[1,2]}}");
        QTest::newRow("unknown fields") << QByteArray("what: {ever: 1}\n");
    }
    void acceptsText()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(print(Kubeconfig::load({{write(u"good"_s, text)}, true})), u"current"_s);
    }

    void refusesHostileFilesAtOnce_data()
    {
        QTest::addColumn<QString>("path");
        const QString loop = m_dir.filePath(u"loop"_s);
        QFile::link(loop, loop);
        QTest::newRow("symlink loop") << loop;
        QTest::newRow("directory") << m_dir.path();
        const QString fifo = m_dir.filePath(u"fifo"_s);
        ::mkfifo(QFile::encodeName(fifo).constData(), 0600);
        QTest::newRow("FIFO") << fifo;
        QTest::newRow("/dev/zero") << u"/dev/zero"_s;
        QFile large(m_dir.filePath(u"large"_s));
        QVERIFY(large.open(QIODevice::WriteOnly));
        QVERIFY(large.resize(qint64(1) << 30));
        QTest::newRow("1 GB") << large.fileName();
        QTest::newRow("10 MB in one line") << write(u"line"_s, "a: " + QByteArray(10 << 20, 'x'));
        QTest::newRow("not a directory") << write(u"plain"_s, "") + "/config"_L1;
    }
    void refusesHostileFilesAtOnce()
    {
        QFETCH(QString, path);
        QElapsedTimer timer;
        timer.start();
        const auto config = Kubeconfig::load({{path}, false});
        QVERIFY2(timer.elapsed() < 1000, QByteArray::number(timer.elapsed()).constData());
        QVERIFY(!config);
        QCOMPARE(config.error().where->file, path);
    }

    void checksEntries_data()
    {
        QTest::addColumn<QByteArray>("cluster");
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QByteArray>("nameSpace");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, const char *cluster, const char *user, const char *problem,
                            const char *nameSpace = "ns") {
            QTest::newRow(name) << QByteArray(cluster) << QByteArray(user) << QByteArray(nameSpace)
                                << QString::fromUtf8(problem);
        };
        const char *good = "server: 'https://h'";
        row("fine", good, "token: t", "");
        row("no credentials", good, "", "");
        row("ca twice", "server: 'https://h', certificate-authority: f, certificate-authority-data: Zg==", "",
            "context \"c\": cluster \"k\" sets both certificate-authority-data and certificate-authority; keep one of "
            "them");
        row("ca and insecure", "server: 'https://h', certificate-authority: f, insecure-skip-tls-verify: true", "",
            "context \"c\": cluster \"k\" sets both certificate-authority and insecure-skip-tls-verify; keep one of "
            "them");
        row("certificate twice", good, "client-certificate: f, client-certificate-data: Zg==, client-key: k",
            "context \"c\": user \"u\" sets both client-certificate-data and client-certificate; keep one of them");
        row("key twice", good, "client-certificate: f, client-key-data: Zg==, client-key: k",
            "context \"c\": user \"u\" sets both client-key-data and client-key; keep one of them");
        row("no key", good, "client-certificate: f",
            "context \"c\": user \"u\" has client-certificate without client-key");
        row("token and basic", good, "token: t, username: bob, password: geheim",
            "context \"c\": user \"u\" sets both token and username; keep one of them");
        row("exec and provider", good, "exec: {command: a}, auth-provider: {name: gcp}",
            "context \"c\": user \"u\" sets both exec and auth-provider; keep one of them");
        row("exec", good, "exec: {command: aws, apiVersion: v1}",
            "context \"c\": user \"u\" logs in with the program aws (exec plugin); this is not supported yet");
        row("exec beside a token is not asked", good, "token: t, exec: {command: aws}", "");
        row("auth-provider", good, "auth-provider: {name: oidc, config: {id-token: geheim}}",
            "context \"c\": user \"u\" logs in with the auth-provider oidc; this is not supported");
        row("as-groups without as", good, "as-groups: [a]",
            "context \"c\": user \"u\" sets as-uid, as-groups or as-user-extra without as");
        row("token with line break", good, "token: \"geheim\\r\\nX: y\"",
            "context \"c\": token of user \"u\" holds spaces, line breaks or other characters that no token has");
        row("no server", "", "", "context \"c\": cluster \"k\" has no server");
        row("ftp", "server: 'ftp://h'", "",
            "context \"c\": server of cluster \"k\" is not a URL such as https://host:6443");
        row("user info", "server: 'https://me:geheim@h'", "",
            "context \"c\": server of cluster \"k\" holds a user name; credentials belong under users");
        row("namespace", good, "",
            "context \"c\": namespace \"Not_A_Label\" is not a name that Kubernetes allows (a DNS label)",
            "Not_A_Label");
    }
    void checksEntries()
    {
        QFETCH(QByteArray, cluster);
        QFETCH(QByteArray, user);
        QFETCH(QByteArray, nameSpace);
        const auto config = Kubeconfig::load({{write(u"entry"_s, single(cluster, user, nameSpace))}, true});
        QVERIFY2(config.ok(), config ? "" : qPrintable(config.error().toString()));
        QTEST(config->contexts().at(0).problem, "problem");
        QFETCH(QString, problem);
        const auto endpoint = config->endpoint({}, {});
        if (!problem.isEmpty())
            QCOMPARE(endpoint.error().message, problem);
        else
            QVERIFY2(endpoint.ok(), endpoint ? "" : qPrintable(endpoint.error().toString()));
        QVERIFY(!problem.contains("geheim"_L1));
    }

    void danglingNames()
    {
        const auto config =
            Kubeconfig::load({{write(u"dangling"_s, "contexts: [{name: c, context: {cluster: k, user: u}},"
                                                    " {name: d, context: {cluster: l, user: u}}]\n"
                                                    "clusters: [{name: l, cluster: {server: 'https://h'}}]\n")},
                              true});
        QCOMPARE(print(config), u"current \nc: k u  default ! context \"c\": there is no cluster \"k\"\n"
                                "d: l u https://h default ! context \"d\": there is no user \"u\""_s);
        QCOMPARE(config->endpoint({}, {}).error().message, u"the kubeconfig sets no current context"_s);
        QCOMPARE(config->endpoint(u"e"_s, {}).error().message, u"there is no context \"e\" in the kubeconfig"_s);
    }

    void endpointReadsFilesBesideTheKubeconfig()
    {
        write(u"sub/ca.crt"_s, "CA");
        write(u"sub/c.crt"_s, "CERT");
        write(u"sub/token"_s, " from-file\n");
        const QString path = write(
            u"sub/config"_s, single("server: 'https://h:1/p', certificate-authority: ca.crt, tls-server-name: sni",
                                    "client-certificate: c.crt, client-key-data: 'S0VZ', tokenFile: token, as: bob"));
        const auto endpoint = Kubeconfig::load({{path}, true})->endpoint({}, {});
        QVERIFY2(endpoint.ok(), endpoint ? "" : qPrintable(endpoint.error().toString()));
        QCOMPARE(endpoint->tls.ca, QByteArray("CA"));
        QCOMPARE(endpoint->tls.certificate, QByteArray("CERT"));
        QCOMPARE(endpoint->tls.key, QByteArray("KEY"));
        QCOMPARE(endpoint->tls.serverName, u"sni"_s);
        QCOMPARE(endpoint->authorization(), QByteArray("Bearer from-file"));
        QCOMPARE(endpoint->headers, (QList<std::pair<QByteArray, QByteArray>>{{"Impersonate-User", "bob"}}));
        QCOMPARE(endpoint->place(), u"h:1"_s);
    }

    void endpointFailures_data()
    {
        QTest::addColumn<QByteArray>("cluster");
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QString>("message");
        QTest::newRow("no CA file") << QByteArray("server: 'https://h', certificate-authority: nowhere") << QByteArray()
                                    << u"there is no such file"_s;
        QTest::newRow("CA is a device") << QByteArray("server: 'https://h', certificate-authority: /dev/zero")
                                        << QByteArray() << u"this is not a regular file"_s;
        QTest::newRow("not base64") << QByteArray("server: 'https://h', certificate-authority-data: '*'")
                                    << QByteArray() << u"certificate-authority-data of cluster \"k\" is not base64"_s;
        QTest::newRow("no token file") << QByteArray("server: 'https://h'") << QByteArray("tokenFile: nowhere")
                                       << u"tokenFile of user \"u\" can't be read or holds no token"_s;
        QTest::newRow("proxy scheme") << QByteArray("server: 'https://h', proxy-url: 'ftp://p:geheim@x'")
                                      << QByteArray()
                                      << u"proxy-url of cluster \"k\": proxies of scheme \"ftp\" are not supported; "
                                         "http and socks5 are"_s;
    }
    void endpointFailures()
    {
        QFETCH(QByteArray, cluster);
        QFETCH(QByteArray, user);
        const auto endpoint = Kubeconfig::load({{write(u"fail"_s, single(cluster, user))}, true})->endpoint({}, {});
        QVERIFY(!endpoint);
        QTEST(endpoint.error().message, "message");
    }

    void connectionsAreCheckedBeforeTheyAreMade()
    {
        const auto bad = Kubeconfig::load(
            {{write(u"pem"_s, single("server: 'https://h', certificate-authority-data: Zg==", ""))}, true});
        QVERIFY(bad->endpoint({}, {}).ok());
        QCOMPARE(
            cluster::Connection::open(*bad, {}, {}).error().message,
            u"certificate-authority of cluster \"k\": the certificate authority holds no certificate in PEM format"_s);
        const auto badKey = Kubeconfig::load(
            {{write(u"pem"_s, single("server: 'https://h'", "client-key-data: Zg==, client-certificate-data: Zg=="))},
             true});
        QVERIFY(cluster::Connection::open(*badKey, {}, {})
                    .error()
                    .message.startsWith("client-certificate and client-key of user \"u\": "_L1));
        const auto good = Kubeconfig::load({{write(u"plain"_s, single("server: 'https://h'", "token: t"))}, true});
        const auto connection = cluster::Connection::open(*good, u"c"_s, {});
        QVERIFY(connection.ok());
        QCOMPARE(connection->context.nameSpace, u"ns"_s);
        QVERIFY(connection->makeTransport() != nullptr);
    }

    void httpServerGetsNoCredentials()
    {
        const auto config =
            Kubeconfig::load({{write(u"http"_s, single("server: 'http://h'", "token: t, as: bob"))}, true});
        const auto endpoint = config->endpoint({}, {});
        QVERIFY(endpoint.ok());
        QVERIFY(!endpoint->authorization);
        // As whom to act is no credential, and without it the request would be another's.
        QCOMPARE(endpoint->headers, (QList<std::pair<QByteArray, QByteArray>>{{"Impersonate-User", "bob"}}));
    }

    void fiveHundredContextsReadNoOtherFile()
    {
        QByteArray clusters = "clusters:\n", users = "users:\n", contexts = "contexts:\n";
        for (int i = 0; i < 500; ++i) {
            const QByteArray n = QByteArray::number(i);
            clusters +=
                "- {name: k" + n + ", cluster: {server: 'https://h" + n + "', certificate-authority: nowhere}}\n";
            users += "- {name: u" + n + ", user: {client-certificate: nowhere, client-key: nowhere}}\n";
            contexts += "- {name: c" + n + ", context: {cluster: k" + n + ", user: u" + n + "}}\n";
        }
        const QString path = write(u"many"_s, clusters + users + contexts);
        QElapsedTimer timer;
        timer.start();
        const auto config = Kubeconfig::load({{path}, true});
        QVERIFY(config.ok());
        QCOMPARE(config->contexts().size(), 500);
        QVERIFY2(timer.elapsed() < 1000, QByteArray::number(timer.elapsed()).constData());
        QVERIFY(config->contexts().at(499).problem.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestKubeconfig)
#include "tst_kubeconfig.moc"
