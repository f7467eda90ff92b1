// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/definitionnames.h"
#include "cluster/practice/base/objects.h"
#include "model/wire/json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using model::Value;

// Which names of a definition are accepted beside another that has some.
class TestDefinitionNames : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesAreTakenOnce_data()
    {
        QTest::addColumn<QByteArray>("names");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *names, const QString &reason, const QString &message) {
            QTest::newRow(name) << QByteArray(names) << reason << message;
        };
        row("free", R"({"plural":"cs","singular":"c","kind":"C","listKind":"CList"})", u"NoConflicts"_s,
            u"no conflicts found"_s);
        row("kind", R"({"plural":"cs","singular":"c","kind":"B","listKind":"CList"})", u"KindConflict"_s,
            u"\"B\" is already in use"_s);
        row("list kind", R"({"plural":"cs","singular":"c","kind":"C","listKind":"BBs"})", u"ListKindConflict"_s,
            u"\"BBs\" is already in use"_s);
        row("kind of lists", R"({"plural":"cs","singular":"c","kind":"BBs","listKind":"CList"})", u"KindConflict"_s,
            u"\"BBs\" is already in use"_s);
        row("singular", R"({"plural":"cs","singular":"bb","kind":"C","listKind":"CList"})", u"SingularConflict"_s,
            u"\"bb\" is already in use"_s);
        row("short", R"({"plural":"cs","singular":"c","shortNames":["bb","x","bs"],"kind":"C","listKind":"CList"})",
            u"ShortNamesConflict"_s, u"[\"bb\" is already in use, \"bs\" is already in use]"_s);
    }

    void namesAreTakenOnce()
    {
        QFETCH(QByteArray, names);
        QFETCH(QString, reason);
        QFETCH(QString, message);
        practice::TakenNames taken;
        taken.take(parsed(R"({"status":{"acceptedNames":{"plural":"bs","singular":"b","shortNames":["bb"],)"
                          R"("kind":"B","listKind":"BBs"}}})"));
        Value definition = parsed(R"({"spec":{"names":)" + names + "}}");
        const auto named = practice::namedStatus(definition, taken, u"now"_s);
        QVERIFY(named);
        const bool isFree = reason == u"NoConflicts";
        const Value &accepted = practice::listAt(*named, {u"conditions"}).front();
        QCOMPARE(practice::textAt(accepted, {u"reason"}), reason);
        QCOMPARE(practice::textAt(accepted, {u"message"}), message);
        QCOMPARE(practice::textAt(accepted, {u"status"}), isFree ? u"True"_s : u"False"_s);
        definition.set(u"status", *named);
        QVERIFY(!practice::namedStatus(definition, taken, u"later"_s));
        const auto established = practice::establishedStatus(definition, u"later"_s);
        QCOMPARE(established.has_value(), isFree);
        if (!isFree) return;
        definition.set(u"status", *established);
        QVERIFY(practice::isEstablished(definition));
        QVERIFY(!practice::establishedStatus(definition, u"later"_s));
    }

private:
    static Value parsed(const QByteArray &json)
    {
        const auto read = model::readJson(json);
        return read ? read->value : Value();
    }
};

QTEST_GUILESS_MAIN(TestDefinitionNames)
#include "tst_definitionnames.moc"
