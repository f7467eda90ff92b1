// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/fieldlinks.h"
#include "model/relations/linker.h"
#include "model/relations/rules.h"
#include "model/relations/servicedrawing.h"
#include "model/resource/kinds.h"

#include <QCoreApplication>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

void readSelector(const Reading &reading, Facts &facts)
{
    if (!isCore(reading.resource.key, u"Service")) return;
    const ServiceView service(reading.resource);
    const Labels labels = service.selector();
    facts.isHeadless = service.isHeadless();
    facts.isExternal = service.isExternalName();
    if (labels.empty()) return; // its endpoints are made by somebody else
    facts.selection =
        std::make_shared<const LabelSelection>(LabelSelection{.labels = {.matchLabels = labels, .requirements = {}}});
    facts.references.push_back({.relation = Relation::ServiceSelector,
                                .target = {},
                                .field = {u"spec"_s, u"selector"_s},
                                .label = toText(labels),
                                .keys = {},
                                .port = {},
                                .protocol = {},
                                .selection = facts.selection});
}

void readPorts(const Reading &reading, Facts &facts)
{
    if (!isCore(reading.resource.key, u"Service")) return;
    for (const ServicePortView &port : ServiceView(reading.resource).ports()) {
        if (port.port() == 0) continue;
        facts.ports.push_back({port.name(), port.protocol(), QString::number(port.port())});
        if (!facts.selection) continue;
        facts.references.push_back({.relation = Relation::ServicePort,
                                    .target = {},
                                    .field = port.targetPath(),
                                    .label = u"%1 → %2"_s.arg(port.port()).arg(port.target()),
                                    .keys = {},
                                    .port = port.target(),
                                    .protocol = port.protocol(),
                                    .isPortName = port.isTargetName(),
                                    .selection = facts.selection});
    }
}

// A number reaches any Pod, declared there or not; a name must be declared (endpointslice controller, FindPort).
bool hasPort(const Facts &workload, const Reference &reference)
{
    if (!reference.isPortName) return true;
    return std::any_of(workload.ports.begin(), workload.ports.end(), [&](const Facts::Port &port) {
        return port.name == reference.port && port.protocol == reference.protocol;
    });
}

void linkPorts(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges)
{
    const Resource &service = *holder.resource;
    const auto &selected = linker.selected(*reference.selection, service.key);
    if (!selected) return;
    for (const Subject *workload : *selected) {
        Edge edge = makeEdge(service, reference, workload->resource->key);
        edge.broken = !hasPort(*workload->facts, reference);
        if (edge.broken)
            edge.reason = QCoreApplication::translate("Relations", "%1 has no container port named \"%2\" (%3)")
                              .arg(edge.to.title(), reference.port, reference.protocol);
        edges.push_back(std::move(edge));
    }
}

} // namespace

// Drawing is in servicedrawing.cpp.
EdgeRule serviceSelectorRule()
{
    return {.relation = Relation::ServiceSelector,
            .word = u"service-selector"_s,
            .title = QT_TRANSLATE_NOOP("Relations", "Selector"),
            .explanation =
                QT_TRANSLATE_NOOP("Relations", "The Service sends what it receives to the Pods that have all "
                                               "the labels of its selector."),
            .read = readSelector,
            .link = linkSelection,
            .joins = joinsServiceAndWorkload,
            .connect = connectSelector,
            .disconnect = disconnectSelector};
}

EdgeRule servicePortRule()
{
    return {.relation = Relation::ServicePort,
            .word = u"service-port"_s,
            .title = QT_TRANSLATE_NOOP("Relations", "Port"),
            .explanation =
                QT_TRANSLATE_NOOP("Relations", "What arrives at this port of the Service goes to this port of "
                                               "the selected Pods."),
            .read = readPorts,
            .link = linkPorts,
            .joins = joinsServiceAndWorkload,
            .connect = connectPort,
            .disconnect = disconnectPort};
}

} // namespace model
