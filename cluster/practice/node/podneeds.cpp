// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/node/podneeds.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/scheduler/nodematch.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

PodRefusal tooLittle(const QString &resource, qint64 requested, qint64 used, qint64 capacity)
{
    return {u"OutOf"_s + resource,
            u"Node didn't have enough resource: %1, requested: %2, used: %3, capacity: %4"_s.arg(resource)
                .arg(requested)
                .arg(used)
                .arg(capacity)};
}

PodRefusal predicate(const QString &name, const QString &why)
{
    return {name, u"Predicate %1 failed: %2"_s.arg(name, why)};
}

bool clashes(const NodeState &node, const PodState &pod)
{
    for (const auto &[key, other] : node.pods)
        for (const HostPort &port : other->ports)
            if (std::any_of(pod.ports.begin(), pod.ports.end(),
                            [&port](const HostPort &own) { return own.clashesWith(port); }))
                return true;
    return false;
}

// The data of a ConfigMap or Secret; the message says what is missing.
struct Source
{
    QStringView kind; // "ConfigMap", "Secret"
    QString name;
    bool isOptional = false;
    const ValueList *items = nullptr; // of a volume: {"key",…}
};

QString notThere(const Source &source)
{
    return u"%1 \"%2\" not found"_s.arg(source.kind.toString().toLower(), source.name);
}

bool hasKey(const Value &object, const QString &key)
{
    return at(object, {u"data", key}) || at(object, {u"binaryData", key});
}

QString volumeProblem(const ComponentClient &client, const QString &space, const Source &source)
{
    const auto object = client.get(client.kind(u"v1", source.kind), space, source.name);
    if (!object) return source.isOptional ? QString() : notThere(source);
    if (!source.items || source.isOptional) return {};
    for (const Value &item : *source.items) {
        const QString key = textAt(item, {u"key"});
        if (hasKey(*object, key)) continue;
        return source.kind == u"Secret" ? u"references non-existent secret key: "_s + key
                                        : u"configmap references non-existent config key: "_s + key;
    }
    return {};
}

Source sourceOf(QStringView kind, const Value &reference, QStringView nameField)
{
    return {kind, textAt(reference, {nameField}), boolAt(reference, {u"optional"}), &listAt(reference, {u"items"})};
}

std::vector<Source> sourcesOf(const Value &volume)
{
    std::vector<Source> sources;
    if (const Value *map = volume.find(u"configMap")) sources.push_back(sourceOf(u"ConfigMap", *map, u"name"));
    if (const Value *secret = volume.find(u"secret")) sources.push_back(sourceOf(u"Secret", *secret, u"secretName"));
    for (const Value &part : listAt(volume, {u"projected", u"sources"})) {
        if (const Value *map = part.find(u"configMap")) sources.push_back(sourceOf(u"ConfigMap", *map, u"name"));
        if (const Value *secret = part.find(u"secret")) sources.push_back(sourceOf(u"Secret", *secret, u"name"));
    }
    return sources;
}

bool isClaimOpen(const ComponentClient &client, const Value &pod, const Value &volume)
{
    QString claim = textAt(volume, {u"persistentVolumeClaim", u"claimName"});
    if (volume.find(u"ephemeral")) claim = nameOf(pod) + u'-' + textAt(volume, {u"name"});
    if (claim.isEmpty()) return false;
    const auto object = client.get(client.kind(u"v1", u"PersistentVolumeClaim"), namespaceOf(pod), claim);
    return !object || textAt(*object, {u"status", u"phase"}) != u"Bound";
}

// Of env[].valueFrom.
QString keyProblem(const ComponentClient &client, const QString &space, QStringView kind, const Value &reference)
{
    const Source source{kind, textAt(reference, {u"name"}), boolAt(reference, {u"optional"})};
    const QString key = textAt(reference, {u"key"});
    const auto object = client.get(client.kind(u"v1", kind), space, source.name);
    if (source.isOptional) return {};
    if (!object) return notThere(source);
    if (hasKey(*object, key)) return {};
    return u"couldn't find key %1 in %2 %3/%4"_s.arg(key, kind.toString(), space, source.name);
}

} // namespace

std::optional<PodRefusal> refusePod(const NodeState &node, const PodState &pod)
{
    if (const auto count = qint64(node.pods.size()); count + 1 > node.allowedPods)
        return tooLittle(u"pods"_s, 1, count, node.allowedPods);
    const Amounts &needs = pod.needs;
    const Amounts &used = node.requested;
    const Amounts &most = node.allocatable;
    if (needs.milliCpu > 0 && needs.milliCpu > most.milliCpu - used.milliCpu)
        return tooLittle(u"cpu"_s, needs.milliCpu, used.milliCpu, most.milliCpu);
    if (needs.memory > 0 && needs.memory > most.memory - used.memory)
        return tooLittle(u"memory"_s, needs.memory, used.memory, most.memory);
    if (needs.ephemeralStorage > 0 && needs.ephemeralStorage > most.ephemeralStorage - used.ephemeralStorage)
        return tooLittle(u"ephemeral-storage"_s, needs.ephemeralStorage, used.ephemeralStorage, most.ephemeralStorage);
    for (const auto &[name, amount] : needs.others) {
        const auto has = most.others.find(name);
        if (has == most.others.end()) continue; // of the cluster, not of a node
        const auto taken = used.others.find(name);
        const qint64 before = taken == used.others.end() ? 0 : taken->second;
        if (amount > has->second - before) return tooLittle(name, amount, before, has->second);
    }
    if (!wantsNode(pod.spec(), node))
        return predicate(u"NodeAffinity"_s, u"node(s) didn't match Pod's node affinity/selector"_s);
    if (!pod.ports.empty() && clashes(node, pod))
        return predicate(u"NodePorts"_s, u"node(s) didn't have free ports for the requested pod ports"_s);
    if (untoleratedTaint(listAt(node.node, {u"spec", u"taints"}), listAt(pod.spec(), {u"tolerations"}), {u"NoExecute"}))
        return predicate(u"TaintToleration"_s, u"node(s) had taints that the pod didn't tolerate"_s);
    return std::nullopt;
}

std::vector<MountProblem> mountProblems(const ComponentClient &client, const Value &pod)
{
    std::vector<MountProblem> problems;
    for (const Value &volume : listAt(pod, {u"spec", u"volumes"})) {
        const QString name = textAt(volume, {u"name"});
        QStringList whys;
        for (const Source &source : sourcesOf(volume))
            if (const QString why = volumeProblem(client, namespaceOf(pod), source); !why.isEmpty()) whys.append(why);
        if (!whys.isEmpty())
            problems.push_back({name, u"MountVolume.SetUp failed for volume \"%1\" : %2"_s.arg(
                                          name, whys.size() == 1 ? whys[0] : u'[' + whys.join(u", "_s) + u']')});
        else if (isClaimOpen(client, pod, volume))
            problems.push_back({name, {}});
    }
    return problems;
}

QString environmentProblem(const ComponentClient &client, const Value &pod, const Value &container)
{
    const QString space = namespaceOf(pod);
    for (const Value &from : listAt(container, {u"envFrom"})) {
        for (const auto &[field, kind] : {std::pair(QStringView(u"configMapRef"), QStringView(u"ConfigMap")),
                                          std::pair(QStringView(u"secretRef"), QStringView(u"Secret"))}) {
            const Value *reference = from.find(field);
            if (!reference) continue;
            const Source source{kind, textAt(*reference, {u"name"}), boolAt(*reference, {u"optional"})};
            if (!source.isOptional && !client.get(client.kind(u"v1", kind), space, source.name))
                return notThere(source);
        }
    }
    for (const Value &entry : listAt(container, {u"env"})) {
        QString why;
        if (const Value *map = at(entry, {u"valueFrom", u"configMapKeyRef"}))
            why = keyProblem(client, space, u"ConfigMap", *map);
        if (const Value *secret = at(entry, {u"valueFrom", u"secretKeyRef"}))
            why = keyProblem(client, space, u"Secret", *secret);
        if (!why.isEmpty()) return why;
    }
    return {};
}

} // namespace practice
