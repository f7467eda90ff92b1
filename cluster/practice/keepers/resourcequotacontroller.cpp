// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/resourcequotacontroller.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/kinds/quotausage.h"

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

bool isPod(const ApiKind &kind) { return kind.group.isEmpty() && kind.kind == u"Pod"; }

// pkg/quota/v1/evaluator/core QuotaV1Pod: over, or beyond the time in which it should have gone.
bool isCounted(const Value &pod, qint64 nowMs)
{
    const QString phase = textAt(pod, {u"status", u"phase"});
    if (phase == u"Failed" || phase == u"Succeeded") return false;
    const Value *grace = at(pod, {u"metadata", u"deletionGracePeriodSeconds"});
    if (!isGoing(pod) || !grace || !grace->integer()) return true;
    return nowMs <= timeOf(textAt(pod, {u"metadata", u"deletionTimestamp"})) + *grace->integer() * 1000;
}

// pkg/quota/v1/install/update_filter.go: whether less may be used after such a change.
bool mayFree(const ApiKind &kind, const Value &before, const Value &now, qint64 nowMs)
{
    const auto differs = [&](std::initializer_list<QStringView> way) {
        const Value *old = at(before, way);
        const Value *is = at(now, way);
        return bool(old) != bool(is) || (old && !old->means(*is));
    };
    if (isPod(kind))
        return (isCounted(before, nowMs) && !isCounted(now, nowMs)) || differs({u"spec", u"activeDeadlineSeconds"});
    if (!kind.group.isEmpty()) return false;
    if (kind.kind == u"Service") return differs({u"spec", u"type"});
    return kind.kind == u"PersistentVolumeClaim" && differs({u"status", u"allocatedResources", u"storage"});
}

} // namespace

ResourceQuotaController::ResourceQuotaController(ComponentProcess &process)
    : Controller(process, u"resourcequota-controller"_s),
      m_quotas(process.informer(u"v1", u"ResourceQuota")),
      m_kinds(process,
              [this](const ApiKind &kind, const Value *before, const Value *now) { changed(kind, before, now); })
{
    const auto look = [this](const Value &quota) { enqueueAfter(Informer::keyOf(quota), batchMs); };
    m_quotas.addIndex(u"namespace"_s, [](const Value &quota) { return QStringList{namespaceOf(quota)}; });
    m_quotas.addHandler(
        {.added = look,
         .changed =
             [look](const Value &before, const Value &now) {
                 if (amountsOf(mapAt(before, {u"spec", u"hard"})) != amountsOf(mapAt(now, {u"spec", u"hard"})))
                     look(now);
             },
         .removed = {}});
    m_timer = clock().after(recountMs, [this] { recountAll(); });
}

void ResourceQuotaController::recountAll()
{
    const std::unique_ptr<QObject> timer = std::move(m_timer);
    m_timer = clock().after(recountMs, [this] { recountAll(); });
    if (!process().isRunning()) return;
    for (const auto &[key, quota] : m_quotas.objects()) enqueue(key);
}

void ResourceQuotaController::changed(const ApiKind &kind, const Value *before, const Value *now)
{
    if (!before || (now && !mayFree(kind, *before, *now, clock().wallMs()))) return;
    for (const Value *quota : m_quotas.byIndex(u"namespace"_s, namespaceOf(*before))) {
        for (const auto &[resource, amount] : mapAt(*quota, {u"status", u"hard"})) {
            if (!isCountedBy(kind, resource)) continue;
            enqueueAfter(Informer::keyOf(*quota), batchMs);
            break;
        }
    }
}

ResourceAmounts ResourceQuotaController::usageIn(const Value &quota, const QStringList &limited) const
{
    ResourceAmounts sum;
    const QString begin = namespaceOf(quota) + u'/';
    const qint64 now = clock().wallMs();
    for (const Informer *informer : m_kinds.informers()) {
        const ApiKind &kind = informer->kind();
        if (!kind.namespaced) continue;
        QStringList counted;
        for (const QString &resource : limited)
            if (isCountedBy(kind, resource)) counted.append(resource);
        if (counted.isEmpty()) continue;
        for (const QString &resource : counted) sum[resource]; // zero, when there is none
        const auto &objects = informer->objects();
        for (auto one = objects.lower_bound(begin); one != objects.end() && one->first.startsWith(begin); ++one) {
            const Value &object = one->second;
            if (!isInScopes(kind, quota, object)) continue;
            const ResourceAmounts usage = isPod(kind) && !isCounted(object, now)
                                              ? ResourceAmounts{{u"count/pods"_s, Quantity(1)}}
                                              : quotaUsage(kind, object);
            for (const QString &resource : counted)
                if (const auto amount = usage.find(resource); amount != usage.end()) sum[resource] += *amount;
        }
    }
    return sum;
}

std::optional<ApiStatus> ResourceQuotaController::reconcile(const QString &key)
{
    const Value *found = m_quotas.find(key);
    if (!found) return std::nullopt;
    Value quota = *found;
    const ResourceAmounts hard = amountsOf(mapAt(quota, {u"spec", u"hard"}));
    const ResourceAmounts old = amountsOf(mapAt(quota, {u"status", u"used"}));
    ResourceAmounts used;
    const ResourceAmounts counted = usageIn(quota, hard.keys());
    for (const QString &resource : hard.keys()) {
        if (counted.contains(resource))
            used.insert(resource, counted.value(resource));
        else if (old.contains(resource))
            used.insert(resource, old.value(resource)); // nobody can count it
    }
    const bool isKnown =
        at(std::as_const(quota), {u"status", u"hard"}) && at(std::as_const(quota), {u"status", u"used"});
    if (isKnown && hard == amountsOf(mapAt(quota, {u"status", u"hard"})) && used == old) return std::nullopt;
    Value status;
    status.set(u"hard", toValue(hard));
    status.set(u"used", toValue(used));
    quota.set(u"status", std::move(status));
    decided(key, u"counted anew what is used: "_s + amountsText(used));
    const auto written = client().update(std::move(quota), u"status"_s);
    return written ? std::nullopt : std::optional(written.status());
}

} // namespace practice
