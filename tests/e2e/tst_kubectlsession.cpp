// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/run/practicecluster.h"
#include "tests/support/controlplane.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;

// A long scripted session (kubectlsession) with each kubectl there is, on the practice cluster and, where one is built,
// on a real apiserver without controllers: the transcripts must be the same.
class TestKubectlSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void session_data();
    void session();

private:
    static constexpr int patienceMs = 420000;

    struct Run
    {
        explicit Run(const QString &kubectl, const QString &kubeconfig)
        {
            process.setStandardInputFile(QProcess::nullDevice());
            process.start(QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/tests/e2e/kubectlsession"), {kubectl, kubeconfig});
        }
        QProcess process;
        QString talk() { return QString::fromUtf8(process.readAllStandardError()); }
    };
    static QString versionOf(const QString &kubectl);
    static QStringList known();
    static QStringList transcriptOf(QProcess &process);
    static QString difference(const QStringList &expected, const QStringList &actual);

    QMap<QString, QString> m_kubectls; // by version
    std::unique_ptr<practice::PracticeCluster> m_cluster;
};

// "1.32"; empty when it is none. A dispatcher says one version and runs another: named by the server's it would be
// the wrong one, so what counts is what a program of its own says.
QString TestKubectlSession::versionOf(const QString &kubectl)
{
    QProcess process;
    process.start(kubectl, {u"version"_s, u"--client"_s});
    if (!process.waitForFinished(30000) || process.exitCode() != 0) return {};
    static const QRegularExpression version(u"Client Version: v(\\d+\\.\\d+\\.\\d+)"_s);
    return version.match(QString::fromUtf8(process.readAllStandardOutput())).captured(1);
}

// KUBEWRIGHT_KUBECTL (paths with colons between), or the one that is built with the control plane, the one in PATH, and
// those of other versions beside it ("kubectl.1.32").
QStringList TestKubectlSession::known()
{
    const QString asked = qEnvironmentVariable("KUBEWRIGHT_KUBECTL");
    if (!asked.isEmpty()) return asked.split(u':', Qt::SkipEmptyParts);
    QString built = qEnvironmentVariable("KUBEWRIGHT_ASSETS");
    if (built.isEmpty())
        built = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + u"/kubewright/controlplane"_s;
    QStringList all{built + u"/kubectl"_s};
    const QString inPath = QStandardPaths::findExecutable(u"kubectl"_s);
    if (inPath.isEmpty()) return all;
    const QDir folder = QFileInfo(QFileInfo(inPath).canonicalFilePath()).dir();
    const QFileInfoList beside = folder.entryInfoList({u"kubectl.1.*"_s}, QDir::Files | QDir::Executable, QDir::Name);
    for (const QFileInfo &file : beside) {
        const int minor = file.fileName().section(u'.', 2, 2).toInt();
        if (minor >= 32) all += file.filePath();
    }
    // Beside others it is only what chooses among them.
    if (beside.isEmpty()) all += inPath;
    return all;
}

void TestKubectlSession::initTestCase()
{
    for (const QString &kubectl : known()) {
        const QString version = versionOf(kubectl);
        const QString minor = version.section(u'.', 0, 1);
        const bool another = std::none_of(m_kubectls.keyBegin(), m_kubectls.keyEnd(), [&minor](const QString &there) {
            return there.section(u'.', 0, 1) == minor;
        });
        if (!version.isEmpty() && (another || qEnvironmentVariableIsSet("KUBEWRIGHT_KUBECTL")))
            m_kubectls.insert(version, kubectl);
    }
    if (m_kubectls.isEmpty())
        KUBEWRIGHT_SKIP("no kubectl here (controlplane build makes one; KUBEWRIGHT_KUBECTL names others)");
    qInfo("kubectl %s", qPrintable(QStringList(m_kubectls.keys()).join(u", "_s)));
}

void TestKubectlSession::session_data()
{
    QTest::addColumn<QString>("kubectl");
    for (auto entry = m_kubectls.cbegin(); entry != m_kubectls.cend(); ++entry)
        QTest::newRow(qPrintable(entry.key())) << entry.value();
}

// Without what the practice cluster doesn't have on purpose, and what explains schemas: it has no descriptions there.
QStringList TestKubectlSession::transcriptOf(QProcess &process)
{
    static const QRegularExpression lacking(
        u"^(bindings|certificatesigningrequests|csistoragecapacities|flowschemas|ipaddresses|"
        "prioritylevelconfigurations|servicecidrs|validatingadmissionpolic[a-z]+)\\b"
        "|^(certificates|flowcontrol\\.apiserver|internal\\.apiserver)\\.k8s\\.io/v1$"_s);
    QStringList lines;
    bool explains = false;
    for (const QString &line : QString::fromUtf8(process.readAllStandardOutput()).split(u'\n')) {
        if (line.startsWith(u"$ ")) explains = line.startsWith(u"$ kubectl explain") && !line.contains(u"backup");
        if ((explains && !line.startsWith(u"$ ") && !line.startsWith(u"= ")) || lacking.match(line).hasMatch())
            continue;
        lines += line;
    }
    return lines;
}

// The commands whose answers differ, with both; at most so many.
QString TestKubectlSession::difference(const QStringList &expected, const QStringList &actual)
{
    constexpr int most = 12;
    const auto commands = [](const QStringList &lines) {
        QList<QStringList> all;
        for (const QString &line : lines) {
            if (line.startsWith(u"$ ") || all.isEmpty()) all.append(QStringList());
            all.last() += line;
        }
        return all;
    };
    const QList<QStringList> there = commands(expected), here = commands(actual);
    QString text;
    int count = 0;
    for (qsizetype i = 0; i < std::max(there.size(), here.size()); ++i) {
        const QStringList real = there.value(i), practiced = here.value(i);
        if (real == practiced || ++count > most) continue;
        text += u"--- real\n%1\n+++ practice\n%2\n"_s.arg(real.join(u'\n'), practiced.join(u'\n'));
    }
    if (count) text += u"%1 of %2 answers differ\n"_s.arg(count).arg(there.size());
    return text;
}

void TestKubectlSession::session()
{
    QFETCH(QString, kubectl);
    // A cluster of its own for each: it has to be fresh.
    auto cluster = practice::PracticeCluster::start({});
    QVERIFY2(cluster.ok(), cluster ? "" : qPrintable(cluster.error().toString()));
    QTemporaryDir folder;
    QFile kubeconfig(folder.filePath(u"kubeconfig"_s));
    QVERIFY(kubeconfig.open(QIODevice::WriteOnly) && kubeconfig.write((*cluster)->kubeconfig()) > 0);
    kubeconfig.close();
    qputenv("APISERVER_ARGS", "--service-cluster-ip-range=10.96.0.0/16"); // the practice cluster's
    auto plane = support::ControlPlane::start({u"--bare"_s});
    std::unique_ptr<Run> real;
    if (plane)
        real = std::make_unique<Run>(kubectl, (*plane)->kubeconfig());
    else if (plane.error().code != model::Error::Code::Unsupported)
        QFAIL(qPrintable(plane.error().toString()));

    Run practiced(kubectl, kubeconfig.fileName());
    QVERIFY(QTest::qWaitFor([&] { return practiced.process.state() == QProcess::NotRunning; }, patienceMs));
    const QString talk = practiced.talk();
    std::fputs(qPrintable(talk), stderr);
    const QStringList transcript = transcriptOf(practiced.process);
    if (real) {
        QVERIFY(QTest::qWaitFor([&] { return real->process.state() == QProcess::NotRunning; }, patienceMs));
        std::fputs(qPrintable(u"real: "_s + real->talk()), stderr);
        QCOMPARE(real->process.exitCode(), 0);
        const QString differs = difference(transcriptOf(real->process), transcript);
        std::fputs(qPrintable(differs), stderr);
        QVERIFY(differs.isEmpty());
    } else if (!support::skipAllowed()) {
        QFAIL("no control plane to compare with");
    } else {
        qInfo("not compared with a real apiserver: %s", qPrintable(plane.error().message));
    }
    QCOMPARE(practiced.process.exitCode(), 0);
    QVERIFY(transcript.filter(QRegularExpression(u"^= \\d+$"_s)).size() > 300);
}

QTEST_GUILESS_MAIN(TestKubectlSession)
#include "tst_kubectlsession.moc"
