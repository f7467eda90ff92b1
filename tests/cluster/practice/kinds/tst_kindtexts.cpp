// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/convert.h"
#include "cluster/practice/kinds/imagename.h"
#include "cluster/practice/kinds/quantities.h"
#include "tests/cluster/practice/kinds/recordedkinds.h"

#include <QTest>

using namespace Qt::StringLiterals;
using model::Value;
using namespace practice;

// The small languages inside of objects: quantities, image names, selectors; and Scales.
class TestKindTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quantities_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical"); // empty: none
        QTest::addColumn<QString>("milli");
        const auto row = [](const char16_t *text, const char16_t *canonical, const char16_t *milli) {
            QTest::newRow(qUtf8Printable(QStringView(text).toString()))
                << QStringView(text).toString() << QStringView(canonical).toString() << QStringView(milli).toString();
        };
        row(u"0", u"0", u"0");
        row(u"1000m", u"1", u"1");
        row(u"1500m", u"1500m", u"1500m");
        row(u"0.0001", u"100u", u"1m");
        row(u"-100u", u"-100u", u"-1m");
        row(u"1Gi", u"1Gi", u"1Gi");
        row(u"1024Mi", u"1Gi", u"1Gi");
        row(u"0.5Gi", u"512Mi", u"512Mi");
        row(u"100Ki", u"100Ki", u"100Ki");
        row(u"1.5", u"1500m", u"1500m");
        row(u"12e3", u"12e3", u"12e3");
        row(u"1000000", u"1M", u"1M");
        row(u"123456789", u"123456789", u"123456789");
        row(u"1e", u"", u"");
        row(u"Gi", u"", u"");
        row(u"1.2.3", u"", u"");
        row(u"", u"", u"");
        row(u"1 Gi", u"", u"");
    }

    void quantities()
    {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        QFETCH(QString, milli);
        const auto quantity = Quantity::parse(text);
        QCOMPARE(quantity ? quantity->toString() : QString(), canonical);
        if (quantity) QCOMPARE(quantity->roundedToMilli().toString(), milli);
    }

    void hugeQuantities()
    {
        const QString digits(100000, u'9');
        QVERIFY(!Quantity::parse(digits));
        QVERIFY(Quantity::parse(u"0."_s + digits));
        auto most = Quantity::parse(u"9e9999"_s);
        QVERIFY(most);
        for (int i = 0; i < 10; ++i) *most += Quantity(*most);
        QVERIFY(*most > Quantity(1));
    }

    void images_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<bool>("latest");
        const QString digest = u"@sha256:"_s + QString(64, u'a');
        const std::pair<QString, bool> rows[] = {
            {u"nginx"_s, true},
            {u"nginx:latest"_s, true},
            {u"nginx:1"_s, false},
            {u"a.b:5000/x"_s, true},
            {u"a.b:5000/x:v1"_s, false},
            {u"x"_s + digest, false},
            {u"x:latest"_s + digest, true},
            {u"x:1"_s + digest, false},
            {u"UPPER"_s, false},
            {u"bad image"_s, false},
            {u"x:"_s, false},
            {QString(), false},
            {QString(64, u'a'), false},
            {u"LOCAL/foo"_s, true},
            {u"x@sha256:12"_s, false},
            {u"localhost/x/y__z-a"_s, true},
            {u"a/"_s + QString(300, u'b'), false},
            {QString(100000, u'a'), false},
            {u"[::1]:5000/x"_s, true},
        };
        int index = 0;
        for (const auto &[image, latest] : rows)
            QTest::newRow(qUtf8Printable(u"%1 %2"_s.arg(++index).arg(image.left(30)))) << image << latest;
    }

    void images()
    {
        QFETCH(QString, image);
        QFETCH(bool, latest);
        QCOMPARE(isLatestImage(image), latest);
    }

    void selectors()
    {
        QCOMPARE(
            selectorText(tests::json(
                R"({"matchLabels":{"b":"2","a":"1"},"matchExpressions":[{"key":"t","operator":"In","values":["y","x"]},{"key":"c","operator":"NotIn","values":["q"]},{"key":"e","operator":"Exists"},{"key":"d","operator":"DoesNotExist"}]})")),
            u"a=1,b=2,c notin (q),!d,e,t in (x,y)"_s);
        QCOMPARE(selectorText(Value()), QString());
    }

    void scales()
    {
        const Value deployment = tests::json(
            R"({"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"d","namespace":"n","uid":"u","resourceVersion":"7","labels":{"x":"y"}},"spec":{"replicas":3,"selector":{"matchLabels":{"a":"b"}}},"status":{"replicas":2}})");
        const ApiKind kind = tests::kindOf(deployment);
        const auto scale = scaleOf(kind, deployment);
        QVERIFY(scale);
        QCOMPARE(
            tests::text(*scale),
            QByteArray(
                R"({"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"d","namespace":"n","uid":"u","resourceVersion":"7"},"spec":{"replicas":3},"status":{"replicas":2,"selector":"a=b"}})"));
        Value wanted = *scale;
        mapIn(wanted, u"spec").set(u"replicas", 5);
        mapIn(wanted, u"metadata").set(u"resourceVersion", u"8");
        const auto changed = withScale(kind, deployment, wanted);
        QVERIFY(changed);
        QCOMPARE(integerAt(*changed, {u"spec", u"replicas"}), 5);
        QCOMPARE(textAt(*changed, {u"metadata", u"resourceVersion"}), u"8"_s);
        mapIn(wanted, u"spec").set(u"replicas", -1);
        const auto refused = withScale(kind, deployment, wanted);
        QVERIFY(!refused);
        QCOMPARE(
            refused.status().message,
            uR"(Scale.autoscaling "d" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0)"_s);
        mapIn(wanted, u"spec").set(u"replicas", 1);
        mapIn(wanted, u"metadata").set(u"uid", u"z");
        QCOMPARE(withScale(kind, deployment, wanted).status().code, 409);
    }

    void customScales()
    {
        const ScalePaths paths{u".spec.size"_s, u".status.size"_s, u".status.selector"_s};
        ApiKind kind;
        kind.isCustom = true;
        const Value object =
            tests::json(R"({"metadata":{"name":"c"},"spec":{"size":2},"status":{"size":1,"selector":"a=b"}})");
        const auto scale = scaleOf(kind, object, &paths);
        QVERIFY(scale);
        QCOMPARE(
            tests::text(*scale),
            QByteArray(
                R"({"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"c"},"spec":{"replicas":2},"status":{"replicas":1,"selector":"a=b"}})"));
        const auto changed = withScale(kind, object, tests::json(R"({"spec":{"replicas":9}})"), &paths);
        QVERIFY(changed);
        QCOMPARE(integerAt(*changed, {u"spec", u"size"}), 9);
        const auto none = scaleOf(kind, tests::json(R"({"metadata":{"name":"c"}})"), &paths);
        QVERIFY(!none);
        QVERIFY(none.status().message.contains(uR"(the spec replicas field ".spec.size" does not exist)"_s));
    }
};

QTEST_GUILESS_MAIN(TestKindTexts)
#include "tst_kindtexts.moc"
