// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"

#include <limits>

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: ValidatePodSpec, ValidatePodTemplateSpec.
namespace practice {

using model::Value;

namespace {

constexpr qint64 maxInt32 = std::numeric_limits<qint32>::max();

// Resource claims of pods (their feature gate is off; what an object has already stays).
void checkResourceClaims(PodCheck &pod, const Where &where)
{
    const auto &claims = listIn(pod.spec, u"resourceClaims");
    QSet<QString> names;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const QString &name = textIn(claims[i], u"name");
        if (name.isEmpty())
            pod.errors.required(at.child(u"name"));
        else if (names.contains(name))
            pod.errors.duplicate(at.child(u"name"), goQuoted(name));
        else
            invalidEach(pod.errors, at.child(u"name"), name, dns1123LabelProblems(name));
        names.insert(name);
        const Value *claim = fieldIn(claims[i], u"resourceClaimName");
        const Value *claimTemplate = fieldIn(claims[i], u"resourceClaimTemplateName");
        const QString shown = goOpaque(u"core.PodResourceClaim"_s);
        if (claim && claimTemplate)
            pod.errors.invalid(at, shown,
                               u"at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified"_s);
        if (!claim && !claimTemplate)
            pod.errors.invalid(at, shown, u"must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"_s);
        for (const QStringView field : {u"resourceClaimName", u"resourceClaimTemplateName"})
            if (fieldIn(claims[i], field))
                invalidEach(pod.errors, at.child(field), textIn(claims[i], field),
                            dns1123SubdomainProblems(textIn(claims[i], field)));
    }
}

void checkHostNetworkPorts(PodCheck &pod, const Where &where)
{
    if (!pod.hostNetwork) return;
    const Where containersAt = where.child(u"containers");
    const auto &containers = listIn(pod.spec, u"containers");
    for (std::size_t i = 0; i < containers.size(); ++i) {
        const Where at = containersAt.index(qsizetype(i));
        const Where portsAt = at.child(u"ports");
        const auto &ports = listIn(containers[i], u"ports");
        for (std::size_t j = 0; j < ports.size(); ++j) {
            const qint64 host = numberIn(ports[j], u"hostPort").value_or(0);
            const qint64 own = numberIn(ports[j], u"containerPort").value_or(0);
            if ((pod.options.resourceIsPod || host != 0) && host != own)
                invalidNumber(pod.errors, portsAt.index(qsizetype(j)).child(u"hostPort"), host,
                              u"must match `containerPort` when `hostNetwork` is true"_s);
        }
    }
}

// A text field that must be a name unless it is empty.
struct NameRule
{
    QStringView field;
    Problems (*problems)(QStringView);
};

void checkNames(PodCheck &pod, const Where &where, std::initializer_list<NameRule> rules)
{
    for (const NameRule &rule : rules)
        if (const QString &name = textIn(pod.spec, rule.field); !name.isEmpty())
            invalidEach(pod.errors, where.child(rule.field), name, rule.problems(name));
}

void checkHostUsers(PodCheck &pod, const Where &where)
{
    if (pod.hostUsers) return;
    const QString refusal = u"when `pod.Spec.HostUsers` is false"_s;
    if (pod.hostNetwork) pod.errors.forbidden(where.child(u"hostNetwork"), refusal);
    if (pod.hostPid) pod.errors.forbidden(where.child(u"HostPID"), refusal);
    if (pod.hostIpc) pod.errors.forbidden(where.child(u"HostIPC"), refusal);
}

void checkDeadline(PodCheck &pod, const Where &where)
{
    if (const auto deadline = numberIn(pod.spec, u"activeDeadlineSeconds"))
        invalidEach(pod.errors, where.child(u"activeDeadlineSeconds"), *deadline,
                    rangeProblems(*deadline, 1, maxInt32));
}

void checkReadinessGates(PodCheck &pod, const Where &where)
{
    const auto &gates = listIn(pod.spec, u"readinessGates");
    for (std::size_t i = 0; i < gates.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const QString &type = textIn(gates[i], u"conditionType");
        invalidEach(pod.errors, at.child(u"conditionType"), type, qualifiedNameProblems(type));
    }
}

void readSpec(PodCheck &pod)
{
    pod.gracePeriod = numberIn(pod.spec, u"terminationGracePeriodSeconds");
    pod.restartPolicy = textIn(pod.spec, u"restartPolicy");
    pod.os = fieldIn(pod.spec, u"os");
    pod.hostUsers = flagIn(pod.spec, u"hostUsers").value_or(true);
    pod.hostNetwork = flagIn(pod.spec, u"hostNetwork").value_or(false);
    pod.hostPid = flagIn(pod.spec, u"hostPID").value_or(false);
    pod.hostIpc = flagIn(pod.spec, u"hostIPC").value_or(false);
    for (const Value &claim : listIn(pod.spec, u"resourceClaims"))
        if (const QString &name = textIn(claim, u"name"); !name.isEmpty()) pod.claims.insert(name);
}

// What ValidatePodSpec checks after the containers' and the security's parts.
void checkIdentity(PodCheck &pod, const Where &where)
{
    checkNames(pod, where,
               {{u"serviceAccountName", dns1123SubdomainProblems}, {u"nodeName", dns1123SubdomainProblems}});
    checkDeadline(pod, where);
    checkNames(pod, where, {{u"hostname", dns1123LabelProblems}, {u"subdomain", dns1123LabelProblems}});
    checkTolerations(pod.errors, where.child(u"tolerations"), listIn(pod.spec, u"tolerations"));
    checkHostAliases(pod.errors, where.child(u"hostAliases"), listIn(pod.spec, u"hostAliases"));
    checkNames(pod, where, {{u"priorityClassName", dns1123SubdomainProblems}});
    if (fieldIn(pod.spec, u"runtimeClassName"))
        invalidEach(pod.errors, where.child(u"runtimeClassName"), textIn(pod.spec, u"runtimeClassName"),
                    dns1123SubdomainProblems(textIn(pod.spec, u"runtimeClassName")));
    if (fieldIn(pod.spec, u"preemptionPolicy"))
        checkRequiredOneOf(pod.errors, where.child(u"preemptionPolicy"), textIn(pod.spec, u"preemptionPolicy"),
                           {u"PreemptLowerPriority", u"Never"});
    if (const Value *overhead = fieldIn(pod.spec, u"overhead"))
        checkContainerResources(pod, where.child(u"overhead"), Value(model::ValueMap{{u"limits"_s, *overhead}}));
    checkOs(pod, where);
}

} // namespace

void checkPodSpec(PodCheck &pod, const Where &where)
{
    readSpec(pod);
    if (!pod.gracePeriod) pod.errors.required(where.child(u"terminationGracePeriodSeconds"));
    checkVolumes(pod, where.child(u"volumes"));
    checkResourceClaims(pod, where.child(u"resourceClaims"));
    checkContainers(pod, where.child(u"containers"));
    checkInitContainers(pod, where.child(u"initContainers"));
    checkEphemeralContainers(pod, where.child(u"ephemeralContainers"));
    checkHostNetworkPorts(pod, where);
    checkRequiredOneOf(pod.errors, where.child(u"restartPolicy"), pod.restartPolicy,
                       {u"Always", u"OnFailure", u"Never"});
    checkRequiredOneOf(pod.errors, where.child(u"dnsPolicy"), textIn(pod.spec, u"dnsPolicy"),
                       {u"ClusterFirstWithHostNet", u"ClusterFirst", u"Default", u"None"});
    checkLabels(fieldIn(pod.spec, u"nodeSelector"), where.child(u"nodeSelector"), pod.errors);
    checkPodSecurity(pod, where);
    checkAffinity(pod, where.child(u"affinity"));
    checkDns(pod, where);
    checkReadinessGates(pod, where.child(u"readinessGates"));
    checkSchedulingGates(pod.errors, where.child(u"schedulingGates"), listIn(pod.spec, u"schedulingGates"));
    checkTopologySpread(pod, where.child(u"topologySpreadConstraints"));
    checkHostProcess(pod, where);
    checkHostUsers(pod, where);
    checkIdentity(pod, where);
}

void checkPodTemplate(FieldErrors &errors, const Where &where, const Value &podTemplate, const PodOptions &options)
{
    const Value &meta = structIn(podTemplate, u"metadata");
    const Value &spec = structIn(podTemplate, u"spec");
    checkLabels(fieldIn(meta, u"labels"), where.child(u"labels"), errors);
    checkAnnotations(fieldIn(meta, u"annotations"), where.child(u"annotations"), errors);
    checkPodAnnotations(errors, where.child(u"annotations"), meta, spec, options);
    const Where specAt = where.child(u"spec");
    PodCheck pod{errors, options, spec};
    checkPodSpec(pod, specAt);
    checkProfilesMatch(errors, specAt, meta, spec);
    if (!listIn(spec, u"ephemeralContainers").empty())
        errors.forbidden(specAt.child(u"ephemeralContainers"), u"ephemeral containers not allowed in pod template"_s);
}

} // namespace practice
