// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// HorizontalPodAutoscalers and PodDisruptionBudgets with what they are about.
#include "model/base/say.h"
#include "model/relations/checks.h"
#include "model/relations/policies.h"
#include "model/resource/kinds.h"
#include "model/resource/views.h"

#include <QHash>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {
bool isAutoscaler(const ResourceKey &key)
{
    return key.kind == u"HorizontalPodAutoscaler" && key.group == u"autoscaling";
}

// A resource of which Pods use a share, as the autoscaler's metrics say.
struct Share
{
    QString resource, container; // container empty: all of them
};

// autoscaling/v1 and an autoscaling/v2 without metrics look at cpu (SetDefaults_HorizontalPodAutoscaler).
std::vector<Share> sharesOf(const Resource &autoscaler)
{
    std::vector<Share> all;
    const YamlRef metrics = autoscaler.root()[u"spec"][u"metrics"];
    if (metrics.size() == 0) return {{u"cpu"_s, {}}};
    metrics.forEachItem([&](int, YamlRef metric) {
        const QString type = metric[u"type"].text();
        const YamlRef source = metric[type == u"Resource" ? u"resource" : u"containerResource"];
        const bool isShare = source[u"target"][u"type"].text() == u"Utilization" ||
                             source[u"target"][u"averageUtilization"] || source[u"targetAverageUtilization"];
        if ((type == u"Resource" || type == u"ContainerResource") && isShare)
            all.push_back({source[u"name"].text(), source[u"container"].text()});
    });
    return all;
}

// Metrics of a container that the Pods have not.
void checkContainers(const Resource &autoscaler, const Resource &target, const Report &report)
{
    const std::vector<ContainerView> containers = WorkloadView(target).podSpec().containers();
    const FieldPath metrics{u"spec"_s, u"metrics"_s};
    autoscaler.at(metrics).forEachItem([&](int i, YamlRef metric) {
        const QString name = metric[u"containerResource"][u"container"].string();
        if (metric[u"type"].text() != u"ContainerResource" || name.isEmpty() ||
            std::ranges::any_of(containers, [&](const ContainerView &one) { return one.name() == name; }))
            return;
        report({.severity = Severity::Warning,
                .rule = u"reference-no-requests"_s,
                .resource = &autoscaler,
                .field = metrics / i / u"containerResource"_s / u"container"_s,
                .message = say("%1 has no container %2 to go by").arg(target.key.title(), name)});
    });
}

void checkRequests(const Resource &autoscaler, const Edge &edge, const Resource &target,
                   const ContainerDefaults &defaults, const Report &report)
{
    const std::vector<MissingRequest> missing = missingRequests(autoscaler, target, defaults);
    if (missing.empty()) return;
    const MissingRequest &first = missing.front();
    report({.severity = Severity::Warning,
            .rule = u"reference-no-requests"_s,
            .resource = &autoscaler,
            .field = edge.field,
            .message = say("it goes by a share of the %1 requested, but container %2 of %3 requests none")
                           .arg(first.resource, first.container, target.key.title()),
            .fix = say("say how much %1 the container needs").arg(first.resource)});
}

bool scales(const ResourceKey &key)
{
    return !isWorkload(key) || key.kind == u"Deployment" || key.kind == u"ReplicaSet" || key.kind == u"StatefulSet" ||
           key.kind == u"ReplicationController";
}

void checkTarget(const Resource &autoscaler, const Edge &edge, const Resource &target,
                 const ContainerDefaults &defaults, const Report &report)
{
    if (!scales(target.key)) {
        report({.severity = Severity::Error,
                .rule = u"reference-not-scalable"_s,
                .resource = &autoscaler,
                .field = edge.field,
                .message = say("%1 has no number of replicas that could be set").arg(target.key.title())});
        return;
    }
    if (!isWorkload(target.key)) return;
    const YamlRef replicas = target.at(WorkloadView::replicasPath());
    if (replicas && !replicas.isNull())
        report({.severity = Severity::Warning,
                .rule = u"reference-fixed-replicas"_s,
                .resource = &target,
                .field = WorkloadView::replicasPath(),
                .message = say("%1 sets the number of replicas, and every apply would set it back to %2")
                               .arg(autoscaler.key.title(), replicas.text()),
                .fix = say("leave it to the autoscaler")});
    if (!isAutoscaler(autoscaler.key)) return;
    checkContainers(autoscaler, target, report);
    checkRequests(autoscaler, edge, target, defaults, report);
}

// How many Pods there would be at least one time, or nothing where the files don't say.
std::optional<qint64> mostReplicas(const Resource &workload, const QHash<ResourceKey, qint64> &scaledTo)
{
    if (isCore(workload.key, u"Pod")) return 1;
    const auto replicas = WorkloadView(workload).replicas();
    if (!replicas) return std::nullopt;
    return std::max(*replicas, scaledTo.value(workload.key, 0));
}

// disruption controller, getExpectedPodCount: percentages are rounded up.
std::optional<qint64> scaledValue(YamlRef value, qint64 total)
{
    if (const auto number = value.integer()) return *number;
    QString text = value.text();
    if (!text.endsWith(u'%')) return std::nullopt;
    bool ok = false;
    const int percent = QStringView(text).chopped(1).toInt(&ok);
    if (!ok || percent < 0 || percent > 100) return std::nullopt;
    return (percent * total + 99) / 100;
}

struct Selected
{
    qint64 pods = 0;
    bool known = true;
};

Selected countSelected(const CheckInput &in, const Resource &budget, const QHash<ResourceKey, qint64> &scaledTo)
{
    Selected all;
    constexpr qint64 most = 1000000000;
    for (const Edge &edge : in.heldBy(budget.key)) {
        if (edge.relation != Relation::DisruptionSelector) continue;
        const Resource *workload = in.set.find(edge.to);
        const auto replicas = workload && !edge.broken ? mostReplicas(*workload, scaledTo) : std::nullopt;
        all.known = all.known && replicas;
        all.pods = std::min(most, all.pods + std::clamp<qint64>(replicas.value_or(0), 0, most));
    }
    return all;
}

void checkBlocked(const CheckInput &in, const Resource &budget, const QHash<ResourceKey, qint64> &scaledTo,
                  const Report &report)
{
    const YamlRef spec = budget.root()[u"spec"];
    const bool counts = spec[u"minAvailable"].isScalar() && !spec[u"minAvailable"].isNull();
    const QString field = counts ? u"minAvailable"_s : u"maxUnavailable"_s;
    const YamlRef value = spec[field];
    const QString text = value.text();
    bool blocks = counts ? text == u"100%" : text == u"0" || text == u"0%";
    if (!blocks && counts) {
        const Selected selected = countSelected(in, budget, scaledTo);
        const auto wanted = scaledValue(value, selected.pods);
        blocks = selected.known && selected.pods > 0 && wanted && *wanted >= selected.pods;
    }
    if (!blocks) return;
    report({.severity = Severity::Warning,
            .rule = u"reference-evictions-blocked"_s,
            .resource = &budget,
            .field = FieldPath{u"spec"_s, field},
            .message = say("with %1 %2 no Pod may ever be evicted: nodes can't be emptied").arg(field, text),
            .fix = say("maxUnavailable 1 lets one go at a time")});
}

} // namespace

std::vector<MissingRequest> missingRequests(const Resource &autoscaler, const Resource &target,
                                            const ContainerDefaults &defaults)
{
    std::vector<MissingRequest> missing;
    const std::vector<ContainerView> containers = WorkloadView(target).podSpec().containers();
    for (const Share &share : sharesOf(autoscaler)) {
        if (defaults.has(target.key.ns, u"requests."_s + share.resource)) continue;
        for (const ContainerView &container : containers) {
            const YamlRef resources = container.node[u"resources"];
            const bool meant = share.container.isEmpty() || container.name() == share.container;
            // A limit without a request is one (SetDefaults_Pod).
            if (!meant || !container.isLasting() || resources[u"requests"][share.resource] ||
                resources[u"limits"][share.resource])
                continue;
            missing.push_back(
                {container.path / u"resources"_s / u"requests"_s / share.resource, share.resource, container.name()});
        }
    }
    return missing;
}

void checkAutoscalers(const CheckInput &in, const Report &report)
{
    const ContainerDefaults defaults(in.set);
    QHash<ResourceKey, const Resource *> first; // by target
    for (const Edge &edge : in.edges) {
        if (edge.relation != Relation::ScaleTarget || edge.broken) continue;
        const Resource *autoscaler = in.set.find(edge.holder), *target = in.set.find(edge.to);
        if (!autoscaler || !target) continue;
        checkTarget(*autoscaler, edge, *target, defaults, report);
        const Resource *&other = first[edge.to];
        if (!other) {
            other = autoscaler;
        } else if (other != autoscaler) {
            report({.severity = Severity::Error,
                    .rule = u"reference-two-autoscalers"_s,
                    .resource = autoscaler,
                    .field = edge.field,
                    .message = say("%1 scales %2, too: they would work against each other")
                                   .arg(other->key.title(), edge.to.title())});
        }
    }
}

void checkBudgets(const CheckInput &in, const Report &report)
{
    QHash<ResourceKey, qint64> scaledTo;
    for (const Edge &edge : in.edges)
        if (edge.relation == Relation::ScaleTarget && !edge.broken)
            if (const Resource *autoscaler = in.set.find(edge.holder)) {
                qint64 &most = scaledTo[edge.to];
                // KEDA's has another name, and another default.
                const YamlRef spec = autoscaler->root()[u"spec"];
                const auto number = spec[u"maxReplicas"].integer();
                most = std::max(most, number.value_or(spec[u"maxReplicaCount"].integer().value_or(100)));
            }
    QHash<ResourceKey, const Resource *> first; // by workload
    const Resource *last = nullptr, *reported = nullptr;
    for (const Edge &edge : in.edges) {
        if (edge.relation != Relation::DisruptionSelector || edge.broken) continue;
        const Resource *budget = last && last->key == edge.holder ? last : in.set.find(edge.holder);
        last = budget;
        const Resource *&other = first[edge.to];
        if (!other) other = budget;
        if (!budget || other == budget || budget == reported) continue;
        reported = budget;
        // pkg/registry/core/pod/rest/eviction.go: it refuses to evict such a Pod.
        report({.severity = Severity::Error,
                .rule = u"reference-two-budgets"_s,
                .resource = budget,
                .field = edge.field,
                .message = say("%1 is about %2, too: a Pod with two budgets can't be evicted")
                               .arg(other->key.title(), edge.to.title())});
    }
    for (const Resource &resource : in.set.resources())
        if (isBudget(resource.key) && !resource.isRefused) checkBlocked(in, resource, scaledTo, report);
}

} // namespace model
