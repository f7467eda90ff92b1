// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/life/components.h"
#include "model/wire/json.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

// A whole cluster under a clock that the test moves.
struct Rig
{
    bench::ApiBench api;
    Components components{api.core, api.clock, {.nodes = 3, .durations = 1}};
    ComponentClient user{api.core, u"user"_s};

    Rig()
    {
        components.start();
        settle(30);
    }
    void settle(int seconds)
    {
        for (int i = 0; i < seconds * 10; ++i) api.clock.advance(100);
    }
    void deploy(const QString &name, int replicas)
    {
        Value object;
        object.set(u"apiVersion", u"apps/v1");
        object.set(u"kind", u"Deployment");
        mapIn(object, u"metadata").set(u"name", name);
        mapIn(object, u"metadata").set(u"namespace", u"default");
        Value &spec = mapIn(object, u"spec");
        spec.set(u"replicas", replicas);
        mapIn(mapIn(spec, u"selector"), u"matchLabels").set(u"app", name);
        Value &pods = mapIn(spec, u"template");
        mapIn(mapIn(pods, u"metadata"), u"labels").set(u"app", name);
        mapIn(pods, u"spec").set(u"containers", ValueList{ValueMap{{u"name"_s, u"c"}, {u"image"_s, u"nginx:1"}}});
        QVERIFY(user.create(std::move(object)).ok());
    }
    void patch(const QString &name, const Value &change)
    {
        QVERIFY(user.patch(user.kind(u"apps/v1", u"Deployment"), u"default"_s, name, change).ok());
    }
    qint64 ready(const QString &name)
    {
        const auto found = user.get(user.kind(u"apps/v1", u"Deployment"), u"default"_s, name);
        return found ? integerAt(*found, {u"status", u"readyReplicas"}) : -1;
    }
    std::map<QString, int> podsByNode()
    {
        std::map<QString, int> nodes;
        for (const Value &pod : user.list(user.kind(u"v1", u"Pod"), u"default"_s).objects)
            ++nodes[textAt(pod, {u"spec", u"nodeName"})];
        return nodes;
    }
    // All that was asked for, and all objects as they ended.
    QByteArray history() const
    {
        QByteArray all = model::writeJson(components.accesses().since(0));
        for (const auto &[version, kind] : {std::pair(u"v1"_s, u"Pod"_s), std::pair(u"v1"_s, u"Event"_s),
                                            std::pair(u"apps/v1"_s, u"ReplicaSet"_s), std::pair(u"v1"_s, u"Node"_s)})
            for (const Value &object : user.list(user.kind(version, kind)).objects)
                all += model::writeJson(object) + '\n';
        return all;
    }
};

Value scale(int replicas)
{
    Value change;
    mapIn(change, u"spec").set(u"replicas", replicas);
    return change;
}

} // namespace

class TestComponents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The same seed and the same inputs at the same times give the same history, byte for byte.
    void aHistoryCanBeRepeated()
    {
        const auto play = [] {
            Rig rig;
            rig.deploy(u"web"_s, 6);
            rig.settle(10);
            rig.components.kubelets().find(u"node-2"_s)->setMachine(Kubelet::Machine::Lost);
            rig.settle(60);
            rig.patch(u"web"_s, scale(2));
            rig.settle(400);
            return rig.history();
        };
        const QByteArray first = play();
        QVERIFY(first.size() > 20000);
        QCOMPARE(play(), first);
    }

    void equalPodsSpread()
    {
        Rig rig;
        rig.deploy(u"web"_s, 6);
        rig.settle(10);
        QCOMPARE(rig.ready(u"web"_s), 6);
        const std::map<QString, int> even{{u"node-1"_s, 2}, {u"node-2"_s, 2}, {u"node-3"_s, 2}};
        QCOMPARE(rig.podsByNode(), even);
    }

    void whatIsStoppedDoesNothing()
    {
        Rig rig;
        QVERIFY(rig.components.setStopped(u"kube-scheduler"_s, true));
        rig.deploy(u"web"_s, 2);
        rig.settle(10);
        QCOMPARE(rig.ready(u"web"_s), 0);
        QVERIFY(rig.components.setStopped(u"kube-scheduler"_s, false));
        rig.settle(10);
        QCOMPARE(rig.ready(u"web"_s), 2);
        QVERIFY(!rig.components.setStopped(u"nobody"_s, true));
    }

    void brokenWatchesAreMendedByListing()
    {
        Rig rig;
        rig.components.breakWatches();
        rig.deploy(u"web"_s, 2);
        rig.settle(10);
        QCOMPARE(rig.ready(u"web"_s), 2);
        QVERIFY(rig.components.isIdle());
    }
};

QTEST_GUILESS_MAIN(TestComponents)
#include "tst_components.moc"
