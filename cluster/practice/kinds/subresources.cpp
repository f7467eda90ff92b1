// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/kindrules.h"
#include "cluster/practice/kinds/strategies.h"

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

void keepMetadataForStatus(Value &object, const Value &old)
{
    keepMetadata(old, object,
                 {u"deletionTimestamp", u"generation", u"selfLink", u"labels", u"annotations", u"finalizers",
                  u"ownerReferences"});
}

// pkg/registry/core/pod/strategy.go podEphemeralContainersStrategy
void keepButEphemeral(Value &pod, const Value &old)
{
    const Value *given = at(pod, {u"spec", u"ephemeralContainers"});
    const Value containers = given ? *given : Value();
    keepFrom(old, pod, u"spec");
    keepFrom(old, pod, u"status");
    keepMetadataForStatus(pod, old);
    if (containers.isNull())
        mapIn(pod, u"spec").remove(u"ephemeralContainers");
    else
        mapIn(pod, u"spec").set(u"ephemeralContainers", containers);
}

// The resources of the containers in their old order; no value where other containers are there than before.
std::optional<ValueList> resized(const Value &pod, const Value &old, QStringView field)
{
    const ValueList &given = listAt(pod, {u"spec", field});
    ValueList result = listAt(old, {u"spec", field});
    if (given.size() != result.size()) return {};
    for (std::size_t i = 0; i < given.size(); ++i) {
        if (textAt(given[i], {u"name"}) != textAt(result[i], {u"name"})) return given;
        keepFrom(given[i], result[i], u"resources");
        keepFrom(given[i], result[i], u"resizePolicy");
    }
    return result;
}

// podResizeStrategy
void keepButResources(Value &pod, const Value &old)
{
    std::optional<ValueList> containers = resized(pod, old, u"containers"),
                             starting = resized(pod, old, u"initContainers");
    if (!containers || !starting) return; // validation refuses it
    keepFrom(old, pod, u"spec");
    keepFrom(old, pod, u"status");
    keepMetadataForStatus(pod, old);
    mapIn(pod, u"spec").set(u"containers", std::move(*containers));
    if (!starting->empty()) mapIn(pod, u"spec").set(u"initContainers", std::move(*starting));
}

// pkg/registry/certificates/certificates/strategy.go csrApprovalStrategy
void keepButConditions(Value &request, const Value &old)
{
    const Value *given = at(request, {u"status", u"conditions"});
    const Value conditions = given ? *given : Value();
    keepFrom(old, request, u"spec");
    keepFrom(old, request, u"status");
    if (conditions.isNull())
        mapIn(request, u"status").remove(u"conditions");
    else
        mapIn(request, u"status").set(u"conditions", conditions);
}

} // namespace

void prepareForSubresource(const ApiKind &kind, const QString &subresource, Value &object, const Value &old)
{
    const qint64 generation = integerAt(old, {u"metadata", u"generation"});
    if (generation) mapIn(object, u"metadata").set(u"generation", generation);
    const bool pod = kind.group.isEmpty() && kind.kind == u"Pod";
    if (pod && subresource == u"ephemeralcontainers") keepButEphemeral(object, old);
    if (pod && subresource == u"resize") keepButResources(object, old);
    if (pod) updatePod(object, old);
    if (pod && !sameAt(object, old, {u"spec"})) mapIn(object, u"metadata").set(u"generation", generation + 1);
    if (kind.kind == u"Namespace" && subresource == u"finalize") keepFrom(old, object, u"status");
    if (kind.kind == u"CertificateSigningRequest" && subresource == u"approval") keepButConditions(object, old);
    makeNormal(kind, object);
}

} // namespace practice
