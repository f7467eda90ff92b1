// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/catalogue.h"
#include "tests/cluster/practice/discovery/customkinds.h"

#include <QTest>

using practice::ApiKind;
using practice::Catalogue;
using practice::ServedKind;

class tst_catalogue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void finds();
    void hasSchemas();
    void knowsWhatIsStored_data();
    void knowsWhatIsStored();
    void customKindsComeAndGo();
    void refusesWhatIsThere();
    void ranksVersions_data();
    void ranksVersions();
};

void tst_catalogue::finds()
{
    const Catalogue catalogue;
    const ServedKind *deployment = catalogue.byPlural(u"apps", u"v1", u"deployments");
    QVERIFY(deployment);
    QCOMPARE(catalogue.byKind(u"apps", u"v1", u"Deployment"), deployment);
    QCOMPARE(deployment->api.apiVersion(), u"apps/v1");
    QVERIFY(deployment->allows(u"deletecollection"));
    QVERIFY(!deployment->allows(u"delet"));
    QCOMPARE(deployment->subresource(u"scale")->kind, u"Scale");
    QVERIFY(!deployment->subresource(u"log"));
    QVERIFY(!catalogue.byPlural(u"", u"v1", u"deployments"));
    QVERIFY(!catalogue.byPlural(u"apps", u"v2", u"deployments"));
    QVERIFY(!catalogue.byKind(u"apps", u"v1", u"deployments"));
    QVERIFY(!catalogue.group(u"extensions"));
    QVERIFY(catalogue.kinds(u"apps", u"v1beta1").empty());
}

// Only what the bundle of schemas leaves out has none.
void tst_catalogue::hasSchemas()
{
    const Catalogue catalogue;
    QStringList without;
    int count = 0;
    for (const Catalogue::Group &group : catalogue.groups())
        for (const QString &version : group.versions)
            for (const ServedKind *served : catalogue.kinds(group.name, version)) {
                ++count;
                if (!served->api.schema) without += served->api.kind;
            }
    QCOMPARE(count, 52);
    QCOMPARE(without, QStringList());
}

void tst_catalogue::knowsWhatIsStored_data()
{
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("plural");
    QTest::addColumn<QString>("expected");
    QTest::newRow("itself") << QStringLiteral("apps") << QStringLiteral("v1") << QStringLiteral("deployments")
                            << QStringLiteral("apps/v1");
    QTest::newRow("core event") << QString() << QStringLiteral("v1") << QStringLiteral("events")
                                << QStringLiteral("v1");
    QTest::newRow("event") << QStringLiteral("events.k8s.io") << QStringLiteral("v1") << QStringLiteral("events")
                           << QStringLiteral("v1");
    QTest::newRow("older version") << QStringLiteral("autoscaling") << QStringLiteral("v1")
                                   << QStringLiteral("horizontalpodautoscalers") << QStringLiteral("autoscaling/v2");
    QTest::newRow("custom") << QStringLiteral("store.example.com") << QStringLiteral("v1alpha1")
                            << QStringLiteral("widgets") << QStringLiteral("store.example.com/v1");
}

void tst_catalogue::knowsWhatIsStored()
{
    QFETCH(QString, group);
    QFETCH(QString, version);
    QFETCH(QString, plural);
    Catalogue catalogue;
    for (const ApiKind &kind : customKinds()) QVERIFY(catalogue.addCustom(kind));
    const ServedKind *served = catalogue.byPlural(group, version, plural);
    QVERIFY(served);
    QTEST(catalogue.stored(served->api)->api.apiVersion(), "expected");
}

void tst_catalogue::customKindsComeAndGo()
{
    Catalogue catalogue;
    const quint64 generation = catalogue.generation();
    for (const ApiKind &kind : customKinds()) QVERIFY(catalogue.addCustom(kind));
    QVERIFY(catalogue.generation() != generation);
    QCOMPARE(catalogue.groups().back().name, u"store.example.com");
    QCOMPARE(catalogue.groups().back().versions.join(u' '), u"v1 v1beta1 v1alpha1");
    QVERIFY(catalogue.byKind(u"store.example.com", u"v1", u"Widget")->api.isCustom);
    ApiKind renamed = customKinds()[1];
    renamed.kind = QStringLiteral("Renamed");
    QVERIFY(catalogue.addCustom(renamed));
    QVERIFY(!catalogue.byKind(u"store.example.com", u"v1", u"Widget"));
    QCOMPARE(catalogue.byKind(u"store.example.com", u"v1", u"Renamed"),
             catalogue.byPlural(u"store.example.com", u"v1", u"widgets"));
    for (const ApiKind &kind : customKinds()) QVERIFY(catalogue.removeCustom(kind.group, kind.version, kind.plural));
    QVERIFY(!catalogue.removeCustom(u"store.example.com", u"v1", u"widgets"));
    QVERIFY(!catalogue.group(u"store.example.com"));
    QVERIFY(!catalogue.byKind(u"store.example.com", u"v1", u"Renamed"));
}

void tst_catalogue::refusesWhatIsThere()
{
    Catalogue catalogue;
    ApiKind kind = customKinds().front();
    kind.group = QStringLiteral("apps");
    kind.version = QStringLiteral("v1");
    kind.plural = QStringLiteral("deployments");
    QVERIFY(!catalogue.addCustom(kind));
    kind.plural = QStringLiteral("others");
    kind.kind = QStringLiteral("Deployment");
    QVERIFY(!catalogue.addCustom(kind));
    QVERIFY(!catalogue.removeCustom(u"apps", u"v1", u"deployments"));
    QCOMPARE(catalogue.byKind(u"apps", u"v1", u"Deployment")->api.plural, u"deployments");
}

void tst_catalogue::ranksVersions_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    const char *ranked[] = {"v10",       "v2",   "v1",    "v11beta2", "v10beta3", "v3beta1", "v12alpha1",
                            "v11alpha2", "foo1", "foo10", "v0",       "v1beta",   "v1gamma1"};
    for (std::size_t i = 1; i < std::size(ranked); ++i)
        QTest::newRow(ranked[i]) << QString::fromLatin1(ranked[i - 1]) << QString::fromLatin1(ranked[i]);
}

void tst_catalogue::ranksVersions()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QVERIFY(practice::versionComesFirst(first, second));
    QVERIFY(!practice::versionComesFirst(second, first));
    QVERIFY(!practice::versionComesFirst(first, first));
}

QTEST_GUILESS_MAIN(tst_catalogue)
#include "tst_catalogue.moc"
