// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/run/practicecluster.h"
#include "tests/cluster/practice/contract/recording.h"
#include "tests/cluster/practice/life/play.h"
#include "tests/cluster/practice/life/portrait.h"
#include "tests/support/testdata.h"

#include <QTest>

#include <cstdio>

// The scenarios of the living cluster on the practice cluster, against what was recorded of a real control plane
// (tst_life with KUBEWRIGHT_RECORD=5).
class TestLifeRecording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void outcomes_data();
    void outcomes();

private:
    QString m_folder = QStringLiteral(KUBEWRIGHT_TEST_DATA "/practice/life");
    QList<contract::Scenario> m_scenarios;
    std::unique_ptr<practice::PracticeCluster> m_cluster;
    std::unique_ptr<contract::ApiClient> m_client;
    std::unique_ptr<life::Watching> m_watching;
};

void TestLifeRecording::initTestCase()
{
    QString error;
    m_scenarios = contract::Scenario::readFolder(m_folder, &error);
    QVERIFY2(error.isEmpty(), qPrintable(error));
    practice::PracticeCluster::Options options;
    options.nodes = 3;
    options.isLiving = true;
    auto cluster = practice::PracticeCluster::start(options);
    QVERIFY2(cluster.ok(), cluster ? "" : qPrintable(cluster.error().toString()));
    m_cluster = std::move(*cluster);
    const auto connect = [this] { return contract::ApiClient::open(m_cluster->kubeconfig(), {}); };
    m_client = connect();
    QVERIFY(m_client);
    m_watching = std::make_unique<life::Watching>(connect);
    life::warmUp(*m_client, *m_watching);
}

void TestLifeRecording::outcomes_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < m_scenarios.size(); ++i) QTest::newRow(qPrintable(m_scenarios[i].id)) << i;
}

void TestLifeRecording::outcomes()
{
    QFETCH(int, index);
    const contract::Scenario &scenario = m_scenarios[index];
    const QStringList expected =
        contract::readRecording(m_folder + u'/' + scenario.id + QStringLiteral(".expected")).value(scenario.id);
    QVERIFY2(!expected.isEmpty(), "not recorded");
    const QString differs = life::difference(expected, life::play(scenario, *m_client, *m_watching));
    if (!differs.isEmpty()) std::fputs(qPrintable(differs), stderr); // Qt Test would cut it short
    QVERIFY2(differs.isEmpty(), qPrintable(scenario.name));
}

QTEST_GUILESS_MAIN(TestLifeRecording)
#include "tst_liferecording.moc"
