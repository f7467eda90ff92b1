// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/exchange.h"
#include "cluster/practice/component/simclock.h"
#include "cluster/practice/life/faults.h"

namespace practice {

// What a practice cluster can be asked beside the Kubernetes API, and told: its time, what its components are doing,
// and what is broken in it on purpose. JSON under /practice/v1, with the same token:
//
//   GET  time                          {"speed","paused","now"}
//   PUT  time                          {"speed":0.1…100,"paused":true|false}, each where it is to change
//   POST time/step                     lets the next thing happen; for a cluster that is paused
//   GET  components, components/NAME   what there is; what one is doing
//   GET  proxies/NODE                  the table of a node's kube-proxy
//   POST requests                      follows a request to a container, or to where it is lost (see RequestSpec)
//   GET  accesses?since=N              what components asked the API server for
//   GET  placements/NAMESPACE/POD      why a pod was put where it is
//   GET  faults; POST faults           what is broken; breaks something (see Faults)
//   DELETE faults/ID                   mends it
class LifeApi
{
public:
    // All outlive this.
    LifeApi(SimClock &clock, Components &components, Faults &faults);

    // False: the path is none of these.
    bool handle(const std::shared_ptr<Exchange> &exchange);

private:
    void answerTime(const Exchange &exchange, const QStringList &way);
    void answerComponents(const Exchange &exchange, const QStringList &way) const;
    void answerProxies(const Exchange &exchange, const QStringList &way) const;
    void answerRequests(const Exchange &exchange) const;
    void answerAccesses(const Exchange &exchange) const;
    void answerPlacements(const Exchange &exchange, const QStringList &way) const;
    void answerFaults(const Exchange &exchange, const QStringList &way);
    model::Value time() const;

    SimClock &m_clock;
    Components &m_components;
    Faults &m_faults;
};

} // namespace practice
