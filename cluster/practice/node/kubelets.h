// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/logsource.h"
#include "cluster/practice/node/kubelet.h"

namespace practice {

// All nodes of a cluster: one kubelet each, on watches that they share. Answers pods/log, and says what containers use.
// One thread, with the API server.
class Kubelets final : public LogSource, public UsageSource
{
public:
    // Both outlive this.
    Kubelets(ApiCore &core, const model::Clock &clock, ComponentClient::Log log = {});
    ~Kubelets() override;

    // Before or after start(); a name that is there already is kept as it is.
    Kubelet &add(const KubeletOptions &options);
    // The machine is gone for good; its Node stays until somebody deletes it.
    void remove(const QString &name);
    Kubelet *find(const QString &name) const; // null: there is none
    std::vector<Kubelet *> all() const;       // by name
    void start();

    ComponentProcess &process() { return m_process; }

    Answer<std::unique_ptr<QObject>> read(const QString &space, const QString &pod, const LogOptions &options,
                                          std::function<void(const QByteArray &)> write,
                                          std::function<void()> end) const override;
    std::vector<PodUsage> podUsage(const QString &space) const override;

private:
    Kubelet *ofPod(const model::Value &pod) const;

    ComponentProcess m_process;
    Informer &m_pods;
    std::map<QString, std::unique_ptr<Kubelet>> m_kubelets = {};
    bool m_hasStarted = false;
};

} // namespace practice
