// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/run/practicecluster.h"
#include "tests/cluster/practice/contract/recording.h"
#include "tests/cluster/practice/life/play.h"
#include "tests/cluster/practice/life/portrait.h"
#include "tests/support/testdata.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <cstdio>
#include <memory>
#include <vector>

// The scenarios of the living cluster on the practice cluster, against what was recorded of a real control plane
// (tst_life with KUBEWRIGHT_RECORD=5).
namespace {

#ifdef __SANITIZE_ADDRESS__
// Several times slower, so that what is to happen within seconds does not; here memory is looked at, elsewhere
// outcomes.
constexpr int threads = 4, every = 4;
#else
constexpr int threads = 12, every = 1; // a scenario mostly waits
#endif

} // namespace

class TestLifeRecording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void outcomes_data();
    void outcomes();

private:
    QStringList playAll();

    QString m_folder = QStringLiteral(KUBEWRIGHT_TEST_DATA "/practice/life");
    QList<contract::Scenario> m_scenarios;
    std::vector<QStringList> m_played; // by scenario
    std::atomic<int> m_next = 0;
};

// One cluster's share of the scenarios. What kept it from playing; empty: nothing did.
QStringList TestLifeRecording::playAll()
{
    practice::PracticeCluster::Options options;
    options.nodes = 3;
    options.isLiving = true;
    const auto cluster = practice::PracticeCluster::start(options);
    if (!cluster) return {cluster.error().toString()};
    const auto connect = [&cluster] { return contract::ApiClient::open((*cluster)->kubeconfig(), {}); };
    const auto client = connect();
    if (!client) return {QStringLiteral("no client")};
    life::Watching watching(connect);
    life::warmUp(*client, watching);
    for (int index = every * m_next++; index < m_scenarios.size(); index = every * m_next++)
        m_played[std::size_t(index)] = life::play(m_scenarios[index], *client, watching);
    return {};
}

void TestLifeRecording::initTestCase()
{
    QString error;
    m_scenarios = contract::Scenario::readFolder(m_folder, &error);
    QVERIFY2(error.isEmpty(), qPrintable(error));
    m_played.resize(std::size_t(m_scenarios.size()));
    std::vector<std::unique_ptr<QThread>> players;
    std::vector<QStringList> troubles(threads);
    for (QStringList &trouble : troubles)
        players.emplace_back(QThread::create([this, &trouble] { trouble = playAll(); }))->start();
    for (const auto &player : players) player->wait();
    for (const QStringList &trouble : troubles) QVERIFY2(trouble.isEmpty(), qPrintable(trouble.join(u' ')));
}

void TestLifeRecording::outcomes_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < m_scenarios.size(); i += every) QTest::newRow(qPrintable(m_scenarios[i].id)) << i;
}

void TestLifeRecording::outcomes()
{
    QFETCH(int, index);
    const contract::Scenario &scenario = m_scenarios[index];
    const QStringList expected =
        contract::readRecording(m_folder + u'/' + scenario.id + QStringLiteral(".expected")).value(scenario.id);
    QVERIFY2(!expected.isEmpty(), "not recorded");
    const QString differs = life::difference(expected, m_played[std::size_t(index)]);
    if (!differs.isEmpty()) std::fputs(qPrintable(differs), stderr); // Qt Test would cut it short
    QVERIFY2(differs.isEmpty(), qPrintable(scenario.name));
}

QTEST_GUILESS_MAIN(TestLifeRecording)
#include "tst_liferecording.moc"
