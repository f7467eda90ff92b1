// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/checker.h"
#include "model/rules/settingssearch.h"
#include "tests/support/limits.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

constexpr char pod[] = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  hostNetwork: true\n"
                       "  containers:\n  - name: a\n    image: nginx\n    resources: {limits: {cpu: 1, memory: 1Gi}}\n";

void write(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) file.write(text);
}

std::shared_ptr<const ResourceSet> load(const std::vector<std::pair<QString, QByteArray>> &files)
{
    std::vector<SourceFile> sources;
    for (const auto &[path, text] : files) sources.push_back({path, YamlStream::parse(text)});
    return ResourceSet::build(std::move(sources));
}

// "line rule severity", warnings and what is about rules; advice of no interest here is left out.
QString printed(const Problems &problems)
{
    QStringList lines;
    for (const Problem &problem : problems)
        if (problem.severity != Severity::Info || problem.rule.startsWith(u"rules-"))
            lines += u"%1 %2 %3"_s.arg(problem.line).arg(problem.rule, toWord(problem.severity));
    return lines.join(u'\n');
}

QString told(const QByteArray &settings)
{
    QStringList lines;
    const auto read = RuleSettings::read(u"rules.yaml"_s, settings);
    for (const Problem &problem : read->problems())
        lines += u"%1:%2 %3%4"_s.arg(problem.line)
                     .arg(problem.column)
                     .arg(problem.message, problem.fix.isEmpty() ? QString() : u" (%1)"_s.arg(problem.fix));
    return lines.join(u'\n');
}

} // namespace

class TestRuleSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void paths_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *pattern, const char *path, bool matches) {
            QTest::addRow("%s %s", pattern, path) << QString::fromUtf8(pattern) << QString::fromUtf8(path) << matches;
        };
        row("*.yaml", "a/b.yaml", true);
        row("*.yaml", "a/b.yml", false);
        row("a.yaml", "x/a.yaml", true);
        row("x/*.yaml", "x/a.yaml", true);
        row("x/*.yaml", "x/y/a.yaml", false);
        row("x/**", "x/y/a.yaml", true);
        row("x", "x/a.yaml", false); // a name in any folder, and this one's is a.yaml
        row("x/", "x/y/a.yaml", true);
        row("/x/y", "x/y/a.yaml", true);
        row("x/y", "x/yz/a.yaml", false);
        row("**/t/*.yaml", "t/a.yaml", true);
        row("**/t/*.yaml", "x/y/t/a.yaml", true);
        row("**/t/*.yaml", "x/yt/a.yaml", false);
        row("x/?.yaml", "x/a.yaml", true);
        row("x?a.yaml", "x/a.yaml", false);
        row("", "a.yaml", false);
    }
    void paths()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, path);
        QFETCH(bool, matches);
        QCOMPARE(matchesPath(pattern, path), matches);
    }

    void rulePatterns()
    {
        QVERIFY(matchesRule(u"image-latest", u"image-latest"));
        QVERIFY(!matchesRule(u"image", u"image-latest"));
        QVERIFY(matchesRule(u"image-*", u"image-latest"));
        QVERIFY(matchesRule(u"*", u"yaml-syntax"));
        QVERIFY(matchesRule(u"practice", u"image-latest"));
        QVERIFY(!matchesRule(u"practice", u"yaml-syntax"));
        QVERIFY(!matchesRule(u"", u"yaml-syntax"));
    }

    void settings_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<QString>("output");
        const auto row = [](const char *name, const char *settings, const QString &output) {
            QTest::newRow(name) << QByteArray(settings) << output;
        };
        const QString network = u"6 host-network warning"_s, latest = u"9 image-latest warning"_s,
                      both = network + u'\n' + latest;
        row("empty", "", both);
        row("only a comment", "# nothing\n", both);
        row("disable", "rules: {disable: [host-network]}", latest);
        row("disable by topic", "rules: {disable: host-*}", latest);
        row("disable all", "rules: {disable: '*'}", QString());
        row("disable wins", "rules: {enable: '*', severity: {image-latest: error}, disable: '*'}", QString());
        row("severity", "rules: {severity: {image-latest: error}}", network + u"\n9 image-latest error"_s);
        row("severity switches on", "rules: {severity: {image-digest: warning}}",
            network + u"\n9 image-digest warning\n9 image-latest warning"_s);
        row("ignored path", "rules: {ignore: [{paths: [sub/**], rules: [image-*], reason: r}]}", network);
        row("ignored everywhere", "rules: {ignore: [{paths: '*.yaml'}]}", QString());
        row("other path", "rules: {ignore: [{paths: [other/**]}]}", both);
    }
    void settings()
    {
        QFETCH(QByteArray, settings);
        QFETCH(QString, output);
        const QTemporaryDir folder;
        write(folder.filePath(u".kubewright.yaml"_s), settings);
        Checker checker;
        checker.setRules({});
        QCOMPARE(printed(checker.check(*load({{folder.filePath(u"sub/a.yaml"_s), pod}}))), output);
    }

    void parameters()
    {
        const auto settings = RuleSettings::read(
            u"r"_s, "rules: {parameters: {scale-replicas: {minimum: 3}, label-required: {labels: owner}}}");
        QVERIFY(settings->problems().empty());
        const PracticeRule &replicas = practiceRules()[size_t(practiceRuleIndex(u"scale-replicas"))];
        const PracticeRule &labels = practiceRules()[size_t(practiceRuleIndex(u"label-required"))];
        QCOMPARE(settings->number(replicas, "minimum"), 3);
        QCOMPARE(settings->words(labels, "labels"), QStringList{u"owner"_s});
        QCOMPARE(RuleSettings::defaults()->number(replicas, "minimum"), 2);
    }

    void mistakes_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<QString>("output");
        const auto row = [](const char *settings, const char *output) {
            QTest::newRow(settings) << QByteArray(settings) << QString::fromUtf8(output);
        };
        row("rule: {}", "1:1 the file has no setting “rule” (did you mean rules?)");
        row("rules:\n  disabel: []", "2:3 rules has no setting “disabel” (did you mean disable?)");
        row("rules: [a]", "1:8 rules takes a mapping");
        row("rules: {enable: [probe-livenes]}",
            "1:17 enable: there is no rule “probe-livenes” (did you mean probe-liveness?)");
        row("rules: {enable: [reference-missing]}", "1:17 enable: there is no rule “reference-missing”");
        row("rules: {disable: [[a]]}", "1:19 disable takes texts");
        row("rules: {severity: {image-latest: warn}}", "1:34 a severity is error, warning or info");
        row("rules: {severity: {image-last: error}}",
            "1:20 severity: there is no rule “image-last” (did you mean image-latest?)");
        row("rules: {parameters: {scale-replicas: {minimun: 3}}}",
            "1:39 scale-replicas has no parameter “minimun” (did you mean minimum?)");
        row("rules: {parameters: {scale-replicas: {minimum: many}}}",
            "1:48 scale-replicas.minimum takes a whole number");
        row("rules: {ignore: [{rules: [image-latest]}]}", "1:18 an ignore needs paths");
        row("rules: {ignore: {a: b}}", "1:17 ignore takes a list");
        row("rules: {}\n---\nrules: {}", "3:1 only the first document counts");
        row("- a", "1:1 the file takes a mapping");
    }
    void mistakes()
    {
        QFETCH(QByteArray, settings);
        QFETCH(QString, output);
        QCOMPARE(told(settings), output);
    }

    void brokenYaml()
    {
        const auto settings = RuleSettings::read(u"rules.yaml"_s, "rules: [");
        QCOMPARE(settings->problems().size(), 1u);
        QCOMPARE(settings->problems()[0].rule, u"rules-file"_s);
        QCOMPARE(settings->problems()[0].file, u"rules.yaml"_s);
    }

    void hostile()
    {
        QElapsedTimer clock;
        clock.start();
        RuleSettings::read({}, "rules: {disable: [" + QByteArray("*, ").repeated(300000) + "]}");
        RuleSettings::read({}, QByteArray("[").repeated(9000));
        RuleSettings::read({}, "rules: {enable: [" + QByteArray("nothing-like-it, ").repeated(50000) + "]}");
        RuleSettings::read({}, "a: &a [" + QByteArray("x,").repeated(1000) + "]\nrules: {disable: [" +
                                   QByteArray("*a,").repeated(10000) + "]}");
        const QString stars = QString(u"*a"_s).repeated(500);
        QVERIFY(!matchesPath(stars + u"/b"_s, QString(u'a').repeated(4000) + u"/c"_s));
        QVERIFY2(clock.elapsed() < support::maxMs, qPrintable(QString::number(clock.elapsed())));
    }

    // The nearest file counts, the folder with .git is the last, and a change on disk is seen.
    void search()
    {
        const QTemporaryDir folder;
        write(folder.filePath(u".kubewright.yaml"_s), "rules: {disable: [image-latest]}");
        write(folder.filePath(u"near/.kubewright.yaml"_s), "rules: {disable: [host-network]}");
        write(folder.filePath(u"repo/.git/HEAD"_s), "x");
        const QString far = folder.filePath(u"a/b/p.yaml"_s), near = folder.filePath(u"near/c/p.yaml"_s),
                      repo = folder.filePath(u"repo/p.yaml"_s);
        RuleSettingsSearch search;
        QCOMPARE(search.of(far)->file(), folder.filePath(u".kubewright.yaml"_s));
        QCOMPARE(search.of(near)->file(), folder.filePath(u"near/.kubewright.yaml"_s));
        QCOMPARE(search.of(repo)->file(), QString());
        QCOMPARE(search.of(u":/samples/x.yaml"_s)->file(), QString());

        const auto set = load({{far, pod}});
        Checker checker;
        checker.setRules({});
        QCOMPARE(printed(checker.check(*set)), u"6 host-network warning"_s);
        write(folder.filePath(u".kubewright.yaml"_s), "rules: {disable: [host-network], oops: 1}");
        QCOMPARE(printed(checker.check(*set)), u"1 rules-file warning\n9 image-latest warning"_s);
        QFile::remove(folder.filePath(u".kubewright.yaml"_s));
        QCOMPARE(printed(checker.check(*set)), u"6 host-network warning\n9 image-latest warning"_s);
    }

    void ofFile()
    {
        const auto none = RuleSettingsSearch::ofFile(u"/no/such/file"_s);
        QVERIFY(!none);
        QCOMPARE(none.error().code, Error::Code::NotFound);
    }

    void ignores_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("output");
        const QString network = u"6 host-network warning"_s;
        const auto annotated = [](const QByteArray &annotation) {
            return QByteArray(pod).replace("  name: p\n", "  name: p\n  annotations: {" + annotation + "}\n");
        };
        const QString later = u"7 host-network warning"_s, latest = u"10 image-latest warning"_s;
        QTest::newRow("list") << annotated("kubewright.io/ignore: 'host-network, image-latest'") << QString();
        QTest::newRow("one, with a reason") << annotated("ignore.kubewright.io/image-latest: later") << later;
        QTest::newRow("topic") << annotated("kubewright.io/ignore: host-*") << latest;
        QTest::newRow("unused") << annotated("kubewright.io/ignore: host-pid")
                                << u"5 rules-ignore-unused info\n"_s + later + u'\n' + latest;
        QTest::newRow("unknown") << annotated("kubewright.io/ignore: host-netwrok")
                                 << u"5 rules-ignore-unknown warning\n"_s + later + u'\n' + latest;
        QTest::newRow("kube-linter") << annotated("ignore-check.kube-linter.io/latest-tag: x") << later;
        QTest::newRow("kube-linter, all") << annotated("kube-linter.io/ignore-all: x") << QString();
        QTest::newRow("kube-linter, unknown")
            << annotated("ignore-check.kube-linter.io/own-check: x") << later + u'\n' + latest;
        QTest::newRow("kube-score") << annotated("kube-score/ignore: 'container-image-tag,pod-probes'") << later;
        const auto commented = [](const char *place, const char *comment) {
            return QByteArray(pod).replace(place, QByteArray(place) + comment);
        };
        QTest::newRow("behind the line") << commented("    image: nginx", " # kubewright:ignore image-latest we know")
                                         << network;
        QTest::newRow("above the line") << commented("  - name: a\n", "    #  kubewright:ignore image-latest\n")
                                        << network;
        QTest::newRow("other line") << commented("  - name: a", " # kubewright:ignore image-latest")
                                    << network + u"\n8 rules-ignore-unused info\n9 image-latest warning"_s;
        QTest::newRow("in a text") << commented("  name: p\n", "  annotations: {a: '# kubewright:ignore *'}\n")
                                   << later + u'\n' + latest;
        QTest::newRow("in a block text") << commented("  name: p\n",
                                                      "  annotations:\n    a: |\n      # kubewright:ignore *\n")
                                         << u"9 host-network warning\n12 image-latest warning"_s;
        QTest::newRow("without a rule") << commented("    image: nginx", " # kubewright:ignore")
                                        << network + u"\n9 image-latest warning\n9 rules-ignore-unknown warning"_s;
        QTest::newRow("above the document")
            << "# kubewright:ignore image-latest,host-network\n" + QByteArray(pod) << QString();
        QTest::newRow("list with blanks")
            << "# kubewright:ignore image-latest, host-*,  resources-unset we know\n" + QByteArray(pod)
            << u"1 rules-ignore-unused info"_s;
        QTest::newRow("list with one unknown")
            << "# kubewright:ignore image-latest, host-netwrok so\n" + QByteArray(pod)
            << u"1 rules-ignore-unknown warning\n7 host-network warning"_s;
        QTest::newRow("reason with a comma")
            << "# kubewright:ignore image-latest for now, host-network too\n" + QByteArray(pod)
            << u"7 host-network warning"_s;
        QTest::newRow("one document of two")
            << "# kubewright:ignore *\n" + QByteArray(pod) + "---\n" + QByteArray(pod).replace("name: p", "name: q")
            << u"18 host-network warning\n21 image-latest warning"_s;
        QTest::newRow("a reason behind a comma")
            << "# kubewright:ignore image-latest,host-network, reason here, resources-unset\n" + QByteArray(pod)
            << QString();
        QTest::newRow("before the separator") << "# kubewright:ignore *\n---\n" + QByteArray(pod) << QString();
        QTest::newRow("other layers") << QByteArray(pod).replace(
                                             "spec:\n", "spec:\n  x: 1 # kubewright:ignore schema-unknown-field\n")
                                      << later + u'\n' + latest;
        QTest::newRow("CRLF")
            << QByteArray(commented("    image: nginx", " # kubewright:ignore image-latest")).replace("\n", "\r\n")
            << network;
    }
    void ignores()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, output);
        QCOMPARE(printed(Checker().check(*load({{u"a.yaml"_s, text}}))), output);
    }

    // A Pod template's annotations are the workload's, too.
    void ignoredInTemplate()
    {
        const QByteArray job =
            "apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec:\n  ttlSecondsAfterFinished: 1\n  template:\n"
            "    metadata: {annotations: {kubewright.io/ignore: 'host-network, resources-unset'}}\n"
            "    spec: {restartPolicy: Never, hostNetwork: true, containers: [{name: a, image: 'a:1'}]}\n";
        QCOMPARE(printed(Checker().check(*load({{u"a.yaml"_s, job}}))), QString());
    }

    void manyComments()
    {
        QByteArray text = pod;
        text += QByteArray("# kubewright:ignore host-pid\n").repeated(50000);
        QElapsedTimer clock;
        clock.start();
        const Problems problems = Checker().check(*load({{u"a.yaml"_s, text}}));
        QVERIFY2(clock.elapsed() < support::maxMs, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(std::count_if(problems.begin(), problems.end(),
                               [](const Problem &problem) { return problem.rule == u"rules-ignore-unused"; }),
                 10000);
    }
};

QTEST_GUILESS_MAIN(TestRuleSettings)
#include "tst_rulesettings.moc"
