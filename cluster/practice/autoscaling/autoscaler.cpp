// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/autoscaling/autoscaler.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/request/labelselectortext.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

ObjectFacts factsOf(const Value &pod)
{
    std::vector<QString> texts;
    for (const auto &[key, value] : labelsOf(pod)) {
        texts.push_back(key);
        texts.push_back(value);
    }
    return {.labels = PackedTexts(texts), .fields = {}};
}

void setReplicas(Value &autoscaler, qint64 current, qint64 desired, ValueList metrics)
{
    Value &status = mapIn(autoscaler, u"status");
    status.remove(u"observedGeneration");
    if (current != 0)
        status.set(u"currentReplicas", current);
    else
        status.remove(u"currentReplicas");
    status.set(u"desiredReplicas", desired);
    status.set(u"currentMetrics", metrics.empty() ? Value() : Value(std::move(metrics)));
}

qint64 desiredOf(const Value &autoscaler) { return integerAt(autoscaler, {u"status", u"desiredReplicas"}); }

} // namespace

HorizontalPodAutoscalerController::HorizontalPodAutoscalerController(ComponentProcess &process,
                                                                     const UsageSource *usage)
    : Controller(process, u"horizontal-pod-autoscaler"_s),
      m_autoscalers(process.informer(u"autoscaling/v2", u"HorizontalPodAutoscaler")),
      m_pods(process.informer(u"v1", u"Pod")),
      m_usage(usage)
{
    m_pods.addIndex(u"namespace"_s, [](const Value &pod) { return QStringList{namespaceOf(pod)}; });
    const auto later = [this](const Value &object) { enqueueAfter(Informer::keyOf(object), periodMs); };
    m_autoscalers.addHandler({.added = later,
                              .changed = [later](const Value &, const Value &now) { later(now); },
                              .removed =
                                  [this](const Value &last) {
                                      m_histories.erase(Informer::keyOf(last));
                                      m_selectors.erase(Informer::keyOf(last));
                                  }});
}

std::optional<ApiStatus> HorizontalPodAutoscalerController::reconcile(const QString &key)
{
    const Value *found = m_autoscalers.find(key);
    if (!found) return std::nullopt;
    scale(key, Value(*found));
    enqueueAfter(key, periodMs);
    return std::nullopt;
}

void HorizontalPodAutoscalerController::setCondition(Value &autoscaler, const QString &type, bool isTrue,
                                                     const QString &reason, const QString &message) const
{
    const QString status = isTrue ? u"True"_s : u"False"_s;
    ValueList conditions = listAt(autoscaler, {u"status", u"conditions"});
    auto one = std::find_if(conditions.begin(), conditions.end(),
                            [&type](const Value &condition) { return textAt(condition, {u"type"}) == type; });
    if (one == conditions.end()) {
        conditions.push_back(ValueMap{{u"type"_s, type}});
        one = std::prev(conditions.end());
    }
    if (textAt(*one, {u"status"}) != status) one->set(u"lastTransitionTime", timeText(clock().wallMs()));
    one->set(u"status", status);
    one->set(u"reason", reason);
    one->set(u"message", message);
    mapIn(autoscaler, u"status").set(u"conditions", std::move(conditions));
}

void HorizontalPodAutoscalerController::writeStatus(const QString &key, const Value &before, const Value &autoscaler)
{
    const Value *old = before.find(u"status");
    Value next = autoscaler;
    Value &status = mapIn(next, u"status");
    if (!std::as_const(status).find(u"currentMetrics")) status.set(u"currentMetrics", Value());
    if (!std::as_const(status).find(u"desiredReplicas")) status.set(u"desiredReplicas", 0);
    if (old && old->means(*std::as_const(next).find(u"status"))) return;
    const auto written = client().update(next, u"status"_s);
    if (written) return;
    events().record(autoscaler, u"Warning"_s, u"FailedUpdateStatus"_s, written.status().message);
    decided(key, u"failed to update status: "_s + written.status().message);
}

void HorizontalPodAutoscalerController::cannotRead(const QString &key, Value &autoscaler, const QString &why)
{
    events().record(autoscaler, u"Warning"_s, u"FailedGetScale"_s, why);
    setCondition(autoscaler, u"AbleToScale"_s, false, u"FailedGetScale"_s,
                 u"the HPA controller was unable to get the target's current scale: "_s + why);
    decided(key, u"cannot read the scale of its target: "_s + why);
}

void HorizontalPodAutoscalerController::scale(const QString &key, Value autoscaler)
{
    const Value before = autoscaler;
    const Value target(mapAt(before, {u"spec", u"scaleTargetRef"}));
    const ApiKind *kind = client().kindOf(target);
    if (!kind) {
        const QString apiVersion = textAt(target, {u"apiVersion"});
        cannotRead(
            key, autoscaler,
            u"no matches for kind \"%1\" in group \"%2\""_s.arg(
                textAt(target, {u"kind"}), apiVersion.contains(u'/') ? apiVersion.section(u'/', 0, 0) : QString()));
        return writeStatus(key, before, autoscaler);
    }
    const auto found = client().scaleOf(*kind, namespaceOf(autoscaler), textAt(target, {u"name"}));
    if (!found) {
        cannotRead(key, autoscaler, found.status().message);
        return writeStatus(key, before, autoscaler);
    }
    setCondition(autoscaler, u"AbleToScale"_s, true, u"SucceededGetScale"_s,
                 u"the HPA controller was able to get the target's current scale"_s);
    auto wanted = plan(key, autoscaler, *found);
    const qint64 current = integerAt(*found, {u"spec", u"replicas"});
    if (wanted && wanted->replicas == current)
        setReplicas(autoscaler, current, current, std::move(wanted->statuses));
    else if (wanted)
        rescale(key, autoscaler, *kind, *found, std::move(*wanted));
    writeStatus(key, before, autoscaler);
}

std::optional<HorizontalPodAutoscalerController::Plan>
HorizontalPodAutoscalerController::plan(const QString &key, Value &autoscaler, const Value &scale)
{
    const qint64 current = integerAt(scale, {u"spec", u"replicas"});
    const qint64 least = integerAt(autoscaler, {u"spec", u"minReplicas"}, 1);
    const qint64 most = integerAt(autoscaler, {u"spec", u"maxReplicas"});
    ScalingHistory &history = m_histories[key];
    if (history.recommendations.empty()) history.recommendations.push_back({current, clock().monotonicMs()});
    if (current == 0 && least != 0) {
        setCondition(autoscaler, u"ScalingActive"_s, false, u"ScalingDisabled"_s,
                     u"scaling is disabled since the replica count of the target is zero"_s);
        return Plan{};
    }
    if (current > most) return Plan{.replicas = most, .why = u"Current number of replicas above Spec.MaxReplicas"_s};
    if (current < least) return Plan{.replicas = least, .why = u"Current number of replicas below Spec.MinReplicas"_s};
    Proposal proposal = propose(key, autoscaler, scale);
    if (proposal.replicas >= 0) return planByMetrics(key, autoscaler, current, std::move(proposal));
    setReplicas(autoscaler, current, desiredOf(autoscaler), std::move(proposal.statuses));
    events().record(autoscaler, u"Warning"_s, u"FailedComputeMetricsReplicas"_s, proposal.error);
    decided(key, u"cannot tell how many replicas are needed: "_s + proposal.error);
    return std::nullopt;
}

HorizontalPodAutoscalerController::Plan HorizontalPodAutoscalerController::planByMetrics(const QString &key,
                                                                                         Value &autoscaler,
                                                                                         qint64 current,
                                                                                         Proposal proposal)
{
    Plan plan{.statuses = std::move(proposal.statuses)};
    if (proposal.replicas > current) plan.why = proposal.metric + u" above target"_s;
    if (proposal.replicas < current) plan.why = u"All metrics below target"_s;
    const Value behavior(mapAt(autoscaler, {u"spec", u"behavior"}));
    const ScalingInput input{.behavior = at(std::as_const(autoscaler), {u"spec", u"behavior"}) ? &behavior : nullptr,
                             .current = current,
                             .wanted = proposal.replicas,
                             .least = integerAt(autoscaler, {u"spec", u"minReplicas"}, 1),
                             .most = integerAt(autoscaler, {u"spec", u"maxReplicas"}),
                             .nowMs = clock().monotonicMs()};
    const ScalingDecision decision = decideScaling(input, m_histories[key]);
    setCondition(autoscaler, u"AbleToScale"_s, true, decision.ableReason, decision.ableMessage);
    setCondition(autoscaler, u"ScalingLimited"_s, decision.isLimited, decision.limitReason, decision.limitMessage);
    plan.replicas = decision.replicas;
    decided(key, u"it has %1 replicas, its metrics ask for %2 (%3): %4"_s.arg(
                     QString::number(current), QString::number(proposal.replicas), decision.limitMessage,
                     plan.replicas == current ? u"leaves them"_s : u"makes it %1"_s.arg(plan.replicas)));
    return plan;
}

void HorizontalPodAutoscalerController::rescale(const QString &key, Value &autoscaler, const ApiKind &kind, Value scale,
                                                Plan plan)
{
    const qint64 current = integerAt(scale, {u"spec", u"replicas"});
    mapIn(scale, u"spec").set(u"replicas", plan.replicas);
    const auto written = client().updateScale(kind, scale);
    if (!written) {
        const QString error = written.status().message;
        events().record(autoscaler, u"Warning"_s, u"FailedRescale"_s,
                        u"New size: %1; reason: %2; error: %3"_s.arg(QString::number(plan.replicas), plan.why, error));
        setCondition(autoscaler, u"AbleToScale"_s, false, u"FailedUpdateScale"_s,
                     u"the HPA controller was unable to update the target scale: "_s + error);
        return setReplicas(autoscaler, current, desiredOf(autoscaler), std::move(plan.statuses));
    }
    setCondition(autoscaler, u"AbleToScale"_s, true, u"SucceededRescale"_s,
                 u"the HPA controller was able to update the target scale to %1"_s.arg(plan.replicas));
    events().record(autoscaler, u"Normal"_s, u"SuccessfulRescale"_s,
                    u"New size: %1; reason: %2"_s.arg(QString::number(plan.replicas), plan.why));
    rememberScaling(at(std::as_const(autoscaler), {u"spec", u"behavior"}), m_histories[key], current, plan.replicas,
                    clock().monotonicMs());
    setReplicas(autoscaler, current, plan.replicas, std::move(plan.statuses));
    mapIn(autoscaler, u"status").set(u"lastScaleTime", timeText(clock().wallMs()));
}

QString HorizontalPodAutoscalerController::whyAmbiguous(const QString &key, const QString &selector,
                                                        const std::vector<const Value *> &pods)
{
    m_selectors[key] = selector;
    QStringList names;
    for (const auto &[other, text] : m_selectors) {
        const auto parsed = LabelSelectorText::read(text);
        const QString space = other.section(u'/', 0, 0);
        if (parsed && std::any_of(pods.begin(), pods.end(), [&parsed, &space](const Value *pod) {
                return namespaceOf(*pod) == space && parsed->matches(factsOf(*pod));
            }))
            names.append(u"{%1 %2}"_s.arg(other.section(u'/', 1), space));
    }
    return names.size() < 2
               ? QString()
               : u"pods by selector %1 are controlled by multiple HPAs: [%2]"_s.arg(selector, names.join(u' '));
}

HorizontalPodAutoscalerController::Proposal
HorizontalPodAutoscalerController::propose(const QString &key, Value &autoscaler, const Value &scale)
{
    Proposal proposal;
    const QString selector = textAt(scale, {u"status", u"selector"});
    const auto refuse = [this, &autoscaler, &proposal](const QString &reason, const QString &event, const QString &text,
                                                       const QString &condition) {
        events().record(autoscaler, u"Warning"_s, event, text);
        setCondition(autoscaler, u"ScalingActive"_s, false, reason, condition);
        proposal.error = text;
        return proposal;
    };
    if (selector.isEmpty())
        return refuse(u"InvalidSelector"_s, u"SelectorRequired"_s, u"selector is required"_s,
                      u"the HPA target's scale is missing a selector"_s);
    const auto parsed = LabelSelectorText::read(selector);
    if (!parsed) {
        const QString why =
            u"couldn't convert selector into a corresponding internal selector object: "_s + parsed.status().message;
        return refuse(u"InvalidSelector"_s, u"InvalidSelector"_s, why, why);
    }
    ReplicaQuestion question;
    question.current = integerAt(scale, {u"spec", u"replicas"});
    question.nowMs = clock().wallMs();
    for (const Value *pod : m_pods.byIndex(u"namespace"_s, namespaceOf(autoscaler)))
        if (parsed->matches(factsOf(*pod))) question.pods.push_back(pod);
    if (const QString why = whyAmbiguous(key, selector, question.pods); !why.isEmpty())
        return refuse(u"AmbiguousSelector"_s, u"AmbiguousSelector"_s, why, why);
    const ValueList metrics = listAt(autoscaler, {u"spec", u"metrics"});
    qint64 replicas = 0;
    std::size_t invalid = 0;
    MetricAnswer firstInvalid;
    for (const Value &metric : metrics) {
        MetricAnswer answer = answerFor(autoscaler, metric, question);
        if (!answer.error.isEmpty()) {
            proposal.statuses.push_back(ValueMap{{u"type"_s, u""}});
            if (invalid++ == 0) firstInvalid = std::move(answer);
            continue;
        }
        proposal.statuses.push_back(std::move(answer.status));
        if (replicas == 0 || answer.replicas > replicas) {
            replicas = answer.replicas;
            proposal.metric = answer.name;
        }
    }
    if (invalid > 0)
        proposal.error = u"invalid metrics (%1 invalid out of %2), first error is: %3"_s.arg(
            QString::number(invalid), QString::number(metrics.size()), firstInvalid.error);
    if (invalid >= metrics.size() || (invalid > 0 && replicas < question.current)) {
        setCondition(autoscaler, u"ScalingActive"_s, false, firstInvalid.reason, firstInvalid.conditionText);
        return proposal;
    }
    setCondition(autoscaler, u"ScalingActive"_s, true, u"ValidMetricFound"_s,
                 u"the HPA was able to successfully calculate a replica count from "_s + proposal.metric);
    proposal.replicas = replicas;
    return proposal;
}

} // namespace practice
