// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/chartlines.h"
#include "model/kustomize/rendering.h"
#include "tests/model/kustomize/casefolder.h"
#include "tests/support/limits.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

// Where what helm rendered comes from.
class TestChartPlaces : public QObject
{
    Q_OBJECT

    CaseFolder m_folder;

private Q_SLOTS:
    void init() { m_folder.begin(); }

    // Lines of what a template made, and the template's.
    void chartLines_data()
    {
        QTest::addColumn<QByteArray>("rendered");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("lines"); // "line+columns" a line
        const auto row = [](const char *name, const QByteArray &rendered, const QByteArray &source,
                            const QByteArray &lines) { QTest::newRow(name) << rendered << source << lines; };
        row("the same", "a: 1\nb: 2\n", "a: 1\nb: 2\n", "1+4 2+4");
        row("a value", "a: 1\nb: x y\n", "a: {{ .x }}\nb: {{ .x }} y\n", "1+3 2+3");
        row("left out", "a: 1\nc: 3\n", "a: 1\n{{ if .b }}\nb: 2\n{{ end }}\nc: 3\n", "1+4 5+4");
        row("made by one", "a:\n  x: 1\n  y: 1\nb: 2\n", "a:\n  {{- toYaml .a | nindent 2 }}\nb: 2\n",
            "1+2 2+0 2+0 3+4");
        row("made by the nearest", "a:\n  x: 1\nq: 1\nb: 2\n",
            "a:\n  {{- toYaml .a | nindent 2 }}\n{{ include \"c\" . }}\nb: 2\n", "1+2 2+0 0+0 4+4");
        row("from elsewhere", "z: 1\ny: 1\n", "{{ include \"a\" . }}\n{{ include \"b\" . }}\n", "0+0 0+0");
        row("the second document", "kind: b\nx: 1\n", "kind: a\nx: 1\n---\nkind: b\nx: 1\n", "4+7 5+4");
        row("CRLF", "a: 1\nb: 2\n", "a: 1\r\nb: 2\r\n", "1+4 2+4");
        row("nothing in common", "a: 1\n", "b: 2\n", "0+0");
        row("no template", "a: 1\n\n", "", "0+0 0+0");
    }
    void chartLines()
    {
        QFETCH(QByteArray, rendered);
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, lines);
        qsizetype budget = 1000;
        QByteArrayList found;
        for (const TemplateLine &line : templateLines(rendered, source, budget))
            found += QByteArray::number(line.line) + '+' + QByteArray::number(line.columns);
        QCOMPARE(found.join(' '), lines);
    }

    // Without a budget only what is equal at both ends.
    void largeChartLines()
    {
        QByteArray rendered = "first: 1\n", source = "first: 1\n";
        for (int i = 0; i < 100000; ++i) {
            rendered += "  k: " + QByteArray::number(i) + '\n';
            source += "  k: {{ " + QByteArray::number(i) + " }}\n";
        }
        rendered += "last: 1\n";
        source += "last: 1\n";
        qsizetype budget = 20'000'000;
        QElapsedTimer clock;
        clock.start();
        const auto lines = templateLines(rendered, source, budget);
        QVERIFY(clock.elapsed() < support::maxMs);
        QCOMPARE(lines.front(), (TemplateLine{1, 8}));
        QCOMPARE(lines.back(), (TemplateLine{100002, 7}));
        QCOMPARE(lines[50].line, 0);
    }

    // A chart cannot name what is outside of it.
    void chartElsewhere()
    {
        m_folder.write(u"secret.yaml"_s, "a: 1\n");
        m_folder.write(u"c/Chart.yaml"_s, "name: c\n");
        const auto rendering = Rendering::chart(m_folder.root() + u"/c"_s, "---\n# Source: x/../secret.yaml\na: 1\n");
        Problem problem;
        problem.file = rendering->file();
        problem.line = 3;
        rendering->relocate(problem);
        QCOMPARE(problem.file, m_folder.root() + u"/c/Chart.yaml"_s);
        QCOMPARE(problem.line, 0);
    }

    void chartPlaces()
    {
        const auto rendering = Rendering::chart(u"c"_s, "---\n# Source: name/templates/a.yaml\na: 1\n---\n"
                                                        "# Source: name/charts/sub/templates/b.yaml\nb: 1\n");
        for (const auto &[line, file] : {std::pair(3, "c/templates/a.yaml"), {6, "c/charts/sub/templates/b.yaml"}}) {
            Problem problem;
            problem.file = rendering->file();
            problem.line = line;
            rendering->relocate(problem);
            QCOMPARE(problem.file, QString::fromLatin1(file));
            QCOMPARE(problem.line, 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestChartPlaces)
#include "tst_chartplaces.moc"
