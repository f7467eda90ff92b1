// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/safefixes.h"
#include "model/yaml/yamlvalue.h"
#include "tests/model/document/safelyfixed.h"
#include "tests/support/testdata.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QMap>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace model;

namespace {

// Each comment of a text, one line each.
QByteArrayList comments(const QByteArray &text)
{
    QByteArrayList found;
    for (const QByteArray &line : text.split('\n')) {
        const QByteArray trimmed = line.trimmed();
        if (trimmed.startsWith('#'))
            found += line;
        else if (const qsizetype at = line.indexOf(" #"); at >= 0)
            found += line.mid(at);
    }
    return found;
}

void flatten(const Value &value, const QString &path, QMap<QString, QByteArray> &out)
{
    if (const ValueMap *map = value.map()) {
        for (const auto &[key, entry] : *map) flatten(entry, path + u'.' + key, out);
    } else if (const ValueList *list = value.list()) {
        for (size_t i = 0; i < list->size(); ++i) flatten((*list)[i], path + u"[%1]"_s.arg(i), out);
    } else {
        const auto json = toJson(value);
        out.insert(path, json ? *json : json.error().message.toUtf8());
    }
}

// What each field of each document is to kubectl.
QMap<QString, QByteArray> fields(const QByteArray &text)
{
    QMap<QString, QByteArray> out;
    const YamlStream stream = YamlStream::parse(text);
    for (size_t i = 0; i < stream.parts().size(); ++i) {
        const YamlDocument &document = *stream.parts()[i].document;
        const auto value =
            document.error() ? Result<Value>(Error{Error::Code::Invalid, u"no YAML"_s}) : toValue(document.root());
        if (value)
            flatten(*value, QString::number(i), out);
        else
            out.insert(QString::number(i), value.error().message.toUtf8());
    }
    return out;
}

// The fields that differ and are not those of a problem, nor beside it where one got another name.
QStringList othersThatDiffer(const QByteArray &before, const SafelyFixed &after)
{
    const QMap<QString, QByteArray> a = fields(before), b = fields(after.text);
    QStringList others;
    for (const QString &path : QSet<QString>(a.keyBegin(), a.keyEnd()) + QSet<QString>(b.keyBegin(), b.keyEnd())) {
        if (a.value(path) == b.value(path) && a.contains(path) == b.contains(path)) continue;
        const bool isKnown = std::ranges::any_of(after.fixed, [&path](const Problem &problem) {
            const bool isRename = problem.rule == u"schema-unknown-field";
            return path.contains(u'.' + (isRename ? problem.field.parent() : problem.field).toString());
        });
        if (!isKnown) others += path;
    }
    return others;
}

} // namespace

class SafeFixesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<int>("count");
        const QByteArray service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n";
        QTest::newRow("a name, a value and quotes")
            << service + "  type: nodeport # open\n  port:\n  - port: \"80\" # the web\n"
            << service + "  type: NodePort # open\n  ports:\n  - port: 80 # the web\n"
            << 3;
        QTest::newRow("line ends and no last one")
            << QByteArray(service + "  Type: NodePort\n  ports: [{port: '80'}]").replace("\n", "\r\n")
            << QByteArray(service + "  type: NodePort\n  ports: [{port: 80}]").replace("\n", "\r\n") << 2;
        QTest::newRow("a byte order mark") << "\xef\xbb\xbf" + service + "  ports: [{port: \"80\"}]\n"
                                           << "\xef\xbb\xbf" + service + "  ports: [{port: 80}]\n"
                                           << 1;
        QTest::newRow("text that has to be quoted")
            << QByteArray("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  on: yes # said\n  n: 0777\n")
            << QByteArray(
                   "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  on: \"yes\" # said\n  n: \"0777\"\n")
            << 2;
        QTest::newRow("an old version")
            << QByteArray("# first\napiVersion: storage.k8s.io/v1beta1 # old\nkind: StorageClass\nmetadata: {name: "
                          "a}\nprovisioner: p\n")
            << QByteArray("# first\napiVersion: storage.k8s.io/v1 # old\nkind: StorageClass\nmetadata: {name: "
                          "a}\nprovisioner: p\n")
            << 1;
        QTest::newRow("a key twice, the same")
            << service + "  type: NodePort\n  type: NodePort\n  ports: [{port: 80}]\n"
            << service + "  type: NodePort\n  ports: [{port: 80}]\n"
            << 1;
        const QByteArray ports = service + "  ports:\n  - {name: a, port: 80}\n";
        QTest::newRow("an item twice") << ports + "  - {name: a, port: 80}\n" << ports << 1;
        QTest::newRow("three of a key")
            << service + "  type: NodePort\n  type: NodePort\n  type: NodePort\n  ports: [{port: 80}]\n"
            << service + "  type: NodePort\n  ports: [{port: 80}]\n"
            << 2;
        QTest::newRow("beside a document that is no YAML") << service + "  ports: [{port: '80'}]\n---\na: [\n"
                                                           << service + "  ports: [{port: 80}]\n---\na: [\n"
                                                           << 1;
        QTest::newRow("no kind of its own name")
            << QByteArray("apiversion: v1\nkind: ConfigMap\nmetadata: {name: a}\n")
            << QByteArray("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n") << 1;
        QTest::newRow("a fix below a fix")
            << service + "  type: nodeport\n  Ports:\n  - Port: \"80\"\n    Protocol: tcp\n"
            << service + "  type: NodePort\n  ports:\n  - port: 80\n    protocol: TCP\n"
            << 6;
        const QByteArray pod =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: c, image: i}]\n";
        QTest::newRow("truth in quotes")
            << pod + "  hostPID: \"on\"\n  hostIPC: \"No\"\n  hostNetwork: 'Yes'\n  hostUsers: \"TRUE\"\n"
            << pod + "  hostPID: true\n  hostIPC: false\n  hostNetwork: true\n  hostUsers: true\n"
            << 4;
        QTest::newRow("a value that is there twice, both wrong")
            << service + "  ports: [{port: 80}]\n  type: clusterIP\n  type: clusterIP\n"
            << service + "  ports: [{port: 80}]\n  type: ClusterIP\n"
            << 2;
        const QByteArray asked = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: x # one\n"
                                 "  b: \"x\"   # two\n  ? j # three\n  : 7\n";
        QTest::newRow("below a key with a question mark")
            << asked << QByteArray(asked).replace("  : 7", "  : \"7\"") << 1;
        const QByteArray volumes = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: c, "
                                   "image: i}]\n  volumes: [\n    {name: a, emptyDir: {}},\n";
        QTest::newRow("an item twice in brackets")
            << volumes + "    {name: a, emptyDir: {}},\n    {name: b, emptyDir: {}}\n  ]\n"
            << volumes + "    {name: b, emptyDir: {}}\n  ]\n"
            << 1;
        const QByteArray twice = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: 5}\n";
        const QByteArray other = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata:\n";
        QTest::newRow("one of two that say the same can be mended")
            << twice + other + "  b: x\n  a: |\n    foo\n  b: x\n    # deep\n" + QByteArray(other).replace("b}", "c}") +
                   "  b: x\n  b: x\n"
            << QByteArray(twice).replace("5", "\"5\"") + other + "  b: x\n  a: |\n    foo\n  b: x\n    # deep\n" +
                   QByteArray(other).replace("b}", "c}") + "  b: x\n"
            << 2;
        QTest::newRow("two definitions") << twice + "---\n" + twice
                                         << QByteArray(twice).replace("5", "\"5\"") + "---\n" + twice << 1;
        QTest::newRow("a kind in quotes")
            << QByteArray("apiVersion: v1\n\"kinds\": ConfigMap # is\nmetadata: {name: a}\n")
            << QByteArray("apiVersion: v1\n\"kind\": ConfigMap # is\nmetadata: {name: a}\n") << 1;
        QTest::newRow("a key twice in braces") << service + "  ports: [{port: 80, name: a, port: 80}]\n"
                                               << service + "  ports: [{port: 80, name: a}]\n"
                                               << 1;
        const QByteArray budget =
            "kind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {maxUnavailable: 1, selector: ";
        QTest::newRow("an old version, where something was selected")
            << "apiVersion: policy/v1beta1\n" + budget + "{matchLabels: {a: b}}}\n"
            << "apiVersion: policy/v1\n" + budget + "{matchLabels: {a: b}}}\n"
            << 1;
        QTest::newRow("a List")
            << QByteArray("apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: "
                          "{name: a}\n  spec: {ports: [{port: '80'}]}\n")
            << QByteArray("apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: "
                          "{name: a}\n  spec: {ports: [{port: 80}]}\n")
            << 1;
        QTest::newRow("JSON") << QByteArray("{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"a\"},"
                                            "\"spec\":{\"ports\":[{\"port\":\"80\"}]}}\n")
                              << QByteArray("{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"a\"},"
                                            "\"spec\":{\"ports\":[{\"port\":80}]}}\n")
                              << 1;
    }

    void texts()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, wanted);
        QFETCH(int, count);
        const SafelyFixed once = fixed(text);
        QCOMPARE(QString::fromUtf8(once.text), QString::fromUtf8(wanted));
        QCOMPARE(int(once.fixed.size()), count);
        const SafelyFixed again = fixed(once.text);
        QCOMPARE(again.text, once.text);
        QCOMPARE(int(again.fixed.size()), 0);
    }

    // What is not wanted stays.
    void onlyWanted()
    {
        const QByteArray text =
            "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  typ: NodePort\n  ports: [{port: '80'}]\n";
        Checker checker;
        const auto isWanted = [](const Problem &problem) { return problem.rule == u"schema-wrong-type"; };
        const SafelyFixed some = applySafeFixes(u"a.yaml"_s, text, KindSet(), checker, isWanted);
        QCOMPARE(int(some.fixed.size()), 1);
        QCOMPARE(QString::fromUtf8(some.text), QString::fromUtf8(QByteArray(text).replace("'80'", "80")));
    }

    // A fix that makes a name that is taken is left out, and holds up no other.
    void oneIsNoGood()
    {
        QByteArray text, wanted;
        for (int i = 0; i < 40; ++i) {
            const QByteArray head =
                "---\napiVersion: v1\nkind: Service\nmetadata: {name: a" + QByteArray::number(i) + "}\nspec:\n";
            // Two misspelt names of one field: nobody knows which is meant.
            text += head + (i == 20 ? "  Ports: [{port: 1}]\n  portss: [{port: 1}]\n" : "  ports: [{port: '80'}]\n");
            wanted += head + (i == 20 ? "  Ports: [{port: 1}]\n  portss: [{port: 1}]\n" : "  ports: [{port: 80}]\n");
        }
        const SafelyFixed all = fixed(text);
        QCOMPARE(QString::fromUtf8(all.text), QString::fromUtf8(wanted));
        QCOMPARE(int(all.fixed.size()), 39);
    }

    // Bounded, whatever it is: keys that are there twice by the hundred thousand.
    void hostile()
    {
        QByteArray text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n";
        for (int i = 0; i < 200000; ++i) text += "  k" + QByteArray::number(i / 2) + ": v\n";
        QElapsedTimer clock;
        clock.start();
        const SafelyFixed all = fixed(text);
        QVERIFY(clock.elapsed() < 60000); // generous: other programs run as well
        QVERIFY(!all.fixed.empty());
        QVERIFY(all.isStopped);
        // What it did till then is whole: each key that went was there twice.
        QCOMPARE(all.text.count('\n'), text.count('\n') - int(all.fixed.size()));
        for (int i = 0; i < 100000; i += 997) QVERIFY(all.text.contains("  k" + QByteArray::number(i) + ": v\n"));
    }

    void many_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("item"); // @: a number; ~: the fault
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<QByteArray>("mended");
        QTest::addColumn<int>("count");
        const QByteArray list = "apiVersion: v1\nkind: List\nitems:\n";
        const QByteArray service = "apiVersion: v1\n  kind: Service\n  metadata: {name: a@}\n  spec:\n";
        QTest::newRow("documents") << QByteArray()
                                   << "---" + QByteArray(service).replace("  ", "").prepend('\n') +
                                          "  ports: [{port: ~}]\n"
                                   << QByteArray("'80'") << QByteArray("80") << 3000;
        QTest::newRow("items of a List") << list << "- " + service + "    ports: [{port: ~}]\n"
                                         << QByteArray("'80'") << QByteArray("80") << 3000;
        QTest::newRow("fields of one mapping")
            << QByteArray("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n")
            << QByteArray("  k@: ~ # it is\n") << QByteArray("77") << QByteArray("\"77\"") << 3000;
        QTest::newRow("names") << list << "- " + service + "    ~: [{port: 80}]\n"
                               << QByteArray("Ports") << QByteArray("ports") << 1000;
        const QByteArray ports =
            "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  type: NodePort\n  ports:\n";
        QTest::newRow("items that go") << ports << QByteArray("  - {name: p@, port: @}\n~")
                                       << QByteArray("  - {name: p@, port: @}\n") << QByteArray() << 1000;
        QTest::newRow("keys that go") << list << "- " + service + "    type: NodePort\n~    ports: [{port: 80}]\n"
                                      << QByteArray("    type: NodePort\n") << QByteArray() << 1000;
    }

    // By the thousand: all of them, in a few rounds.
    void many()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, item);
        QFETCH(QByteArray, fault);
        QFETCH(QByteArray, mended);
        QFETCH(int, count);
        QByteArray text = head, wanted = head;
        for (int i = 1; i <= count; ++i) {
            text += QByteArray(item).replace("~", fault).replace("@", QByteArray::number(i));
            wanted += QByteArray(item).replace("~", mended).replace("@", QByteArray::number(i));
        }
        const SafelyFixed all = fixed(text);
        QVERIFY(!all.isStopped);
        QCOMPARE(int(all.fixed.size()), count);
        QVERIFY(all.text == wanted);
    }

    // An item that is wrong, and there twice: what can't be done together is done after it.
    void inEachOther()
    {
        const QByteArray head = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  ports:\n";
        const SafelyFixed all = fixed(head + "  - {name: a, port: 80, Protocol: tcp}\n"
                                             "  - {name: a, port: 80, Protocol: tcp}\n"
                                             "  - {name: b, port: 81}\n  - {name: b, port: 81}\n");
        QCOMPARE(QString::fromUtf8(all.text),
                 QString::fromUtf8(head + "  - {name: a, port: 80, protocol: TCP}\n  - {name: b, port: 81}\n"));
        QVERIFY(!all.isStopped);
    }

    // Real files: what they mean stays but for versions, and every comment; a second run does nothing.
    void manifests()
    {
        int files = 0, changed = 0, problems = 0;
        QDirIterator all(support::testDataPath(u"manifests"_s), {u"*.yaml"_s, u"*.yml"_s, u"*.json"_s}, QDir::Files,
                         QDirIterator::Subdirectories);
        while (all.hasNext()) {
            QFile file(all.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray text = file.readAll();
            const SafelyFixed once = fixed(text);
            ++files;
            changed += once.text != text ? 1 : 0;
            problems += int(once.fixed.size());
            QVERIFY2(comments(once.text) == comments(text), qPrintable(file.fileName()));
            QCOMPARE(othersThatDiffer(text, once).join(u' '), QString());
            QCOMPARE(once.text == text, int(once.fixed.size()) == 0);
            QCOMPARE(int(fixed(once.text).fixed.size()), 0);
        }
        QVERIFY(files >= 249);
        qInfo("%d files, %d problems fixed in %d of them", files, problems, changed);
        QVERIFY(changed > 0);
    }
};

QTEST_GUILESS_MAIN(SafeFixesTest)
#include "tst_safefixes.moc"
