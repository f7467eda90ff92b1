// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/network/ingressstatus.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

IngressStatusController::IngressStatusController(ComponentProcess &process, QString address)
    : Controller(process, u"ingress-controller"_s),
      m_ingresses(process.informer(u"networking.k8s.io/v1", u"Ingress")),
      m_classes(process.informer(u"networking.k8s.io/v1", u"IngressClass")),
      m_address(std::move(address))
{
    const auto later = [this](const Value &ingress) { enqueueAfter(Informer::keyOf(ingress), workMs); };
    m_ingresses.addHandler({.added = later, .changed = [later](const Value &before, const Value &now) {
                                const Value *old = before.find(u"spec");
                                const Value *next = now.find(u"spec");
                                if (!old || !next || !old->means(*next)) later(now);
                            }});
    const auto all = [this, later](const Value &) {
        for (const auto &[key, ingress] : m_ingresses.objects()) later(ingress);
    };
    m_classes.addHandler(
        {.added = all, .changed = [all](const Value &, const Value &now) { all(now); }, .removed = all});
}

bool IngressStatusController::isOurs(const Value &ingress) const
{
    QString name = textAt(ingress, {u"spec", u"ingressClassName"});
    if (name.isEmpty()) name = textAt(ingress, {u"metadata", u"annotations", u"kubernetes.io/ingress.class"});
    const Value *found = name.isEmpty() ? nullptr : m_classes.find(name);
    return found && textAt(*found, {u"spec", u"controller"}) == controllerName;
}

std::optional<ApiStatus> IngressStatusController::reconcile(const QString &key)
{
    const Value *found = m_ingresses.find(key);
    if (!found || isGoing(*found)) return std::nullopt;
    const Value ingress = *found;
    const ValueList &there = listAt(ingress, {u"status", u"loadBalancer", u"ingress"});
    const bool isShown = std::any_of(there.begin(), there.end(),
                                     [this](const Value &point) { return textAt(point, {u"ip"}) == m_address; });
    const bool isWanted = isOurs(ingress);
    if (isShown == isWanted) return std::nullopt;
    Value patch;
    mapIn(mapIn(patch, u"status"), u"loadBalancer")
        .set(u"ingress", isWanted ? Value(ValueList{ValueMap{{u"ip"_s, m_address}}}) : Value());
    const auto written = client().patch(m_ingresses.kind(), namespaceOf(ingress), nameOf(ingress), patch, u"status"_s);
    if (!written) return written.status();
    if (isWanted) events().record(ingress, u"Normal"_s, u"Sync"_s, u"Scheduled for sync"_s);
    decided(key, isWanted ? u"its class is this controller's: it is served at %1"_s.arg(m_address)
                          : u"its class is not this controller's any more"_s);
    return std::nullopt;
}

} // namespace practice
