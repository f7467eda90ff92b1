// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/validation/recorded.h"

#include "cluster/practice/validation/crdrules.h"
#include "cluster/practice/validation/customschema.h"
#include "cluster/practice/validation/validation.h"
#include "model/wire/json.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

Value parsed(const QByteArray &json)
{
    auto text = model::readJson(json);
    return text ? std::move(*text).value : Value();
}

} // namespace

class TestCustomSchema : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // What the server keeps of an object that it takes: unknown fields gone, defaults in.
    void keepsWhatTheServerKeeps()
    {
        int taken = 0;
        for (const RecordedCase &recorded : recordedCases(u"rest-custom.json"_s)) {
            if (recorded.result.isNull()) continue;
            ++taken;
            Value object = recorded.object;
            practice::pruneCustom(recorded.schema, object);
            practice::setCustomDefaults(recorded.schema, object);
            object.remove(u"metadata");
            object = parsed(model::writeJson(object)); // 2.0 is kept as 2
            QVERIFY2(object.means(recorded.result),
                     qPrintable(recorded.name + u'\n' + QString::fromUtf8(model::writeJson(object)) + u'\n' +
                                QString::fromUtf8(model::writeJson(recorded.result))));
        }
        QVERIFY(taken > 30);
    }

    void namesWhatItPruned()
    {
        const Value schema = parsed(R"({"type":"object","properties":{"spec":{"type":"object","properties":{
            "list":{"type":"array","items":{"type":"object","properties":{"a":{"type":"string"}}}}}}}})");
        Value object = parsed(
            R"({"apiVersion":"a/v1","kind":"A","metadata":{"x":1},"spec":{"foo":1,"list":[{"a":"b"},{"c":{"d":1}}]},"bar":2})");
        const std::vector<QString> expected = {u"spec.foo"_s, u"spec.list[1].c"_s, u"bar"_s};
        QCOMPARE(practice::pruneCustom(schema, object), expected);
        QVERIFY(object.means(
            parsed(R"({"apiVersion":"a/v1","kind":"A","metadata":{"x":1},"spec":{"list":[{"a":"b"},{}]}})")));
    }

    // Many alternatives for many values ask for far more checks than the two have nodes.
    void endsOnHostileSchemas()
    {
        Value alternative; // built up: gcc suspects nested braces of reading what is not there
        alternative.set(u"minimum", 0);
        ValueList alternatives(2000, alternative), values;
        for (int at = 0; at < 100000; ++at) values.push_back(at);
        Value schema;
        schema.entry(u"items").set(u"allOf", std::move(alternatives));
        practice::FieldErrors errors;
        QElapsedTimer timer;
        timer.start();
        practice::checkCustomValue(schema, Value(values), nullptr, {}, errors);
        QVERIFY(timer.elapsed() < 60000);
        QVERIFY(errors.hasGivenUp());
        QCOMPARE(errors.toStatus({}, {}).code, 504);
        Value deep = ValueMap{{u"type"_s, u"string"}}, value = 1;
        for (int depth = 0; depth < 9000; ++depth) { // braces would copy it all each time
            Value properties, outer, holder;
            properties.set(u"x", std::move(deep));
            outer.set(u"type", u"object");
            outer.set(u"properties", std::move(properties));
            deep = std::move(outer);
            holder.set(u"x", std::move(value));
            value = std::move(holder);
        }
        practice::FieldErrors deepErrors;
        practice::checkCustomValue(deep, value, nullptr, {}, deepErrors);
        practice::pruneCustom(deep, value);
        practice::setCustomDefaults(deep, value);
        QVERIFY(deepErrors.isEmpty());
    }

    // A definition's patterns are Go's, wherever in a schema they stand.
    void refusesPatternsOfDefinitions()
    {
        const Value definition = parsed(
            R"({"metadata":{"name":"as.b.io"},"spec":{"group":"b.io","scope":"Namespaced",
            "names":{"plural":"as","kind":"A","singular":"a","listKind":"AList"},"versions":[{"name":"v1","served":true,
            "storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{
            "a":{"type":"string","pattern":"(?=a)b"},"b":{"type":"string","pattern":"^a$"},
            "c":{"type":"array","items":{"type":"string","anyOf":[{"pattern":"a"},{"not":{"pattern":"a**"}}]}}}}}}]}})");
        practice::ApiKind kind;
        kind.group = u"apiextensions.k8s.io"_s;
        kind.kind = u"CustomResourceDefinition"_s;
        practice::FieldErrors errors;
        practice::validateCreate(kind, definition, errors);
        QStringList texts;
        for (const practice::Cause &cause : errors.causes())
            if (cause.field.endsWith(u"pattern")) texts.append(cause.field + u": "_s + cause.message);
        const QString where = u"spec.validation.openAPIV3Schema.properties"_s;
        const QString why = u": must be a valid regular expression, but isn't: error parsing regexp: "_s;
        const QStringList expected = {where + u"[a].pattern: Invalid value: \"(?=a)b\""_s + why +
                                          u"invalid or unsupported Perl syntax: `(?=`"_s,
                                      where + u"[c].items.anyOf[1].not.pattern: Invalid value: \"a**\""_s + why +
                                          u"invalid nested repetition operator: `**`"_s};
        QCOMPARE(texts, expected);
    }

    // A schema that could not be stored is not looked through for seconds.
    void givesUpOnTooManySchemas()
    {
        ValueMap properties;
        for (int i = 0; i < 180000; ++i) properties.emplace_back(u'p' + QString::number(i), ValueMap());
        Value schema;
        schema.set(u"type", u"object");
        schema.set(u"properties", std::move(properties));
        practice::FieldErrors errors;
        practice::checkDefinitionSchema(schema, false, practice::Where(u"spec"), errors);
        QVERIFY(errors.hasGivenUp());
        QCOMPARE(errors.toStatus({}, {}).code, 504);
    }

    // The real answer to so many errors is 504, too.
    void givesUpOnTooMuchText()
    {
        practice::FieldErrors errors;
        const QString value(1000, u'x');
        const auto enough = int(practice::FieldErrors::maxText / value.size());
        for (int i = 0; i < enough - 200; ++i)
            errors.invalidText(practice::Where(u"spec").index(i), value, u"is bad"_s);
        QVERIFY(!errors.hasGivenUp());
        QCOMPARE(errors.toStatus({}, u"a"_s).code, 422);
        for (int i = 0; i < 200; ++i) errors.invalidText(practice::Where(u"spec").index(i), value, u"is bad"_s);
        QVERIFY(errors.hasGivenUp());
        QVERIFY(!errors.isEmpty());
        QCOMPARE(errors.count(), qsizetype(enough));
        QVERIFY(errors.causes().empty());
        const practice::ApiStatus status = errors.toStatus({}, u"a"_s);
        QCOMPARE(status.code, 504);
        QCOMPARE(status.reason, u"Timeout"_s);
        QCOMPARE(status.message,
                 u"Timeout: request did not complete within requested timeout - context deadline exceeded"_s);
    }

    void printsNumbersAsGoDoes()
    {
        QCOMPARE(practice::goFloat(0.1), u"0.1"_s);
        QCOMPARE(practice::goFloat(100000), u"100000"_s);
        QCOMPARE(practice::goFloat(5e6), u"5e+06"_s);
        QCOMPARE(practice::goFloat(0.00001), u"1e-05"_s);
        QCOMPARE(practice::goFloat(1.5e300), u"1.5e+300"_s);
    }
};

QTEST_GUILESS_MAIN(TestCustomSchema)
#include "tst_customschema.moc"
