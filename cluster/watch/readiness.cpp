// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/readiness.h"

#include <QCoreApplication>

#include <algorithm>

namespace cluster {

using namespace Qt::StringLiterals;
using State = Readiness::State;

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Readiness", text); }

Readiness waiting(const QString &reason) { return {State::Waiting, reason}; }

Readiness ofRollout(const WorkloadRow &row)
{
    const auto of = [](const QString &text, qint32 part, qint32 whole) { return waiting(text.arg(part).arg(whole)); };
    if (row.failed) return {State::Failed, row.reason.display()};
    if (row.paused) return waiting(tr("the rollout is paused"));
    if (row.updated < row.mustUpdate) return of(tr("%1 of %2 pods updated"), row.updated, row.mustUpdate);
    if (row.current > row.desired)
        return of(tr("%1 pods, %2 wanted: the old ones are going"), row.current, row.desired);
    if (row.ready < row.desired) return of(tr("%1 of %2 pods ready"), row.ready, row.desired);
    return {State::Ready, {}};
}

Readiness ofJob(const WorkloadRow &row)
{
    if (row.failed) return {State::Failed, row.reason.display()};
    if (row.complete) return {State::Ready, {}};
    if (row.paused) return waiting(tr("the job is suspended"));
    return waiting(tr("%1 of %2 pods succeeded").arg(row.available).arg(row.desired));
}

Readiness ofWorkload(const WorkloadRow &row, qint64 generation)
{
    if (row.meta.deletedMs != 0) return waiting(tr("it is being deleted"));
    if (row.generation < generation) return waiting(tr("the change has not been seen yet"));
    if (row.meta.name.kind == "batch/Job") return ofJob(row); // has no observedGeneration
    if (row.observedGeneration < row.generation) return waiting(tr("its controller has not seen the change yet"));
    return ofRollout(row);
}

Readiness ofPod(const PodRow &pod)
{
    switch (podState(pod)) {
    case PodState::Ready:
    case PodState::Succeeded: return {State::Ready, {}};
    case PodState::Failed:
        return {State::Failed, pod.reason.isEmpty() ? tr("the pod has failed") : pod.reason.display()};
    case PodState::Terminating: return waiting(tr("it is being deleted"));
    case PodState::Unscheduled: return waiting(tr("it has no node yet"));
    default: return waiting(pod.reason.isEmpty() ? tr("its containers are not ready") : pod.reason.display());
    }
}

Readiness ofService(const ObjectStore &store, const ServiceRow &service)
{
    if (!service.selects || service.type == "ExternalName") return {State::Ready, {}};
    const ObjectName &name = service.meta.name;
    const bool served = std::ranges::any_of(store.endpointSlices(), [&name](const EndpointSliceRow &slice) {
        return slice.service == name.name && slice.meta.name.ns == name.ns && slice.ready > 0;
    });
    return served ? Readiness{State::Ready, {}} : waiting(tr("it has no ready endpoint"));
}

} // namespace

Readiness readiness(const ObjectStore &store, const ObjectName &name, qint64 generation)
{
    if (const auto *workload = store.table<WorkloadRow>().find(name)) return ofWorkload(*workload, generation);
    if (const auto *pod = store.table<PodRow>().find(name)) return ofPod(*pod);
    if (const auto *service = store.table<ServiceRow>().find(name)) return ofService(store, *service);
    if (const auto *claim = store.table<ClaimRow>().find(name)) {
        if (claim->phase == "Bound") return {State::Ready, {}};
        return waiting(tr("the claim is not bound: %1").arg(claim->phase.display()));
    }
    const QByteArray kind = name.kind.view().toByteArray();
    const qsizetype slash = kind.indexOf('/');
    if (kindsForReadiness(kind.left(slash), kind.mid(slash + 1)).isEmpty()) return {State::Ready, {}};
    return waiting(tr("it has not been seen yet"));
}

bool hasSucceeded(const AnyRow &row)
{
    const auto *workload = std::get_if<WorkloadRow>(&row);
    const auto *pod = std::get_if<PodRow>(&row);
    return (workload && workload->complete) || (pod && pod->phase == PodPhase::Succeeded);
}

QList<WatchKind> kindsForReadiness(const QByteArray &group, const QByteArray &kind)
{
    const auto found = builtinKind(group, kind);
    if (!found) return {};
    switch (found->rows) {
    case RowType::Pod:
    case RowType::Workload:
    case RowType::Claim: return {*found};
    case RowType::Service: return {*found, *builtinKind(u"endpointslices"_s)};
    default: return {};
    }
}

} // namespace cluster
