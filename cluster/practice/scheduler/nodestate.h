// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "model/resource/labels.h"

#include <QHash>
#include <QString>

#include <map>
#include <memory>
#include <vector>

namespace practice {

// Amounts as the scheduler adds and compares them: whole numbers (kube-scheduler framework.Resource).
struct Amounts
{
    qint64 milliCpu = 0;
    qint64 memory = 0; // bytes, as ephemeralStorage
    qint64 ephemeralStorage = 0;
    std::map<QString, qint64> others = {}; // "nvidia.com/gpu"

    void add(const Amounts &other, int times = 1);
    // Of a ResourceList; pods are no part of it.
    static Amounts read(const model::ValueMap &list);
};

struct HostPort
{
    QString address; // "0.0.0.0" where none is said
    QString protocol;
    qint64 port = 0;

    bool clashesWith(const HostPort &other) const;
};

// A pod as the scheduler sees it, read once.
struct PodState
{
    model::Value pod;
    QString key; // "default/web"
    QString space;
    model::Labels labels;
    Amounts needs;   // what it asks for
    Amounts weighed; // the same for scores: a container that asks for nothing counts as a small one
    std::vector<HostPort> ports;
    bool isGoing = false; // has a deletionTimestamp

    static PodState read(const model::Value &pod);
    const model::Value &spec() const;
};
using PodPtr = std::shared_ptr<const PodState>;

// A node, and the pods that are on it or will be.
struct NodeState
{
    model::Value node;
    QString name;
    model::Labels labels;
    model::ValueList taints;
    bool isUnschedulable = false;
    Amounts allocatable;
    qint64 allowedPods = 0;
    Amounts requested;
    Amounts weighed;
    std::map<QString, PodPtr> pods; // by key
    quint64 version = 0;            // another one whenever the pods have changed

    void setNode(const model::Value &object);
    void add(const PodPtr &pod);
    void remove(const QString &key);
    const QString *label(const QString &key) const { return model::findLabel(labels, key); }
};

// All nodes, and which pod is where. Pods may name nodes that are not there (yet).
class SchedulerView
{
public:
    void setNode(const model::Value &node);
    void removeNode(const QString &name);
    // A pod that has a node; a newer state replaces the older one.
    void setPod(const QString &node, const PodPtr &pod);
    void removePod(const QString &key);

    // By name; those without a Node object are left out.
    const std::vector<const NodeState *> &nodes() const;
    const NodeState *find(const QString &name) const;
    // The nodes with a pod that wants others away from it, or near it: most pods need not be asked.
    qint64 podsWithAntiAffinity() const { return m_antiAffine; }
    qint64 podsWithAffinity() const { return m_affine; }
    // How many pods of a namespace on a node the selector means and that stay. id: of both, as one text. Kept until the
    // node's pods change.
    qint64 countOn(const NodeState &node, const QString &space, const model::LabelSelector &selector,
                   const QString &id) const;

private:
    void count(const PodState &pod, int change);

    std::map<QString, NodeState> m_nodes;
    QHash<QString, QString> m_nodeOf; // of a pod's key
    mutable std::vector<const NodeState *> m_list = {};
    mutable bool m_isListed = false;
    struct Counted
    {
        quint64 version = 0;
        qint64 pods = 0;
    };
    mutable QHash<QString, QHash<const NodeState *, Counted>> m_counted = {}; // by id
    qint64 m_antiAffine = 0;
    qint64 m_affine = 0;
};

} // namespace practice
