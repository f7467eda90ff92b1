// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/changewords.h"

#include "model/base/say.h"

#include <algorithm>
#include <optional>

namespace app {

using namespace cluster;
using namespace Qt::StringLiterals;

namespace {

QByteArray shortKind(const Atom &kind)
{
    const QByteArray whole = kind.view().toByteArray();
    return whole.mid(whole.indexOf('/') + 1);
}

template<typename Row>
bool findIn(const ObjectStore &store, const ObjectName &name, std::optional<AnyRow> &row)
{
    const Row *found = store.table<Row>().find(name);
    if (found) row = *found;
    return found != nullptr;
}

std::optional<AnyRow> rowOf(const ObjectStore &store, const ObjectName &name)
{
    std::optional<AnyRow> row;
    findIn<PodRow>(store, name, row) || findIn<WorkloadRow>(store, name, row) || findIn<ServiceRow>(store, name, row) ||
        findIn<EndpointSliceRow>(store, name, row) || findIn<NodeRow>(store, name, row) ||
        findIn<ClaimRow>(store, name, row) || findIn<EventRow>(store, name, row) || findIn<ObjectRow>(store, name, row);
    return row;
}

QString wordsOf(const PodRow &pod)
{
    const auto on = [&pod](const QString &state) {
        return pod.node.isEmpty() ? state : model::say("%1 on %2").arg(state, pod.node.display());
    };
    const QString why = pod.reason.display();
    switch (podState(pod)) {
    case PodState::Unscheduled:
        return why.isEmpty() ? model::say("waits for a node") : model::say("waits for a node: %1").arg(why);
    case PodState::Starting: return on(why.isEmpty() ? model::say("starting") : why);
    case PodState::Ready: return on(model::say("ready"));
    case PodState::NotReady:
        return on(model::say("running, %1 of %2 containers ready").arg(pod.readyContainers).arg(pod.containers));
    case PodState::Failing: return on(model::say("%1, %2 restarts").arg(why).arg(pod.restarts));
    case PodState::Succeeded: return on(model::say("succeeded"));
    case PodState::Failed: return on(why.isEmpty() ? model::say("failed") : model::say("failed: %1").arg(why));
    case PodState::Terminating: break;
    }
    return on(model::say("ending"));
}

QString wordsOf(const WorkloadRow &row)
{
    if (row.failed) return model::say("failed: %1").arg(row.reason.display());
    if (row.meta.name.kind == "batch/Job") {
        if (row.complete) return model::say("complete");
        return model::say("%1 of %2 pods succeeded, %3 active").arg(row.available).arg(row.desired).arg(row.current);
    }
    QString words = model::say("%1 of %2 pods ready").arg(row.ready).arg(row.desired);
    if (row.updated < row.mustUpdate && row.updated < row.current) words += model::say(", %1 updated").arg(row.updated);
    if (row.current > row.desired) words += model::say(", %1 too many").arg(row.current - row.desired);
    if (row.paused) words += model::say(", paused");
    return words;
}

QString wordsOf(const NodeRow &node)
{
    const QString state = node.ready ? model::say("ready") : model::say("not ready: %1").arg(node.reason.display());
    return node.unschedulable ? model::say("%1, cordoned").arg(state) : state;
}

QString wordsOf(const EndpointSliceRow &slice)
{
    return model::say("%1 of %2 endpoints ready").arg(slice.ready).arg(slice.endpoints);
}
QString wordsOf(const ClaimRow &claim) { return claim.phase.display(); }
QString wordsOf(const EventRow &event) { return event.reason.display() + u": "_s + event.message.display(); }
QString wordsOf(const ServiceRow &) { return {}; }
QString wordsOf(const ObjectRow &) { return {}; }

QString wordsOf(const AnyRow &row)
{
    QString words = std::visit([](const auto &of) { return wordsOf(of); }, row);
    if (metaOf(row).deletedMs != 0 && !std::holds_alternative<PodRow>(row)) words = model::say("being deleted");
    return words;
}

// Owners before what they own, what is about others last.
int rank(const AnyRow &row)
{
    const auto *workload = std::get_if<WorkloadRow>(&row);
    if (workload) return workload->meta.owner.name.isEmpty() ? 1 : 2;
    if (std::holds_alternative<PodRow>(row)) return 3;
    if (std::holds_alternative<EndpointSliceRow>(row)) return 4;
    return std::holds_alternative<EventRow>(row) ? 5 : 0;
}

QString wordsOfNew(const QString &words, const AnyRow &row)
{
    // Of these it is the content that is news.
    if (std::holds_alternative<EventRow>(row) || std::holds_alternative<EndpointSliceRow>(row)) return words;
    const OwnerRef &owner = metaOf(row).owner;
    QString made = owner.name.isEmpty()
                       ? model::say("created")
                       : model::say("created by %1 %2").arg(owner.kind.display(), owner.name.display());
    return words.isEmpty() ? made : made + u", "_s + words;
}

} // namespace

QString titleOf(const ObjectName &name)
{
    const QString kind = name.kind.display().section(u'/', 1).toLower(),
                  group = name.kind.display().section(u'/', 0, 0);
    return (group.isEmpty() ? kind : kind + u'.' + group) + u'/' + name.name.display();
}

void ChangeWords::follow(const ObjectName &name)
{
    m_followed.insert({shortKind(name.kind), name.ns.view().toByteArray(), name.name.view().toByteArray()});
}

bool ChangeWords::isRelated(const AnyRow &row)
{
    if (m_scope == Scope::Everything) return true;
    const RowMeta &meta = metaOf(row);
    const auto follows = [this](const QByteArray &kind, const Atom &ns, const Atom &name) {
        return m_followed.contains({kind, ns.view().toByteArray(), name.view().toByteArray()});
    };
    if (const auto *event = std::get_if<EventRow>(&row))
        return event->warning && follows(event->aboutKind.view().toByteArray(), event->aboutNs, event->aboutName);
    if (const auto *slice = std::get_if<EndpointSliceRow>(&row))
        return follows("Service", meta.name.ns, slice->service);
    if (follows(shortKind(meta.name.kind), meta.name.ns, meta.name.name)) return true;
    if (!follows(meta.owner.kind.view().toByteArray(), meta.name.ns, meta.owner.name)) return false;
    follow(meta.name);
    return true;
}

QString ChangeWords::line(const AnyRow &row, const QString &words) const
{
    QString title = titleOf(metaOf(row).name);
    if (const auto *event = std::get_if<EventRow>(&row))
        title = (event->warning ? model::say("warning about %1/%2") : model::say("event about %1/%2"))
                    .arg(event->aboutKind.display().toLower(), event->aboutName.display());
    if (const auto *slice = std::get_if<EndpointSliceRow>(&row)) title = u"service/"_s + slice->service.display();
    const Atom &ns = metaOf(row).name.ns;
    if (m_withNamespace && !ns.isEmpty()) title += model::say(" in %1").arg(ns.display());
    return title + u": "_s + words;
}

QStringList ChangeWords::tell(const StoreChange &change)
{
    std::vector<std::pair<AnyRow, bool>> rows; // and whether it is new
    for (const auto *names : {&change.added, &change.updated})
        for (const ObjectName &name : *names)
            if (auto row = rowOf(m_store, name)) rows.emplace_back(*std::move(row), names == &change.added);
    std::ranges::stable_sort(rows, {}, [](const auto &entry) {
        return std::tuple(rank(entry.first), metaOf(entry.first).name.name.view().toByteArray());
    });
    QStringList lines;
    for (const AnyRow &row : change.removed) {
        if (std::holds_alternative<EventRow>(row) || !isRelated(row)) continue;
        m_last.remove(metaOf(row).name);
        lines += line(row, model::say("gone"));
    }
    for (const auto &[row, isNew] : rows) {
        if (!isRelated(row)) continue;
        const QString words = wordsOf(row);
        // Of a kind of which nothing but the metadata is known, every new version is a change.
        const bool untold = words.isEmpty() && !isNew && m_scope == Scope::Everything;
        if (untold) lines += line(row, model::say("changed"));
        QString &last = m_last[metaOf(row).name];
        if (isNew || last != words) lines += line(row, isNew ? wordsOfNew(words, row) : words);
        last = words;
    }
    return lines;
}

} // namespace app
