// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/relations/edge.h"
#include "model/resource/resourceset.h"
#include "model/resource/views.h"

#include <QHash>
#include <QSet>

namespace model {

// Which workloads, and which of their containers, get requests from Services of the files.
class ServedPorts
{
public:
    // Of relation ServiceSelector or ServicePort, and not broken. Those of a Service should follow each other.
    void add(const ResourceSet &set, const Edge &edge);

    // workload: as comparableKey() has it.
    bool isServed(const ResourceKey &workload) const { return m_targets.contains(workload); }
    // Whether a port of a Service leads to the container. Where none is named: whether one leads to the Pod, nobody
    // knows to which of several containers, and none of them has a readinessProbe. workload: of the set; it must
    // outlive this.
    bool reaches(const Resource &workload, const QString &container) const;

private:
    struct Reached
    {
        QSet<QString> containers;
        bool isSomewhere = false;
    };
    static Reached read(const Resource &workload, const QSet<QString> &targets);

    QHash<ResourceKey, QSet<QString>> m_targets; // none: a Service without ports leads there
    mutable QHash<const Resource *, Reached> m_reached;
    const Resource *m_service = nullptr; // of the last edge
};

} // namespace model
