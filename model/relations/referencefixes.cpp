// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/referencefixes.h"

#include "model/base/say.h"
#include "model/relations/checkfixes.h"
#include "model/relations/referenceproblems.h"
#include "model/resource/kinds.h"
#include "model/resource/views.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {
// The least that a cluster takes; port: of a Service, 0 when none is known.
std::optional<Value> content(const ResourceKey &key, const QString &dataKey, int port)
{
    ValueMap metadata{{u"name"_s, key.name}};
    if (!key.ns.isEmpty()) metadata.emplace_back(u"namespace"_s, key.ns);
    ValueMap all{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, key.kind}, {u"metadata"_s, std::move(metadata)}};
    if (isCore(key, u"ConfigMap") || isCore(key, u"Secret")) {
        const QString data = key.kind == u"Secret" ? u"stringData"_s : u"data"_s;
        if (!dataKey.isEmpty()) all.emplace_back(data, ValueMap{{dataKey, QString()}});
    } else if (isCore(key, u"PersistentVolumeClaim")) {
        const ValueMap requests{{u"requests"_s, ValueMap{{u"storage"_s, u"1Gi"_s}}}};
        all.emplace_back(u"spec"_s,
                         ValueMap{{u"accessModes"_s, ValueList{u"ReadWriteOnce"_s}}, {u"resources"_s, requests}});
    } else if (isCore(key, u"Service")) {
        const ValueMap entry{{u"port"_s, port > 0 ? port : 80}};
        all.emplace_back(u"spec"_s,
                         ValueMap{{u"selector"_s, ValueMap{{u"app"_s, key.name}}}, {u"ports"_s, ValueList{entry}}});
    } else if (!isCore(key, u"ServiceAccount")) {
        return std::nullopt;
    }
    return Value(std::move(all));
}

std::vector<ReferenceFix> fixMissing(const ResourceSet &set, const Resource &holder, const Edge &edge)
{
    std::vector<ReferenceFix> fixes;
    if (edge.relation == Relation::Owner) return fixes;
    const ResourceKey &named = edge.holder == edge.from ? edge.to : edge.from;
    const ResourceKey near = nearestResource(set, named);
    // An address is more than a name.
    if (!near.isEmpty() && edge.relation != Relation::Address && holder.at(edge.field).isScalar())
        fixes.push_back({say("Use %1").arg(near.title()), {SetField{holder.key, edge.field, near.name}}});
    const YamlRef around = holder.at(edge.field.parent());
    const int port = int(around[u"port"][u"number"].integer().value_or(edge.label.mid(1).toInt()));
    if (auto value = content(named, around[u"key"].text(), port))
        fixes.push_back({say("Create %1").arg(named.title()), {AddResource{holder.file, std::move(*value)}}});
    return fixes;
}

std::vector<ReferenceFix> fixKey(const Resource &holder, const Resource &target, const Edge &edge)
{
    const QString key = holder.at(edge.field.parent())[u"key"].text();
    if (key.isEmpty()) return {}; // several items of a volume: which one it is, the reason says
    const QString data = target.key.kind == u"Secret" ? u"stringData"_s : u"data"_s;
    return {{say("Add the key %1 to %2").arg(key, target.key.title()),
             {SetField{target.key, FieldPath{data, key}, QString()}}}};
}

// A Service's named targetPort: the names and numbers that the containers declare.
std::vector<ReferenceFix> fixTargetPort(const Resource &service, const Resource &workload, const Edge &edge)
{
    std::vector<ReferenceFix> fixes;
    const QString protocol = ServicePortView{service.at(edge.field.parent()), edge.field.parent()}.protocol();
    for (const ContainerView &container : WorkloadView(workload).podSpec().containers())
        for (const ContainerPortView &port : container.ports()) {
            if (!container.isLasting() || port.number() == 0 || port.protocol() != protocol) continue;
            const Value target = port.name().isEmpty() ? Value(port.number()) : Value(port.name());
            const QString text = port.name().isEmpty() ? QString::number(port.number()) : port.name();
            const FieldPath field = edge.field.parent() / u"targetPort"_s; // the edge's may be that of port
            fixes.push_back({say("Use port %1").arg(text), {SetField{service.key, field, target}}});
        }
    return fixes;
}

// An Ingress' port: those that the Service has.
std::vector<ReferenceFix> fixBackendPort(const Resource &ingress, const Resource &service, const Edge &edge)
{
    std::vector<ReferenceFix> fixes;
    const FieldPath port = edge.field.parent() / u"port"_s;
    if (!ingress.at(port)) return fixes; // of the old kind
    for (const ServicePortView &view : ServiceView(service).ports())
        fixes.push_back(
            {say("Use port %1").arg(view.port()), {SetField{ingress.key, port, ValueMap{{u"number"_s, view.port()}}}}});
    return fixes;
}

std::vector<ReferenceFix> fixSelector(const ResourceSet &set, const ResourceKey &key)
{
    const Resource *resource = set.find(key);
    if (!resource || !isWorkload(key)) return {};
    const WorkloadView workload(*resource);
    const Labels labels = workload.podLabels();
    Edits edits;
    for (const auto &[name, value] : workload.selector().matchLabels)
        if (const QString *label = findLabel(labels, name); !label || *label != value)
            edits.push_back(SetField{key, workload.podLabelsPath() / name, value});
    if (edits.empty()) return {};
    return {{say("Give the template the selector's labels"), std::move(edits)}};
}

} // namespace

std::vector<ReferenceFix> fixesFor(const ResourceSet &set, const Edge &edge)
{
    const Resource *holder = edge.broken ? set.find(edge.holder) : nullptr;
    if (!holder) return {};
    const Resource *target = set.find(edge.holder == edge.from ? edge.to : edge.from);
    if (!target) return fixMissing(set, *holder, edge);
    switch (edge.relation) {
    case Relation::EnvConfig:
    case Relation::EnvSecret: return fixKey(*holder, *target, edge);
    case Relation::ServicePort: return fixTargetPort(*holder, *target, edge);
    case Relation::IngressBackend: return fixBackendPort(*holder, *target, edge);
    case Relation::ScaleTarget:
        return {{say("Set apiVersion to %1").arg(target->apiVersion),
                 {SetField{edge.holder, edge.field.parent() / u"apiVersion"_s, target->apiVersion}}}};
    default: return {};
    }
}

std::vector<ReferenceFix> fixesFor(const ResourceSet &set, const Edges &edges, const Problem &problem)
{
    if (problem.rule == u"reference-selector-mismatch") return fixSelector(set, problem.resource);
    if (problem.rule == u"reference-port-undeclared") {
        for (const Edge &edge : edges)
            if (edge.relation == Relation::ServicePort && edge.holder == problem.resource &&
                edge.field == problem.field && set.find(edge.from) && set.find(edge.to))
                return fixTargetPort(*set.find(edge.from), *set.find(edge.to), edge);
        return {};
    }
    for (const Edge &edge : edges)
        if (edge.broken && edge.holder == problem.resource && edge.field == problem.field) return fixesFor(set, edge);
    return checkFixes(set, problem);
}

} // namespace model
