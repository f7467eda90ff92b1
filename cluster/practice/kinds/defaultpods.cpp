// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/defaultrules.h"
#include "cluster/practice/kinds/imagename.h"

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

#define CORE "pkg/apis/core/v1/defaults.go "

QString pullPolicyFor(const QString &image)
{
    return isLatestImage(image) ? QStringLiteral("Always") : QStringLiteral("IfNotPresent");
}

void setContainer(Value &container)
{
    putIf(Unset::Zero, container, u"imagePullPolicy", pullPolicyFor(textAt(container, {u"image"})));
}

void setVolume(Value &volume)
{
    bool hasSource = false;
    for (const auto &[name, value] : *volume.map()) hasSource = hasSource || (name != u"name" && !value.isNull());
    if (!hasSource) volume.set(u"emptyDir", ValueMap());
}

void copyLimits(Value &container)
{
    Value *resources = at(container, {u"resources"});
    const Value *limits = resources ? resources->find(u"limits") : nullptr;
    if (!limits || !limits->isMap() || limits->map()->empty()) return;
    const ValueMap given = *limits->map();
    addMissing(mapIn(*resources, u"requests"), given);
}

void setHostPorts(Value &container)
{
    Value *ports = at(container, {u"ports"});
    if (!ports || !ports->list()) return;
    for (Value &port : *ports->list())
        if (const qint64 number = integerAt(port, {u"containerPort"})) putIf(Unset::Zero, port, u"hostPort", number);
}

void setPod(Value &pod)
{
    if (specHasDefaults(pod)) return;
    Value &spec = mapIn(pod, u"spec");
    const bool hostNetwork = boolAt(spec, {u"hostNetwork"});
    for (const QStringView field : {QStringView(u"containers"), QStringView(u"initContainers")}) {
        Value *containers = at(spec, {field});
        if (!containers || !containers->list()) continue;
        for (Value &container : *containers->list()) {
            if (!container.isMap()) continue;
            copyLimits(container);
            if (hostNetwork) setHostPorts(container);
        }
    }
    putIf(Unset::Missing, spec, u"enableServiceLinks", true);
}

const TypeDefault podRows[] = {
    {nullptr, "Container", setContainer, CORE "SetDefaults_Container"},
    {nullptr, "EphemeralContainer", setContainer, CORE "SetDefaults_EphemeralContainer"},
    {nullptr, "Volume", setVolume, CORE "SetDefaults_Volume"},
    {"", "Pod", setPod, CORE "SetDefaults_Pod"},
};

} // namespace

std::span<const TypeDefault> podDefaults() { return podRows; }

} // namespace practice
