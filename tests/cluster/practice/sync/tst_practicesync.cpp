// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/exchange.h"
#include "cluster/practice/run/practicecluster.h"
#include "cluster/watch/session.h"
#include "tests/cluster/practice/sync/churn.h"
#include "tests/cluster/practice/sync/connection.h"
#include "tests/cluster/practice/sync/informers.h"
#include "tests/support/controlplane.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace cluster;
using namespace Qt::StringLiterals;

// Clients that list and watch while many write, watches end, and history is forgotten: afterwards each has exactly
// what the server has. KUBEWRIGHT_SYNC_WRITES: how many writes, by default 20,000.
class TestPracticeSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void informers();
    void session();
    void cleanup();

private:
    static constexpr int patienceMs = 120000;

    static int writes()
    {
        const int asked = qEnvironmentVariableIntValue("KUBEWRIGHT_SYNC_WRITES");
        return asked > 0 ? asked : 20000;
    }
    void disturb();
    QByteArray versionsThere();
    QByteArray versionsHere() const;

    std::unique_ptr<practice::PracticeCluster> m_cluster;
    std::unique_ptr<syncing::KubeconfigFile> m_kubeconfig;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<ClusterSession> m_session;
};

void TestPracticeSync::initTestCase() { qInfo("%d writes a test", writes()); }

void TestPracticeSync::init()
{
    auto cluster = practice::PracticeCluster::start({});
    QVERIFY2(cluster.ok(), cluster ? "" : qPrintable(cluster.error().toString()));
    m_cluster = std::move(*cluster);
    m_kubeconfig = std::make_unique<syncing::KubeconfigFile>(m_cluster->kubeconfig());
    m_transport = syncing::connectTo(m_kubeconfig->path());
}

void TestPracticeSync::cleanup()
{
    m_session.reset();
    m_transport.reset();
    m_cluster.reset();
}

// Writes, with a compaction every second, and every three seconds the end of all watches, each second time with a
// compaction right behind: who comes back finds history gone.
void TestPracticeSync::disturb()
{
    syncing::Churn churn(m_kubeconfig->path(), writes(), 4711);
    int ends = 0, compactions = 0, ticks = 0;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] {
        ++ticks;
        if (ticks % 3 == 0) {
            m_cluster->endWatches();
            ++ends;
        }
        if (ticks % 6 != 3) {
            m_cluster->compact();
            ++compactions;
        }
    });
    timer.start(1000);
    QElapsedTimer elapsed;
    elapsed.start();
    churn.start();
    const bool done = syncing::waitUntil([&churn] { return churn.isFinished(); }, 300000);
    timer.stop();
    const qint64 ms = std::max<qint64>(elapsed.elapsed(), 1);
    qInfo("%d writes in %lld ms: %lld a second; watches ended %d times, %d compactions", churn.written(), ms,
          churn.written() * 1000 / ms, ends, compactions);
    if (!done) churn.wait();
    QVERIFY(done);
    QVERIFY2(churn.failure().isEmpty(), qPrintable(churn.failure()));
    QCOMPARE(churn.written(), writes() + syncing::Churn::lanes);
    QVERIFY(m_cluster->revision() >= churn.written());
    QVERIFY(ends > 0 && compactions > 0);
}

void TestPracticeSync::informers()
{
    if (syncing::Informers::program().isEmpty()) KUBEWRIGHT_SKIP("informer is not built (controlplane build makes it)");
    syncing::Informers listing(m_kubeconfig->path(), syncing::Informers::By::List);
    syncing::Informers streaming(m_kubeconfig->path(), syncing::Informers::By::WatchList);
    QVERIFY(listing.synced());
    QVERIFY(streaming.synced());
    disturb();
    const QByteArray there = versionsThere();
    QVERIFY(there.count('\n') > 100);
    for (syncing::Informers *informers : {&listing, &streaming}) {
        QByteArray here;
        (void)syncing::waitUntil(
            [&] {
                here = informers->versions();
                return here == there;
            },
            patienceMs);
        QCOMPARE(here, there);
    }
}

void TestPracticeSync::session()
{
    m_session = std::make_unique<ClusterSession>([path = m_kubeconfig->path()] { return syncing::connectTo(path); });
    const SourceId maps = m_session->watch({*builtinKind(u"configmaps"_s), {}});
    const SourceId pods = m_session->watch({*builtinKind(u"pods"_s), {}});
    QVERIFY(
        syncing::waitUntil([&] { return m_session->isSettled() && m_session->freshness() == Freshness::Live; }, 10000));
    disturb();
    const QByteArray there = versionsThere();
    QVERIFY(there.count('\n') > 100);
    (void)syncing::waitUntil([&] { return versionsHere() == there; }, patienceMs);
    QCOMPARE(versionsHere(), there);
    QVERIFY(syncing::waitUntil([&] { return m_session->freshness() == Freshness::Live; }, patienceMs));
    for (const SourceId source : {maps, pods})
        qInfo("%s: %lld events, %lld relists", m_session->spec(source).kind.plural.constData(),
              m_session->status(source).events, m_session->status(source).relists);
}

QByteArray TestPracticeSync::versionsThere()
{
    QByteArrayList lines;
    for (const QString &plural : {u"configmaps"_s, u"pods"_s}) {
        Exchange exchange(*m_transport, {.path = u"/api/v1/"_s + plural});
        std::optional<Reply> reply;
        connect(&exchange, &Exchange::finished, this, [&](const Reply &told) { reply = told; });
        if (!syncing::waitUntil([&] { return reply.has_value(); }, 60000) || !reply->ok()) qFatal("no list");
        for (const QJsonValue &item : reply->object["items"_L1].toArray()) {
            const QJsonValue metadata = item["metadata"_L1];
            lines += (plural + u' ' + metadata["namespace"_L1].toString() + u'/' + metadata["name"_L1].toString() +
                      u' ' + metadata["resourceVersion"_L1].toString())
                         .toUtf8();
        }
    }
    std::ranges::sort(lines);
    return lines.join('\n') + '\n';
}

QByteArray TestPracticeSync::versionsHere() const
{
    QByteArrayList lines;
    const auto add = [&lines](const char *plural, const RowMeta &meta) {
        lines += plural + QByteArray(" ") + meta.name.ns.view().toByteArray() + '/' +
                 meta.name.name.view().toByteArray() + ' ' + QByteArray::number(meta.version);
    };
    for (const PodRow &row : m_session->store().pods()) add("pods", row.meta);
    for (const ObjectRow &row : m_session->store().table<ObjectRow>().rows()) add("configmaps", row.meta);
    std::ranges::sort(lines);
    return lines.join('\n') + '\n';
}

QTEST_GUILESS_MAIN(TestPracticeSync)
#include "tst_practicesync.moc"
