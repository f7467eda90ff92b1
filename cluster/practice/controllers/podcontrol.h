// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"
#include "cluster/practice/component/informer.h"

#include <QHash>
#include <QSet>

#include <functional>

namespace practice {

// What a controller has done that its copy of the cluster does not show yet: until it does, the controller must not
// count again (pkg/controller ControllerExpectations).
class Expectations
{
public:
    static constexpr qint64 patienceMs = 300 * 1000; // then it was lost, and is not waited for

    explicit Expectations(const model::Clock &clock) : m_clock(clock) {}

    void expectCreations(const QString &owner, int count);
    void expectDeletion(const QString &owner, const QString &pod);
    void creationSeen(const QString &owner);
    void deletionSeen(const QString &owner, const QString &pod);
    void forget(const QString &owner) { m_open.remove(owner); }
    bool areMet(const QString &owner) const;
    // Something was expected, and not forgotten since.
    bool isOpen(const QString &owner) const { return m_open.contains(owner); }

private:
    struct Open
    {
        int creations = 0;
        QSet<QString> deletions = {};
        qint64 sinceMs = 0;
    };
    const model::Clock &m_clock;
    QHash<QString, Open> m_open;
};

// Whom an object has as its controller, of that kind and among those that are known; null: nobody.
const model::Value *ownerAmong(const Informer &owners, const model::Value &object, QStringView kind);

// Pods on behalf of an owner, with the Events that tell of it (pkg/controller RealPodControl).
class PodControl
{
public:
    PodControl(const ComponentClient &client, EventRecorder &events) : m_client(client), m_events(events) {}

    // A pod of a template. more: its name, or further labels and annotations; {} or {"metadata":…}.
    Answer<model::Value> create(const model::Value &owner, const model::Value &podTemplate,
                                const model::Value &more = {});
    // So many of them at once: refusals are answered, and told of, before what has to be stored first.
    std::vector<Answer<model::Value>> create(int count, const model::Value &owner, const model::Value &podTemplate);
    std::optional<ApiStatus> remove(const model::Value &owner, const model::Value &pod);
    // Gives an orphan of any kind its owner, or takes the owner away.
    std::optional<ApiStatus> adopt(const model::Value &owner, const model::Value &pod);
    std::optional<ApiStatus> release(const model::Value &owner, const model::Value &pod);

private:
    Answer<model::Value> make(const model::Value &owner, const model::Value &podTemplate, const model::Value &more);
    void tell(const model::Value &owner, const Answer<model::Value> &made);

    const ComponentClient &m_client;
    EventRecorder &m_events;
};

// So that ownAndOrphans() finds them; before the informer starts.
void indexByController(Informer &informer);
// What an owner controls, and what nobody does, in its namespace; by key.
std::vector<const model::Value *> ownAndOrphans(const Informer &informer, const model::Value &owner);
// What an owner controls.
std::vector<const model::Value *> ownOf(const Informer &informer, const model::Value &owner);

// The pods of an owner among those of its namespace: its own that its selector means, with orphans adopted and its own
// that it does not mean any more released (PodControllerRefManager.ClaimPods). alsoMeant: what beside the selector a
// pod must be. Other kinds are claimed in the same way.
std::vector<model::Value> claimPods(const model::Value &owner, const std::vector<const model::Value *> &pods,
                                    PodControl &control,
                                    const std::function<bool(const model::Value &)> &alsoMeant = {});

} // namespace practice
