// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/run/practicecluster.h"
#include "tests/cluster/practice/contract/recording.h"
#include "tests/support/testdata.h"

#include <QTest>

#include <cstdio>

// The scenarios on the practice cluster, against what a real apiserver answered when it was recorded
// (tst_contract with KUBEWRIGHT_RECORD=1).
class TestContractRecording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void outcomes_data();
    void outcomes();
    void nothingIsLeftOver();

private:
    struct PracticeKeeper final : contract::Keeper
    {
        practice::PracticeCluster *cluster = nullptr;
        void compact() override { cluster->compact(); }
    };

    QList<contract::Scenario> m_scenarios;
    QMap<QString, QStringList> m_recorded;
    std::unique_ptr<practice::PracticeCluster> m_cluster;
    std::unique_ptr<contract::ApiClient> m_client;
    PracticeKeeper m_keeper;
};

void TestContractRecording::initTestCase()
{
    const QString folder = QStringLiteral(KUBEWRIGHT_TEST_DATA "/practice/contract");
    QString error;
    m_scenarios = contract::Scenario::readFolder(folder, &error);
    QVERIFY2(error.isEmpty(), qPrintable(error));
    for (const contract::Scenario &scenario : m_scenarios)
        m_recorded.insert(contract::readRecording(folder + u'/' + scenario.file + QStringLiteral(".expected")));
    auto cluster = practice::PracticeCluster::start({});
    QVERIFY2(cluster.ok(), cluster ? "" : qPrintable(cluster.error().toString()));
    m_cluster = std::move(*cluster);
    m_client = contract::ApiClient::open(m_cluster->kubeconfig(), {});
    QVERIFY(m_client);
    m_keeper.cluster = m_cluster.get();
}

void TestContractRecording::outcomes_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < m_scenarios.size(); ++i) QTest::newRow(qPrintable(m_scenarios[i].id)) << i;
}

void TestContractRecording::outcomes()
{
    QFETCH(int, index);
    const contract::Scenario &scenario = m_scenarios[index];
    QVERIFY2(m_recorded.contains(scenario.id), "not recorded");
    const QString differs = contract::difference(m_recorded[scenario.id], contract::run(scenario, *m_client, m_keeper));
    if (!differs.isEmpty()) std::fputs(qPrintable(differs), stderr); // Qt Test would cut it short
    QVERIFY2(differs.isEmpty(), qPrintable(scenario.name));
}

void TestContractRecording::nothingIsLeftOver() { QCOMPARE(m_recorded.size(), m_scenarios.size()); }

QTEST_GUILESS_MAIN(TestContractRecording)
#include "tst_contractrecording.moc"
