// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/offline/offlinecheck.h"
#include "model/diff/linediff.h"
#include "model/document/checker.h"
#include "model/document/document.h"
#include "model/document/quickfixes.h"
#include "model/relations/infer.h"
#include "tests/support/testdata.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace model;

// Real manifests with one fault each: tests/data/broken/*.txt says what is found then, and what its quick fixes make of
// it. tests/data/broken/README has the form.
namespace {

struct Case
{
    QByteArray name, manifest, hunk, output;
};

std::vector<Case> readCases(const QString &table)
{
    std::vector<Case> cases;
    bool isOutput = false;
    for (const QByteArray &line : support::readTestData(u"broken/"_s + table).split('\n')) {
        if (line.startsWith("=== ")) {
            cases.push_back({line.mid(4), {}, {}, {}});
            isOutput = false;
        } else if (cases.empty() || line.startsWith('#') || line.isEmpty()) {
            continue;
        } else if (cases.back().manifest.isEmpty()) {
            cases.back().manifest = line;
        } else if (line == "==>") {
            isOutput = true;
        } else {
            (isOutput ? cases.back().output : cases.back().hunk) += line + '\n';
        }
    }
    return cases;
}

QStringList tables()
{
    return QDir(support::testDataPath(u"broken"_s)).entryList({u"*.txt"_s}, QDir::Files, QDir::Name);
}

// The lines of the hunk that stand there before ('-' and ' ') or after ('+' and ' ') it.
QByteArray side(const QByteArray &hunk, char sign)
{
    QByteArray out;
    for (const QByteArray &line : hunk.split('\n'))
        if (!line.isEmpty() && (line[0] == sign || line[0] == ' ')) out += line.mid(1) + '\n';
    return out;
}

// Empty: the lines are not there exactly once.
QByteArray breakIt(const QByteArray &text, const QByteArray &hunk)
{
    const QByteArray all = '\n' + text + (text.endsWith('\n') ? "" : "\n");
    const QByteArray before = '\n' + side(hunk, '-');
    const qsizetype at = all.indexOf(before);
    if (at < 0 || all.indexOf(before, at + 1) >= 0) return {};
    return (all.left(at) + '\n' + side(hunk, '+') + all.mid(at + before.size())).mid(1);
}

// Two problems are the same wherever the lines have gone.
QString identity(const Problem &problem)
{
    return u"%1 %2 %3 %4"_s.arg(problem.rule, problem.resource.title(), problem.field.toString(), problem.message);
}

// What is in the second list and not in the first.
Problems newOnes(const Problems &before, const Problems &after)
{
    QStringList known;
    for (const Problem &problem : before) known += identity(problem);
    Problems out;
    for (const Problem &problem : after)
        if (!known.removeOne(identity(problem))) out.push_back(problem);
    return out;
}

// Only the lines that go and come; a file's last line may be without an end.
QByteArray difference(const QByteArray &before, const QByteArray &after)
{
    QByteArray out;
    const auto lines = unifiedDiff(u"a"_s, before, after).split('\n');
    for (const QByteArray &line : lines.mid(2)) // behind the headers
        if (line.startsWith('-') || line.startsWith('+')) out += "    " + line + '\n';
    return out;
}

QByteArray say(const Problem &problem)
{
    const QString fix = problem.fix.isEmpty() ? QString() : u" ("_s + problem.fix + u')';
    const QString field = problem.field.isEmpty() ? u"-"_s : problem.field.toString();
    return u"%1 %2 %3 %4: %5%6\n"_s
        .arg(toWord(problem.severity), problem.rule, QString::number(problem.line), field, problem.message, fix)
        .toUtf8();
}

QByteArray outcome(const Case &one, QStringList &failures)
{
    const QString file = u"a"_s + QFileInfo(QString::fromUtf8(one.manifest)).suffix().prepend(u'.');
    const QByteArray real = support::readTestData(u"manifests/"_s + QString::fromUtf8(one.manifest));
    const QByteArray broken = breakIt(real, one.hunk);
    if (broken.isEmpty()) return "the hunk is not there exactly once\n";
    Checker checker;
    checker.setApiCheck(practice::offlineCheck());
    Document good, bad;
    good.load(file, real);
    bad.load(file, broken);
    const Problems before = checker.check(*good.resources());
    const auto set = bad.resources();
    const Problems found = newOnes(before, checker.check(*set));
    QByteArray out;
    if (found.size() != 1) failures += QString::fromUtf8(one.name) + u": it has not one fault"_s;
    for (const Problem &problem : found) {
        out += say(problem);
        const auto fixes = quickFixesFor(*set, {}, inferEdges(*set), *RuleSettings::defaults(), problem);
        if (fixes.empty()) out += "  no fix\n";
        for (const QuickFix &fix : fixes) {
            Document document;
            document.load(file, broken);
            out += "  " + fix.text.toUtf8();
            const auto changes = changesOf(*document.resources(), fix);
            if (!changes) {
                failures += QString::fromUtf8(one.name) + u": "_s + changes.error().message;
                continue;
            }
            document.perform({fix.text, Origin::QuickFix}, *changes);
            const QByteArray text = document.text(file);
            const bool isAsBefore = text == real || text == real + '\n';
            out += isAsBefore ? ": as it was\n" : ":\n" + difference(broken, text);
            for (const Problem &left : newOnes(before, checker.check(*document.resources()))) {
                out += "    left: " + say(left);
                if (identity(left) == identity(problem))
                    failures += QString::fromUtf8(one.name) + u": the fix mends nothing"_s;
            }
        }
    }
    return out.isEmpty() ? "nothing\n" : out;
}

} // namespace

class BrokenManifestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cases_data()
    {
        QTest::addColumn<QByteArray>("manifest");
        QTest::addColumn<QByteArray>("hunk");
        QTest::addColumn<QByteArray>("output");
        for (const QString &table : tables())
            for (const Case &one : readCases(table))
                QTest::addRow("%s: %s", qPrintable(table), one.name.constData())
                    << one.manifest << one.hunk << one.output;
    }

    void cases()
    {
        QFETCH(QByteArray, manifest);
        QFETCH(QByteArray, hunk);
        QFETCH(QByteArray, output);
        QStringList failures;
        const QByteArray got = outcome({QTest::currentDataTag(), manifest, hunk, {}}, failures);
        QCOMPARE(QString::fromUtf8(got), QString::fromUtf8(output));
        QVERIFY2(failures.isEmpty(), qPrintable(failures.join(u'\n')));
    }

    // With KUBEWRIGHT_RECORD=FOLDER the tables are written there with what is found now, to be read before they are
    // kept.
    void names()
    {
        const QString folder = qEnvironmentVariable("KUBEWRIGHT_RECORD");
        QStringList names;
        for (const QString &table : tables()) {
            QByteArray record;
            QStringList failures;
            for (const Case &one : readCases(table)) {
                names += table + u' ' + QString::fromUtf8(one.name);
                if (!folder.isEmpty())
                    record += "=== " + one.name + '\n' + one.manifest + '\n' + one.hunk + "==>\n" +
                              outcome(one, failures) + '\n';
            }
            if (folder.isEmpty()) continue;
            QFile out(folder + u'/' + table);
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(record);
        }
        QVERIFY2(!names.isEmpty(), "there are no cases yet");
        QCOMPARE(names.removeDuplicates(), 0);
    }
};

QTEST_GUILESS_MAIN(BrokenManifestsTest)
#include "tst_brokenmanifests.moc"
