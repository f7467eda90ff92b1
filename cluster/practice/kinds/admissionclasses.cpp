// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/admissionplugins.h"
#include "cluster/practice/kinds/quantities.h"

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

// Of the classes that are marked as default the newest, of equally old ones the first by name; its name.
QString defaultOf(const std::vector<Value> &classes, std::initializer_list<QStringView> annotations)
{
    const Value *best = nullptr;
    for (const Value &candidate : classes) {
        const bool marked = std::ranges::any_of(annotations, [&candidate](QStringView name) {
            return textAt(candidate, {u"metadata", u"annotations", name}) == u"true";
        });
        if (!marked) continue;
        const auto rank = [](const Value &one) { return textAt(one, {u"metadata", u"creationTimestamp"}); };
        if (!best || rank(candidate) > rank(*best) ||
            (rank(candidate) == rank(*best) && nameOf(candidate) < nameOf(*best)))
            best = &candidate;
    }
    return best ? nameOf(*best) : QString();
}

QString classOf(const Value &claim)
{
    const Value *old = at(claim, {u"metadata", u"annotations", u"volume.beta.kubernetes.io/storage-class"});
    if (old && old->string()) return *old->string();
    return textAt(claim, {u"spec", u"storageClassName"});
}

} // namespace

// plugin/pkg/admission/storage/storageclass/setdefault
void setStorageClass(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    if (!isCore(request, u"PersistentVolumeClaim") || !cluster.storageClasses) return;
    Value &claim = *request.object;
    if (at(claim, {u"metadata", u"annotations", u"volume.beta.kubernetes.io/storage-class"})) return;
    if (const Value *own = at(claim, {u"spec", u"storageClassName"}); own && !own->isNull()) return;
    const QString name = defaultOf(cluster.storageClasses(), {u"storageclass.kubernetes.io/is-default-class",
                                                              u"storageclass.beta.kubernetes.io/is-default-class"});
    if (!name.isEmpty()) mapIn(claim, u"spec").set(u"storageClassName", name);
}

// plugin/pkg/admission/network/defaultingressclass
void setIngressClass(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    if (request.kind.group != u"networking.k8s.io" || request.kind.kind != u"Ingress" || !cluster.ingressClasses)
        return;
    Value &ingress = *request.object;
    if (at(ingress, {u"metadata", u"annotations", u"kubernetes.io/ingress.class"})) return;
    if (const Value *own = at(ingress, {u"spec", u"ingressClassName"}); own && !own->isNull()) return;
    const QString name = defaultOf(cluster.ingressClasses(), {u"ingressclass.kubernetes.io/is-default-class"});
    if (!name.isEmpty()) mapIn(ingress, u"spec").set(u"ingressClassName", name);
}

// plugin/pkg/admission/storage/persistentvolume/resize
Refusal checkClaimResize(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    if (!isCore(request, u"PersistentVolumeClaim") || request.operation != Operation::Update || !request.old) return {};
    const auto size = [](const Value &claim) {
        return Quantity::parse(textAt(claim, {u"spec", u"resources", u"requests", u"storage"})).value_or(Quantity());
    };
    if (!(size(*request.object) > size(*request.old))) return {};
    if (textAt(*request.old, {u"status", u"phase"}) != u"Bound")
        return forbiddenBy(request, u"Only bound persistent volume claims can be expanded"_s);
    const QString name = classOf(*request.object);
    std::optional<Value> found;
    if (!name.isEmpty() && name == classOf(*request.old) && cluster.storageClass) found = cluster.storageClass(name);
    if (found && boolAt(*found, {u"allowVolumeExpansion"})) return {};
    return forbiddenBy(
        request,
        u"only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize"_s);
}

} // namespace practice
