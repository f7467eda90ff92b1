// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// The pods of StatefulSets with their claims, and the Events that tell of both
// (pkg/controller/statefulset/stateful_pod_control.go).
class StatefulPods
{
public:
    using Refusal = std::optional<ApiStatus>; // nothing: done

    // claims: PersistentVolumeClaims. All outlive this.
    StatefulPods(const ComponentClient &client, EventRecorder &events, const Informer &claims)
        : m_client(client), m_events(events), m_claims(claims)
    {
    }

    // Before each look at a set: what was written during the one before has arrived by now, or will.
    void begin() { m_written.clear(); }
    // Its claims first.
    Refusal create(const model::Value &set, const model::Value &pod);
    // Gives it the identity, the volumes and the claims that it should have.
    Refusal update(const model::Value &set, model::Value pod);
    Refusal remove(const model::Value &set, const model::Value &pod);
    // Claims that somebody deleted while the pod waits for them.
    Refusal createMissingClaims(const model::Value &set, const model::Value &pod);

    // A claim that is still that of a pod before this one, and about to go.
    bool hasStaleClaim(const model::Value &set, const model::Value &pod) const;
    bool claimsHaveRightOwners(const model::Value &set, const model::Value &pod) const;
    Refusal giveClaimsRightOwners(const model::Value &set, const model::Value &pod);

private:
    const model::Value *find(const model::Value &claim) const; // the newest that is known; null: none
    Refusal createClaims(const model::Value &set, const model::Value &pod);
    void tell(const QString &verb, const model::Value &set, const model::Value &pod, const Refusal &refusal);
    void tellOfClaim(const model::Value &set, const model::Value &pod, const model::Value &claim,
                     const Refusal &refusal);

    const ComponentClient &m_client;
    EventRecorder &m_events;
    const Informer &m_claims;
    QHash<QString, model::Value> m_written; // claims as they were written during this look, by key
};

} // namespace practice
