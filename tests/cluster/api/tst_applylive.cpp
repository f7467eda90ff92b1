// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/applyrun.h"
#include "cluster/api/fieldlocator.h"
#include "cluster/api/lister.h"
#include "cluster/config/kubeconfig.h"
#include "cluster/http/namtransport.h"
#include "model/resource/resourceset.h"
#include "tests/support/controlplane.h"
#include "tests/support/testdata.h"

#include <QJsonDocument>
#include <QTest>
#include <QTestEventLoop>

using namespace cluster;
using namespace Qt::StringLiterals;

// The real apiserver, through everything that a command would use: kubeconfig, transport, discovery, preview, apply,
// delete.
class TestApplyLive : public QObject
{
    Q_OBJECT

    std::unique_ptr<support::ControlPlane> m_plane;
    std::unique_ptr<NamTransport> m_transport;
    ApiResources m_resources;
    const QString m_namespace = u"apply-live"_s;

    template<typename Operation, typename Outcome>
    static Outcome wait(Operation &operation, void (Operation::*signal)(const Outcome &), int timeoutMs = 60000)
    {
        std::optional<Outcome> outcome;
        QTestEventLoop loop; // qWaitFor() sleeps between events
        connect(&operation, signal, &operation, [&](const Outcome &told) {
            outcome = told;
            loop.exitLoop();
        });
        loop.enterLoopMSecs(timeoutMs);
        if (!outcome) qFatal("no end in time");
        return *outcome;
    }

    Reply ask(const Request &request)
    {
        Exchange exchange(*m_transport, request);
        return wait(exchange, &Exchange::finished);
    }
    QJsonObject get(const QString &path)
    {
        const Reply reply = ask({.path = path});
        if (!reply.ok()) qWarning("%s", qPrintable(reply.failure->error.message));
        return reply.object;
    }
    Reply applyAs(const QString &manager, const QString &path, const QByteArray &body)
    {
        return ask({.method = "PATCH",
                    .path = path + "?fieldManager="_L1 + manager,
                    .headers = {{"Content-Type", "application/apply-patch+yaml"}},
                    .body = body});
    }

    static QList<ApplyItem> items(const QByteArray &yaml)
    {
        const auto set = model::ResourceSet::build({{u"in.yaml"_s, model::YamlStream::parse(yaml)}});
        if (!set->problems().empty()) qFatal("%s", qPrintable(set->problems()[0].message));
        QList<ApplyItem> list;
        for (const model::Resource &resource : set->resources()) list.append(*applyItemOf(resource, int(list.size())));
        return list;
    }

    QList<ItemPreview> preview(const QList<ApplyItem> &list, ApplyOptions options = {})
    {
        options.defaultNamespace = m_namespace;
        ApplyPreview run(*m_transport, m_resources, list, options);
        return wait(run, &ApplyPreview::finished);
    }
    QList<ItemResult> apply(const QList<ApplyItem> &list, ApplyOptions options = {})
    {
        options.defaultNamespace = m_namespace;
        ApplyRun run(*m_transport, m_resources, list, options);
        return wait(run, &ApplyRun::finished);
    }

    // "created 36", or also what went wrong.
    static QString count(const QList<ItemResult> &results)
    {
        static constexpr const char *words[] = {"created", "configured", "unchanged", "conflict",
                                                "invalid", "failed",     "skipped"};
        QMap<QString, int> counts;
        for (const ItemResult &result : results) {
            QString line = QString::fromLatin1(words[int(result.state)]);
            if (result.failure) line += ' '_L1 + result.title + ' '_L1 + result.failure->error.message;
            ++counts[line];
        }
        QStringList lines;
        for (auto it = counts.begin(); it != counts.end(); ++it)
            lines.append(it.key() + ' '_L1 + QString::number(it.value()));
        return lines.join(u'\n');
    }

    QMap<QString, QString> versions(const QList<ItemResult> &results)
    {
        QMap<QString, QString> all;
        for (const ItemResult &result : results)
            all.insert(result.place, get(result.place)["metadata"_L1]["resourceVersion"_L1].toString());
        return all;
    }

    bool allAvailable()
    {
        Lister lister(*m_transport, *m_resources.find(u"apps"_s, u"Deployment"_s), m_namespace);
        const Listed listed = wait(lister, &Lister::finished);
        return listed.items.size() == 12 &&
               std::all_of(listed.items.begin(), listed.items.end(), [](const QJsonObject &deployment) {
                   return deployment["status"_L1]["availableReplicas"_L1].toInt() ==
                          deployment["spec"_L1]["replicas"_L1].toInt();
               });
    }

private Q_SLOTS:
    void initTestCase()
    {
        KUBEWRIGHT_REQUIRE_CONTROLPLANE(m_plane, support::ControlPlane::shared());
        const auto config = Kubeconfig::load({{m_plane->kubeconfig()}, true});
        QVERIFY2(config.ok(), config ? "" : qPrintable(config.error().toString()));
        auto endpoint = config->endpoint({}, QProcessEnvironment::systemEnvironment());
        QVERIFY2(endpoint.ok(), endpoint ? "" : qPrintable(endpoint.error().toString()));
        m_transport = *NamTransport::create(*endpoint);
        Discovery discovery(*m_transport);
        const Discovered found = wait(discovery, &Discovery::finished);
        QVERIFY2(!found.failure, found.failure ? qPrintable(found.failure->error.message) : "");
        m_resources = found.resources;
    }

    void cleanupTestCase()
    {
        if (!m_transport) return;
        const ApiResource &spaces = *m_resources.find({}, u"Namespace"_s);
        const QJsonObject space = get(spaces.path({}, m_namespace));
        ask(deleteRequest(spaces, {}, m_namespace, space["metadata"_L1]["uid"_L1].toString()));
    }

    void discoversTheBuiltInKinds()
    {
        const ApiResource *deployment = m_resources.find(u"apps"_s, u"v1"_s, u"Deployment"_s);
        QVERIFY(deployment);
        QCOMPARE(deployment->path(u"a"_s, u"b"_s), u"/apis/apps/v1/namespaces/a/deployments/b"_s);
        QVERIFY(deployment->can(u"watch"_s));
        QVERIFY(deployment->shortNames.contains(u"deploy"_s));
        QVERIFY(!m_resources.find({}, u"Node"_s)->namespaced);
        QVERIFY2(m_resources.all().size() > 50, QByteArray::number(m_resources.all().size()).constData());
    }

    void onlineBoutiqueIsAppliedOnceAndOnlyOnce()
    {
        QList<ApplyItem> list = items(support::readTestData(u"manifests/online-boutique/kubernetes-manifests.yaml"_s));
        QCOMPARE(list.size(), 35);
        list.append(items("apiVersion: v1\nkind: Namespace\nmetadata: {name: " + m_namespace.toUtf8() + "}\n"));

        QList<ItemPreview> previews = preview(list);
        QCOMPARE(previews.size(), 36);
        QCOMPARE(previews[0].state, ItemPreview::State::Create);
        for (const ItemPreview &one : previews.mid(1)) QCOMPARE(one.state, ItemPreview::State::AfterNamespace);

        QCOMPARE(count(apply(list)), u"created 36"_s);
        const QJsonObject frontend = get("/apis/apps/v1/namespaces/"_L1 + m_namespace + "/deployments/frontend"_L1);
        QCOMPARE(frontend["metadata"_L1]["managedFields"_L1][0]["manager"_L1].toString(), u"kubewright"_s);
        QTRY_VERIFY_WITH_TIMEOUT(allAvailable(), 60000);

        previews = preview(list);
        for (const ItemPreview &one : previews) {
            QVERIFY2(one.state == ItemPreview::State::Same, qPrintable(one.place));
            QVERIFY(one.changes.isEmpty());
        }
        const QList<ItemResult> first = apply(list);
        QCOMPARE(count(first), u"unchanged 36"_s);
        const auto before = versions(first);
        QCOMPARE(count(apply(list)), u"unchanged 36"_s);
        QCOMPARE(versions(first), before);
    }

    void aChangeIsPreviewedFieldByField()
    {
        const auto one = items("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: '1', b: '1'}\n");
        const auto two = items("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: '2', c: '1'}\n");
        QCOMPARE(count(apply(one)), u"created 1"_s);
        const QList<ItemPreview> previews = preview(two);
        QCOMPARE(previews[0].state, ItemPreview::State::Change);
        QStringList lines;
        for (const FieldChange &change : previews[0].changes)
            lines.append(change.path.toString() + ' '_L1 + change.before.toString(u"-"_s) + '>'_L1 +
                         change.after.toString(u"-"_s) + ' '_L1 + change.owners.join(u','));
        QCOMPARE(lines.join(u'\n'), u"data.a 1>2 kubewright\ndata.b 1>- kubewright\ndata.c ->1 "_s);
        QCOMPARE(count(apply(two)), u"configured 1"_s);
        QCOMPARE(get("/api/v1/namespaces/"_L1 + m_namespace + "/configmaps/c"_L1)["data"_L1].toObject(),
                 (QJsonObject{{u"a"_s, u"2"_s}, {u"c"_s, u"1"_s}}));
    }

    void conflictsNameFieldAndOwnerAndAreNotForced()
    {
        const QString path = "/api/v1/namespaces/"_L1 + m_namespace + "/configmaps/shared"_L1;
        QVERIFY(applyAs(u"kubectl"_s, path,
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: shared}, data: {k: theirs}}")
                    .ok());
        const auto ours = items("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shared}\ndata: {k: ours}\n");

        const QList<ItemPreview> previews = preview(ours);
        QCOMPARE(previews[0].state, ItemPreview::State::Conflict);
        QCOMPARE(previews[0].conflicts.at(0).manager, u"kubectl"_s);
        QCOMPARE(previews[0].conflicts.at(0).field, u".data.k"_s);
        QCOMPARE(previews[0].changes.at(0).owners, QStringList{u"kubectl"_s});
        QCOMPARE(apply(ours)[0].state, ItemResult::State::Conflict);
        QCOMPARE(get(path)["data"_L1]["k"_L1].toString(), u"theirs"_s);

        QCOMPARE(count(apply(ours, {.force = true})), u"configured 1"_s);
        QCOMPARE(get(path)["data"_L1]["k"_L1].toString(), u"ours"_s);
    }

    void refusalsHaveCausesThatCanBeLocated_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QStringList>("fields");
        const QByteArray rest = "selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: "
                                "{containers: [{name: c, image: i";
        QTest::newRow("422") << "replicas: -1, " + rest + ", ports: [{containerPort: 0}]}]}}"
                             << QStringList{u"spec.replicas"_s,
                                            u"spec.template.spec.containers[0].ports[0].containerPort"_s};
        QTest::newRow("unknown field") << "replicaz: 1, " + rest + "}]}}" << QStringList{u"spec.replicaz"_s};
        QTest::newRow("wrong type") << "replicas: many, " + rest + "}]}}" << QStringList{u"spec.replicas"_s};
        QTest::newRow("unknown field in a list")
            << rest + ", imagee: x}]}}" << QStringList{u"spec.template.spec.containers[0].imagee"_s};
    }
    void refusalsHaveCausesThatCanBeLocated()
    {
        QFETCH(QByteArray, spec);
        const auto bad = items("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: bad}\nspec: {" + spec + "}\n");
        const ItemPreview previewed = preview(bad).at(0);
        QVERIFY2(previewed.state == ItemPreview::State::Invalid, qPrintable(previewed.failure->error.message));
        QStringList fields;
        for (const StatusCause &cause : previewed.failure->causes) {
            const auto path = locateField(cause.field, QJsonDocument::fromJson(bad[0].body).object());
            fields.append(path ? path->toString() : "? "_L1 + cause.field);
        }
        QTEST(fields, "fields");
        QCOMPARE(apply(bad)[0].state, ItemResult::State::Invalid);
    }

    void definitionsAndTheirObjectsInOneRun()
    {
        const auto list = items(
            "apiVersion: kubewright.test/v1\nkind: Gizmo\nmetadata: {name: g}\nspec: {size: 3}\n---\n"
            "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: "
            "gizmos.kubewright.test}\n"
            "spec: {group: kubewright.test, scope: Namespaced, names: {plural: gizmos, singular: gizmo, kind: Gizmo},\n"
            "  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object,\n"
            "    properties: {spec: {type: object, properties: {size: {type: integer}}}}}}}]}\n");
        QCOMPARE(preview(list)[1].state, ItemPreview::State::AfterDefinition);
        QCOMPARE(count(apply(list)), u"created 2"_s);
        const ApiResource &definitions = *m_resources.find(u"apiextensions.k8s.io"_s, u"CustomResourceDefinition"_s);
        const QJsonObject definition = get(definitions.path({}, u"gizmos.kubewright.test"_s));
        QVERIFY(ask(deleteRequest(definitions, {}, u"gizmos.kubewright.test"_s,
                                  definition["metadata"_L1]["uid"_L1].toString()))
                    .ok());
    }

    void deleteNeedsTheRightUid()
    {
        const ApiResource &pods = *m_resources.find({}, u"Pod"_s);
        Lister lister(*m_transport, pods, m_namespace, {.limit = 5, .labelSelector = u"app=frontend"_s});
        const Listed listed = wait(lister, &Lister::finished);
        QVERIFY(!listed.failure && !listed.items.isEmpty());
        const QJsonValue metadata = listed.items[0]["metadata"_L1];
        const QString name = metadata["name"_L1].toString();
        const Reply refused = ask(deleteRequest(pods, m_namespace, name, u"another-uid"_s));
        QCOMPARE(refused.failure->error.code, model::Error::Code::Conflict);
        const Reply done = ask(deleteRequest(pods, m_namespace, name, metadata["uid"_L1].toString()));
        QVERIFY2(done.ok(), done.failure ? qPrintable(done.failure->error.message) : "");
        QTRY_COMPARE_WITH_TIMEOUT(ask(getRequest(pods, m_namespace, name)).failure.value_or(ApiFailure()).status, 404,
                                  30000);
    }

    void pagesAndLargeCompressedAnswersArriveWhole()
    {
        const QByteArray large =
            QByteArray("the quick brown fox ").repeated(40000); // 800 kB: the apiserver compresses it
        const QByteArray body =
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"large\"},\"data\":{\"k\":\"" +
            large + "\"}}";
        QVERIFY(applyAs(u"kubewright"_s, "/api/v1/namespaces/"_L1 + m_namespace + "/configmaps/large"_L1, body).ok());
        const Reply reply = ask(getRequest(*m_resources.find({}, u"ConfigMap"_s), m_namespace, u"large"_s));
        QVERIFY(reply.ok());
        QCOMPARE(reply.object["data"_L1]["k"_L1].toString().toUtf8(), large);

        Lister lister(*m_transport, *m_resources.find({}, u"Pod"_s), m_namespace, {.limit = 4});
        QVERIFY(wait(lister, &Lister::finished).items.size() >= 12);
    }

    void warningsOfTheServerAreKept()
    {
        const auto list = items("apiVersion: v1\nkind: Endpoints\nmetadata: {name: old}\nsubsets: []\n");
        const QList<ItemPreview> previews = preview(list);
        QVERIFY2(previews[0].warnings.join(u' ').contains("deprecated"_L1),
                 qPrintable(previews[0].warnings.join(u' ')));
    }
};

QTEST_GUILESS_MAIN(TestApplyLive)
#include "tst_applylive.moc"
