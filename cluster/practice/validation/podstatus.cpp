// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/addresses.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/podupdate.h"
#include "cluster/practice/validation/reading.h"

#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: ValidatePodStatusUpdate.
namespace practice {

using model::Value;
using model::ValueList;

namespace {

void checkConditions(FieldErrors &errors, const Where &where, const ValueList &conditions)
{
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const qint64 generation = numberIn(conditions[i], u"observedGeneration").value_or(0);
        if (generation < 0)
            invalidNumber(errors, at.child(u"observedGeneration"), generation, u"must be a non-negative integer"_s);
        const QString &type = textIn(conditions[i], u"type");
        if (type != u"PodScheduled" && type != u"Ready" && type != u"Initialized")
            invalidEach(errors, at.child(u"Type"), type, qualifiedNameProblems(type));
    }
}

bool isTerminated(const Value &status) { return fieldIn(structIn(status, u"state"), u"terminated"); }

// ValidateContainerStateTransition. free: containers that may start again.
void checkTransitions(FieldErrors &errors, const Where &where, const ValueList &now, const ValueList &before,
                      const QString &restartPolicy, const QSet<QString> &free = {})
{
    if (restartPolicy == u"Always") return;
    QHash<QString, int> running; // statuses that are not terminated, by name
    for (const Value &status : now)
        if (!isTerminated(status)) ++running[textIn(status, u"name")];
    for (std::size_t i = 0; i < before.size(); ++i) {
        const Value *ended = fieldIn(structIn(before[i], u"state"), u"terminated");
        if (!ended) continue;
        if (numberIn(*ended, u"exitCode").value_or(0) != 0 && restartPolicy == u"OnFailure") continue;
        const QString &name = textIn(before[i], u"name");
        if (free.contains(name)) continue;
        // Equal names in both lists would give their product.
        for (int j = std::min(running.value(name), 100); j > 0; --j)
            errors.forbidden(where.index(qsizetype(i)).child(u"state"),
                             u"may not be transitioned to non-terminated state"_s);
    }
}

QSet<QString> sidecarNames(const Value &spec)
{
    QSet<QString> seen;
    QSet<QString> names;
    for (const Value &container : listIn(spec, u"initContainers")) {
        const QString &name = textIn(container, u"name");
        if (!seen.contains(name) && textIn(container, u"restartPolicy") == u"Always") names.insert(name);
        seen.insert(name);
    }
    return names;
}

// A list of one-field structs, "core.PodIP" or "core.HostIP".
QString addressesText(const ValueList &addresses, const QString &type)
{
    QStringList texts;
    for (const Value &address : addresses) texts.append(type + u"{IP:"_s + goQuoted(textIn(address, u"ip")) + u'}');
    return u"[]"_s + type + u'{' + texts.join(u", "_s) + u'}';
}

void checkAddresses(FieldErrors &errors, const Where &where, const ValueList &addresses, const ValueList &before,
                    const QString &type)
{
    QSet<QString> known;
    for (const Value &address : before) known.insert(textIn(address, u"ip"));
    bool hasV4 = false;
    bool hasV6 = false;
    bool allParse = true;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        const QString &text = textIn(addresses[i], u"ip");
        if (!known.contains(text)) checkLegacyIp(errors, where.index(qsizetype(i)), text);
        allParse = allParse && isIp(text);
        (isIpv6(text) ? hasV6 : hasV4) = true;
    }
    if (addresses.size() < 2) return;
    if (!allParse) errors.internal(where, u"failed to check for dual stack with error:invalid IPs"_s);
    if (!allParse || !hasV4 || !hasV6 || addresses.size() > 2)
        errors.invalid(where, addressesText(addresses, type), u"may specify no more than one IP for each IP family"_s);
}

void checkHostAddresses(FieldErrors &errors, const Where &where, const Value &status, const Value &before)
{
    const auto &addresses = listIn(status, u"hostIPs");
    if (addresses.empty()) return;
    const QString &first = textIn(addresses[0], u"ip");
    if (textIn(status, u"hostIP") != first)
        errors.invalidText(where.index(0).child(u"ip"), first, u"must be equal to `hostIP`"_s);
    checkAddresses(errors, where, addresses, listIn(before, u"hostIPs"), u"core.HostIP"_s);
}

void checkUsers(FieldErrors &errors, const Where &where, const ValueList &statuses, bool isWindows)
{
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        const Value *user = fieldIn(structIn(statuses[i], u"user"), u"linux");
        if (!user) continue;
        const Where at = where.index(qsizetype(i));
        const Where userAt = at.child(u"user");
        const Where linuxAt = userAt.child(u"linux");
        if (isWindows) {
            errors.forbidden(linuxAt, u"cannot be set for a windows pod"_s);
            continue;
        }
        const qint64 uid = numberIn(*user, u"uid").value_or(0);
        const qint64 gid = numberIn(*user, u"gid").value_or(0);
        invalidEach(errors, linuxAt.child(u"uid"), uid, userIdProblems(uid));
        invalidEach(errors, linuxAt.child(u"gid"), gid, groupIdProblems(gid));
        const Where groupsAt = linuxAt.child(u"supplementalGroups");
        const auto &groups = listIn(*user, u"supplementalGroups");
        for (std::size_t j = 0; j < groups.size(); ++j) {
            const qint64 group = groups[j].integer() ? *groups[j].integer() : 0;
            invalidEach(errors, groupsAt.index(qsizetype(j)), group, groupIdProblems(group));
        }
    }
}

constexpr std::array statusLists = {u"containerStatuses", u"initContainerStatuses", u"ephemeralContainerStatuses"};

void checkStates(FieldErrors &errors, const Where &where, const Value &status, const Value &before, const Value &spec)
{
    const QString &policy = textIn(spec, u"restartPolicy");
    checkTransitions(errors, where.child(u"containerStatuses"), listIn(status, u"containerStatuses"),
                     listIn(before, u"containerStatuses"), policy);
    checkTransitions(errors, where.child(u"initContainerStatuses"), listIn(status, u"initContainerStatuses"),
                     listIn(before, u"initContainerStatuses"), policy, sidecarNames(spec));
    checkTransitions(errors, where.child(u"ephemeralContainerStatuses"), listIn(status, u"ephemeralContainerStatuses"),
                     listIn(before, u"ephemeralContainerStatuses"), u"Never"_s);
}

} // namespace

void updatePodStatus(const Value &pod, const Value &old, FieldErrors &errors)
{
    const Where where(u"status");
    const Value &status = structIn(pod, u"status");
    const Value &before = structIn(old, u"status");
    const Value &spec = structIn(pod, u"spec");
    checkKubeMetadataUpdate(pod, old, errors);
    checkPodAnnotationUpdate(errors, pod, old, podOptions(&old, true));
    checkConditions(errors, where.child(u"conditions"), listIn(status, u"conditions"));
    if (textIn(spec, u"nodeName") != textIn(structIn(old, u"spec"), u"nodeName"))
        errors.forbidden(where.child(u"nodeName"), u"may not be changed directly"_s);
    const QString &nominated = textIn(status, u"nominatedNodeName");
    if (!nominated.isEmpty() && nominated != textIn(before, u"nominatedNodeName"))
        invalidEach(errors, where.child(u"nominatedNodeName"), nominated, dns1123SubdomainProblems(nominated));
    const qint64 generation = numberIn(status, u"observedGeneration").value_or(0);
    if (generation < 0)
        invalidNumber(errors, where.child(u"observedGeneration"), generation, u"must be a non-negative integer"_s);
    if (textIn(status, u"qosClass") != textIn(before, u"qosClass"))
        errors.invalidText(where.child(u"qosClass"), textIn(status, u"qosClass"), immutableProblem());
    checkStates(errors, where, status, before, structIn(old, u"spec"));
    checkAddresses(errors, where.child(u"podIPs"), listIn(status, u"podIPs"), listIn(before, u"podIPs"),
                   u"core.PodIP"_s);
    checkHostAddresses(errors, where.child(u"hostIPs"), status, before);
    const bool isWindows = textIn(structIn(spec, u"os"), u"name") == u"windows";
    for (const QStringView list : statusLists) checkUsers(errors, where.child(list), listIn(status, list), isWindows);
}

} // namespace practice
