// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/contract/recording.h"
#include "tests/cluster/practice/life/play.h"
#include "tests/cluster/practice/life/portrait.h"
#include "tests/support/controlplane.h"
#include "tests/support/testdata.h"

#include <QTest>

#include <cstdio>

// The scenarios of the living cluster on a real control plane, against what was recorded of one. With
// KUBEWRIGHT_RECORD=N each is played N times; when all of them agree, that is the recording from then on. All of them
// take a quarter of an hour, so without that, or KUBEWRIGHT_LIFE=all, only those are played that show whether the
// original is still what it was: tst_liferecording holds the practice cluster against all recordings.
class TestLife : public QObject
{
    Q_OBJECT

public:
    // Many runs of one scenario are one test function.
    TestLife() { qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); }

private Q_SLOTS:
    void initTestCase();
    void outcomes_data();
    void outcomes();
    void thereAreEnough();

private:
    QStringList played(const contract::Scenario &scenario);

    QString m_folder = QStringLiteral(KUBEWRIGHT_TEST_DATA "/practice/life");
    QList<contract::Scenario> m_scenarios;
    int m_times = 0; // to record; 0: compare
    int m_runs = 0;
    std::unique_ptr<support::ControlPlane> m_plane;
    std::unique_ptr<contract::ApiClient> m_client;
    std::unique_ptr<life::Watching> m_watching;
};

void TestLife::initTestCase()
{
    QString error;
    m_scenarios = contract::Scenario::readFolder(m_folder, &error);
    QVERIFY2(error.isEmpty(), qPrintable(error));
    m_times = qEnvironmentVariableIntValue("KUBEWRIGHT_RECORD");
    KUBEWRIGHT_REQUIRE_CONTROLPLANE(
        m_plane,
        support::ControlPlane::start({QStringLiteral("--nodes"), QStringLiteral("3"), QStringLiteral("--pods")}));
    QFile kubeconfig(m_plane->kubeconfig());
    QVERIFY(kubeconfig.open(QIODevice::ReadOnly));
    const QByteArray config = kubeconfig.readAll();
    const auto connect = [this, config] { return contract::ApiClient::open(config, m_plane->directory()); };
    m_client = connect();
    QVERIFY(m_client);
    m_watching = std::make_unique<life::Watching>(connect);
    life::warmUp(*m_client, *m_watching);
}

void TestLife::outcomes_data()
{
    QTest::addColumn<int>("index");
    static const QStringList usual{QStringLiteral("deployment-create"), QStringLiteral("deployment-scale"),
                                   QStringLiteral("gc-background"),     QStringLiteral("job-completions"),
                                   QStringLiteral("namespace-delete"),  QStringLiteral("unschedulable-resources")};
    const bool isAll = m_times || qEnvironmentVariable("KUBEWRIGHT_LIFE") == QStringLiteral("all");
    for (int i = 0; i < m_scenarios.size(); ++i)
        if (isAll || usual.contains(m_scenarios[i].id)) QTest::newRow(qPrintable(m_scenarios[i].id)) << i;
}

QStringList TestLife::played(const contract::Scenario &scenario)
{
    return life::play(scenario, *m_client, *m_watching, ++m_runs);
}

void TestLife::outcomes()
{
    QFETCH(int, index);
    const contract::Scenario &scenario = m_scenarios[index];
    const QString path = m_folder + u'/' + scenario.id + QStringLiteral(".expected");
    const QStringList first = played(scenario);
    for (const QString &line : first) QVERIFY2(!line.startsWith(contract::failure), qPrintable(line));
    QStringList expected = m_times ? first : contract::readRecording(path).value(scenario.id);
    QVERIFY2(!expected.isEmpty(), "not recorded");
    QString differs = life::difference(expected, first);
    for (int i = 1; i < m_times && differs.isEmpty(); ++i) differs = life::difference(expected, played(scenario));
    if (!differs.isEmpty()) std::fputs(qPrintable(differs), stderr); // Qt Test would cut it short
    QVERIFY2(differs.isEmpty(), qPrintable(scenario.name));
    if (m_times) QVERIFY(contract::writeRecording(path, {{scenario, expected}}));
}

void TestLife::thereAreEnough() { QVERIFY2(m_scenarios.size() >= 45, qPrintable(QString::number(m_scenarios.size()))); }

QTEST_GUILESS_MAIN(TestLife)
#include "tst_life.moc"
