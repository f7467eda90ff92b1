// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"
#include "tests/cluster/practice/api/apibench.h"

namespace bench {

// A control plane without kubelets: what they would say is said by the test. Time stands still but for settle().
class ControllersBench
{
public:
    ControllersBench();
    // When the controllers under test are there.
    void start() { process.start(); }

    void settle(qint64 ms = 100) { api.clock.advance(ms); }
    // From JSON, in the namespace default where it has none. What it is then.
    model::Value create(const QByteArray &json);
    void patch(QStringView apiVersion, QStringView kind, const QString &name, const QByteArray &json,
               const QString &subresource = {});
    void remove(QStringView apiVersion, QStringView kind, const QString &name,
                const practice::DeleteOptions &options = {});
    // Null where there is none.
    model::Value get(QStringView apiVersion, QStringView kind, const QString &name);
    model::Value status(QStringView apiVersion, QStringView kind, const QString &name);
    std::vector<model::Value> list(QStringView apiVersion, QStringView kind);
    std::vector<model::Value> pods() { return list(u"v1", u"Pod"); }
    QStringList names(QStringView apiVersion, QStringView kind);

    // What a kubelet does: a pod that is to go is gone, all others run and are ready.
    void runPods();
    void setReady(const model::Value &pod, bool ready);
    void setPhase(const model::Value &pod, const QString &phase);
    // Steps of a kubelet and the controllers until nothing changes any more.
    void runUntilQuiet();

    void addNode(const QString &name, const QByteArray &spec = "{}", const QByteArray &labels = "{}");
    // "Normal ScalingReplicaSet: Scaled up …" in the order in which they were written.
    QStringList events(const QString &reason = {});
    // Writes that were not refused, without Events and pods: "update Deployment/web status".
    QStringList writes;

    ApiBench api;
    practice::ComponentClient user;
    practice::ComponentProcess process;

private:
    void note(const practice::Access &access);
};

// "a=1 b=2" of numbers and texts in a map, sorted by key; other values as JSON.
QString flat(const model::Value &map);

} // namespace bench
