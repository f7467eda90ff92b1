// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/checker.h"
#include "model/document/document.h"
#include "model/rules/catalogue.h"
#include "model/rules/practice.h"
#include "tests/support/limits.h"
#include "tests/support/testdata.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

const QString file = u"a.yaml"_s;

// "=== RULE" (in corners.txt "RULE: what is looked at"), a bad example, "==ok", a good one, "==>", what is found in the
// bad one and what its quick fixes change.
struct Case
{
    QByteArray title, bad, good, output;

    QByteArray rule() const { return title.split(':').first(); }
};

const QString all = u"cases"_s, corners = u"corners"_s;

std::vector<Case> readCases(const QString &name)
{
    std::vector<Case> cases;
    QByteArray Case::*part = nullptr;
    for (const QByteArray &line : support::readTestData(u"rules/%1.txt"_s.arg(name)).split('\n')) {
        if (line.startsWith("=== ")) {
            cases.push_back({line.mid(4), {}, {}, {}});
            part = &Case::bad;
        } else if (line == "==ok") {
            part = &Case::good;
        } else if (line == "==>") {
            part = &Case::output;
        } else if (part && !line.isEmpty()) {
            cases.back().*part += line + '\n';
        }
    }
    return cases;
}

// Every rule, with what those need that say nothing by themselves.
constexpr char everything[] = "rules:\n  enable: '*'\n  parameters:\n"
                              "    image-registry: {registries: [registry.example.com]}\n"
                              "    label-required: {labels: [owner]}\n"
                              "    annotation-required: {annotations: [example.com/email]}\n";

Problems check(const ResourceSet &set)
{
    static const QString path = [] {
        const QString name = QDir::tempPath() + u"/kubewright-%1.rules"_s.arg(QCoreApplication::applicationPid());
        QFile out(name);
        if (out.open(QIODevice::WriteOnly)) out.write(everything);
        return name;
    }();
    Checker checker;
    auto rules = RuleSettingsSearch::ofFile(path);
    if (!rules) qFatal("%s", qPrintable(rules.error().message));
    checker.setRules(*std::move(rules));
    return checker.check(set);
}

Problems of(const Problems &problems, const QByteArray &rule)
{
    Problems some;
    std::copy_if(problems.begin(), problems.end(), std::back_inserter(some),
                 [&rule](const Problem &problem) { return problem.rule == QString::fromLatin1(rule); });
    return some;
}

// The lines that went and came.
QByteArray difference(const QByteArray &before, const QByteArray &after)
{
    QList<QByteArray> gone = before.split('\n'), come = after.split('\n');
    while (!gone.isEmpty() && !come.isEmpty() && gone.first() == come.first()) gone.removeFirst(), come.removeFirst();
    while (!gone.isEmpty() && !come.isEmpty() && gone.last() == come.last()) gone.removeLast(), come.removeLast();
    QByteArray out;
    for (const QByteArray &line : gone) out += "  -" + line + '\n';
    for (const QByteArray &line : come) out += "  +" + line + '\n';
    return out;
}

QByteArray fixed(const QByteArray &text, const ReferenceFix &fix, const Problem &problem)
{
    Document document;
    document.load(file, text);
    const auto done = document.edit({fix.text}, fix.edits);
    QByteArray out = "  fix: " + fix.text.toUtf8() + '\n';
    if (!done) return out + "  not compiled: " + done.error().message.toUtf8() + '\n';
    out += difference(text, document.text(file));
    for (const Problem &left : of(check(*document.resources()), problem.rule.toLatin1()))
        if (left.field == problem.field) out += "  it stays\n";
    return out;
}

QByteArray found(const QByteArray &text, const QByteArray &rule)
{
    Document document;
    document.load(file, text);
    const auto set = document.resources();
    QByteArray out;
    for (const Problem &problem : of(check(*set), rule)) {
        out += toText(problem).toUtf8() + " @" + problem.field.toString().toUtf8() + " <" +
               text.mid(problem.span.begin, problem.span.size()) + ">\n";
        for (const ReferenceFix &fix : fixesFor(*set, *RuleSettings::read({}, everything), problem))
            out += fixed(text, fix, problem);
    }
    return out;
}

// With KUBEWRIGHT_RECORD=FOLDER the cases are written there with what is found now, to be read before they are kept.
bool record(const QString &name)
{
    const QString folder = qEnvironmentVariable("KUBEWRIGHT_RECORD");
    if (folder.isEmpty()) return true;
    QByteArray text;
    for (const Case &one : readCases(name))
        text += "=== " + one.title + '\n' + one.bad + "==ok\n" + one.good + "==>\n" + found(one.bad, one.rule()) + '\n';
    QFile out(u"%1/%2.txt"_s.arg(folder, name));
    return out.open(QIODevice::WriteOnly) && out.write(text) == text.size();
}

int errors(const Problems &problems)
{
    return int(std::count_if(problems.begin(), problems.end(),
                             [](const Problem &problem) { return problem.severity == Severity::Error; }));
}

} // namespace

class TestPracticeRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cases_data()
    {
        QTest::addColumn<QByteArray>("bad");
        QTest::addColumn<QByteArray>("good");
        QTest::addColumn<QByteArray>("output");
        for (const QString &name : {all, corners})
            for (const Case &one : readCases(name))
                QTest::newRow(one.title.constData()) << one.bad << one.good << one.output;
    }

    void cases()
    {
        QFETCH(QByteArray, bad);
        QFETCH(QByteArray, good);
        QFETCH(QByteArray, output);
        const QByteArray rule = Case{QTest::currentDataTag(), {}, {}, {}}.rule();
        QVERIFY(!output.isEmpty());
        QCOMPARE(QString::fromUtf8(found(bad, rule)), QString::fromUtf8(output));
        QCOMPARE(QString::fromUtf8(found(good, rule)), QString());
        // An example that is no manifest shows nothing.
        Document document;
        document.load(file, good);
        for (const Problem &problem : check(*document.resources()))
            QVERIFY2(problem.layer == Layer::Practice || problem.severity != Severity::Error,
                     qPrintable(toText(problem)));
    }

    void everyRuleHasACase()
    {
        std::vector<QByteArray> rules;
        for (const Case &one : readCases(all)) rules.push_back(one.title);
        QVERIFY(record(all) && record(corners));
        std::sort(rules.begin(), rules.end());
        QCOMPARE(rules, practiceRuleIds());
        QVERIFY(rules.size() >= 60);
    }

    // Its own texts are what a newcomer reads first: whole sentences, and a phrase that goes into brackets.
    void texts()
    {
        for (const PracticeRule &rule : practiceRules()) {
            const QString fix = QString::fromUtf8(rule.fix);
            QVERIFY2(QString::fromUtf8(rule.what).endsWith(u'.') && QString::fromUtf8(rule.why).endsWith(u'.'),
                     rule.id);
            QVERIFY2(!fix.isEmpty() && !fix.endsWith(u'.'), rule.id);
            QVERIFY2(bool(rule.check.resource) != bool(rule.check.container), rule.id);
            QVERIFY2(!rule.gathered ||
                         (QByteArray(rule.gathered).contains("%1") && QByteArray(rule.gathered).contains("%2")),
                     rule.id);
        }
    }

    // Every quick fix on real applications: it can be carried out, the problem is gone, and nothing else breaks.
    void fixesMendRealManifests()
    {
        int tried = 0;
        QStringList failures;
        QDirIterator files(support::testDataPath(u"manifests"_s), {u"*.yaml"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile in(files.next());
            QVERIFY(in.open(QIODevice::ReadOnly));
            const QByteArray text = in.readAll();
            const auto set = ResourceSet::build({{file, YamlStream::parse(text)}});
            const Problems before = check(*set);
            const auto settings = RuleSettings::read({}, everything);
            QSet<QString> rules; // each rule once a file
            for (const Problem &problem : before) {
                const auto fixes = fixesFor(*set, *settings, problem);
                if (fixes.empty() || rules.contains(problem.rule)) continue;
                rules.insert(problem.rule);
                ++tried;
                const QString what = in.fileName() + u' ' + toText(problem);
                Document document;
                document.load(file, text);
                if (const auto done = document.edit({fixes[0].text}, fixes[0].edits); !done) {
                    failures += what + u" -> "_s + done.error().message;
                    continue;
                }
                const Problems after = check(*document.resources());
                const auto stays = [&](const Problem &other) {
                    return other.rule == problem.rule && other.resource == problem.resource &&
                           other.field == problem.field;
                };
                if (std::any_of(after.begin(), after.end(), stays)) failures += what + u" -> stays"_s;
                if (errors(after) > errors(before)) failures += what + u" -> breaks something"_s;
            }
        }
        QCOMPARE(failures.join(u'\n'), QString());
        QVERIFY2(tried > 300, qPrintable(QString::number(tried)));
    }

    void gathersWhatIsAdviceForMany()
    {
        QByteArray yaml;
        for (int i = 0; i < 8; ++i) {
            const QByteArray name = "w" + QByteArray::number(i);
            yaml += "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: " + name +
                    ", namespace: " + (i == 7 ? "other" : "shop") +
                    "}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: " + name +
                    "}}\n  template:\n    metadata: {labels: {app: " + name +
                    "}}\n    spec: {containers: [{name: a, image: 'a:1'}, {name: b, image: 'b:1'}]}\n";
        }
        Document document;
        document.load(file, yaml);
        QStringList messages;
        for (const Problem &problem : of(check(*document.resources()), "scale-no-budget"))
            messages += u"%1 %2"_s.arg(problem.line).arg(problem.message);
        QCOMPARE(messages.join(u'\n'),
                 u"4 7 workloads with several replicas have no PodDisruptionBudget: w0, w1, w2, w3, w4 and 2 more\n"
                 "74 Deployment other/w7: no PodDisruptionBudget is for its 2 Pods"_s);
    }

    // A resource of a controller's, a refused one and a stale one are left alone.
    void leavesAlone()
    {
        const QByteArray pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  hostNetwork: true\n"
                               "  containers: [{name: a, image: a}]\n";
        Document document;
        document.load(file, pod);
        QCOMPARE(of(check(*document.resources()), "host-network").size(), 1u);
        document.load(file, QByteArray(pod).replace("  name: p\n",
                                                    "  name: p\n  ownerReferences: [{kind: ReplicaSet, name: r}]\n"));
        QCOMPARE(of(check(*document.resources()), "host-network").size(), 0u);
        const auto before = ResourceSet::build({{file, YamlStream::parse(pod)}});
        const auto broken = ResourceSet::build({{file, YamlStream::parse(pod + "x: [\n")}}, before.get());
        QCOMPARE(of(check(*broken), "host-network").size(), 0u);
    }

    void hostile_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray head = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n";
        QByteArray many = head + "  containers:\n";
        for (int i = 0; i < 100000; ++i) many += "  - {name: c" + QByteArray::number(i) + ", image: nginx}\n";
        QTest::newRow("100,000 containers") << many;
        QByteArray bomb = head + "  containers:\n  - &c {name: a, image: b, env: [" +
                          QByteArray("{name: A, value: $(B)},").repeated(500) + "]}\n";
        QTest::newRow("aliases") << bomb + QByteArray("  - *c\n").repeated(100000);
        QTest::newRow("wrong types")
            << head + "  containers: {a: [b]}\n  volumes: 7\n  securityContext: []\n  tolerations: x\n";
        QTest::newRow("items of wrong types")
            << head + "  containers: [1, [2], null, {name: {}, env: x, ports: [1], resources: []}]\n";
        QTest::newRow("long value") << "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: p}\ndata:\n  password: " +
                                           QByteArray(4 << 20, '$') + '\n';
        QTest::newRow("many keys") << "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: p}\ndata:\n" + [] {
            QByteArray data;
            for (int i = 0; i < 100000; ++i) data += "  password" + QByteArray::number(i) + ": abc\n";
            return data;
        }();
    }
    void hostile()
    {
        QFETCH(QByteArray, text);
        const auto set = ResourceSet::build({{file, YamlStream::parse(text)}});
        QElapsedTimer clock;
        clock.start();
        const Problems problems = check(*set);
        QVERIFY2(clock.elapsed() < support::maxMs, qPrintable(QString::number(clock.elapsed())));
        const auto practice = std::count_if(problems.begin(), problems.end(),
                                            [](const Problem &problem) { return problem.layer == Layer::Practice; });
        QVERIFY(size_t(practice) <= RuleFindings::maximum);
    }
};

QTEST_GUILESS_MAIN(TestPracticeRules)
#include "tst_practicerules.moc"
