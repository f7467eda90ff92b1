// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/say.h"
#include "model/relations/checks.h"
#include "model/resource/kinds.h"
#include "model/resource/views.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <algorithm>
#include <optional>

namespace model {

using namespace Qt::StringLiterals;

namespace {
// Labels that say which application it is.
const QStringList &applicationLabels()
{
    static const QStringList keys{u"app.kubernetes.io/name"_s, u"app"_s, u"k8s-app"_s};
    return keys;
}

// Of a Service's workloads two that say they are different applications.
void checkBroad(const CheckInput &in, const Resource &service, const Report &report)
{
    struct Seen
    {
        QString value;
        const Resource *workload = nullptr;
    };
    constexpr int enough = 100; // what is that broad shows it early
    QHash<QString, Seen> first;
    int looked = 0;
    for (const Edge &edge : in.heldBy(service.key)) {
        if (edge.relation != Relation::ServiceSelector || edge.broken || ++looked > enough) continue;
        const Resource *workload = in.set.find(edge.to);
        if (!workload) continue;
        const Labels labels = WorkloadView(*workload).podLabels();
        for (const QString &key : applicationLabels()) {
            const QString *value = findLabel(labels, key);
            if (!value) continue;
            Seen &seen = first[key];
            if (!seen.workload) {
                seen = {*value, workload};
            } else if (seen.value != *value) {
                report({.severity = Severity::Warning,
                        .rule = u"reference-selector-broad"_s,
                        .resource = &service,
                        .field = edge.field,
                        .message = say("it sends to different applications: %1 has %2=%3, %4 has %2=%5")
                                       .arg(seen.workload->key.title(), key, seen.value, edge.to.title(), *value),
                        .fix = say("select by %1, too").arg(key)});
                return;
            }
            break; // the label that counts most
        }
    }
}

class Taken
{
public:
    explicit Taken(const Report &report) : m_report(report) {}

    // what: "nodePort 30080". Whether somebody has it already is reported at the field.
    void claim(const QString &key, const Resource &service, const FieldPath &field, const QString &rule,
               const QString &what, Severity severity)
    {
        const Resource *&owner = m_owners[key];
        if (!owner) {
            owner = &service;
            return;
        }
        m_report({.severity = severity,
                  .rule = rule,
                  .resource = &service,
                  .field = field,
                  .message = owner == &service ? say("%1 is there twice").arg(what)
                                               : say("%1 has %2 already").arg(owner->key.title(), what)});
    }

private:
    const Report &m_report;
    QHash<QString, const Resource *> m_owners;
};

void claimNodePorts(const Resource &service, const ServiceView &view, Taken &taken)
{
    for (const ServicePortView &port : view.ports()) {
        const qint64 number = port.node[u"nodePort"].integer().value_or(0);
        if (number <= 0) continue;
        const QString text = QString::number(number) + u'/' + port.protocol();
        taken.claim(u"n:"_s + text, service, port.path / u"nodePort"_s, u"reference-node-port-taken"_s,
                    u"nodePort %1"_s.arg(text), Severity::Error);
    }
}

// Addresses outside may be shared, but not with the same port.
void claimAddress(const Resource &service, const ServiceView &view, const QString &address, const FieldPath &field,
                  Taken &taken)
{
    for (const ServicePortView &port : view.ports()) {
        const QString text = u"%1:%2/%3"_s.arg(address).arg(port.port()).arg(port.protocol());
        taken.claim(u"a:"_s + text, service, field, u"reference-address-taken"_s, text, Severity::Warning);
    }
}

void claimAll(const Resource &service, Taken &taken)
{
    const ServiceView view(service);
    const QString type = view.type();
    if (type == u"ExternalName") return;
    const YamlRef spec = service.root()[u"spec"];
    if (type != u"ClusterIP") claimNodePorts(service, view, taken);
    const QString ip = spec[u"clusterIP"].text();
    if (!ip.isEmpty() && ip != u"None" && !spec[u"clusterIP"].isNull())
        taken.claim(u"c:"_s + ip, service, {u"spec"_s, u"clusterIP"_s}, u"reference-address-taken"_s,
                    u"clusterIP %1"_s.arg(ip), Severity::Error);
    const QString outside = type == u"LoadBalancer" ? spec[u"loadBalancerIP"].string() : QString();
    if (!outside.isEmpty()) claimAddress(service, view, outside, {u"spec"_s, u"loadBalancerIP"_s}, taken);
    spec[u"externalIPs"].forEachItem([&](int i, YamlRef address) {
        claimAddress(service, view, address.text(), FieldPath{u"spec"_s, u"externalIPs"_s} / i, taken);
    });
}

void checkGoverning(const CheckInput &in, const Resource &set, const Edge &edge, const Report &report)
{
    const Resource *service = in.set.find(edge.to);
    if (!service || !isCore(service->key, u"Service")) return;
    const ServiceView view(*service);
    const Labels selector = view.selector();
    const bool selects = !selector.empty() && containsLabels(WorkloadView(set).podLabels(), selector);
    if (view.isHeadless() && selects) return;
    report({.severity = Severity::Warning,
            .rule = u"reference-governing-service"_s,
            .resource = &set,
            .field = edge.field,
            .message = (view.isHeadless() ? say("%1 does not select its Pods: they get no DNS names of their own")
                                          : say("%1 is not headless: the Pods get no DNS names of their own"))
                           .arg(service->key.title()),
            .fix = view.isHeadless() ? QString() : say("clusterIP: None makes a Service headless")});
}

} // namespace

void checkServices(const CheckInput &in, const Report &report)
{
    Taken taken(report);
    for (const Resource &resource : in.set.resources()) {
        if (!isCore(resource.key, u"Service") || resource.isRefused) continue;
        checkBroad(in, resource, report);
        claimAll(resource, taken);
    }
}

void checkStatefulSets(const CheckInput &in, const Report &report)
{
    for (const Resource &resource : in.set.resources()) {
        if (resource.key.kind != u"StatefulSet" || !isWorkload(resource.key) || resource.isRefused) continue;
        for (const Edge &edge : in.heldBy(resource.key))
            if (edge.relation == Relation::GoverningService && !edge.broken) checkGoverning(in, resource, edge, report);
    }
}

namespace {
// Of what a monitor selects: the Services, or the Pods. Nothing: it selects nothing.
std::optional<QSet<QString>> selectedPortNames(const CheckInput &in, const ResourceKey &monitor)
{
    std::optional<QSet<QString>> names;
    for (const Edge &edge : in.heldBy(monitor)) {
        const Resource *selected = edge.relation == Relation::Selects && !edge.broken ? in.set.find(edge.to) : nullptr;
        if (!selected) continue;
        if (!names) names.emplace();
        if (isCore(selected->key, u"Service")) {
            for (const ServicePortView &port : ServiceView(*selected).ports()) names->insert(port.name());
        } else if (isWorkload(selected->key)) {
            for (const ContainerPortView &port : WorkloadView(*selected).podSpec().lastingPorts())
                names->insert(port.name());
        }
    }
    return names;
}

} // namespace

// A monitor's port is the name of a port of a Service (ServiceMonitor) or of a container (PodMonitor).
void checkMonitors(const CheckInput &in, const Report &report)
{
    for (const Resource &resource : in.set.resources()) {
        if (resource.key.group != u"monitoring.coreos.com" || resource.isRefused) continue;
        const bool ofPods = resource.key.kind == u"PodMonitor";
        if (!ofPods && resource.key.kind != u"ServiceMonitor") continue;
        const auto names = selectedPortNames(in, resource.key);
        if (!names) continue;
        const FieldPath list{u"spec"_s, ofPods ? u"podMetricsEndpoints"_s : u"endpoints"_s};
        resource.at(list).forEachItem([&](int i, YamlRef endpoint) {
            const QString name = endpoint[u"port"].text();
            if (name.isEmpty() || names->contains(name)) return;
            report({.severity = Severity::Warning,
                    .rule = u"reference-missing-port"_s,
                    .resource = &resource,
                    .field = list / i / u"port"_s,
                    .message = (ofPods ? say("none of the Pods has a port named \"%1\"")
                                       : say("none of the Services has a port named \"%1\""))
                                   .arg(name)});
        });
    }
}

} // namespace model
