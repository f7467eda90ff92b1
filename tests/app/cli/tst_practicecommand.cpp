// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/apiclient.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
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
    void oneServerHasAState();
    void stateThatCannotBeKept();
    void emptyStateIsNone();
    void impatientSignalsLoseNothing();
    void stopsWhileItStarts();
    void badWords_data();
    void badWords();

private:
    // Started, with its one line read.
    std::unique_ptr<QProcess> started(const QStringList &words, QByteArray *line);
    static int stopped(QProcess &process, int signal = SIGTERM);
    // One that does not get ready: it ended with 2, and this is what it said.
    QByteArray refusalOf(const QStringList &words);
    // A ConfigMap of so many bytes; whether it was made.
    static bool make(const QByteArray &kubeconfig, const QByteArray &name, qsizetype bytes = 1);
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
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
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

QByteArray TestPracticeCommand::refusalOf(const QStringList &words)
{
    QByteArray line;
    const auto process = started(words, &line);
    if (process->state() != QProcess::NotRunning && !process->waitForFinished(patienceMs)) return "it runs: " + line;
    if (process->exitCode() != 2 || !line.isEmpty()) return "not refused: " + line;
    return process->readAllStandardError().trimmed();
}

bool TestPracticeCommand::make(const QByteArray &kubeconfig, const QByteArray &name, qsizetype bytes)
{
    const auto client = contract::ApiClient::open(kubeconfig, {});
    const QByteArray object = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":")" + name +
                              R"("},"data":{"k":")" + QByteArray(bytes, 'v') + R"("}})";
    return client &&
           client->request("POST", "/api/v1/namespaces/default/configmaps", object, "application/json").code == 201;
}

void TestPracticeCommand::oneServerHasAState()
{
    const QString state = path(u"shared"_s);
    const QString link = path(u"link"_s);
    QByteArray line;
    {
        const auto process = started({u"--state"_s, state}, &line);
        QVERIFY2(line.contains("is ready"), line.constData());
        const QByteArray who = "process " + QByteArray::number(process->processId());
        const QByteArray refusal = refusalOf({u"--state"_s, state});
        QVERIFY2(refusal.startsWith("kubewright: " + state.toUtf8()) && refusal.contains(who), refusal.constData());
        QCOMPARE(stopped(*process), 0);
    }
    QVERIFY(QFile::link(state, link));
    const auto process = started({u"--state"_s, state}, &line);
    QVERIFY2(line.contains("is ready"), line.constData());
    QVERIFY(refusalOf({u"--state"_s, link}).contains("has this state already"));
    // Who is killed holds nothing any longer.
    process->kill();
    QVERIFY(process->waitForFinished(patienceMs));
    const auto next = started({u"--state"_s, link}, &line);
    QVERIFY2(line.contains("is ready"), line.constData());
    QCOMPARE(stopped(*next), 0);
    QVERIFY(!QFileInfo::exists(state + u".lock"_s));
}

void TestPracticeCommand::stateThatCannotBeKept()
{
    const QString nowhere = path(u"no/such/folder"_s);
    const QByteArray refusal = refusalOf({u"--state"_s, nowhere});
    QVERIFY2(refusal.startsWith("kubewright: " + nowhere.toUtf8() + ": cannot be saved"), refusal.constData());
    QVERIFY(refusalOf({u"--state"_s, m_folder.path()}).contains("cannot be saved"));
    QVERIFY(!QFileInfo::exists(m_folder.path() + u".lock"_s));
}

void TestPracticeCommand::emptyStateIsNone()
{
    const QString state = path(u"none"_s);
    QFile file(state);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QByteArray line;
    const auto process = started({u"--state"_s, state}, &line);
    QVERIFY2(line.contains("is ready"), line.constData());
    QCOMPARE(stopped(*process), 0);
    QVERIFY(contentOf(state).startsWith("KWSTORE"));
}

void TestPracticeCommand::impatientSignalsLoseNothing()
{
    const QString state = path(u"impatient"_s);
    const QStringList words{u"--state"_s, state, u"--write-kubeconfig"_s, path(u"impatient.kubeconfig"_s)};
    for (const int second : {SIGTERM, SIGHUP}) {
        QByteArray line;
        const auto process = started(words, &line);
        const QByteArray name = second == SIGTERM ? "one" : "two";
        QVERIFY(make(contentOf(words.at(3)), name, 1 << 20)); // some time to save
        ::kill(pid_t(process->processId()), SIGTERM);
        QCOMPARE(stopped(*process, second), 0);
        QVERIFY(contentOf(state).contains("configmaps/default/" + name));
    }
}

void TestPracticeCommand::stopsWhileItStarts()
{
    const QString state = path(u"large"_s);
    const QStringList words{u"--state"_s, state, u"--write-kubeconfig"_s, path(u"large.kubeconfig"_s)};
    QByteArray line;
    {
        const auto process = started(words, &line);
        for (int i = 0; i < 20; ++i) QVERIFY(make(contentOf(words.at(3)), "c" + QByteArray::number(i), 1 << 20));
        QCOMPARE(stopped(*process), 0);
    }
    const QByteArray before = contentOf(state);
    // Sooner or later, it ends well and harms nothing.
    for (const int ms : {30, 60, 90, 120, 200}) {
        QProcess process;
        process.start(QCoreApplication::applicationDirPath() + u"/kubewright"_s, QStringList{u"practice"_s} + words);
        QVERIFY(process.waitForStarted());
        const QDeadlineTimer patience(patienceMs);
        while (!QFileInfo::exists(state + u".lock"_s) && !patience.hasExpired()) QTest::qWait(1);
        QTest::qWait(ms);
        QCOMPARE(stopped(process), 0);
        QCOMPARE(process.readAllStandardError(), QByteArray());
        // One that was ready has lived a little: then it is another state, and a whole one.
        const QByteArray after = contentOf(state);
        for (int i = 0; i < 20 && after != before; ++i)
            QVERIFY(after.contains("configmaps/default/c" + QByteArray::number(i)));
        QVERIFY(after.size() >= before.size() / 2);
        QVERIFY(!QFileInfo::exists(state + u".lock"_s));
    }
}

void TestPracticeCommand::badWords_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("refusal");
    const auto row = [](const char *option, const char *value, const char *refusal) {
        QTest::newRow(qPrintable(QLatin1String(option) + u' ' + QLatin1String(value)))
            << QStringList{QLatin1String(option), QLatin1String(value)}
            << "kubewright: practice: " + QByteArray(option) + ": “" + value + "” is " + refusal;
    };
    const char *nodes = "no whole number from 0 to 5000";
    const char *port = "no whole number from 0 to 65535";
    for (const char *value : {"nan", "2.7", "1e2", "-1", "+3", "0x3", "5001", "3 "}) row("--nodes", value, nodes);
    for (const char *value : {"nan", "80.5", "1e4", "65536", "inf"}) row("--port", value, port);
    for (const char *value : {"nan", "inf", "1e1", "0", "101", "1."})
        row("--speed", value, "no number from 0.1 to 100");
    QTest::newRow("one file for both") << QStringList{u"--state"_s, path(u"both"_s), u"--write-kubeconfig"_s,
                                                      m_folder.path() + u"/./both"_s}
                                       << "kubewright: practice: --state and --write-kubeconfig: both are " +
                                              m_folder.path().toUtf8() + "/./both";
}

void TestPracticeCommand::badWords()
{
    QFETCH(QStringList, words);
    QTEST(refusalOf(words), "refusal");
    QVERIFY(!QFileInfo::exists(path(u"both"_s)));
}

QTEST_GUILESS_MAIN(TestPracticeCommand)
#include "tst_practicecommand.moc"
