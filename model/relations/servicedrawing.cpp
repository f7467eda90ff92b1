// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/servicedrawing.h"

#include "model/base/say.h"
#include "model/relations/edgeedits.h"
#include "model/resource/kinds.h"
#include "model/resource/views.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {
// Of a workload's labels those that say which one it is, not which version or team; all when none is known to.
Labels identifying(const Labels &labels)
{
    static const QSet<QString> known{u"app"_s,
                                     u"k8s-app"_s,
                                     u"name"_s,
                                     u"component"_s,
                                     u"app.kubernetes.io/name"_s,
                                     u"app.kubernetes.io/instance"_s,
                                     u"app.kubernetes.io/component"_s};
    Labels found;
    for (const auto &label : labels)
        if (known.contains(label.first)) found.push_back(label);
    return found.empty() ? labels : found;
}

Labels labelsToSelect(const Resource &resource, const WorkloadView &workload)
{
    Labels labels = workload.selector().matchLabels;
    if (labels.empty()) labels = identifying(workload.podLabels());
    if (labels.empty()) labels = {{u"app"_s, dnsLabel(resource.key.name)}};
    return labels;
}

ValueMap portTo(const ContainerPortView &target, int port, const QString &name)
{
    ValueMap entry;
    if (!name.isEmpty()) entry.emplace_back(u"name"_s, name);
    entry.emplace_back(u"port"_s, port);
    entry.emplace_back(u"targetPort"_s, target.name().isEmpty() ? Value(target.number()) : Value(target.name()));
    if (target.protocol() != u"TCP") entry.emplace_back(u"protocol"_s, target.protocol());
    return entry;
}

QString madeUpName(const QString &protocol, int port) { return protocol.toLower() + u'-' + QString::number(port); }

} // namespace

SelectorDrawing selectorFor(const Resource &resource)
{
    const WorkloadView workload(resource);
    const Labels pods = workload.podLabels();
    const bool mustSelect = workload.hasSelector() && workload.selector().isEmpty();
    SelectorDrawing drawing;
    for (const auto &[key, value] : labelsToSelect(resource, workload)) {
        drawing.labels.emplace_back(key, value);
        const QString *present = findLabel(pods, key);
        if (mustSelect) drawing.edits.push_back(SetField{resource.key, workload.selectorLabelsPath() / key, value});
        if (!present || *present != value)
            drawing.edits.push_back(SetField{resource.key, workload.podLabelsPath() / key, value});
    }
    return drawing;
}

SelectorDrawing ownSelectorFor(const Resource &resource)
{
    const FieldPath path{u"metadata"_s, u"labels"_s};
    const Labels labels = identifying(readLabels(resource.at(path)));
    SelectorDrawing drawing;
    for (const auto &[key, value] : labels) drawing.labels.emplace_back(key, value);
    if (!labels.empty()) return drawing;
    const QString name = dnsLabel(resource.key.name);
    drawing.labels.emplace_back(u"app"_s, name);
    drawing.edits.push_back(SetField{resource.key, path / u"app"_s, name});
    return drawing;
}

bool joinsServiceAndWorkload(const ResourceKey &from, const ResourceKey &to)
{
    return isCore(from, u"Service") && isWorkload(to) && to.kind != u"PodTemplate";
}

Result<Edits> connectSelector(const Resource &service, const Resource &resource)
{
    const ServiceView view(service);
    if (view.isExternalName())
        return whyNot(say("%1 is of type ExternalName: it leads out of the cluster, and has no selector")
                          .arg(service.key.title()));
    const WorkloadView workload(resource);
    const Labels pods = workload.podLabels();
    const Labels old = view.selector();
    if (!old.empty() && containsLabels(pods, old))
        return whyNot(say("%1 selects %2 already").arg(service.key.title(), resource.key.title()));

    auto [selector, edits] = selectorFor(resource);
    edits.push_back(SetField{service.key, {u"spec"_s, u"selector"_s}, std::move(selector)});
    const std::vector<ContainerPortView> ports = WorkloadView(resource).podSpec().lastingPorts();
    if (view.ports().empty() && !view.isHeadless() && !ports.empty())
        edits.push_back(append(service, {u"spec"_s, u"ports"_s}, portTo(ports.front(), ports.front().number(), {})));
    return edits;
}

Result<Edits> disconnectSelector(const Resource &service, const FieldPath &field)
{
    return Edits{RemoveField{service.key, field}};
}

Result<Edits> connectPort(const Resource &service, const Resource &workload)
{
    const ServiceView view(service);
    const Labels selector = view.selector();
    if (selector.empty() || !containsLabels(WorkloadView(workload).podLabels(), selector))
        return whyNot(
            say("%1 does not select %2: draw the selector first").arg(service.key.title(), workload.key.title()));
    const std::vector<ServicePortView> ports = view.ports();
    const std::vector<ContainerPortView> targets = WorkloadView(workload).podSpec().lastingPorts();
    const auto isFree = [&](const ContainerPortView &target) {
        return std::none_of(ports.begin(), ports.end(), [&](const ServicePortView &port) {
            return port.protocol() == target.protocol() &&
                   (port.target() == target.name() || port.target() == QString::number(target.number()));
        });
    };
    const auto target = std::find_if(targets.begin(), targets.end(), isFree);
    if (target == targets.end())
        return whyNot(say("%1 leads to every port that the containers of %2 declare")
                          .arg(service.key.title(), workload.key.title()));
    const auto isTaken = [&](int number) {
        return std::any_of(ports.begin(), ports.end(), [&](const ServicePortView &port) {
            return port.port() == number && port.protocol() == target->protocol();
        });
    };
    int number = target->number();
    while (isTaken(number)) number = number % 65535 + 1;
    // Several ports must all have names (corev1.ServicePort).
    Edits edits;
    QSet<QString> names = namesIn(service.at({u"spec"_s, u"ports"_s}));
    for (const ServicePortView &port : ports)
        if (port.name().isEmpty())
            edits.push_back(SetField{service.key, port.path / u"name"_s, madeUpName(port.protocol(), port.port())});
    QString name = target->name().isEmpty() ? madeUpName(target->protocol(), number) : target->name();
    if (ports.empty()) name.clear();
    edits.push_back(append(service, {u"spec"_s, u"ports"_s}, portTo(*target, number, freeName(names, name))));
    return edits;
}

Result<Edits> disconnectPort(const Resource &service, const FieldPath &field)
{
    return Edits{removeItem(service, itemAround(field, u"ports"))};
}

} // namespace model
