// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diff/difference.h"
#include "model/yaml/yamlvalue.h"
#include "tests/support/limits.h"

#include <QElapsedTimer>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const ResourceSet> setOf(const QList<std::pair<QString, QByteArray>> &files)
{
    std::vector<SourceFile> sources;
    for (const auto &[path, text] : files) sources.push_back({path, YamlStream::parse(text)});
    return ResourceSet::build(std::move(sources));
}

QString shown(const Value &value)
{
    const auto json = toJson(value);
    return json ? QString::fromUtf8(*json) : u"?"_s;
}

QString line(const FieldChange &field)
{
    if (field.isOrder) return u"order "_s + field.path;
    return u"%1 %2: %3 -> %4"_s.arg(toWord(field.change), field.path, shown(field.before), shown(field.after));
}

QStringList lines(const Difference &difference)
{
    QStringList all;
    for (const ResourceChange &one : difference.resources) {
        all += toWord(one.change) + u' ' + one.key.id() +
               (one.isMoved() ? u" (%1 -> %2)"_s.arg(one.fileBefore, one.fileAfter) : QString());
        for (const FieldChange &field : one.fields) all += u"  "_s + line(field);
    }
    for (const EdgeChange &one : difference.edges)
        all += u"edge %1 %2: %3 -> %4"_s.arg(toWord(one.change), model::toWord(one.edge.relation), one.edge.from.id(),
                                             one.edge.to.id());
    return all;
}

QByteArray pod(const QByteArray &rest) { return "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n" + rest; }

QByteArray configMap(const QByteArray &name)
{
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\n";
}

} // namespace

class TestDifference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fields_data();
    void fields();
    void resources();
    void edges();
    void moves();
    void renames();
    void renamesOnlyOneToOne_data();
    void renamesOnlyOneToOne();
    void typedLists();
    void manyEdges();
    void hidesSecrets();
    void hidesWhatMayBeSecret();
    void textOfSecretsIsData();
    void manyItems();
    void deepTrees();
    void isItsOwnInverse();
};

void TestDifference::fields_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArray &before, const QByteArray &after,
                        const QStringList &expected) { QTest::newRow(name) << pod(before) << pod(after) << expected; };
    row("nothing", "  nodeName: a\n", "  \"nodeName\": 'a' # here\n", {});
    row("order of entries", "  nodeName: a\n  hostname: b\n", "  hostname: b\n  nodeName: a\n", {});
    row("null is nothing", "  nodeName: a\n", "  nodeName: a\n  hostname: ~\n", {});
    row("scalar", "  nodeName: a\n", "  nodeName: b\n", {u"changed spec.nodeName: \"a\" -> \"b\""_s});
    row("type", "  priority: 1\n", "  priority: '1'\n", {u"changed spec.priority: 1 -> \"1\""_s});
    row("one and 1.0", "  priority: 1\n", "  priority: 1.0\n", {});
    row("large numbers", "  priority: 9007199254740993\n", "  priority: 9007199254740992\n",
        {u"changed spec.priority: 9007199254740993 -> 9007199254740992"_s});
    row("added map", "  {}\n", "  securityContext: {runAsUser: 1}\n",
        {u"added spec.securityContext: null -> {\"runAsUser\":1}"_s});
    row("quantities", "  containers: [{name: a, resources: {limits: {cpu: 1000m, memory: 1Gi}}}]\n",
        "  containers: [{name: a, resources: {limits: {cpu: 1, memory: 1.5Gi}}}]\n",
        {u"changed spec.containers[name=a].resources.limits.memory: \"1Gi\" -> \"1.5Gi\""_s});
    row("items by key", "  containers: [{name: a, image: x}, {name: b, image: v}]\n",
        "  containers: [{name: b, image: z}, {name: c, image: x}]\n",
        {u"removed spec.containers[name=a]: {\"name\":\"a\",\"image\":\"x\"} -> null"_s,
         u"changed spec.containers[name=b].image: \"v\" -> \"z\""_s,
         u"added spec.containers[name=c]: null -> {\"name\":\"c\",\"image\":\"x\"}"_s});
    row("order of items with keys", "  containers: [{name: a}, {name: b}]\n", "  containers: [{name: b}, {name: a}]\n",
        {});
    row("order of init containers", "  initContainers: [{name: a}, {name: b}, {name: c}]\n",
        "  initContainers: [{name: b}, {name: a}, {name: d}]\n",
        {u"removed spec.initContainers[name=c]: {\"name\":\"c\"} -> null"_s,
         u"added spec.initContainers[name=d]: null -> {\"name\":\"d\"}"_s, u"order spec.initContainers"_s});
    row("order of variables that speak of each other",
        "  containers: [{name: a, env: [{name: A, value: x}, {name: B, value: $(A)}]}]\n",
        "  containers: [{name: a, env: [{name: B, value: $(A)}, {name: A, value: x}]}]\n",
        {u"order spec.containers[name=a].env"_s});
    row("order of other variables", "  containers: [{name: a, env: [{name: A, value: x}, {name: B, value: y}]}]\n",
        "  containers: [{name: a, env: [{name: B, value: y}, {name: A, value: x}]}]\n", {});
    row("several keys, one by default",
        "  containers: [{name: a, ports: [{containerPort: 80}, {containerPort: 80, protocol: UDP}]}]\n",
        "  containers: [{name: a, ports: [{containerPort: 80, protocol: UDP, name: u}, {containerPort: 80, protocol: "
        "TCP}]}]\n",
        {u"added spec.containers[name=a].ports[containerPort=80,protocol=UDP].name: null -> \"u\""_s});
    row("keys twice", "  containers: [{name: a, image: x}, {name: a, image: v}]\n",
        "  containers: [{name: a, image: x}, {name: a, image: z}]\n",
        {u"changed spec.containers[1].image: \"v\" -> \"z\""_s});
    row("a list without keys", "  containers: [{name: a, args: [x, v, z]}]\n",
        "  containers: [{name: a, args: [x, w, v, z]}]\n", {u"added spec.containers[name=a].args[1]: null -> \"w\""_s});
    row("a list without keys, order", "  containers: [{name: a, args: [x, v]}]\n",
        "  containers: [{name: a, args: [v, x]}]\n",
        {u"changed spec.containers[name=a].args[0]: \"x\" -> \"v\""_s,
         u"changed spec.containers[name=a].args[1]: \"v\" -> \"x\""_s});
    row("keys with dots", "  nodeSelector: {kubernetes.io/os: linux}\n",
        "  nodeSelector: {kubernetes.io/os: windows}\n",
        {u"changed spec.nodeSelector[kubernetes.io/os]: \"linux\" -> \"windows\""_s});
    row("merged and written out", "  a: &a {nodeName: x}\n  b: {<<: *a}\n", "  a: {nodeName: x}\n  b: {nodeName: x}\n",
        {});
    row("a map that becomes a list", "  containers: {}\n", "  containers: []\n",
        {u"changed spec.containers: {} -> []"_s});
}

void TestDifference::fields()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QStringList, expected);
    QStringList found = lines(differenceOf(*setOf({{u"a.yaml"_s, before}}), *setOf({{u"a.yaml"_s, after}})));
    if (!found.isEmpty()) QCOMPARE(found.takeFirst(), u"changed /Pod//p"_s);
    for (QString &one : found) one = one.mid(2);
    QCOMPARE(found, expected);
}

void TestDifference::resources()
{
    const auto before = setOf({{u"a.yaml"_s, configMap("one") + "---\n" + configMap("two")}});
    const auto after =
        setOf({{u"a.yaml"_s, "kind: List\napiVersion: v1\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: "
                             "{namespace: default, name: two}}\n- {apiVersion: v1, kind: ConfigMap, metadata: "
                             "{name: three}}\n"}});
    QCOMPARE(lines(differenceOf(*before, *after)),
             (QStringList{u"removed /ConfigMap//one"_s, u"added /ConfigMap//three"_s}));
    QVERIFY(differenceOf(*before, *before).isEmpty());
}

void TestDifference::edges()
{
    const QByteArray service =
        "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n";
    const auto workload = [](const QByteArray &app) {
        return "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: " + app +
               "}}\nspec: {containers: [{name: c, image: x, envFrom: [{configMapRef: {name: m}}]}]}\n";
    };
    const auto before = setOf({{u"a.yaml"_s, service + workload("web")}});
    const auto after = setOf({{u"a.yaml"_s, service + workload("other") + "---\n" + configMap("m")}});
    const QStringList found = lines(differenceOf(*before, *after));
    QVERIFY2(found.contains(u"edge removed service-selector: /Service//s -> /Pod//p"_s), qPrintable(found.join(u'\n')));
    QVERIFY2(found.contains(u"edge changed env-config: /Pod//p -> /ConfigMap//m"_s), qPrintable(found.join(u'\n')));
}

void TestDifference::moves()
{
    const auto before = setOf({{u"old/a.yaml"_s, configMap("m")}, {u"old/b.yaml"_s, configMap("n")}});
    const auto after = setOf({{u"new/c.yaml"_s, configMap("m")}, {u"new/b.yaml"_s, configMap("n")}});
    QCOMPARE(lines(differenceOf(*before, *after, {u"old"_s, u"new/"_s})),
             (QStringList{u"changed /ConfigMap//m (a.yaml -> c.yaml)"_s}));
    // One file against another: what else should it be called?
    QVERIFY(differenceOf(*setOf({{u"a.yaml"_s, configMap("m")}}), *setOf({{u"b.yaml"_s, configMap("m")}}),
                         {u"a.yaml"_s, u"b.yaml"_s})
                .isEmpty());
}

void TestDifference::hidesSecrets()
{
    const QByteArray head = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n";
    const auto before = setOf({{u"a.yaml"_s, head + "stringData: {user: geheim, same: x}\ntype: a\n"}});
    const auto after = setOf(
        {{u"a.yaml"_s, head + "stringData: {user: anders1, same: x, more: ssh}\ndata: {k: Z2VoZWlt}\ntype: b\n"}});
    const QStringList found = lines(differenceOf(*before, *after));
    QCOMPARE(found,
             (QStringList{u"changed /Secret//s"_s, u"  added data: null -> {\"k\":\"(hidden, 8 characters)\"}"_s,
                          u"  added stringData.more: null -> \"(hidden, 3 characters)\""_s,
                          u"  changed stringData.user: \"(hidden, 6 characters)\" -> \"(hidden, 7 characters)\""_s,
                          u"  changed type: \"a\" -> \"b\""_s}));
}

// Where it is kept is not what it is: text in one version, base64 in the other.
void TestDifference::textOfSecretsIsData()
{
    const QByteArray head = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n";
    const auto text = setOf({{u"a.yaml"_s, head + "stringData: {user: geheim, both: x}\ndata: {user: b2xk}\n"}});
    const auto data = setOf({{u"a.yaml"_s, head + "data: {user: Z2VoZWlt}\nstringData: {both: x}\n"}});
    QVERIFY(differenceOf(*text, *data).isEmpty());
    QVERIFY(differenceOf(*data, *text).isEmpty());
    const auto other = setOf({{u"a.yaml"_s, head + "data: {user: Z2VoZWltZXI=}\nstringData: {both: z}\n"}});
    QCOMPARE(lines(differenceOf(*text, *other)),
             (QStringList{u"changed /Secret//s"_s,
                          u"  changed data.user: \"(hidden, 8 characters)\" -> \"(hidden, 12 characters)\""_s,
                          u"  changed stringData.both: \"(hidden, 1 character)\" -> \"(hidden, 1 character)\""_s}));
}

// Whatever it is that a Secret says beside its secrets.
void TestDifference::hidesWhatMayBeSecret()
{
    const QByteArray head = "apiVersion: v1\nkind: Secret\n";
    const auto before = setOf({{u"a.yaml"_s, head + "metadata: {name: s}\n"}});
    const auto after = setOf({{u"a.yaml"_s, head + "metadata: {name: s, annotations: "
                                                   "{kubectl.kubernetes.io/last-applied-configuration: geheim}}\n"
                                                   "Data: {password: geheim}\n"}});
    QCOMPARE(
        lines(differenceOf(*before, *after)),
        (QStringList{
            u"changed /Secret//s"_s, u"  added Data: null -> \"(hidden)\""_s,
            u"  added metadata.annotations: null -> {\"kubectl.kubernetes.io/last-applied-configuration\":\"(hidden, 6 "
            "characters)\"}"_s}));
    const auto more = setOf({{u"a.yaml"_s, head + "metadata: {name: s, annotations: {note: x, "
                                                  "kubectl.kubernetes.io/last-applied-configuration: anders}}\n"
                                                  "Data: {password: geheim}\n"}});
    QCOMPARE(lines(differenceOf(*after, *more)),
             (QStringList{u"changed /Secret//s"_s,
                          u"  changed metadata.annotations[kubectl.kubernetes.io/last-applied-configuration]: "
                          "\"(hidden, 6 characters)\" -> \"(hidden, 6 characters)\""_s,
                          u"  added metadata.annotations.note: null -> \"x\""_s}));
}

void TestDifference::renames()
{
    const auto app = [](const QByteArray &hash, const QByteArray &data) {
        return setOf(
            {{u"a.yaml"_s,
              "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app-" + hash + "}\ndata: {a: " + data + "}\n---\n" +
                  pod("  containers: [{name: c, envFrom: [{configMapRef: {name: app-" + hash + "}}]}]\n")}});
    };
    const Difference found = differenceOf(*app("6gtghh96k8", "x"), *app("h29d89cmmt", "z"));
    // What leads there leads there still.
    QCOMPARE(lines(found),
             (QStringList{u"changed /ConfigMap//app-h29d89cmmt"_s, u"  changed data.a: \"x\" -> \"z\""_s,
                          u"changed /Pod//p"_s,
                          u"  changed spec.containers[name=c].envFrom[0].configMapRef.name: \"app-6gtghh96k8\" -> "
                          "\"app-h29d89cmmt\""_s}));
    QCOMPARE(found.resources[0].nameBefore, u"app-6gtghh96k8"_s);
    QCOMPARE(found.resources[1].nameBefore, QString());
}

void TestDifference::renamesOnlyOneToOne_data()
{
    QTest::addColumn<QByteArrayList>("before");
    QTest::addColumn<QByteArrayList>("after");
    QTest::newRow("no letters of a hash") << QByteArrayList{"app-6gtghh96k8"} << QByteArrayList{"app-abcdefghij"};
    QTest::newRow("another length") << QByteArrayList{"app-6gtghh96k8"} << QByteArrayList{"app-6gtghh96k88"};
    QTest::newRow("another name") << QByteArrayList{"app-6gtghh96k8"} << QByteArrayList{"web-h29d89cmmt"};
    QTest::newRow("nothing but a hash") << QByteArrayList{"-6gtghh96k8"} << QByteArrayList{"-h29d89cmmt"};
    QTest::newRow("two before") << QByteArrayList{"app-6gtghh96k8", "app-ffct9fmmmk"}
                                << QByteArrayList{"app-h29d89cmmt"};
    QTest::newRow("two after") << QByteArrayList{"app-h29d89cmmt"}
                               << QByteArrayList{"app-6gtghh96k8", "app-ffct9fmmmk"};
}

void TestDifference::renamesOnlyOneToOne()
{
    QFETCH(QByteArrayList, before);
    QFETCH(QByteArrayList, after);
    const auto all = [](const QByteArrayList &names) {
        QByteArray text;
        for (const QByteArray &name : names) text += "---\n" + configMap('"' + name + '"');
        return setOf({{u"a.yaml"_s, text}});
    };
    const Difference found = differenceOf(*all(before), *all(after));
    QCOMPARE(found.resources.size(), size_t(before.size() + after.size()));
    for (const ResourceChange &one : found.resources) {
        QVERIFY(one.change != ChangeKind::Changed);
        QCOMPARE(one.nameBefore, QString());
    }
}

// Items of a SecretList are Secrets, whether they say so or not: nothing of theirs is told.
void TestDifference::typedLists()
{
    const auto listed = setOf({{u"a.yaml"_s, "apiVersion: v1\nkind: SecretList\nitems:\n"
                                             "- {metadata: {name: s}, stringData: {a: hunter2}}\n"_ba}});
    const auto alone = setOf({{u"a.yaml"_s, "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n"
                                            "stringData: {a: hunter2}\n"_ba}});
    QCOMPARE(lines(differenceOf(*listed, *alone)), QStringList());
    QCOMPARE(lines(differenceOf(*alone, *listed)), QStringList());
    const auto other = setOf({{u"a.yaml"_s, "apiVersion: v1\nkind: SecretList\nitems:\n"
                                            "- {metadata: {name: s}, stringData: {a: hunter3, b: hunter4}}\n"_ba}});
    const QString text = lines(differenceOf(*listed, *other)).join(u'\n');
    QCOMPARE(text.count(u"stringData"), 2);
    QVERIFY2(!text.contains(u"hunter"), qPrintable(text));
}

// As many edges as are looked at at all, and none of them the same.
void TestDifference::manyEdges()
{
    QByteArray before, after;
    for (int i = 0; i < 450; ++i) {
        const QByteArray n = QByteArray::number(i);
        const QByteArray pods = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p" + n + ", labels: {a: b}}\n";
        const auto service = [&n](const QByteArray &name) {
            return "---\napiVersion: v1\nkind: Service\nmetadata: {name: " + name + n +
                   "}\nspec: {selector: {a: b}, ports: [{port: 80}]}\n";
        };
        before += pods + service("a");
        after += pods + service("b");
    }
    const auto older = setOf({{u"a.yaml"_s, before}}), newer = setOf({{u"a.yaml"_s, after}});
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(differenceOf(*older, *older).edges.size(), 0u);
    const Difference found = differenceOf(*older, *newer);
    QVERIFY2(clock.elapsed() < support::maxMs, QByteArray::number(clock.elapsed()).constData());
    const auto added = std::ranges::count(found.edges, ChangeKind::Added, &EdgeChange::change);
    QVERIFY(added >= 100000);
    QCOMPARE(qsizetype(found.edges.size()), 2 * added);
    const auto order = [](const EdgeChange &one) { return std::tuple(one.edge.from, one.edge.to, one.edge.relation); };
    QVERIFY(std::ranges::is_sorted(found.edges, {}, order));
}

void TestDifference::manyItems()
{
    constexpr int many = 50000;
    QByteArray there, back;
    for (int i = 0; i < many; ++i) {
        const QByteArray item = "{name: c" + QByteArray::number(i) + "},";
        there += item;
        back.prepend(item);
    }
    const auto before = setOf({{u"a.yaml"_s, pod("  initContainers: [" + there + "]\n")}});
    const auto after = setOf({{u"a.yaml"_s, pod("  initContainers: [" + back + "]\n")}});
    QElapsedTimer clock;
    clock.start();
    const Difference found = differenceOf(*before, *after);
    QCOMPARE(found.resources.size(), 1u);
    QCOMPARE(found.resources[0].fields.size(), 1u);
    QVERIFY(found.resources[0].fields[0].isOrder);
    QVERIFY2(clock.elapsed() < support::maxMs, QByteArray::number(clock.elapsed()).constData());
}

void TestDifference::deepTrees()
{
    constexpr int depth = 9000;
    const auto tree = [](const QByteArray &leaf) {
        return "apiVersion: v1\nkind: Odd\nmetadata: {name: d}\nx: " + QByteArray("[").repeated(depth) + leaf +
               QByteArray("]").repeated(depth) + "\n";
    };
    const Difference found = differenceOf(*setOf({{u"a.yaml"_s, tree("1")}}), *setOf({{u"a.yaml"_s, tree("2")}}));
    QCOMPARE(found.resources.size(), 1u);
    QCOMPARE(found.resources[0].fields.size(), 1u);
    QCOMPARE(found.resources[0].fields[0].path, u"x"_s + u"[0]"_s.repeated(depth));
}

void TestDifference::isItsOwnInverse()
{
    const auto before = setOf(
        {{u"a.yaml"_s, pod("  nodeName: a\n  containers: [{name: x, args: [a, b]}]\n") + "---\n" + configMap("m")}});
    const auto after =
        setOf({{u"a.yaml"_s, pod("  hostname: a\n  containers: [{name: x, args: [b, c]}, {name: y}]\n")}});
    const Difference there = differenceOf(*before, *after), back = differenceOf(*after, *before);
    QCOMPARE(there.resources.size(), back.resources.size());
    const auto opposite = [](ChangeKind change) {
        return change == ChangeKind::Added     ? ChangeKind::Removed
               : change == ChangeKind::Removed ? ChangeKind::Added
                                               : change;
    };
    for (std::size_t i = 0; i < there.resources.size(); ++i) {
        QCOMPARE(there.resources[i].change, opposite(back.resources[i].change));
        QCOMPARE(there.resources[i].fields.size(), back.resources[i].fields.size());
        for (std::size_t j = 0; j < there.resources[i].fields.size(); ++j) {
            FieldChange turned = back.resources[i].fields[j];
            std::swap(turned.before, turned.after);
            turned.change = opposite(turned.change);
            QVERIFY(turned == there.resources[i].fields[j]);
        }
    }
}

QTEST_GUILESS_MAIN(TestDifference)
#include "tst_difference.moc"
