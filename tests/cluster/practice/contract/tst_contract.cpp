// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/run/practicecluster.h"
#include "tests/cluster/practice/contract/recording.h"
#include "tests/support/controlplane.h"
#include "tests/support/testdata.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <cstdio>

// The same scenarios on the practice cluster and on a real apiserver: what comes back must be the same.
class TestContract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void outcomes_data();
    void outcomes();
    void thereAreEnough();
    void cleanupTestCase();

private:
    struct PracticeKeeper final : contract::Keeper
    {
        practice::PracticeCluster *cluster = nullptr;
        void compact() override { cluster->compact(); }
    };
    struct RealKeeper final : contract::Keeper
    {
        QString folder;
        void compact() override;
    };

    QList<contract::Scenario> m_scenarios;
    QString m_recording; // the folder that recordings are written to; empty: none are
    QMap<QString, QList<contract::Recorded>> m_recorded;
    std::unique_ptr<support::ControlPlane> m_plane;
    std::unique_ptr<practice::PracticeCluster> m_cluster;
    std::unique_ptr<contract::ApiClient> m_practice;
    std::unique_ptr<contract::ApiClient> m_real;
    PracticeKeeper m_practiceKeeper;
    RealKeeper m_realKeeper;
};

// Asks etcd itself, whose address stands in its log.
void TestContract::RealKeeper::compact()
{
    QFile log(folder + QStringLiteral("/etcd.log"));
    QVERIFY(log.open(QIODevice::ReadOnly));
    static const QRegularExpression address(QStringLiteral("advertise-client-urls[^0-9]*127\\.0\\.0\\.1:([0-9]+)"));
    const QByteArray server =
        "http://127.0.0.1:" + address.match(QString::fromUtf8(log.readAll())).captured(1).toLatin1();
    const auto etcd = contract::ApiClient::plain(server);
    const contract::Reply range = etcd->request("POST", "/v3/kv/range", R"({"key":"YQ=="})", "application/json");
    const QByteArray revision =
        QJsonDocument::fromJson(range.body)[QStringLiteral("header")][QStringLiteral("revision")].toString().toLatin1();
    QVERIFY2(!revision.isEmpty(), range.body.constData());
    QCOMPARE(
        etcd->request("POST", "/v3/kv/compaction", R"({"revision":")" + revision + R"("})", "application/json").code,
        200);
}

void TestContract::initTestCase()
{
    QString error;
    m_scenarios = contract::Scenario::readFolder(QStringLiteral(KUBEWRIGHT_TEST_DATA "/practice/contract"), &error);
    QVERIFY2(error.isEmpty(), qPrintable(error));
    if (qEnvironmentVariableIsSet("KUBEWRIGHT_RECORD"))
        m_recording = QStringLiteral(KUBEWRIGHT_TEST_DATA "/practice/contract");
    qputenv("APISERVER_ARGS", "--service-cluster-ip-range=10.96.0.0/16"); // the practice cluster's
    KUBEWRIGHT_REQUIRE_CONTROLPLANE(m_plane, support::ControlPlane::start({QStringLiteral("--bare")}));
    auto cluster = practice::PracticeCluster::start({});
    QVERIFY2(cluster.ok(), cluster ? "" : qPrintable(cluster.error().toString()));
    m_cluster = std::move(*cluster);
    m_practice = contract::ApiClient::open(m_cluster->kubeconfig(), {});
    QFile kubeconfig(m_plane->kubeconfig());
    QVERIFY(kubeconfig.open(QIODevice::ReadOnly));
    m_real = contract::ApiClient::open(kubeconfig.readAll(), m_plane->directory());
    QVERIFY(m_practice && m_real);
    m_practiceKeeper.cluster = m_cluster.get();
    m_realKeeper.folder = m_plane->directory();
}

void TestContract::outcomes_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < m_scenarios.size(); ++i) QTest::newRow(qPrintable(m_scenarios[i].id)) << i;
}

void TestContract::outcomes()
{
    QFETCH(int, index);
    const contract::Scenario &scenario = m_scenarios[index];
    const QStringList expected = contract::run(scenario, *m_real, m_realKeeper);
    const QStringList actual = contract::run(scenario, *m_practice, m_practiceKeeper);
    if (!m_recording.isEmpty()) m_recorded[scenario.file] += {scenario, expected};
    const QString differs = contract::difference(expected, actual);
    if (!differs.isEmpty()) std::fputs(qPrintable(differs), stderr); // Qt Test would cut it short
    QVERIFY2(differs.isEmpty(), qPrintable(scenario.name));
    QVERIFY2(scenario.comparedSteps() > 0, "a scenario that compares nothing");
}

void TestContract::thereAreEnough()
{
    const auto full = std::count_if(m_scenarios.cbegin(), m_scenarios.cend(),
                                    [](const contract::Scenario &scenario) { return scenario.comparedSteps() >= 2; });
    QVERIFY2(full >= 115, qPrintable(QString::number(full)));
}

void TestContract::cleanupTestCase()
{
    for (auto entry = m_recorded.cbegin(); entry != m_recorded.cend(); ++entry)
        QVERIFY(contract::writeRecording(m_recording + u'/' + entry.key() + QStringLiteral(".expected"), *entry));
}

QTEST_GUILESS_MAIN(TestContract)
#include "tst_contract.moc"
