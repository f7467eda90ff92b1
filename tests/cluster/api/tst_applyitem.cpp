// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/applyitem.h"
#include "model/resource/resourceset.h"

#include <QTest>

using cluster::ApplyItem;
using model::Error;
using namespace Qt::StringLiterals;

class TestApplyItem : public QObject
{
    Q_OBJECT

    static std::shared_ptr<const model::ResourceSet> load(const QByteArray &yaml)
    {
        return model::ResourceSet::build({{u"a.yaml"_s, model::YamlStream::parse(yaml)}});
    }

private Q_SLOTS:
    void writesJsonAsKubectlReadsYaml_data()
    {
        QTest::addColumn<QByteArray>("yaml"); // of the field data
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char *name, const char *yaml, const char *json) {
            QTest::newRow(name) << QByteArray(yaml) << QByteArray(json);
        };
        row("words", "{a: no, b: 'no', c: ~, d: text}", R"({"a":false,"b":"no","c":null,"d":"text"})");
        row("exact integers", "[9007199254740993, 18446744073709551615, -1, 0777]",
            "[9007199254740993,18446744073709551615,-1,511]");
        row("reals", "[1.5, 1e3, 0.1]", "[1.5,1000,0.1]");
        row("escapes", "\"q\\\" b\\\\ n\\n t\\u0001 \\u540d\"", "\"q\\\" b\\\\ n\\n t\\u0001 \xe5\x90\x8d\"");
        row("aliases and merges", "{a: &x {k: 1}, b: *x, c: {<<: *x, l: 2}}",
            R"({"a":{"k":1},"b":{"k":1},"c":{"l":2,"k":1}})");
        row("keys that are no strings", "{1: a, true: b}", R"({"1":"a","true":"b"})");
        row("empty", "{a: {}, b: [], c: ''}", R"({"a":{},"b":[],"c":""})");
    }
    void writesJsonAsKubectlReadsYaml()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QByteArray, json);
        const auto set = load("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: " + yaml + "\n");
        QCOMPARE(set->resources().size(), size_t(1));
        const auto item = cluster::applyItemOf(set->resources()[0], 7);
        QVERIFY(item.ok());
        QCOMPARE(item->body, R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":)" + json + "}");
        QCOMPARE(item->source, 7);
        QCOMPARE(item->key.name, u"a"_s);
    }

    void tellsTheKindOfItemsOfATypedList()
    {
        const auto set = load("apiVersion: v1\nkind: ConfigMapList\nitems:\n- {metadata: {name: a}}\n");
        QCOMPARE(set->resources().size(), size_t(1));
        QCOMPARE(cluster::applyItemOf(set->resources()[0], 0)->body,
                 QByteArray(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}})"));
    }

    void madeUpNamesAreNone()
    {
        const QByteArray role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {%1}\n---\n";
        const auto unnamed = load(QByteArray(role).replace("%1", "") + QByteArray(role).replace("%1", ""));
        QCOMPARE(unnamed->resources().size(), 2u);
        for (const model::Resource &resource : unnamed->resources()) {
            const auto item = cluster::applyItemOf(resource, 0);
            QVERIFY(item && item->key.name.isEmpty());
        }
        // A server makes names only for what is created, never for what is applied.
        const auto generated = load(QByteArray(role).replace("%1", "generateName: a-"));
        const auto item = cluster::applyItemOf(generated->resources()[0], 0);
        QVERIFY(!item && item.error().message.contains(u"generateName"_s));
    }

    void takesItemsOfAList()
    {
        const auto set =
            load("apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n"
                 "- {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}\n");
        QCOMPARE(set->resources().size(), size_t(2));
        QCOMPARE(cluster::applyItemOf(set->resources()[1], 0)->body,
                 QByteArray(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}})"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<int>("code");
        QTest::newRow("not a number") << QByteArray(".nan") << int(Error::Code::Invalid);
        QTest::newRow("infinite") << QByteArray("-.inf") << int(Error::Code::Invalid);
        QTest::newRow("too large") << QByteArray(4 << 20, 'x') << int(Error::Code::TooLarge);
        QTest::newRow("too deep") << QByteArray(1100, '[') + QByteArray(1100, ']') << int(Error::Code::TooLarge);
    }
    void refuses()
    {
        QFETCH(QByteArray, yaml);
        const auto set = load("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: " + yaml + "\n");
        QCOMPARE(set->resources().size(), size_t(1));
        const auto item = cluster::applyItemOf(set->resources()[0], 0);
        QVERIFY(!item);
        QTEST(int(item.error().code), "code");
        QCOMPARE(item.error().where->file, u"a.yaml"_s);
        QCOMPARE(item.error().where->line, 1);
    }

    // The model calls such a resource "a-*" or not at all; a server would make a name at each apply, another one.
    void generatedNames()
    {
        const auto set = load("apiVersion: v1\nkind: Pod\nmetadata:\n  generateName: a-\n");
        QCOMPARE(set->resources().size(), size_t(1));
        const auto item = cluster::applyItemOf(set->resources()[0], 0);
        QVERIFY(!item);
        QCOMPARE(item.error().code, Error::Code::Invalid);
        QVERIFY(item.error().message.contains("server-side apply needs a name"_L1));
        QCOMPARE(item.error().where->line, 4);
    }

    void order()
    {
        QList<ApplyItem> items;
        const auto add = [&](const QString &group, const QString &kind) {
            items.append({.key = {group, kind, {}, QString::number(items.size())}, .apiVersion = {}, .body = {}});
        };
        add(u"admissionregistration.k8s.io"_s, u"ValidatingWebhookConfiguration"_s);
        add(u"networking.k8s.io"_s, u"Ingress"_s);
        add(u"apps"_s, u"Deployment"_s);
        add(u"example.com"_s, u"Widget"_s);
        add(u"example.com"_s, u"Namespace"_s); // not the Namespace
        add(QString(), u"Service"_s);
        add(QString(), u"PersistentVolumeClaim"_s);
        add(QString(), u"ConfigMap"_s);
        add(QString(), u"Secret"_s);
        add(u"rbac.authorization.k8s.io"_s, u"RoleBinding"_s);
        add(u"rbac.authorization.k8s.io"_s, u"Role"_s);
        add(QString(), u"ServiceAccount"_s);
        add(u"apiextensions.k8s.io"_s, u"CustomResourceDefinition"_s);
        add(QString(), u"Namespace"_s);
        add(u"apps"_s, u"StatefulSet"_s);
        QStringList kinds;
        for (const ApplyItem &item : cluster::inApplyOrder(items)) kinds.append(item.key.kind + item.key.name);
        QCOMPARE(kinds.join(u' '),
                 u"Namespace13 CustomResourceDefinition12 ServiceAccount11 Role10 RoleBinding9 ConfigMap7 Secret8 "
                 "PersistentVolumeClaim6 Service5 Deployment2 StatefulSet14 Widget3 Namespace4 Ingress1 "
                 "ValidatingWebhookConfiguration0"_s);
    }

    void targets_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("ns");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("own namespace") << u"Pod"_s << u"web"_s << u"a"_s << u"/api/v1/namespaces/web/pods/a"_s;
        QTest::newRow("default namespace") << u"Pod"_s << QString() << u"a"_s << u"/api/v1/namespaces/ctx/pods/a"_s;
        QTest::newRow("cluster-scoped") << u"Node"_s << QString() << u"a"_s << u"/api/v1/nodes/a"_s;
        QTest::newRow("unknown kind") << u"Widget"_s << QString() << u"a"_s << u"this cluster has no Widget in v1"_s;
        QTest::newRow("no name") << u"Pod"_s << QString() << QString()
                                 << u"the Pod has no name; server-side apply needs one"_s;
        QTest::newRow("path in the name")
            << u"Pod"_s << QString() << u"../../nodes/a"_s << u"\"../../nodes/a\" can't be a name"_s;
        QTest::newRow("dots") << u"Pod"_s << QString() << u".."_s << u"\"..\" can't be a name"_s;
    }
    void targets()
    {
        QFETCH(QString, kind);
        QFETCH(QString, ns);
        QFETCH(QString, name);
        cluster::ApiResources resources;
        resources.add({QString(), u"v1"_s, u"Pod"_s, u"pods"_s, u"pod"_s, true, {}, {}});
        resources.add({QString(), u"v1"_s, u"Node"_s, u"nodes"_s, u"node"_s, false, {}, {}});
        const auto target =
            cluster::applyTarget({.key = {{}, kind, ns, name}, .apiVersion = u"v1"_s, .body = {}}, resources, u"ctx"_s);
        QTEST(target ? target->path() : target.error().message, "outcome");
    }
};

QTEST_GUILESS_MAIN(TestApplyItem)
#include "tst_applyitem.moc"
