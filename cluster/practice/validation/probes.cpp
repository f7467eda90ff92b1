// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"

#include <array>

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: probes, lifecycle and their handlers.
namespace practice {

using model::Value;

namespace {

using HandlerCheck = void (*)(PodCheck &pod, const Where &where, const Value &action);

void checkExec(PodCheck &pod, const Where &where, const Value &action)
{
    if (listIn(action, u"command").empty()) pod.errors.required(where.child(u"command"));
}

void checkHttpGet(PodCheck &pod, const Where &where, const Value &action)
{
    if (textIn(action, u"path").isEmpty()) pod.errors.required(where.child(u"path"));
    checkPortNumberOrName(pod.errors, where.child(u"port"), action);
    checkOneOf(pod.errors, where.child(u"scheme"), textIn(action, u"scheme"), {u"HTTP", u"HTTPS"});
    for (const Value &header : listIn(action, u"httpHeaders")) {
        const QString &name = textIn(header, u"name");
        invalidEach(pod.errors, where.child(u"httpHeaders"), name, httpHeaderNameProblems(name));
    }
}

void checkPort(PodCheck &pod, const Where &where, const Value &action)
{
    checkPortNumberOrName(pod.errors, where.child(u"port"), action);
}

void checkSleep(PodCheck &pod, const Where &where, const Value &action)
{
    const qint64 seconds = numberIn(action, u"seconds").value_or(0);
    if (pod.gracePeriod && (seconds < 0 || seconds > *pod.gracePeriod))
        invalidNumber(pod.errors, where, seconds,
                      u"must be non-negative and less than terminationGracePeriodSeconds (%1)"_s.arg(*pod.gracePeriod));
}

struct HandlerRule
{
    QStringView key;
    HandlerCheck check;
};

constexpr std::array handlerRules = {
    HandlerRule{u"exec", checkExec}, HandlerRule{u"httpGet", checkHttpGet}, HandlerRule{u"tcpSocket", checkPort},
    HandlerRule{u"grpc", checkPort}, HandlerRule{u"sleep", checkSleep},
};

void checkHandler(PodCheck &pod, const Where &where, const Value &handler)
{
    bool any = false;
    for (const HandlerRule &rule : handlerRules) {
        const Value *action = fieldIn(handler, rule.key);
        if (!action) continue;
        if (any)
            pod.errors.forbidden(where.child(rule.key), u"may not specify more than 1 handler type"_s);
        else
            rule.check(pod, where.child(rule.key), *action);
        any = true;
    }
    if (!any) pod.errors.required(where, u"must specify a handler type"_s);
}

void checkProbe(PodCheck &pod, const Where &where, const Value &probe)
{
    checkHandler(pod, where, probe);
    checkNotNegativeFields(
        pod.errors, where, probe,
        {u"initialDelaySeconds", u"timeoutSeconds", u"periodSeconds", u"successThreshold", u"failureThreshold"});
    const auto grace = numberIn(probe, u"terminationGracePeriodSeconds");
    if (grace && *grace <= 0)
        invalidNumber(pod.errors, where.child(u"terminationGracePeriodSeconds"), *grace, u"must be greater than 0"_s);
}

void checkSingleSuccess(PodCheck &pod, const Where &where, const Value &probe)
{
    const qint64 threshold = numberIn(probe, u"successThreshold").value_or(0);
    if (threshold != 1) invalidNumber(pod.errors, where.child(u"successThreshold"), threshold, u"must be 1"_s);
}

// The feature gate of stop signals is off: the server drops them.
} // namespace

void checkProbes(PodCheck &pod, const Where &where, const Value &container)
{
    if (const Value *liveness = fieldIn(container, u"livenessProbe")) {
        checkProbe(pod, where.child(u"livenessProbe"), *liveness);
        checkSingleSuccess(pod, where.child(u"livenessProbe"), *liveness);
    }
    if (const Value *readiness = fieldIn(container, u"readinessProbe")) {
        const Where at = where.child(u"readinessProbe");
        checkProbe(pod, at, *readiness);
        if (const auto grace = numberIn(*readiness, u"terminationGracePeriodSeconds"))
            invalidNumber(pod.errors, at.child(u"terminationGracePeriodSeconds"), *grace,
                          u"must not be set for readinessProbes"_s);
    }
    if (const Value *startup = fieldIn(container, u"startupProbe")) {
        checkProbe(pod, where.child(u"startupProbe"), *startup);
        checkSingleSuccess(pod, where.child(u"startupProbe"), *startup);
    }
}

void checkLifecycle(PodCheck &pod, const Where &where, const Value &lifecycle)
{
    if (const Value *handler = fieldIn(lifecycle, u"postStart")) checkHandler(pod, where.child(u"postStart"), *handler);
    if (const Value *handler = fieldIn(lifecycle, u"preStop")) checkHandler(pod, where.child(u"preStop"), *handler);
}

} // namespace practice
