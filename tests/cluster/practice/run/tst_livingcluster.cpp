// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/run/practicecluster.h"
#include "model/wire/json.h"
#include "tests/support/apiclient.h"
#include "tests/support/limits.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

namespace {

constexpr int patienceMs = 60000;

QByteArray deployment(const QByteArray &name, int replicas)
{
    return R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":")" + name + R"("},"spec":{"replicas":)" +
           QByteArray::number(replicas) + R"(,"selector":{"matchLabels":{"app":")" + name +
           R"("}},"template":{"metadata":{"labels":{"app":")" + name +
           R"("}},"spec":{"containers":[{"name":"c","image":"nginx:1.27","ports":[{"containerPort":80}]}]}}}} )";
}

} // namespace

// All of it together, over HTTPS, as a user meets it: what is declared comes true, and /practice/v1 tells and changes
// what the Kubernetes API has no word for.
class TestLivingCluster : public QObject
{
    Q_OBJECT

    std::unique_ptr<PracticeCluster> m_cluster;
    std::unique_ptr<contract::ApiClient> m_client;

    void start(PracticeCluster::Options options)
    {
        options.isLiving = true;
        if (!options.nodes) options.nodes = 3;
        auto started = PracticeCluster::start(options);
        QVERIFY2(started.ok(), started ? "" : qPrintable(started.error().toString()));
        m_cluster = std::move(*started);
        m_client = contract::ApiClient::open(m_cluster->kubeconfig(), {});
        QVERIFY(m_client);
    }
    std::pair<int, Value> ask(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
                              const QByteArray &type = "application/json")
    {
        const contract::Reply reply = m_client->request(method, path, body, body.isEmpty() ? QByteArray() : type);
        auto json = model::readJson(reply.body);
        return {reply.code, json ? std::move(json->value) : Value()};
    }
    Value get(const QByteArray &path) { return ask("GET", path).second; }
    qint64 ready(const QByteArray &name)
    {
        return integerAt(get("/apis/apps/v1/namespaces/default/deployments/" + name), {u"status", u"readyReplicas"});
    }
    bool waitFor(const std::function<bool()> &is) { return QTest::qWaitFor(is, patienceMs); }
    void makeReady(const QByteArray &name, int replicas)
    {
        QCOMPARE(ask("POST", "/apis/apps/v1/namespaces/default/deployments", deployment(name, replicas)).first, 201);
        QVERIFY(waitFor([&] { return ready(name) == replicas; }));
    }

private Q_SLOTS:
    void cleanup()
    {
        m_client.reset();
        m_cluster.reset();
    }

    // More than one usual range of addresses has room for.
    void manyNodesBecomeReady()
    {
        constexpr int many = 300;
        start({.nodes = many, .durations = 0, .seed = 1});
        QVERIFY(waitFor([this] {
            const Value list = get("/api/v1/nodes");
            const model::ValueList &nodes = listAt(list, {u"items"});
            return nodes.size() == many && std::ranges::all_of(nodes, [](const Value &node) {
                       return listAt(node, {u"spec", u"taints"}).empty() &&
                              !textAt(node, {u"spec", u"podCIDR"}).isEmpty();
                   });
        }));
    }
    void whatIsDeclaredComesTrue()
    {
        start({.seed = 1});
        makeReady("web", 3);
        QCOMPARE(ask("POST", "/api/v1/namespaces/default/services",
                     R"({"metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}})")
                     .first,
                 201);
        const QByteArray slices =
            "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=kubernetes.io/"
            "service-name%3Dweb";
        QVERIFY(waitFor([&] {
            const Value list = get(slices);
            return !listAt(list, {u"items"}).empty() &&
                   listAt(listAt(list, {u"items"}).front(), {u"endpoints"}).size() == 3;
        }));
        const auto [code, route] =
            ask("POST", "/practice/v1/requests", R"({"target":"service","namespace":"default","name":"web"})");
        QCOMPARE(code, 200);
        QVERIFY2(boolAt(route, {u"ok"}), model::writeJson(route).constData());
        QVERIFY(textAt(route, {u"pod"}).startsWith(u"default/web-"));
        QVERIFY(textAt(get("/apis/apps/v1/namespaces/default/deployments/web"),
                       {u"metadata", u"annotations", u"deployment.kubernetes.io/revision"}) == u"1");
        QCOMPARE(m_client->request("GET", "/api/v1/namespaces/default/pods/none/log").code, 404);
    }

    void tellsWhatComponentsDo()
    {
        start({.seed = 1});
        makeReady("web", 1);
        const Value all = get("/practice/v1/components");
        QStringList names;
        for (const Value &one : listAt(all, {u"components"})) names.append(textAt(one, {u"name"}));
        for (const QString &name :
             {u"kube-scheduler"_s, u"deployment-controller"_s, u"replicaset-controller"_s,
              u"endpoint-slice-controller"_s, u"garbage-collector-controller"_s, u"kubelet/node-1"_s})
            QVERIFY2(names.contains(name), qPrintable(name + u" is not among "_s + names.join(u' ')));
        // Each that is listed can be asked.
        for (const QString &name : names) {
            const auto [code, described] = ask("GET", "/practice/v1/components/" + name.toUtf8());
            QVERIFY2(code == 200 && !described.isNull(), qPrintable(name));
        }
        const Value controller = get("/practice/v1/components/deployment-controller");
        QVERIFY(!listAt(controller, {u"decisions"}).empty());
        QCOMPARE(ask("GET", "/practice/v1/components/nobody").first, 404);
        const Value pods = get("/api/v1/namespaces/default/pods");
        const QString pod = nameOf(listAt(pods, {u"items"}).front());
        const Value placement = get("/practice/v1/placements/default/" + pod.toUtf8());
        QCOMPARE(listAt(placement, {u"nodes"}).size(), std::size_t(3));
        QVERIFY(!textAt(placement, {u"node"}).isEmpty());
    }

    void timeIsTold()
    {
        start({.seed = 1});
        QCOMPARE(integerAt(ask("PUT", "/practice/v1/time", R"({"speed":50})").second, {u"speed"}), 50);
        QVERIFY(boolAt(ask("PUT", "/practice/v1/time", R"({"paused":true})").second, {u"paused"}));
        const QString now = textAt(get("/practice/v1/time"), {u"now"});
        QTest::qWait(200);
        QCOMPARE(textAt(get("/practice/v1/time"), {u"now"}), now);
        QVERIFY(boolAt(ask("POST", "/practice/v1/time/step").second, {u"stepped"}));
    }

    void refusesWhatIsNoRequest_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::newRow("speed") << QByteArray("PUT") << QByteArray("time") << QByteArray(R"({"speed":1000})") << 400;
        QTest::newRow("no number") << QByteArray("PUT") << QByteArray("time") << QByteArray(R"({"speed":"fast"})")
                                   << 400;
        QTest::newRow("no JSON") << QByteArray("PUT") << QByteArray("time") << QByteArray("fast") << 400;
        QTest::newRow("a list") << QByteArray("POST") << QByteArray("faults") << QByteArray("[]") << 400;
        QTest::newRow("no such fault") << QByteArray("POST") << QByteArray("faults") << QByteArray(R"({"fault":"x"})")
                                       << 400;
        QTest::newRow("no target") << QByteArray("POST") << QByteArray("faults")
                                   << QByteArray(R"({"fault":"lose-node"})") << 400;
        QTest::newRow("no such node") << QByteArray("POST") << QByteArray("faults")
                                      << QByteArray(R"({"fault":"lose-node","target":"x"})") << 404;
        QTest::newRow("no such pod") << QByteArray("POST") << QByteArray("faults")
                                     << QByteArray(R"({"fault":"kill-pod","target":"default/x"})") << 404;
        QTest::newRow("too slow") << QByteArray("POST") << QByteArray("faults")
                                  << QByteArray(R"({"fault":"slow-store","amount":1000000})") << 400;
        QTest::newRow("mend what is whole") << QByteArray("DELETE") << QByteArray("faults/7") << QByteArray() << 404;
        QTest::newRow("elsewhere") << QByteArray("GET") << QByteArray("nothing") << QByteArray() << 404;
        QTest::newRow("since") << QByteArray("GET") << QByteArray("accesses?since=x") << QByteArray() << 400;
    }
    void refusesWhatIsNoRequest()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        start({.seed = 1});
        QCOMPARE(ask(method, "/practice/v1/" + path, body).first, code);
    }

    void faultsLastUntilTheyAreMended()
    {
        start({.seed = 1});
        makeReady("web", 1);
        // A controller that is stopped makes nothing true.
        const auto [code, fault] =
            ask("POST", "/practice/v1/faults", R"({"fault":"stop-component","target":"deployment-controller"})");
        QCOMPARE(code, 201);
        QCOMPARE(textAt(fault, {u"text"}), u"deployment-controller is stopped"_s);
        QCOMPARE(
            ask("POST", "/practice/v1/faults", R"({"fault":"stop-component","target":"deployment-controller"})").first,
            409);
        QCOMPARE(ask("POST", "/apis/apps/v1/namespaces/default/deployments", deployment("late", 1)).first, 201);
        QTest::qWait(500);
        QCOMPARE(ready("late"), 0);
        QCOMPARE(listAt(get("/practice/v1/faults"), {u"faults"}).size(), std::size_t(1));
        QCOMPARE(ask("DELETE", "/practice/v1/faults/" + QByteArray::number(integerAt(fault, {u"id"}))).first, 200);
        QVERIFY(waitFor([this] { return ready("late") == 1; }));
        // An API server that refuses can still be mended.
        const Value refusing = ask("POST", "/practice/v1/faults", R"({"fault":"refuse-requests","amount":429})").second;
        QCOMPARE(ask("GET", "/api/v1/pods").first, 429);
        QCOMPARE(ask("DELETE", "/practice/v1/faults/" + QByteArray::number(integerAt(refusing, {u"id"}))).first, 200);
        QCOMPARE(ask("GET", "/api/v1/pods").first, 200);
        // Slow is slow.
        ask("POST", "/practice/v1/faults", R"({"fault":"slow-store","amount":300})");
        QElapsedTimer time;
        time.start();
        QCOMPARE(ask("GET", "/api/v1/pods").first, 200);
        QVERIFY(time.elapsed() >= 250); // timers are a little early
    }

    void aDrainedNodeIsEmptied()
    {
        start({.nodes = 2, .seed = 1});
        makeReady("web", 4);
        const Value drained = ask("POST", "/practice/v1/faults", R"({"fault":"drain-node","target":"node-1"})").second;
        const auto onNode = [this](QStringView node) {
            int count = 0;
            const Value pods = get("/api/v1/namespaces/default/pods");
            for (const Value &pod : listAt(pods, {u"items"}))
                if (textAt(pod, {u"spec", u"nodeName"}) == node && !at(pod, {u"metadata", u"deletionTimestamp"}))
                    ++count;
            return count;
        };
        QVERIFY(waitFor([&] { return onNode(u"node-1") == 0 && ready("web") == 4; }));
        QVERIFY(boolAt(get("/api/v1/nodes/node-1"), {u"spec", u"unschedulable"}));
        ask("DELETE", "/practice/v1/faults/" + QByteArray::number(integerAt(drained, {u"id"})));
        QVERIFY(!boolAt(get("/api/v1/nodes/node-1"), {u"spec", u"unschedulable"}));
    }

    void anotherRunGoesOnWhereThisOneEnded()
    {
        const QTemporaryDir folder;
        const QString state = folder.filePath(u"state"_s);
        start({.stateFile = state, .seed = 1});
        makeReady("web", 2);
        bool isStopped = false;
        connect(m_cluster.get(), &PracticeCluster::stopped, this, [&isStopped](const QString &error) {
            QVERIFY2(error.isEmpty(), qPrintable(error));
            isStopped = true;
        });
        m_cluster->stop();
        QVERIFY(waitFor([&isStopped] { return isStopped; }));
        cleanup();
        start({.stateFile = state, .seed = 2});
        QCOMPARE(ask("PATCH", "/apis/apps/v1/namespaces/default/deployments/web", R"({"spec":{"replicas":3}})",
                     "application/merge-patch+json")
                     .first,
                 200);
        QVERIFY(waitFor([this] { return ready("web") == 3; }));
    }

    // 5,000 that have no room: it stays responsive, and says why.
    void whatHasNoRoomWaits()
    {
        start({.nodes = 3, .durations = 0, .seed = 1});
        QCOMPARE(ask("POST", "/apis/apps/v1/namespaces/default/deployments", deployment("many", 5000)).first, 201);
        qint64 slowest = 0;
        QElapsedTimer all;
        all.start();
        const auto isFull = [&] {
            QElapsedTimer one;
            one.start();
            const qint64 now = ready("many");
            slowest = std::max(slowest, one.elapsed());
            return now == 330; // 110 a node
        };
        QVERIFY(QTest::qWaitFor(isFull, 180000));
        qInfo("330 of 5,000 were ready after %lld ms; the slowest answer took %lld ms",
              static_cast<long long>(all.elapsed()), static_cast<long long>(slowest));
        QVERIFY(slowest < support::maxMs / 2);
        const auto isSaid = [this] {
            const Value events = get("/api/v1/namespaces/default/events?fieldSelector=reason%3DFailedScheduling");
            return std::ranges::any_of(listAt(events, {u"items"}), [](const Value &event) {
                return textAt(event, {u"message"}).startsWith(u"0/3 nodes are available: 3 Too many pods."_s);
            });
        };
        QVERIFY(waitFor(isSaid));
    }
};

QTEST_GUILESS_MAIN(TestLivingCluster)
#include "tst_livingcluster.moc"
