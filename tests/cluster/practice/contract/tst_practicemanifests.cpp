// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/run/practicecluster.h"
#include "model/schema/schemastore.h"
#include "model/wire/json.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"
#include "tests/cluster/practice/contract/transcript.h"
#include "tests/support/apiclient.h"
#include "tests/support/controlplane.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using model::Value;

// Every object of the manifests is created on the practice cluster and on a real apiserver: what is stored is the same
// but for uids, times, addresses and versions, and what is refused is refused for the same reasons.
class TestPracticeManifests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void objects_data();
    void objects();
    void enoughWereStored();

private:
    QStringList sent(contract::ApiClient &client, const QString &space, const std::vector<Value> &objects);

    std::unique_ptr<support::ControlPlane> m_plane;
    std::unique_ptr<practice::PracticeCluster> m_cluster;
    std::unique_ptr<contract::ApiClient> m_practice;
    std::unique_ptr<contract::ApiClient> m_real;
    int m_stored = 0;
    int m_refused = 0;
};

namespace {

QString textOf(const Value &object, QStringView key)
{
    const Value *value = object.find(key);
    return value && value->string() ? *value->string() : QString();
}

// Lists taken apart.
void gather(const Value &value, std::vector<Value> &out)
{
    const Value *items = value.find(u"items");
    if (textOf(value, u"kind") != u"List" || !items || !items->list()) {
        if (!value.isNull()) out.push_back(value);
        return;
    }
    for (const Value &item : *items->list()) out.push_back(item);
}

std::vector<Value> objectsOf(const QString &path)
{
    std::vector<Value> objects;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return objects;
    const model::YamlStream stream = model::YamlStream::parse(file.readAll());
    for (const model::YamlStream::Part &part : stream.parts()) {
        if (part.document->error()) continue; // what is no YAML never reaches a server
        if (auto value = model::toValue(part.document->root())) gather(*value, objects);
    }
    return objects;
}

// Where an object of a kind is posted; a kind that is not built in gets a guess, which no server serves.
QByteArray collectionOf(const Value &object, const QString &space)
{
    const QByteArray apiVersion = textOf(object, u"apiVersion").toUtf8();
    const QByteArray kind = textOf(object, u"kind").toUtf8();
    const model::SchemaKind known = model::SchemaStore::builtin().kind(apiVersion, kind);
    const QByteArray root = (apiVersion.contains('/') ? "/apis/" : "/api/") + apiVersion;
    const QByteArray plural = known ? known.plural.toByteArray() : kind.toLower() + 's';
    const bool namespaced = !known || known.namespaced;
    return root + (namespaced ? "/namespaces/" + space.toUtf8() : QByteArray()) + '/' + plural;
}

} // namespace

void TestPracticeManifests::initTestCase()
{
    KUBEWRIGHT_REQUIRE_CONTROLPLANE(m_plane, support::ControlPlane::start({QStringLiteral("--bare")}));
    practice::PracticeCluster::Options options;
    options.serviceCidr = QStringLiteral("10.0.0.0/16"); // the real one's
    auto cluster = practice::PracticeCluster::start(options);
    QVERIFY2(cluster.ok(), cluster ? "" : qPrintable(cluster.error().toString()));
    m_cluster = std::move(*cluster);
    m_practice = contract::ApiClient::open(m_cluster->kubeconfig(), {});
    QFile kubeconfig(m_plane->kubeconfig());
    QVERIFY(kubeconfig.open(QIODevice::ReadOnly));
    m_real = contract::ApiClient::open(kubeconfig.readAll(), m_plane->directory());
    QVERIFY(m_practice && m_real);
}

void TestPracticeManifests::objects_data()
{
    QTest::addColumn<QString>("path");
    const QString folder = QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests");
    QDirIterator files(folder, {QStringLiteral("*.yaml"), QStringLiteral("*.yml"), QStringLiteral("*.json")},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QTest::newRow(qPrintable(path.mid(folder.size() + 1))) << path;
    }
}

// A namespace of the file's own; what belongs to none is removed again.
QStringList TestPracticeManifests::sent(contract::ApiClient &client, const QString &space,
                                        const std::vector<Value> &objects)
{
    client.request("POST", "/api/v1/namespaces",
                   R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":")" + space.toUtf8() + R"("}})",
                   "application/json");
    contract::Normaliser normaliser(space);
    QStringList lines;
    QList<QByteArray> made;
    for (Value object : objects) {
        const QByteArray path = collectionOf(object, space);
        Value *metadata = object.find(u"metadata");
        if (path.contains("/namespaces/") && metadata && metadata->isMap() && metadata->find(u"namespace"))
            metadata->set(u"namespace", space);
        const contract::Reply reply = client.request("POST", path, model::writeJson(object), "application/json");
        const QString name = metadata ? textOf(*metadata, u"name") : QString();
        QString line = QStringLiteral("%1 %2 -> %3").arg(textOf(object, u"kind"), name).arg(reply.code);
        for (const QByteArray &warning : reply.warnings)
            line += QStringLiteral("\n  warning ") + QString::fromUtf8(warning);
        lines += line + QStringLiteral("\n  ") + normaliser.body(reply.body);
        if (reply.code == 201 && !path.contains("/namespaces/")) made.prepend(path + '/' + name.toUtf8());
    }
    for (const QByteArray &path : made)
        client.request("DELETE", path, R"({"propagationPolicy":"Background"})", "application/json");
    return lines;
}

void TestPracticeManifests::objects()
{
    QFETCH(QString, path);
    const std::vector<Value> objects = objectsOf(path);
    static int number = 0;
    const QString space = QStringLiteral("m-%1").arg(++number);
    const QStringList expected = sent(*m_real, space, objects);
    const QStringList actual = sent(*m_practice, space, objects);
    for (qsizetype i = 0; i < expected.size(); ++i) {
        (expected[i].section(u'\n', 0, 0).endsWith(u"201") ? m_stored : m_refused) += 1;
        if (actual[i] != expected[i])
            QFAIL(qPrintable(QStringLiteral("\nreal:     %1\npractice: %2").arg(expected[i], actual[i])));
    }
}

void TestPracticeManifests::enoughWereStored()
{
    qInfo("%d objects were stored alike, %d refused alike", m_stored, m_refused);
    QVERIFY(m_stored > 200);
    QVERIFY(m_refused > 10);
}

QTEST_GUILESS_MAIN(TestPracticeManifests)
#include "tst_practicemanifests.moc"
