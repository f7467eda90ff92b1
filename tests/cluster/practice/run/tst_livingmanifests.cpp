// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/life/components.h"
#include "cluster/practice/life/furnishing.h"
#include "model/wire/json.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"
#include "tests/cluster/practice/api/apibench.h"
#include "tests/support/testdata.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

namespace {

const QString folder = QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests/");

// All objects of a file that can be read; lists taken apart.
std::vector<Value> objectsIn(const QString &path)
{
    QFile file(path);
    std::vector<Value> objects;
    if (!file.open(QIODevice::ReadOnly)) return objects;
    const model::YamlStream stream = model::YamlStream::parse(file.readAll());
    for (const model::YamlStream::Part &part : stream.parts()) {
        if (part.document->error()) continue;
        const auto value = model::toValue(part.document->root());
        if (!value || !value->isMap()) continue;
        if (const auto &items = listAt(*value, {u"items"}); textAt(*value, {u"kind"}) == u"List")
            objects.insert(objects.end(), items.begin(), items.end());
        else
            objects.push_back(*value);
    }
    return objects;
}

bool isWorkload(const Value &object)
{
    static const QStringList kinds{u"Deployment"_s, u"StatefulSet"_s, u"DaemonSet"_s};
    return kinds.contains(textAt(object, {u"kind"})) && textAt(object, {u"apiVersion"}) == u"apps/v1";
}

} // namespace

// Manifests that nobody here wrote, in a living cluster with a clock that the test moves: each workload comes up, or
// its pods say what keeps them.
class TestLivingManifests : public QObject
{
    Q_OBJECT

    int m_ready = 0, m_kept = 0, m_refused = 0;

    struct Rig
    {
        bench::ApiBench api;
        Components components{api.core, api.clock, {.nodes = 4, .durations = 1}};
        ComponentClient user{api.core, u"user"_s};

        Rig()
        {
            api.gate.giveAccounts([this] { return api.core.nameSuffix(); });
            for (Value &object : defaultClasses())
                if (!user.create(std::move(object))) qFatal("no classes");
            components.start();
            settle(20);
        }
        void settle(int seconds)
        {
            for (int i = 0; i < seconds * 2; ++i) api.clock.advance(500);
        }
        bool apply(Value object)
        {
            const ApiKind *kind = user.kindOf(object);
            if (!kind) return false;
            QString space = namespaceOf(object);
            if (kind->namespaced && space.isEmpty()) {
                space = u"default"_s;
                mapIn(object, u"metadata").set(u"namespace", space);
            }
            if (kind->namespaced) {
                Value made;
                made.set(u"apiVersion", u"v1");
                made.set(u"kind", u"Namespace");
                mapIn(made, u"metadata").set(u"name", space);
                (void)user.create(std::move(made)); // or it is there
            }
            return user.create(std::move(object)).ok();
        }
        Value live(const Value &object)
        {
            const QString space = namespaceOf(object);
            auto found = user.get(*user.kindOf(object), space.isEmpty() ? u"default"_s : space, nameOf(object));
            return found ? std::move(*found) : Value();
        }
        // What keeps the pods of a workload; empty: nothing that they would say.
        QString reasonOf(const Value &workload)
        {
            const QString space = namespaceOf(workload);
            for (const Value &event : user.list(user.kind(u"v1", u"Event"), space).objects) {
                const QString about = textAt(event, {u"involvedObject", u"name"});
                const bool isAbout = about == nameOf(workload) || about.startsWith(nameOf(workload) + u'-');
                if (isAbout && textAt(event, {u"type"}) == u"Warning")
                    return textAt(event, {u"reason"}) + u": "_s + textAt(event, {u"message"});
            }
            return {};
        }
    };
    static bool isReady(const Value &workload)
    {
        if (textAt(workload, {u"kind"}) == u"DaemonSet") {
            const qint64 wanted = integerAt(workload, {u"status", u"desiredNumberScheduled"});
            return integerAt(workload, {u"status", u"numberReady"}) == wanted;
        }
        return integerAt(workload, {u"status", u"readyReplicas"}) == integerAt(workload, {u"spec", u"replicas"});
    }

private Q_SLOTS:
    void comesUp_data()
    {
        QTest::addColumn<QString>("path");
        QDirIterator files(folder, {u"*.yaml"_s, u"*.yml"_s, u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            for (const Value &object : objectsIn(path))
                if (isWorkload(object)) {
                    QTest::newRow(qPrintable(path.mid(folder.size()))) << path;
                    break;
                }
        }
    }
    void comesUp()
    {
        QFETCH(QString, path);
        Rig rig;
        std::vector<Value> workloads;
        for (const Value &object : objectsIn(path)) {
            const bool isTaken = rig.apply(object);
            if (isWorkload(object)) (isTaken ? workloads.push_back(object) : void(++m_refused));
        }
        rig.settle(300);
        for (const Value &workload : workloads) {
            const Value live = rig.live(workload);
            QCOMPARE(integerAt(live, {u"status", u"observedGeneration"}),
                     integerAt(live, {u"metadata", u"generation"}));
            if (isReady(live)) {
                ++m_ready;
                continue;
            }
            const QString reason = rig.reasonOf(live);
            QVERIFY2(!reason.isEmpty(),
                     qPrintable(nameOf(live) + u" is not ready, and nobody says why: "_s +
                                QString::fromUtf8(model::writeJson(*std::as_const(live).find(u"status")))));
            qInfo("%s: %s", qPrintable(nameOf(live)), qPrintable(reason.left(200)));
            ++m_kept;
        }
    }
    void enough()
    {
        qInfo("%d workloads are ready, %d say what keeps them, %d were refused", m_ready, m_kept, m_refused);
        QVERIFY(m_ready >= 33);
        QVERIFY(m_kept <= 10);
    }

    void theGuestbookAnswers()
    {
        Rig rig;
        for (const Value &object :
             objectsIn(folder + u"kubernetes-examples/web/guestbook/all-in-one/guestbook-all-in-one.yaml"_s))
            QVERIFY(rig.apply(object));
        rig.settle(60);
        const auto ask = [&rig] {
            Value spec;
            spec.set(u"target", u"service");
            spec.set(u"namespace", u"default");
            spec.set(u"name", u"frontend");
            return rig.components.sendRequest(spec);
        };
        const Value route = ask();
        QVERIFY2(boolAt(route, {u"ok"}), model::writeJson(route).constData());
        QVERIFY(textAt(route, {u"pod"}).startsWith(u"default/frontend-"));
        QCOMPARE(integerAt(route, {u"port"}), 80);
        // Without its pods it is lost, and the way says where.
        Value patch;
        mapIn(patch, u"spec").set(u"replicas", 0);
        QVERIFY(rig.user.patch(rig.user.kind(u"apps/v1", u"Deployment"), u"default"_s, u"frontend"_s, patch).ok());
        rig.settle(60);
        const Value lost = ask();
        QVERIFY(!boolAt(lost, {u"ok"}));
        QVERIFY2(textAt(lost, {u"outcome"}).contains(u"frontend"), model::writeJson(lost).constData());
    }
};

QTEST_GUILESS_MAIN(TestLivingManifests)
#include "tst_livingmanifests.moc"
