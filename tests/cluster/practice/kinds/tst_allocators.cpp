// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/allocators.h"
#include "cluster/practice/kinds/kindrules.h"
#include "tests/cluster/practice/kinds/recordedkinds.h"

#include <QTest>

using namespace Qt::StringLiterals;
using model::Value;
using namespace practice;

// Texts and outcomes are those of kube-apiserver 1.33.4 with --service-cluster-ip-range=10.0.0.0/16.
class TestAllocators : public QObject
{
    Q_OBJECT

    static Value service(const QByteArray &spec)
    {
        Value object =
            tests::json(R"({"kind":"Service","apiVersion":"v1","metadata":{"name":"x"},"spec":)" + spec + "}");
        setDefaults(tests::kindOf(object), object);
        return object;
    }

    static QString create(ServiceAllocators &allocators, Value &object, bool dryRun = false)
    {
        auto lease = allocators.create(object, dryRun);
        if (!lease) return lease.status().message;
        lease->commit();
        return {};
    }

    static QString update(ServiceAllocators &allocators, Value &object, const Value &old)
    {
        auto lease = allocators.update(object, old);
        if (!lease) return lease.status().message;
        prepareForUpdate(tests::kindOf(object), object, old);
        lease->commit();
        return {};
    }

    const ServiceRanges m_ranges = {u"10.0.0.0/16"_s, 30000, 32767};

private Q_SLOTS:
    void refusals_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QByteArray &spec, const char *message) {
            QTest::newRow(name) << spec << QString::fromLatin1(message);
        };
        row("taken", R"({"clusterIP":"10.0.0.1","ports":[{"port":80}]})",
            R"(Service "x" is invalid: spec.clusterIPs: Invalid value: []string{"10.0.0.1"}: failed to allocate IP 10.0.0.1: provided IP is already allocated)");
        row("elsewhere", R"({"clusterIP":"10.96.0.1","ports":[{"port":80}]})",
            R"(Service "x" is invalid: spec.clusterIPs: Invalid value: []string{"10.96.0.1"}: failed to allocate IP 10.96.0.1: the provided network does not match the current range)");
        row("network", R"({"clusterIP":"10.0.0.0","ports":[{"port":80}]})",
            R"(Service "x" is invalid: spec.clusterIPs: Invalid value: []string{"10.0.0.0"}: failed to allocate IP 10.0.0.0: the provided IP (10.0.0.0) is not in the valid range. The range of valid IPs is 10.0.0.0/16)");
        row("broadcast", R"({"clusterIP":"10.0.255.255","ports":[{"port":80}]})",
            R"(Service "x" is invalid: spec.clusterIPs: Invalid value: []string{"10.0.255.255"}: failed to allocate IP 10.0.255.255: the provided IP (10.0.255.255) is not in the valid range. The range of valid IPs is 10.0.0.0/16)");
        row("IPv6", R"({"clusterIP":"2001:db8::1","ports":[{"port":80}]})",
            R"(Service "x" is invalid: spec.clusterIPs[0]: Invalid value: []string{"2001:db8::1"}: IPv6 is not configured on this cluster)");
        row("family", R"({"ipFamilies":["IPv6"],"ports":[{"port":80}]})",
            R"(Service "x" is invalid: spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster)");
        row("dual", R"({"ipFamilyPolicy":"RequireDualStack","ports":[{"port":80}]})",
            R"(Service "x" is invalid: spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services)");
        row("node port taken", R"({"type":"NodePort","ports":[{"port":80,"nodePort":31234}]})",
            R"(Service "x" is invalid: spec.ports[0].nodePort: Invalid value: 31234: provided port is already allocated)");
        row("node port out of range", R"({"type":"NodePort","ports":[{"port":80,"nodePort":80}]})",
            R"(Service "x" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767)");
        row("node port twice",
            R"({"type":"NodePort","ports":[{"name":"a","port":80,"nodePort":31300},{"name":"b","port":81,"nodePort":31300}]})",
            R"(Service "x" is invalid: spec.ports[1].nodePort: Invalid value: 31300: provided port is already allocated)");
        row("health out of range",
            R"({"type":"LoadBalancer","externalTrafficPolicy":"Local","healthCheckNodePort":80,"ports":[{"port":80}]})",
            R"(Internal error occurred: failed to allocate requested HealthCheck NodePort 80: provided port is not in the valid range. The range of valid ports is 30000-32767)");
        row("health taken",
            R"({"type":"LoadBalancer","externalTrafficPolicy":"Local","healthCheckNodePort":31234,"ports":[{"port":80}]})",
            R"(Internal error occurred: failed to allocate requested HealthCheck NodePort 31234: provided port is already allocated)");
    }

    void refusals()
    {
        QFETCH(QByteArray, spec);
        QFETCH(QString, message);
        ServiceAllocators allocators(m_ranges);
        Value first = service(R"({"type":"NodePort","clusterIP":"10.0.0.1","ports":[{"port":443,"nodePort":31234}]})");
        QCOMPARE(create(allocators, first), QString());
        Value object = service(spec);
        QCOMPARE(create(allocators, object), message);
        // A refused write leaves nothing behind.
        Value again = service(R"({"type":"NodePort","clusterIP":"10.0.0.2","ports":[{"port":1,"nodePort":31300}]})");
        QCOMPARE(create(allocators, again), QString());
    }

    void outcomes_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *spec, const char *expected) {
            QTest::newRow(name) << QByteArray(spec) << QByteArray(expected);
        };
        row("plain", R"({"ports":[{"port":80}]})",
            R"({"ports":[{"port":80,"protocol":"TCP","targetPort":80}],"clusterIP":"10.0.1.1","clusterIPs":["10.0.1.1"],"type":"ClusterIP","sessionAffinity":"None","ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack","internalTrafficPolicy":"Cluster"})");
        row("prefers two", R"({"ipFamilyPolicy":"PreferDualStack","clusterIP":"10.0.0.9"})",
            R"({"clusterIP":"10.0.0.9","clusterIPs":["10.0.0.9"],"type":"ClusterIP","sessionAffinity":"None","ipFamilies":["IPv4"],"ipFamilyPolicy":"PreferDualStack","internalTrafficPolicy":"Cluster"})");
        row("headless", R"({"clusterIP":"None"})",
            R"({"clusterIP":"None","clusterIPs":["None"],"type":"ClusterIP","sessionAffinity":"None","ipFamilies":["IPv4","IPv6"],"ipFamilyPolicy":"RequireDualStack","internalTrafficPolicy":"Cluster"})");
        row("external", R"({"type":"ExternalName","externalName":"a.b"})",
            R"({"type":"ExternalName","sessionAffinity":"None","externalName":"a.b"})");
        row("shared node port",
            R"({"type":"NodePort","ports":[{"name":"a","port":53,"protocol":"UDP"},{"name":"b","port":53}]})",
            R"({"ports":[{"name":"a","port":53,"protocol":"UDP","targetPort":53,"nodePort":30086},{"name":"b","port":53,"protocol":"TCP","targetPort":53,"nodePort":30086}],"clusterIP":"10.0.1.1","clusterIPs":["10.0.1.1"],"type":"NodePort","sessionAffinity":"None","externalTrafficPolicy":"Cluster","ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack","internalTrafficPolicy":"Cluster"})");
    }

    void outcomes()
    {
        QFETCH(QByteArray, spec);
        QFETCH(QByteArray, expected);
        ServiceAllocators allocators(m_ranges);
        Value object = service(spec);
        QCOMPARE(create(allocators, object), QString());
        QCOMPARE(tests::difference(tests::json(expected), *object.find(u"spec")), QString());
    }

    // What is asked for is looked at before anything is given, and a dry run asks one range alone.
    void refusesBeforeItGives()
    {
        ServiceAllocators allocators(m_ranges);
        const auto refuse = [](const Value &object, const Value *old) -> std::optional<ApiStatus> {
            if (textAt(object, {u"spec", u"ipFamilyPolicy"}) != u"x") return std::nullopt;
            return ApiStatus::badRequest(old ? u"update"_s : u"create"_s);
        };
        Value wrong =
            service(R"({"type":"NodePort","ipFamilyPolicy":"x","clusterIP":"10.0.9.9","ports":[{"port":80}]})");
        QCOMPARE(allocators.create(wrong, false, refuse).status().message, u"create"_s);
        QVERIFY(!at(wrong, {u"spec", u"ipFamilies"}) && !listAt(wrong, {u"spec", u"ports"}).front().find(u"nodePort"));
        Value right = service(R"({"clusterIP":"10.0.9.9"})");
        QCOMPARE(create(allocators, right), QString()); // nobody has it
        Value changed = right;
        at(changed, {u"spec"})->set(u"ipFamilyPolicy", u"x");
        QCOMPARE(allocators.update(changed, right, false, refuse).status().message, u"update"_s);
        Value far = service(R"({"clusterIP":"10.96.0.1"})");
        QCOMPARE(
            create(allocators, far, true),
            u"Service \"x\" is invalid: spec.clusterIPs: Invalid value: []string{\"10.96.0.1\"}: failed to allocate "
            "IP 10.96.0.1: the provided IP (10.96.0.1) is not in the valid range. The range of valid IPs is "
            "10.0.0.0/16"_s);
    }

    // A load balancer that wants no node ports any more and names none gives them back.
    void nodePortsGo()
    {
        ServiceAllocators allocators(m_ranges);
        Value old = service(R"({"type":"LoadBalancer","ports":[{"port":80,"nodePort":31234}]})");
        QCOMPARE(create(allocators, old), QString());
        Value kept = service(R"({"type":"LoadBalancer","ports":[{"port":80}]})");
        QCOMPARE(update(allocators, kept, old), QString());
        QCOMPARE(integerAt(listAt(kept, {u"spec", u"ports"}).front(), {u"nodePort"}), 31234);
        Value given = service(R"({"type":"LoadBalancer","allocateLoadBalancerNodePorts":false,"ports":[{"port":80}]})");
        QCOMPARE(update(allocators, given, kept), QString());
        QVERIFY(!listAt(given, {u"spec", u"ports"}).front().find(u"nodePort"));
        Value other = service(R"({"type":"NodePort","ports":[{"port":80,"nodePort":31234}]})");
        QCOMPARE(create(allocators, other), QString());
    }

    // The types of one Service one after another, as the apiserver took them.
    void changes()
    {
        ServiceAllocators allocators(m_ranges);
        Value old = service(R"({"type":"NodePort","clusterIP":"10.0.9.9","ports":[{"port":80,"nodePort":31234}]})");
        QCOMPARE(create(allocators, old), QString());
        const auto patch = [&](std::initializer_list<std::pair<QStringView, Value>> fields) {
            Value object = old;
            for (const auto &[name, value] : fields) mapIn(object, u"spec").set(name, value);
            setDefaults(tests::kindOf(object), object);
            const QString message = update(allocators, object, old);
            if (message.isEmpty()) old = object;
            return message;
        };
        QCOMPARE(patch({{u"type", u"ClusterIP"}}), QString());
        QVERIFY(!at(old, {u"spec", u"externalTrafficPolicy"}));
        QVERIFY(!listAt(old, {u"spec", u"ports"}).front().find(u"nodePort"));
        Value other = service(R"({"type":"NodePort","ports":[{"port":80,"nodePort":31234}]})");
        QCOMPARE(create(allocators, other), QString()); // the port is free again
        QCOMPARE(patch({{u"type", u"ExternalName"}, {u"externalName", u"x.y"}}), QString());
        for (const QStringView gone : {QStringView(u"clusterIP"), QStringView(u"clusterIPs"),
                                       QStringView(u"ipFamilies"), QStringView(u"ipFamilyPolicy")})
            QVERIFY(!at(old, {u"spec", gone}));
        Value heir = service(R"({"clusterIP":"10.0.9.9"})");
        QCOMPARE(create(allocators, heir), QString()); // and so is the IP
        QCOMPARE(patch({{u"type", u"ClusterIP"}}), QString());
        QVERIFY(!textAt(old, {u"spec", u"clusterIP"}).isEmpty());
        QCOMPARE(patch({{u"type", u"LoadBalancer"}, {u"externalTrafficPolicy", u"Local"}}), QString());
        QVERIFY(integerAt(old, {u"spec", u"healthCheckNodePort"}) >= 30086);
        QCOMPARE(patch({{u"externalTrafficPolicy", u"Cluster"}}), QString());
        QVERIFY(!at(old, {u"spec", u"healthCheckNodePort"}));
    }

    void whatIsLeftOutStays()
    {
        ServiceAllocators allocators(m_ranges);
        Value old = service(R"({"type":"NodePort","ports":[{"name":"a","port":80,"nodePort":31234}]})");
        QCOMPARE(create(allocators, old), QString());
        Value object = service(R"({"type":"NodePort","ports":[{"name":"a","port":81}]})");
        QCOMPARE(update(allocators, object, old), QString());
        QCOMPARE(textAt(object, {u"spec", u"clusterIP"}), textAt(old, {u"spec", u"clusterIP"}));
        QCOMPARE(integerAt(listAt(object, {u"spec", u"ports"}).front(), {u"nodePort"}), 31234);
    }

    void dryRunTakesNothing()
    {
        ServiceAllocators allocators(m_ranges);
        Value tried = service(R"({"type":"NodePort","ports":[{"name":"a","port":80},{"name":"b","port":81}]})");
        QCOMPARE(create(allocators, tried, true), QString());
        QCOMPARE(textAt(tried, {u"spec", u"clusterIP"}), u"10.0.0.0"_s);
        QCOMPARE(integerAt(listAt(tried, {u"spec", u"ports"})[0], {u"nodePort"}), 32769);
        QCOMPARE(integerAt(listAt(tried, {u"spec", u"ports"})[1], {u"nodePort"}), 32770);
        Value wished = service(R"({"type":"NodePort","clusterIP":"10.0.5.5","ports":[{"port":80,"nodePort":31000}]})");
        QCOMPARE(create(allocators, wished, true), QString());
        QCOMPARE(create(allocators, wished), QString());
    }

    void usedUp()
    {
        ServiceAllocators allocators({u"10.1.0.0/29"_s, 30000, 30001});
        for (int i = 0; i < 6; ++i) {
            Value object = service("{}");
            QCOMPARE(create(allocators, object), QString());
        }
        Value last = service("{}");
        QCOMPARE(create(allocators, last), u"Internal error occurred: failed to allocate a serviceIP: range is full"_s);
        Value ports = service(
            R"({"type":"LoadBalancer","clusterIP":"None","ports":[{"name":"a","port":1},{"name":"b","port":2},{"name":"c","port":3}]})");
        QCOMPARE(create(allocators, ports), u"Internal error occurred: failed to allocate a nodePort: range is full"_s);
    }

    void loadedServicesKeepTheirs()
    {
        ServiceAllocators allocators(m_ranges);
        const Value loaded = tests::json(
            R"({"spec":{"type":"NodePort","clusterIP":"10.0.1.1","clusterIPs":["10.0.1.1"],"ports":[{"port":1,"nodePort":30086}]}})");
        allocators.reserve(loaded);
        Value object = service(R"({"type":"NodePort","ports":[{"port":80}]})");
        QCOMPARE(create(allocators, object), QString());
        QCOMPARE(textAt(object, {u"spec", u"clusterIP"}), u"10.0.1.2"_s);
        QCOMPARE(integerAt(listAt(object, {u"spec", u"ports"}).front(), {u"nodePort"}), 30087);
        allocators.release(loaded);
        Value heir = service(R"({"type":"NodePort","clusterIP":"10.0.1.1","ports":[{"port":80,"nodePort":30086}]})");
        QCOMPARE(create(allocators, heir), QString());
    }
};

QTEST_GUILESS_MAIN(TestAllocators)
#include "tst_allocators.moc"
