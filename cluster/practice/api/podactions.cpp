// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/podactions.h"

#include "cluster/practice/api/remover.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/request/objectfacts.h"
#include "cluster/practice/request/objectselector.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

// Sets a condition of a pod, keeping the time of its last change when its status stays.
void setCondition(Value &pod, const QString &type, const QString &reason, const QString &message, const QString &now)
{
    Value &list = mapIn(pod, u"status").entry(u"conditions");
    if (!list.isList()) list = ValueList();
    Value condition(ValueMap{{QStringLiteral("type"), type},
                             {QStringLiteral("status"), u"True"},
                             {QStringLiteral("lastProbeTime"), Value()},
                             {QStringLiteral("lastTransitionTime"), now}});
    if (!reason.isEmpty()) condition.set(u"reason", reason);
    if (!message.isEmpty()) condition.set(u"message", message);
    for (Value &entry : *list.list()) {
        if (textAt(entry, {u"type"}) != type) continue;
        if (textAt(entry, {u"status"}) == u"True")
            condition.set(u"lastTransitionTime", textAt(entry, {u"lastTransitionTime"}));
        entry = std::move(condition);
        return;
    }
    list.list()->push_back(std::move(condition));
}

// pkg/apis/policy UpdateDisruptionAllowedCondition.
void setBudgetCondition(Value &budget, const QString &to, const QString &reason, const QString &now)
{
    const qint64 generation = integerAt(budget, {u"status", u"observedGeneration"});
    Value condition(ValueMap{{QStringLiteral("type"), u"DisruptionAllowed"},
                             {QStringLiteral("status"), to},
                             {QStringLiteral("observedGeneration"), generation},
                             {QStringLiteral("lastTransitionTime"), now},
                             {QStringLiteral("reason"), reason},
                             {QStringLiteral("message"), u""}});
    Value &list = mapIn(budget, u"status").entry(u"conditions");
    if (!list.isList()) list = ValueList();
    for (Value &entry : *list.list()) {
        if (textAt(entry, {u"type"}) != u"DisruptionAllowed") continue;
        if (textAt(entry, {u"status"}) == to)
            condition.set(u"lastTransitionTime", textAt(entry, {u"lastTransitionTime"}));
        entry = std::move(condition);
        return;
    }
    list.list()->push_back(std::move(condition));
}

bool isReady(const Value &pod)
{
    const ValueList &conditions = listAt(pod, {u"status", u"conditions"});
    return std::any_of(conditions.begin(), conditions.end(), [](const Value &c) {
        return textAt(c, {u"type"}) == u"Ready" && textAt(c, {u"status"}) == u"True";
    });
}

ApiStatus tooManyDisruptions(const QString &budget, int retryAfter, const QString &why)
{
    ApiStatus status = ApiStatus::tooManyRequests(
        QStringLiteral("Cannot evict pod as it would violate the pod's disruption budget."), retryAfter);
    status.causes = {{.reason = QStringLiteral("DisruptionBudget"),
                      .message = QStringLiteral("The disruption budget %1 %2").arg(budget, why),
                      .field = {}}};
    return status;
}

// The budgets whose selectors have the pod.
std::vector<Value> budgetsOf(const ApiCore &core, const ApiKind &budgetKind, const Value &pod)
{
    std::vector<Value> budgets;
    const model::Labels labels = labelsOf(pod);
    for (const RecordPtr &record :
         core.registry.store().list(Registry::prefixOf(budgetKind, namespaceOf(pod))).records) {
        Value budget = core.registry.objectOf(*record, budgetKind);
        const Value *selector = at(budget, {u"spec", u"selector"});
        if (selector && selectorMatches(*selector, labels)) budgets.push_back(std::move(budget));
    }
    return budgets;
}

// Takes one disruption from the budget, or says why there is none.
std::optional<ApiStatus> takeDisruption(ApiCore &core, const ApiKind &budgetKind, Value budget, const QString &pod,
                                        bool dryRun)
{
    const QString name = nameOf(budget);
    constexpr size_t maxDisrupted = 2000;
    if (integerAt(budget, {u"status", u"observedGeneration"}) < integerAt(budget, {u"metadata", u"generation"}))
        return tooManyDisruptions(name, 10, QStringLiteral("is still being processed by the server."));
    const qint64 allowed = integerAt(budget, {u"status", u"disruptionsAllowed"});
    const GroupName resource{QStringLiteral("policy"), QStringLiteral("poddisruptionbudget")};
    if (allowed < 0) return ApiStatus::forbidden(resource, name, QStringLiteral("pdb disruptions allowed is negative"));
    if (mapAt(budget, {u"status", u"disruptedPods"}).size() > maxDisrupted)
        return ApiStatus::forbidden(
            resource, name,
            QStringLiteral("DisruptedPods map too big - too many evictions not confirmed by PDB controller"));
    if (allowed == 0)
        return tooManyDisruptions(name, 0,
                                  QStringLiteral("needs %1 healthy pods and has %2 currently")
                                      .arg(integerAt(budget, {u"status", u"desiredHealthy"}))
                                      .arg(integerAt(budget, {u"status", u"currentHealthy"})));
    if (dryRun) return std::nullopt;
    Value &status = mapIn(budget, u"status");
    status.set(u"disruptionsAllowed", allowed - 1);
    const bool sufficient = allowed > 1;
    setBudgetCondition(budget, sufficient ? QStringLiteral("True") : QStringLiteral("False"),
                       sufficient ? QStringLiteral("SufficientPods") : QStringLiteral("InsufficientPods"), core.now());
    mapIn(status, u"disruptedPods").set(pod, core.now());
    if (auto record = core.registry.write(budgetKind, budget); !record) return std::move(record).status();
    return std::nullopt;
}

std::optional<ApiStatus> checkBudgets(ApiCore &core, const Value &pod, bool dryRun)
{
    const QString phase = textAt(pod, {u"status", u"phase"});
    const bool deleting = !textAt(pod, {u"metadata", u"deletionTimestamp"}).isEmpty();
    if (phase == u"Succeeded" || phase == u"Failed" || phase == u"Pending" || deleting) return std::nullopt;
    const ServedKind *kind =
        core.catalogue.byKind(QStringLiteral("policy"), QStringLiteral("v1"), QStringLiteral("PodDisruptionBudget"));
    if (!kind) return std::nullopt;
    std::vector<Value> budgets = budgetsOf(core, kind->api, pod);
    if (budgets.empty()) return std::nullopt;
    if (budgets.size() > 1)
        return ApiStatus{
            .code = 500,
            .reason = {},
            .message = QStringLiteral(
                "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."),
            .hasDetails = false};
    Value &budget = budgets.front();
    if (!isReady(pod)) {
        const qint64 desired = integerAt(budget, {u"status", u"desiredHealthy"});
        if (textAt(budget, {u"spec", u"unhealthyPodEvictionPolicy"}) == u"AlwaysAllow") return std::nullopt;
        if (desired > 0 && integerAt(budget, {u"status", u"currentHealthy"}) >= desired) return std::nullopt;
    }
    return takeDisruption(core, kind->api, std::move(budget), nameOf(pod), dryRun);
}

} // namespace

std::optional<ApiStatus> bindPod(ApiCore &core, WriteRequest &request, const Value &binding)
{
    if (nameOf(binding) != request.name)
        return ApiStatus::badRequest(QStringLiteral("name in URL does not match name in Binding object"));
    const QString node = textAt(binding, {u"target", u"name"});
    const QString targetKind = textAt(binding, {u"target", u"kind"});
    const auto plain = [](const QString &message) {
        return ApiStatus{.code = 500, .reason = {}, .message = message, .hasDetails = false};
    };
    if (!targetKind.isEmpty() && targetKind != u"Node")
        return plain(QStringLiteral("target.kind: Unsupported value: \"%1\": supported values: \"Node\", \"<empty>\"")
                         .arg(targetKind));
    if (node.isEmpty()) return plain(QStringLiteral("target.name: Required value"));

    const ApiKind &kind = request.kind;
    const RecordPtr record = core.registry.find(kind, request.space, request.name);
    if (!record) return ApiStatus::notFound({kind.group, kind.plural}, request.name);
    Value pod = core.registry.objectOf(*record, kind);
    const auto refuse = [&request](const QString &why) {
        return ApiStatus::conflict({QString(), QStringLiteral("pods/binding")}, request.name, why);
    };
    if (const QString uid = uidOf(binding); !uid.isEmpty() && uid != uidOf(pod))
        return refuse(QStringLiteral("Precondition failed: UID in precondition: %1, UID in object meta: %2")
                          .arg(uid, uidOf(pod)));
    if (!textAt(pod, {u"metadata", u"deletionTimestamp"}).isEmpty())
        return refuse(QStringLiteral("pod %1 is being deleted, cannot be assigned to a host").arg(request.name));
    if (const QString assigned = textAt(pod, {u"spec", u"nodeName"}); !assigned.isEmpty())
        return refuse(QStringLiteral("pod %1 is already assigned to node \"%2\"").arg(request.name, assigned));
    if (!listAt(pod, {u"spec", u"schedulingGates"}).empty())
        return refuse(QStringLiteral("pod %1 has non-empty .spec.schedulingGates").arg(request.name));
    mapIn(pod, u"spec").set(u"nodeName", node);
    for (const auto &[key, value] : mapAt(binding, {u"metadata", u"annotations"}))
        mapIn(mapIn(pod, u"metadata"), u"annotations").set(key, value);
    setCondition(pod, QStringLiteral("PodScheduled"), {}, {}, core.now());
    if (request.options.dryRun) return std::nullopt;
    if (auto written = core.registry.write(kind, pod); !written) return std::move(written).status();
    return std::nullopt;
}

std::optional<ApiStatus> evictPod(ApiCore &core, WriteRequest &request, const Value &eviction)
{
    if (nameOf(eviction) != request.name)
        return ApiStatus::badRequest(QStringLiteral("name in URL does not match name in Eviction object"));
    const ApiKind &kind = request.kind;
    const Value *body = eviction.find(u"deleteOptions");
    auto options = readDeleteOptions(Query({}), body && body->isMap() ? *body : Value(ValueMap()));
    if (!options) return std::move(options).status();
    const bool dryRun = options->dryRun || request.options.dryRun;
    options->dryRun = dryRun;
    const RecordPtr record = core.registry.find(kind, request.space, request.name);
    if (!record) return ApiStatus::notFound({kind.group, kind.plural}, request.name);
    Value pod = core.registry.objectOf(*record, kind);
    if (auto refusal = checkBudgets(core, pod, dryRun)) return refusal;
    if (!dryRun) {
        setCondition(pod, QStringLiteral("DisruptionTarget"), QStringLiteral("EvictionByEvictionAPI"),
                     QStringLiteral("Eviction API: evicting"), core.now());
        if (auto written = core.registry.write(kind, pod); !written) return std::move(written).status();
        if (!options->resourceVersion.isEmpty())
            options->resourceVersion = textAt(pod, {u"metadata", u"resourceVersion"});
    }
    if (auto removed = Remover(core).remove(kind, request.space, request.name, *options); !removed)
        return std::move(removed).status();
    return std::nullopt;
}

} // namespace practice
