// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/autoscaling/autoscaler.h"
#include "tests/cluster/practice/network/clusterbench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;

class TestAutoscaler : public QObject
{
    Q_OBJECT

    struct Usage final : UsageSource
    {
        std::map<QString, PodUsage> pods;
        std::optional<PodUsage> usageOf(const Value &pod) const override
        {
            const auto found = pods.find(nameOf(pod));
            return found == pods.end() ? std::nullopt : std::optional(found->second);
        }
    };
    struct Bench : bench::ClusterBench
    {
        Usage usage;
        HorizontalPodAutoscalerController controller{process, &usage};

        // replicas pods p0, p1, … that ask for 100m each.
        explicit Bench(int replicas)
        {
            process.start();
            create("{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'dep'},'spec':{'replicas':" +
                   QByteArray::number(replicas) +
                   ",'selector':{'matchLabels':{'app':'dep'}},'template':{'metadata':{'labels':{'app':'dep'}},"
                   "'spec':{'containers':[{'name':'c','image':'i'}]}}}}");
            for (int i = 0; i < replicas; ++i) addPod(i);
            settle();
        }
        void addPod(int number, const QByteArray &requests = "'cpu':'100m'")
        {
            const QByteArray name = "p" + QByteArray::number(number);
            create("{'apiVersion':'v1','kind':'Pod','metadata':{'name':'" + name +
                   "','labels':{'app':'dep'}},'spec':{'nodeName':'n','containers':[{'name':'c','image':'i',"
                   "'resources':{'requests':{" +
                   requests + "}}}]}}");
            // Long ago, so that its first minutes do not count.
            patch("v1", "Pod", name.constData(),
                  "{'status':{'phase':'Running','startTime':'2020-01-01T00:00:00Z','conditions':[{'type':'Ready',"
                  "'status':'True','lastTransitionTime':'2020-01-01T00:01:00Z'}]}}",
                  u"status"_s);
        }
        void use(int count, qint64 milliCpu, qint64 memory = 0)
        {
            usage.pods.clear();
            for (int i = 0; i < count; ++i)
                usage.pods[u"p%1"_s.arg(i)] = {.milliCpu = milliCpu, .memory = memory, .containers = {}};
        }
        void autoscaler(const QByteArray &more = {}, const QByteArray &metrics = cpu(50),
                        const QByteArray &name = "hpa", const QByteArray &target = "dep")
        {
            create("{'apiVersion':'autoscaling/v2','kind':'HorizontalPodAutoscaler','metadata':{'name':'" + name +
                   "'},'spec':{'scaleTargetRef':{'apiVersion':'apps/v1','kind':'Deployment','name':'" + target +
                   "'},'minReplicas':1,'maxReplicas':10,'metrics':[" + metrics + "]" + more + "}}");
            settle(16 * 1000);
        }
        static QByteArray cpu(int percent)
        {
            return "{'type':'Resource','resource':{'name':'cpu','target':{'type':'Utilization','averageUtilization':" +
                   QByteArray::number(percent) + "}}}";
        }
        qint64 replicas() const { return integerAt(get("apps/v1", "Deployment", u"dep"_s), {u"spec", u"replicas"}); }
        void setReplicas(int count)
        {
            patch("apps/v1", "Deployment", "dep", "{'spec':{'replicas':" + QByteArray::number(count) + "}}");
        }
        Value status(const QString &name = u"hpa"_s) const
        {
            return mapAt(get("autoscaling/v2", "HorizontalPodAutoscaler", name), {u"status"});
        }
        // "type=status reason: message"
        QString condition(const QString &type, const QString &name = u"hpa"_s) const
        {
            for (const Value whole = status(name); const Value &one : listAt(whole, {u"conditions"}))
                if (textAt(one, {u"type"}) == type)
                    return textAt(one, {u"status"}) + u' ' + textAt(one, {u"reason"}) + u": "_s +
                           textAt(one, {u"message"});
            return {};
        }
    };

private Q_SLOTS:
    void scalesUp()
    {
        Bench bench(2);
        bench.use(2, 120);
        bench.autoscaler();
        QCOMPARE(bench.replicas(), 4); // 120 % of 50 % would be 5, but twice the replicas and four are the most
        QCOMPARE(bench.events(u"hpa"_s), QStringList{u"Normal SuccessfulRescale New size: 4; reason: cpu resource "
                                                     "utilization (percentage of request) above target"_s});
        QCOMPARE(bench.condition(u"AbleToScale"_s),
                 u"True SucceededRescale: the HPA controller was able to update the target scale to 4"_s);
        QCOMPARE(bench.condition(u"ScalingActive"_s),
                 u"True ValidMetricFound: the HPA was able to successfully calculate a replica count from cpu resource "
                 "utilization (percentage of request)"_s);
        QCOMPARE(bench.condition(u"ScalingLimited"_s),
                 u"True ScaleUpLimit: the desired replica count is increasing faster than the maximum scale rate"_s);
        Value status = bench.status();
        status.remove(u"conditions");
        QVERIFY(!textAt(status, {u"lastScaleTime"}).isEmpty());
        status.remove(u"lastScaleTime");
        QVERIFY(status.means(bench.parse(
            "{'currentReplicas':2,'desiredReplicas':4,'currentMetrics':[{'type':'Resource','resource':{'name':'cpu',"
            "'current':{'averageUtilization':120,'averageValue':'120m'}}}]}")));
        // As scale, so that a person's scale looks different.
        const Value deployment = bench.get("apps/v1", "Deployment", u"dep"_s);
        bool isScale = false;
        for (const Value &one : listAt(deployment, {u"metadata", u"managedFields"}))
            if (textAt(one, {u"manager"}) == u"kube-controller-manager")
                isScale = textAt(one, {u"subresource"}) == u"scale";
        QVERIFY(isScale);
    }

    void withinTolerance()
    {
        Bench bench(2);
        bench.use(2, 54);
        bench.autoscaler();
        QCOMPARE(bench.replicas(), 2);
        QVERIFY(bench.events(u"hpa"_s).isEmpty());
        QCOMPARE(bench.condition(u"AbleToScale"_s), u"True ReadyForNewScale: recommended size matches current size"_s);
        QCOMPARE(bench.condition(u"ScalingLimited"_s),
                 u"False DesiredWithinRange: the desired count is within the acceptable range"_s);
    }

    // Five minutes have to pass before it goes down.
    void stabilizesDown()
    {
        Bench bench(4);
        bench.use(4, 50);
        bench.autoscaler();
        bench.use(4, 10);
        bench.settle(100 * 1000);
        QCOMPARE(bench.replicas(), 4);
        QCOMPARE(bench.condition(u"AbleToScale"_s),
                 u"True ScaleDownStabilized: recent recommendations were higher than current one, applying the highest "
                 "recent recommendation"_s);
        bench.settle(220 * 1000);
        QCOMPARE(bench.replicas(), 1);
        QCOMPARE(bench.events(u"hpa"_s),
                 QStringList{u"Normal SuccessfulRescale New size: 1; reason: All metrics below target"_s});
    }

    void behavior()
    {
        Bench bench(4);
        bench.use(4, 500);
        bench.autoscaler(",'behavior':{'scaleUp':{'policies':[{'type':'Pods','value':1,'periodSeconds':60}]},"
                         "'scaleDown':{'stabilizationWindowSeconds':0,'policies':[{'type':'Percent','value':50,"
                         "'periodSeconds':30}]}}");
        QCOMPARE(bench.replicas(), 5);
        bench.settle(30 * 1000);
        QCOMPARE(bench.replicas(), 5); // one a minute
        bench.settle(45 * 1000);
        QCOMPARE(bench.replicas(), 6);
        bench.use(4, 1);
        bench.settle(15 * 1000);
        QCOMPARE(bench.replicas(), 3); // half of them in half a minute
        QCOMPARE(bench.condition(u"ScalingLimited"_s),
                 u"True ScaleDownLimit: the desired replica count is decreasing faster than the maximum scale rate"_s);
    }

    void disabled()
    {
        Bench bench(2);
        bench.use(2, 10);
        bench.autoscaler(",'behavior':{'scaleDown':{'selectPolicy':'Disabled'}}");
        bench.settle(400 * 1000);
        QCOMPARE(bench.replicas(), 2);
    }

    void limits()
    {
        Bench bench(2);
        bench.use(2, 10);
        bench.setReplicas(12);
        bench.autoscaler();
        QCOMPARE(bench.replicas(), 10);
        QCOMPARE(bench.events(u"hpa"_s),
                 QStringList{u"Normal SuccessfulRescale New size: 10; reason: Current number of replicas above "
                             "Spec.MaxReplicas"_s});
        bench.setReplicas(0);
        bench.settle(16 * 1000);
        QCOMPARE(bench.replicas(), 0);
        QCOMPARE(bench.condition(u"ScalingActive"_s),
                 u"False ScalingDisabled: scaling is disabled since the replica count of the target is zero"_s);
    }

    // As a real control plane without figures answers.
    void noMetrics()
    {
        Bench bench(2);
        bench.autoscaler();
        QCOMPARE(bench.replicas(), 2);
        QStringList events = bench.events(u"hpa"_s);
        events.sort();
        const QStringList expected{
            u"Warning FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is: failed to get "
            "cpu resource metric value: failed to get cpu utilization: unable to get metrics for resource cpu: no "
            "metrics returned from resource metrics API"_s,
            u"Warning FailedGetResourceMetric failed to get cpu utilization: unable to get metrics for resource cpu: "
            u"no "
            "metrics returned from resource metrics API"_s};
        QCOMPARE(events, expected);
        const Value status = bench.status();
        const ValueList conditions = listAt(status, {u"conditions"});
        QCOMPARE(conditions.size(), std::size_t(2));
        QCOMPARE(bench.condition(u"AbleToScale"_s),
                 u"True SucceededGetScale: the HPA controller was able to get the target's current scale"_s);
        QCOMPARE(
            bench.condition(u"ScalingActive"_s),
            u"False FailedGetResourceMetric: the HPA was unable to compute the replica count: failed to get cpu "
            "utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API"_s);
        QCOMPARE(integerAt(status, {u"currentReplicas"}), 2);
        QCOMPARE(integerAt(status, {u"desiredReplicas"}, -1), 0);
        QVERIFY(Value(listAt(status, {u"currentMetrics"})).means(Value(ValueList{bench.parse("{'type':''}")})));
    }

    void noTarget()
    {
        Bench bench(0);
        bench.autoscaler({}, Bench::cpu(50), "hpa", "nothing");
        QCOMPARE(bench.events(u"hpa"_s),
                 QStringList{u"Warning FailedGetScale deployments.apps \"nothing\" not found"_s});
        QCOMPARE(bench.condition(u"AbleToScale"_s), u"False FailedGetScale: the HPA controller was unable to get the "
                                                    "target's current scale: deployments.apps \"nothing\" not found"_s);
        QVERIFY(bench.status().find(u"currentMetrics") && bench.status().find(u"currentMetrics")->isNull());
    }

    void ambiguous()
    {
        Bench bench(2);
        bench.use(2, 50);
        bench.autoscaler();
        bench.autoscaler({}, Bench::cpu(50), "other");
        bench.settle(16 * 1000);
        const QString text =
            u"pods by selector app=dep are controlled by multiple HPAs: [{hpa default} {other default}]"_s;
        QCOMPARE(bench.condition(u"ScalingActive"_s), u"False AmbiguousSelector: "_s + text);
        QVERIFY(bench.events(u"hpa"_s).contains(u"Warning AmbiguousSelector "_s + text));
    }

    void missingRequest()
    {
        Bench bench(1);
        bench.addPod(1, {});
        bench.use(2, 50);
        bench.autoscaler();
        QVERIFY(bench.condition(u"ScalingActive"_s)
                    .endsWith(u"failed to get cpu utilization: missing request for cpu in container c of Pod p1"));
    }

    void calculations_data()
    {
        QTest::addColumn<int>("pods");
        QTest::addColumn<int>("measured"); // the others have no figures
        QTest::addColumn<int>("use");
        QTest::addColumn<int>("replicas");
        QTest::newRow("up") << 3 << 3 << 100 << 6;
        QTest::newRow("down") << 4 << 4 << 20 << 2;
        QTest::newRow("missing count as full on the way down") << 4 << 2 << 20 << 4; // (20+20+100+100)/4 = 60 %: turned
        QTest::newRow("missing count as idle on the way up") << 4 << 2 << 100 << 4;  // (100+100+0+0)/4 = 50 %: enough
        QTest::newRow("still up") << 4 << 3 << 100 << 6;                             // 300/4 = 75 %: 1.5 · 4
    }
    void calculations()
    {
        QFETCH(int, pods);
        QFETCH(int, measured);
        QFETCH(int, use);
        QFETCH(int, replicas);
        Bench bench(pods);
        bench.use(measured, use);
        const std::vector<Value> all = bench.list("v1", "Pod");
        ReplicaQuestion question;
        question.resource = u"cpu"_s;
        question.current = pods;
        question.nowMs = bench.api.clock.wallMs();
        for (const Value &pod : all) question.pods.push_back(&pod);
        const ReplicaAnswer answer = replicasForUtilization(question, &bench.usage, 50);
        QCOMPARE(answer.error, QString());
        QCOMPARE(int(answer.replicas), replicas);
    }

    // A pod that starts uses much CPU, and says nothing by it.
    void unready()
    {
        Bench bench(2);
        bench.use(2, 100);
        bench.patch("v1", "Pod", "p1",
                    "{'status':{'startTime':'" + timeText(bench.api.clock.wallMs() - 60000).toLatin1() +
                        "','conditions':[{'type':'Ready','status':'False','lastTransitionTime':'" +
                        timeText(bench.api.clock.wallMs() - 60000).toLatin1() + "'}]}}",
                    u"status"_s);
        const std::vector<Value> all = bench.list("v1", "Pod");
        ReplicaQuestion question;
        question.resource = u"cpu"_s;
        question.current = 2;
        question.nowMs = bench.api.clock.wallMs();
        for (const Value &pod : all) question.pods.push_back(&pod);
        QCOMPARE(int(replicasForUtilization(question, &bench.usage, 50).replicas), 2); // 100 % of one of two: enough
        QCOMPARE(int(replicasForAverage(question, &bench.usage, 25).replicas), 4);
    }

    void memoryAverage()
    {
        Bench bench(2);
        bench.use(2, 0, 300 * 1024 * 1024);
        bench.autoscaler({}, "{'type':'Resource','resource':{'name':'memory','target':{'type':'AverageValue',"
                             "'averageValue':'200Mi'}}}");
        QCOMPARE(bench.replicas(), 3);
        QCOMPARE(
            textAt(listAt(bench.status(), {u"currentMetrics"}).front(), {u"resource", u"current", u"averageValue"}),
            u"314572800"_s);
    }
};

QTEST_GUILESS_MAIN(TestAutoscaler)
#include "tst_autoscaler.moc"
