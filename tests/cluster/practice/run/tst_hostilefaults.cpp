// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/apicore.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/run/practicecluster.h"
#include "model/wire/json.h"
#include "tests/support/apiclient.h"
#include "tests/support/limits.h"

#include <QElapsedTimer>
#include <QTest>

#include <random>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

// Everything that can be broken on purpose, alone, by twos and by handfuls, while time runs, flies, stands still and is
// taken step by step: the cluster answers all the while, and when all is mended, it is whole again.
class TestHostileFaults : public QObject
{
    Q_OBJECT

    std::unique_ptr<PracticeCluster> m_cluster;
    std::unique_ptr<contract::ApiClient> m_client;
    qint64 m_slowest = 0;

#ifdef __SANITIZE_ADDRESS__ // where memory is looked at; all pairs are tried elsewhere
    static constexpr qsizetype every = 5;
#else
    static constexpr qsizetype every = 1;
#endif
    static constexpr int patienceMs = 60000;
    static constexpr qint64 mostMs =
        support::maxMs / 2; // that an answer may take, on a machine that has other things to do

    std::pair<int, Value> ask(const QByteArray &method, const QByteArray &path, const QByteArray &body = {})
    {
        QElapsedTimer time;
        time.start();
        const contract::Reply reply =
            m_client->request(method, path, body, body.isEmpty() ? QByteArray() : QByteArray("application/json"));
        m_slowest = std::max(m_slowest, time.elapsed());
        auto json = model::readJson(reply.body);
        return {reply.code, json ? std::move(json->value) : Value()};
    }
    Value get(const QByteArray &path) { return ask("GET", path).second; }
    void setTime(const QByteArray &json) { QCOMPARE(ask("PUT", "/practice/v1/time", json).first, 200); }

    // A pod that there is now; "none" where there is none.
    QByteArray somePod()
    {
        const Value pods = get("/api/v1/namespaces/default/pods");
        const auto &items = listAt(pods, {u"items"});
        return items.empty() ? QByteArray("none") : nameOf(items.front()).toUtf8();
    }
    QByteArray targetOf(const QString &fault, int number)
    {
        const QByteArray node = "node-" + QByteArray::number(number % 3 + 1);
        static const std::vector<QByteArray> parts{
            "kube-scheduler",          "deployment-controller",     "replicaset-controller",
            "kube-controller-manager", "node-lifecycle-controller", "kubelet/node-1"};
        if (fault == u"stop-component") return parts[std::size_t(number) % parts.size()];
        if (fault == u"kill-pod") return "default/" + somePod();
        if (fault == u"crash-container") return "default/" + somePod() + "/c";
        if (fault == u"break-image") return "nginx:1.27";
        const bool isAboutNodes = fault.contains(u"node") || fault == u"stop-kubelet" || fault == u"press-memory";
        return isAboutNodes ? node : QByteArray();
    }
    // Begun, or refused for a reason: there is no such pod, it is broken already.
    void begin(const QString &fault, int number)
    {
        QByteArray body = "{\"fault\":\"";
        body += fault.toUtf8() + "\"";
        if (const QByteArray target = targetOf(fault, number); !target.isEmpty())
            body += ",\"target\":\"" + target + '"';
        if (fault == u"slow-store") body += ",\"amount\":50";
        const auto [code, answer] = ask("POST", "/practice/v1/faults", body + '}');
        QVERIFY2(code == 201 || code == 404 || code == 409,
                 (body + ' ' + QByteArray::number(code) + ' ' + model::writeJson(answer)).constData());
    }
    void mendAll()
    {
        const Value faults = get("/practice/v1/faults");
        for (const Value &fault : listAt(faults, {u"faults"}))
            QCOMPARE(ask("DELETE", "/practice/v1/faults/" + QByteArray::number(integerAt(fault, {u"id"}))).first, 200);
    }
    bool isWhole()
    {
        const Value web = get("/apis/apps/v1/namespaces/default/deployments/web");
        const Value nodes = get("/api/v1/nodes");
        const auto isReady = [](const Value &node) {
            return std::ranges::any_of(listAt(node, {u"status", u"conditions"}), [](const Value &one) {
                return textAt(one, {u"type"}) == u"Ready" && textAt(one, {u"status"}) == u"True";
            });
        };
        return integerAt(web, {u"status", u"readyReplicas"}) == 4 && integerAt(web, {u"status", u"replicas"}) == 4 &&
               std::ranges::all_of(listAt(nodes, {u"items"}), isReady);
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto started = PracticeCluster::start({.nodes = 3, .isLiving = true, .durations = 0.1, .speed = 20, .seed = 5});
        QVERIFY2(started.ok(), started ? "" : qPrintable(started.error().toString()));
        m_cluster = std::move(*started);
        m_client = contract::ApiClient::open(m_cluster->kubeconfig(), {});
        QVERIFY(m_client);
        QCOMPARE(ask("POST", "/apis/apps/v1/namespaces/default/deployments",
                     R"({"metadata":{"name":"web"},"spec":{"replicas":4,"selector":{"matchLabels":{"app":"web"}},
                     "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c",
                     "image":"nginx:1.27"}]}}}} )")
                     .first,
                 201);
        QVERIFY(QTest::qWaitFor([this] { return isWhole(); }, patienceMs));
    }
    void cleanupTestCase()
    {
        m_client.reset();
        m_cluster.reset();
    }

    void together_data()
    {
        QTest::addColumn<QStringList>("faults");
        QTest::addColumn<QByteArray>("time");
        QStringList all;
        const Value told = get("/practice/v1/faults");
        for (const Value &kind : listAt(told, {u"kinds"})) all.append(textAt(kind, {u"fault"}));
        QVERIFY(all.size() >= 13);
        const std::vector<std::pair<const char *, QByteArray>> times{{"runs", R"({"speed":1,"paused":false})"},
                                                                     {"flies", R"({"speed":100,"paused":false})"},
                                                                     {"stands", R"({"speed":1,"paused":true})"}};
        std::mt19937 random(7);
        const auto add = [&](const QStringList &faults, std::size_t time) {
            QTest::newRow(
                qPrintable(u"%1 while time %2"_s.arg(faults.join(u'+'), QLatin1StringView(times[time].first))))
                << faults << times[time].second;
        };
        for (qsizetype i = 0, pair = 0; i < all.size(); ++i)
            for (qsizetype j = i + 1; j < all.size(); ++j, ++pair)
                if (pair % every == 0) add({all[i], all[j]}, std::size_t(i + j) % times.size());
        for (int i = 0; i < 12; ++i) { // handfuls
            QStringList some = all;
            std::shuffle(some.begin(), some.end(), random);
            add(some.mid(0, 6), std::size_t(i) % times.size());
        }
    }
    void together()
    {
        QFETCH(QStringList, faults);
        QFETCH(QByteArray, time);
        m_slowest = 0;
        setTime(time);
        int number = 0;
        for (const QString &fault : faults) begin(fault, number++);
        const bool stands = time.contains("true");
        for (int i = 0; i < 20; ++i) {
            if (stands)
                QCOMPARE(ask("POST", "/practice/v1/time/step").first, 200);
            else
                QTest::qWait(5);
        }
        QVERIFY(!get("/practice/v1/components").isNull());
        mendAll();
        setTime(R"({"speed":100,"paused":false})");
        const bool whole = QTest::qWaitFor([this] { return isWhole(); }, patienceMs);
        const Value pods = get("/api/v1/namespaces/default/pods");
        QVERIFY2(whole, model::writeJson(get("/apis/apps/v1/namespaces/default/deployments/web")).constData());
        QVERIFY2(m_slowest < mostMs, qPrintable(QString::number(m_slowest)));
    }

    // More to do than it can, at a hundred times the speed: it falls behind, and answers.
    void moreThanItCanDo()
    {
        m_slowest = 0;
        setTime(R"({"speed":100,"paused":false})");
        const auto make = [this](const QByteArray &path, const QByteArray &body) {
            const auto [code, answer] = ask("POST", path, body);
            QVERIFY2(code == 201, model::writeJson(answer).constData());
        };
        make("/apis/apps/v1/namespaces/default/deployments", R"({"metadata":{"name":"probed"},"spec":{"replicas":250,
             "selector":{"matchLabels":{"app":"probed"}},"template":{"metadata":{"labels":{"app":"probed"}},"spec":{
             "containers":[{"name":"c","image":"nginx:1.27","livenessProbe":{"periodSeconds":1,"tcpSocket":{"port":80}},
             "readinessProbe":{"periodSeconds":1,"tcpSocket":{"port":80}}}]}}}})");
        make("/apis/apps/v1/namespaces/default/deployments", R"({"metadata":{"name":"crashing"},"spec":{"replicas":40,
             "selector":{"matchLabels":{"app":"crashing"}},"template":{"metadata":{"labels":{"app":"crashing"}},"spec":{
             "containers":[{"name":"c","image":"busybox","command":["false"]}]}}}})");
        for (int i = 0; i < 20; ++i)
            make("/apis/batch/v1/namespaces/default/cronjobs",
                 R"({"metadata":{"generateName":"tick-"},"spec":{"schedule":"* * * * *","jobTemplate":{"spec":{
                 "template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"busybox",
                 "command":["true"]}]}}}}}})");
        const qint64 begun = timeOf(textAt(get("/practice/v1/time"), {u"now"}));
        QElapsedTimer time;
        time.start();
        int answers = 0;
        qint64 sum = 0;
        bool wasBehind = false; // said for a while after it was held up, which may be once and for long
        for (; time.elapsed() < 10000; ++answers) {
            QElapsedTimer one;
            one.start();
            QCOMPARE(ask("GET", "/apis/apps/v1/namespaces/default/deployments/probed").first, 200);
            sum += one.elapsed();
            wasBehind = wasBehind || boolAt(get("/practice/v1/time"), {u"behind"});
        }
        const Value now = get("/practice/v1/time");
        const double pace = double(timeOf(textAt(now, {u"now"})) - begun) / double(time.elapsed());
        qInfo("%d answers, %lld ms each, %lld ms at most; time: %s", answers, static_cast<long long>(sum / answers),
              static_cast<long long>(m_slowest), model::writeJson(now).constData());
        QVERIFY2(m_slowest < mostMs, qPrintable(QString::number(m_slowest)));
        // Where it cannot keep up, it says so.
        QVERIFY2(pace > 90 || wasBehind, qPrintable(QString::number(pace)));
        for (const char *name : {"probed", "crashing"})
            QCOMPARE(ask("DELETE", QByteArray("/apis/apps/v1/namespaces/default/deployments/") + name).first, 200);
        QCOMPARE(ask("DELETE", "/apis/batch/v1/namespaces/default/cronjobs").first, 200);
        QVERIFY(QTest::qWaitFor([this] { return isWhole(); }, patienceMs));
    }

    // A drain that a budget holds up waits, says so, and goes on when it may; the node is given back when it is mended.
    void aDrainThatABudgetHolds()
    {
        setTime(R"({"speed":20,"paused":false})");
        QCOMPARE(
            ask("POST", "/apis/policy/v1/namespaces/default/poddisruptionbudgets",
                R"({"metadata":{"name":"all"},"spec":{"maxUnavailable":0,"selector":{"matchLabels":{"app":"web"}}}})")
                .first,
            201);
        const auto on = [this](QStringView node, bool isAll = false) {
            int count = 0;
            const Value pods = get("/api/v1/namespaces/default/pods?labelSelector=app%3Dweb");
            for (const Value &pod : listAt(pods, {u"items"}))
                if (textAt(pod, {u"spec", u"nodeName"}) == node &&
                    (isAll || textAt(pod, {u"status", u"phase"}) == u"Running"))
                    ++count;
            return count;
        };
        QString busy; // a node with pods
        for (const QString &node : {u"node-1"_s, u"node-2"_s, u"node-3"_s})
            if (on(node) > 0) busy = node;
        QVERIFY(!busy.isEmpty());
        const int before = on(busy);
        QCOMPARE(ask("POST", "/practice/v1/faults",
                     R"({"fault":"drain-node","target":)" + QByteArray("\"") + busy.toUtf8() + "\"}")
                     .first,
                 201);
        QTest::qWait(1500);
        QCOMPARE(on(busy), before);
        const Value faults = get("/practice/v1/faults");
        const auto &held = listAt(listAt(faults, {u"faults"}).front(), {u"held"});
        QCOMPARE(int(held.size()), before);
        QVERIFY(held.front().string()->startsWith(u"default/web-"));
        QVERIFY(
            held.front().string()->endsWith(u": Cannot evict pod as it would violate the pod's disruption budget."));
        QCOMPARE(ask("DELETE", "/apis/policy/v1/namespaces/default/poddisruptionbudgets/all").first, 200);
        QVERIFY(QTest::qWaitFor([&] { return on(busy, true) == 0; }, patienceMs));
        mendAll();
        QVERIFY(QTest::qWaitFor([this] { return isWhole(); }, patienceMs));
        QVERIFY(!boolAt(get("/api/v1/nodes/" + busy.toUtf8()), {u"spec", u"unschedulable"}));
    }
};

QTEST_GUILESS_MAIN(TestHostileFaults)
#include "tst_hostilefaults.moc"
