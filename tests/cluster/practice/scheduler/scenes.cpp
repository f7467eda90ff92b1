// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/scheduler/scenes.h"

#include "model/wire/json.h"

namespace scenes {

using model::Value;

Value json(const QByteArray &text)
{
    auto read = model::readJson(text);
    if (!read) qFatal("not JSON: %s", text.constData());
    return std::move(read->value);
}

Value node(const QByteArray &name, const QByteArray &labels, const QByteArray &spec, const QByteArray &allocatable)
{
    const QByteArray has =
        allocatable.isEmpty() ? QByteArray(R"({"cpu":"4","memory":"8Gi","pods":"10"})") : allocatable;
    return json(R"({"metadata":{"name":")" + name + R"(","labels":{"kubernetes.io/hostname":")" + name + '"' +
                (labels.isEmpty() ? "" : ',' + labels) + R"(}},"spec":{)" + spec + R"(},"status":{"allocatable":)" +
                has + "}}");
}

practice::PodPtr pod(const QByteArray &name, const QByteArray &spec, const QByteArray &labels,
                     const QByteArray &requests)
{
    return std::make_shared<const practice::PodState>(practice::PodState::read(
        json(R"({"metadata":{"name":")" + name + R"(","namespace":"default","labels":{)" + labels +
             R"(}},"spec":{"containers":[{"name":"c","image":"i","resources":{"requests":)" + requests + "}}]" +
             (spec.isEmpty() ? "" : ',' + spec) + "}}")));
}

practice::PodPtr pod(const QByteArray &name, const QByteArray &spec, const QByteArray &labels)
{
    return pod(name, spec, labels, R"({"cpu":"1","memory":"1Gi"})");
}

practice::PodPtr pod(const QByteArray &name, const QByteArray &spec) { return pod(name, spec, R"("app":"web")"); }

QByteArray away(const QByteArray &key)
{
    return R"("affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":")" +
           key + R"(","labelSelector":{"matchLabels":{"app":"web"}}}]}})";
}

QByteArray near(const QByteArray &key)
{
    return R"("affinity":{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":")" + key +
           R"(","labelSelector":{"matchLabels":{"app":"web"}}}]}})";
}

QByteArray spread(const QByteArray &action, int skew)
{
    return R"("topologySpreadConstraints":[{"topologyKey":"zone","whenUnsatisfiable":")" + action +
           R"(","labelSelector":{"matchLabels":{"app":"web"}},"maxSkew":)" + QByteArray::number(skew) + "}]";
}

// As clients post them.
QByteArray nodeJson(const QByteArray &name)
{
    return R"({"apiVersion":"v1","kind":"Node","metadata":{"name":")" + name + "\"}}";
}

QByteArray podJson(const QByteArray &name, const QByteArray &more, const QByteArray &cpu)
{
    return R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":")" + name +
           R"(","namespace":"default"},"spec":{"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":")" +
           cpu + "\"}}}]" + more + "}}";
}

} // namespace scenes
