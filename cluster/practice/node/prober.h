// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/node/sandbox.h"
#include "model/base/value.h"

namespace practice {

// Asks the containers of one pod whether they have started, live and are ready (pkg/kubelet/prober): every period from
// when the pod came, on hold once a container is given up, begun anew with each run of it.
class Prober
{
public:
    struct Told
    {
        std::function<void()> changed; // a result, so that the pod is to be looked at
        // An Unhealthy Event of a container is due.
        std::function<void(const QString &container, const QString &message)> unhealthy;
    };
    Prober(const model::Clock &clock, double scale, Sandbox &sandbox, Told told);

    // Once: its workers, of all containers that are probed.
    void add(const model::Value &pod);
    // Something about the containers changed, or a status is made: a readiness that is still missing is asked for now.
    void look();
    void stopLivenessAndStartup();
    void stop();
    // The kubelet stands still; look() goes on.
    void pause();

    bool isStarted(const QString &container) const;
    bool isReady(const QString &container) const;
    bool hasFailed(const QString &container, QStringView probe) const; // "livenessProbe", "startupProbe"

private:
    enum class Result : quint8 { Unknown, Success, Failure };
    struct Worker
    {
        QString probe; // the container's field
        model::Value spec;
        model::Value container;
        QString name;
        qint64 originMs = 0; // its ticks are counted from
        QString id;          // of the run that it asks
        Result result = Result::Unknown;
        Result last = Result::Unknown;
        int inARow = 0;
        bool isOnHold = false;
        Alarm alarm = {};
    };

    const Worker *find(const QString &container, QStringView probe) const;
    void arm(Worker &worker);
    void tick(Worker &worker);
    void set(Worker &worker, Result result);
    QString failureOf(const Worker &worker, const SimContainer &run) const; // empty: it answers
    static Result initialOf(const Worker &worker);

    const model::Clock &m_clock;
    double m_scale;
    Sandbox &m_sandbox;
    Told m_told;
    std::vector<std::unique_ptr<Worker>> m_workers;
};

} // namespace practice
