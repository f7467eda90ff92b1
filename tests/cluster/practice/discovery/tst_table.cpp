// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/catalogue.h"
#include "cluster/practice/discovery/table.h"
#include "cluster/practice/discovery/tabletext.h"
#include "tests/cluster/practice/discovery/customkinds.h"
#include "tests/cluster/practice/discovery/oracle.h"

#include <QTest>

#include <ctime>

using model::Value;
using model::ValueList;
using model::ValueMap;
using practice::IncludeObject;
using practice::TableOptions;

// tables.json holds tables of a kube-apiserver 1.33.4 with the objects in them and the time of asking; descriptions of
// built-in columns, managedFields and uids are taken out.
class tst_table : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void showsWhatAnApiserverShows_data();
    void showsWhatAnApiserverShows();
    void includesWhatIsWanted();
    void hasHeadersWhenWanted();
    void tablesOfScales();
    void partialObjects();
    void survivesOddObjects();
    void largeObjectsAreNoTrouble();
    void durations_data();
    void durations();
    void times_data();
    void times();

private:
    practice::Catalogue m_catalogue;
    Value m_oracle;
};

void tst_table::initTestCase()
{
    for (const practice::ApiKind &kind : customKinds()) QVERIFY(m_catalogue.addCustom(kind));
    m_oracle = oracle::readFile(QStringLiteral("tables.json"));
}

void tst_table::showsWhatAnApiserverShows_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Value &entry : *m_oracle.list()) {
        const QString name = *entry.find(u"group")->string() + u'/' + *entry.find(u"version")->string() + u'/' +
                             *entry.find(u"plural")->string();
        QTest::newRow(qPrintable(name)) << index++;
    }
    QVERIFY(index > 45);
}

std::vector<practice::TableColumn> widgetColumns()
{
    const auto column = [](const char16_t *name, const char16_t *type, const char16_t *path) {
        practice::TableColumn made;
        made.name = QStringView(name).toString();
        made.type = QStringView(type).toString();
        made.jsonPath = QStringView(path).toString();
        return made;
    };
    std::vector<practice::TableColumn> all{
        column(u"Name2", u"string", u".spec.name"),
        column(u"Rep", u"integer", u".spec.replicas"),
        column(u"Filt", u"string", u".spec.list[?(@.name==\"b\")].when"),
        column(u"Idx", u"string", u".spec.list[0].name"),
        column(u"All", u"string", u".spec.list[*].name"),
        column(u"Num", u"integer", u".spec.list[*].n"),
        column(u"Ratio", u"number", u".spec.ratio"),
        column(u"On", u"boolean", u".spec.on"),
        column(u"Age", u"date", u".metadata.creationTimestamp"),
        column(u"When", u"date", u".spec.when"),
        column(u"Map", u"string", u".spec.list[0]"),
        column(u"Lab", u"string", u".metadata.labels['a.b/c']"),
        column(u"Esc", u"string", u".metadata.labels.a\\.b/c"),
    };
    all[0].description = QStringLiteral("What");
    all[1].priority = 1;
    all[9].format = QStringLiteral("date-time");
    return all;
}

void tst_table::showsWhatAnApiserverShows()
{
    QFETCH(int, index);
    const Value &entry = (*m_oracle.list())[std::size_t(index)];
    const practice::ServedKind *served = m_catalogue.byPlural(
        *entry.find(u"group")->string(), *entry.find(u"version")->string(), *entry.find(u"plural")->string());
    QVERIFY(served);
    const Value &expected = *entry.find(u"table");
    std::vector<const Value *> objects;
    if (const ValueList *rows = expected.find(u"rows")->list())
        for (const Value &row : *rows) objects.push_back(row.find(u"object"));
    TableOptions options;
    options.include = IncludeObject::Object;
    options.nowMs = *entry.find(u"nowMs")->integer();
    if (served->api.kind == u"Widget" && served->api.version == u"v1") options.columns = widgetColumns();
    const Value table = practice::makeTable(served->api, objects, *expected.find(u"metadata"), options);
    QCOMPARE(oracle::difference(table, expected), QByteArray());
}

void tst_table::includesWhatIsWanted()
{
    const practice::ApiKind &pods = m_catalogue.byPlural(u"", u"v1", u"pods")->api;
    const Value metadata = ValueMap{{QStringLiteral("name"), u"p"}};
    const Value pod = ValueMap{{QStringLiteral("metadata"), metadata}, {QStringLiteral("spec"), u"x"}};
    const auto object = [&](IncludeObject include, const char16_t *version) {
        TableOptions options;
        options.include = include;
        options.version = QStringView(version).toString();
        const Value table = practice::makeTable(pods, {&pod}, {}, options);
        return *table.find(u"rows")->list()->front().find(u"object");
    };
    QVERIFY(object(IncludeObject::None, u"v1").isNull());
    QCOMPARE(object(IncludeObject::Object, u"v1"), pod);
    QCOMPARE(object(IncludeObject::Metadata, u"v1beta1"),
             Value(ValueMap{{QStringLiteral("kind"), u"PartialObjectMetadata"},
                            {QStringLiteral("apiVersion"), u"meta.k8s.io/v1beta1"},
                            {QStringLiteral("metadata"), metadata}}));
}

void tst_table::hasHeadersWhenWanted()
{
    TableOptions options;
    options.noHeaders = true;
    const Value table = practice::makeTable(m_catalogue.byPlural(u"", u"v1", u"pods")->api, {}, {}, options);
    QCOMPARE(oracle::difference(table, ValueMap{{QStringLiteral("kind"), u"Table"},
                                                {QStringLiteral("apiVersion"), u"meta.k8s.io/v1"},
                                                {QStringLiteral("metadata"), ValueMap()},
                                                {QStringLiteral("columnDefinitions"), {}},
                                                {QStringLiteral("rows"), ValueList()}}),
             QByteArray());
}

void tst_table::tablesOfScales()
{
    const Value scale =
        oracle::JsonReader(
            R"({"metadata":{"name":"web","resourceVersion":"7","creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"replicas":3},"status":{"replicas":2}})")
            .read();
    TableOptions options;
    options.include = IncludeObject::None;
    options.nowMs = *practice::parseTime(QStringLiteral("2026-01-01T00:05:00Z"));
    options.noHeaders = true;
    QCOMPARE(
        oracle::difference(
            practice::makeScaleTable(scale, options),
            oracle::JsonReader(
                R"({"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"7"},"columnDefinitions":null,"rows":[{"cells":["web",3,2,"5m"],"object":null}]})")
                .read()),
        QByteArray());
}

void tst_table::partialObjects()
{
    const Value pod =
        oracle::JsonReader(R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","uid":"u"},"spec":{}})").read();
    const Value meta = ValueMap{{QStringLiteral("resourceVersion"), u"9"}};
    QCOMPARE(
        oracle::difference(
            practice::partialMetadataList({&pod}, meta, QStringLiteral("v1")),
            oracle::JsonReader(
                R"({"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"9"},"items":[{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"p","uid":"u"}}]})")
                .read()),
        QByteArray());
}

// Every kind's cells from objects that have none of its fields, or all of them with wrong types: as many as columns.
void tst_table::survivesOddObjects()
{
    QStringList keys{QStringLiteral("metadata"), QStringLiteral("spec"), QStringLiteral("status"),
                     QStringLiteral("subsets")};
    Value wrong = ValueMap();
    for (const QString &key : keys) wrong.set(key, ValueList{Value(), u"x", 5});
    Value text = ValueMap();
    for (const QString &key : keys) text.set(key, u"text");
    const Value nothing;
    for (const practice::Catalogue::Group &group : m_catalogue.groups())
        for (const QString &version : group.versions)
            for (const practice::ServedKind *served : m_catalogue.kinds(group.name, version)) {
                const Value table = practice::makeTable(served->api, {&nothing, &wrong, &text}, {}, {});
                for (const Value &row : *table.find(u"rows")->list())
                    QCOMPARE(row.find(u"cells")->list()->size(), table.find(u"columnDefinitions")->list()->size());
            }
}

// A megabyte of containers, gates or quotas in no more time than a megabyte takes.
void tst_table::largeObjectsAreNoTrouble()
{
    constexpr int count = 20000;
    ValueList inits, statuses, gates, conditions;
    Value hard = ValueMap();
    for (int i = 0; i < count; ++i) {
        const QString name = QString::number(i);
        inits.push_back(ValueMap{{QStringLiteral("name"), name}, {QStringLiteral("restartPolicy"), u"Always"}});
        statuses.push_back(ValueMap{
            {QStringLiteral("name"), name}, {QStringLiteral("started"), true}, {QStringLiteral("ready"), true}});
        gates.push_back(ValueMap{{QStringLiteral("conditionType"), name}});
        conditions.push_back(ValueMap{{QStringLiteral("type"), name}, {QStringLiteral("status"), u"True"}});
        hard.map()->emplace_back(name, u"1");
    }
    const Value pod = ValueMap{{QStringLiteral("spec"), ValueMap{{QStringLiteral("initContainers"), inits},
                                                                 {QStringLiteral("readinessGates"), gates}}},
                               {QStringLiteral("status"), ValueMap{{QStringLiteral("initContainerStatuses"), statuses},
                                                                   {QStringLiteral("conditions"), conditions}}}};
    const Value quota =
        ValueMap{{QStringLiteral("status"), ValueMap{{QStringLiteral("hard"), hard}, {QStringLiteral("used"), hard}}}};
    const std::clock_t start = std::clock(); // of this process alone, whoever else is busy
    const Value pods = practice::makeTable(m_catalogue.byPlural(u"", u"v1", u"pods")->api, {&pod}, {}, {});
    const Value quotas =
        practice::makeTable(m_catalogue.byPlural(u"", u"v1", u"resourcequotas")->api, {&quota}, {}, {});
    const ValueList &cells = *pods.find(u"rows")->list()->front().find(u"cells")->list();
    QCOMPARE(*cells[1].string(), u"20000/20000");
    QCOMPARE(*cells[8].string(), u"20000/20000");
    QVERIFY(quotas.find(u"rows")->list()->front().find(u"cells")->list()->at(1).string()->startsWith(
        u"0: 1/1, 1: 1/1, 10: 1/1"));
    QVERIFY2((std::clock() - start) / CLOCKS_PER_SEC < 10, "quadratic"); // it is some 100 ms, and minutes if it were
}

void tst_table::durations_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("expected");
    const auto row = [](qint64 seconds, const char *expected) {
        QTest::newRow(expected) << seconds * 1000 << QString::fromLatin1(expected);
    };
    const qint64 m = 60, h = 3600, d = 86400;
    row(-2, "<invalid>");
    row(0, "0s");
    row(119, "119s");
    row(120, "2m");
    row(9 * m + 59, "9m59s");
    row(10 * m + 59, "10m");
    row(3 * h - 1, "179m");
    row(3 * h, "3h");
    row(7 * h + 59 * m, "7h59m");
    row(8 * h + 59 * m, "8h");
    row(47 * h, "47h");
    row(48 * h, "2d");
    row(49 * h, "2d1h");
    row(8 * d - h, "7d23h");
    row(8 * d + h, "8d");
    row(729 * d, "729d");
    row(730 * d, "2y");
    row(731 * d, "2y1d");
    row(8 * 365 * d + 5 * d, "8y");
    QTest::newRow("almost now") << qint64(-1999) << QStringLiteral("0s");
    QTest::newRow("in a moment") << qint64(-999) << QStringLiteral("0s");
}

void tst_table::durations()
{
    QFETCH(qint64, ms);
    QTEST(practice::humanDuration(ms), "expected");
}

void tst_table::times_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("expected"); // -1: none
    const auto row = [](const char *text, qint64 expected) {
        QTest::newRow(text) << QString::fromLatin1(text) << expected;
    };
    row("1970-01-01T00:00:01Z", 1000);
    row("1970-01-01T00:00:01.123456Z", 1123);
    row("1970-01-01T01:00:01+01:00", 1000);
    row("1970-01-01T00:00:01", -1);
    row("1970-01-01", -1);
    row("", -1);
    row("yesterday", -1);
    row("1970-13-01T00:00:01Z", -1);
}

void tst_table::times()
{
    QFETCH(QString, text);
    QTEST(practice::parseTime(text).value_or(-1), "expected");
}

QTEST_GUILESS_MAIN(tst_table)
#include "tst_table.moc"
