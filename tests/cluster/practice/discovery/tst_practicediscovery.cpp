// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/discovery.h"
#include "tests/cluster/practice/discovery/customkinds.h"
#include "tests/cluster/practice/discovery/oracle.h"

#include <QTest>

using practice::Catalogue;

// discovery.json holds the bodies of a kube-apiserver 1.33.4 by path, with the kinds and subresources that are served
// here alone and without storageVersionHash.
class tst_practicediscovery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void saysWhatAnApiserverSays_data();
    void saysWhatAnApiserverSays();
    void saysNothingOfWhatIsNot();
    void tagsFollowTheBody();
    void saysItsVersion();
    void listsPaths();

private:
    model::Value body(const QString &path) const;
    Catalogue m_catalogue;
    model::Value m_oracle;
};

void tst_practicediscovery::initTestCase()
{
    for (const practice::ApiKind &kind : customKinds()) QVERIFY(m_catalogue.addCustom(kind));
    m_oracle = oracle::readFile(QStringLiteral("discovery.json"));
}

model::Value tst_practicediscovery::body(const QString &path) const
{
    if (path == u"/api") return practice::apiVersions(QStringLiteral("192.0.2.2:35387"));
    if (path == u"/apis") return practice::apiGroupList(m_catalogue);
    if (path == u"/api aggregated") return practice::aggregatedCore(m_catalogue);
    if (path == u"/apis aggregated") return practice::aggregatedGroups(m_catalogue);
    if (path == u"/api/v1") return *practice::apiResourceList(m_catalogue, u"", u"v1");
    const QStringList parts = path.split(u'/');
    if (parts.size() == 3) return practice::apiGroup(m_catalogue, parts[2]).value_or(model::Value());
    return practice::apiResourceList(m_catalogue, parts[2], parts[3]).value_or(model::Value());
}

void tst_practicediscovery::saysWhatAnApiserverSays_data()
{
    QTest::addColumn<QString>("path");
    for (const auto &[path, expected] : *m_oracle.map()) QTest::newRow(qPrintable(path)) << path;
    QVERIFY(m_oracle.map()->size() > 40);
}

void tst_practicediscovery::saysWhatAnApiserverSays()
{
    QFETCH(QString, path);
    QCOMPARE(oracle::difference(body(path), *m_oracle.find(path)), QByteArray());
}

void tst_practicediscovery::saysNothingOfWhatIsNot()
{
    QVERIFY(!practice::apiGroup(m_catalogue, u""));
    QVERIFY(!practice::apiGroup(m_catalogue, u"extensions"));
    QVERIFY(!practice::apiResourceList(m_catalogue, u"apps", u"v1beta1"));
    QVERIFY(!practice::apiResourceList(m_catalogue, u"", u"v2"));
}

void tst_practicediscovery::tagsFollowTheBody()
{
    const QByteArray tag = practice::discoveryTag("abc");
    QCOMPARE(tag, "\"DDAF35A193617ABACC417349AE20413112E6FA4E89A97EA20A9EEEE64B55D39A"
                  "2192992A274FC1A836BA3C23A3FEEBBD454D4423643CE80E2A9AC94FA54CA49F\"");
    QVERIFY(practice::discoveryTag("abd") != tag);
}

void tst_practicediscovery::saysItsVersion()
{
    const model::Value version = practice::serverVersion();
    QCOMPARE(*version.find(u"gitVersion")->string(), u"v1.33.4+kubewright-practice");
    QCOMPARE(*version.find(u"minor")->string(), u"33");
    QStringList keys;
    for (const auto &[key, value] : *version.map()) keys += key;
    QCOMPARE(keys.join(u' '), u"major minor emulationMajor emulationMinor minCompatibilityMajor minCompatibilityMinor "
                              "gitVersion gitCommit gitTreeState buildDate goVersion compiler platform");
}

void tst_practicediscovery::listsPaths()
{
    QStringList paths;
    const model::Value root = practice::rootPaths(m_catalogue);
    for (const model::Value &path : *root.find(u"paths")->list()) paths += *path.string();
    QVERIFY(std::is_sorted(paths.begin(), paths.end()));
    QCOMPARE(paths.filter(QStringLiteral("auto")).join(u' '),
             u"/apis/autoscaling /apis/autoscaling/v1 /apis/autoscaling/v2");
    QVERIFY(paths.contains(u"/apis/store.example.com/v1beta1"));
    QVERIFY(paths.contains(u"/openapi/v3"));
}

QTEST_GUILESS_MAIN(tst_practicediscovery)
#include "tst_practicediscovery.moc"
