// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/offline/completion.h"
#include "model/diff/difference.h"
#include "model/yaml/yamlvalue.h"

#include <QDirIterator>
#include <QFile>
#include <QSet>
#include <QTest>

#include <map>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const ResourceSet> setOf(const QByteArray &text)
{
    return ResourceSet::build({{u"a.yaml"_s, YamlStream::parse(text)}});
}

QStringList changes(const QByteArray &before, const QByteArray &after, const Completion &completion)
{
    QStringList all;
    const auto left = setOf(before), right = setOf(after);
    for (const ResourceChange &one : differenceOf(*left, *right, {}, SchemaStore::newest(), completion).resources) {
        if (one.fields.empty()) all += toWord(one.change) + u' ' + one.key.id();
        for (const FieldChange &field : one.fields) all += toWord(field.change) + u' ' + field.path;
    }
    return all;
}

struct DefaultRow
{
    QByteArray path, base, bare, written, other;
};

QByteArray replaced(const QByteArray &text, const QByteArray &from, QByteArray to)
{
    QByteArray line = from.mid(2);
    line.replace("\\n", "\n");
    to = to.mid(2).replace("\\n", "\n");
    const qsizetype at = text.indexOf(line);
    return at < 0 ? QByteArray() : QByteArray(text).replace(at, line.size(), to);
}

QList<DefaultRow> readDefaults()
{
    QList<DefaultRow> rows;
    std::map<QByteArray, QByteArray> bases;
    QByteArray *base = nullptr;
    QByteArray from;
    QFile file(QStringLiteral(KUBEWRIGHT_TEST_DATA "/practice/offline/defaults.txt"));
    if (!file.open(QIODevice::ReadOnly)) return rows;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("== base ")) {
            base = &bases[line.mid(8)];
        } else if (line.startsWith("== default ")) {
            base = nullptr;
            const qsizetype of = line.lastIndexOf(" of ");
            const QByteArray name = line.mid(of + 4);
            rows.append({line.mid(11, of - 11), name, bases[name], {}, {}});
        } else if (base) {
            *base += line + '\n';
        } else if (line.startsWith('<')) {
            from = line;
        } else if (line.startsWith('>')) {
            rows.last().written = replaced(rows.last().bare, from, line);
        } else if (line.startsWith('~')) {
            rows.last().other = replaced(rows.last().bare, from, line);
        }
    }
    return rows;
}

QByteArray pod(const QByteArray &rest) { return "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n" + rest; }

} // namespace

// What an API server fills in is no difference.
class TestCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaults_data();
    void defaults();
    void defaultsAreOfManyKinds();
    void others_data();
    void others();
    void unknownKinds();
    void versionsApart();
    void secrets();
    void sourcesOfClaims();
    void completedManifests();

private:
    const Completion m_completion = practice::offlineCompletion();
};

void TestCompletion::defaults_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("bare");
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("other");
    for (const DefaultRow &row : readDefaults())
        QTest::newRow((row.base + ' ' + row.path).constData()) << row.path << row.bare << row.written << row.other;
}

void TestCompletion::defaults()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, bare);
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, other);
    QVERIFY(!written.isEmpty() && !other.isEmpty());
    QCOMPARE(changes(bare, written, m_completion), QStringList());
    QCOMPARE(changes(written, bare, m_completion), QStringList());
    const QString field = QString::fromUtf8(path);
    for (const QStringList &found : {changes(bare, other, m_completion), changes(other, written, m_completion)}) {
        QVERIFY2(!found.isEmpty(), "another value is a difference");
        for (const QString &one : found) QVERIFY2(one.section(u' ', 1).startsWith(field), qPrintable(one));
    }
}

void TestCompletion::defaultsAreOfManyKinds()
{
    QSet<QByteArray> kinds, paths;
    int beyondSchemas = 0;
    for (const DefaultRow &row : readDefaults()) {
        kinds.insert(row.base);
        paths.insert(row.base + row.path);
        beyondSchemas += !changes(row.bare, row.written, {}).isEmpty();
    }
    QVERIFY(kinds.size() >= 12);
    QVERIFY(paths.size() >= 50);
    QVERIFY2(beyondSchemas >= 40, QByteArray::number(beyondSchemas).constData());
}

void TestCompletion::others_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArray &before, const QByteArray &after,
                        const QStringList &expected) { QTest::newRow(name) << pod(before) << pod(after) << expected; };
    const QByteArray one = "  containers: [{name: a, image: x:1", two = "  containers: [{name: a, image: x:2";
    row("a default beside a change", one + "}]\n", two + ", imagePullPolicy: IfNotPresent}]\n",
        {u"changed spec.containers[name=a].image"_s});
    row("derived from what changes, and written", one + ", resources: {limits: {cpu: 1}}}]\n",
        one + ", resources: {limits: {cpu: 2}, requests: {cpu: 2}}}]\n",
        {u"changed spec.containers[name=a].resources.limits.cpu"_s,
         u"added spec.containers[name=a].resources.requests"_s});
    row("derived from what changes, and not written", one + ", resources: {limits: {cpu: 1}}}]\n",
        one + ", resources: {limits: {cpu: 2}}}]\n", {u"changed spec.containers[name=a].resources.limits.cpu"_s});
    row("what was derived is kept", one + ", resources: {limits: {cpu: 1}}}]\n",
        one + ", resources: {limits: {cpu: 2}, requests: {cpu: 1}}}]\n",
        {u"changed spec.containers[name=a].resources.limits.cpu"_s});
    row("a policy that another tag derives", "  containers: [{name: a, image: x}]\n",
        "  containers: [{name: a, image: 'x:1', imagePullPolicy: Always}]\n",
        {u"changed spec.containers[name=a].image"_s});
    row("two that are written", one + ", imagePullPolicy: Always}]\n", one + ", imagePullPolicy: Never}]\n",
        {u"changed spec.containers[name=a].imagePullPolicy"_s});
    row("a pointer to false", one + "}]\n", one + ", securityContext: {runAsNonRoot: false}}]\n",
        {u"added spec.containers[name=a].securityContext"_s});
    row("a misspelt field beside a default", one + "}]\n",
        one + ", imagePullPolicy: IfNotPresent, terminationMessagePolcy: File}]\n",
        {u"added spec.containers[name=a].terminationMessagePolcy"_s});
    row("a misspelt field that is empty", "  dnsPolicy: ClusterFirst\n", "  hostNetwrok: false\n",
        {u"added spec.hostNetwrok"_s});
    row("a misspelt field within a default", one + "}]\n", one + "}]\n  securityContext: {typo: 1}\n",
        {u"added spec.securityContext"_s});
    row("an old name beside the new one", "  serviceAccountName: a\n", "  serviceAccount: a\n", {});
    row("old names that differ, unheeded", "  {serviceAccountName: a, serviceAccount: b}\n",
        "  serviceAccountName: a\n", {u"removed spec.serviceAccount"_s});
    row("empty ones", "  {nodeSelector: {}, tolerations: [], hostname: ''}\n", "  {}\n", {});
    row("items by their places", "  tolerations: [{key: a, operator: Exists}]\n" + one + ", args: [x]}]\n",
        "  tolerations: [{key: b}, {key: a, operator: Exists, value: ''}]\n" + one + ", args: [x]}]\n",
        {u"added spec.tolerations[0]"_s});
    row("what cannot be decoded", "  priority: x\n", "  {priority: x, dnsPolicy: ClusterFirst}\n",
        {u"added spec.dnsPolicy"_s});
}

void TestCompletion::others()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QStringList, expected);
    QCOMPARE(changes(before, after, m_completion), expected);
    for (QString &one : expected)
        one = one.startsWith(u"added")     ? u"removed"_s + one.mid(5)
              : one.startsWith(u"removed") ? u"added"_s + one.mid(7)
                                           : one;
    QCOMPARE(changes(after, before, m_completion), expected);
}

void TestCompletion::unknownKinds()
{
    const QByteArray bare = "apiVersion: example.com/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {x: 1}\n";
    QCOMPARE(changes(bare, QByteArray(bare).replace("x: 1", "x: 1, replicas: 1, z: {}"), m_completion),
             (QStringList{u"added spec.replicas"_s, u"added spec.z"_s}));
    QVERIFY(m_completion({}).isNull());
    QVERIFY(m_completion(ValueMap{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, 5}}).isNull());
}

// Fields of two versions are not the same ones.
void TestCompletion::versionsApart()
{
    const QByteArray bare = "apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n"
                            "  maxReplicas: 3\n  scaleTargetRef: {kind: Deployment, name: a}\n";
    QCOMPARE(changes(bare, QByteArray(bare).replace("/v1", "/v2").replace("spec:\n", "spec:\n  minReplicas: 1\n"),
                     m_completion),
             (QStringList{u"changed apiVersion"_s, u"added spec.minReplicas"_s}));
}

void TestCompletion::secrets()
{
    const QByteArray secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n";
    QCOMPARE(changes(secret + "stringData: {p: x}\n", secret + "data: {p: eA==}\ntype: Opaque\n", m_completion),
             QStringList());
    QCOMPARE(changes(secret + "data: {p: eA==}\nstringData: {p: x}\n", secret + "data: {p: eA==}\n", m_completion),
             QStringList());
    QCOMPARE(changes(secret + "stringData: {p: x}\n", secret + "data: {p: eQ==}\ntype: Opaque\n", m_completion),
             QStringList{u"changed data.p"_s});
}

// The server writes each of both names from the other one.
void TestCompletion::sourcesOfClaims()
{
    const QByteArray claim = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\n"
                             "spec:\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 1Gi}}\n";
    const QByteArray old = "  dataSource: {kind: PersistentVolumeClaim, name: b}\n";
    const QByteArray now = "  dataSourceRef: {kind: PersistentVolumeClaim, name: b}\n";
    QCOMPARE(changes(claim + old, claim + now, m_completion), QStringList());
    QCOMPARE(changes(claim + now, claim + now + old, m_completion), QStringList());
    QCOMPARE(changes(claim + old, claim + QByteArray(now).replace("b}", "c}"), m_completion),
             (QStringList{u"removed spec.dataSource"_s, u"added spec.dataSourceRef"_s}));
    QCOMPARE(changes(claim, claim + now, m_completion), QStringList{u"added spec.dataSourceRef"_s});
    const QByteArray elsewhere = QByteArray(now).replace("b}", "b, namespace: other}");
    QCOMPARE(changes(claim + now, claim + elsewhere, m_completion),
             QStringList{u"added spec.dataSourceRef.namespace"_s});
}

// Every manifest that is kept here, against itself with all its defaults.
void TestCompletion::completedManifests()
{
    int compared = 0, completedOnes = 0;
    QStringList wrong;
    QDirIterator files(QStringLiteral(KUBEWRIGHT_TEST_DATA), {u"*.yaml"_s, u"*.yml"_s, u"*.json"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.size() > 1 << 20 || !file.open(QIODevice::ReadOnly)) continue;
        const auto set = setOf(file.readAll());
        for (const Resource &resource : set->resources()) {
            const auto written = toValue(resource.root());
            if (!written || resource.isRefused || resource.key.name.isEmpty()) continue;
            const Value completed = m_completion(*written);
            if (completed.isNull()) continue;
            const SchemaNode node =
                SchemaStore::newest().kind(resource.apiVersion.toUtf8(), resource.key.kind.toUtf8()).node;
            // What the server drops, as it does not know it, stays a difference.
            if (!isKept(*written, &completed, node)) continue;
            ++compared;
            const auto text = toJson(*written), defaulted = toJson(completed);
            QVERIFY(text && defaulted);
            completedOnes += !changes(*text, *defaulted, {}).isEmpty();
            for (const QStringList &found :
                 {changes(*text, *defaulted, m_completion), changes(*defaulted, *text, m_completion)})
                if (!found.isEmpty()) wrong += file.fileName() + u' ' + resource.key.id() + u": "_s + found.join(u", ");
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    qInfo("%d manifests, %d of them with defaults that schemas do not state", compared, completedOnes);
    QVERIFY(compared > 400);
    QVERIFY(completedOnes > 200);
}

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
