// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/defaultrules.h"

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

#define HUB_CORE "pkg/apis/core/v1/conversion.go "
#define HUB_APPS "pkg/apis/apps/v1/conversion.go "

// serviceAccount is the old name of serviceAccountName; both are written.
void pairAccounts(Value &spec)
{
    QString name = textAt(spec, {u"serviceAccountName"});
    if (name.isEmpty()) name = textAt(spec, {u"serviceAccount"});
    if (name.isEmpty()) {
        spec.remove(u"serviceAccountName");
        spec.remove(u"serviceAccount");
        return;
    }
    spec.set(u"serviceAccountName", name);
    spec.set(u"serviceAccount", name);
}

// The single field and the list of the same: the single one decides where they differ.
void pairIps(Value &status)
{
    const QString ip = textAt(status, {u"podIP"});
    const ValueList &ips = listAt(status, {u"podIPs"});
    const QString first = ips.empty() ? QString() : textAt(ips.front(), {u"ip"});
    if (!ip.isEmpty() && ip != first) status.set(u"podIPs", ValueList{ValueMap{{u"ip"_s, ip}}});
    if (ip.isEmpty() && !first.isEmpty()) status.set(u"podIP", first);
}

void pairCidrs(Value &spec)
{
    const QString cidr = textAt(spec, {u"podCIDR"});
    const ValueList &cidrs = listAt(spec, {u"podCIDRs"});
    const QString first = cidrs.empty() || !cidrs.front().string() ? QString() : *cidrs.front().string();
    if (!cidr.isEmpty() && cidr != first) spec.set(u"podCIDRs", ValueList{cidr});
    if (cidr.isEmpty() && !first.isEmpty()) spec.set(u"podCIDR", first);
}

void removeAnnotations(Value &object, std::initializer_list<QStringView> names)
{
    const auto isThere = [&object](QStringView name) {
        return at(std::as_const(object), {u"metadata", u"annotations", name});
    };
    if (std::ranges::none_of(names, isThere)) return;
    Value *annotations = at(object, {u"metadata", u"annotations"});
    if (!annotations->isMap()) return;
    for (const QStringView name : names) annotations->remove(name);
    if (annotations->map()->empty()) at(object, {u"metadata"})->remove(u"annotations");
}

void roundPod(Value &pod)
{
    removeAnnotations(pod, {u"pod.beta.kubernetes.io/init-containers", u"pod.alpha.kubernetes.io/init-containers",
                            u"pod.beta.kubernetes.io/init-container-statuses",
                            u"pod.alpha.kubernetes.io/init-container-statuses"});
    if (integerAt(pod, {u"spec", u"terminationGracePeriodSeconds"}) < 0)
        mapIn(pod, u"spec").set(u"terminationGracePeriodSeconds", 1);
}

// stringData is written only: it ends up in data.
void mergeStringData(Value &secret)
{
    const ValueMap texts = mapAt(secret, {u"stringData"});
    secret.remove(u"stringData");
    if (texts.empty()) return;
    Value merged = ValueMap();
    for (const auto &[name, text] : texts) {
        const QByteArray bytes = (text.string() ? *text.string() : QString()).toUtf8();
        merged.map()->emplace_back(name, QString::fromLatin1(bytes.toBase64()));
    }
    addMissing(merged, mapAt(secret, {u"data"}));
    secret.set(u"data", std::move(merged));
}

// The template's generation lives on in an annotation.
void keepTemplateGeneration(Value &daemonSet)
{
    constexpr QStringView name = u"deprecated.daemonset.template.generation";
    const qint64 generation = textAt(daemonSet, {u"metadata", u"annotations", name}).toLongLong();
    mapIn(mapIn(daemonSet, u"metadata"), u"annotations").set(name, QString::number(generation));
}

void dropEmptyRollback(Value &deployment)
{
    constexpr QStringView name = u"deprecated.deployment.rollback.to";
    const Value *revision = at(deployment, {u"metadata", u"annotations", name});
    if (!revision) return;
    const qint64 number = revision->string() ? revision->string()->toLongLong() : 0;
    if (textAt(deployment, {u"metadata", u"annotations", name}).isEmpty()) return removeAnnotations(deployment, {name});
    mapIn(mapIn(deployment, u"metadata"), u"annotations").set(name, QString::number(number));
}

const TypeDefault hubRows[] = {
    {nullptr, "PodSpec", pairAccounts, HUB_CORE "Convert_core_PodSpec_To_v1_PodSpec"},
    {"", "PodStatus", pairIps, HUB_CORE "Convert_v1_PodStatus_To_core_PodStatus"},
    {"", "Pod", roundPod, HUB_CORE "Convert_v1_Pod_To_core_Pod"},
    {"", "NodeSpec", pairCidrs, HUB_CORE "Convert_v1_NodeSpec_To_core_NodeSpec"},
    {"", "Secret", mergeStringData, HUB_CORE "Convert_v1_Secret_To_core_Secret"},
    {"apps", "DaemonSet", keepTemplateGeneration, HUB_APPS "Convert_apps_DaemonSet_To_v1_DaemonSet"},
    {"apps", "Deployment", dropEmptyRollback, HUB_APPS "Convert_v1_Deployment_To_apps_Deployment"},
};

} // namespace

// pkg/apis/apps/v1/conversion.go Convert_apps_StatefulSetSpec_To_v1_StatefulSetSpec
void nameClaimTemplates(Value &spec)
{
    Value *claims = spec.find(u"volumeClaimTemplates");
    if (!claims || !claims->list()) return;
    for (Value &claim : *claims->list()) {
        ValueMap *fields = claim.map();
        if (!fields) continue;
        claim.remove(u"kind");
        claim.remove(u"apiVersion");
        fields->insert(fields->begin(), {{u"kind"_s, u"PersistentVolumeClaim"}, {u"apiVersion"_s, u"v1"}});
    }
}

std::span<const TypeDefault> hubForms() { return hubRows; }

} // namespace practice
