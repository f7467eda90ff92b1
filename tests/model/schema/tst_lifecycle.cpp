// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/changeset.h"
#include "model/schema/lifecycle.h"
#include "model/schema/schemafixes.h"
#include "model/schema/validate.h"

#include <QDirIterator>
#include <QTest>

#include <algorithm>

using namespace model;
using namespace Qt::StringLiterals;

class TestLifecycle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableIsSortedAndSound()
    {
        const auto rows = apiLifecycles();
        QVERIFY(rows.size() > 90);
        for (size_t i = 0; i < rows.size(); ++i) {
            const ApiLifecycle &row = rows[i];
            QCOMPARE(apiLifecycle(row.group, row.version, row.kind), &row);
            QVERIFY2(row.deprecated == 0 || row.removed == 0 || row.deprecated <= row.removed, row.kind);
            QVERIFY2(row.introduced <= (row.deprecated ? row.deprecated : 99), row.kind);
        }
        QVERIFY(!apiLifecycle("apps", "v1", "Deployment"));
    }

    // No version of Kubernetes serves what the table calls gone, unless a cluster must be told to.
    void agreesWithWhatIsServed()
    {
        QByteArray contradictions;
        for (const char *version : SchemaStore::builtinVersions()) {
            const SchemaStore &store = *SchemaStore::ofVersion(version);
            QVERIFY(store.kubernetesVersion().startsWith(version));
            const int minor = kubernetesMinor(version);
            for (const ApiLifecycle &row : apiLifecycles()) {
                const bool served = store.kind(row.group, row.version, row.kind).isValid();
                if (served && row.removed > 0 && row.removed <= minor)
                    contradictions +=
                        QByteArray(version) + " serves " + row.group + "/" + row.version + " " + row.kind + "\n";
                if (served && row.introduced > minor)
                    contradictions +=
                        QByteArray(version) + " has already " + row.group + "/" + row.version + " " + row.kind + "\n";
            }
        }
        QCOMPARE(contradictions, QByteArray());
    }

    void versions()
    {
        QCOMPARE(kubernetesMinor("1.33.4"), 33);
        QCOMPARE(kubernetesMinor("v1.9"), 9);
        QCOMPARE(kubernetesMinor("2.1"), 0);
        QCOMPARE(kubernetesMinor("1.x"), 0);
        QCOMPARE(SchemaStore::ofVersion("v1.34.9-gke.1"), SchemaStore::ofVersion("1.34"));
        QVERIFY(!SchemaStore::ofVersion("1.20"));
        QCOMPARE(&SchemaStore::nearest("v1.20.1"), SchemaStore::ofVersion("1.33"));
        QCOMPARE(&SchemaStore::nearest("1.99"), &SchemaStore::newest());
        QCOMPARE(&SchemaStore::nearest("nonsense"), &SchemaStore::newest());
    }

    // Later versions find nothing wrong with real files that 1.33 doesn't, as they took no field away.
    void laterVersionsAgree()
    {
        const auto errorsOf = [](const ResourceSet &set, const SchemaStore &store) {
            QByteArray text;
            for (const Problem &problem : schemaProblems(set, store))
                if (problem.severity == Severity::Error && problem.rule != u"schema-unknown-kind")
                    text += toText(problem).toUtf8() + '\n';
            return text;
        };
        QDirIterator files(QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests"), {u"*.yaml"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        int count = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto set = ResourceSet::build({{files.filePath(), YamlStream::parse(file.readAll())}});
            const QByteArray expected = errorsOf(*set, SchemaStore::builtin());
            for (const char *version : SchemaStore::builtinVersions())
                QCOMPARE(errorsOf(*set, *SchemaStore::ofVersion(version)), expected);
            ++count;
        }
        QVERIFY(count > 200);
    }

    void cases_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("expected"); // the problem, and the new apiVersion where that is all
        const auto row = [](const char *name, const char *version, const QByteArray &yaml, const char *expected) {
            QTest::newRow(name) << QByteArray(version) << yaml << QByteArray(expected);
        };
        const QByteArray pod = "{metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}";
        row("complete Deployment", "1.33",
            "apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: a}\n"
            "spec: {selector: {matchLabels: {a: b}}, template: " +
                pod + "}\n",
            "1:13: error: Deployment of extensions/v1beta1 is gone since Kubernetes 1.16 (use apiVersion: apps/v1) "
            "[schema-removed-version]\n-> apps/v1\n");
        row("Deployment without a selector", "1.37",
            "apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: " + pod + "}\n",
            "1:13: error: Deployment of apps/v1beta1 is gone since Kubernetes 1.16 (use apiVersion: apps/v1, where "
            "some "
            "fields differ) [schema-removed-version]\n");
        row("Ingress of the old shape", "1.33",
            "apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata: {name: a}\n"
            "spec: {backend: {serviceName: s, servicePort: 80}}\n",
            "1:13: error: Ingress of networking.k8s.io/v1beta1 is gone since Kubernetes 1.22 (use apiVersion: "
            "networking.k8s.io/v1, where some fields differ) [schema-removed-version]\n");
        row("budget", "1.33",
            "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 1}\n",
            "1:13: error: PodDisruptionBudget of policy/v1beta1 is gone since Kubernetes 1.25 (use apiVersion: "
            "policy/v1) "
            "[schema-removed-version]\n-> policy/v1\n");
        row("nothing instead", "1.33", "apiVersion: settings.k8s.io/v1alpha1\nkind: PodPreset\nmetadata: {name: a}\n",
            "1:13: error: PodPreset of settings.k8s.io/v1alpha1 is gone since Kubernetes 1.20 (nothing takes its "
            "place) "
            "[schema-removed-version]\n");
        row("another kind instead", "1.33", "apiVersion: v1\nkind: Endpoints\nmetadata: {name: a}\n",
            "1:13: warning: Endpoints of v1 is deprecated since Kubernetes 1.33 (use EndpointSlice of "
            "discovery.k8s.io/v1) "
            "[schema-deprecated-version]\n");
        row("deprecated", "1.35",
            "apiVersion: storage.k8s.io/v1beta1\nkind: VolumeAttributesClass\nmetadata: {name: a}\ndriverName: x\n",
            "1:13: warning: VolumeAttributesClass of storage.k8s.io/v1beta1 is deprecated since Kubernetes 1.34 and "
            "goes "
            "with Kubernetes 1.37 (use apiVersion: storage.k8s.io/v1) [schema-deprecated-version]\n-> "
            "storage.k8s.io/v1\n");
        row("gone since", "1.37",
            "apiVersion: storage.k8s.io/v1beta1\nkind: VolumeAttributesClass\nmetadata: {name: a}\ndriverName: x\n",
            "1:13: error: VolumeAttributesClass of storage.k8s.io/v1beta1 is gone since Kubernetes 1.37 (use "
            "apiVersion: "
            "storage.k8s.io/v1) [schema-removed-version]\n-> storage.k8s.io/v1\n");
        row("not yet deprecated", "1.33",
            "apiVersion: storage.k8s.io/v1beta1\nkind: VolumeAttributesClass\nmetadata: {name: a}\ndriverName: x\n",
            "");
        row("to come", "1.33",
            "apiVersion: storage.k8s.io/v1\nkind: VolumeAttributesClass\nmetadata: {name: a}\ndriverName: x\n",
            "1:13: error: Kubernetes 1.33.4 has no VolumeAttributesClass in storage.k8s.io/v1 (it comes with "
            "Kubernetes "
            "1.34) [schema-unknown-kind]\n");
        row("a field that is new", "1.33",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: c, image: i}]}\n", "");
    }

    void cases()
    {
        QFETCH(QByteArray, version);
        QFETCH(QByteArray, yaml);
        const KindSet kinds(*SchemaStore::ofVersion(version));
        const auto set = ResourceSet::build({{QString(), YamlStream::parse(yaml)}});
        QByteArray got;
        for (const Problem &problem : schemaProblems(*set, kinds)) {
            got += toText(problem).toUtf8() + '\n';
            for (const SchemaFix &fix : schemaFixesFor(*set, kinds, problem)) {
                const auto *edit = std::get_if<SetField>(&fix.edits.front());
                QVERIFY(edit && edit->value.string() && fix.edits.size() == 1);
                QCOMPARE(edit->path.toString(), u"apiVersion"_s);
                got += "-> " + edit->value.string()->toUtf8() + '\n';
                // What is left is clean.
                QByteArray mended = yaml;
                mended.replace(mended.indexOf(": ") + 2, mended.indexOf('\n') - mended.indexOf(": ") - 2,
                               edit->value.string()->toUtf8());
                QVERIFY(schemaProblems(*ResourceSet::build({{QString(), YamlStream::parse(mended)}}), kinds).empty());
            }
        }
        QTEST(got, "expected");
    }
};

QTEST_GUILESS_MAIN(TestLifecycle)
#include "tst_lifecycle.moc"
