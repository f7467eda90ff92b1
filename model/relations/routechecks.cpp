// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ingresses and NetworkPolicies, and selectors that match nothing.
#include "model/base/say.h"
#include "model/relations/checks.h"
#include "model/relations/fieldrule.h"
#include "model/relations/policies.h"
#include "model/resource/kinds.h"
#include "model/resource/views.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <optional>

namespace model {

using namespace Qt::StringLiterals;

namespace {
bool isIngress(const ResourceKey &key)
{
    return key.kind == u"Ingress" && (key.group == u"networking.k8s.io" || key.group == u"extensions");
}

QString annotation(const Resource &resource, const QString &key)
{
    return resource.at({u"metadata"_s, u"annotations"_s, key}).text();
}

// As written, or by the annotation that came before.
QString classOf(const Resource &ingress)
{
    const QString written = IngressView(ingress).className();
    return written.isEmpty() ? annotation(ingress, u"kubernetes.io/ingress.class"_s) : written;
}

// Some controllers read two Ingresses of one path as one on purpose.
bool isCanary(const Resource &ingress)
{
    return annotation(ingress, u"nginx.ingress.kubernetes.io/canary"_s) == u"true" ||
           annotation(ingress, u"alb.ingress.kubernetes.io/group.name"_s).size() > 0;
}

using Routes = QHash<QString, const Resource *>;

void checkRoutes(const Resource &ingress, Routes &routes, const Report &report)
{
    if (isCanary(ingress)) return;
    for (const IngressBackendView &backend : IngressView(ingress).backends()) {
        if (backend.host.isEmpty() && backend.urlPath.isEmpty()) continue; // the default one
        const FieldPath entry = backend.path.parent();
        const QString type = ingress.at(entry / u"pathType"_s).text();
        const Resource *&owner =
            routes[QStringList{classOf(ingress), backend.host, backend.urlPath, type}.join(QChar(u'\n'))];
        if (!owner) {
            owner = &ingress;
            continue;
        }
        const QString route = (backend.host.isEmpty() ? u"*"_s : backend.host) + backend.urlPath;
        const bool hasPath = ingress.at(entry / u"path"_s).isValid();
        report({.severity = Severity::Warning,
                .rule = u"reference-route-taken"_s,
                .resource = &ingress,
                .field = hasPath ? entry / u"path"_s : backend.namePath,
                .message = owner == &ingress ? say("%1 is there twice").arg(route)
                                             : say("%1 has %2 already").arg(owner->key.title(), route)});
    }
}

void checkIdle(const Resource &policy, const Report &report)
{
    for (const bool ingress : {true, false}) {
        const QString field = ingress ? u"ingress"_s : u"egress"_s, type = ingress ? u"Ingress"_s : u"Egress"_s;
        if (policy.root()[u"spec"][field].size() == 0 || isolates(policy, ingress)) continue;
        report({.severity = Severity::Warning,
                .rule = u"reference-policy-idle"_s,
                .resource = &policy,
                .field = FieldPath{u"spec"_s, field},
                .message = say("these rules do nothing: %1 is not among the policyTypes").arg(type),
                .fix = say("add %1 to policyTypes").arg(type)});
    }
}

// Names of ports in ingress rules are those of the Pods that the policy selects.
void checkPortNames(const CheckInput &in, const Resource &policy, const Report &report)
{
    QSet<QString> names;
    bool any = false;
    for (const Edge &edge : in.heldBy(policy.key)) {
        const Resource *workload = edge.relation == Relation::PolicySelector ? in.set.find(edge.to) : nullptr;
        if (!workload || edge.broken) continue;
        any = true;
        for (const ContainerView &container : WorkloadView(*workload).podSpec().containers())
            for (const ContainerPortView &port : container.ports()) names.insert(port.name());
    }
    if (!any) return;
    const FieldPath rules{u"spec"_s, u"ingress"_s};
    policy.at(rules).forEachItem([&](int i, YamlRef rule) {
        rule[u"ports"].forEachItem([&](int j, YamlRef port) {
            const QString name = port[u"port"].string();
            if (name.isEmpty() || names.contains(name)) return;
            report({.severity = Severity::Warning,
                    .rule = u"reference-missing-port"_s,
                    .resource = &policy,
                    .field = rules / i / u"ports"_s / j / u"port"_s,
                    .message = say("none of the selected Pods has a port named \"%1\"").arg(name)});
        });
    });
}

} // namespace

void checkIngresses(const CheckInput &in, const Report &report)
{
    bool hasDefault = false;
    for (const Resource &resource : in.set.resources())
        hasDefault |= resource.key.kind == u"IngressClass" &&
                      annotation(resource, u"ingressclass.kubernetes.io/is-default-class"_s) == u"true";
    Routes routes;
    for (const Resource &resource : in.set.resources()) {
        if (!isIngress(resource.key) || resource.isRefused) continue;
        checkRoutes(resource, routes, report);
        if (hasDefault || !classOf(resource).isEmpty() || !resource.root()[u"spec"]) continue;
        report({.severity = Severity::Info,
                .rule = u"reference-no-class"_s,
                .resource = &resource,
                .field = {u"spec"_s},
                .message = say("without an ingressClassName it is served only where the cluster has a default class")});
    }
}

void checkPolicies(const CheckInput &in, const Report &report)
{
    for (const Resource &resource : in.set.resources()) {
        if (!isNetworkPolicy(resource.key) || resource.isRefused) continue;
        checkIdle(resource, report);
        checkPortNames(in, resource, report);
    }
}

namespace {
// The selector by which the kind chooses what it is about, and the rule of its edges.
struct KindSelector
{
    FieldPath field;
    Relation relation = Relation::Selects;
    bool isPlain = false;
};

std::optional<KindSelector> selectorOf(const ResourceKey &key)
{
    if (isBudget(key)) return KindSelector{{u"spec"_s, u"selector"_s}, Relation::DisruptionSelector, false};
    if (isNetworkPolicy(key)) return KindSelector{{u"spec"_s, u"podSelector"_s}, Relation::PolicySelector, false};
    for (const FieldRule *rule : FieldRules::current().of(key))
        if (rule->selects && rule->isDrawable()) {
            std::vector<FieldPath::Step> steps(rule->at.begin(), rule->at.end());
            return KindSelector{FieldPath(std::move(steps)), rule->relation, rule->isPlain};
        }
    return std::nullopt;
}

} // namespace

void checkUnmatched(const CheckInput &in, const Report &report)
{
    for (const Resource &resource : in.set.resources()) {
        const auto kind = resource.isRefused ? std::nullopt : selectorOf(resource.key);
        if (!kind) continue;
        const YamlRef node = resource.at(kind->field);
        const LabelSelector selector = kind->isPlain ? LabelSelector::readMap(node) : LabelSelector::read(node);
        const auto edges = in.heldBy(resource.key);
        const auto isOne = [&](const Edge &edge) { return edge.relation == kind->relation; };
        // An empty one is about whatever comes to the namespace.
        if (selector.isEmpty() || std::any_of(edges.begin(), edges.end(), isOne)) continue;
        // A monitor may look into other namespaces.
        const bool isOwn = kind->relation != Relation::Selects;
        if (in.others.match(selector, isOwn ? std::optional(resource.key.ns) : std::nullopt)) continue;
        report({.severity = Severity::Warning,
                .rule = u"reference-selector-unmatched"_s,
                .resource = &resource,
                .field = kind->field,
                .message = say("nothing in these files has the labels %1").arg(selector.toString())});
    }
}

} // namespace model
