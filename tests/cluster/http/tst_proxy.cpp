// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/http/proxy.h"

#include <QTest>

using namespace Qt::StringLiterals;

// Expected values are what golang.org/x/net/http/httpproxy v0.38 (and client-go's CIDR rule over it) decide.
class TestProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decidesAsGoDoes_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("noProxy");
        QTest::addColumn<bool>("proxied");
        const auto row = [](const char *server, const char *noProxy, bool proxied) {
            QTest::addRow("%s without %s", server, noProxy)
                << QString::fromLatin1(server) << QString::fromLatin1(noProxy) << proxied;
        };
        row("https://example.com", "", true);
        row("https://localhost:6443", "", false);
        row("https://127.0.0.1:6443", "", false);
        row("https://127.1.2.3", "", false);
        row("https://[::1]:6443", "", false);
        row("https://example.com", "*", false);
        row("https://example.com", "a, * ,b", false);
        row("https://example.com", "example.com", false);
        row("https://api.example.com", "example.com", false);
        row("https://api.example.com", ".example.com", false);
        row("https://example.com", ".example.com", true);
        row("https://example.com", "*.example.com", true);
        row("https://api.example.com", "*.example.com", false);
        row("https://badexample.com", "example.com", true);
        row("https://EXAMPLE.com", "example.COM", false);
        row("https://example.com", "example.com:443", false);
        row("https://example.com", "example.com:8443", true);
        row("https://example.com:8443", "example.com:8443", false);
        row("https://example.com", ":443", true);
        row("https://10.0.0.1:6443", "10.0.0.0/8", false);
        row("https://11.0.0.1:6443", "10.0.0.0/8", true);
        row("https://10.0.0.1:6443", "10.0.0.1", false);
        row("https://10.0.0.1:6443", "10.0.0.1:6443", false);
        row("https://10.0.0.1:6443", "10.0.0.1:443", true);
        row("https://10.0.0.1:6443", "10", true);
        row("https://10.0.0.1:6443", "10.0.0.0/33", true);
        row("https://[fd00::1]:6443", "fd00::/8", false);
        row("https://[fd00::1]:6443", "fd00::1", false);
        row("https://[fd00::1]:6443", "[fd00::1]:6443", false);
        row("https://[fd00::1]:6443", "[fd00::1]:1", true);
        row("https://example.com", "10.0.0.0/8", true);
    }
    void decidesAsGoDoes()
    {
        QFETCH(QString, server);
        QFETCH(QString, noProxy);
        QProcessEnvironment environment;
        environment.insert(u"HTTPS_PROXY"_s, u"http://proxy:3128"_s);
        environment.insert(u"NO_PROXY"_s, noProxy);
        const auto proxy = cluster::chooseProxy(QUrl(server), {}, environment);
        QVERIFY(proxy.ok());
        QTEST(!proxy->isEmpty(), "proxied");
    }

    void readsVariables_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("proxyUrl");
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QString>("proxy");
        QTest::newRow("none") << u"https://h"_s << QString() << QStringList() << QString();
        QTest::newRow("lower case") << u"https://h"_s << QString() << QStringList{u"https_proxy=http://p:1"_s}
                                    << u"http://p:1"_s;
        QTest::newRow("upper wins") << u"https://h"_s << QString()
                                    << QStringList{u"https_proxy=http://p:1"_s, u"HTTPS_PROXY=http://q:2"_s}
                                    << u"http://q:2"_s;
        QTest::newRow("by scheme") << u"http://h"_s << QString() << QStringList{u"HTTPS_PROXY=http://p:1"_s}
                                   << QString();
        QTest::newRow("http") << u"http://h"_s << QString() << QStringList{u"HTTP_PROXY=http://p:1"_s}
                              << u"http://p:1"_s;
        QTest::newRow("without scheme") << u"https://h"_s << QString() << QStringList{u"HTTPS_PROXY=p:8080"_s}
                                        << u"http://p:8080"_s;
        QTest::newRow("default port") << u"https://h"_s << QString() << QStringList{u"HTTPS_PROXY=http://p"_s}
                                      << u"http://p:80"_s;
        QTest::newRow("proxy-url wins, also over NO_PROXY")
            << u"https://h"_s << u"socks5://s:9"_s << QStringList{u"HTTPS_PROXY=http://p:1"_s, u"NO_PROXY=*"_s}
            << u"socks5://s:9"_s;
        QTest::newRow("proxy-url for loopback")
            << u"https://127.0.0.1"_s << u"http://p:1"_s << QStringList() << u"http://p:1"_s;
        QTest::newRow("no proxy, lower case")
            << u"https://h"_s << QString() << QStringList{u"HTTPS_PROXY=http://p:1"_s, u"no_proxy=h"_s} << QString();
        QTest::newRow("bad scheme") << u"https://h"_s << u"ftp://p:1"_s << QStringList()
                                    << u"! proxies of scheme \"ftp\" are not supported; http and socks5 are"_s;
        QTest::newRow("TLS to the proxy") << u"https://h"_s << u"https://p:1"_s << QStringList()
                                          << u"! proxies of scheme \"https\" are not supported; http and socks5 are"_s;
        QTest::newRow("no URL") << u"https://h"_s << u"p:x:y"_s << QStringList() << u"! the proxy is not a valid URL"_s;
        QTest::newRow("secret in a bad URL")
            << u"https://h"_s << u"http://me:geheim@:9999999"_s << QStringList() << u"! the proxy is not a valid URL"_s;
    }
    void readsVariables()
    {
        QFETCH(QString, server);
        QFETCH(QString, proxyUrl);
        QFETCH(QStringList, variables);
        QProcessEnvironment environment;
        for (const QString &variable : variables)
            environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
        const auto proxy = cluster::chooseProxy(QUrl(server), proxyUrl, environment);
        QTEST(proxy ? proxy->toString() : "! "_L1 + proxy.error().message, "proxy");
    }
};

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_proxy.moc"
