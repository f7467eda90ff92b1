// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/exchange.h"
#include "cluster/config/kubeconfig.h"
#include "cluster/http/namtransport.h"
#include "cluster/watch/readiness.h"
#include "cluster/watch/session.h"
#include "tests/support/controlplane.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace cluster;
using namespace Qt::StringLiterals;

namespace {

const char *const deployment = R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{
  "replicas":3,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
  "spec":{"containers":[{"name":"web","image":"web:1"}]}}}})";
const char *const service = R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{
  "selector":{"app":"web"},"ports":[{"port":80}]}})";

const ObjectName webDeployment{Atom("apps/Deployment"), Atom("live"), Atom("web")};
const ObjectName webService{Atom("/Service"), Atom("live"), Atom("web")};

std::unique_ptr<Transport> connectTo(const QString &kubeconfig)
{
    const auto config = Kubeconfig::load({{kubeconfig}, true});
    if (!config) qFatal("%s", qPrintable(config.error().toString()));
    auto endpoint = config->endpoint({}, QProcessEnvironment());
    if (!endpoint) qFatal("%s", qPrintable(endpoint.error().toString()));
    auto transport = NamTransport::create(std::move(*endpoint));
    if (!transport) qFatal("%s", qPrintable(transport.error().toString()));
    return std::move(*transport);
}

} // namespace

namespace QTest {
template<>
char *toString(const Readiness &readiness)
{
    return qstrdup(qPrintable(QString::number(int(readiness.state)) + u' ' + readiness.reason));
}
} // namespace QTest

// Against a real apiserver of its own, which is frozen, killed and started again.
class TestWatchLive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        KUBEWRIGHT_REQUIRE_CONTROLPLANE(m_plane, support::ControlPlane::start());
        m_transport = connectTo(m_plane->kubeconfig());
        ask("POST", u"/api/v1/namespaces"_s, R"({"metadata":{"name":"live"}})");
        m_session = std::make_unique<ClusterSession>([path = m_plane->kubeconfig()] { return connectTo(path); });
        for (const char *kind :
             {"pods", "deployments", "replicasets", "services", "endpointslices", "nodes", "events", "secrets"})
            m_sources[kind] = m_session->watch({*builtinKind(QString::fromLatin1(kind)), u"live"_s});
        QTRY_VERIFY_WITH_TIMEOUT(m_session->isSettled() && m_session->freshness() == Freshness::Live, 10000);
    }
    void cleanupTestCase()
    {
        m_session.reset();
        m_transport.reset();
        m_plane.reset();
    }

    void aRollout()
    {
        ask("POST", u"/apis/apps/v1/namespaces/live/deployments"_s, deployment);
        ask("POST", u"/api/v1/namespaces/live/services"_s, service);
        QTRY_COMPARE_WITH_TIMEOUT(readiness(store(), webDeployment, 1), ready, 30000);
        QTRY_COMPARE_WITH_TIMEOUT(readiness(store(), webService), ready, 10000);
        QTRY_COMPARE(podStates(), "ready ready ready"_ba);
        QCOMPARE(store().nodes().size(), size_t(3));
        for (const PodRow &pod : store().pods())
            QVERIFY(store().table<NodeRow>().find({Atom("/Node"), Atom(), pod.node}));
        QTRY_VERIFY(std::ranges::any_of(store().events(), [](const EventRow &event) {
            return event.aboutName == "web" && event.reason == "ScalingReplicaSet";
        }));
        compareWithServer();
    }

    void eventsOfOneObject()
    {
        const QString pod = *podNames().begin();
        ClusterSession session([path = m_plane->kubeconfig()] { return connectTo(path); });
        session.watch(eventsAbout(u"live"_s, u"Pod"_s, pod));
        QTRY_VERIFY_WITH_TIMEOUT(!session.store().events().empty(), 10000);
        for (const EventRow &event : session.store().events()) {
            QCOMPARE(event.aboutName.toString(), pod);
            QCOMPARE(event.aboutKind.toString(), u"Pod"_s);
        }
    }

    void aNewTemplate()
    {
        const Reply reply = ask("PATCH", u"/apis/apps/v1/namespaces/live/deployments/web"_s,
                                R"({"spec":{"replicas":4,"template":{"metadata":{"annotations":{"a":"b"}}}}})");
        const qint64 generation = reply.object["metadata"_L1]["generation"_L1].toInteger();
        QCOMPARE(generation, 2);
        QCOMPARE(readiness(store(), webDeployment, generation).state, Readiness::State::Waiting);
        QTRY_COMPARE_WITH_TIMEOUT(readiness(store(), webDeployment, generation), ready, 30000);
        QCOMPARE(replicaSets(), "0 4"_ba);
        compareWithServer();
    }

    void aPodIsReplaced()
    {
        const QString victim = store().pods().front().meta.name.name.toString();
        ask("DELETE", u"/api/v1/namespaces/live/pods/"_s + victim, {});
        QTRY_VERIFY(!podNames().contains(victim));
        QTRY_COMPARE_WITH_TIMEOUT(podStates(), "ready ready ready ready"_ba, 30000);
        compareWithServer();
    }

    // What the check after an outage rests on: a version from the future is refused, and said to be just that.
    void aVersionFromTheFuture()
    {
        const Reply reply =
            tryAsk("GET", u"/api/v1/pods?limit=1&resourceVersion=999999999&resourceVersionMatch=NotOlderThan"_s, {});
        QCOMPARE(reply.head.status, 504);
        QVERIFY(WatchFailure::answer(reply.head, reply.body).versionTooLarge);
    }

    // 19 on the real thing: frozen, its sockets stay open and nothing comes.
    void aSilentPeer()
    {
        const qint64 pid = apiserver();
        QVERIFY(pid > 1);
        QCOMPARE(::kill(pid_t(pid), SIGSTOP), 0);
        QElapsedTimer timer;
        timer.start();
        const bool noticed = QTest::qWaitFor([this] { return m_session->freshness() == Freshness::Stale; }, 60000);
        const qint64 noticedMs = timer.elapsed();
        ::kill(pid_t(pid), SIGCONT);
        QVERIFY(noticed);
        qInfo("a frozen apiserver was noticed after %lld ms", noticedMs);
        QCOMPARE(podStates(), "ready ready ready ready"_ba);
        timer.start();
        QTRY_COMPARE_WITH_TIMEOUT(m_session->freshness(), Freshness::Live, 90000);
        qInfo("live again %lld ms after it went on", timer.elapsed());
        compareWithServer();
    }

    void aResetConnection()
    {
        const qint64 pid = apiserver();
        QFile commandLine(u"/proc/%1/cmdline"_s.arg(pid));
        QVERIFY(commandLine.open(QIODevice::ReadOnly));
        QStringList command = QString::fromUtf8(commandLine.readAll()).split(QChar(0), Qt::SkipEmptyParts);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->freshness() == Freshness::Reconnecting, 1000);
        qInfo("a killed apiserver was noticed after %lld ms", timer.elapsed());
        QTRY_COMPARE(m_session->status(m_sources["pods"]).freshness, Freshness::Reconnecting);
        const SourceStatus status = m_session->status(m_sources["pods"]);
        QVERIFY(status.error && status.freshAsOfMs > 0 && status.synced);

        QProcess again;
        again.setProgram(command.takeFirst());
        again.setArguments(command);
        again.setWorkingDirectory(m_plane->directory());
        again.setStandardOutputFile(m_plane->directory() + u"/apiserver.log"_s, QIODevice::Append);
        again.setStandardErrorFile(m_plane->directory() + u"/apiserver.log"_s, QIODevice::Append);
        qint64 newPid = 0;
        QVERIFY(again.startDetached(&newPid));
        QFile pidFile(m_plane->directory() + u"/apiserver.pid"_s);
        QVERIFY(pidFile.open(QIODevice::WriteOnly));
        pidFile.write(QByteArray::number(newPid) + '\n');
        pidFile.close();
        const qint64 relists = m_session->status(m_sources["pods"]).relists;
        QTRY_COMPARE_WITH_TIMEOUT(m_session->freshness(), Freshness::Live, 90000);
        qInfo("live again %lld ms after the kill, with %lld relists of pods", timer.elapsed(),
              m_session->status(m_sources["pods"]).relists - relists);
        ask("DELETE", u"/api/v1/namespaces/live/pods/"_s + *podNames().begin(), {});
        QTRY_COMPARE_WITH_TIMEOUT(podStates(), "ready ready ready ready"_ba, 60000);
        compareWithServer();
    }

private:
    const ObjectStore &store() const { return m_session->store(); }

    Reply tryAsk(const QByteArray &method, const QString &path, const QByteArray &body)
    {
        Request request;
        request.method = method;
        request.path = path;
        request.body = body;
        request.headers = {{"Accept", "application/json"},
                           {"Content-Type", method == "PATCH" ? "application/merge-patch+json" : "application/json"}};
        Exchange exchange(*m_transport, request, {.replaySafe = false});
        Reply result;
        bool done = false;
        connect(&exchange, &Exchange::finished, this, [&](const Reply &reply) {
            result = reply;
            done = true;
        });
        if (!QTest::qWaitFor([&done] { return done; }, 60000)) qWarning("no answer to %s", qPrintable(path));
        return result;
    }
    Reply ask(const QByteArray &method, const QString &path, const QByteArray &body)
    {
        const Reply reply = tryAsk(method, path, body);
        if (!reply.ok()) qCritical("%s: %s", qPrintable(path), qPrintable(reply.failure->error.message));
        return reply;
    }

    QByteArray podStates() const
    {
        static constexpr const char *names[] = {"unscheduled", "starting",  "ready",  "notready",
                                                "failing",     "succeeded", "failed", "terminating"};
        QByteArrayList states;
        for (const PodRow &pod : store().pods()) states += names[int(podState(pod))];
        std::ranges::sort(states);
        return states.join(' ');
    }
    QSet<QString> podNames() const
    {
        QSet<QString> names;
        for (const PodRow &pod : store().pods()) names += pod.meta.name.name.toString();
        return names;
    }
    // How many pods each ReplicaSet of the rollout has.
    QByteArray replicaSets() const
    {
        QByteArrayList counts;
        for (const WorkloadRow &row : store().workloads())
            if (row.meta.name.kind == "apps/ReplicaSet" && row.meta.owner.name == "web")
                counts += QByteArray::number(row.current);
        std::ranges::sort(counts);
        return counts.join(' ');
    }

    // Name by name and version by version: what the store has is what a list says, once both are at rest.
    void compareWithServer()
    {
        for (const auto &entry : m_sources) {
            const auto &kind = entry.first;
            const auto &source = entry.second;
            const WatchSpec &spec = m_session->spec(source);
            QByteArray here, there;
            // Each side is asked once a round: a cluster that still moves may differ again right after it agreed.
            (void)QTest::qWaitFor(
                [&] {
                    there = kind + ": " + versionsThere(spec.path());
                    here = kind + ": " + versionsHere(source);
                    return here == there;
                },
                15000);
            QCOMPARE(here, there);
        }
    }
    QByteArray versionsHere(SourceId source) const
    {
        QByteArrayList list;
        const auto add = [&](const auto &table) {
            for (const auto &row : table.rows())
                if (row.meta.source == source)
                    list += row.meta.name.name.view().toByteArray() + '@' + QByteArray::number(row.meta.version);
        };
        add(store().table<PodRow>());
        add(store().table<WorkloadRow>());
        add(store().table<ServiceRow>());
        add(store().table<EndpointSliceRow>());
        add(store().table<NodeRow>());
        add(store().table<EventRow>());
        add(store().table<ObjectRow>());
        std::ranges::sort(list);
        return list.join(' ');
    }
    QByteArray versionsThere(const QString &path)
    {
        QByteArrayList list;
        const Reply reply = ask("GET", path, {});
        for (const QJsonValue &item : reply.object["items"_L1].toArray())
            list += (item["metadata"_L1]["name"_L1].toString() + u'@' +
                     item["metadata"_L1]["resourceVersion"_L1].toString())
                        .toUtf8();
        std::ranges::sort(list);
        return list.join(' ');
    }

    qint64 apiserver() const
    {
        QFile file(m_plane->directory() + u"/apiserver.pid"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
    }

    const Readiness ready{Readiness::State::Ready, {}};
    std::unique_ptr<support::ControlPlane> m_plane;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<ClusterSession> m_session;
    std::map<QByteArray, SourceId> m_sources;
};

QTEST_GUILESS_MAIN(TestWatchLive)
#include "tst_watchlive.moc"
