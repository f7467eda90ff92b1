// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "model/wire/json.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using bench::ApiBench;
using model::Value;
using practice::at;
using practice::listAt;
using practice::textAt;

namespace {

constexpr const char *definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
constexpr const char *cups = "/apis/example.com/v1/namespaces/default/cups";

// v1 is stored and has the properties; v2 knows the colour alone.
QByteArray definitionWith(const QByteArray &properties, const QByteArray &selectable)
{
    const auto version = [](const QByteArray &name, const QByteArray &stored, const QByteArray &spec,
                            const QByteArray &fields) {
        return R"({"name":")" + name + R"(","served":true,"storage":)" + stored + R"(,"selectableFields":[)" + fields +
               R"(],"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{)" +
               spec + "}}}}}}";
    };
    const QByteArray color = R"("color":{"type":"string"})";
    return R"({"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":
        "cups.example.com"},"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"cups","kind":"Cup"},
        "versions":[)" +
           version("v1", "true", color + "," + properties, selectable) + "," +
           version("v2", "false", color, R"({"jsonPath":".spec.color"})") + "]}}";
}

const QByteArray before =
    definitionWith(R"("old":{"type":"integer"})", R"({"jsonPath":".spec.color"},{"jsonPath":".spec.old"})");
const QByteArray after = definitionWith(R"("fresh":{"type":"string","default":"f"})",
                                        R"({"jsonPath":".spec.color"},{"jsonPath":".spec.fresh"})");

void define(ApiBench &bench, const QByteArray &definition)
{
    const auto there = bench.ask("GET", QByteArray(definitions) + "/cups.example.com");
    if (there->status != 200) {
        QCOMPARE(bench.ask("POST", definitions, definition)->status, 201);
    } else {
        Value changed = model::readJson(definition)->value;
        practice::mapIn(changed, u"metadata")
            .set(u"resourceVersion", textAt(there->json(), {u"metadata", u"resourceVersion"}));
        QCOMPARE(bench.ask("PUT", QByteArray(definitions) + "/cups.example.com", model::writeJson(changed))->status,
                 200);
    }
    QCoreApplication::processEvents(); // what is accepted is accepted from the event loop
    bench.clock.advance(1000);
}

void make(ApiBench &bench, const QByteArray &name, const QByteArray &color)
{
    const auto made = bench.ask("POST", cups,
                                R"({"apiVersion":"example.com/v1","kind":"Cup","metadata":{"name":")" + name +
                                    R"("},"spec":{"color":")" + color + R"(","old":1}})");
    QCOMPARE(made->status, 201);
}

// "a {"color":"red"}", for every object of a list.
QStringList shown(const Value &list)
{
    QStringList all;
    for (const Value &item : listAt(list, {u"items"}))
        all.append(textAt(item, {u"metadata", u"name"}) + u' ' +
                   QString::fromUtf8(model::writeJson(*at(item, {u"spec"}))));
    return all;
}

} // namespace

// What readers of a custom kind see when its definition and its objects are not of one time.
class TestCustomForms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void selectsWhatIsRead_data();
    void selectsWhatIsRead();
    void watchersSeeTheForm();
    void writesAreMadeOfTheForm();
    void isSaidInOpenApi();
    void staysQuick();
};

void TestCustomForms::selectsWhatIsRead_data()
{
    QTest::addColumn<bool>("isRestored");
    QTest::addColumn<bool>("isChanged");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QStringList>("found");
    const QStringList old{QStringLiteral(R"(a {"color":"red","old":1})"),
                          QStringLiteral(R"(b {"color":"blue","old":1})")};
    const QStringList now{QStringLiteral(R"(a {"color":"red","fresh":"f"})"),
                          QStringLiteral(R"(b {"color":"blue","fresh":"f"})")};
    const QStringList second{QStringLiteral(R"(a {"color":"red"})"), QStringLiteral(R"(b {"color":"blue"})")};
    const QByteArray v2 = "/apis/example.com/v2/namespaces/default/cups";
    const QByteArray red = "?fieldSelector=spec.color%3Dred", fresh = "?fieldSelector=spec.fresh%3Df";
    for (const bool isRestored : {false, true}) {
        const auto row = [isRestored](const char *name) -> QTestData & {
            return QTest::addRow("%s%s", name, isRestored ? ", restored" : "") << isRestored;
        };
        row("as it was") << false << QByteArray(cups) << old;
        row("as it was, one") << false << cups + red << old.first(1);
        row("changed") << true << QByteArray(cups) << now;
        row("changed, one") << true << cups + red << now.first(1);
        row("changed, by a new field") << true << cups + fresh << now;
        row("another version") << false << v2 << second;
        row("another version, one") << true << v2 + red << second.first(1);
    }
}

void TestCustomForms::selectsWhatIsRead()
{
    QFETCH(bool, isRestored);
    QFETCH(bool, isChanged);
    QFETCH(QByteArray, path);
    QFETCH(QStringList, found);
    ApiBench first, second;
    define(first, before);
    make(first, "a", "red");
    make(first, "b", "blue");
    if (isChanged) define(first, after);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("state"));
    QVERIFY(first.store.save(file).ok());
    QVERIFY(second.store.load(file).ok());
    second.definitions.readAll();
    ApiBench &bench = isRestored ? second : first;
    for (int twice = 0; twice < 2; ++twice) { // it is kept
        const auto reply = bench.ask("GET", path);
        QCOMPARE(reply->status, 200);
        QCOMPARE(shown(reply->json()), found);
    }
}

void TestCustomForms::watchersSeeTheForm()
{
    ApiBench bench;
    define(bench, before);
    make(bench, "a", "red");
    define(bench, after);
    const auto watch = bench.ask("GET", QByteArray(cups) + "?watch=1&fieldSelector=spec.fresh%3Df");
    bench.ask("PATCH", QByteArray(cups) + "/a", R"({"spec":{"fresh":"g"}})",
              {{"content-type", "application/merge-patch+json"}});
    QStringList events;
    for (const Value &event : watch->events())
        events.append(textAt(event, {u"type"}) + u' ' +
                      QString::fromUtf8(model::writeJson(*at(event, {u"object", u"spec"}))));
    QCOMPARE(events, QStringList({QStringLiteral(R"(ADDED {"color":"red","fresh":"f"})"),
                                  QStringLiteral(R"(DELETED {"color":"red","fresh":"f"})")}));
}

// A write that changes nothing that is read, but what is stored, is a write.
void TestCustomForms::writesAreMadeOfTheForm()
{
    ApiBench bench;
    define(bench, before);
    make(bench, "a", "red");
    const auto patch = [&bench] {
        return textAt(bench
                          .ask("PATCH", QByteArray(cups) + "/a", R"({"spec":{"color":"red"}})",
                               {{"content-type", "application/merge-patch+json"}})
                          ->json(),
                      {u"metadata", u"resourceVersion"});
    };
    const QString made = patch();
    QCOMPARE(patch(), made);
    define(bench, after);
    const QString migrated = patch();
    QVERIFY(migrated != made);
    QCOMPARE(patch(), migrated);
    const auto record = bench.store.get("example.com/cups/default/a");
    QVERIFY(record && record->json.contains(R"("spec":{"color":"red","fresh":"f"})"));
}

void TestCustomForms::isSaidInOpenApi()
{
    ApiBench bench;
    define(bench, after);
    const QByteArray said =
        R"("x-kubernetes-selectable-fields":[{"fieldPath":"spec.color"},{"fieldPath":"spec.fresh"}])";
    for (const char *path : {"/openapi/v2", "/openapi/v3/apis/example.com/v1"})
        QVERIFY(bench.ask("GET", path)->body.contains(said));
}

// Objects are formed once for each state of the definition, not whenever they are listed.
void TestCustomForms::staysQuick()
{
    constexpr int objects = 1000, lists = 5;
    ApiBench bench;
    define(bench, before);
    for (int i = 0; i < objects && !QTest::currentTestFailed(); ++i) make(bench, "o" + QByteArray::number(i), "red");
    const auto timeOfList = [&bench] {
        QElapsedTimer timer;
        timer.start();
        bench.ask("GET", QByteArray(cups) + "?fieldSelector=spec.color%3Dred");
        return timer.nsecsElapsed();
    };
    timeOfList();
    define(bench, after);
    const qint64 forming = timeOfList();
    qint64 formed = forming; // the best of some: the machine may be busy
    for (int i = 0; i < lists; ++i) formed = std::min(formed, timeOfList());
    qInfo("forming %lld us, formed %lld us", forming / 1000, formed / 1000);
    QVERIFY2(formed < forming / 2, "lists form objects anew");
}

QTEST_GUILESS_MAIN(TestCustomForms)
#include "tst_customforms.moc"
