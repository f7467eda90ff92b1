// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/selectors.h"

// pkg/api/pod/util.go: what a stored pod had already, an update may keep.
namespace practice {

using model::Value;

namespace {

constexpr QStringView required = u"requiredDuringSchedulingIgnoredDuringExecution";
constexpr QStringView preferred = u"preferredDuringSchedulingIgnoredDuringExecution";

bool isBadTerm(const Value &term)
{
    FieldErrors found;
    checkLabelSelector(fieldIn(term, u"labelSelector"), Where(), found);
    checkLabelSelector(fieldIn(term, u"namespaceSelector"), Where(), found);
    return !found.isEmpty();
}

bool hasBadTerm(const Value &affinity)
{
    for (const Value &term : listIn(affinity, required))
        if (isBadTerm(term)) return true;
    for (const Value &term : listIn(affinity, preferred))
        if (isBadTerm(structIn(term, u"podAffinityTerm"))) return true;
    return false;
}

bool hasBadNodeValue(const Value &spec)
{
    const Value &node = structIn(structIn(structIn(spec, u"affinity"), u"nodeAffinity"), required);
    for (const Value &term : listIn(node, u"nodeSelectorTerms"))
        for (const Value &expression : listIn(term, u"matchExpressions"))
            for (const Value &value : listIn(expression, u"values"))
                if (!labelValueProblems(textOf(value)).empty()) return true;
    return false;
}

bool hasBadSpreadSelector(const Value &spec)
{
    FieldErrors found;
    for (const Value &constraint : listIn(spec, u"topologySpreadConstraints"))
        checkLabelSelector(fieldIn(constraint, u"labelSelector"), Where(), found);
    return !found.isEmpty();
}

bool hasBadTokenPath(const Value &spec)
{
    FieldErrors found;
    for (const Value &volume : listIn(spec, u"volumes"))
        for (const Value &source : listIn(structIn(volume, u"projected"), u"sources"))
            if (const Value *token = fieldIn(source, u"serviceAccountToken"))
                checkUnreservedPath(found, Where(), textIn(*token, u"path"));
    return !found.isEmpty();
}

// Whether a check that may not stand in the way finds a problem about huge pages.
bool hasIndivisiblePages(const Value &spec)
{
    FieldErrors found;
    PodCheck pod{found, {}, spec};
    visitContainers(spec, Where(), [&](const Value &container, const Where &at) {
        checkContainerResources(pod, at, structIn(container, u"resources"));
        return true;
    });
    for (const Cause &cause : found.causes())
        if (cause.message.contains(u" is not positive integer multiple of ")) return true;
    return false;
}

bool hasHostSysctl(const Value &spec)
{
    FieldErrors none;
    PodCheck pod{none, {}, spec};
    pod.hostNetwork = flagIn(spec, u"hostNetwork").value_or(false);
    pod.hostIpc = flagIn(spec, u"hostIPC").value_or(false);
    for (const Value &sysctl : listIn(structIn(spec, u"securityContext"), u"sysctls"))
        if (isHostSysctl(pod, textIn(sysctl, u"name"))) return true;
    return false;
}

} // namespace

PodOptions podOptions(const Value *old, bool resourceIsPod)
{
    PodOptions options{.resourceIsPod = resourceIsPod};
    if (!old) return options;
    const Value &spec = structIn(*old, u"spec");
    const Value &affinity = structIn(spec, u"affinity");
    options.allowIndivisibleHugePages = hasIndivisiblePages(spec);
    options.allowInvalidLabelValueInSelector =
        hasBadTerm(structIn(affinity, u"podAffinity")) || hasBadTerm(structIn(affinity, u"podAntiAffinity"));
    options.allowInvalidLabelValueInNodeAffinity = hasBadNodeValue(spec);
    options.allowInvalidSpreadSelector = hasBadSpreadSelector(spec);
    options.allowNonLocalTokenPath = hasBadTokenPath(spec);
    options.allowSysctlsOfHostNamespaces = hasHostSysctl(spec);
    options.allowAnySeLinuxChangePolicy = fieldIn(structIn(spec, u"securityContext"), u"seLinuxChangePolicy");
    options.allowInvalidPodDeletionCost = !isPodDeletionCost(structIn(*old, u"metadata"));
    return options;
}

} // namespace practice
