// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/rules.h"
#include "model/wire/json.h"
#include "model/words/edgepages.h"
#include "model/words/explanation.h"
#include "tests/support/testdata.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <set>

using namespace Qt::StringLiterals;
using model::SchemaStore;

namespace {

using Types = std::map<QByteArray, std::set<QByteArray>>;

// Every API type below a node, with its fields.
void gatherTypes(model::SchemaNode node, Types &types, std::set<std::pair<QByteArray, int>> &seen)
{
    if (!node.isValid()) return;
    const QByteArray name = node.typeName().toByteArray();
    if (!name.isEmpty() && !seen.insert({name, node.propertyCount()}).second) return;
    for (int i = 0; i < node.propertyCount(); ++i) {
        const model::SchemaProperty property = node.property(i);
        if (!name.isEmpty()) types[name].insert(property.name.toByteArray());
        gatherTypes(property.node, types, seen);
    }
    gatherTypes(node.child(), types, seen);
}

Types typesOf(const SchemaStore &store)
{
    Types types;
    for (int i = 0; i < store.kindCount(); ++i) {
        std::set<std::pair<QByteArray, int>> seen; // several versions have types of one name
        gatherTypes(store.kindAt(i).node, types, seen);
    }
    return types;
}

model::Value read(const QString &name) { return model::readJson(support::readTestData(u"words/"_s + name))->value; }

} // namespace

class TestExplanation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLineIsOfAField()
    {
        const Types types = typesOf(SchemaStore::newest());
        QStringList wrong;
        for (const QByteArray &key : model::wordKeys()) {
            if (key.startsWith("*.")) continue;
            const qsizetype dot = key.indexOf('.');
            const bool isKind = key.contains('/') || (dot < 0 && SchemaStore::newest().kind("v1", key));
            const QByteArrayView name(key);
            if (isKind) {
                const qsizetype slash = key.indexOf('/');
                const QByteArrayView group = slash < 0 ? QByteArrayView() : name.first(slash);
                if (SchemaStore::newest().versions(group, name.sliced(slash + 1)).empty())
                    wrong += QString::fromUtf8(key);
                continue;
            }
            const auto type = types.find(dot < 0 ? key : key.first(dot));
            if (type == types.end() || (dot >= 0 && !type->second.contains(key.sliced(dot + 1))))
                wrong += QString::fromUtf8(key);
        }
        QCOMPARE(wrong.join(u", "_s), QString());
        QVERIFY2(model::wordKeys().size() > 500, QByteArray::number(model::wordKeys().size()));
    }

    void linesAreSentences()
    {
        QStringList wrong;
        std::vector<QByteArray> keys = model::wordKeys();
        for (const QByteArray &key : keys) {
            const qsizetype dot = key.contains('/') ? -1 : key.indexOf('.'), slash = key.indexOf('/');
            QString text;
            if (dot >= 0)
                text = model::wordsOfField(key.first(dot), key.sliced(dot + 1), false).text;
            else if (slash >= 0)
                text = model::wordsOfKind(key.first(slash), key.sliced(slash + 1)).text;
            else
                text = model::wordsOfType(key).text;
            const bool ends = text.endsWith(u'.') || text.endsWith(u'…');
            if (!ends || text.contains(u"  ") || model::firstSentence(text).size() > 150)
                wrong += QString::fromUtf8(key);
        }
        QCOMPARE(wrong.join(u", "_s), QString());
        std::ranges::sort(keys);
        const auto twice = std::ranges::adjacent_find(keys);
        QVERIFY2(twice == keys.end(), twice == keys.end() ? "" : twice->constData());
    }

    void everyKindHasOne()
    {
        QStringList without;
        for (const char *version : SchemaStore::builtinVersions())
            for (const model::KnownKind &kind : model::builtinKinds(*SchemaStore::ofVersion(version)))
                if (model::wordsOfKind(kind.group.toUtf8(), kind.kind.toUtf8()).text.isEmpty())
                    without += kind.apiVersion() + u' ' + kind.kind;
        QCOMPARE(without.join(u", "_s), QString());
    }

    void names_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *word, const char *found) {
            QTest::newRow(word) << QString::fromUtf8(word) << QString::fromUtf8(found);
        };
        row("deployment", "apps/v1 Deployment");
        row("Deployments", "apps/v1 Deployment");
        row("deploy", "apps/v1 Deployment");
        row("deployments.apps", "apps/v1 Deployment");
        row("deployments.v1.apps", "apps/v1 Deployment");
        row("apps/v1/Deployment", "apps/v1 Deployment");
        row("apps/deployment.spec.replicas", "apps/v1 Deployment spec replicas");
        row("ingress.networking.k8s.io.spec.rules", "networking.k8s.io/v1 Ingress spec rules");
        row("networking.k8s.io/v1/Ingress.spec", "networking.k8s.io/v1 Ingress spec");
        row("hpa", "autoscaling/v2 HorizontalPodAutoscaler");
        row("autoscaling/v1/hpa", "autoscaling/v1 HorizontalPodAutoscaler");
        row("po.spec.containers[0].image", "v1 Pod spec containers image");
        row("pod.metadata.labels[a.b/c]", "v1 Pod metadata labels");
        row("v1/Pod", "v1 Pod");
        row("event", "v1 Event");
        row("events.events.k8s.io", "events.k8s.io/v1 Event");
        row("fl.spec", "example.com/v1 Fleet spec");
        row("example.com/v1beta1/fleet", "example.com/v1beta1 Fleet");
        row("fleets.example.com.spec.size", "example.com/v1 Fleet spec size");
        row("deploymnt", "there is no kind “deploymnt” (did you mean Deployment?)");
        row("apps/v2/Deployment", "there is no kind “apps/v2/Deployment”");
        row("example.com/v0/Fleet", "there is no kind “example.com/v0/Fleet”");
        row("", "there is no kind “”");
        row("...", "there is no kind “”");
    }
    void names()
    {
        QFETCH(QString, word);
        QFETCH(QString, found);
        const model::Value document = read(u"fleet.json"_s);
        model::KnownKinds kinds = model::builtinKinds(SchemaStore::newest());
        model::addKinds(kinds, model::foreignKinds(document));
        const auto asked = model::findKind(kinds, word);
        if (!asked) {
            QCOMPARE(asked.error().message, found);
            return;
        }
        const QStringList words = QStringList{asked->kind->apiVersion(), asked->kind->kind} + asked->fields;
        QCOMPARE(words.join(u' '), found);
    }

    void fields_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("facts"); // type|required|default|values|list|fixed
        const auto row = [](const char *word, const char *facts) {
            QTest::newRow(word) << QString::fromUtf8(word) << QString::fromUtf8(facts);
        };
        row("deployment.spec.selector", "LabelSelector|yes||||fixed");
        row("deployment.spec.replicas", "integer|no||||");
        row("deployment.spec.strategy.type", "string|no||Recreate,RollingUpdate||");
        row("service.spec.ports", "list of ServicePort|no|||map by port, protocol|");
        row("service.spec.ports.protocol", "string|no|\"TCP\"|SCTP,TCP,UDP||");
        row("pod.spec.restartPolicy", "string|no||Always,Never,OnFailure||fixed");
        row("deployment.spec.template.spec.restartPolicy", "string|no||Always,Never,OnFailure||");
        row("job.spec.completionMode", "string|no||Indexed,NonIndexed||fixed");
        row("cronjob.spec.jobTemplate.spec.completionMode", "string|no||Indexed,NonIndexed||");
        row("configmap.data", "map of string|no||||");
        row("pvc.spec.resources.requests", "map of quantity|no||||");
        row("sts.spec.volumeClaimTemplates.spec.resources.requests", "map of quantity|no||||fixed");
        row("deployment.spec.selector.matchLabels", "map of string|no||||fixed");
        row("pod.spec.volumes.secret.secretName", "string|yes||||fixed");
        row("job.spec.template.spec.nodeSelector", "map of string|no||||");
        row("pod.metadata.creationTimestamp", "time|no||||");
        row("service.spec.ports.targetPort", "integer or string|no||||");
        row("fleet.spec.size", "integer|yes|3|||");
        row("fleet.spec.port", "integer or string|no||||");
        row("fleet.spec.mode", "string|no||fast,slow||fixed");
        row("fleet.spec.crew", "list of object|no|||map by name|");
        row("fleet.spec.holds", "map of string|no||||");
        row("fleet.spec.siez", "Fleet.spec has no field “siez” (did you mean size?)");
        row("fleet.spec.holds.a", "Fleet.spec.holds has no fields: it is map of string");
        row("deployment.spec.template.spec.contaners.image",
            "Deployment.spec.template.spec has no field “contaners” (did you mean containers?)");
    }
    void fields()
    {
        QFETCH(QString, word);
        QFETCH(QString, facts);
        const model::Value document = read(u"fleet.json"_s);
        model::KnownKinds kinds = model::builtinKinds(SchemaStore::newest());
        model::addKinds(kinds, model::foreignKinds(document));
        const auto asked = model::findKind(kinds, word);
        QVERIFY(asked.ok());
        const auto explained = model::explainField(*asked);
        if (!explained) {
            QCOMPARE(explained.error().message, facts);
            return;
        }
        const model::Explanation &e = *explained;
        QCOMPARE((QStringList{e.part.type, e.isRequired ? u"yes"_s : u"no"_s, e.defaultText, e.part.values.join(u','),
                              e.part.list, e.isFixed ? u"fixed"_s : QString()})
                     .join(u'|'),
                 facts);
    }

    // What is shared is told wherever it stands.
    void sharedTypes()
    {
        const model::KnownKinds kinds = model::builtinKinds(SchemaStore::newest());
        const auto textOf = [&](const QString &word) {
            return model::explainField(*model::findKind(kinds, word))->ours;
        };
        const QString image = textOf(u"pod.spec.containers.image"_s);
        QVERIFY(image.startsWith(u"The image to run"));
        for (const char *place : {"pod.spec.initContainers.image", "pod.spec.ephemeralContainers.image",
                                  "cronjob.spec.jobTemplate.spec.template.spec.containers.image",
                                  "podtemplate.template.spec.containers.image"})
            QCOMPARE(textOf(QString::fromLatin1(place)), image);
        QCOMPARE(textOf(u"networkpolicy.spec.podSelector.matchLabels"_s), textOf(u"pdb.spec.selector.matchLabels"_s));
        QCOMPARE(textOf(u"mutatingwebhookconfiguration.webhooks.failurePolicy"_s),
                 textOf(u"validatingwebhookconfiguration.webhooks.failurePolicy"_s));
    }

    void tree()
    {
        const model::Value document = read(u"fleet.json"_s);
        const model::KnownKinds kinds = model::foreignKinds(document);
        const auto explained = model::explainField(*model::findKind(kinds, u"fleet"_s));
        QCOMPARE(model::fieldTree(explained->part), u"  spec  object\n"
                                                    "    crew  list of object\n"
                                                    "      name  string, required\n"
                                                    "    holds  map of string\n"
                                                    "    mode  string\n"
                                                    "    port  integer or string\n"
                                                    "    size  integer, required\n"_s);
    }

    // A schema that contains itself, and every kind there is, end.
    void treesEnd()
    {
        const model::Value document = read(u"loop.json"_s);
        const model::KnownKinds loop = model::foreignKinds(document);
        QCOMPARE(loop.size(), size_t(1));
        const QString text = model::fieldTree(model::explainField(*model::findKind(loop, u"loop"_s))->part);
        QCOMPARE(text,
                 u"  nowhere  any\n  round  any\n  self  Loop\n    nowhere  any\n    round  any\n    self  Loop\n"_s);
        for (const model::KnownKind &kind : model::builtinKinds(SchemaStore::newest())) {
            const auto explained = model::explainField({&kind, {}});
            QVERIFY(explained.ok());
            QVERIFY2(model::fieldTree(explained->part).count(u'\n') <= 20'001, qPrintable(kind.kind));
        }
    }

    void everyEdgeHasAPage()
    {
        QStringList without;
        for (const model::EdgeRule &rule : model::edgeRules())
            if (model::edgePage(rule.word).size() < 60) without += rule.word;
        QCOMPARE(without.join(u", "_s), QString());
        QCOMPARE(model::edgePage(u"no-such-rule"_s), QString());
        QVERIFY(!model::edgePage(u"service-port"_s).contains(u"]("));
    }
};

QTEST_GUILESS_MAIN(TestExplanation)
#include "tst_explanation.moc"
