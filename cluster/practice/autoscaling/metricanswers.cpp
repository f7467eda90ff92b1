// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/autoscaling/autoscaler.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/quantities.h"

#include <cmath>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

QString milliText(qint64 amount)
{
    const auto quantity = Quantity::parse(QString::number(amount) + u'm');
    return quantity ? quantity->toString() : u"0"_s;
}

// What is measured by nobody here: only the resource metrics API is there.
QString whyNoMetric(const Value &metric, const QString &type, const QString &space)
{
    const QString none = u"unable to fetch metrics from custom metrics API: no custom metrics API "
                         "(custom.metrics.k8s.io) registered"_s;
    if (type == u"Pods")
        return u"unable to get metric %1: %2"_s.arg(textAt(metric, {u"pods", u"metric", u"name"}), none);
    if (type == u"Object") // the words are in this order in Kubernetes too
        return u"unable to get metric %1: %2 on %3 %4/%5"_s.arg(
            textAt(metric, {u"object", u"metric", u"name"}), textAt(metric, {u"object", u"describedObject", u"kind"}),
            space, textAt(metric, {u"object", u"describedObject", u"name"}), none);
    return u"unable to get external metric %1/%2/nil: unable to fetch metrics from external metrics API: the server "
           "could not find the requested resource (get %2.external.metrics.k8s.io)"_s.arg(
               space, textAt(metric, {u"external", u"metric", u"name"}));
}

} // namespace

HorizontalPodAutoscalerController::MetricAnswer
HorizontalPodAutoscalerController::answerForResource(const Value &source, const ReplicaQuestion &question,
                                                     const QString &reason)
{
    MetricAnswer answer{.reason = reason};
    const bool isContainer = !question.container.isEmpty();
    Value current;
    ReplicaAnswer found;
    QString what;
    if (const Value *average = at(source, {u"target", u"averageValue"}); average && !average->isNull()) {
        const auto target = Quantity::parse(average->isString() ? *average->string() : QString());
        const auto amount = qint64(std::ceil((target ? target->toDouble() : 0) * 1000 - 1e-6));
        found = replicasForAverage(question, m_usage, amount);
        what = u"usage"_s;
        answer.name = question.resource + u" resource"_s;
    } else if (const Value *percent = at(source, {u"target", u"averageUtilization"}); percent && percent->integer()) {
        found = replicasForUtilization(question, m_usage, *percent->integer());
        what = u"utilization"_s;
        answer.name = question.resource + (isContainer ? u" container"_s : QString()) +
                      u" resource utilization (percentage of request)"_s;
        current.set(u"averageUtilization", found.utilization);
    } else {
        found.error = u"invalid resource metric source: neither an average utilization target nor an average value "
                      "(usage) target was set"_s;
    }
    if (!found.error.isEmpty()) {
        answer.error =
            what.isEmpty() ? found.error : u"failed to get %1 %2: %3"_s.arg(question.resource, what, found.error);
        return answer;
    }
    current.set(u"averageValue", milliText(found.average));
    answer.replicas = found.replicas;
    const QStringView field = isContainer ? u"containerResource" : u"resource";
    answer.status.set(u"type", isContainer ? u"ContainerResource"_s : u"Resource"_s);
    Value &status = mapIn(answer.status, field);
    status.set(u"name", question.resource);
    if (isContainer) status.set(u"container", question.container);
    status.set(u"current", std::move(current));
    return answer;
}

HorizontalPodAutoscalerController::MetricAnswer
HorizontalPodAutoscalerController::answerFor(const Value &autoscaler, const Value &metric, const ReplicaQuestion &asked)
{
    const QString type = textAt(metric, {u"type"});
    MetricAnswer answer;
    QString prefix;
    ReplicaQuestion question = asked;
    if (type == u"Resource") {
        question.resource = textAt(metric, {u"resource", u"name"});
        answer = answerForResource(*metric.find(u"resource"), question, u"FailedGetResourceMetric"_s);
        prefix = u"failed to get %1 resource metric value: "_s.arg(question.resource);
    } else if (type == u"ContainerResource") {
        question.resource = textAt(metric, {u"containerResource", u"name"});
        question.container = textAt(metric, {u"containerResource", u"container"});
        answer = answerForResource(*metric.find(u"containerResource"), question, u"FailedGetContainerResourceMetric"_s);
        prefix = u"failed to get %1 container metric value: "_s.arg(question.container);
    } else {
        answer.reason = u"FailedGet%1Metric"_s.arg(type);
        answer.error = whyNoMetric(metric, type, namespaceOf(autoscaler));
        prefix =
            type == u"Pods" ? u"failed to get pods metric value: "_s
            : type == u"Object"
                ? u"failed to get object metric value: "_s
                : u"failed to get %1 external metric value: "_s.arg(textAt(metric, {u"external", u"metric", u"name"}));
        if (type == u"External")
            answer.error.prepend(
                at(metric, {u"external", u"target", u"averageValue"})
                    ? u"failed to get %1 external metric: "_s.arg(textAt(metric, {u"external", u"metric", u"name"}))
                    : u"failed to get external metric %1: "_s.arg(textAt(metric, {u"external", u"metric", u"name"})));
    }
    if (answer.error.isEmpty()) return answer;
    events().record(autoscaler, u"Warning"_s, answer.reason, answer.error);
    answer.conditionText = u"the HPA was unable to compute the replica count: "_s + answer.error;
    answer.error.prepend(prefix);
    return answer;
}

} // namespace practice
