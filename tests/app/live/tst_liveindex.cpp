// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/liveindex.h"
#include "app/live/panellines.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cluster;

namespace {

ObjectName named(const char *kind, const char *name) { return {Atom(kind), Atom("shop"), Atom(name)}; }

QUuid uid(int number) { return QUuid(uint(number), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0); }

WorkloadRow workload(const char *kind, const char *name, int id, int owner, int desired, int ready,
                     const char *revision)
{
    WorkloadRow row;
    row.meta.name = named(kind, name);
    row.meta.uid = uid(id);
    if (owner) row.meta.owner.uid = uid(owner);
    row.desired = row.current = row.updated = row.mustUpdate = desired;
    row.ready = row.available = ready;
    row.generation = row.observedGeneration = 1;
    row.revision = Atom(revision);
    return row;
}

PodRow pod(const char *name, int owner, const char *node, bool ready, const char *reason = "")
{
    PodRow row;
    row.meta.name = named("/Pod", name);
    row.meta.owner.uid = uid(owner);
    row.node = Atom(node);
    row.phase = *node ? PodPhase::Running : PodPhase::Pending;
    row.containers = 1;
    row.readyContainers = ready ? 1 : 0;
    row.ready = ready;
    row.reason = Atom(reason);
    return row;
}

ObjectStore storeOf(std::vector<AnyRow> rows)
{
    ObjectStore store;
    SourceDelta delta;
    delta.source = 1;
    delta.snapshot = std::move(rows);
    StoreChange change;
    store.apply(delta, change);
    return store;
}

QString print(const graph::Overlay &overlay)
{
    QStringList parts{QString::number(overlay.ready) + u'/' + QString::number(overlay.wanted), overlay.word};
    for (const graph::Fact &fact : overlay.facts) parts << fact.label + u'=' + fact.value;
    for (const graph::ReplicaSetRow &set : overlay.replicaSets)
        parts << set.name + u' ' + QString::number(set.ready) + u'/' + QString::number(set.wanted);
    for (const graph::PodDot &dot : overlay.dots) parts << dot.name + u": "_s + dot.word;
    return parts.join(u"; "_s);
}

const model::ResourceKey web{u"apps"_s, u"Deployment"_s, {}, u"web"_s}, service{{}, u"Service"_s, {}, u"web"_s};

graph::Graph graphOf(const std::vector<model::ResourceKey> &keys)
{
    graph::Graph graph;
    for (const model::ResourceKey &key : keys) {
        graph.nodes.emplace_back();
        graph.nodes.back().key = key;
    }
    return graph;
}

QString print(const app::PanelPage &page)
{
    using Kind = app::PanelLine::Kind;
    QStringList lines{page.title};
    bool workloads = false; // there the words are overlay()'s, tested above
    for (const app::PanelLine &line : page.lines) {
        if (line.kind == Kind::Heading) workloads = line.text == u"Workloads"_s;
        const QString mark = line.kind == Kind::Heading ? u"# "_s
                             : line.kind == Kind::Named ? u"* "_s
                             : line.kind == Kind::Event ? u"! "_s
                                                        : QString();
        lines << mark + line.text + (line.detail.isEmpty() || workloads ? QString() : u": "_s + line.detail);
    }
    return lines.join(u'\n');
}

} // namespace

class TestLiveIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRollout()
    {
        const ObjectStore store =
            storeOf({workload("apps/Deployment", "web", 1, 0, 3, 2, "2"),
                     workload("apps/ReplicaSet", "web-new", 2, 1, 2, 1, "2"),
                     workload("apps/ReplicaSet", "web-old", 3, 1, 1, 1, "1"),
                     workload("apps/ReplicaSet", "web-older", 4, 1, 0, 0, "0"), pod("a", 3, "node-1", true),
                     pod("b", 2, "node-2", true), pod("c", 2, "", false)});
        const app::LiveIndex index(store, u"shop"_s);
        const auto overlays = index.overlays(graphOf({web}));
        const graph::Overlay overlay = overlays.value(web);
        QVERIFY2(overlay.state == look::State::Pending, qPrintable(overlay.word));
        const QString text = print(overlay);
        QVERIFY2(text.startsWith(u"2/3; "_s), qPrintable(text));
        QVERIFY2(
            text.endsWith(
                u"current=3; updated=3; web-new 1/2; web-old 1/1; a: ready on node-1; b: ready on node-2; c: waiting for a node"_s),
            qPrintable(text));
    }

    // Where the node has a column of its own.
    void wordsWithoutTheNode()
    {
        QCOMPARE(app::stateWordOf(pod("a", 2, "node-1", false)), u"not ready"_s);
        QCOMPARE(app::stateWordOf(pod("a", 2, "node-1", false, "CrashLoopBackOff")), u"CrashLoopBackOff"_s);
        QCOMPARE(app::stateWordOf(pod("a", 2, "", false)), u"waiting for a node"_s);
    }

    void trouble()
    {
        const ObjectStore store = storeOf({workload("apps/Deployment", "web", 1, 0, 1, 0, "1"),
                                           workload("apps/ReplicaSet", "web-1", 2, 1, 1, 0, "1"),
                                           pod("a", 2, "node-1", false, "CrashLoopBackOff")});
        const graph::Overlay overlay = app::LiveIndex(store, u"shop"_s).overlays(graphOf({web})).value(web);
        QCOMPARE(overlay.dots.size(), size_t(1));
        QCOMPARE(overlay.dots.front().word, u"CrashLoopBackOff on node-1"_s);
        QVERIFY(overlay.dots.front().shape == graph::DotShape::Cross);
    }

    void whatIsNotThere()
    {
        const ObjectStore store;
        const graph::Overlay overlay = app::LiveIndex(store, u"shop"_s).overlays(graphOf({web})).value(web);
        QCOMPARE(overlay.wanted, -1);
        QCOMPARE(overlay.word, u"not in the cluster"_s);
    }

    void whatIsNotListedIsNotMissing()
    {
        const ObjectStore store;
        const app::LiveIndex index(store, u"shop"_s, [](const QString &path) { return path.endsWith(u"services"); });
        const model::ResourceKey custom{u"shop.example"_s, u"Order"_s, {}, u"o"_s};
        const auto overlays = index.overlays(graphOf({web, service, custom}));
        QCOMPARE(overlays.value(web).word, u"not known: its kind is not listed"_s);
        QCOMPARE(overlays.value(custom).word, u"not known: its kind is not listed"_s);
        QCOMPARE(overlays.value(service).word, u"not in the cluster"_s);
    }

    void whatThePanelSays()
    {
        EventRow event;
        event.meta.name = named("/Event", "e");
        event.aboutKind = Atom("Pod");
        event.aboutName = Atom("a");
        event.aboutNs = Atom("shop");
        event.aboutUid = uid(9);
        event.reason = Atom("BackOff");
        event.message = Atom("it fell over");
        event.count = 3;
        event.warning = true;
        event.lastMs = 1000;
        PodRow failing = pod("a", 2, "node-1", false, "CrashLoopBackOff");
        failing.meta.uid = uid(9);
        const ObjectStore store = storeOf({workload("apps/Deployment", "web", 1, 0, 1, 0, "1"),
                                           workload("apps/ReplicaSet", "web-1", 2, 1, 1, 0, "1"), failing,
                                           workload("apps/Deployment", "good", 3, 0, 0, 0, "1"), event});
        const model::ResourceKey good{u"apps"_s, u"Deployment"_s, {}, u"good"_s};
        const app::LiveIndex index(store, u"shop"_s);
        graph::Graph live = graphOf({good, web, service});
        const auto overlays = index.overlays(live);
        for (graph::GraphNode &node : live.nodes)
            if (overlays.contains(node.key)) node.overlay = overlays.value(node.key);
        QCOMPARE(print(app::overviewPage(live, index, store, 61000)),
                 u"1 of 2 workloads ready\n# Workloads\n* Deployment web\n* Deployment good\n# Events\n"
                 "! BackOff (3 times) · Pod a · 1 min: it fell over"_s);
        QCOMPARE(print(app::objectPage(web, index, store, 61000)),
                 u"web\n# Pods wanted and there\ndesired: 1\ncurrent: 1\nupdated: 1\nready: 0\n# ReplicaSets\n"
                 "* web-1: revision 1 · 0 of 1 ready\n# Pods\n* a: CrashLoopBackOff on node-1\n# Events\n"
                 "! BackOff (3 times) · 1 min: it fell over"_s);
        QCOMPARE(print(app::overviewPage({}, index, store, 61000)), u"No workload to watch"_s);
    }

    void watchesWhatItNeedsOnce()
    {
        QStringList paths;
        for (const WatchSpec &spec : app::specsFor(
                 graphOf({web, service, {{}, u"Namespace"_s, {}, u"shop"_s}, {{}, u"Secret"_s, u"other"_s, u"s"_s}}),
                 u"shop"_s)) {
            paths << spec.path();
            if (spec.kind.kind == "Secret") QVERIFY(spec.acceptWatch().contains("PartialObjectMetadata;"));
        }
        QVERIFY(paths.contains(u"/apis/apps/v1/namespaces/shop/deployments"_s));
        QVERIFY(paths.contains(u"/api/v1/namespaces/shop/pods"_s));
        QVERIFY(paths.contains(u"/api/v1/namespaces/other/secrets"_s));
        QVERIFY(paths.contains(u"/api/v1/namespaces"_s));
        QCOMPARE(QSet<QString>(paths.begin(), paths.end()).size(), paths.size());
    }
};

QTEST_MAIN(TestLiveIndex)
#include "tst_liveindex.moc"
