// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/spacedefaults.h"

#include "cluster/practice/base/objects.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView account = u"default";
constexpr QStringView rootMap = u"kube-root-ca.crt";
constexpr QStringView descriptionKey = u"kubernetes.io/description";
constexpr QStringView description =
    u"Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the "
    u"internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes "
    u"clusters.";

bool isActiveSpace(const Value &space) { return textAt(space, {u"status", u"phase"}) == u"Active"; }

Value named(const QString &kind, QStringView name, const QString &space)
{
    Value object(ValueMap{{u"apiVersion"_s, u"v1"}, {u"kind"_s, kind}});
    mapIn(object, u"metadata") = ValueMap{{u"name"_s, name.toString()}, {u"namespace"_s, space}};
    return object;
}

// Nothing can be made in a namespace that is gone or going, and nothing needs to be.
bool isOfNoUse(const ApiStatus &refusal) { return refusal.isNamespaceTerminating(); }

} // namespace

ServiceAccountController::ServiceAccountController(ComponentProcess &process)
    : Controller(process, u"service-account-controller"_s),
      m_spaces(process.informer(u"v1", u"Namespace")),
      m_accounts(process.informer(u"v1", u"ServiceAccount"))
{
    m_spaces.addHandler({.added = [this](const Value &space) { enqueue(nameOf(space)); },
                         .changed = [this](const Value &, const Value &now) { enqueue(nameOf(now)); }});
    m_accounts.addHandler({.removed = [this](const Value &last) { enqueue(namespaceOf(last)); }});
}

std::optional<ApiStatus> ServiceAccountController::reconcile(const QString &key)
{
    const Value *space = m_spaces.find(key);
    if (!space || !isActiveSpace(*space) || m_accounts.find(key, account.toString())) return std::nullopt;
    const auto made = client().create(named(u"ServiceAccount"_s, account, key));
    if (made) decided(key, u"has no ServiceAccount default: makes it"_s);
    if (made || made.status().reason == u"AlreadyExists" || isOfNoUse(made.status())) return std::nullopt;
    return made.status();
}

RootCaPublisher::RootCaPublisher(ComponentProcess &process, QString rootCa)
    : Controller(process, u"root-ca-cert-publisher"_s),
      m_maps(process.informer(u"v1", u"ConfigMap")),
      m_rootCa(std::move(rootCa))
{
    process.informer(u"v1", u"Namespace")
        .addHandler({.added = [this](const Value &space) { enqueue(nameOf(space)); },
                     .changed =
                         [this](const Value &, const Value &now) {
                             if (isActiveSpace(now)) enqueue(nameOf(now));
                         }});
    const auto look = [this](const Value &map) {
        if (nameOf(map) == rootMap) enqueue(namespaceOf(map));
    };
    m_maps.addHandler({.changed = [look](const Value &, const Value &now) { look(now); }, .removed = look});
}

std::optional<ApiStatus> RootCaPublisher::reconcile(const QString &key)
{
    Value data;
    data.set(u"ca.crt", m_rootCa);
    const Value *found = m_maps.find(key, rootMap.toString());
    if (!found) {
        Value map = named(u"ConfigMap"_s, rootMap, key);
        mapIn(mapIn(map, u"metadata"), u"annotations").set(descriptionKey, description.toString());
        map.set(u"data", std::move(data));
        const auto made = client().create(std::move(map));
        if (made) decided(key, u"has no ConfigMap kube-root-ca.crt: makes it"_s);
        if (made || made.status().isNotFound() || isOfNoUse(made.status())) return std::nullopt;
        return made.status();
    }
    const Value *there = found->find(u"data");
    if (there && there->means(data) && !textAt(*found, {u"metadata", u"annotations", descriptionKey}).isEmpty())
        return std::nullopt;
    Value map = *found;
    map.set(u"data", std::move(data));
    mapIn(mapIn(map, u"metadata"), u"annotations").set(descriptionKey, description.toString());
    const auto written = client().update(std::move(map));
    if (written) decided(key, u"the ConfigMap kube-root-ca.crt was changed: sets it right"_s);
    return written ? std::nullopt : std::optional(written.status());
}

} // namespace practice
