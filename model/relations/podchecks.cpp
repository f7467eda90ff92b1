// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/say.h"
#include "model/relations/checks.h"
#include "model/resource/views.h"
#include "model/schema/names.h"
#include "model/schema/suggest.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace model {

using namespace Qt::StringLiterals;

namespace {
const std::array<QString, 2> &mountLists()
{
    static const std::array<QString, 2> lists{u"volumeMounts"_s, u"volumeDevices"_s};
    return lists;
}

// core/v1 validation: "must be unique", of each container.
void checkMountPaths(const Resource &workload, const ContainerView &container, const Report &report)
{
    QSet<QString> paths;
    container.node[u"volumeMounts"].forEachItem([&](int i, YamlRef mount) {
        const QString path = mount[u"mountPath"].text();
        if (path.isEmpty()) return;
        const qsizetype before = paths.size();
        paths.insert(path);
        if (paths.size() > before) return;
        report({.severity = Severity::Error,
                .rule = u"reference-mount-taken"_s,
                .resource = &workload,
                .field = container.path / u"volumeMounts"_s / i / u"mountPath"_s,
                .message = say("container %1 has something else mounted at %2").arg(container.name(), path)});
    });
}

struct Hook
{
    YamlRef node;
    FieldPath path;
};

// Everything that calls a port of the container.
std::vector<Hook> hooksOf(const ContainerView &container)
{
    std::vector<Hook> hooks;
    for (const QString &probe : {u"livenessProbe"_s, u"readinessProbe"_s, u"startupProbe"_s})
        hooks.push_back({container.node[probe], container.path / probe});
    for (const QString &hook : {u"postStart"_s, u"preStop"_s})
        hooks.push_back({container.node[u"lifecycle"][hook], container.path / u"lifecycle"_s / hook});
    return hooks;
}

} // namespace

void checkVolumes(const Resource &workload, const Report &report)
{
    const PodSpecView pod = WorkloadView(workload).podSpec();
    const std::vector<ContainerView> containers = pod.containers();
    if (containers.empty()) return;
    QSet<QString> used;
    for (const ContainerView &container : containers) {
        for (const QString &list : mountLists())
            container.node[list].forEachItem([&](int, YamlRef mount) { used.insert(mount[u"name"].text()); });
        checkMountPaths(workload, container, report);
    }
    pod.volumes().forEachItem([&](int i, YamlRef volume) {
        const QString name = volume[u"name"].text();
        if (name.isEmpty() || used.contains(name)) return;
        report({.severity = Severity::Warning,
                .rule = u"reference-unused-volume"_s,
                .resource = &workload,
                .field = pod.path / u"volumes"_s / i / u"name"_s,
                .message = say("no container mounts the volume %1").arg(name),
                .fix = say("mount it, or remove it")});
    });
}

void checkProbePorts(const Resource &workload, const Report &report)
{
    for (const ContainerView &container : WorkloadView(workload).podSpec().containers()) {
        std::vector<QByteArray> names;
        for (const ContainerPortView &port : container.ports())
            if (!port.name().isEmpty()) names.push_back(port.name().toUtf8());
        for (const Hook &hook : hooksOf(container)) {
            for (const QString &call : {u"httpGet"_s, u"tcpSocket"_s}) {
                const QString wanted = hook.node[call][u"port"].string();
                const QByteArray text = wanted.toUtf8();
                // What is no name at all, the schema layer tells.
                if (wanted.isEmpty() || !isPortName(text) || std::find(names.begin(), names.end(), text) != names.end())
                    continue;
                const std::vector<QByteArrayView> near(names.begin(), names.end());
                const QString meant = QString::fromUtf8(nearestWord(text, near));
                report({.severity = Severity::Error,
                        .rule = u"reference-missing-port"_s,
                        .resource = &workload,
                        .field = hook.path / call / u"port"_s,
                        .message = say("container %1 has no port named \"%2\"").arg(container.name(), wanted),
                        .fix = meant.isEmpty() ? QString() : say("did you mean %1?").arg(meant)});
            }
        }
    }
}

} // namespace model
