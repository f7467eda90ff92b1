// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/controllers/history.h"
#include "cluster/practice/controllers/podcontrol.h"
#include "cluster/practice/controllers/statefulpods.h"

namespace practice {

// Keeps pods that have names and claims of their own, one after the other or all at once (pkg/controller/statefulset).
class StatefulSetController final : public Controller
{
public:
    static constexpr int burst = 500; // pods that are made in one go, of a set that is not in order

    explicit StatefulSetController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    using Refusal = std::optional<ApiStatus>; // nothing: done
    using Pods = std::vector<model::Value>;

    // What one look at a set knows.
    struct Sync
    {
        QString key;
        model::Value set;
        Pods pods = {}; // all its own
        Revisions revisions = {};
        model::Value current = {};    // the revision that it had before the update
        model::Value update = {};     // the one that it is to have
        model::Value currentSet = {}; // the set with the template of each
        model::Value updateSet = {};
        qint64 collisions = 0;
        Pods replicas = {};     // by ordinal; null: it is not there
        Pods condemned = {};    // beyond the range, the highest first
        QString unhealthy = {}; // the first one that is not well
        model::Value status = {};

        bool isOrdered() const;
    };
    struct Step
    {
        bool stops = false; // nothing more is done this time
        Refusal refusal = {};
    };

    void podChanged(const model::Value &before, const model::Value &now);
    void podSeen(const model::Value &pod);
    const model::Value *ownerOf(const model::Value &pod) const; // null: no StatefulSet's

    Refusal findRevisions(Sync &sync);
    Refusal makeRevision(Sync &sync, const model::Value &data, qint64 number);
    Refusal truncateHistory(const Sync &sync);

    void sortPods(Sync &sync);
    Refusal updatePods(Sync &sync);
    model::Value memberToBe(const Sync &sync, std::size_t index) const;
    Step processReplica(Sync &sync, std::size_t index);
    Step processCondemned(Sync &sync, const model::Value &pod);
    Step forAll(const Sync &sync, std::size_t count, const std::function<Step(std::size_t)> &step);
    Refusal replaceOld(Sync &sync);
    void count(Sync &sync);
    Refusal writeStatus(Sync &sync);

    Informer &m_sets;
    Informer &m_pods;
    Informer &m_claims;
    Informer &m_revisions;
    PodControl m_control; // claims pods and revisions
    StatefulPods m_members;
};

} // namespace practice
