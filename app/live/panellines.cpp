// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/panellines.h"

#include "model/base/say.h"

#include <QSet>

#include <algorithm>

namespace app {

namespace {

constexpr size_t maxPods = 60, maxEvents = 30, maxWorkloads = 100;
using Kind = PanelLine::Kind;

QString ago(qint64 thenMs, qint64 nowMs)
{
    if (thenMs <= 0) return {};
    const qint64 seconds = std::max<qint64>(0, (nowMs - thenMs) / 1000);
    // In steps: what changes every second is read by nobody, and drawn anew each time.
    if (seconds < 10) return model::say("%1 s").arg(seconds);
    if (seconds < 60) return model::say("%1 s").arg(seconds / 10 * 10);
    if (seconds < 7200) return model::say("%1 min").arg(seconds / 60);
    if (seconds < 172800) return model::say("%1 h").arg(seconds / 3600);
    return model::say("%1 d").arg(seconds / 86400);
}

void addHeading(std::vector<PanelLine> &lines, const QString &text) { lines.push_back({Kind::Heading, text, {}}); }

// Newest first. withSubject: the line also says whom it is about.
void addEvents(std::vector<PanelLine> &lines, std::vector<const cluster::EventRow *> events, bool withSubject,
               qint64 nowMs)
{
    if (events.empty()) return;
    std::ranges::sort(events, [](const auto *a, const auto *b) {
        return a->lastMs != b->lastMs ? a->lastMs > b->lastMs : a->meta.name.name < b->meta.name.name;
    });
    addHeading(lines, model::say("Events"));
    for (size_t i = 0; i < std::min(events.size(), maxEvents); ++i) {
        const cluster::EventRow &event = *events[i];
        QStringList head{event.reason.display()};
        if (event.count > 1) head[0] = model::say("%1 (%2 times)").arg(head[0]).arg(event.count);
        if (withSubject) head << event.aboutKind.display() + u' ' + event.aboutName.display();
        head << ago(event.lastMs, nowMs);
        lines.push_back({Kind::Event, head.join(QStringLiteral(" · ")), event.message.display(),
                         event.warning ? look::State::Warn : look::State::None});
    }
    if (events.size() > maxEvents)
        lines.push_back({Kind::Number, model::say("… and %1 older").arg(events.size() - maxEvents), {}});
}

void addNumbers(std::vector<PanelLine> &lines, const cluster::WorkloadRow &row)
{
    addHeading(lines, model::say("Pods wanted and there"));
    lines.push_back({Kind::Number, model::say("desired"), QString::number(row.desired)});
    lines.push_back({Kind::Number, model::say("current"), QString::number(row.current)});
    lines.push_back({Kind::Number, model::say("updated"), QString::number(row.updated)});
    lines.push_back({Kind::Number, model::say("ready"), QString::number(row.ready)});
}

void addReplicaSets(std::vector<PanelLine> &lines, const Observed &seen)
{
    if (!seen.replicaSets.empty()) addHeading(lines, model::say("ReplicaSets"));
    for (const cluster::WorkloadRow *set : seen.replicaSets) {
        const look::State state = set->ready == set->desired ? look::State::Ok : look::State::Pending;
        const QString detail =
            model::say("revision %1 · %2 of %3 ready").arg(set->revision.display()).arg(set->ready).arg(set->desired);
        lines.push_back({Kind::Named, set->meta.name.name.display(), detail, state});
    }
}

void addPods(std::vector<PanelLine> &lines, const Observed &seen)
{
    if (!seen.pods.empty()) addHeading(lines, model::say("Pods"));
    for (size_t i = 0; i < std::min(seen.pods.size(), maxPods); ++i) {
        const cluster::PodRow &pod = *seen.pods[i];
        QString detail = wordOf(pod);
        if (pod.restarts > 0)
            detail += pod.restarts == 1 ? model::say(" · 1 restart") : model::say(" · %1 restarts").arg(pod.restarts);
        lines.push_back({Kind::Named, pod.meta.name.name.display(), detail, dotOf(pod).state});
    }
    if (seen.pods.size() > maxPods)
        lines.push_back({Kind::Number, model::say("… and %1 more").arg(seen.pods.size() - maxPods), {}});
}

bool isAbout(const cluster::EventRow &event, const Observed &seen)
{
    const auto isUid = [&](const auto *row) { return row->meta.uid == event.aboutUid; };
    return std::ranges::any_of(seen.pods, isUid) || std::ranges::any_of(seen.replicaSets, isUid);
}

} // namespace

PanelPage objectPage(const model::ResourceKey &key, const LiveIndex &index, const cluster::ObjectStore &store,
                     qint64 nowMs)
{
    graph::Graph one;
    one.nodes.push_back({});
    one.nodes.front().key = key;
    PanelPage page{key.name, key.kind, {}};
    if (const QString word = index.overlays(one).value(key).word; !word.isEmpty())
        page.subtitle += QStringLiteral(" · ") + word;
    const Observed seen = index.observe(key);
    if (seen.workload) addNumbers(page.lines, *seen.workload);
    addReplicaSets(page.lines, seen);
    addPods(page.lines, seen);
    std::vector<const cluster::EventRow *> events;
    const cluster::ObjectName name = index.nameOf(key);
    for (const cluster::EventRow &event : store.events()) {
        const bool own = event.aboutKind == QByteArrayView(key.kind.toUtf8()) && event.aboutName == name.name &&
                         event.aboutNs == name.ns;
        if (own || isAbout(event, seen)) events.push_back(&event);
    }
    addEvents(page.lines, std::move(events), false, nowMs);
    return page;
}

PanelPage overviewPage(const graph::Graph &live, const LiveIndex &index, const cluster::ObjectStore &store,
                       qint64 nowMs)
{
    std::vector<PanelLine> workloads;
    QSet<QUuid> uids; // of what belongs to the graph
    int ready = 0;
    for (const graph::GraphNode &node : live.nodes) {
        const Observed seen = index.observe(node.key);
        if (seen.workload) uids.insert(seen.workload->meta.uid);
        for (const auto *set : seen.replicaSets) uids.insert(set->meta.uid);
        for (const auto *pod : seen.pods) uids.insert(pod->meta.uid);
        if (!node.overlay || node.overlay->wanted < 0) continue;
        ready += node.overlay->state == look::State::Ok ? 1 : 0;
        workloads.push_back({Kind::Named, node.key.title(), node.overlay->word, node.overlay->state});
    }
    PanelPage page;
    page.title = workloads.empty() ? model::say("No workload to watch")
                                   : model::say("%1 of %2 workloads ready").arg(ready).arg(workloads.size());
    page.subtitle = model::say("Select a resource for its pods, ReplicaSets and events.");
    // What needs a look comes first.
    std::stable_partition(workloads.begin(), workloads.end(),
                          [](const PanelLine &line) { return line.state != look::State::Ok; });
    if (!workloads.empty()) addHeading(page.lines, model::say("Workloads"));
    const size_t shown = std::min(workloads.size(), maxWorkloads);
    page.lines.insert(page.lines.end(), workloads.begin(), workloads.begin() + std::ptrdiff_t(shown));
    if (workloads.size() > shown)
        page.lines.push_back({Kind::Number, model::say("… and %1 more").arg(workloads.size() - shown), {}});
    std::vector<const cluster::EventRow *> events;
    for (const cluster::EventRow &event : store.events())
        if (uids.contains(event.aboutUid)) events.push_back(&event);
    addEvents(page.lines, std::move(events), true, nowMs);
    return page;
}

} // namespace app
