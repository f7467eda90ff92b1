// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/apiclient.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

// `kubewright practice` as a user meets it: a program that says when it is ready, and stops when it is told to.
class TestPracticeCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }
    void servesAndStops();
    void keepsItsState();
    void kubeconfigGoesWithIt();
    void overwritesNobodysFile();
    void refusesABrokenState();
    void refusesATakenPort();

private:
    // Started, with its one line read.
    std::unique_ptr<QProcess> started(const QStringList &words, QByteArray *line);
    static int stopped(QProcess &process, int signal = SIGTERM);
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

namespace {

constexpr int patienceMs = 20000;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

std::unique_ptr<QProcess> TestPracticeCommand::started(const QStringList &words, QByteArray *line)
{
    auto process = std::make_unique<QProcess>();
    process->start(QCoreApplication::applicationDirPath() + u"/kubewright"_s, QStringList{u"practice"_s} + words);
    while (process->state() != QProcess::NotRunning && !process->canReadLine())
        if (!process->waitForReadyRead(patienceMs)) break;
    *line = process->readLine().trimmed();
    return process;
}

int TestPracticeCommand::stopped(QProcess &process, int signal)
{
    ::kill(pid_t(process.processId()), signal);
    if (!process.waitForFinished(patienceMs) || process.exitStatus() != QProcess::NormalExit) return -1;
    return process.exitCode();
}

void TestPracticeCommand::servesAndStops()
{
    for (const int signal : {SIGTERM, SIGINT}) {
        QByteArray line;
        const QString file = path(u"kubeconfig"_s);
        const auto process = started({u"--write-kubeconfig"_s, file, u"--nodes"_s, u"2"_s}, &line);
        QVERIFY2(line.startsWith("The practice cluster is ready: https://127.0.0.1:"), line.constData());
        QVERIFY(line.endsWith(", kubeconfig " + file.toUtf8()));
        QCOMPARE(QFileInfo(file).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
        const auto client = contract::ApiClient::open(contentOf(file), {});
        QVERIFY(client);
        QCOMPARE(client->request("GET", "/version").code, 200);
        const QJsonDocument nodes = QJsonDocument::fromJson(client->request("GET", "/api/v1/nodes").body);
        QCOMPARE(nodes[u"items"_s].toArray().size(), 2);
        QCOMPARE(stopped(*process, signal), 0);
        QCOMPARE(process->readAllStandardOutput(), QByteArray());
        QCOMPARE(process->readAllStandardError(), QByteArray());
    }
}

void TestPracticeCommand::keepsItsState()
{
    const QStringList words{u"--write-kubeconfig"_s, path(u"kept"_s), u"--state"_s, path(u"state"_s)};
    const QByteArray object = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"kept"},"data":{"k":"v"}})";
    QByteArray line, version;
    {
        const auto process = started(words, &line);
        const auto client = contract::ApiClient::open(contentOf(words.at(1)), {});
        QVERIFY(client);
        const contract::Reply made =
            client->request("POST", "/api/v1/namespaces/default/configmaps", object, "application/json");
        QCOMPARE(made.code, 201);
        version = QJsonDocument::fromJson(made.body)[u"metadata"_s][u"resourceVersion"_s].toString().toLatin1();
        QCOMPARE(stopped(*process), 0);
    }
    QCOMPARE(QFileInfo(path(u"state"_s)).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    const auto process = started(words, &line);
    const auto client = contract::ApiClient::open(contentOf(words.at(1)), {});
    QVERIFY(client);
    const contract::Reply kept = client->request("GET", "/api/v1/namespaces/default/configmaps/kept");
    QCOMPARE(kept.code, 200);
    QCOMPARE(QJsonDocument::fromJson(kept.body)[u"metadata"_s][u"resourceVersion"_s].toString().toLatin1(), version);
    QCOMPARE(stopped(*process), 0);
}

void TestPracticeCommand::kubeconfigGoesWithIt()
{
    QByteArray line;
    const auto process = started({}, &line);
    const QString file = QString::fromUtf8(line.mid(line.indexOf(", kubeconfig ") + 13));
    QVERIFY2(QFileInfo::exists(file), line.constData());
    QCOMPARE(stopped(*process), 0);
    QVERIFY(!QFileInfo::exists(file));
}

void TestPracticeCommand::overwritesNobodysFile()
{
    const QString file = path(u"mine"_s);
    QFile mine(file);
    QVERIFY(mine.open(QIODevice::WriteOnly));
    mine.write("apiVersion: v1\nkind: Config\n");
    mine.close();
    QByteArray line;
    const auto process = started({u"--write-kubeconfig"_s, file}, &line);
    QVERIFY(process->state() == QProcess::NotRunning || process->waitForFinished(patienceMs));
    QCOMPARE(process->exitCode(), 2);
    QCOMPARE(line, QByteArray());
    QVERIFY(process->readAllStandardError().contains("is no practice cluster's kubeconfig"));
    QCOMPARE(contentOf(file), QByteArray("apiVersion: v1\nkind: Config\n"));
}

void TestPracticeCommand::refusesABrokenState()
{
    QFile state(path(u"broken"_s));
    QVERIFY(state.open(QIODevice::WriteOnly));
    state.write("not a state");
    state.close();
    QByteArray line;
    const auto process = started({u"--state"_s, path(u"broken"_s)}, &line);
    QVERIFY(process->state() == QProcess::NotRunning || process->waitForFinished(patienceMs));
    QCOMPARE(process->exitCode(), 2);
    QVERIFY(process->readAllStandardError().startsWith("kubewright: "));
    QCOMPARE(contentOf(path(u"broken"_s)), QByteArray("not a state"));
}

void TestPracticeCommand::refusesATakenPort()
{
    QByteArray line, second;
    const auto process = started({}, &line);
    const QByteArray port = line.mid(line.indexOf("127.0.0.1:") + 10).split(',').first();
    const auto other = started({u"--port"_s, QString::fromLatin1(port)}, &second);
    QVERIFY(other->state() == QProcess::NotRunning || other->waitForFinished(patienceMs));
    QCOMPARE(other->exitCode(), 2);
    QVERIFY(other->readAllStandardError().contains("127.0.0.1:" + port));
    QCOMPARE(stopped(*process), 0);
}

QTEST_GUILESS_MAIN(TestPracticeCommand)
#include "tst_practicecommand.moc"
