// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/model/facts.h"

#include "model/base/say.h"
#include "model/resource/kinds.h"
#include "model/resource/views.h"

#include <algorithm>

namespace graph {

namespace {
using model::say;

constexpr size_t maxPortFacts = 3;

void add(GraphNode &node, const QString &label, const QString &value)
{
    if (!value.isEmpty()) node.facts.push_back({label, value});
}

void describeWorkload(const model::Resource &resource, GraphNode &node)
{
    const model::WorkloadView workload(resource);
    const model::YamlRef spec = resource.root()[u"spec"];
    if (const auto replicas = workload.replicas()) add(node, say("replicas"), QString::number(*replicas));
    add(node, say("strategy"), spec[u"strategy"][u"type"].text());
    if (resource.key.kind == u"CronJob") add(node, say("schedule"), spec[u"schedule"].text());
    if (resource.key.kind == u"Job") {
        add(node, say("completions"), spec[u"completions"].text());
        add(node, say("parallelism"), spec[u"parallelism"].text());
    }
    if (resource.key.kind == u"StatefulSet") add(node, say("service"), spec[u"serviceName"].text());
    for (const model::ContainerView &container : workload.podSpec().containers()) {
        ContainerRow row{container.name(), container.image(), {}, container.role == model::ContainerRole::Init};
        for (const model::ContainerPortView &port : container.ports())
            if (port.number() > 0)
                row.ports +=
                    (row.ports.isEmpty() ? QStringLiteral(":") : QStringLiteral(" :")) + QString::number(port.number());
        node.containers.push_back(std::move(row));
    }
    // In the order in which they run.
    std::stable_partition(node.containers.begin(), node.containers.end(),
                          [](const ContainerRow &row) { return row.init; });
}

void describeService(const model::Resource &resource, GraphNode &node)
{
    const model::ServiceView service(resource);
    add(node, say("type"), service.isHeadless() ? say("headless") : service.type());
    const auto ports = service.ports();
    for (size_t i = 0; i < ports.size() && i < maxPortFacts; ++i) {
        const QString target = ports[i].target();
        const QString number = QString::number(ports[i].port());
        add(node, ports[i].name().isEmpty() ? say("port") : ports[i].name(),
            target == number ? number : number + QStringLiteral(" → ") + target);
    }
    if (ports.size() > maxPortFacts) add(node, say("more ports"), QString::number(ports.size() - maxPortFacts));
}

void describeIngress(const model::Resource &resource, GraphNode &node)
{
    const model::IngressView ingress(resource);
    add(node, say("class"), ingress.className());
    size_t shown = 0;
    for (const model::IngressBackendView &backend : ingress.backends()) {
        if (shown++ == maxPortFacts) break;
        add(node, backend.host.isEmpty() ? say("any host") : backend.host,
            backend.urlPath.isEmpty() ? QStringLiteral("/") : backend.urlPath);
    }
}

} // namespace

void describe(const model::Resource &resource, GraphNode &node)
{
    const model::YamlRef root = resource.root();
    const QString &kind = resource.key.kind;
    if (model::isWorkload(resource.key)) {
        describeWorkload(resource, node);
    } else if (model::isCore(resource.key, u"Service")) {
        describeService(resource, node);
    } else if (kind == u"Ingress") {
        describeIngress(resource, node);
    } else if (model::isCore(resource.key, u"ConfigMap") || model::isCore(resource.key, u"Secret")) {
        const int keys = root[u"data"].size() + root[u"stringData"].size() + root[u"binaryData"].size();
        add(node, say("keys"), QString::number(keys));
        add(node, say("type"), root[u"type"].text());
    } else if (model::isCore(resource.key, u"PersistentVolumeClaim")) {
        add(node, say("size"), root[u"spec"][u"resources"][u"requests"][u"storage"].text());
        add(node, say("class"), root[u"spec"][u"storageClassName"].text());
    }
}

} // namespace graph
