// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/limits.h"
#include "model/document/document.h"
#include "model/relations/referencefixes.h"
#include "model/relations/referenceproblems.h"
#include "tests/model/relations/relationsupport.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace model;
using namespace Qt::StringLiterals;

class TestReferenceProblems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Each problem as text, with the bytes that it underlines; below it what each quick fix leaves behind.
    void cases_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("output");
        for (const test::Case &one : test::readCases(u"relations/problems.txt"_s))
            QTest::newRow(one.name.constData()) << one.input << one.output;
    }

    void cases()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, output);
        const auto set = test::load(input);
        const Edges edges = inferEdges(*set);
        QByteArray got;
        for (const Problem &problem : referenceProblems(*set, edges)) {
            const QByteArray underlined = input.mid(problem.span.begin, problem.span.size());
            got += toText(problem).toUtf8() + " <" + underlined + ">\n";
            for (const ReferenceFix &fix : fixesFor(*set, edges, problem))
                got += "  " + fix.text.toUtf8() + ": " + outcome(input, fix, problem) + '\n';
        }
        if (got != output) std::fputs(got.constData(), stderr); // Qt Test would cut it short
        QCOMPARE(QString::fromUtf8(got), QString::fromUtf8(output));
    }

    // Real applications, one file at a time: none has anything that only its own files could mend.
    void realManifests()
    {
        QByteArray errors;
        const QString data = QStringLiteral(KUBEWRIGHT_TEST_DATA) + u"/manifests"_s;
        QDirIterator files(data, {u"*.yaml"_s}, QDir::Files, QDirIterator::Subdirectories);
        QStringList paths;
        while (files.hasNext()) paths << files.next();
        paths.sort();
        QVERIFY(paths.size() > 200);
        for (const QString &path : std::as_const(paths)) {
            const auto set = ResourceSet::build({{path.mid(data.size() + 1), YamlStream::parse(test::readFile(path))}});
            for (const Problem &problem : referenceProblems(*set, inferEdges(*set)))
                if (problem.severity == Severity::Error) errors += toText(problem).toUtf8() + '\n';
        }
        QCOMPARE(QString::fromUtf8(errors), QString());
    }

    void tooMany()
    {
        // 600 Services that all select 600 Pods would be 360,000 edges.
        QByteArray yaml;
        for (int i = 0; i < 600; ++i) {
            const QByteArray n = QByteArray::number(i);
            yaml += "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p" + n + ", labels: {a: b}}\n";
            yaml += "---\napiVersion: v1\nkind: Service\nmetadata: {name: s" + n + "}\nspec: {selector: {a: b}}\n";
        }
        const auto set = test::load(yaml);
        const Edges edges = inferEdges(*set);
        QCOMPARE(edges.size(), limits::maxEdges);
        const Problems problems = referenceProblems(*set, edges);
        // Nothing about the Services whose edges were cut, and the place from which they were.
        QCOMPARE(problems.size(), 1u);
        QCOMPARE(problems[0].rule, u"reference-too-many"_s);
        QCOMPARE(problems[0].line, set->find(edges.back().holder)->firstLine + 4);
    }

    void tooManyBroken()
    {
        QByteArray yaml = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - envFrom:\n";
        for (int i = 0; i < 2005; ++i) yaml += "    - configMapRef: {name: gone-" + QByteArray::number(i) + "}\n";
        const auto set = test::load(yaml);
        Problems problems = referenceProblems(*set, inferEdges(*set));
        QCOMPARE(problems.size(), limits::maxReferenceProblems + 1);
        QCOMPARE(problems.back().rule, u"reference-too-many"_s);
        QCOMPARE(problems.back().line, 2007);
        QVERIFY(problems.back().message.startsWith(u"5 more"));
    }

    void tooManyComparisons()
    {
        // 4,000 selectors of two labels; each label is on 1,500 Pods, both on none.
        QByteArray yaml;
        for (int i = 0; i < 4000; ++i) {
            const QByteArray name = "metadata: {name: n" + QByteArray::number(i);
            yaml += "---\napiVersion: v1\nkind: Service\n" + name + "}\nspec: {selector: {a: b, c: d}}\n";
            if (i < 3000)
                yaml += "---\napiVersion: v1\nkind: Pod\n" + name + ", labels: {" + (i % 2 ? "a: b" : "c: d") + "}}\n";
        }
        const auto set = test::load(yaml);
        const Edges edges = inferEdges(*set);
        QVERIFY(!edges.empty());
        for (const Edge &edge : edges) QVERIFY(edge.broken && edge.from == edge.to);
        const Problems problems = referenceProblems(*set, edges);
        QVERIFY(std::any_of(problems.begin(), problems.end(),
                            [](const Problem &problem) { return problem.rule == u"reference-too-many"; }));
    }

    void aliasBomb()
    {
        QByteArray yaml = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - &c {envFrom: [";
        for (int i = 0; i < 500; ++i) yaml += "{configMapRef: {name: m" + QByteArray::number(i) + "}},";
        yaml += "]}\n";
        const auto few = test::load(yaml + QByteArray("  - *c\n").repeated(9));
        QCOMPARE(inferEdges(*few).size(), 5000u);
        const auto many = test::load(yaml + QByteArray("  - *c\n").repeated(100000));
        QCOMPARE(inferEdges(*many).size(), 0u);
    }

    void staleResourcesHaveNoPlace()
    {
        const QByteArray good = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {serviceAccountName: gone}\n";
        const auto before = test::load(good);
        QCOMPARE(referenceProblems(*before, inferEdges(*before)).size(), 1u);
        const auto after = ResourceSet::build({{u"a.yaml"_s, YamlStream::parse(good + "x: [\n")}}, before.get());
        const Edges edges = inferEdges(*after);
        QCOMPARE(edges.size(), 1u); // the last good graph stays
        QCOMPARE(referenceProblems(*after, edges).size(), 0u);
    }

private:
    // Whether the problem is gone after the fix, and whether others came.
    static QByteArray outcome(const QByteArray &input, const ReferenceFix &fix, const Problem &problem)
    {
        Document document;
        document.load(u"a.yaml"_s, input);
        const auto done = document.edit({fix.text}, fix.edits);
        if (!done) return "not compiled: " + done.error().message.toUtf8();
        const auto set = document.resources();
        const Problems left = referenceProblems(*set, inferEdges(*set));
        const bool stays = std::any_of(left.begin(), left.end(), [&](const Problem &other) {
            return other.rule == problem.rule && other.resource == problem.resource && other.field == problem.field;
        });
        return stays ? "stays" : "mended";
    }
};

QTEST_GUILESS_MAIN(TestReferenceProblems)
#include "tst_referenceproblems.moc"
