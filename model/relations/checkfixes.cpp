// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/checkfixes.h"

#include "model/base/say.h"
#include "model/relations/checks.h"
#include "model/relations/edgeedits.h"
#include "model/resource/kinds.h"
#include "model/resource/views.h"
#include "model/schema/suggest.h"

#include <QHash>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {
using Fixes = std::vector<ReferenceFix>;
using Fix = Fixes (*)(const ResourceSet &set, const Resource &resource, const FieldPath &field);

Fixes removeUnusedVolume(const ResourceSet &, const Resource &resource, const FieldPath &field)
{
    return {{say("Remove the volume %1").arg(resource.at(field).text()), {removeItem(resource, field.parent())}}};
}

Fixes removeMount(const ResourceSet &, const Resource &resource, const FieldPath &field)
{
    return {{say("Remove this mount"), {removeItem(resource, field.parent())}}};
}

Fixes removeReplicas(const ResourceSet &, const Resource &resource, const FieldPath &field)
{
    return {{say("Remove replicas"), {RemoveField{resource.key, field}}}};
}

Fixes letOneGo(const ResourceSet &, const Resource &resource, const FieldPath &field)
{
    Edits edits;
    if (field.last() == FieldPath::Step(u"minAvailable"_s)) edits.push_back(RemoveField{resource.key, field});
    edits.push_back(SetField{resource.key, FieldPath{u"spec"_s, u"maxUnavailable"_s}, 1});
    return {{say("Let one Pod go at a time"), std::move(edits)}};
}

Fixes addPolicyType(const ResourceSet &, const Resource &resource, const FieldPath &field)
{
    const QString type = field.last() == FieldPath::Step(u"egress"_s) ? u"Egress"_s : u"Ingress"_s;
    return {{say("Add %1 to policyTypes").arg(type), {append(resource, {u"spec"_s, u"policyTypes"_s}, type)}}};
}

// A cluster may number it.
Fixes removeNumber(const ResourceSet &, const Resource &resource, const FieldPath &field)
{
    return {{say("Leave it to the cluster"), {RemoveField{resource.key, field}}}};
}

Fixes removeAddress(const ResourceSet &set, const Resource &resource, const FieldPath &field)
{
    if (std::holds_alternative<int>(field.last())) return {{say("Remove this address"), {removeItem(resource, field)}}};
    return removeNumber(set, resource, field);
}

// Only where the other path leads to the same port of a Service of the same name: else somebody must choose.
Fixes removeRoute(const ResourceSet &set, const Resource &resource, const FieldPath &field)
{
    const FieldPath path = itemAround(field, u"paths");
    if (path.isEmpty()) return {};
    const std::vector<IngressBackendView> own = IngressView(resource).backends();
    const auto mine = std::find_if(own.begin(), own.end(),
                                   [&](const IngressBackendView &backend) { return backend.path.parent() == path; });
    if (mine == own.end()) return {};
    bool same = false;
    for (const Resource &other : set.resources()) {
        if (other.key.kind != u"Ingress" || !sameNamespace(other.key.ns, resource.key.ns)) continue;
        for (const IngressBackendView &backend : IngressView(other).backends())
            same |= (other.key != resource.key || backend.path != mine->path) && backend.host == mine->host &&
                    backend.urlPath == mine->urlPath && backend.service == mine->service && backend.port == mine->port;
    }
    if (!same) return {};
    const bool only = resource.at(path.parent()).size() == 1; // a rule's paths must not be empty
    const RemoveField removal =
        only ? removeItem(resource, itemAround(field, u"rules")) : RemoveField{resource.key, path};
    return {{say("Remove this path"), {removal}}};
}

// Something to begin with, for every container that needs it.
Fixes addRequests(const ResourceSet &set, const Resource &resource, const FieldPath &field)
{
    const YamlRef ref = resource.at(field.parent());
    const ResourceKey key{groupOf(ref[u"apiVersion"].text()), ref[u"kind"].text(), resource.key.ns,
                          ref[u"name"].text()};
    const Resource *target = set.findSpelledEither(key);
    if (!target || !isWorkload(key)) return {};
    Edits edits;
    QStringList asked;
    for (const MissingRequest &missing : missingRequests(resource, *target, ContainerDefaults(set))) {
        const bool isCpu = missing.resource == u"cpu";
        if (!isCpu && missing.resource != u"memory") continue;
        edits.push_back(SetField{target->key, missing.field, isCpu ? u"100m"_s : u"128Mi"_s});
        const QString words = isCpu ? say("100m of cpu") : say("128Mi of memory");
        if (!asked.contains(words)) asked << words;
    }
    if (edits.empty()) return {};
    return {{say("Request %1 where %2 requests none").arg(asked.join(u", "_s), target->key.title()), std::move(edits)}};
}

// What the volume has, in the claim.
Fixes useVolume(const ResourceSet &set, const Resource &resource, const FieldPath &field)
{
    const ResourceKey key{{}, u"PersistentVolume"_s, {}, resource.root()[u"spec"][u"volumeName"].text()};
    const Resource *volume = set.find(key);
    if (!volume) return {};
    const YamlRef spec = volume->root()[u"spec"];
    QString value;
    if (field.last() == FieldPath::Step(u"storage"_s)) value = spec[u"capacity"][u"storage"].text();
    if (field.last() == FieldPath::Step(u"storageClassName"_s)) value = spec[u"storageClassName"].text();
    if (value.isEmpty()) return {};
    return {{say("Ask for %1, as %2 has it").arg(value, key.title()), {SetField{resource.key, field, value}}}};
}

Fixes makeHeadless(const ResourceSet &set, const Resource &resource, const FieldPath &field)
{
    const ResourceKey key{{}, u"Service"_s, resource.key.ns, resource.at(field).text()};
    const Resource *service = field.size() == 2 ? set.find(key) : nullptr;
    // Its address can't be changed into none where it stands already; a file can.
    if (!service || ServiceView(*service).isHeadless() || ServiceView(*service).type() != u"ClusterIP") return {};
    return {{say("Make %1 headless").arg(key.title()), {SetField{key, {u"spec"_s, u"clusterIP"_s}, u"None"_s}}}};
}

// A class of the files, if there is one.
Fixes useClass(const ResourceSet &set, const Resource &resource, const FieldPath &field)
{
    const bool isIngress = resource.key.kind == u"Ingress";
    const QString kind = isIngress ? u"IngressClass"_s : u"StorageClass"_s;
    Fixes fixes;
    for (const Resource &other : set.resources())
        if (other.key.kind == kind && fixes.size() < 5)
            fixes.push_back(
                {say("Use %1").arg(other.key.title()),
                 {SetField{resource.key, field / (isIngress ? u"ingressClassName"_s : u"storageClassName"_s),
                           other.key.name}}});
    return fixes;
}

// A probe's port: those that its container has.
Fixes usePort(const ResourceSet &, const Resource &resource, const FieldPath &field)
{
    if (!isWorkload(resource.key)) return {};
    Fixes fixes;
    for (const ContainerView &container : WorkloadView(resource).podSpec().containers())
        if (field.startsWith(container.path))
            for (const ContainerPortView &port : container.ports()) {
                const Value value = port.name().isEmpty() ? Value(port.number()) : Value(port.name());
                const QString text = port.name().isEmpty() ? QString::number(port.number()) : port.name();
                fixes.push_back({say("Use port %1").arg(text), {SetField{resource.key, field, value}}});
            }
    return fixes;
}

// Of two that are in each other's way, the one that the problem is of.
Fixes removeResource(const ResourceSet &, const Resource &resource, const FieldPath &)
{
    return {{say("Remove %1").arg(resource.key.title()), {RemoveResource{resource.key}}}};
}

// What a selector has to say to select a workload whose labels are nearly those; empty: they are not.
Edits selectNearly(const Resource &resource, const FieldPath &labelsPath, const Resource &workload)
{
    const Labels labels = WorkloadView(workload).podLabels();
    Edits edits;
    bool isNear = true;
    resource.at(labelsPath).forEachEntry([&](const QString &key, YamlRef, YamlRef value) {
        const QString *label = findLabel(labels, key);
        const QByteArray written = value.text().toUtf8();
        const int most = std::max(1, int(written.size()) / 3);
        if (!label || wordDistance(written, label->toUtf8(), most) > most)
            isNear = false;
        else if (*label != value.text())
            edits.push_back(SetField{resource.key, labelsPath / key, *label});
    });
    return isNear ? edits : Edits();
}

Fixes useLabels(const ResourceSet &set, const Resource &resource, const FieldPath &field)
{
    const bool isMap = resource.key.kind == u"Service";
    const FieldPath labelsPath = isMap ? field : field / u"matchLabels"_s;
    if (!isMap && resource.at(field).size() != 1) return {}; // expressions, too
    Fixes fixes;
    for (const Resource &workload : set.resources()) {
        if (!isWorkload(workload.key) || !sameNamespace(workload.key.ns, resource.key.ns)) continue;
        if (Edits edits = selectNearly(resource, labelsPath, workload); !edits.empty() && fixes.size() < 3)
            fixes.push_back({say("Select %1").arg(workload.key.title()), std::move(edits)});
    }
    return fixes;
}

} // namespace

std::vector<ReferenceFix> checkFixes(const ResourceSet &set, const Problem &problem)
{
    static const QHash<QString, Fix> fixes{
        {u"reference-unused-volume"_s, removeUnusedVolume},
        {u"reference-mount-taken"_s, removeMount},
        {u"reference-fixed-replicas"_s, removeReplicas},
        {u"reference-evictions-blocked"_s, letOneGo},
        {u"reference-policy-idle"_s, addPolicyType},
        {u"reference-node-port-taken"_s, removeNumber},
        {u"reference-address-taken"_s, removeAddress},
        {u"reference-route-taken"_s, removeRoute},
        {u"reference-governing-service"_s, makeHeadless},
        {u"reference-no-class"_s, useClass},
        {u"reference-missing-port"_s, usePort},
        {u"reference-no-requests"_s, addRequests},
        {u"reference-claim-mismatch"_s, useVolume},
        {u"reference-two-autoscalers"_s, removeResource},
        {u"reference-two-budgets"_s, removeResource},
        {u"reference-selector-unmatched"_s, useLabels},
    };
    const Resource *resource = set.find(problem.resource);
    const Fix fix = fixes.value(problem.rule);
    return resource && fix ? fix(set, *resource, problem.field) : Fixes();
}

} // namespace model
