// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/life/faults.h"

#include "cluster/practice/api/watches.h"
#include "cluster/practice/base/objects.h"

namespace practice {

using model::Value;
using model::ValueList;

Faults::Faults(ApiCore &core, Components &components, Watches &watches)
    : m_core(core), m_components(components), m_watches(watches), m_client(core, QStringLiteral("kubewright"))
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
    const qint64 amount = integerAt(spec, {u"amount"}, kind->usualAmount);
    const Active active{&*kind, target, amount, m_core.clock.wallMs()};
    if (const auto refusal = (this->*kind->apply)(target, active.amount, true)) return *refusal;
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

QString Faults::Kind::inWords(const QString &theTarget, qint64 amount) const
{
    return QString(text)
        .replace(QStringLiteral("%1"), theTarget)
        .replace(QStringLiteral("%2"), QString::number(amount));
}

Value Faults::toValue(qint64 id, const Active &active) const
{
    Value one;
    one.set(u"id", id);
    one.set(u"fault", active.kind->fault);
    if (!active.target.isEmpty()) one.set(u"target", active.target);
    if (active.amount) one.set(u"amount", active.amount);
    one.set(u"since", timeText(active.sinceMs));
    one.set(u"text", active.kind->inWords(active.target, active.amount));
    const auto drain = id && active.kind->apply == &Faults::drainNode ? m_drains.find(active.target) : m_drains.end();
    if (drain == m_drains.end() || drain->second->held().isEmpty()) return one;
    ValueList held;
    for (const QString &why : drain->second->held()) held.push_back(why);
    one.set(u"held", std::move(held));
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
        one.set(u"text", kind.inWords(kind.target, kind.usualAmount));
        known.push_back(std::move(one));
    }
    Value all;
    all.set(u"faults", std::move(active));
    all.set(u"kinds", std::move(known));
    return all;
}

} // namespace practice
