// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/autoscaling/replicacalculator.h"
#include "cluster/practice/autoscaling/scalingrules.h"
#include "cluster/practice/component/controller.h"

namespace practice {

// Scales what HorizontalPodAutoscalers name by what their pods use, every 15 seconds (pkg/controller/podautoscaler).
class HorizontalPodAutoscalerController final : public Controller
{
public:
    static constexpr qint64 periodMs = 15 * 1000; // --horizontal-pod-autoscaler-sync-period

    // usage outlives this; null: there is no metrics server.
    HorizontalPodAutoscalerController(ComponentProcess &process, const UsageSource *usage);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    struct Proposal // what all metrics together ask for
    {
        QString error = {}; // empty, or of the first metric that has no answer
        qint64 replicas = -1;
        QString metric = {}; // whose answer it is
        model::ValueList statuses = {};
    };
    struct MetricAnswer
    {
        QString error = {};
        QString reason = {}; // of the Event and the condition, where there is an error
        QString conditionText = {};
        qint64 replicas = 0;
        QString name = {};
        model::Value status = {};
    };

    void scale(const QString &key, model::Value autoscaler);
    Proposal propose(const QString &key, model::Value &autoscaler, const model::Value &scale);
    QString whyAmbiguous(const QString &key, const QString &selector, const std::vector<const model::Value *> &pods);
    MetricAnswer answerFor(const model::Value &autoscaler, const model::Value &metric, const ReplicaQuestion &question);
    MetricAnswer answerForResource(const model::Value &source, const ReplicaQuestion &question, const QString &reason);
    struct Plan // what is to become of a target
    {
        qint64 replicas = 0;
        QString why = {};
        model::ValueList statuses = {};
    };
    // Nothing: the metrics do not say, and all is said about it.
    std::optional<Plan> plan(const QString &key, model::Value &autoscaler, const model::Value &scale);
    Plan planByMetrics(const QString &key, model::Value &autoscaler, qint64 current, Proposal proposal);
    void rescale(const QString &key, model::Value &autoscaler, const ApiKind &kind, model::Value scale, Plan plan);
    void cannotRead(const QString &key, model::Value &autoscaler, const QString &why);
    // Writes the status when it is another than before.
    void writeStatus(const QString &key, const model::Value &before, const model::Value &autoscaler);
    void setCondition(model::Value &autoscaler, const QString &type, bool status, const QString &reason,
                      const QString &message) const;

    Informer &m_autoscalers;
    Informer &m_pods;
    const UsageSource *m_usage;
    std::map<QString, ScalingHistory> m_histories; // by key
    std::map<QString, QString> m_selectors;        // of the pods that each scales
};

} // namespace practice
