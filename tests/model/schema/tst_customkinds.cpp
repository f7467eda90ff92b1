// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/checker.h"
#include "model/document/document.h"
#include "model/schema/validate.h"
#include "model/wire/json.h"
#include "tests/model/schema/customcases.h"
#include "tests/support/limits.h"

#include <QElapsedTimer>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

class TestCustomKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cases_data();
    void cases();
    void definitionItselfIsSound();
    void versions_data();
    void versions();
    void oldDefinitions();
    void openApiDocument();
    void jsonSchema_data();
    void jsonSchema();
    void nothingIsDefined();
    void hostileSchemas_data();
    void hostileSchemas();
    void checkerFollowsDefinitions();
    void versionOrder();
};

namespace {

QByteArray print(const Problems &problems)
{
    QByteArray text;
    for (const Problem &problem : problems) text += toText(problem).toUtf8() + '\n';
    return text;
}

Problems problemsOf(const QByteArray &yaml, KindSet kinds = SchemaStore::builtin())
{
    return schemaProblems(*ResourceSet::build({{QString(), YamlStream::parse(yaml)}}), std::move(kinds));
}

// Of the custom resource alone; its definition stands before it.
QByteArray problemsWith(const char *definition, const QByteArray &resource)
{
    const auto definitions = ResourceSet::build({{u"crd"_s, YamlStream::parse(definition)}});
    KindSet kinds(SchemaStore::builtin());
    for (const Resource &one : definitions->resources()) kinds.add(customKinds(one));
    return print(problemsOf(resource, kinds));
}

KindSet kindsOf(const QByteArray &json, const QString &path = {})
{
    KindSet kinds(SchemaStore::builtin());
    const auto read = readJson(json);
    if (read) kinds.add(customKinds(read->value, path));
    return kinds;
}

} // namespace

void TestCustomKinds::cases_data()
{
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QByteArray>("expected");
    for (const CustomCase &one : customCases()) QTest::newRow(one.name) << resourceOf(one) << QByteArray(one.problems);
}

void TestCustomKinds::cases()
{
    QFETCH(QByteArray, resource);
    QTEST(problemsWith(widgetDefinition(), resource), "expected");
}

void TestCustomKinds::definitionItselfIsSound() { QCOMPARE(print(problemsOf(widgetDefinition())), QByteArray()); }

void TestCustomKinds::versions_data()
{
    QTest::addColumn<QByteArray>("apiVersion");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("served") << QByteArray("example.com/v1") << QByteArray();
    QTest::newRow("deprecated")
        << QByteArray("example.com/v1beta1")
        << QByteArray("1:13: warning: Tool of example.com/v1beta1 is deprecated: use v1 (use apiVersion: "
                      "example.com/v1) [schema-deprecated-version]\n");
    QTest::newRow("not served")
        << QByteArray("example.com/v1alpha1")
        << QByteArray("1:13: error: Tool of example.com/v1alpha1 is not served: its definition says so (use "
                      "apiVersion: example.com/v1) [schema-removed-version]\n");
    QTest::newRow("unknown") << QByteArray("example.com/v2")
                             << QByteArray("1:13: error: the definition of Tool has no version v2 (use apiVersion: "
                                           "example.com/v1) [schema-unknown-kind]\n");
}

void TestCustomKinds::versions()
{
    QFETCH(QByteArray, apiVersion);
    const char definition[] =
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: tools.example.com}\n"
        "spec:\n  group: example.com\n  names: {kind: Tool, plural: tools}\n  scope: Namespaced\n  versions:\n"
        "  - {name: v1alpha1, served: false, storage: false}\n"
        "  - {name: v1beta1, served: true, storage: false, deprecated: true, deprecationWarning: use v1}\n"
        "  - {name: v1, served: true, storage: true}\n";
    QTEST(problemsWith(definition, "apiVersion: " + apiVersion + "\nkind: Tool\nmetadata: {name: a}\nspec: {any: 1}\n"),
          "expected");
}

// What stands in v1beta1 of old files: one schema for all versions, and unknown fields are kept.
void TestCustomKinds::oldDefinitions()
{
    const char definition[] =
        "apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\nmetadata: {name: t.e.com}\n"
        "spec:\n  group: e.com\n  version: v1\n  names: {kind: T, plural: ts}\n  validation:\n"
        "    openAPIV3Schema: {properties: {spec: {properties: {num: {type: integer}}}}}\n";
    QCOMPARE(problemsWith(definition, "apiVersion: e.com/v1\nkind: T\nmetadata: {name: a}\nspec: {num: x, more: 1}\n"),
             QByteArray("4:13: error: \"spec.num\" must be an integer, not the string \"x\" [schema-wrong-type]\n"));
}

void TestCustomKinds::openApiDocument()
{
    const KindSet kinds = kindsOf(
        R"({"openapi":"3.0.0","components":{"schemas":{
            "com.example.v1.Cup":{"type":"object","x-kubernetes-group-version-kind":[{"group":"example.com","version":"v1","kind":"Cup"}],
              "properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"},
                "metadata":{"allOf":[{"$ref":"#/components/schemas/meta"}]},
                "spec":{"allOf":[{"$ref":"#/components/schemas/spec"}],"default":{}},
                "cpu":{"$ref":"#/components/schemas/io.k8s.apimachinery.pkg.api.resource.Quantity"}}},
            "meta":{"type":"object","properties":{"name":{"type":"string"}}},
            "io.k8s.apimachinery.pkg.api.resource.Quantity":{"type":"string"},
            "spec":{"type":"object","properties":{"child":{"$ref":"#/components/schemas/spec"},"num":{"type":"integer"},
              "port":{"type":"string","format":"int-or-string"}}}}}})");
    QCOMPARE(print(problemsOf("apiVersion: example.com/v1\nkind: Cup\nmetadata: {name: a}\ncpu: 5 kg\n"
                              "spec: {port: 80, child: {child: {num: x, m: 1}, num: 1}}\n",
                              kinds)),
             QByteArray("4:6: error: \"cpu\" must be a quantity such as 100m or 64Mi, not the string \"5 kg\" "
                        "[schema-format]\n"
                        "5:39: error: \"spec.child.child.num\" must be an integer, not the string \"x\" "
                        "[schema-wrong-type]\n"
                        "5:42: error: unknown field \"spec.child.child.m\" [schema-unknown-field]\n"));
}

void TestCustomKinds::jsonSchema_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QString>("path");
    QTest::newRow("by its name")
        << QByteArray(
               R"({"properties":{"spec":{"properties":{"num":{"type":["integer","null"]}},"additionalProperties":false}}})")
        << u"schemas/example.com/cup_v1.json"_s;
    QTest::newRow("by its values")
        << QByteArray(
               R"({"type":"object","properties":{"apiVersion":{"const":"example.com/v1"},"kind":{"enum":["Cup"]},
            "spec":{"$ref":"#/$defs/s"}},"$defs":{"s":{"properties":{"num":{"type":"integer"}},"additionalProperties":false}}})")
        << QString();
    QTest::newRow("by its mark")
        << QByteArray(
               R"({"$schema":"x","x-kubernetes-group-version-kind":[{"group":"example.com","kind":"Cup","version":"v1"}],
            "properties":{"spec":{"properties":{"num":{"type":"integer"}},"additionalProperties":false}}})")
        << u"cup.json"_s;
}

void TestCustomKinds::jsonSchema()
{
    QFETCH(QByteArray, schema);
    QFETCH(QString, path);
    QCOMPARE(
        print(problemsOf("apiVersion: example.com/v1\nkind: Cup\nmetadata: {name: a}\nspec: {num: x, m: 1}\nmore: 1\n",
                         kindsOf(schema, path))),
        QByteArray("4:13: error: \"spec.num\" must be an integer, not the string \"x\" [schema-wrong-type]\n"
                   "4:16: error: unknown field \"spec.m\" [schema-unknown-field]\n"));
}

void TestCustomKinds::nothingIsDefined()
{
    for (const char *json :
         {R"({})", R"([])", R"({"kind":"ConfigMap","apiVersion":"v1"})", R"({"definitions":{}})",
          R"({"kind":"CustomResourceDefinition","apiVersion":"apiextensions.k8s.io/v1"})", R"({"properties":{}})"}) {
        const auto read = readJson(json);
        QVERIFY(read.ok());
        QCOMPARE(customKinds(read->value, u"a.json"_s).size(), size_t(0));
    }
}

// Schemas that hold themselves, or branch without an end, cost bounded time.
void TestCustomKinds::hostileSchemas_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::newRow("holds itself") << QByteArray(R"({"allOf":[{"$ref":"#"}],"anyOf":[{"$ref":"#"},{"$ref":"#"}]})");
    QTest::newRow("means itself") << QByteArray(R"({"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/a"}}})");
    QTest::newRow("slow pattern") << QByteArray(
        R"({"properties":{"spec":{"properties":{"num":{"type":"string","pattern":"^(a+)+$"}}}}})");
    QTest::newRow("deep") << QByteArray("{\"properties\":") + QByteArray("{\"spec\":{\"properties\":").repeated(3000) +
                                 "{}" + QByteArray("}}").repeated(3000) + "}";
    QTest::newRow("nonsense") << QByteArray(
        R"({"properties":{"spec":7,"kind":[]},"required":3,"enum":{},"type":{},"oneOf":[1],"not":2,"pattern":"("})");
}

void TestCustomKinds::hostileSchemas()
{
    QFETCH(QByteArray, schema);
    const KindSet kinds = kindsOf(schema, u"example.com/cup_v1.json"_s);
    const QByteArray yaml =
        "apiVersion: example.com/v1\nkind: Cup\nmetadata: {name: a}\nspec: {num: " + QByteArray(40, 'a') + "!}\n";
    QElapsedTimer timer;
    timer.start();
    problemsOf(yaml, kinds);
    QVERIFY2(timer.elapsed() < support::maxMs, QByteArray::number(timer.elapsed()));
}

// In the document's own checker, kinds come and go with their definitions.
void TestCustomKinds::checkerFollowsDefinitions()
{
    Document document;
    document.load(u"crd.yaml"_s, widgetDefinition());
    document.load(u"a.yaml"_s,
                  "apiVersion: schema.example.com/v1\nkind: Widget\nmetadata: {name: a}\nspec: {size: 0, name: a}\n");
    Checker checker((SchemaStore::builtin()));
    const auto rules = [&] {
        QStringList found;
        for (const Problem &problem : checker.check(*document.resources())) found << problem.rule;
        return found.join(u' ');
    };
    QCOMPARE(rules(), u"schema-format"_s);
    const QByteArray text = document.text(u"crd.yaml"_s);
    const auto replace = [&](const QByteArray &before, const QByteArray &after) {
        const qsizetype at = document.text(u"crd.yaml"_s).indexOf(before);
        QVERIFY(at >= 0);
        document.perform({u"Typing"_s, Origin::Text}, {{TextChange{u"crd.yaml"_s, at, before, after}}});
    };
    replace("minimum: 1", "minimum: 0");
    QCOMPARE(rules(), QString());
    replace("kind: Widget", "kind: Gadget");
    QCOMPARE(rules(), u"schema-no-schema"_s);
    replace("kind: Gadget", "kind: Widget");
    replace("minimum: 0", "minimum: 2");
    QCOMPARE(rules(), u"schema-format"_s);
    checker.setKinds(SchemaStore::newest());
    QCOMPARE(rules(), u"schema-format"_s);
}

void TestCustomKinds::versionOrder()
{
    QStringList versions{u"foo"_s, u"v1alpha1"_s, u"v10"_s,     u"v2"_s, u"v1beta1"_s,
                         u"v1"_s,  u"v11beta2"_s, u"v3beta1"_s, u"bar"_s};
    std::sort(versions.begin(), versions.end(), isNewerVersion);
    QCOMPARE(versions.join(u' '), u"v10 v2 v1 v11beta2 v3beta1 v1beta1 v1alpha1 bar foo"_s);
}

QTEST_GUILESS_MAIN(TestCustomKinds)
#include "tst_customkinds.moc"
