// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/life/faults.h"

#include "cluster/practice/api/watches.h"
#include "cluster/practice/base/objects.h"

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr qint64 usualDelayMs = 500;
constexpr qint64 maxDelayMs = 60 * 1000;
constexpr int tooMany = 429;
constexpr int broken = 500;

} // namespace

struct Faults::Kind
{
    QString fault;
    QString target; // what it is about: "COMPONENT", "NODE", "NAMESPACE/POD"; empty: the API server
    bool lasts;
    QString text; // %1: the target, %2: the amount
    std::optional<ApiStatus> (Faults::*apply)(const QString &target, qint64 amount, bool on);
};

const std::vector<Faults::Kind> &Faults::kinds()
{
    static const std::vector<Kind> all{
        {QStringLiteral("stop-component"), QStringLiteral("COMPONENT"), true, QStringLiteral("%1 is stopped"),
         &Faults::stopComponent},
        {QStringLiteral("slow-store"),
         {},
         true,
         QStringLiteral("the API server answers and tells of changes %2 ms late"),
         &Faults::slowStore},
        {QStringLiteral("refuse-requests"),
         {},
         true,
         QStringLiteral("the API server answers all clients with %2"),
         &Faults::refuseRequests},
        {QStringLiteral("drop-watches"), {}, false, QStringLiteral("all watches broke"), &Faults::dropWatches},
        {QStringLiteral("compact-history"),
         {},
         false,
         QStringLiteral("the API server forgot all states before now"),
         &Faults::compactHistory},
    };
    return all;
}

Faults::Faults(ApiCore &core, Components &components, Watches &watches)
    : m_core(core), m_components(components), m_watches(watches)
{
}

Answer<Value> Faults::begin(const Value &spec)
{
    const QString name = textAt(spec, {u"fault"});
    const QString target = textAt(spec, {u"target"});
    const auto kind = std::ranges::find_if(kinds(), [&name](const Kind &one) { return one.fault == name; });
    if (kind == kinds().end()) return ApiStatus::badRequest(QStringLiteral("no such fault: %1").arg(name));
    if (kind->target.isEmpty() != target.isEmpty())
        return ApiStatus::badRequest(kind->target.isEmpty()
                                         ? QStringLiteral("%1 has no target").arg(name)
                                         : QStringLiteral("%1 wants a target: %2").arg(name, kind->target));
    for (const auto &[id, active] : m_active)
        if (active.kind == &*kind && active.target == target)
            return ApiStatus{.code = 409,
                             .reason = QStringLiteral("Conflict"),
                             .message = QStringLiteral("that is so already (fault %1)").arg(id)};
    Active active{&*kind, target, integerAt(spec, {u"amount"}), m_core.clock.wallMs()};
    if (const auto refusal = (this->*kind->apply)(target, active.amount, true)) return *refusal;
    if (active.amount == 0 && kind->apply == &Faults::slowStore) active.amount = usualDelayMs;
    if (active.amount == 0 && kind->apply == &Faults::refuseRequests) active.amount = broken;
    if (!kind->lasts) return toValue(0, active);
    const auto [place, isNew] = m_active.emplace(++m_lastId, active);
    return toValue(place->first, place->second);
}

bool Faults::end(qint64 id)
{
    const auto found = m_active.find(id);
    if (found == m_active.end()) return false;
    const Active active = found->second;
    m_active.erase(found);
    (this->*active.kind->apply)(active.target, active.amount, false); // what is gone needs no mending
    return true;
}

Value Faults::toValue(qint64 id, const Active &active) const
{
    Value one;
    one.set(u"id", id);
    one.set(u"fault", active.kind->fault);
    if (!active.target.isEmpty()) one.set(u"target", active.target);
    if (active.amount) one.set(u"amount", active.amount);
    one.set(u"since", timeText(active.sinceMs));
    one.set(u"text", QString(active.kind->text)
                         .replace(QStringLiteral("%1"), active.target)
                         .replace(QStringLiteral("%2"), QString::number(active.amount)));
    return one;
}

Value Faults::toValue() const
{
    ValueList active, known;
    for (const auto &[id, one] : m_active) active.push_back(toValue(id, one));
    for (const Kind &kind : kinds()) {
        Value one;
        one.set(u"fault", kind.fault);
        one.set(u"target", kind.target);
        one.set(u"lasts", kind.lasts);
        one.set(u"text", kind.text);
        known.push_back(std::move(one));
    }
    Value all;
    all.set(u"faults", std::move(active));
    all.set(u"kinds", std::move(known));
    return all;
}

std::optional<ApiStatus> Faults::refusal() const
{
    if (m_refuseWith == tooMany)
        return ApiStatus::tooManyRequests(QStringLiteral("the API server is made to refuse requests"), 1);
    if (m_refuseWith) return ApiStatus::internal(QStringLiteral("the API server is made to fail"));
    return std::nullopt;
}

std::optional<ApiStatus> Faults::stopComponent(const QString &target, qint64, bool on)
{
    if (m_components.setStopped(target, on)) return std::nullopt;
    return ApiStatus::notFound({{}, QStringLiteral("components")}, target);
}

std::optional<ApiStatus> Faults::slowStore(const QString &, qint64 amount, bool on)
{
    const qint64 wanted = amount ? amount : usualDelayMs;
    if (wanted < 0 || wanted > maxDelayMs)
        return ApiStatus::badRequest(QStringLiteral("amount: from 1 to %1 ms").arg(maxDelayMs));
    m_delayMs = on ? wanted : 0;
    m_components.setWatchDelay(m_delayMs);
    return std::nullopt;
}

std::optional<ApiStatus> Faults::refuseRequests(const QString &, qint64 amount, bool on)
{
    const qint64 wanted = amount ? amount : broken;
    if (wanted != tooMany && wanted != broken) return ApiStatus::badRequest(QStringLiteral("amount: 429 or 500"));
    m_refuseWith = on ? int(wanted) : 0;
    return std::nullopt;
}

std::optional<ApiStatus> Faults::dropWatches(const QString &, qint64, bool)
{
    m_watches.endAll();
    m_components.breakWatches();
    return std::nullopt;
}

std::optional<ApiStatus> Faults::compactHistory(const QString &, qint64, bool)
{
    Store &store = m_core.registry.store();
    if (store.revision() > store.compactedRevision())
        if (const auto done = store.compact(store.revision()); !done)
            return ApiStatus::internal(done.error().toString());
    return std::nullopt;
}

} // namespace practice
