// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/document.h"
#include "model/relations/drawing.h"
#include "tests/model/relations/relationsupport.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

const QString file = u"a.yaml"_s;

// Edges that a has and b has not.
Edges minus(const Edges &a, const Edges &b)
{
    Edges rest;
    std::copy_if(a.begin(), a.end(), std::back_inserter(rest),
                 [&](const Edge &edge) { return std::find(b.begin(), b.end(), edge) == b.end(); });
    return rest;
}

Edges of(const Edges &edges, Relation relation)
{
    Edges rest;
    std::copy_if(edges.begin(), edges.end(), std::back_inserter(rest),
                 [&](const Edge &edge) { return edge.relation == relation; });
    return rest;
}

// The lines that differ, "-old" and "+new", with as many as possible kept.
QByteArray difference(const QByteArray &before, const QByteArray &after)
{
    const QList<QByteArray> a = before.split('\n'), b = after.split('\n');
    const auto width = size_t(b.size() + 1);
    std::vector<int> common((size_t(a.size()) + 1) * width); // of a from i and b from j
    const auto at = [&](qsizetype i, qsizetype j) -> int & { return common[size_t(i) * width + size_t(j)]; };
    for (qsizetype i = a.size() - 1; i >= 0; --i)
        for (qsizetype j = b.size() - 1; j >= 0; --j)
            at(i, j) = a[i] == b[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    QByteArray out;
    for (qsizetype i = 0, j = 0; i < a.size() || j < b.size();) {
        if (i < a.size() && j < b.size() && a[i] == b[j])
            ++i, ++j;
        else if (j == b.size() || (i < a.size() && at(i + 1, j) >= at(i, j + 1)))
            out += '-' + a[i++] + '\n';
        else
            out += '+' + b[j++] + '\n';
    }
    return out;
}

ResourceKey find(const ResourceSet &set, const QByteArray &kindAndName)
{
    for (const Resource &resource : set.resources())
        if ((resource.key.kind + u'/' + resource.key.name).toUtf8() == kindAndName) return resource.key;
    return {{}, u"?"_s, {}, QString::fromUtf8(kindAndName)};
}

std::optional<Relation> relationOf(const QByteArray &word)
{
    for (const EdgeRule &rule : edgeRules())
        if (rule.word == QString::fromUtf8(word)) return rule.relation;
    return std::nullopt;
}

} // namespace

class TestDrawing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // "draw RELATION Kind/name Kind/name" or "delete RELATION Kind/name Kind/name" on the first line, then the YAML;
    // what comes out is the changed lines, or the sentence why not.
    void cases_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("output");
        for (const test::Case &one : test::readCases(u"relations/drawing.txt"_s))
            QTest::newRow(one.name.constData()) << one.input << one.output;
    }

    void cases()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, output);
        const qsizetype line = input.indexOf('\n');
        const QList<QByteArray> words = input.left(line).split(' ');
        QCOMPARE(words.size(), 4);
        const QByteArray before = input.mid(line + 1);
        Document document;
        document.load(file, before);
        const ResourceKey from = find(*document.resources(), words[2]), to = find(*document.resources(), words[3]);
        const auto relation = relationOf(words[1]);
        QVERIFY(relation);
        Result<Edits> edits = drawEdge(*document.resources(), from, to, *relation);
        if (words[0] == "delete") {
            const Edges edges = of(inferEdges(*document.resources()), *relation);
            const auto edge =
                std::find_if(edges.begin(), edges.end(), [&](const Edge &e) { return e.from == from && e.to == to; });
            QVERIFY(edge != edges.end());
            edits = deleteEdge(*document.resources(), *edge);
        }
        QByteArray got;
        if (!edits)
            got = edits.error().message.toUtf8() + '\n';
        else if (const auto done = document.edit({u"edge"_s}, *edits); !done)
            got = "not compiled: " + done.error().message.toUtf8() + '\n';
        else
            got = difference(before, document.text(file));
        QCOMPARE(QString::fromUtf8(got), QString::fromUtf8(output));
    }

    // Whatever may be drawn between any two resources is one new edge, and deleting it leaves everything else.
    void everyPair_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const auto set = test::load(pairs());
        for (const Resource &from : set->resources())
            for (const Resource &to : set->resources())
                QTest::addRow("%s to %s", qPrintable(from.key.title()), qPrintable(to.key.title()))
                    << from.key.id().toUtf8() << to.key.id().toUtf8();
    }

    void everyPair()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        const ResourceKey first = ResourceKey::fromId(QString::fromUtf8(from));
        const ResourceKey second = ResourceKey::fromId(QString::fromUtf8(to));
        Document document;
        document.load(file, pairs());
        const Edges before = inferEdges(*document.resources());
        const PossibleRelations possible = possibleRelations(*document.resources(), first, second);
        QCOMPARE(possible.relations.empty(), !possible.whyNot.isEmpty());
        for (const Relation relation : possible.relations) {
            const auto edits = drawEdge(*document.resources(), first, second, relation);
            QVERIFY(edits);
            QVERIFY(document.edit({u"draw"_s}, *edits));
            const Edges drawn = inferEdges(*document.resources());
            const Edges fresh = of(minus(drawn, before), relation);
            QCOMPARE(fresh.size(), 1u);
            QCOMPARE(fresh[0].from, first);
            QCOMPARE(fresh[0].to, second);
            QVERIFY2(!fresh[0].broken, qPrintable(fresh[0].reason));
            // Drawn once, it can't be drawn again, but for one more port.
            if (relation != Relation::ServicePort) QVERIFY(!drawEdge(*document.resources(), first, second, relation));

            checkDeleted(document, before, drawn, fresh[0]);
            document.load(file, pairs());
        }
    }

    void everyRuleIsDrawnOrSaysWhyNot()
    {
        const auto set = test::load(pairs());
        QSet<int> drawn;
        for (const Resource &from : set->resources())
            for (const Resource &to : set->resources())
                for (const Relation relation : possibleRelations(*set, from.key, to.key).relations)
                    drawn.insert(int(relation));
        // What only the cluster can write, and what a resource is from the start.
        const QSet<int> never{int(Relation::Owner), int(Relation::CustomInstance)};
        for (const EdgeRule &rule : edgeRules())
            QVERIFY2(drawn.contains(int(rule.relation)) != never.contains(int(rule.relation)), qPrintable(rule.word));
    }

    void goneFieldAndGhosts()
    {
        const auto set =
            test::load("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {serviceAccountName: a}\n"_ba);
        const ResourceKey pod = set->resources()[0].key;
        Edge edge = inferEdges(*set).at(0);
        QVERIFY(edge.broken);
        QVERIFY(deleteEdge(*set, edge));
        edge.field = FieldPath{u"spec"_s, u"serviceAccount"_s};
        QCOMPARE(deleteEdge(*set, edge).error().code, Error::Code::NotFound);
        QCOMPARE(drawEdge(*set, pod, edge.to, Relation::ServiceAccount).error().code, Error::Code::NotFound);
        QCOMPARE(possibleRelations(*set, pod, edge.to).whyNot, u"ServiceAccount a is not in these files"_s);
    }

private:
    // Deleting it takes nothing else along, and leaves the text as it was, but for what stays on purpose.
    static void checkDeleted(Document &document, const Edges &before, const Edges &drawn, const Edge &edge)
    {
        const auto removal = deleteEdge(*document.resources(), edge);
        if (edge.relation == Relation::PolicySelector) { // it would be about every Pod
            QCOMPARE(removal.error().code, Error::Code::Unsupported);
            return;
        }
        QVERIFY(removal);
        QVERIFY(document.edit({u"delete"_s}, *removal));
        const Edges left = inferEdges(*document.resources());
        QCOMPARE(of(minus(left, before), edge.relation).size(), 0u);
        const Edges gone = minus(drawn, left);
        QVERIFY(std::all_of(gone.begin(), gone.end(), [&](const Edge &other) {
            return other == edge || (edge.relation == Relation::ServiceSelector && other.from == edge.from);
        }));
        if (!minus(before, drawn).empty()) return; // it took another one's place
        for (const QByteArray &line : difference(pairs(), document.text(file)).split('\n'))
            QVERIFY2(line.isEmpty() || staysOnPurpose(line, edge.relation), line.constData());
    }

    // Parents that were not there; of selectors also the labels that they needed, and a Service's first port.
    static bool staysOnPurpose(const QByteArray &line, Relation relation)
    {
        static const QSet<Relation> selectors{Relation::ServiceSelector,    Relation::ServicePort,
                                              Relation::DisruptionSelector, Relation::PolicyFrom,
                                              Relation::PolicyTo,           Relation::Selects};
        static const QRegularExpression parent(u"^[+-] *([a-zA-Z]+:|- \\{\\}|[a-zA-Z]+: \\{\\})$"_s);
        static const QRegularExpression more(
            u"^[+-] *(- )?((app|name|port|targetPort|protocol): [a-zA-Z0-9-]+|(metadata|spec): \\{.*\\})$"_s);
        const QString text = QString::fromUtf8(line);
        return parent.match(text).hasMatch() || (selectors.contains(relation) && more.match(text).hasMatch());
    }

    static QByteArray pairs()
    {
        return test::readFile(QStringLiteral(KUBEWRIGHT_TEST_DATA) + u"/relations/pairs.yaml"_s);
    }
};

QTEST_GUILESS_MAIN(TestDrawing)
#include "tst_drawing.moc"
