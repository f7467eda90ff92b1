// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/checker.h"
#include "model/document/document.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace model;

namespace {

const QString file = u"a.yaml"_s;

QByteArray printed(const Problems &problems)
{
    QByteArray out;
    for (const Problem &problem : problems)
        out += toText(problem).toUtf8() + " <" + QByteArray::number(problem.span.begin) + ">\n";
    return out;
}

constexpr char text[] =
    "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector: {app: web}\n  port: 80\n"
    "---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels: {app: web}\nspec:\n"
    "  containers:\n  - name: c\n    image: nginx\n    imagePullPolicy: Sometimes\n"
    "    envFrom:\n    - configMapRef: {name: gone}\n"
    "---\na: [\n";

} // namespace

class CheckerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheProblemsOfEveryLayer()
    {
        Document document;
        document.load(file, text);
        QStringList rules;
        for (const Problem &problem : Checker().check(*document.resources())) rules.append(problem.rule);
        QVERIFY2(rules.contains(u"yaml-syntax"_s), qPrintable(rules.join(u' ')));
        QVERIFY2(rules.contains(u"schema-unknown-field"_s), qPrintable(rules.join(u' ')));
        QVERIFY2(rules.contains(u"schema-enum"_s), qPrintable(rules.join(u' ')));
        QVERIFY2(rules.contains(u"reference-missing"_s), qPrintable(rules.join(u' ')));
    }

    // What is remembered says the same as checking everything anew, wherever the documents went.
    void remembersTheSame()
    {
        Document document;
        document.load(file, text);
        Checker checker;
        QRandomGenerator random(7);
        for (int i = 0; i < 300; ++i) {
            const QByteArray now = document.text(file);
            const qsizetype offset = i % 3 ? random.bounded(int(now.size())) : 0;
            const QByteArray added = QList<QByteArray>({"#\n", "x", "---\n", "\n", ""}).at(random.bounded(5));
            const qsizetype gone = i % 5 ? 0 : 1;
            document.perform({u"Typing"_s, Origin::Text}, {{TextChange{file, offset, now.mid(offset, gone), added}}});
            QCOMPARE(printed(checker.check(*document.resources())), printed(Checker().check(*document.resources())));
        }
    }

    // The second definition of a resource gets its advice as soon as it is the only one.
    void takesOverFromADuplicate()
    {
        const QByteArray pod =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {hostPID: true, containers: []}\n";
        Document document;
        document.load(file, "# first\n" + pod + "---\n# second\n" + pod);
        Checker checker;
        const auto lines = [&] {
            QList<int> all;
            for (const Problem &problem : checker.check(*document.resources()))
                if (problem.rule == u"host-pid") all += problem.line;
            return all;
        };
        QCOMPARE(lines(), QList<int>({5}));
        document.perform({u"Typing"_s, Origin::Text}, {{TextChange{file, 0, "# first\n" + pod + "---\n", {}}}});
        QCOMPARE(lines(), QList<int>({5}));
        QCOMPARE(printed(checker.check(*document.resources())), printed(Checker().check(*document.resources())));
    }
};

QTEST_GUILESS_MAIN(CheckerTest)
#include "tst_checker.moc"
