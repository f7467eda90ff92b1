// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/admission.h"
#include "cluster/practice/kinds/kindrules.h"
#include "tests/cluster/practice/kinds/recordedkinds.h"

#include <QTest>

using namespace Qt::StringLiterals;
using model::Value;
using namespace practice;

// The texts are those of kube-apiserver 1.33.4 with its default plugins.
class TestAdmission : public QObject
{
    Q_OBJECT

    static Value pod(const QByteArray &spec)
    {
        Value object = tests::json(R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"x"},"spec":)" + spec + "}");
        setDefaults(tests::kindOf(object), object);
        return object;
    }

    static Value claim(const QByteArray &size)
    {
        return tests::json(
            R"({"kind":"PersistentVolumeClaim","apiVersion":"v1","metadata":{"name":"x"},"spec":{"resources":{"requests":{"storage":")" +
            size + R"("}}}})");
    }

    static ClusterLookup withLists(const QByteArray &limitRange, const QByteArray &quota)
    {
        ClusterLookup cluster;
        if (!limitRange.isEmpty())
            cluster.limitRanges = [limitRange](const QString &) { return std::vector<Value>{tests::json(limitRange)}; };
        if (!quota.isEmpty())
            cluster.resourceQuotas = [quota](const QString &) { return std::vector<Value>{tests::json(quota)}; };
        return cluster;
    }

    // What stands against it, or nothing.
    static QString refusal(Value &object, const ClusterLookup &cluster, Operation operation = Operation::Create,
                           const Value *old = nullptr)
    {
        const ApiKind kind = tests::kindOf(object);
        const AdmissionRequest request{kind, operation, u"ns"_s, {}, {}, &object, old};
        if (const auto status = admit(request, cluster)) return status->message;
        if (const auto status = checkAdmitted(request, cluster)) return status->message;
        const auto charged = chargeQuotas(request, cluster);
        return charged ? QString() : charged.status().message;
    }

    const QByteArray m_limits =
        R"({"spec":{"limits":[{"type":"Container","default":{"cpu":"500m"},"defaultRequest":{"cpu":"100m"},"max":{"cpu":"1"},"min":{"cpu":"50m"},"maxLimitRequestRatio":{"cpu":"4"}},{"type":"Pod","max":{"memory":"1Gi"}},{"type":"PersistentVolumeClaim","min":{"storage":"1Gi"},"max":{"storage":"2Gi"}}]}})";
    const QByteArray m_quota =
        R"({"metadata":{"name":"q"},"status":{"hard":{"pods":"1","limits.memory":"1Gi"},"used":{"pods":"1","limits.memory":"512Mi"}}})";

private Q_SLOTS:
    void pods_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QByteArray>("limitRange");
        QTest::addColumn<QByteArray>("quota");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *spec, const QByteArray &limits, const QByteArray &quota,
                            const char *message) {
            QTest::newRow(name) << QByteArray(spec) << limits << quota << QString::fromLatin1(message);
        };
        row("ratio of defaults", R"({"containers":[{"name":"c","image":"x","resources":{"limits":{"memory":"1Gi"}}}]})",
            m_limits, {},
            R"(pods "x" is forbidden: cpu max limit to request ratio per Container is 4, but provided ratio is 5.000000)");
        row("several",
            R"({"containers":[{"name":"c","image":"x","resources":{"limits":{"cpu":"2","memory":"3Gi"},"requests":{"cpu":"10m"}}}]})",
            m_limits, {},
            R"(pods "x" is forbidden: [minimum cpu usage per Container is 50m, but request is 10m, maximum cpu usage per Container is 1, but limit is 2, cpu max limit to request ratio per Container is 4, but provided ratio is 200.000000, maximum memory usage per Pod is 1Gi, but limit is 3Gi])");
        row("no limit", R"({"containers":[{"name":"c","image":"x"}]})", m_limits, {},
            R"(pods "x" is forbidden: [cpu max limit to request ratio per Container is 4, but provided ratio is 5.000000, maximum memory usage per Pod is 1Gi.  No limit is specified])");
        row("ratio",
            R"({"containers":[{"name":"c","image":"x","resources":{"limits":{"cpu":"400m","memory":"1Mi"},"requests":{"cpu":"60m"}}}]})",
            m_limits, {},
            R"(pods "x" is forbidden: cpu max limit to request ratio per Container is 4, but provided ratio is 6.666667)");
        row("within limits",
            R"({"containers":[{"name":"c","image":"x","resources":{"limits":{"cpu":"200m","memory":"1Gi"},"requests":{"cpu":"50m"}}}]})",
            m_limits, {}, "");
        row("quota unknown", R"({"containers":[{"name":"c","image":"x","resources":{"limits":{"memory":"2Gi"}}}]})", {},
            R"({"metadata":{"name":"q"},"status":{"hard":{"pods":"1","limits.memory":"1Gi"}}})",
            R"(pods "x" is forbidden: status unknown for quota: q, resources: limits.memory,pods)");
        row("quota wants amounts", R"({"containers":[{"name":"c","image":"x"},{"name":"b","image":"x"}]})", {}, m_quota,
            R"(pods "x" is forbidden: failed quota: q: must specify limits.memory for: b,c)");
        row("quota exceeded", R"({"containers":[{"name":"c","image":"x","resources":{"limits":{"memory":"2Gi"}}}]})",
            {}, m_quota,
            R"(pods "x" is forbidden: exceeded quota: q, requested: limits.memory=2Gi,pods=1, used: limits.memory=512Mi,pods=1, limited: limits.memory=1Gi,pods=1)");
        row("no class", R"({"priorityClassName":"none","containers":[{"name":"c","image":"x"}]})", {}, {},
            R"(pods "x" is forbidden: no PriorityClass with name none was found)");
        row("priority", R"({"priority":5,"containers":[{"name":"c","image":"x"}]})", {}, {},
            R"(pods "x" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name)");
        row("no runtime class", R"({"runtimeClassName":"none","containers":[{"name":"c","image":"x"}]})", {}, {},
            R"(pods "x" is forbidden: pod rejected: RuntimeClass "none" not found)");
        row("overhead", R"({"overhead":{"cpu":"1"},"containers":[{"name":"c","image":"x"}]})", {}, {},
            R"(pods "x" is forbidden: pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead)");
    }

    void pods()
    {
        QFETCH(QByteArray, spec);
        QFETCH(QByteArray, limitRange);
        QFETCH(QByteArray, quota);
        QFETCH(QString, message);
        Value object = pod(spec);
        QCOMPARE(refusal(object, withLists(limitRange, quota)), message);
    }

    void claims()
    {
        const ClusterLookup cluster = withLists(m_limits, {});
        Value small = claim("10Mi"), big = claim("3Gi"), right = claim("1Gi");
        QCOMPARE(
            refusal(small, cluster),
            uR"(persistentvolumeclaims "x" is forbidden: minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 10Mi)"_s);
        QCOMPARE(
            refusal(big, cluster),
            uR"(persistentvolumeclaims "x" is forbidden: maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 3Gi)"_s);
        QCOMPARE(refusal(right, cluster), QString());
        QCOMPARE(tests::text(*at(right, {u"metadata", u"finalizers"})),
                 QByteArray(R"(["kubernetes.io/pvc-protection"])"));
        Value grown = claim("2Gi");
        Value old = claim("1Gi");
        QCOMPARE(refusal(grown, {}, Operation::Update, &old),
                 uR"(persistentvolumeclaims "x" is forbidden: Only bound persistent volume claims can be expanded)"_s);
        mapIn(old, u"status").set(u"phase", u"Bound");
        QCOMPARE(
            refusal(grown, {}, Operation::Update, &old),
            uR"(persistentvolumeclaims "x" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize)"_s);
    }

    void limitsAreFilledIn()
    {
        Value object = pod(
            R"({"initContainers":[{"name":"i","image":"x"}],"containers":[{"name":"c","image":"x","resources":{"limits":{"memory":"1Gi"}}}]})");
        QCOMPARE(
            refusal(
                object,
                withLists(
                    R"({"spec":{"limits":[{"type":"Container","default":{"cpu":"500m","memory":"2Gi"},"defaultRequest":{"cpu":"100m"}}]}})",
                    {})),
            QString());
        QCOMPARE(tests::text(*listAt(object, {u"spec", u"containers"}).front().find(u"resources")),
                 QByteArray(R"({"limits":{"cpu":"500m","memory":"1Gi"},"requests":{"cpu":"100m","memory":"1Gi"}})"));
        QCOMPARE(
            textAt(object, {u"metadata", u"annotations", u"kubernetes.io/limit-ranger"}),
            u"LimitRanger plugin set: cpu request for container c; cpu limit for container c; cpu request for init container i; cpu, memory limit for init container i"_s);
    }

    void quotasGrow()
    {
        const ClusterLookup cluster = withLists(
            {},
            R"({"metadata":{"name":"q"},"status":{"hard":{"pods":"3","cpu":"2"},"used":{"pods":"1","cpu":"500m"}}})");
        Value object = pod(R"({"containers":[{"name":"c","image":"x","resources":{"requests":{"cpu":"700m"}}}]})");
        const ApiKind kind = tests::kindOf(object);
        const auto charged = chargeQuotas({kind, Operation::Create, u"ns"_s, {}, {}, &object, nullptr}, cluster);
        QVERIFY(charged);
        QCOMPARE(charged->size(), 1u);
        QCOMPARE(tests::text(*at(charged->front(), {u"status", u"used"})), QByteArray(R"({"cpu":"1200m","pods":"2"})"));
    }

    void quotasOfOtherKinds_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<QByteArray>("hard");
        QTest::addColumn<QByteArray>("used");
        QTest::newRow("count") << QByteArray(R"({"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"x"}})")
                               << QByteArray(R"({"count/deployments.apps":"0","pods":"1"})")
                               << QByteArray(R"(count/deployments.apps=1)");
        QTest::newRow("alias") << QByteArray(R"({"kind":"Secret","apiVersion":"v1","metadata":{"name":"x"}})")
                               << QByteArray(R"({"secrets":"0"})") << QByteArray("secrets=1");
        QTest::newRow("node ports")
            << QByteArray(
                   R"({"kind":"Service","apiVersion":"v1","metadata":{"name":"x"},"spec":{"type":"NodePort","ports":[{"port":1},{"port":2}]}})")
            << QByteArray(R"({"services.nodeports":"1","services":"5"})") << QByteArray("services.nodeports=2");
        QTest::newRow("storage class")
            << QByteArray(
                   R"({"kind":"PersistentVolumeClaim","apiVersion":"v1","metadata":{"name":"x"},"spec":{"storageClassName":"fast","resources":{"requests":{"storage":"2Gi"}}}})")
            << QByteArray(R"({"fast.storageclass.storage.k8s.io/requests.storage":"1Gi"})")
            << QByteArray("fast.storageclass.storage.k8s.io/requests.storage=2Gi");
    }

    void quotasOfOtherKinds()
    {
        QFETCH(QByteArray, object);
        QFETCH(QByteArray, hard);
        QFETCH(QByteArray, used);
        Value zero = tests::json(hard);
        for (auto &entry : *zero.map()) entry.second = u"0";
        const ClusterLookup cluster = withLists({}, R"({"metadata":{"name":"q"},"status":{"hard":)" + hard +
                                                        R"(,"used":)" + tests::text(zero) + "}}");
        Value made = tests::json(object);
        const QString message = refusal(made, cluster);
        QVERIFY2(message.contains(
                     u"is forbidden: exceeded quota: q, requested: %1, used: "_s.arg(QString::fromLatin1(used))),
                 qUtf8Printable(message));
    }

    void namespaces()
    {
        ClusterLookup cluster;
        cluster.namespaceNamed = [](const QString &name) -> std::optional<Value> {
            if (name == u"gone") return {};
            return tests::json(name == u"ending" ? R"({"status":{"phase":"Terminating"}})"
                                                 : R"({"status":{"phase":"Active"}})");
        };
        Value map = tests::json(R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"}})");
        const ApiKind kind = tests::kindOf(map);
        const auto ask = [&](const QString &ns, Operation operation) {
            const auto status = admit({kind, operation, ns, u"x"_s, {}, &map, nullptr}, cluster);
            return status ? status->toValue() : Value();
        };
        QVERIFY(ask(u"ns"_s, Operation::Create).isNull());
        QCOMPARE(textAt(ask(u"gone"_s, Operation::Create), {u"message"}), uR"(namespaces "gone" not found)"_s);
        QCOMPARE(textAt(ask(u"gone"_s, Operation::Update), {u"reason"}), u"NotFound"_s);
        QVERIFY(ask(u"gone"_s, Operation::Delete).isNull());
        QVERIFY(ask(u"ending"_s, Operation::Update).isNull());
        const Value ending = ask(u"ending"_s, Operation::Create);
        QCOMPARE(
            textAt(ending, {u"message"}),
            uR"(configmaps "x" is forbidden: unable to create new content in namespace ending because it is being terminated)"_s);
        QCOMPARE(
            tests::text(*at(ending, {u"details", u"causes"})),
            QByteArray(
                R"([{"reason":"NamespaceTerminating","message":"namespace ending is being terminated","field":"metadata.namespace"}])"));
        ApiKind space = tests::kindOf(tests::json(R"({"kind":"Namespace","apiVersion":"v1"})"));
        const auto refused = admit({space, Operation::Delete, {}, u"default"_s, {}, nullptr, nullptr}, cluster);
        QVERIFY(refused);
        QCOMPARE(refused->message, uR"(namespaces "default" is forbidden: this namespace may not be deleted)"_s);
        QVERIFY(!admit({space, Operation::Delete, {}, u"other"_s, {}, nullptr, nullptr}, cluster));
    }

    void classes()
    {
        ClusterLookup cluster;
        cluster.storageClasses = [] {
            return std::vector<Value>{
                tests::json(
                    R"({"metadata":{"name":"old","creationTimestamp":"2026-01-01T00:00:00Z","annotations":{"storageclass.kubernetes.io/is-default-class":"true"}}})"),
                tests::json(
                    R"({"metadata":{"name":"new","creationTimestamp":"2026-01-02T00:00:00Z","annotations":{"storageclass.kubernetes.io/is-default-class":"true"}}})"),
                tests::json(R"({"metadata":{"name":"plain","creationTimestamp":"2026-01-03T00:00:00Z"}})")};
        };
        Value object = claim("1Gi");
        QCOMPARE(refusal(object, cluster), QString());
        QCOMPARE(textAt(object, {u"spec", u"storageClassName"}), u"new"_s);
        Value chosen = claim("1Gi");
        mapIn(chosen, u"spec").set(u"storageClassName", QString());
        QCOMPARE(refusal(chosen, cluster), QString());
        QCOMPARE(textAt(chosen, {u"spec", u"storageClassName"}), QString());
    }

    void runtimeClasses()
    {
        ClusterLookup cluster;
        cluster.runtimeClass = [](const QString &) -> std::optional<Value> {
            return tests::json(
                R"({"overhead":{"podFixed":{"cpu":"10m"}},"scheduling":{"nodeSelector":{"a":"b"},"tolerations":[{"key":"k","operator":"Exists"}]}})");
        };
        Value object = pod(
            R"({"runtimeClassName":"r","containers":[{"name":"c","image":"x"}],"tolerations":[{"key":"k","operator":"Equal","value":"v"}]})");
        QCOMPARE(refusal(object, cluster), QString());
        QCOMPARE(tests::text(*at(object, {u"spec", u"overhead"})), QByteArray(R"({"cpu":"10m"})"));
        QCOMPARE(tests::text(*at(object, {u"spec", u"nodeSelector"})), QByteArray(R"({"a":"b"})"));
        QCOMPARE(listAt(object, {u"spec", u"tolerations"}).size(),
                 3u); // the wider one instead of the own one, and two added ones
        Value other =
            pod(R"({"runtimeClassName":"r","nodeSelector":{"a":"z"},"containers":[{"name":"c","image":"x"}]})");
        QCOMPARE(
            refusal(other, cluster),
            uR"(pods "x" is forbidden: conflict: runtimeClass.scheduling.nodeSelector[a] = b; pod.spec.nodeSelector[a] = z)"_s);
    }
};

QTEST_GUILESS_MAIN(TestAdmission)
#include "tst_admission.moc"
