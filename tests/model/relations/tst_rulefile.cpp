// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/drawing.h"
#include "model/relations/rulefile.h"
#include "tests/model/relations/relationsupport.h"
#include "tests/support/limits.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace model;
using namespace Qt::StringLiterals;

// Rule files: what is taken, what is refused, and that nothing in one can hurt.
class TestRuleFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wellKnown()
    {
        const auto rules = readFieldRules(
            test::readFile(QStringLiteral(KUBEWRIGHT_SOURCE_DIR) + u"/resources/edges/wellknown.yaml"_s), u"w"_s);
        QVERIFY2(rules.ok(), rules.ok() ? "" : qPrintable(rules.error().toString()));
        QCOMPARE(wellKnownFieldRules().size(), rules->size());
        for (const FieldRule &rule : *rules) // each says something that its relation doesn't
            QVERIFY(!rule.explanation.isEmpty() || rule.relation != Relation::Reference);
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const QByteArray &rule, const QString &error) {
            QTest::newRow(name) << "edges:\n- " + rule << u"f:2:"_s + error;
        };
        QTest::newRow("no YAML") << "a: [\n"_ba << u"f:"_s;
        QTest::newRow("no list") << "a: b\n"_ba << u"f:1:1: a rule file has a list \"edges\""_s;
        QTest::newRow("a scalar") << "x\n"_ba << u"f:1:1: a rule file has a list \"edges\""_s;
        QTest::newRow("aliases") << "edges: [&a {}, *a]\n"_ba << u"f:1:1: a rule file has no aliases"_s;
        row("no mapping", "x", u"3: a rule is a mapping"_s);
        row("unknown field", "{of: a.b/C, too: D}", u"15: a rule has no field \"too\""_s);
        row("no holder", "{at: spec, name: n, to: D}", u"3: \"of\" must be a kind: group/Kind, or \"workload\""_s);
        row("no target", "{of: C, at: spec, name: n}", u"3: a rule needs \"to\" or \"selects\""_s);
        row("both", "{of: C, at: s, to: D, selects: E}", u"22: a rule has \"to\" or \"selects\", not both"_s);
        row("no kind", "{of: C, at: s, name: n, to: a b}", u"31: \"a b\" is no kind"_s);
        row("no path", "{of: C, at: 's[', name: n, to: D}", u"15: at is no path"_s);
        row("empty step", "{of: C, at: s..t, name: n, to: D}", u"15: at is no path"_s);
        row("no name", "{of: C, at: spec, to: D}", u"3: a rule needs \"name\": the field that has the name"_s);
        row("foreign word", "{of: C, at: s, name: n, to: D, rule: owner}",
            u"40: \"owner\" is no rule that a file can add to"_s);
        row("scope", "{of: C, at: s, name: n, to: D, scope: x}", u"41: scope must be namespace or cluster"_s);
        row("no flag", "{of: C, at: s, selects: D, plain: 3}", u"37: plain must be true or false"_s);
        row("a list for a text", "{of: C, at: [s], name: n, to: D}", u"15: at must be a short text"_s);
        row("two selected", "{of: C, at: s, selects: [D, E]}", u"27: a selector selects one kind"_s);
        QTest::newRow("too large") << QByteArray(maxRuleFileBytes + 1, ' ') << u"f: a rule file has at most 1 MiB"_s;
        QTest::newRow("too many") << "edges:\n" + QByteArray("- {of: C, at: s, name: n, to: D}\n").repeated(1001)
                                  << u"f:2:1: a rule file has at most 1000 rules"_s;
        QTest::newRow("twice") << "edges: []\nedges: []\n"_ba << u"f:2:1: "_s;
    }
    void refused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, error);
        const auto rules = readFieldRules(text, u"f"_s);
        QVERIFY(!rules.ok());
        QVERIFY2(rules.error().toString().startsWith(error), qPrintable(rules.error().toString()));
    }

    void emptyFiles()
    {
        for (const QByteArray &text : {""_ba, "# nothing\n"_ba, "edges: []\n"_ba, "{\"edges\": []}"_ba})
            QVERIFY(readFieldRules(text, u"f"_s).valueOr({FieldRule()}).empty());
    }

    // A file of the user's adds edges, explains them, and they are drawn and deleted like the others.
    void installed()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"edges.yaml"_s);
        test::writeFile(path, "edges:\n"
                              "- {of: example.com/Route, at: 'spec.backends[]', name: service.name, to: Service, "
                              "portField: port, explain: Goes there.}\n"
                              "- {of: example.com/Watcher, at: spec.pods, selects: workload, plain: true}\n"
                              "- {of: workload, at: 'extras[]', to: ConfigMap}\n");
        QVERIFY(installRuleFiles({folder.filePath(u"missing.yaml"_s), path}).ok());
        const auto set =
            test::load("apiVersion: example.com/v1\nkind: Route\nmetadata: {name: r}\n"
                       "spec: {backends: [{service: {name: s, port: 81}}]}\n---\n"
                       "apiVersion: example.com/v1\nkind: Watcher\nmetadata: {name: w}\n"
                       "spec: {pods: {app: a}}\n---\n"
                       "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: a}}\n"
                       "spec: {extras: [c, 3]}\n---\n"
                       "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n---\n"
                       "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{port: 80}]}\n");
        const Edges edges = inferEdges(*set);
        QCOMPARE(QString::fromUtf8(test::print(edges)),
                 u"Pod/p -reference-> ConfigMap/c @spec.extras[0]\n"
                 "Pod/p -reference-> ConfigMap/3 @spec.extras[1] !ConfigMap 3 is not in these files\n"
                 "Route/r -reference-> Service/s @spec.backends[0].service.name \":81\" !Service s has no port 81\n"
                 "Watcher/w -selects-> Pod/p @spec.pods \"app=a\"\n"_s);
        QCOMPARE(explain(edges[2]), u"Goes there."_s);
        QCOMPARE(explain(edges[3]), explain(Relation::Selects));
        const auto deleted = deleteEdge(*set, edges[2]);
        QVERIFY(deleted.ok());
        QCOMPARE(std::get<RemoveField>(deleted->at(0)).path.toString(), u"spec.backends"_s);
        const ResourceKey route = set->resources()[0].key, service = set->resources()[4].key;
        const auto drawn = drawEdge(*test::load("apiVersion: example.com/v1\nkind: Route\nmetadata: {name: r}\n---\n"
                                                "apiVersion: v1\nkind: Service\nmetadata: {name: s}\n"
                                                "spec: {ports: [{port: 80}]}\n"),
                                    route, service, Relation::Reference);
        QVERIFY(drawn.ok());
        QCOMPARE(std::get<SetField>(drawn->at(0)).path.toString(), u"spec.backends[0]"_s);
        FieldRules::install({});
        QCOMPARE(inferEdges(*set).size(), 0u);
    }

    void noPlainFile()
    {
        QTemporaryDir folder;
        QCOMPARE(installRuleFiles({folder.path()}).error().code, Error::Code::Unsupported);
        test::writeFile(folder.filePath(u"x"_s), "edges: 1\n");
        QCOMPARE(installRuleFiles({folder.filePath(u"x"_s)}).error().where->file, folder.filePath(u"x"_s));
    }

    // Whatever bytes a file has, it is read or refused, soon.
    void anything()
    {
        const QByteArray good =
            test::readFile(QStringLiteral(KUBEWRIGHT_SOURCE_DIR) + u"/resources/edges/wellknown.yaml"_s);
        std::mt19937 random(4); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
        QElapsedTimer timer;
        timer.start();
        int taken = 0;
        for (int i = 0; i < 300; ++i) {
            QByteArray text = good.left(2000);
            for (int change = 0; change < 4; ++change)
                text[qsizetype(random() % size_t(text.size()))] = "{}[]:,&*-\"' \nxa.\0"[random() % 17];
            taken += readFieldRules(text, u"f"_s).ok();
        }
        QVERIFY(taken < 300);
        QVERIFY(timer.elapsed() < support::maxMs);
    }
};

QTEST_GUILESS_MAIN(TestRuleFile)
#include "tst_rulefile.moc"
