// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/volumes.h"

#include "model/relations/edgeedits.h"

#include <QCoreApplication>

namespace model {

using namespace Qt::StringLiterals;

namespace {

// The container's items of the list that name the volume, last first; the whole list when there is nothing else.
void removeUses(const Resource &workload, const ContainerView &container, const QString &list, const QString &volume,
                Edits &edits)
{
    std::vector<int> uses;
    const YamlRef items = container.node[list];
    items.forEachItem([&](int i, YamlRef item) {
        if (item[u"name"].text() == volume) uses.insert(uses.begin(), i);
    });
    const FieldPath path = container.path / list;
    if (!uses.empty() && int(uses.size()) == items.size())
        edits.push_back(RemoveField{workload.key, path});
    else
        for (const int i : uses) edits.push_back(RemoveField{workload.key, path / i});
}

} // namespace

Result<ContainerView> firstContainer(const Resource &workload)
{
    const std::vector<ContainerView> containers = WorkloadView(workload).podSpec().containers();
    if (!containers.empty() && containers.front().role == ContainerRole::Main) return containers.front();
    return whyNot(
        QCoreApplication::translate("Relations", "%1 has no container that could use it").arg(workload.key.title()));
}

Result<Edits> addVolume(const Resource &workload, const QString &name, std::pair<QString, Value> source,
                        const Mount &mount)
{
    const Result<ContainerView> container = firstContainer(workload);
    if (!container) return container.error();
    const PodSpecView pod = WorkloadView(workload).podSpec();
    QSet<QString> names = namesIn(pod.volumes());
    // A StatefulSet's claims become volumes too.
    workload.root()[u"spec"][u"volumeClaimTemplates"].forEachItem(
        [&](int, YamlRef item) { names.insert(item[u"metadata"][u"name"].text()); });
    const QString volume = freeName(names, dnsLabel(name));

    const QSet<QString> mounted = namesIn(container->node[u"volumeMounts"], u"mountPath");
    const bool taken = mounted.contains(mount.path);
    ValueMap entry{{u"name"_s, volume}, {u"mountPath"_s, taken ? freeName(mounted, mount.otherPath) : mount.path}};
    if (mount.readOnly) entry.emplace_back(u"readOnly"_s, true);
    return Edits{append(workload, pod.path / u"volumes"_s, ValueMap{{u"name"_s, volume}, std::move(source)}),
                 append(workload, container->path / u"volumeMounts"_s, std::move(entry))};
}

Result<Edits> removeVolume(const Resource &workload, const FieldPath &field)
{
    const FieldPath part = itemAround(field, u"sources");
    if (!part.isEmpty() && workload.at(part.parent()).size() > 1) return Edits{RemoveField{workload.key, part}};
    const FieldPath volume = itemAround(field, u"volumes");
    const QString name = workload.at(volume)[u"name"].text();
    Edits edits;
    for (const ContainerView &container : WorkloadView(workload).podSpec().containers()) {
        removeUses(workload, container, u"volumeMounts"_s, name, edits);
        removeUses(workload, container, u"volumeDevices"_s, name, edits);
    }
    edits.push_back(removeItem(workload, volume));
    return edits;
}

} // namespace model
