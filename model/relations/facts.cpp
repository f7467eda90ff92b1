// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/facts.h"

#include "model/relations/fieldrule.h"
#include "model/relations/rules.h"
#include "model/resource/kinds.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

void openPod(Reading &reading, Facts &facts)
{
    const WorkloadView workload(reading.resource);
    reading.pod = workload.podSpec();
    facts.isWorkload = true;
    facts.labels = workload.podLabels();
    for (ContainerView &view : reading.pod->containers()) {
        if (view.isLasting())
            for (const ContainerPortView &port : view.ports())
                facts.ports.push_back({port.name(), port.protocol(), QString::number(port.number())});
        Reading::Container container{std::move(view), {}};
        container.view.node[u"env"].forEachItem([&](int i, YamlRef entry) {
            container.env.push_back({i, entry[u"value"], entry[u"valueFrom"]});
        });
        reading.containers.push_back(std::move(container));
    }
}

// apps/v1: a StatefulSet names its claims TEMPLATE-SET-ORDINAL.
void readClaimTemplates(const Resource &resource, Facts &facts)
{
    resource.root()[u"spec"][u"volumeClaimTemplates"].forEachItem([&](int, YamlRef item) {
        facts.claimPrefixes.push_back(item[u"metadata"][u"name"].text() + u'-' + resource.key.name);
    });
}

} // namespace

FieldPath Reading::Container::envField(int index, std::initializer_list<const char16_t *> keys) const
{
    std::vector<FieldPath::Step> steps;
    steps.reserve(size_t(view.path.size()) + keys.size() + 2);
    steps = view.path.steps();
    steps.emplace_back(u"env"_s);
    steps.emplace_back(index);
    for (const char16_t *key : keys) steps.emplace_back(QString::fromUtf16(key));
    return FieldPath(std::move(steps));
}

Facts readFacts(const Resource &resource)
{
    Facts facts;
    if (resource.isRefused) return facts;
    const FieldRules &fields = FieldRules::current();
    Reading reading{resource, {}, {}, &fields.of(resource.key)};
    if (isWorkload(resource.key))
        openPod(reading, facts);
    else if ((facts.isSelectable = fields.isSelected(resource.key)))
        facts.labels = readLabels(resource.at({u"metadata"_s, u"labels"_s}));
    if (isCore(resource.key, u"Namespace")) facts.ownLabels = readLabels(resource.at({u"metadata"_s, u"labels"_s}));
    if (resource.key.kind == u"StatefulSet" && facts.isWorkload) readClaimTemplates(resource, facts);
    if (isCore(resource.key, u"PersistentVolume"))
        facts.volumeClass = resource.root()[u"spec"][u"storageClassName"].text();
    for (const EdgeRule &rule : edgeRules()) rule.read(reading, facts);
    return facts;
}

} // namespace model
