// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/controllers/daemonnode.h"
#include "cluster/practice/controllers/history.h"
#include "cluster/practice/controllers/podcontrol.h"

#include <map>

namespace practice {

// Keeps one pod on every node that a DaemonSet means (pkg/controller/daemon).
class DaemonSetController final : public Controller
{
public:
    static constexpr int burst = 250;              // pods made or deleted in one go
    static constexpr qint64 firstBackoffMs = 1000; // before a failed pod is deleted again
    static constexpr qint64 longestBackoffMs = 900 * 1000;

    explicit DaemonSetController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    using Refusal = std::optional<ApiStatus>; // nothing: done
    using Pods = std::vector<model::Value>;

    // What one look at a DaemonSet knows.
    struct Sync
    {
        QString key;
        model::Value ds;
        model::Value current = {}; // the revision of its template
        Revisions old = {};
        QString hash = {};
        Pods pods = {};                       // all its own
        std::map<QString, NodeFit> fits = {}; // of every node, by name
        std::map<QString, Pods> onNode = {};  // pods by their node, without those that are over and going
        // What is to be done.
        QStringList needing = {}; // nodes
        Pods surplus = {};
    };
    struct Backoff
    {
        qint64 delayMs = 0;
        qint64 sinceMs = 0;
    };

    void podAdded(const model::Value &pod);
    void podChanged(const model::Value &before, const model::Value &now);
    void podGone(const model::Value &pod);
    void revisionSeen(const model::Value &revision, bool isNew);
    void nodeSeen(const model::Value &node);
    void enqueueOrphans(const model::Value &object);
    const model::Value *ownerOf(const model::Value &object) const; // null: no DaemonSet's

    // Revisions (daemonsethistory.cpp).
    Refusal findRevisions(Sync &sync);
    Refusal makeRevision(Sync &sync, const model::Value &data, qint64 number);
    Refusal keepOne(Sync &sync, const Revisions &equal);
    Refusal cleanUpHistory(const Sync &sync);

    // Pods (daemonsetpods.cpp).
    void sortPods(Sync &sync);
    void plan(Sync &sync, const QString &node, const NodeFit &fit);
    void planSurge(Sync &sync, const QString &node, const NodeFit &fit, Pods running);
    bool isDue(Sync &sync, const QString &node, const model::Value &failed);
    Refusal manage(Sync &sync);
    Refusal perform(Sync &sync);
    Refusal makePods(Sync &sync);
    Refusal removePods(Sync &sync);
    Refusal writeStatus(const Sync &sync, bool isWhole);

    // A new template (daemonsetrollout.cpp).
    Refusal rollOut(Sync &sync);
    void planReplacements(Sync &sync, qint64 maxUnavailable);
    void planSurges(Sync &sync, qint64 maxSurge, qint64 wanted);
    bool isPodAvailable(const Sync &sync, const model::Value &pod) const;

    Informer &m_sets;
    Informer &m_pods;
    Informer &m_nodes;
    Informer &m_revisions;
    PodControl m_control;
    Expectations m_expectations;
    QHash<QString, Backoff> m_backoffs; // of failed pods, by DaemonSet and node
};

// spec.updateStrategy.rollingUpdate.maxSurge of so many nodes; 0 of another strategy.
qint64 daemonSurge(const model::Value &ds, qint64 nodes);

} // namespace practice
