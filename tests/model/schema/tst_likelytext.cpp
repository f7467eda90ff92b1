// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/likelytext.h"

#include "model/document/checker.h"
#include "model/document/compile.h"
#include "model/yaml/resolver.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const ResourceSet> setOf(const QByteArray &yaml)
{
    return ResourceSet::build({{u"a.yaml"_s, YamlStream::parse(yaml)}});
}

Problems likely(const ResourceSet &set)
{
    Problems found;
    for (Problem &problem : Checker().check(set))
        if (problem.rule == u"yaml-likely-text") found.push_back(std::move(problem));
    return found;
}

constexpr char crd[] = "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n";
constexpr char map[] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

} // namespace

class TestLikelyText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<bool>("likely");
        for (const char *word : {"NO", "no", "Y", "n", "on", "Off", "yes", "0777", "-0777", "0o17", "0b11", "1_000",
                                 "007", "089", "12e3", "1E5", "1.10", "12.340"})
            QTest::newRow(word) << true;
        for (const char *word :
             {"true", "False", "null", "~",     "80",         "-1", "0",   "0x1F", "1.5", "0.50", "0.0", "1.0",
              "1e-3", "1.5e3", "web",  "1.2.3", "2020-01-01", "",   "0.5", ".5",   "+5",  "100m", "nope"})
            QTest::newRow(word) << false;
    }
    void words()
    {
        QFETCH(bool, likely);
        QCOMPARE(isLikelyText(QTest::currentDataTag()), likely);
    }

    void warnings_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QStringList>("expected"); // place, message
        const auto row = [](const char *name, const QByteArray &yaml, const QStringList &expected) {
            QTest::newRow(name) << yaml << expected;
        };
        row("a value that nobody knows", crd + "spec: {country: NO}\n"_ba,
            {u"4:17 spec.country NO is read as false"_s});
        row("a mode", crd + "spec: {mode: 0777}\n"_ba, {u"4:14 spec.mode 0777 is read as 511"_s});
        row("a version", crd + "spec: {ver: 1.10, other: 1.10, appVersion: 1.0}\n"_ba,
            {u"4:13 spec.ver 1.10 is read as 1.1"_s, u"4:26 spec.other 1.10 is read as 1.1"_s,
             u"4:44 spec.appVersion 1.0 is read as 1"_s});
        row("an exponent", crd + "spec:\n- 12e3\n"_ba, {u"5:3 spec[0] 12e3 is read as 12000"_s});
        row("keys", crd + "spec:\n  on: {push: 1}\n  1.10: a\n  1: b\n"_ba,
            {u"5:3 spec.true the key on is read as \"true\""_s, u"6:3 spec[1.1] the key 1.10 is read as \"1.1\""_s});
        row("a key among labels", "apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    y: z\nspec: {}\n"_ba,
            {u"5:5 metadata.labels.true the key y is read as \"true\""_s});
        row("a key of data", map + "data:\n  0777: a\n"_ba, {u"5:3 data.511 the key 0777 is read as \"511\""_s});
        row("in a List", "apiVersion: v1\nkind: List\nitems:\n- apiVersion: a.b/v1\n  kind: T\n  x: NO\n",
            {u"6:6 x NO is read as false"_s});
        row("quoted", crd + "spec: {country: 'NO', \"on\": 1, m: !!int 0777, t: !!str NO}\n"_ba, {});
        row("an integer's field",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n"
            "      volumes:\n      - name: v\n        secret: {secretName: s, defaultMode: 0644}\n",
            {});
        row("a truth value's field", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork: yes\n", {});
        row("a string's field, which is an error", map + "data: {country: NO}\n"_ba, {});
        row("metadata of what nobody knows", "apiVersion: a.b/v1\nkind: T\nmetadata: {name: a, generation: 010}\n", {});
        row("status of what nobody knows", crd + "status: {ready: yes}\n"_ba, {});
        row("truth values and numbers", crd + "spec: {a: true, b: 80, c: 1.5, d: 0.50, e: ~, f: 1e-3, g: 0x1F}\n"_ba,
            {});
        row("below a field that does not exist", map + "datta: {country: NO}\n"_ba, {});
        row("merges", crd + "x: &x {a: b}\nspec: {<<: *x}\n"_ba, {});
    }
    void warnings()
    {
        QFETCH(QByteArray, yaml);
        const auto set = setOf(yaml);
        QStringList found;
        for (const Problem &problem : likely(*set)) {
            QCOMPARE(problem.severity, Severity::Warning);
            QCOMPARE(problem.layer, Layer::Yaml);
            QVERIFY(problem.fix.startsWith(u"quote it"));
            found.append(
                u"%1:%2 %3 %4"_s.arg(problem.line).arg(problem.column).arg(problem.field.toString(), problem.message));
        }
        QTEST(found, "expected");
    }

    // Quotes are all that changes, and then nothing is left to say.
    void fixes_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const QByteArray &head, const QByteArray &before,
                            const QByteArray &after) { QTest::newRow(name) << head + before << head + after; };
        row("value", crd, "spec: {country: NO} # c\n", "spec: {country: \"NO\"} # c\n");
        row("number", crd, "spec:\n  ver:  1.10 # c\n", "spec:\n  ver:  \"1.10\" # c\n");
        row("key", crd, "spec:\n  on: 1 # c\n", "spec:\n  \"on\": 1 # c\n");
        row("label", crd, "x: 1\ny: 0777\n", "x: 1\n\"y\": \"0777\"\n");
        row("wrong type", map, "data:\n  country: NO\n  mode: 0777 # c\n",
            "data:\n  country: \"NO\"\n  mode: \"0777\" # c\n");
    }
    void fixes()
    {
        QFETCH(QByteArray, before);
        QByteArray text = before;
        for (int round = 0; round < 3; ++round) {
            const auto set = setOf(text);
            for (const Problem &problem : Checker().check(*set)) {
                const std::vector<TextFix> fixes = textFixesFor(*set, problem);
                if (fixes.empty()) continue;
                QVERIFY(fixes.front().text.startsWith(u"Quote "));
                const Result<ChangeSet> changes = compileEdits(*set, fixes.front().edits);
                QVERIFY(changes.ok());
                for (const Change &change : changes->changes) {
                    const auto &splice = std::get<TextChange>(change);
                    text.replace(splice.offset, splice.before.size(), splice.after);
                }
                break;
            }
        }
        QTEST(text, "after");
        QVERIFY(likely(*setOf(text)).empty());
    }

    // Nobody is bothered whose manifests are right.
    void realManifests()
    {
        QStringList found;
        int files = 0;
        QDirIterator paths(QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests"), {u"*.yaml"_s, u"*.yml"_s, u"*.json"_s},
                           QDir::Files, QDirIterator::Subdirectories);
        while (paths.hasNext()) {
            QFile file(paths.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto set = setOf(file.readAll());
            for (const Problem &problem : likely(*set))
                found.append(u"%1:%2 %3"_s.arg(file.fileName()).arg(problem.line).arg(problem.message));
            ++files;
        }
        QVERIFY(files > 200);
        QCOMPARE(found, QStringList());
    }
};

QTEST_APPLESS_MAIN(TestLikelyText)
#include "tst_likelytext.moc"
