// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/run/practicecluster.h"
#include "tests/e2e/kubectls.h"
#include "tests/support/controlplane.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
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

    static QStringList transcriptOf(kubectls::Run &run);

    QMap<QString, QString> m_kubectls; // by version
    std::unique_ptr<practice::PracticeCluster> m_cluster;
};

void TestKubectlSession::initTestCase()
{
    m_kubectls = kubectls::present();
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
QStringList TestKubectlSession::transcriptOf(kubectls::Run &run)
{
    static const QRegularExpression lacking(
        u"^(bindings|certificatesigningrequests|csistoragecapacities|flowschemas|ipaddresses|"
        "prioritylevelconfigurations|servicecidrs|validatingadmissionpolic[a-z]+)\\b"
        "|^(certificates|flowcontrol\\.apiserver|internal\\.apiserver)\\.k8s\\.io/v1$"_s);
    QStringList lines;
    bool explains = false;
    const QStringList all = run.transcript();
    for (const QString &line : all) {
        if (line.startsWith(u"$ ")) explains = line.startsWith(u"$ kubectl explain") && !line.contains(u"backup");
        if ((explains && !line.startsWith(u"$ ") && !line.startsWith(u"= ")) || lacking.match(line).hasMatch())
            continue;
        lines += line;
    }
    return lines;
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
    std::unique_ptr<kubectls::Run> real;
    if (plane)
        real = std::make_unique<kubectls::Run>(QStringList{kubectl, (*plane)->kubeconfig()});
    else if (plane.error().code != model::Error::Code::Unsupported)
        QFAIL(qPrintable(plane.error().toString()));

    kubectls::Run practiced({kubectl, kubeconfig.fileName()});
    QVERIFY(QTest::qWaitFor([&] { return practiced.process.state() == QProcess::NotRunning; }, patienceMs));
    const QString talk = practiced.talk();
    std::fputs(qPrintable(talk), stderr);
    const QStringList transcript = transcriptOf(practiced);
    if (real) {
        QVERIFY(QTest::qWaitFor([&] { return real->process.state() == QProcess::NotRunning; }, patienceMs));
        std::fputs(qPrintable(u"real: "_s + real->talk()), stderr);
        QCOMPARE(real->process.exitCode(), 0);
        const QString differs = kubectls::difference(transcriptOf(*real), transcript);
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
