// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/openapi.h"
#include "model/wire/json.h"
#include "tests/cluster/practice/discovery/customkinds.h"
#include "tests/cluster/practice/discovery/oracle.h"

#include <QTest>

#include <algorithm>

using model::Value;
using model::ValueList;
using model::ValueMap;
using practice::Catalogue;
using practice::OpenApi;

namespace {

Value parsed(const OpenApi::Document &document)
{
    model::Result<model::JsonText> json = model::readJson(document.body);
    return json ? json->value : Value();
}

// The order of what is required says nothing.
void sortRequired(Value &value)
{
    if (ValueList *list = value.list())
        for (Value &below : *list) sortRequired(below);
    if (!value.isMap()) return;
    for (auto &[key, below] : *value.map()) {
        ValueList *names = below.list();
        if (key == u"required" && names)
            std::sort(names->begin(), names->end(),
                      [](const Value &a, const Value &b) { return *a.string() < *b.string(); });
        else
            sortRequired(below);
    }
}

void collectReferences(const Value &value, QStringList &references)
{
    if (const ValueList *list = value.list())
        for (const Value &below : *list) collectReferences(below, references);
    if (const ValueMap *map = value.map())
        for (const auto &[key, below] : *map) {
            if (key == u"$ref" && below.string())
                references += *below.string();
            else
                collectReferences(below, references);
        }
}

QStringList documentPaths(const Catalogue &catalogue)
{
    QStringList paths;
    for (const Catalogue::Group &group : catalogue.groups())
        for (const QString &version : group.versions)
            paths += group.name.isEmpty() ? QString(QStringLiteral("api/") + version)
                                          : QString(QStringLiteral("apis/") + group.name + u'/' + version);
    paths.sort();
    return paths;
}

// Every reference leads somewhere.
QStringList brokenReferences(const Value &document, const Value &schemas, const QString &prefix)
{
    QStringList references;
    collectReferences(document, references);
    QStringList broken;
    for (const QString &reference : references)
        if (!reference.startsWith(prefix) || !schemas.find(reference.mid(prefix.size()))) broken += reference;
    return broken;
}

} // namespace

// openapi.json holds schemas of a kube-apiserver 1.33.4 by group version and name, without descriptions.
class tst_openapi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_oracle = oracle::readFile(QStringLiteral("openapi.json")); }
    void hasAnApiserversSchemas();
    void tellsHowFieldsMerge();
    void hasCustomSchemas();
    void customSchemasMayBeAnything();
    void everyDocumentIsWhole();
    void saysWhatPatchesTake();
    void indexFollowsTheKinds();
    void secondVersion();
    void noSuchDocument();

private:
    Value m_oracle;
};

void tst_openapi::hasAnApiserversSchemas()
{
    const Catalogue catalogue;
    OpenApi api(catalogue);
    Value document = parsed(api.v3(QStringLiteral("apis/apps/v1")));
    Value *components = document.find(u"components");
    QVERIFY(components);
    Value &schemas = *components->find(u"schemas");
    Value expected = *m_oracle.find(u"apps/v1");
    sortRequired(schemas);
    sortRequired(expected);
    QStringList names;
    QStringList others;
    for (const auto &[name, schema] : *schemas.map()) {
        names += name;
        const Value *known = expected.find(name);
        if (!known || !schema.means(*known)) others += name.section(u'.', -1);
    }
    QCOMPARE(names.size(), qsizetype(expected.map()->size()));
    // The bundle leaves out unions, and a claim is called a kind only in the documents of its own group.
    QCOMPARE(others.join(u' '), QStringLiteral("AppArmorProfile PersistentVolumeClaim SeccompProfile"));
}

void tst_openapi::tellsHowFieldsMerge()
{
    const Catalogue catalogue;
    OpenApi api(catalogue);
    const struct
    {
        QStringView group, type, field;
        const char *v3, *v2;
    } rows[] = {
        {u"apis/policy/v1", u"io.k8s.api.policy.v1.PodDisruptionBudgetSpec", u"selector",
         R"({"allOf":[{"$ref":"#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector"}],)"
         R"("x-kubernetes-patch-strategy":"replace"})",
         R"({"$ref":"#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector",)"
         R"("x-kubernetes-patch-strategy":"replace"})"},
        {u"api/v1", u"io.k8s.api.core.v1.PersistentVolumeSpec", u"claimRef",
         R"({"allOf":[{"$ref":"#/components/schemas/io.k8s.api.core.v1.ObjectReference"}],)"
         R"("x-kubernetes-map-type":"granular"})",
         R"({"$ref":"#/definitions/io.k8s.api.core.v1.ObjectReference","x-kubernetes-map-type":"granular"})"},
        {u"api/v1", u"io.k8s.api.core.v1.ContainerPort", u"protocol",
         R"({"type":"string","enum":["SCTP","TCP","UDP"],"default":"TCP"})",
         R"({"type":"string","enum":["SCTP","TCP","UDP"]})"}, // a default is said in v3 alone
    };
    const Value v2 = parsed(api.v2());
    // Without descriptions, which these fields may have.
    const auto fieldOf = [](const Value *schemas, QStringView type, QStringView field) {
        Value found = *schemas->find(type)->find(u"properties")->find(field);
        found.remove(u"description");
        return model::writeJson(found);
    };
    for (const auto &row : rows) {
        const Value v3 = parsed(api.v3(row.group.toString()));
        QCOMPARE(fieldOf(v3.find(u"components")->find(u"schemas"), row.type, row.field), QByteArray(row.v3));
        QCOMPARE(fieldOf(v2.find(u"definitions"), row.type, row.field), QByteArray(row.v2));
    }
}

void tst_openapi::hasCustomSchemas()
{
    Catalogue catalogue;
    for (const practice::ApiKind &kind : customKinds()) QVERIFY(catalogue.addCustom(kind));
    const Value &expected = *m_oracle.find(u"store.example.com/v1");
    Value given = *expected.find(u"com.example.store.v1.Widget");
    for (const QStringView field : {u"apiVersion", u"kind", u"metadata"}) given.find(u"properties")->remove(field);
    given.remove(u"x-kubernetes-group-version-kind");
    OpenApi api(catalogue, [&](const practice::ApiKind &kind) { return kind.version == u"v1" ? &given : nullptr; });
    const Value document = parsed(api.v3(QStringLiteral("apis/store.example.com/v1")));
    const Value &schemas = *document.find(u"components")->find(u"schemas");
    for (const auto &[name, schema] : *expected.map()) {
        const Value *made = schemas.find(name);
        QVERIFY(made);
        QVERIFY2(made->means(schema), model::writeJson(*made).constData());
    }
    QVERIFY(schemas.find(u"io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"));
    QCOMPARE(brokenReferences(document, schemas, QStringLiteral("#/components/schemas/")), QStringList());

    // Another schema is another document, once the kind is there again.
    const QByteArray before = api.v3(QStringLiteral("apis/store.example.com/v1")).tag;
    given.set(u"x-new", true);
    QCOMPARE(api.v3(QStringLiteral("apis/store.example.com/v1")).tag, before);
    QVERIFY(catalogue.addCustom(customKinds()[1]));
    QVERIFY(api.v3(QStringLiteral("apis/store.example.com/v1")).tag != before);
    QVERIFY(api.v3(QStringLiteral("apis/store.example.com/v1")).body.contains("x-new"));
}

void tst_openapi::customSchemasMayBeAnything()
{
    Catalogue catalogue;
    QVERIFY(catalogue.addCustom(customKinds()[1]));
    const Value odd[] = {Value(), u"text", ValueList{1}, ValueMap{{QStringLiteral("properties"), u"text"}}, ValueMap()};
    for (const Value &schema : odd) {
        OpenApi api(catalogue, [&](const practice::ApiKind &) { return &schema; });
        const Value document = parsed(api.v3(QStringLiteral("apis/store.example.com/v1")));
        const Value *widget = document.find(u"components")->find(u"schemas")->find(u"com.example.store.v1.Widget");
        QVERIFY(widget && widget->find(u"properties")->find(u"metadata"));
        QVERIFY(!api.v2().body.isEmpty());
    }
}

void tst_openapi::everyDocumentIsWhole()
{
    const Catalogue catalogue;
    OpenApi api(catalogue);
    for (const QString &path : documentPaths(catalogue)) {
        const OpenApi::Document &made = api.v3(path);
        QVERIFY2(!made.body.isEmpty(), qPrintable(path));
        const Value document = parsed(made);
        QCOMPARE(brokenReferences(document, *document.find(u"components")->find(u"schemas"),
                                  QStringLiteral("#/components/schemas/")),
                 QStringList());
        QVERIFY(!document.find(u"paths")->map()->empty());
        QVERIFY(made.tag.startsWith('"') && made.tag.endsWith('"') && made.tag.size() == 130);
        QCOMPARE(api.v3(path).body.constData(), made.body.constData()); // kept
    }
}

void tst_openapi::saysWhatPatchesTake()
{
    const Catalogue catalogue;
    OpenApi api(catalogue);
    int patches = 0;
    for (const Catalogue::Group &group : catalogue.groups())
        for (const QString &version : group.versions) {
            const QString root = group.name.isEmpty() ? QStringLiteral("api/v1")
                                                      : QString(QStringLiteral("apis/") + group.name + u'/' + version);
            const Value document = parsed(api.v3(root));
            for (const practice::ServedKind *served : catalogue.kinds(group.name, version)) {
                if (!served->allows(u"patch")) continue;
                const QString path =
                    u'/' + root +
                    (served->api.namespaced ? QStringLiteral("/namespaces/{namespace}/") : QStringLiteral("/")) +
                    served->api.plural + QStringLiteral("/{name}");
                const Value *named = document.find(u"paths")->find(path);
                QVERIFY2(named, qPrintable(path));
                const Value &patch = *named->find(u"patch");
                QStringList parameters;
                for (const Value &parameter : *patch.find(u"parameters")->list())
                    parameters += *parameter.find(u"name")->string();
                QCOMPARE(parameters.join(u' '), u"dryRun fieldManager fieldValidation force");
                QCOMPARE(*patch.find(u"x-kubernetes-action")->string(), u"patch");
                QCOMPARE(*patch.find(u"x-kubernetes-group-version-kind")->find(u"kind")->string(), served->api.kind);
                ++patches;
            }
        }
    QCOMPARE(patches, 45);
}

void tst_openapi::indexFollowsTheKinds()
{
    Catalogue catalogue;
    OpenApi api(catalogue);
    const auto addresses = [&] {
        QStringList all;
        const Value index = parsed(api.index());
        for (const auto &[path, entry] : *index.find(u"paths")->map())
            all += path + u' ' + *entry.find(u"serverRelativeURL")->string();
        return all;
    };
    const QStringList before = addresses();
    QStringList paths;
    for (const QString &address : before) {
        const QString path = address.section(u' ', 0, 0);
        paths += path;
        const QString tag = QString::fromLatin1(api.v3(path).tag).remove(u'"');
        QCOMPARE(address, QString(path + QStringLiteral(" /openapi/v3/") + path + QStringLiteral("?hash=") + tag));
    }
    QCOMPARE(paths, documentPaths(catalogue));
    const QByteArray tag = api.index().tag;
    QVERIFY(catalogue.addCustom(customKinds()[1]));
    QVERIFY(api.index().tag != tag);
    const QStringList after = addresses();
    QCOMPARE(after.size(), before.size() + 1);
    for (const QString &address : before) QVERIFY(after.contains(address));
    QVERIFY(catalogue.removeCustom(u"store.example.com", u"v1", u"widgets"));
    QCOMPARE(api.index().tag, tag);
}

void tst_openapi::secondVersion()
{
    const Catalogue catalogue;
    OpenApi api(catalogue);
    const Value document = parsed(api.v2());
    QCOMPARE(*document.find(u"swagger")->string(), u"2.0");
    const Value &definitions = *document.find(u"definitions");
    QCOMPARE(brokenReferences(document, definitions, QStringLiteral("#/definitions/")), QStringList());
    QVERIFY(!api.v2().body.contains("\"allOf\":["));
    QVERIFY(!api.v2().body.contains("\"oneOf\":["));
    QVERIFY(definitions.find(u"io.k8s.api.apps.v1.Deployment"));
    QVERIFY(definitions.find(u"io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerSpec"));
    QVERIFY(definitions.find(u"io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec"));
    QVERIFY(document.find(u"paths")->find(u"/api/v1/namespaces/{namespace}/pods/{name}/status")->find(u"patch"));
}

void tst_openapi::noSuchDocument()
{
    const Catalogue catalogue;
    OpenApi api(catalogue);
    QVERIFY(!api.v2().body.isEmpty());
    for (const char16_t *path :
         {u"", u"v2", u"api", u"api/v2", u"apis/apps", u"apis/apps/v1/", u"apis//v1", u"version"})
        QVERIFY(api.v3(QStringView(path).toString()).body.isEmpty());
}

QTEST_GUILESS_MAIN(tst_openapi)
#include "tst_openapi.moc"
