// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/owners.h"
#include "cluster/practice/base/objects.h"
#include "model/wire/json.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;
using model::Value;
using model::ValueList;
using model::ValueMap;

class TestOwners : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEachOnce_data();
    void keepsEachOnce();
    void warns();
    void staysFast();
};

void TestOwners::keepsEachOnce_data()
{
    QTest::addColumn<QByteArray>("owners");
    QTest::addColumn<QByteArray>("kept");
    QTest::addColumn<QStringList>("repeated");
    const auto row = [](const char *name, const char *owners, const char *kept, const QStringList &repeated) {
        QTest::newRow(name) << QByteArray(owners) << QByteArray(kept) << repeated;
    };
    row("none", "[]", "[]", {});
    row("no list", R"("x")", R"("x")", {});
    row("one", R"([{"uid":"a"}])", R"([{"uid":"a"}])", {});
    row("twice", R"([{"uid":"a"},{"uid":"b"},{"uid":"a"},{"uid":"a"},{"uid":"b"}])", R"([{"uid":"a"},{"uid":"b"}])",
        {u"a"_s, u"a"_s, u"b"_s});
    row("in another order", R"([{"uid":"a","name":"n"},{"name":"n","uid":"a"}])", R"([{"uid":"a","name":"n"}])",
        {u"a"_s});
    row("one uid, other fields", R"([{"uid":"a"},{"uid":"a","controller":true},{"uid":"a","controller":false}])",
        R"([{"uid":"a"},{"uid":"a","controller":true},{"uid":"a","controller":false}])", {});
    row("no texts", R"([5,5,{"uid":[1]},{"uid":[1]}])", R"([5,{"uid":[1]}])", {QString(), QString()});
}

void TestOwners::keepsEachOnce()
{
    QFETCH(QByteArray, owners);
    QFETCH(QByteArray, kept);
    Value object = model::readJson(R"({"metadata":{"ownerReferences":)" + owners + "}}").valueOr({}).value;
    QTEST(dropRepeatedOwners(object), "repeated");
    QCOMPARE(model::writeJson(*at(object, {u"metadata", u"ownerReferences"})), kept);
}

void TestOwners::warns()
{
    QCOMPARE(
        repeatedOwnersWarning({u"a"_s, u"b"_s}, true),
        u".metadata.ownerReferences contains duplicate entries after mutating admission happens; API server dedups "
        "owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; "
        "duplicate UID(s) observed: a, b"_s);
    QVERIFY(repeatedOwnersWarning({}, false).startsWith(u".metadata.ownerReferences contains duplicate entries; API"));
}

// One uid in references that all differ, which Go compares each with each.
void TestOwners::staysFast()
{
    ValueList owners;
    for (int i = 0; i < 40000; ++i)
        owners.push_back(ValueMap{{u"uid"_s, u"a"}, {u"name"_s, QString::number(i % 30000)}});
    Value object = ValueMap{{u"metadata"_s, ValueMap{{u"ownerReferences"_s, std::move(owners)}}}};
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(dropRepeatedOwners(object).size(), 10000);
    // Without optimisation on a busy machine; anything quadratic takes minutes.
    QVERIFY2(timer.elapsed() < 20000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestOwners)
#include "tst_owners.moc"
