// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// Deletes pods from nodes whose NoExecute taints they don't tolerate, or not for so long
// (pkg/controller/tainteviction).
class TaintEvictionController final : public Controller
{
public:
    explicit TaintEvictionController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    struct Work // a deletion that is due at some time, or done
    {
        qint64 createdMs = 0;
        bool isDone = false;
        std::unique_ptr<QObject> timer = {};
    };

    void lookAtNode(const QString &name);
    void lookAtPod(const QString &pod);
    void decide(const model::Value &pod, const model::ValueList &taints, const QString &node);
    void plan(const QString &pod, qint64 createdMs, qint64 waitMs);
    void cancel(const QString &pod);
    std::optional<ApiStatus> evict(const QString &pod);
    void say(const QString &pod, const QString &message);

    Informer &m_nodes;
    Informer &m_pods;
    std::map<QString, model::ValueList> m_tainted = {}; // NoExecute taints by node
    std::map<QString, Work> m_work = {};                // by pod
};

} // namespace practice
