// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/rows.h"

namespace cluster {

PodState podState(const PodRow &pod)
{
    if (pod.phase == PodPhase::Succeeded) return PodState::Succeeded;
    if (pod.phase == PodPhase::Failed) return PodState::Failed;
    if (pod.meta.deletedMs != 0) return PodState::Terminating;
    if (pod.ready) return PodState::Ready;
    if (pod.node.isEmpty()) return PodState::Unscheduled;
    if (!pod.reason.isEmpty()) return PodState::Failing;
    return pod.phase == PodPhase::Running ? PodState::NotReady : PodState::Starting;
}

namespace {

class Printer
{
public:
    explicit Printer(const RowMeta &meta)
    {
        m_text = meta.name.kind.view().toByteArray() + ' ' + meta.name.ns.view().toByteArray() + '/' +
                 meta.name.name.view().toByteArray() + " v" + QByteArray::number(meta.version);
        if (!meta.owner.name.isEmpty())
            m_text += " owner=" + meta.owner.kind.view().toByteArray() + '/' + meta.owner.name.view().toByteArray();
        if (meta.deletedMs) m_text += " deleting";
    }
    void field(const char *name, const Atom &value)
    {
        if (!value.isEmpty()) m_text += ' ' + QByteArray(name) + '=' + value.view().toByteArray();
    }
    void field(const char *name, qint64 value)
    {
        if (value) m_text += ' ' + QByteArray(name) + '=' + QByteArray::number(value);
    }
    void flag(const char *name, bool set)
    {
        if (set) m_text += ' ' + QByteArray(name);
    }
    QByteArray text() const { return m_text; }

private:
    QByteArray m_text;
};

void printFields(Printer &to, const PodRow &row)
{
    static constexpr const char *phases[] = {"unknown", "pending", "running", "succeeded", "failed"};
    to.flag(phases[int(row.phase)], true);
    to.field("node", row.node);
    to.field("reason", row.reason);
    to.field("labels", row.labels);
    to.field("started", row.startedMs);
    to.field("restarts", row.restarts);
    to.field("containers", row.containers);
    to.field("readyContainers", row.readyContainers);
    to.flag("ready", row.ready);
}

void printFields(Printer &to, const WorkloadRow &row)
{
    to.field("desired", row.desired);
    to.field("current", row.current);
    to.field("updated", row.updated);
    to.field("mustUpdate", row.mustUpdate);
    to.field("ready", row.ready);
    to.field("available", row.available);
    to.field("generation", row.generation);
    to.field("observed", row.observedGeneration);
    to.field("revision", row.revision);
    to.field("reason", row.reason);
    to.flag("paused", row.paused);
    to.flag("complete", row.complete);
    to.flag("failed", row.failed);
}

void printFields(Printer &to, const ServiceRow &row)
{
    to.field("type", row.type);
    to.flag("selects", row.selects);
}

void printFields(Printer &to, const EndpointSliceRow &row)
{
    to.field("service", row.service);
    to.field("endpoints", row.endpoints);
    to.field("ready", row.ready);
}

void printFields(Printer &to, const NodeRow &row)
{
    to.field("version", row.version);
    to.field("reason", row.reason);
    to.flag("ready", row.ready);
    to.flag("unschedulable", row.unschedulable);
}

void printFields(Printer &to, const ClaimRow &row)
{
    to.field("phase", row.phase);
    to.field("volume", row.volume);
}

void printFields(Printer &to, const EventRow &row)
{
    to.field("about", row.aboutKind);
    to.field("ns", row.aboutNs);
    to.field("name", row.aboutName);
    to.field("reason", row.reason);
    to.field("message", row.message);
    to.field("component", row.component);
    to.field("count", row.count);
    to.field("first", row.firstMs);
    to.field("last", row.lastMs);
    to.flag("warning", row.warning);
}

void printFields(Printer &, const ObjectRow &) {}

} // namespace

QByteArray printRow(const AnyRow &row)
{
    Printer to(metaOf(row));
    std::visit([&to](const auto &r) { printFields(to, r); }, row);
    return to.text();
}

} // namespace cluster
