// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/limits.h"
#include "model/relations/referenceproblems.h"
#include "tests/model/relations/relationsupport.h"

#include <QTest>

#include <algorithm>
#include <ctime>

using namespace model;
using namespace Qt::StringLiterals;

// The cases of references and selectors that want to be endless; numbers are those of the list of hostile input.
class TestHostileRelations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_begin = std::clock(); }
    // Of this process: a busy machine is no fault of ours.
    void cleanup() { QVERIFY2((std::clock() - m_begin) / CLOCKS_PER_SEC < 10, "hostile input is answered in 10 s"); }

    void case38_cycleAndSelf()
    {
        const auto owned = [](const char *name, const char *owner) {
            return QByteArray("apiVersion: v1\nkind: Pod\nmetadata: {name: ") + name +
                   ", ownerReferences: [{apiVersion: v1, kind: Pod, name: " + owner + ", uid: u}]}\n---\n";
        };
        const auto set = test::load(owned("a", "b") + owned("b", "c") + owned("c", "a") + owned("self", "self"));
        const Edges edges = inferEdges(*set);
        QCOMPARE(QString::fromUtf8(test::print(edges)), u"Pod/b -owner-> Pod/a @metadata.ownerReferences[0]\n"
                                                        "Pod/c -owner-> Pod/b @metadata.ownerReferences[0]\n"
                                                        "Pod/a -owner-> Pod/c @metadata.ownerReferences[0]\n"
                                                        "Pod/self -owner-> Pod/self @metadata.ownerReferences[0]\n"_s);
        QVERIFY(referenceProblems(*set, edges).empty());
    }

    // The garbage collector looks for an owner in the namespace of what is owned, whatever is elsewhere.
    void case38_otherNamespaceAndMissing()
    {
        const auto set = test::load("apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: a, ownerReferences: "
                                    "[{apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: u}]}\n---\n"
                                    "apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: r, namespace: b}\n"_ba);
        const Edges edges = inferEdges(*set);
        QCOMPARE(
            QString::fromUtf8(test::print(edges)),
            u"ReplicaSet/a/r -owner-> Pod/a/p @metadata.ownerReferences[0] !ReplicaSet a/r is not in these files\n"_s);
        QCOMPARE(referenceProblems(*set, edges).size(), 1u);
    }

    void case38_hundredThousandChildren()
    {
        QByteArray yaml = "apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: r}\n";
        constexpr int children = 99998; // one more is one more than a set has
        for (int i = 0; i < children; ++i)
            yaml += "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p" + QByteArray::number(i) +
                    ", ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: u}]}\n";
        const auto set = test::load(yaml);
        const Edges edges = inferEdges(*set);
        QCOMPARE(edges.size(), size_t(children));
        QVERIFY(std::all_of(edges.begin(), edges.end(), [&](const Edge &edge) { return edge.from.name == u"r"; }));
    }

    // 3,000 policies that each select everything in every namespace would be 9,000,000 edges.
    void everybodyMayCallEverybody()
    {
        QByteArray yaml;
        for (int i = 0; i < 3000; ++i) {
            const QByteArray n = QByteArray::number(i);
            yaml += "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: n" + n + "}\n";
            yaml += "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: np, namespace: n" +
                    n + "}\nspec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}\n";
        }
        const auto set = test::load(yaml);
        const Edges edges = inferEdges(*set);
        QVERIFY(edges.size() <= limits::maxEdges);
        const Problems problems = referenceProblems(*set, edges);
        QVERIFY(std::any_of(problems.begin(), problems.end(),
                            [](const Problem &problem) { return problem.rule == u"reference-too-many"; }));
    }

    // Selectors that only say what must not be there can't be looked up.
    void negativeSelectors()
    {
        QByteArray yaml;
        for (int i = 0; i < 3000; ++i) {
            const QByteArray n = QByteArray::number(i);
            yaml += "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p" + n + ", labels: {a: b}}\n";
            yaml += "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b" + n +
                    "}\nspec: {selector: {matchExpressions: [{key: a, operator: NotIn, values: [b]}]}}\n";
        }
        const auto set = test::load(yaml);
        const Edges edges = inferEdges(*set);
        QVERIFY(std::all_of(edges.begin(), edges.end(), [](const Edge &edge) { return edge.broken; }));
        QVERIFY(!edges.empty());
        QVERIFY(!referenceProblems(*set, edges).empty());
    }

    // A pattern with three lists in a document that repeats itself.
    void aliasesBelowLists()
    {
        QByteArray yaml = "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: g}\nspec:\n"
                          "  listeners:\n  - &l {tls: {certificateRefs: &c [";
        for (int i = 0; i < 300; ++i) yaml += "{name: s" + QByteArray::number(i) + "},";
        yaml += "]}}\n" + QByteArray("  - *l\n").repeated(3000);
        const auto set = test::load(yaml);
        QVERIFY(inferEdges(*set).size() <= limits::maxEdges);
    }

private:
    std::clock_t m_begin = 0;
};

QTEST_GUILESS_MAIN(TestHostileRelations)
#include "tst_hostilerelations.moc"
