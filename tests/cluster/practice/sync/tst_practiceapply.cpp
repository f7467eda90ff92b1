// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/applyrun.h"
#include "cluster/practice/run/practicecluster.h"
#include "model/resource/resourceset.h"
#include "tests/cluster/practice/sync/connection.h"
#include "tests/support/testdata.h"

#include <QTest>

using namespace cluster;
using namespace Qt::StringLiterals;

// The program's own apply, through kubeconfig, transport, discovery and preview, on the practice cluster.
class TestPracticeApply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void previewsCreation();
    void creates();
    void leavesAloneWhatIsThere();
    void changesOneField();
    void saysWhatConflicts();

private:
    static constexpr int patienceMs = 60000;

    template<typename Operation, typename Outcome>
    Outcome wait(Operation &operation, void (Operation::*signal)(const Outcome &))
    {
        std::optional<Outcome> outcome;
        connect(&operation, signal, this, [&outcome](const Outcome &told) { outcome = told; });
        if (!syncing::waitUntil([&outcome] { return outcome.has_value(); }, patienceMs)) qFatal("no end in time");
        return *outcome;
    }
    static QList<ApplyItem> items(const QByteArray &yaml)
    {
        const auto set = model::ResourceSet::build({{u"in.yaml"_s, model::YamlStream::parse(yaml)}});
        QList<ApplyItem> list;
        for (const model::Resource &resource : set->resources()) list.append(*applyItemOf(resource, int(list.size())));
        return list;
    }
    QList<ItemResult> apply(const QByteArray &yaml)
    {
        ApplyRun run(*m_transport, m_resources, items(yaml), {.defaultNamespace = u"default"_s});
        return wait(run, &ApplyRun::finished);
    }
    // "created 35", or also what went wrong.
    static QString count(const QList<ItemResult> &results)
    {
        static constexpr const char *words[] = {"created", "configured", "unchanged", "conflict",
                                                "invalid", "failed",     "skipped"};
        QMap<QString, int> counts;
        for (const ItemResult &result : results) {
            QString line = QString::fromLatin1(words[int(result.state)]);
            if (result.failure) line += u' ' + result.title + u' ' + result.failure->error.message;
            ++counts[line];
        }
        QStringList lines;
        for (auto entry = counts.cbegin(); entry != counts.cend(); ++entry)
            lines += entry.key() + u' ' + QString::number(entry.value());
        return lines.join(u'\n');
    }
    static QMap<QString, QString> versions(const QList<ItemResult> &results)
    {
        QMap<QString, QString> all;
        for (const ItemResult &result : results) all.insert(result.place, result.resourceVersion);
        return all;
    }
    QJsonObject ask(const Request &request)
    {
        Exchange exchange(*m_transport, request);
        const Reply reply = wait(exchange, &Exchange::finished);
        if (!reply.ok()) qWarning("%s", qPrintable(reply.failure->error.message));
        return reply.object;
    }

    std::unique_ptr<practice::PracticeCluster> m_cluster;
    std::unique_ptr<syncing::KubeconfigFile> m_kubeconfig;
    std::unique_ptr<NamTransport> m_transport;
    ApiResources m_resources;
    QByteArray m_sample;
    QMap<QString, QString> m_versions;
};

void TestPracticeApply::initTestCase()
{
    auto cluster = practice::PracticeCluster::start({});
    QVERIFY2(cluster.ok(), cluster ? "" : qPrintable(cluster.error().toString()));
    m_cluster = std::move(*cluster);
    m_kubeconfig = std::make_unique<syncing::KubeconfigFile>(m_cluster->kubeconfig());
    m_transport = syncing::connectTo(m_kubeconfig->path());
    QFile sample(QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/resources/samples/online-boutique.yaml"));
    QVERIFY(sample.open(QIODevice::ReadOnly));
    m_sample = sample.readAll();
    Discovery discovery(*m_transport);
    const Discovered found = wait(discovery, &Discovery::finished);
    QVERIFY2(!found.failure, found.failure ? qPrintable(found.failure->error.toString()) : "");
    m_resources = found.resources;
}

void TestPracticeApply::previewsCreation()
{
    const qint64 before = m_cluster->revision();
    ApplyPreview preview(*m_transport, m_resources, items(m_sample), {.defaultNamespace = u"default"_s});
    const QList<ItemPreview> previews = wait(preview, &ApplyPreview::finished);
    QCOMPARE(previews.size(), items(m_sample).size());
    for (const ItemPreview &item : previews) QCOMPARE(item.state, ItemPreview::State::Create);
    QCOMPARE(m_cluster->revision(), before);
}

void TestPracticeApply::creates()
{
    const QList<ItemResult> results = apply(m_sample);
    QCOMPARE(count(results), u"created %1"_s.arg(items(m_sample).size()));
    m_versions = versions(results);
    QCOMPARE(m_versions.size(), results.size());
}

void TestPracticeApply::leavesAloneWhatIsThere()
{
    const qint64 before = m_cluster->revision();
    const QList<ItemResult> results = apply(m_sample);
    QCOMPARE(count(results), u"unchanged %1"_s.arg(m_versions.size()));
    QCOMPARE(versions(results), m_versions);
    QCOMPARE(m_cluster->revision(), before);
    for (auto entry = m_versions.cbegin(); entry != m_versions.cend(); ++entry)
        QCOMPARE(ask({.path = entry.key()})["metadata"_L1]["resourceVersion"_L1].toString(), entry.value());
}

void TestPracticeApply::changesOneField()
{
    QByteArray changed = m_sample;
    const qsizetype at = changed.indexOf("image:", changed.indexOf("kind: Deployment"));
    QVERIFY(at > 0);
    changed.replace(at, changed.indexOf('\n', at) - at, "image: example.com/another:2");
    const QList<ItemResult> results = apply(changed);
    QCOMPARE(count(results), u"configured 1\nunchanged %1"_s.arg(m_versions.size() - 1));
    for (const ItemResult &result : results)
        QCOMPARE(result.resourceVersion != m_versions[result.place], result.state == ItemResult::State::Configured);
}

void TestPracticeApply::saysWhatConflicts()
{
    const QByteArray one = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"shared"},"data":{"k":"1"}})";
    QCOMPARE(count(apply(one)), u"created 1"_s);
    ask({.method = "PATCH",
         .path = u"/api/v1/namespaces/default/configmaps/shared?fieldManager=other&force=true"_s,
         .headers = {{"Content-Type", "application/apply-patch+yaml"}},
         .body = QByteArray(one).replace("\"1\"", "\"2\"")});
    const QList<ItemResult> results = apply(one);
    QCOMPARE(results.size(), 1);
    QCOMPARE(results[0].state, ItemResult::State::Conflict);
    QCOMPARE(results[0].conflicts.size(), 1);
    QCOMPARE(results[0].conflicts[0].manager, u"other"_s);
}

QTEST_GUILESS_MAIN(TestPracticeApply)
#include "tst_practiceapply.moc"
