// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/admission.h"
#include "cluster/practice/kinds/allocators.h"
#include "cluster/practice/kinds/kindrules.h"
#include "cluster/practice/kinds/seed.h"
#include "tests/cluster/practice/kinds/recordedkinds.h"

#include <QTest>

using namespace Qt::StringLiterals;
using model::Value;
using namespace practice;

// Every kind as it was posted to kube-apiserver 1.33.4, and as that stored it: the whole way through this room.
class TestStoredObjects : public QObject
{
    Q_OBJECT

    static ClusterLookup lookup()
    {
        ClusterLookup cluster;
        cluster.priorityClass = [](const QString &name) -> std::optional<Value> {
            for (const Value &object : seedObjects())
                if (textAt(object, {u"kind"}) == u"PriorityClass" && nameOf(object) == name) return object;
            return {};
        };
        return cluster;
    }

    static Value stored(Value object, const QString &uid, const QString &time)
    {
        const ApiKind kind = tests::kindOf(object);
        const Value posted = object;
        setDefaults(kind, object);
        if (kind.namespaced && namespaceOf(object).isEmpty())
            mapIn(object, u"metadata").set(u"namespace", u"kinds-room");
        mapIn(object, u"metadata").set(u"uid", uid);
        mapIn(object, u"metadata").set(u"creationTimestamp", time);
        const AdmissionRequest request{kind, Operation::Create, namespaceOf(object), {}, {}, &object, nullptr};
        if (const auto refusal = admit(request, lookup())) return refusal->toValue();
        ServiceAllocators allocators({u"10.0.0.0/16"_s, 30000, 32767});
        if (kind.kind == u"Service") {
            auto lease = allocators.create(object);
            if (!lease) return lease.status().toValue();
            lease->commit();
        }
        prepareForCreate(kind, object, &posted);
        if (const auto refusal = checkAdmitted(request, lookup())) return refusal->toValue();
        setDefaults(kind, object);
        Value again = object;
        makeNormal(kind, again);
        if (!(again == object)) return u"not in normal form";
        Value &metadata = mapIn(object, u"metadata");
        metadata.remove(u"uid");
        metadata.remove(u"creationTimestamp");
        return object;
    }

private Q_SLOTS:
    void asTheServerStoresIt_data()
    {
        QTest::addColumn<Value>("input");
        QTest::addColumn<Value>("expected");
        QTest::addColumn<QString>("uid");
        QTest::addColumn<QString>("time");
        int count = 0;
        for (const QString &group :
             {u"pods"_s, u"workloads"_s, u"network"_s, u"config"_s, u"storage"_s, u"access"_s, u"extension"_s}) {
            for (const Value &row : tests::recorded(u"defaults/"_s + group + u".json"_s)) {
                const Value &input = *row.find(u"input");
                const QString name = textAt(input, {u"kind"}) + u' ' + nameOf(input);
                QTest::newRow(qUtf8Printable(name))
                    << input << *row.find(u"stored") << textAt(row, {u"uid"}) << textAt(row, {u"time"});
                ++count;
            }
        }
        QVERIFY(count >= 70);
    }

    void asTheServerStoresIt()
    {
        QFETCH(Value, input);
        QFETCH(Value, expected);
        QFETCH(QString, uid);
        QFETCH(QString, time);
        const Value actual = stored(input, uid, time);
        QCOMPARE(tests::difference(expected, actual), QString());
    }

    void nothingChangesTheSecondTime_data() { asTheServerStoresIt_data(); }
    void nothingChangesTheSecondTime()
    {
        QFETCH(Value, expected);
        const ApiKind kind = tests::kindOf(expected);
        Value once = expected;
        makeNormal(kind, once);
        Value twice = once;
        setDefaults(kind, twice);
        QCOMPARE(tests::text(twice), tests::text(once));
    }

    // The kinds that a fresh cluster holds get through, too.
    void seed()
    {
        for (const Value &object : seedObjects({.time = u"2026-01-31T23:59:00Z"_s})) {
            Value made = object;
            const ApiKind kind = tests::kindOf(made);
            QVERIFY2(kind.schema, tests::text(object).constData());
            setDefaults(kind, made);
            Value normal = made;
            makeNormal(kind, normal);
            QCOMPARE(tests::text(normal), tests::text(made));
        }
    }
};

QTEST_GUILESS_MAIN(TestStoredObjects)
#include "tst_storedobjects.moc"
