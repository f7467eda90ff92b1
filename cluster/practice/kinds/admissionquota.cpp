// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/admissionplugins.h"
#include "cluster/practice/kinds/quotausage.h"

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

ResourceAmounts subtract(ResourceAmounts amounts, const ResourceAmounts &other)
{
    for (auto it = amounts.begin(); it != amounts.end(); ++it) {
        if (const auto found = other.find(it.key()); found != other.end()) *it -= *found;
        if (*it < Quantity()) *it = Quantity();
    }
    return amounts;
}

// Of the same names only.
ResourceAmounts masked(const ResourceAmounts &amounts, const QStringList &names)
{
    ResourceAmounts result;
    for (const QString &name : names)
        if (const auto found = amounts.find(name); found != amounts.end()) result.insert(name, *found);
    return result;
}

struct Charge
{
    std::optional<Value> quota; // with its new use
    Refusal refusal;
};

// One quota against the request; usage is what the object needs, delta what it needs more than before.
Charge charge(const AdmissionRequest &request, const Value &quota, const ResourceAmounts &usage,
              const ResourceAmounts &delta)
{
    const ResourceAmounts hard = amountsOf(mapAt(quota, {u"status", u"hard"}));
    const ResourceAmounts used = amountsOf(mapAt(quota, {u"status", u"used"}));
    QStringList counted;
    for (const QString &name : hard.keys())
        if (isCountedBy(request.kind, name)) counted.append(name);
    if (counted.isEmpty() || !isInScopes(request.kind, quota, *request.object)) return {};
    if (const QString missing = missingAmounts(request.kind, counted, *request.object); !missing.isEmpty())
        return {{}, forbiddenBy(request, u"failed quota: %1: %2"_s.arg(nameOf(quota), missing))};
    if (std::ranges::any_of(counted, [&used](const QString &name) { return !used.contains(name); }))
        return {{},
                forbiddenBy(request,
                            u"status unknown for quota: %1, resources: %2"_s.arg(nameOf(quota), counted.join(u',')))};
    const bool before = request.operation == Operation::Update && isInScopes(request.kind, quota, *request.old);
    ResourceAmounts requested = masked(before ? delta : usage, hard.keys());
    requested.removeIf([](auto it) { return it->isZero(); });
    if (requested.isEmpty()) return {};
    ResourceAmounts sum = used;
    QStringList exceeded;
    for (auto it = requested.begin(); it != requested.end(); ++it) {
        Quantity total = used.value(it.key());
        total += *it;
        sum.insert(it.key(), total);
        if (total > hard.value(it.key())) exceeded.append(it.key());
    }
    if (!exceeded.isEmpty())
        return {{},
                forbiddenBy(request, u"exceeded quota: %1, requested: %2, used: %3, limited: %4"_s.arg(
                                         nameOf(quota), amountsText(masked(requested, exceeded)),
                                         amountsText(masked(used, exceeded)), amountsText(masked(hard, exceeded))))};
    Value charged = quota;
    mapIn(charged, u"status").set(u"used", toValue(sum));
    return {std::move(charged), {}};
}

} // namespace

// apiserver pkg/admission/plugin/resourcequota/controller.go CheckRequest
Answer<std::vector<Value>> chargeQuotas(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    std::vector<Value> charged;
    if (request.ns.isEmpty() || !cluster.resourceQuotas || !countsInQuota(request)) return charged;
    const std::vector<Value> quotas = cluster.resourceQuotas(request.ns);
    if (quotas.empty()) return charged;
    const ResourceAmounts usage = quotaUsage(request.kind, *request.object);
    const ResourceAmounts delta = request.old ? subtract(usage, quotaUsage(request.kind, *request.old)) : usage;
    for (const Value &quota : quotas) {
        Charge one = charge(request, quota, usage, delta);
        if (one.refusal) return *one.refusal;
        if (one.quota) charged.push_back(std::move(*one.quota));
    }
    return charged;
}

} // namespace practice
