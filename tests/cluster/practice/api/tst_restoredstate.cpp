// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a state file may bring: whatever writes could have made, and nothing else.
#include "tests/cluster/practice/api/apibench.h"

#include <QTemporaryDir>
#include <QTest>

using bench::ApiBench;

namespace {

// An object's JSON as it is stored; the head and the metadata that every object has stand first.
QByteArray stored(const QByteArray &kind, const QByteArray &apiVersion, const QByteArray &metadata,
                  const QByteArray &rest = {})
{
    return R"({"kind":")" + kind + R"(","apiVersion":")" + apiVersion + R"(","metadata":{"uid":"u",)" +
           R"("creationTimestamp":"2026-01-01T00:00:00Z","resourceVersion":"@",)" + metadata + '}' + rest + '}';
}

QByteArray pod(const QByteArray &metadata, const QByteArray &rest = {})
{
    return stored("Pod", "v1", R"("name":"x","namespace":"default")" + metadata, rest);
}

} // namespace

class TestRestoredState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void whatNoWriteMade_data();
    void whatNoWriteMade();
    void longLabelsAreFew();

private:
    QTemporaryDir m_folder;
};

void TestRestoredState::whatNoWriteMade_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("problem"); // empty: it is taken
    const auto row = [](const char *name, const QByteArray &key, const QByteArray &json, const char *problem) {
        QTest::newRow(name) << key << json << QString::fromLatin1(problem);
    };
    const QByteArray key = "pods/default/x";
    const char *noObject = "no object of a kind";
    const char *noWrite = "metadata that no write made";
    const char *otherKey = "the key of another object";
    row("good", key, pod(""), "");
    row("null", key, "null", noObject);
    row("list", key, "[]", noObject);
    row("no JSON", key, "", "unexpected end of JSON input");
    row("two in one", key, R"({}],"x":[{)", "invalid character ']' after top-level value");
    row("empty", key, "{}", noObject);
    row("deep", key, QByteArray(20000, '['), "invalid character '[' exceeded max depth");
    row("head not first", key, R"({"metadata":{},"kind":"Pod","apiVersion":"v1"})", noObject);
    row("head of other types", key, R"({"kind":5,"apiVersion":[]})", noObject);
    row("no metadata", key, R"({"kind":"Pod","apiVersion":"v1"})", "an object without metadata");
    row("metadata null", key, R"({"kind":"Pod","apiVersion":"v1","metadata":null})", "an object without metadata");
    row("no uid", key, pod("").replace(R"("uid":"u",)", ""), noWrite);
    row("no time", key, pod("").replace(R"("creationTimestamp":"2026-01-01T00:00:00Z",)", ""), noWrite);
    row("another revision", key, pod("").replace(R"("@")", R"("1")"), noWrite);
    row("no revision", key, pod("").replace(R"("resourceVersion":"@",)", ""), noWrite);
    row("no name", key, stored("Pod", "v1", R"("namespace":"default")"), noWrite);
    row("another name", "pods/default/y", pod(""), otherKey);
    row("another namespace", "pods/kube-system/x", pod(""), otherKey);
    row("no namespace", "pods/x", stored("Pod", "v1", R"("name":"x")"), otherKey);
    row("a namespace too many", "nodes/default/x", stored("Node", "v1", R"("name":"x","namespace":"default")"),
        otherKey);
    row("another kind's key", "secrets/default/x", pod(""), otherKey);
    row("wrong labels", key, pod(R"(,"labels":[1])"),
        "Pod in version \"v1\" cannot be handled as a Pod: json: cannot unmarshal array into Go struct field "
        "ObjectMeta.metadata.labels of type map[string]string");
    row("wrong spec", key, pod("", R"(,"spec":"x")"),
        "Pod in version \"v1\" cannot be handled as a Pod: json: cannot unmarshal string into Go struct field "
        "Pod.spec of type v1.PodSpec");
    row("a version that is not stored", "events/default/x",
        stored("Event", "events.k8s.io/v1", R"("name":"x","namespace":"default")"), "a version that is not stored");
    const auto thing = [](const QByteArray &metadata) {
        return stored("Thing", "example.com/v1", R"("name":"x","namespace":"default")" + metadata, R"(,"spec":[5])");
    };
    row("a kind that nobody serves", "example.com/things/default/x", thing(""), "");
    row("its wrong labels", "example.com/things/default/x", thing(R"(,"labels":5)"),
        "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type map[string]string");
    row("its other key", "example.com/things/default/y", thing(""), otherKey);
    row("its other group", "example.org/things/default/x", thing(""), otherKey);
    row("its key without a plural", "example.com/default/x", thing(""), otherKey);
    row("unknown kind in a known place", key, stored("Cod", "v1", R"("name":"x","namespace":"default")"), otherKey);
}

void TestRestoredState::whatNoWriteMade()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, json);
    QFETCH(QString, problem);
    const QString file = m_folder.filePath(QStringLiteral("state"));
    {
        practice::Store store; // that looks at nothing
        QVERIFY(store.put(key, json.replace(R"("@")", R"("2")")).ok());
        QVERIFY(store.save(file).ok());
    }
    ApiBench bench;
    const auto loaded = bench.store.load(file);
    QCOMPARE(loaded.ok() ? QString() : loaded.error().message,
             problem.isEmpty()
                 ? problem
                 : QStringLiteral("not a state of a practice cluster: %1: %2").arg(QString::fromUtf8(key), problem));
    if (!loaded.ok()) return;
    bench.definitions.readAll();
    bench.gate.readAll();
    QCOMPARE(bench.ask("GET", "/api/v1/pods")->status, 200);
    QCOMPARE(bench.ask("PATCH", "/api/v1/namespaces/default/pods/x?fieldManager=m&force=true",
                       R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","labels":{"a":"b"}}})",
                       {{"content-type", "application/apply-patch+yaml"}})
                     ->status /
                 100,
             4); // no spec, or no namespace: refused, and nothing worse
}

// What selectors need of a state is in its bytes, and small beside its JSON.
void TestRestoredState::longLabelsAreFew()
{
    QByteArray labels;
    for (int i = 0; i < 20000; ++i) labels += (i ? ",\"k" : "\"k") + QByteArray::number(i) + R"(":"")";
    ApiBench bench;
    const qsizetype before = bench.store.bytes();
    QCOMPARE(bench
                 .ask("POST", "/api/v1/namespaces/default/configmaps",
                      R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","labels":{)" + labels + "}}}")
                 ->status,
             201);
    const practice::RecordPtr record = bench.store.get("configmaps/default/a");
    QVERIFY(record);
    QCOMPARE(bench.store.bytes() - before,
             record->key.size() + record->json.size() + record->facts.bytes + practice::Store::stateBytes);
    const qsizetype least = 20000 * 2 * 4; // where each of its texts ends
    QVERIFY2(record->facts.bytes > least && record->facts.bytes < 2 * record->json.size(),
             qPrintable(QString::number(record->facts.bytes)));
    const auto found = bench.ask("GET", "/api/v1/configmaps?labelSelector=k19999,k0%3D,!k20000,k77!%3Dx");
    QCOMPARE(found->json().find(u"items")->list()->size(), 1u);
    const auto none = bench.ask("GET", "/api/v1/configmaps?labelSelector=k20000");
    QVERIFY(none->json().find(u"items")->list()->empty());
}

QTEST_GUILESS_MAIN(TestRestoredState)
#include "tst_restoredstate.moc"
