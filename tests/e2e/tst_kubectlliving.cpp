// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/run/practicecluster.h"
#include "tests/e2e/kubectls.h"
#include "tests/support/controlplane.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;

// kubectl at work on what lives (kubectlliving.d): rollouts, Services, nodes, Jobs, logs, ends. Where a real control
// plane is built, with kwok in the place of the kubelets, it is asked the same, and must answer the same; what kwok
// cannot show is asked of the practice cluster alone, and held to what a kubelet says.
class TestKubectlLiving : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void session();

private:
    static constexpr int patienceMs = 280000;
    static constexpr double speed = 20; // of the practice cluster's time
    static constexpr int leastChecks = 150;

    QString m_kubectl;
};

void TestKubectlLiving::initTestCase()
{
    // Each version answers the same here: tst_kubectlsession asks them all. The first is the one that is built with
    // the control plane, where one is.
    const QMap<QString, QString> kubectls = kubectls::present();
    if (kubectls.isEmpty())
        KUBEWRIGHT_SKIP("no kubectl here (controlplane build makes one; KUBEWRIGHT_KUBECTL names others)");
    m_kubectl = kubectls.last();
    qInfo("kubectl %s", qPrintable(kubectls.lastKey()));
}

void TestKubectlLiving::session()
{
    auto cluster = practice::PracticeCluster::start({.nodes = 3, .isLiving = true, .speed = speed});
    QVERIFY2(cluster.ok(), cluster ? "" : qPrintable(cluster.error().toString()));
    QTemporaryDir folder;
    QFile kubeconfig(folder.filePath(u"kubeconfig"_s));
    QVERIFY(kubeconfig.open(QIODevice::WriteOnly) && kubeconfig.write((*cluster)->kubeconfig()) > 0);
    kubeconfig.close();
    qputenv("APISERVER_ARGS", "--service-cluster-ip-range=10.96.0.0/16"); // the practice cluster's
    auto plane = support::ControlPlane::start({u"--nodes"_s, u"3"_s, u"--pods"_s});
    if (!plane && plane.error().code != model::Error::Code::Unsupported) QFAIL(qPrintable(plane.error().toString()));

    const auto run = [this](const QString &config, const QString &where) {
        return std::make_unique<kubectls::Run>(QStringList{m_kubectl, config, u"kubectlliving.d"_s, where});
    };
    const auto hasEnded = [](kubectls::Run &one) {
        return QTest::qWaitFor([&one] { return one.process.state() == QProcess::NotRunning; }, patienceMs);
    };
    QElapsedTimer time;
    time.start();
    std::unique_ptr<kubectls::Run> real;
    if (plane) real = run((*plane)->kubeconfig(), u"real"_s);
    const std::unique_ptr<kubectls::Run> practiced = run(kubeconfig.fileName(), u"practice"_s);
    QVERIFY(hasEnded(*practiced));
    qInfo("%lld ms", static_cast<long long>(time.elapsed()));
    std::fputs(qPrintable(practiced->talk()), stderr);
    const QStringList transcript = practiced->transcript();
    if (real) {
        QVERIFY(hasEnded(*real));
        std::fputs(qPrintable(u"real: "_s + real->talk()), stderr);
        const QString differs = kubectls::difference(real->transcript(), transcript);
        std::fputs(qPrintable(differs), stderr);
        QCOMPARE(real->process.exitCode(), 0);
        QVERIFY(differs.isEmpty());
    } else if (!support::skipAllowed()) {
        QFAIL("no control plane to compare with");
    } else {
        qInfo("not compared with a real control plane: %s", qPrintable(plane.error().message));
    }
    QCOMPARE(practiced->process.exitCode(), 0);
    QVERIFY(transcript.filter(QRegularExpression(u"^= \\d+$"_s)).size() > leastChecks);
}

QTEST_GUILESS_MAIN(TestKubectlLiving)
#include "tst_kubectlliving.moc"
