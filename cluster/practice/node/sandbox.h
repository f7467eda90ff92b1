// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/node/alarm.h"
#include "cluster/practice/node/containerlog.h"
#include "cluster/practice/node/profile.h"

#include <map>

namespace practice {

// One run of a container, which never was a process.
struct SimContainer
{
    enum class State : quint8 { Running, Exited };

    QString name;
    QString id; // "containerd://…"
    QString image;
    QString imageReference;
    int restarts = 0;
    int sandbox = 0; // of which attempt
    State state = State::Running;
    qint64 startedMs = 0;  // wall, as finishedMs
    qint64 finishedMs = 0; // when Exited
    int exitCode = 0;
    QString reason; // Completed, Error, OOMKilled, …
    ContainerProfile profile;
    qint64 memoryLimit = 0; // bytes; 0: none
    std::shared_ptr<ContainerLog> log = {};
    Alarm life = {};
    Alarm stopping = {};
    qint64 killAtMs = -1; // monotonic: SIGKILL, once it was told to stop
    std::vector<std::function<void()>> whenOver = {};

    bool isRunning() const { return state == State::Running; }
};

// What a container runtime holds of one pod: its sandbox and, of each container, the last two runs. It stands in for
// containerd: nothing in it knows of Kubernetes, and time alone drives it. One thread.
class Sandbox
{
public:
    // scale: of all durations; changed: something started or ended on its own or as it was told.
    Sandbox(const model::Clock &clock, double scale, std::function<void()> changed);
    ~Sandbox(); // whoever follows a log is at its end
    Sandbox(const Sandbox &) = delete;
    Sandbox &operator=(const Sandbox &) = delete;

    bool isReady() const { return m_isReady; }
    int attempt() const { return m_attempt; } // how many there were
    const QString &address() const { return m_address; }
    void create(const QString &address);
    void stop() { m_isReady = false; }

    struct Run
    {
        QString uid; // of the pod
        model::Value container;
        ContainerProfile profile;
        int restarts = 0;
    };
    void start(const Run &run);
    // SIGTERM, and SIGKILL after the grace; done is called when it is over, at once if it is. Asked again with less
    // time, it has less time.
    void stop(const QString &name, qint64 graceMs, std::function<void()> done);
    // Ends at once, for a reason of its own.
    void end(const QString &name, int exitCode, const QString &reason, const QString &lastLine);

    const SimContainer *latest(const QString &name) const;
    const SimContainer *previous(const QString &name) const;
    SimContainer *latest(const QString &name);
    QStringList running() const; // names, sorted
    // Bytes and thousandths of a CPU that a container uses now; 0 when it does not run.
    qint64 memoryOf(const SimContainer &container) const;

private:
    void arm(SimContainer &container);
    void over(const QString &name, const QString &id, int exitCode, const QString &reason, const QString &lastLine);

    const model::Clock &m_clock;
    double m_scale;
    std::function<void()> m_changed;
    bool m_isReady = false;
    int m_attempt = 0;
    QString m_address;
    struct Runs
    {
        std::unique_ptr<SimContainer> latest = {};
        std::unique_ptr<SimContainer> previous = {};
    };
    std::map<QString, Runs> m_containers;
};

} // namespace practice
