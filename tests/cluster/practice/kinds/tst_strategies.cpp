// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/convert.h"
#include "cluster/practice/kinds/kindrules.h"
#include "tests/cluster/practice/kinds/recordedkinds.h"

#include <QTest>

using namespace Qt::StringLiterals;
using model::Value;
using namespace practice;

// Random objects and what Kubernetes 1.33.4's own strategies and conversions make of them.
class TestStrategies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void updates_data()
    {
        QTest::addColumn<Value>("row");
        int index = 0;
        for (const Value &row : tests::recorded(u"strategies/updates.json"_s))
            QTest::newRow(qUtf8Printable(u"%1 %2"_s.arg(textAt(row, {u"input", u"kind"})).arg(++index))) << row;
        QVERIFY(index > 40);
    }

    void updates()
    {
        QFETCH(Value, row);
        const ApiKind kind = tests::kindOf(*row.find(u"input"));
        Value input = *row.find(u"input"), old = *row.find(u"old");
        setDefaults(kind, input);
        setDefaults(kind, old);
        const auto check = [&](QStringView name, auto prepare) {
            const Value *expected = row.find(name);
            if (!expected) return QString();
            Value object = input;
            prepare(object);
            setDefaults(kind, object);
            return tests::difference(*expected, object);
        };
        QCOMPARE(check(u"created", [&](Value &object) { prepareForCreate(kind, object); }), QString());
        QCOMPARE(check(u"updated", [&](Value &object) { prepareForUpdate(kind, object, old); }), QString());
        QCOMPARE(check(u"statusUpdated", [&](Value &object) { prepareForStatusUpdate(kind, object, old); }), QString());
    }

    void conversions_data()
    {
        QTest::addColumn<Value>("input");
        QTest::addColumn<Value>("other");
        int index = 0;
        for (const Value &row : tests::recorded(u"strategies/conversions.json"_s))
            QTest::newRow(qUtf8Printable(u"%1 %2"_s.arg(textAt(row, {u"input", u"apiVersion"})).arg(++index)))
                << *row.find(u"input") << *row.find(u"other");
    }

    void conversions()
    {
        QFETCH(Value, input);
        QFETCH(Value, other);
        setDefaults(tests::kindOf(input), input);
        const Value converted = convertTo(textAt(other, {u"apiVersion"}), input);
        QCOMPARE(tests::difference(other, converted), QString());
    }

    void customResources()
    {
        ApiKind kind;
        kind.isCustom = true;
        kind.hasStatus = true;
        Value object =
            tests::json(R"({"kind":"K","metadata":{"name":"a","generation":9},"spec":{"a":1},"status":{"b":2}})");
        prepareForCreate(kind, object);
        QCOMPARE(tests::text(object),
                 QByteArray(R"({"kind":"K","metadata":{"name":"a","generation":1},"spec":{"a":1}})"));
        const Value old =
            tests::json(R"({"kind":"K","metadata":{"name":"a","generation":3},"spec":{"a":1},"status":{"b":2}})");
        Value same =
            tests::json(R"({"kind":"K","metadata":{"name":"a","labels":{"x":"y"}},"spec":{"a":1},"status":{"b":7}})");
        prepareForUpdate(kind, same, old);
        QCOMPARE(integerAt(same, {u"metadata", u"generation"}), 3);
        QCOMPARE(integerAt(same, {u"status", u"b"}), 2);
        Value changed = tests::json(R"({"kind":"K","metadata":{"name":"a"},"spec":{"a":2}})");
        prepareForUpdate(kind, changed, old);
        QCOMPARE(integerAt(changed, {u"metadata", u"generation"}), 4);
        Value status = tests::json(
            R"({"kind":"K","metadata":{"name":"a","labels":{"x":"y"},"managedFields":[1]},"spec":{"a":5},"status":{"b":7}})");
        prepareForStatusUpdate(kind, status, old);
        QCOMPARE(
            tests::text(status),
            QByteArray(
                R"({"kind":"K","metadata":{"name":"a","generation":3,"managedFields":[1]},"spec":{"a":1},"status":{"b":7}})"));
        kind.hasStatus = false;
        Value plain = tests::json(R"({"kind":"K","metadata":{"name":"a"},"spec":{"a":1},"status":{"b":3}})");
        prepareForUpdate(kind, plain, old);
        QCOMPARE(integerAt(plain, {u"metadata", u"generation"}), 4);
    }

    void subresources()
    {
        const Value old = tests::json(
            R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","generation":2},"spec":{"containers":[{"name":"a","image":"x","resources":{}}]},"status":{"phase":"Running"}})");
        const ApiKind kind = tests::kindOf(old);
        Value debug = tests::json(
            R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","labels":{"x":"y"}},"spec":{"containers":[],"ephemeralContainers":[{"name":"d","image":"y","resources":{}}]}})");
        prepareForSubresource(kind, u"ephemeralcontainers"_s, debug, old);
        const Value withDebug = tests::json(
            R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","generation":3},"spec":{"containers":[{"name":"a","image":"x","resources":{}}],"ephemeralContainers":[{"name":"d","image":"y","resources":{}}]},"status":{"phase":"Running"}})");
        debug.find(u"metadata")->remove(u"creationTimestamp");
        QCOMPARE(tests::difference(withDebug, debug), QString());
        Value larger = tests::json(
            R"({"kind":"Pod","apiVersion":"v1","metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"z","resources":{"limits":{"cpu":"2"}}}]}})");
        prepareForSubresource(kind, u"resize"_s, larger, old);
        const Value &container = listAt(larger, {u"spec", u"containers"}).front();
        QCOMPARE(textAt(container, {u"image"}), u"x"_s);
        QCOMPARE(textAt(container, {u"resources", u"limits", u"cpu"}), u"2"_s);
        QCOMPARE(integerAt(larger, {u"metadata", u"generation"}), 3);
        const Value space = tests::json(
            R"({"kind":"Namespace","apiVersion":"v1","metadata":{"name":"n"},"spec":{"finalizers":["kubernetes"]},"status":{"phase":"Terminating"}})");
        Value finalized = tests::json(
            R"({"kind":"Namespace","apiVersion":"v1","metadata":{"name":"n"},"spec":{},"status":{"phase":"Active"}})");
        prepareForSubresource(tests::kindOf(space), u"finalize"_s, finalized, space);
        QCOMPARE(textAt(finalized, {u"status", u"phase"}), u"Terminating"_s);
        QVERIFY(listAt(finalized, {u"spec", u"finalizers"}).empty());
    }

    void resetFields_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("subresource");
        QTest::addColumn<QString>("expected");
        QTest::newRow("deployment") << u"apps"_s << u"Deployment"_s << QString() << u"status"_s;
        QTest::newRow("deployment status") << u"apps"_s << u"Deployment"_s << u"status"_s << u"spec metadata.labels"_s;
        QTest::newRow("pod status") << QString() << u"Pod"_s << u"status"_s
                                    << u"spec metadata.deletionTimestamp metadata.ownerReferences"_s;
        QTest::newRow("node") << QString() << u"Node"_s << QString() << u"status"_s;
        QTest::newRow("config map") << QString() << u"ConfigMap"_s << QString() << QString();
        QTest::newRow("csr approval") << u"certificates.k8s.io"_s << u"CertificateSigningRequest"_s << u"approval"_s
                                      << u"spec status.certificate"_s;
        QTest::newRow("crd status") << u"apiextensions.k8s.io"_s << u"CustomResourceDefinition"_s << u"status"_s
                                    << u"spec metadata"_s;
        QTest::newRow("flow schema status")
            << u"flowcontrol.apiserver.k8s.io"_s << u"FlowSchema"_s << u"status"_s << u"spec metadata"_s;
    }

    void resetFields()
    {
        QFETCH(QString, group);
        QFETCH(QString, name);
        QFETCH(QString, subresource);
        QFETCH(QString, expected);
        ApiKind kind;
        kind.group = group;
        kind.kind = name;
        const auto fields = practice::resetFields(kind, subresource);
        QCOMPARE(QStringList(fields.begin(), fields.end()).join(u' '), expected);
    }
};

QTEST_GUILESS_MAIN(TestStrategies)
#include "tst_strategies.moc"
