// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// How many pods there should be of those that a disruption budget is for: what their controllers' scales say together
// (pkg/controller/disruption getExpectedScale).
class ExpectedScale
{
public:
    explicit ExpectedScale(ComponentProcess &process);

    struct Count
    {
        qint64 pods = 0;
        QStringList unmanaged; // pods without a controller
    };
    // Error: a controller is not there, or has no scale.
    Answer<Count> of(const std::vector<const model::Value *> &pods) const;

private:
    struct Scale
    {
        QString uid; // empty: not there
        qint64 replicas = 0;
    };
    Answer<Scale> scaleFor(const model::Value &reference, const QString &space) const;
    Scale replicasOf(const Informer &informer, const model::Value &reference, const QString &space) const;

    const ComponentClient &m_client;
    Informer &m_replicaSets;
    Informer &m_deployments;
    Informer &m_statefulSets;
    Informer &m_replicationControllers;
};

// "50%" of a total, rounded up, or the number.
qint64 scaledValue(const model::Value &value, qint64 total);

} // namespace practice
