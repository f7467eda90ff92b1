// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/checker.h"
#include "model/kustomize/rendering.h"
#include "tests/model/kustomize/casefolder.h"
#include "tests/support/limits.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

// What is said in files about rules, once they are rendered.
class TestCarriedIgnores : public QObject
{
    Q_OBJECT

    CaseFolder m_folder;

    // What two practice rules, and those about ignoring, find in a rendering: where it comes from.
    QByteArray advice(const QString &folder) const
    {
        const auto rendering = Rendering::kustomize(m_folder.root() + u'/' + folder);
        Problems problems = rendering->problems();
        const auto set = ResourceSet::build({{rendering->file(), YamlStream::parse(rendering->text())}});
        for (Problem problem : Checker().check(*set)) {
            const bool isAsked = problem.rule == "image-latest"_L1 || problem.rule == "resources-unset"_L1 ||
                                 problem.rule.startsWith("rules-"_L1);
            if (!isAsked) continue;
            rendering->relocate(problem);
            problem.message.clear();
            problem.fix.clear();
            problems.push_back(std::move(problem));
        }
        sortProblems(problems);
        return m_folder.print(std::move(problems));
    }

private Q_SLOTS:
    void init() { m_folder.begin(); }

    // Comments and annotations in a file hold for what is made from it.
    void ignoredInFiles_data()
    {
        QTest::addColumn<QByteArray>("base");
        QTest::addColumn<QByteArray>("over");
        QTest::addColumn<QByteArray>("found");
        const QByteArray head = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n";
        const QByteArray two = "  - name: a\n    image: a\n  - name: b\n    image: b\n";
        const QByteArray latest = ": warning:  [image-latest]\n", unset = ": warning:  [resources-unset]\n";
        const auto row = [](const char *name, const QByteArray &base, const QByteArray &over, const QByteArray &found) {
            QTest::newRow(name) << base << over << found;
        };
        const QByteArray b = "base/pod.yaml:";
        row("none", head + two, "", b + "6:5" + unset + b + "7:12" + latest + b + "8:5" + unset + b + "9:12" + latest);
        row("annotation",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {kubewright.io/ignore: "
            "'image-latest,resources-unset'}}\nspec:\n  containers:\n" +
                two,
            "", "");
        row("above", "# kubewright:ignore image-latest it is a toy\n---\n" + head + two, "",
            b + "8:5" + unset + b + "10:5" + unset);
        row("behind a line",
            head + "  - name: a # kubewright:ignore resources-unset\n    image: a\n"
                   "  - name: b\n    image: b # kubewright:ignore image-*,nothing-here so\n",
            "",
            b + "7:12" + latest + b + "8:5" + unset +
                "base/pod.yaml:9:14: warning: there is no rule “nothing-here” to ignore [rules-ignore-unknown]\n");
        row("before a line",
            head + "  # kubewright:ignore resources-unset\n  - name: a\n    # kubewright:ignore image-latest\n"
                   "    image: a\n",
            "", "");
        row("flow", head + "  - {name: a, image: a} # kubewright:ignore resources-unset,image-latest\n", "", "");
        row("in a text", head + "  - name: a\n    image: 'a # kubewright:ignore image-latest'\n", "",
            b + "6:5" + unset);
        row("of a patch", head + two,
            "patches:\n- patch: |\n    # kubewright:ignore resources-unset what it says\n    apiVersion: v1\n"
            "    kind: Pod\n    metadata: {name: p}\n    spec:\n      containers:\n"
            "      - name: a\n        image: other # kubewright:ignore image-latest\n",
            b + "8:5" + unset + b + "9:12" + latest);
        // The line goes on being that line.
        row("changed by a kustomization", head + "  - name: a\n    image: a # kubewright:ignore image-latest\n",
            "images: [{name: a, newName: c}]\n", "base/pod.yaml:6:5" + unset);
        row("in the kustomization", head + "  - name: a\n    image: a\n",
            "images: [{name: a, newName: c}] # kubewright:ignore image-latest\n", "base/pod.yaml:6:5" + unset);
    }
    void ignoredInFiles()
    {
        QFETCH(QByteArray, base);
        QFETCH(QByteArray, over);
        QFETCH(QByteArray, found);
        m_folder.write(u"base/kustomization.yaml"_s, "resources: [pod.yaml]\n");
        m_folder.write(u"base/pod.yaml"_s, base);
        m_folder.write(u"over/kustomization.yaml"_s, "resources: [../base]\n" + over);
        QCOMPARE(advice(u"over"_s), found);
    }

    // Many comments for many fields: in bounded time and text.
    void manyComments()
    {
        QByteArray rules, text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n", above;
        for (int i = 0; i < 1000; ++i) {
            rules += "r" + QByteArray::number(i) + ',';
            above += "# kubewright:ignore q" + QByteArray::number(i) + '\n';
        }
        for (int i = 0; i < 9000; ++i)
            text += "  k" + QByteArray::number(i) + ": x # kubewright:ignore z" + QByteArray::number(i) + '\n';
        m_folder.write(u"kustomization.yaml"_s, "resources: [a.yaml, b.yaml]\n");
        m_folder.write(u"a.yaml"_s, above + text);
        QByteArray flow = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata: {";
        for (int i = 0; i < 50000; ++i) flow += "k" + QByteArray::number(i) + ": x, ";
        m_folder.write(u"b.yaml"_s, flow + "} # kubewright:ignore " + rules + "\n");
        QElapsedTimer clock;
        clock.start();
        const auto rendering = Rendering::kustomize(m_folder.root());
        QVERIFY(clock.elapsed() < support::maxMs);
        QVERIFY(rendering->text().size() < 2'000'000);
        QCOMPARE(ResourceSet::build({{rendering->file(), YamlStream::parse(rendering->text())}})->resources().size(),
                 size_t(2));
    }

    void ignoredText()
    {
        m_folder.write(u"kustomization.yaml"_s, "resources: [a.yaml]\nnamePrefix: x-\n");
        m_folder.write(u"a.yaml"_s, "# kubewright:ignore secret-* test\napiVersion: v1\nkind: ConfigMap\n"
                                    "metadata: {name: a} # kubewright:ignore label-x,label-y\ndata:\n"
                                    "  # kubewright:ignore text-rule\n  b: |\n    c\n    # kubewright:ignore no\n");
        const auto rendering = Rendering::kustomize(m_folder.root());
        QByteArray text = rendering->text();
        QCOMPARE(text.replace(m_folder.root().toUtf8() + '/', ""),
                 "# kubewright:ignore-rendered secret-* a.yaml:1\napiVersion: v1\nkind: ConfigMap\n"
                 "metadata: # kubewright:ignore-rendered label-x,label-y a.yaml:4\n"
                 "  name: x-a # kubewright:ignore-rendered label-x,label-y a.yaml:4\ndata:\n"
                 "  b: | # kubewright:ignore-rendered text-rule a.yaml:6\n    c\n    # kubewright:ignore no\n"_ba);
    }
};

QTEST_GUILESS_MAIN(TestCarriedIgnores)
#include "tst_carriedignores.moc"
