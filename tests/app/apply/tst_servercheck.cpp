// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apply/servercheck.h"
#include "tests/app/apply/configmapserver.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using support::ScriptServer;

namespace {

const QByteArray manifests = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: good}\n---\n"
                             "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bad}\ndata:\n  key: value\n---\n"
                             "apiVersion: example.com/v1\nkind: Fleet\nmetadata: {name: far}\n---\n"
                             "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: old}\ndata:\n  key: value\n";
const QByteArray warned = "Warning: 299 - \"data[key]: deprecated since v1.14; use \\\"binaryData\\\" instead\"\r\n"
                          "Warning: 299 - \"v1 ConfigMap is deprecated in v1.99+\"\r\n"
                          "Warning: 299 - \"unknown field \\\"data.nope\\\"\"\r\n"
                          "Warning: 299 - \"nothing: of it\"\r\n";
const QByteArray refusal = R"({"kind":"Status","status":"Failure","code":422,"reason":"Invalid","message":"invalid",
    "details":{"causes":[{"reason":"FieldValueInvalid","field":"data[key]","message":"Invalid value: no"}]}})";

void serve(QTcpSocket *socket, const QByteArray &request, bool isDown, QByteArrayList &seen)
{
    const QByteArray line = request.left(request.indexOf('\r'));
    seen << line;
    if (line.startsWith("PATCH ")) {
        if (isDown) return socket->abort();
        if (line.contains("/bad?")) return ScriptServer::answer(socket, 422, refusal, support::jsonHeader());
        if (line.contains("/old?"))
            return ScriptServer::answer(socket, 201, support::configMap("old"), support::jsonHeader() + warned);
        return ScriptServer::answer(socket, 201, support::configMap("good"), support::jsonHeader());
    }
    support::answerAsConfigMapServer(socket, request);
}

} // namespace

class TestServerCheck : public QObject
{
    Q_OBJECT

    std::unique_ptr<ScriptServer> m_server;
    std::unique_ptr<app::ClusterLink> m_link;
    QTemporaryDir m_folder;
    QByteArrayList m_seen;
    bool m_isDown = false;

    std::shared_ptr<const model::ResourceSet> resources()
    {
        model::Document document;
        document.load(u"shop.yaml"_s, manifests);
        return document.resources();
    }

private Q_SLOTS:
    void init()
    {
        m_isDown = false;
        m_seen.clear();
        m_server = ScriptServer::plain(
            [this](QTcpSocket *socket, const QByteArray &request) { serve(socket, request, m_isDown, m_seen); });
        QFile file(m_folder.filePath(u"config"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(support::kubeconfigOf(m_server->url()));
        file.close();
        m_link = std::make_unique<app::ClusterLink>();
        m_link->setKubeconfigPath(file.fileName());
        m_link->open(u"here"_s);
        QVERIFY(m_link->isOpen());
    }

    void tellsWhatIsRefused()
    {
        app::ServerCheck check(m_link.get());
        QSignalSpy finished(&check, &app::ServerCheck::finished), failed(&check, &app::ServerCheck::failed);
        const QDateTime before = QDateTime::currentDateTime();
        check.start(resources());
        QVERIFY(check.isRunning());
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!check.isRunning());
        const auto answer = finished[0][0].value<app::ServerAnswer>();
        QStringList told;
        for (const model::Problem &problem : answer.problems)
            told << QString::number(problem.line) + u' ' + problem.resource.name + u' ' + problem.rule + u' ' +
                        problem.field.toString();
        QCOMPARE(told, QStringList({u"9 bad server-invalid data.key"_s, u"19 old server-warning data.key"_s,
                                    u"15 old server-warning "_s, u"19 old server-warning data"_s,
                                    u"15 old server-warning "_s, u"11 far server-refused "_s}));
        for (const model::Problem &problem : answer.problems) {
            const bool isWarning = problem.rule == u"server-warning";
            QCOMPARE(problem.severity, isWarning ? model::Severity::Warning : model::Severity::Error);
            QCOMPARE(problem.layer, model::Layer::Server);
            if (isWarning) QCOMPARE(problem.file, u"shop.yaml"_s);
        }
        QCOMPARE(answer.problems[1].message, u"data[key]: deprecated since v1.14; use \"binaryData\" instead"_s);
        QCOMPARE(answer.context, u"here"_s);
        QVERIFY(answer.asked >= before && answer.asked <= QDateTime::currentDateTime());
        QVERIFY(!answer.isStale);
        for (const QByteArray &line : m_seen) // nothing was written
            QVERIFY2(!line.startsWith("PATCH ") || line.contains("dryRun=All"), line.constData());
    }

    void noAnswerIsNoWord()
    {
        m_isDown = true;
        app::ServerCheck check(m_link.get());
        QSignalSpy finished(&check, &app::ServerCheck::finished), failed(&check, &app::ServerCheck::failed);
        check.start(resources());
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30000);
        QCOMPARE(finished.size(), 0);
        QVERIFY(!check.isRunning());
    }

    void endsWithTheConnection()
    {
        app::ServerCheck check(m_link.get());
        QSignalSpy failed(&check, &app::ServerCheck::failed);
        check.start(resources());
        m_link->close();
        QCOMPARE(failed.size(), 1);
        QVERIFY(!check.isRunning());
        check.start(resources());
        QCOMPARE(failed.size(), 2);
    }
};

QTEST_MAIN(TestServerCheck)
#include "tst_servercheck.moc"
