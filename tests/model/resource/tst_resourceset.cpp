// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/limits.h"
#include "model/document/checker.h"
#include "model/resource/resourceset.h"
#include "tests/support/limits.h"

#include <QElapsedTimer>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

using Texts = QList<QByteArray>;

std::shared_ptr<const ResourceSet> load(const Texts &texts, const ResourceSet *previous = nullptr)
{
    std::vector<SourceFile> files;
    YamlBudget budget;
    for (const QByteArray &text : texts) {
        const QString path = u"%1.yaml"_s.arg(QChar(u'a' + int(files.size())));
        const SourceFile *before = previous ? previous->file(path) : nullptr;
        files.push_back({path, YamlStream::parse(text, before ? &before->stream : nullptr, &budget)});
    }
    return ResourceSet::build(std::move(files), previous);
}

// The ids of the resources, with "-" those that are left out, and the problems.
QByteArray print(const ResourceSet &set)
{
    QByteArray out;
    for (const Resource &resource : set.resources()) out += resource.key.id().toUtf8() + '\n';
    for (const Resource &resource : set.leftOut()) out += "- " + resource.key.id().toUtf8() + '\n';
    for (const Problem &problem : set.problems()) out += toText(problem).toUtf8() + '\n';
    return out;
}

QByteArray aliasBomb(int levels)
{
    QByteArray text =
        "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec:\n  a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
    for (int i = 1; i < levels; ++i) {
        const QByteArray last = "*a" + QByteArray::number(i - 1) + ',', name = "a" + QByteArray::number(i);
        text += "  " + name + ": &" + name + " [" + last.repeated(9).chopped(1) + "]\n";
    }
    return text;
}

const QByteArray config = "apiVersion: v1\nkind: ConfigMap\n";

} // namespace

class TestResourceSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sets_data()
    {
        QTest::addColumn<QList<QByteArray>>("texts");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const Texts &texts, const char *expected) {
            QTest::newRow(name) << texts << QByteArray(expected);
        };
        const QByteArray job = "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: pi-}\n";
        row("generated names", {job + "---\n" + job + "---\n" + job},
            "batch/Job//pi-*\nbatch/Job//pi-*2\nbatch/Job//pi-*3\n");
        const QByteArray kustomization = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
        row("no names", {kustomization, kustomization, kustomization + "metadata: {name: null}\n"},
            "kustomize.config.k8s.io/Kustomization//\nkustomize.config.k8s.io/Kustomization//*2\n"
            "kustomize.config.k8s.io/Kustomization//*3\n");
        row("misspelled names", {config + "metadata: {nam: a}\n", config + "metadata: {nam: a}\n"},
            "/ConfigMap//\n/ConfigMap//*2\n");
        row("twice", {config + "metadata: {name: a}\n", "# x\n---\n" + config + "metadata: {name: a}\n"},
            "/ConfigMap//a\n- /ConfigMap//a\n"
            "b.yaml:3:1: error: ConfigMap a is defined twice; the other is at a.yaml:1:1 [duplicate-resource]\n");
        row("twice where nothing else is said",
            {config + "metadata: {name: a}\n", config + "metadata: {name: a, namespace: default}\n",
             config + "metadata: {name: a, namespace: other}\n"},
            "/ConfigMap//a\n/ConfigMap/default/a\n/ConfigMap/other/a\n"
            "b.yaml:1:1: warning: ConfigMap default/a is defined twice where no other namespace is asked for, which "
            "means "
            "default; the other is at a.yaml:1:1 [duplicate-resource]\n");
        const QByteArray role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n";
        row("twice without namespaces", {role + "metadata: {name: a}\n", role + "metadata: {name: a, namespace: x}\n"},
            "rbac.authorization.k8s.io/ClusterRole//a\n- rbac.authorization.k8s.io/ClusterRole//a\n"
            "b.yaml:1:1: error: ClusterRole a is defined twice; the other is at a.yaml:1:1 [duplicate-resource]\n");
        row("no name in a sentence",
            {"apiVersion: v1\nkind: Namespace\nmetadata: {name: ''}\n", "apiVersion: v1\nkind: Namespace\n"},
            "/Namespace//\n/Namespace//*2\n");
        row("a typed list", {"apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n- {kind: Pod}\n"},
            "/Pod//a\na.yaml:5:3: error: not a Kubernetes resource: \"apiVersion\" is missing [yaml-not-a-resource]\n");
        row("an untyped list", {"apiVersion: v1\nkind: List\nitems:\n- metadata: {name: a}\n"},
            "a.yaml:4:3: error: not a Kubernetes resource: \"kind\" is missing [yaml-not-a-resource]\n");
        row("lists in lists",
            {"apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: List\n  items:\n  - {apiVersion: v1, kind: "
             "Pod, "
             "metadata: {name: a}}\n  - {kind: PodList, apiVersion: v1, items: [{metadata: {name: b}}, {}]}\n- "
             "{apiVersion: v1, "
             "kind: Pod, metadata: {name: c}}\n- {}\n"},
            "/Pod//a\n/Pod//b\n/Pod//\n/Pod//c\n"
            "a.yaml:10:3: error: not a Kubernetes resource: \"kind\" is missing [yaml-not-a-resource]\n");
        row("lists in lists without an end",
            {QByteArray("{apiVersion: v1, kind: List, items: [").repeated(11) + QByteArray("]}").repeated(11)},
            "a.yaml:1:371: error: not a Kubernetes resource: lists are nested too deeply [yaml-not-a-resource]\n");
        row("JSON, several lines, and more than bytes",
            {"{\"kind\": \"List\", \"apiVersion\": \"v1\",\n\t\"items\": [\n\t\t{\"metadata\": {\"name\": \"名\"}}, "
             "7]}\n"},
            "a.yaml:3:3: error: not a Kubernetes resource: \"kind\" is missing [yaml-not-a-resource]\n"
            "a.yaml:3:32: error: not a Kubernetes resource: it is not a mapping [yaml-not-a-resource]\n");
        row("a list of nothing", {"apiVersion: v1\nkind: List\nitems: null\n"}, "");
        row("not JSON", {config + "metadata: {name: a}\ndata: .inf\n"},
            "/ConfigMap//a\n"
            "a.yaml:4:7: error: JSON has no such number; as text it needs quotes [yaml-not-json]\n");
        row("tag", {config + "metadata: {name: a}\ndata: !!int foo\n"},
            "/ConfigMap//a\n"
            "a.yaml:4:13: error: the text does not fit its tag tag:yaml.org,2002:int [yaml-bad-tag]\n");
        row("merge", {config + "metadata: {name: a}\nx: &l [1]\ndata: {<<: *l}\n"},
            "/ConfigMap//a\n"
            "a.yaml:5:12: error: << takes a mapping or a list of mappings [yaml-bad-merge]\n");
        row("behind the end", {config + "metadata: {name: a}\n...\nx: 1\n"},
            "/ConfigMap//a\n"
            "a.yaml:5:1: warning: kubectl does not read what follows here [yaml-ignored-text]\n");
        row("key twice", {config + "kind: ConfigMap\nmetadata: {name: a}\n"},
            "/ConfigMap//a\n"
            "a.yaml:3:1: error: the key \"kind\" is there twice [yaml-duplicate-key]\n");
        row("few aliases", {aliasBomb(3)}, "example.com/Thing//a\n");
        row("alias bomb", {aliasBomb(4)},
            "example.com/Thing//a\n"
            "a.yaml:8:28: error: the aliases stand for too much: kubectl refuses the document "
            "[yaml-excessive-aliases]\n");
    }

    void sets()
    {
        QFETCH(QList<QByteArray>, texts);
        const auto set = load(texts);
        QTEST(print(*set), "expected");
        // Read again after an edit elsewhere, and after the first file has gone, it is the same.
        const auto more = load(texts + Texts{config + "metadata: {name: other}\n"}, set.get());
        QTEST(print(*load(texts, more.get())), "expected");
        Texts empty = texts;
        empty[0].clear();
        QCOMPARE(print(*load(empty, set.get())), print(*load(empty)));
        QTEST(print(*load(texts, load(empty).get())), "expected");
    }

    void brokenTextKeepsUnnamed()
    {
        const QByteArray job = "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: pi-}\n";
        const auto before = load({job + "---\n" + job + "---\n" + job});
        const auto after = load({job + "---\n" + job + "x: [\n---\n" + job}, before.get());
        QCOMPARE(after->resources().size(), 3u);
        QVERIFY(after->resources()[1].stale);
    }

    void leftOutIsChecked()
    {
        const auto set = load({config + "metadata: {name: a}\n---\n" + config + "metadata: {name: a}\ndta: {}\n"});
        const Problems problems = Checker().check(*set);
        QCOMPARE(problems.size(), 2u);
        QCOMPARE(problems[1].rule, u"schema-unknown-field"_s);
        QCOMPARE(problems[1].line, 8);
    }

    // Ten thousand of everything that people have in one folder.
    void realSizesAreWhole()
    {
        QByteArray many, list = "apiVersion: v1\nkind: List\nitems:\n";
        for (int i = 0; i < 10000; ++i) {
            const QByteArray name = "{name: a" + QByteArray::number(i);
            many += "---\n" + config + "metadata: " + name + "}\n";
            list += "- {apiVersion: v1, kind: Secret, metadata: " + name + "}}\n";
        }
        const auto set = load({many, list});
        QCOMPARE(set->resources().size(), 20000u);
        QCOMPARE(set->problems().size(), 0u);
    }

    void limits_data()
    {
        QTest::addColumn<QList<QByteArray>>("texts");
        QTest::addColumn<int>("resources");
        QTest::addColumn<QByteArray>("last"); // problem
        const int documents = limits::maxDocuments;
        const auto row = [](const char *name, const Texts &texts, size_t resources, const QByteArray &last) {
            QTest::newRow(name) << texts << int(resources) << last;
        };
        row("documents", {QByteArray("a: 1\n---\n").repeated(documents + 5) + "a: 1\n"}, 0,
            "a.yaml:200001:1: error: more than 100000 documents or 4000000 nodes in one set of files; 6 documents from "
            "here on are not read [yaml-syntax]");
        row("documents of two files",
            {QByteArray("# x\n---\n").repeated(documents - 1) + "# x\n", config + "metadata: {name: a}\n"}, 0,
            "b.yaml:1:1: error: more than 100000 documents or 4000000 nodes in one set of files; 1 documents from here "
            "on are not read [yaml-syntax]");
        const QByteArray large = "x: [" + QByteArray("a,").repeated(2100000) + "]\n---\n";
        row("nodes", {large.repeated(4) + config + "metadata: {name: a}\n"}, 0,
            "a.yaml:5:1: error: more than 100000 documents or 4000000 nodes in one set of files; 3 documents from here "
            "on are not read [yaml-syntax]");
        QByteArray list = "{apiVersion: v1, kind: List, items: [";
        QByteArray items;
        for (int i = 0; i < 25500; ++i)
            items += "{apiVersion: a, kind: A, metadata: {generateName: a" + QByteArray::number(i) + "}},\n";
        list += items + "]}\n---\n";
        row("resources", {list.repeated(4)}, limits::maxResources,
            "a.yaml:100007:1: error: more than 100000 resources in one set of files; 2000 of them are left out "
            "[too-many-resources]");
    }

    void limits()
    {
        QFETCH(QList<QByteArray>, texts);
        QFETCH(int, resources);
        QFETCH(QByteArray, last);
        const auto set = load(texts);
        QCOMPARE(int(set->resources().size()), resources);
        const Problems &problems = set->problems();
        QVERIFY(std::any_of(problems.begin(), problems.end(),
                            [&](const Problem &problem) { return toText(problem).toUtf8() == last; }));
    }

    // One line of JSON with a fault in each of its items: as many problems as are listed, and one more, in little time.
    void manyProblems()
    {
        QByteArray text = "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [";
        for (int i = 0; i < 90000; ++i) text += "{\"kind\": \"ConfigMap\", \"n\": " + QByteArray::number(i) + "},";
        text.chop(1);
        QElapsedTimer timer;
        timer.start();
        const auto set = load({text + "]}"});
        QCOMPARE(set->problems().size(), limits::maxProblems + 1);
        const Problem &last = set->problems().back();
        QCOMPARE(last.rule, u"too-many-problems"_s);
        QVERIFY2(last.message.contains(QString::number(90000 - limits::maxProblems)), qPrintable(last.message));
        QVERIFY(last.column > 500000);
        QCOMPARE(Checker().check(*set), set->problems()); // not cut again
        QVERIFY2(timer.elapsed() < support::maxMs, "hostile input is answered in 10 s");
    }
};

QTEST_GUILESS_MAIN(TestResourceSet)
#include "tst_resourceset.moc"
