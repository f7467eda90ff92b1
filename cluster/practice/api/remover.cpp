// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/remover.h"

#include "cluster/practice/api/gate.h"
#include "cluster/practice/api/policies.h"
#include "cluster/practice/base/objects.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr QStringView orphanFinalizer = u"orphan";
constexpr QStringView cleanupFinalizer = u"customresourcecleanup.apiextensions.k8s.io";
constexpr QStringView foregroundFinalizer = u"foregroundDeletion";

bool hasFinalizer(const Value &object, QStringView finalizer)
{
    const ValueList &list = listAt(object, {u"metadata", u"finalizers"});
    return std::any_of(list.begin(), list.end(),
                       [finalizer](const Value &value) { return value.string() && *value.string() == finalizer; });
}

std::optional<ApiStatus> checkPreconditions(const ApiKind &kind, const Value &object, const DeleteOptions &options)
{
    const GroupName name{kind.group, kind.kind};
    const QString uid = uidOf(object);
    const QString version = textAt(object, {u"metadata", u"resourceVersion"});
    if (!options.uid.isEmpty() && options.uid != uid)
        return ApiStatus::conflict(
            name, nameOf(object),
            QStringLiteral("the UID in the precondition (%1) does not match the UID in record (%2). The object might "
                           "have been deleted and then recreated")
                .arg(options.uid, uid));
    if (!options.resourceVersion.isEmpty() && options.resourceVersion != version)
        return ApiStatus::conflict(
            name, nameOf(object),
            QStringLiteral("the ResourceVersion in the precondition (%1) does not match the ResourceVersion in record "
                           "(%2). The object might have been modified")
                .arg(options.resourceVersion, version));
    return std::nullopt;
}

// Which of the garbage collector's two finalizers the object gets: what the request says, else what it has already,
// else the kind's own way.
void settleDependents(const ApiKind &kind, Value &object, const QString &propagation)
{
    if (hasNoDependents(kind)) return;
    const bool hadOrphan = hasFinalizer(object, orphanFinalizer);
    const bool hadForeground = hasFinalizer(object, foregroundFinalizer);
    const bool said = !propagation.isEmpty();
    const bool orphan = said ? propagation == u"Orphan" : hadOrphan || (!hadForeground && orphansByDefault(kind));
    const bool foreground = said ? propagation == u"Foreground" : hadForeground && !hadOrphan;
    if (orphan == hadOrphan && foreground == hadForeground) return;
    ValueList kept;
    for (const Value &value : listAt(object, {u"metadata", u"finalizers"}))
        if (!value.string() || (*value.string() != orphanFinalizer && *value.string() != foregroundFinalizer))
            kept.push_back(value);
    if (orphan) kept.emplace_back(orphanFinalizer.toString());
    if (foreground) kept.emplace_back(foregroundFinalizer.toString());
    Value &metadata = mapIn(object, u"metadata");
    if (kept.empty())
        metadata.remove(u"finalizers");
    else
        metadata.set(u"finalizers", std::move(kept));
}

void countGeneration(Value &metadata)
{
    if (const qint64 generation = integerAt(metadata, {u"generation"}); generation > 0)
        metadata.set(u"generation", generation + 1);
}

// How long a pod may take to end (pkg/registry/core/pod/strategy.go CheckGracefulDelete).
qint64 podGrace(const Value &pod, const std::optional<qint64> &asked)
{
    const QString phase = textAt(pod, {u"status", u"phase"});
    if (textAt(pod, {u"spec", u"nodeName"}).isEmpty() || phase == u"Failed" || phase == u"Succeeded") return 0;
    return asked ? *asked : integerAt(pod, {u"spec", u"terminationGracePeriodSeconds"});
}

} // namespace

bool Remover::setGrace(const ApiKind &kind, Value &object, DeleteOptions &options, bool &pending) const
{
    if (kind.kind != u"Pod" || !kind.group.isEmpty()) return false;
    Value &metadata = mapIn(object, u"metadata");
    const qint64 now = m_core.clock.wallMs();
    if (const QString deletion = textAt(metadata, {u"deletionTimestamp"}); !deletion.isEmpty()) {
        const qint64 given = integerAt(metadata, {u"deletionGracePeriodSeconds"});
        if (given == 0) return false;
        pending = !options.graceSeconds || *options.graceSeconds >= given;
        if (pending) return false;
        // Only a shorter time may be asked for, and it never ends in the past.
        qint64 end = timeOf(deletion) + (*options.graceSeconds - given) * 1000;
        qint64 period = *options.graceSeconds;
        if (end < now) {
            end = now;
            period = period ? 1 : 0;
        }
        metadata.set(u"deletionTimestamp", timeText(end));
        metadata.set(u"deletionGracePeriodSeconds", period);
        options.graceSeconds = period;
        return true;
    }
    const qint64 period = podGrace(object, options.graceSeconds);
    options.graceSeconds = period;
    metadata.set(u"deletionTimestamp", timeText(now + period * 1000));
    metadata.set(u"deletionGracePeriodSeconds", period);
    countGeneration(metadata);
    return true;
}

Answer<Removed> Remover::write(const ApiKind &kind, Value object, bool dryRun)
{
    if (!dryRun)
        if (auto record = m_core.registry.write(kind, object); !record) return std::move(record).status();
    return Removed{.object = std::move(object)};
}

Answer<Removed> Remover::erase(const ApiKind &kind, Value object, bool dryRun)
{
    if (!dryRun) {
        if (auto record = m_core.registry.erase(kind, object); !record) return std::move(record).status();
        m_core.gate.release(kind, object);
    }
    return Removed{.object = std::move(object), .gone = true};
}

// A namespace goes when its contents are gone and nobody's finalizer is left in its spec
// (pkg/registry/core/namespace/storage/storage.go).
Answer<Removed> Remover::removeNamespace(const ApiKind &kind, Value object, const DeleteOptions &options)
{
    const bool waits = !textAt(object, {u"metadata", u"deletionTimestamp"}).isEmpty();
    if (waits && !listAt(object, {u"spec", u"finalizers"}).empty()) return Removed{.object = std::move(object)};
    if (waits) return erase(kind, std::move(object), options.dryRun);
    mapIn(object, u"metadata").set(u"deletionTimestamp", m_core.now());
    mapIn(object, u"status").set(u"phase", u"Terminating");
    settleDependents(kind, object, options.propagation);
    return write(kind, std::move(object), options.dryRun);
}

// With a definition go the objects of its kind (apiextensions-apiserver pkg/registry/customresourcedefinition/etcd.go,
// pkg/controller/finalizer). Here they all go before the answer, whatever finalizers they have.
Answer<Removed> Remover::removeDefinition(const ApiKind &kind, Value object, const DeleteOptions &options)
{
    const QString now = m_core.now();
    Value &metadata = mapIn(object, u"metadata");
    if (!textAt(metadata, {u"deletionTimestamp"}).isEmpty()) return Removed{.object = std::move(object)};
    metadata.set(u"deletionTimestamp", now);
    ValueList finalizers = listAt(metadata, {u"finalizers"});
    const ValueList others = finalizers;
    finalizers.emplace_back(cleanupFinalizer.toString());
    metadata.set(u"finalizers", std::move(finalizers));
    Value &conditions = mapIn(object, u"status").entry(u"conditions");
    if (!conditions.isList()) conditions = ValueList();
    conditions.list()->push_back(
        model::ValueMap{{QStringLiteral("type"), u"Terminating"},
                        {QStringLiteral("status"), u"True"},
                        {QStringLiteral("lastTransitionTime"), now},
                        {QStringLiteral("reason"), u"InstanceDeletionPending"},
                        {QStringLiteral("message"),
                         u"CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon"}});
    if (options.dryRun) return Removed{.object = std::move(object)};
    if (auto record = m_core.registry.write(kind, object); !record) return std::move(record).status();
    Removed answer{.object = object};
    if (auto refusal = removeInstances(object)) return *refusal;
    if (others.empty()) {
        mapIn(object, u"metadata").remove(u"finalizers");
        if (auto gone = erase(kind, std::move(object), false); !gone) return gone;
    } else {
        mapIn(object, u"metadata").set(u"finalizers", others);
        if (auto kept = write(kind, std::move(object), false); !kept) return kept;
    }
    return answer;
}

std::optional<ApiStatus> Remover::removeInstances(const Value &definition)
{
    ApiKind kind{.group = textAt(definition, {u"spec", u"group"}),
                 .version = {},
                 .kind = textAt(definition, {u"spec", u"names", u"kind"}),
                 .plural = textAt(definition, {u"spec", u"names", u"plural"}),
                 .singular = {},
                 .namespaced = textAt(definition, {u"spec", u"scope"}) != u"Cluster"};
    kind.isCustom = true;
    for (const Value &version : listAt(definition, {u"spec", u"versions"}))
        if (boolAt(version, {u"storage"})) kind.version = textAt(version, {u"name"});
    for (const RecordPtr &record : m_core.registry.store().list(Registry::prefixOf(kind, {})).records) {
        Value instance = m_core.registry.objectOf(*record, kind);
        if (auto gone = m_core.registry.erase(kind, instance); !gone) return std::move(gone).status();
    }
    return std::nullopt;
}

Answer<Removed> Remover::remove(const ApiKind &kind, const QString &space, const QString &name, DeleteOptions options)
{
    if (auto refusal = m_core.gate.admit(
            {.kind = kind, .operation = Operation::Delete, .ns = space, .name = name, .subresource = {}}))
        return *refusal;
    const RecordPtr record = m_core.registry.find(kind, space, name);
    if (!record) return ApiStatus::notFound({kind.group, kind.plural}, name);
    Value object = m_core.registry.objectOf(*record, kind);
    if (auto refusal = checkPreconditions(kind, object, options)) return *refusal;
    if (kind.kind == u"Namespace" && kind.group.isEmpty()) return removeNamespace(kind, std::move(object), options);
    if (kind.kind == u"CustomResourceDefinition" && kind.group == u"apiextensions.k8s.io")
        return removeDefinition(kind, std::move(object), options);
    if (options.graceSeconds && *options.graceSeconds < 0) options.graceSeconds = 1;

    bool pending = false;
    const bool graceful = setGrace(kind, object, options, pending);
    if (pending) return Removed{.object = std::move(object)};
    settleDependents(kind, object, options.propagation);
    const bool kept = !listAt(object, {u"metadata", u"finalizers"}).empty();
    if (kept && !graceful) {
        Value &metadata = mapIn(object, u"metadata");
        const QString deletion = textAt(metadata, {u"deletionTimestamp"});
        if (deletion.isEmpty()) countGeneration(metadata);
        if (deletion.isEmpty() || timeOf(deletion) > m_core.clock.wallMs())
            metadata.set(u"deletionTimestamp", m_core.now());
        metadata.set(u"deletionGracePeriodSeconds", 0);
    }
    if (kept || (graceful && options.graceSeconds.value_or(0) > 0)) {
        if (object.means(m_core.registry.objectOf(*record, kind))) return Removed{.object = std::move(object)};
        return write(kind, std::move(object), options.dryRun);
    }
    // A pod that goes at once is marked first, for all to see.
    if (graceful && !options.dryRun)
        if (auto marked = m_core.registry.write(kind, object); !marked) return std::move(marked).status();
    return erase(kind, std::move(object), options.dryRun);
}

} // namespace practice
