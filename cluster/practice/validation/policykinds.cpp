// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/resourcenames.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/restwarnings.h"

#include <QSet>
#include <QStringList>

// PriorityClass, RuntimeClass (pkg/apis/scheduling, node) and Lease (pkg/apis/coordination).

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr qint64 maxUserPriority = 1000000000;

struct SystemClass
{
    QStringView name;
    qint64 value;
};
constexpr SystemClass systemClasses[] = {{u"system-node-critical", 2000001000},
                                         {u"system-cluster-critical", 2000000000}};

// Empty when it is one of the system's own.
QString systemClassProblem(const Value &priorityClass, const QString &name)
{
    for (const SystemClass &known : systemClasses) {
        if (known.name != name) continue;
        if (numberIn(priorityClass, u"value").value_or(0) != known.value)
            return u"value of %1 PriorityClass must be %2"_s.arg(name).arg(known.value);
        if (boolAt(priorityClass, {u"globalDefault"}))
            return u"globalDefault of %1 PriorityClass must be false"_s.arg(name);
        return {};
    }
    return name + u" is not a known system priority class"_s;
}

void createPriorityClass(const Value &priorityClass, FieldErrors &errors)
{
    checkKubeMetadata(priorityClass, false, nameIsSubdomain, errors);
    const Where metadata(u"metadata");
    const QString name = nameOf(priorityClass);
    if (name.startsWith(u"system-")) {
        if (const QString problem = systemClassProblem(priorityClass, name); !problem.isEmpty())
            errors.forbidden(metadata.child(u"name"), u"priority class names with 'system-' prefix are reserved for "
                                                      "system use only. error: "_s +
                                                          problem);
    } else if (numberIn(priorityClass, u"value").value_or(0) > maxUserPriority) {
        errors.forbidden(Where(u"value"),
                         u"maximum allowed value of a user defined priority is %1"_s.arg(maxUserPriority));
    }
    if (const Value *policy = fieldIn(priorityClass, u"preemptionPolicy"))
        checkRequiredOneOf(errors, Where(u"preemptionPolicy"), textOf(*policy), {u"PreemptLowerPriority", u"Never"});
}

void updatePriorityClass(const Value &priorityClass, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(priorityClass, old, errors);
    if (numberIn(priorityClass, u"value").value_or(0) != numberIn(old, u"value").value_or(0))
        errors.forbidden(Where(u"value"), u"may not be changed in an update."_s);
    checkImmutable(fieldIn(priorityClass, u"preemptionPolicy"), fieldIn(old, u"preemptionPolicy"),
                   Where(u"preemptionPolicy"), errors);
}

void createRuntimeClass(const Value &runtimeClass, FieldErrors &errors)
{
    checkMetadata(runtimeClass, false, nameIsSubdomain, errors);
    const QString handler = textIn(runtimeClass, u"handler");
    invalidEach(errors, Where(u"handler"), handler, dns1123LabelProblems(handler));
    const Where overhead(u"overhead");
    const Where limits = overhead.child(u"limits");
    for (const auto &[name, amount] : mapAt(runtimeClass, {u"overhead", u"podFixed"})) {
        checkContainerResourceName(errors, limits.key(name), name);
        checkResourceQuantity(errors, limits.key(name), name, amount);
    }
    const Value *scheduling = fieldIn(runtimeClass, u"scheduling");
    const Where where(u"scheduling");
    if (!scheduling) return;
    checkLabels(fieldIn(*scheduling, u"nodeSelector"), where.child(u"nodeSelector"), errors);
    const Where tolerations = where.child(u"tolerations");
    const ValueList &list = listIn(*scheduling, u"tolerations");
    checkTolerations(errors, tolerations.child(u"tolerations"), list);
    QSet<QStringList> seen;
    for (qsizetype at = 0; at < qsizetype(list.size()); ++at) {
        const QStringList keys{textIn(list[at], u"key"), textIn(list[at], u"operator"), textIn(list[at], u"value"),
                               textIn(list[at], u"effect")};
        if (seen.contains(keys)) errors.duplicate(tolerations.index(at), goOpaque(u"core.Toleration"));
        seen.insert(keys);
    }
}

void updateRuntimeClass(const Value &runtimeClass, const Value &old, FieldErrors &errors)
{
    createRuntimeClass(runtimeClass, errors);
    checkMetadataUpdate(runtimeClass, old, errors);
    checkImmutable(fieldIn(runtimeClass, u"handler"), fieldIn(old, u"handler"), Where(u"handler"), errors);
}

void checkLeaseSpec(const Value &lease, FieldErrors &errors)
{
    const Where where(u"spec");
    const Value &spec = structIn(lease, u"spec");
    const auto seconds = numberIn(spec, u"leaseDurationSeconds"), transitions = numberIn(spec, u"leaseTransitions");
    if (seconds && *seconds <= 0)
        invalidNumber(errors, where.child(u"leaseDurationSeconds"), *seconds, u"must be greater than 0"_s);
    if (transitions) checkNotNegative(errors, where.child(u"leaseTransitions"), *transitions);
    const Where strategyAt = where.child(u"strategy");
    const QString strategy = textIn(spec, u"strategy");
    if (fieldIn(spec, u"strategy")) {
        if (strategy.contains(u'/'))
            invalidEach(errors, strategyAt.child(u"strategy"), strategy, qualifiedNameProblems(strategy));
        else
            checkOneOf(errors, strategyAt.child(u"strategy"), strategy, {u"OldestEmulationVersion"});
    }
    if (!textIn(spec, u"preferredHolder").isEmpty() && strategy.isEmpty())
        errors.forbidden(where.child(u"preferredHolder"), u"may only be specified if `strategy` is defined"_s);
}

void createLease(const Value &lease, FieldErrors &errors)
{
    checkMetadata(lease, true, nameIsSubdomain, errors);
    checkLeaseSpec(lease, errors);
}

void updateLease(const Value &lease, const Value &old, FieldErrors &errors)
{
    checkMetadataUpdate(lease, old, errors);
    checkLeaseSpec(lease, errors);
}

} // namespace

std::span<const KindValidation> policyKinds()
{
    static constexpr KindValidation kinds[] = {
        {u"scheduling.k8s.io", u"PriorityClass", createWith<createPriorityClass, false>,
         updateWith<updatePriorityClass, false>},
        {u"node.k8s.io", u"RuntimeClass", createWith<createRuntimeClass, false>, updateWith<updateRuntimeClass, false>,
         nullptr, runtimeClassWarnings},
        {u"coordination.k8s.io", u"Lease", createWith<createLease, true>, updateWith<updateLease, true>},
    };
    return kinds;
}

} // namespace practice
