// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/http/httpmessage.h"
#include "cluster/practice/life/components.h"
#include "cluster/practice/life/drain.h"

#include <map>
#include <optional>

namespace practice {

class Watches;

// What is broken on purpose. Some faults happen once (a pod is killed), others last until they are ended; those are
// kept, so that everybody can see that it was no accident. One thread, with the server.
class Faults
{
public:
    // All outlive this.
    Faults(ApiCore &core, Components &components, Watches &watches);

    // spec: {"fault":"stop-component","target":"deployment-controller","amount":N?}. What it is then:
    // {"id","fault","target","amount"?,"since","text","held"?:[what a drain waits for, and why]}; id 0 when it is over
    // at once. Errors 400 and 404.
    Answer<model::Value> begin(const model::Value &spec);
    // Mends it. False: there is no such fault.
    bool end(qint64 id);
    // {"faults":[those that last],"kinds":[{"fault","target","lasts","text"}]}
    model::Value toValue() const;

    // What a client's request is refused with, while requests are.
    std::optional<ApiStatus> refusal() const;
    // How long a client waits for an answer more than usual.
    qint64 delayMs() const { return m_delayMs; }

private:
    struct Kind
    {
        QString fault;
        QString target; // what it is about: "COMPONENT", "NODE", "NAMESPACE/POD"; empty: the API server
        bool lasts;
        QString text; // %1: the target, %2: the amount
        // Begins or ends it. Empty: done.
        std::optional<ApiStatus> (Faults::*apply)(const QString &target, qint64 amount, bool on);
        qint64 usualAmount = 0;

        QString inWords(const QString &theTarget, qint64 amount) const;
    };
    static const std::vector<Kind> &kinds();
    struct Active
    {
        const Kind *kind;
        QString target;
        qint64 amount;
        qint64 sinceMs;
    };
    model::Value toValue(qint64 id, const Active &active) const;
    std::optional<ApiStatus> stopComponent(const QString &target, qint64 amount, bool on);
    std::optional<ApiStatus> killPod(const QString &target, qint64 amount, bool on);
    std::optional<ApiStatus> crashContainer(const QString &target, qint64 amount, bool on);
    std::optional<ApiStatus> breakImage(const QString &target, qint64 amount, bool on);
    std::optional<ApiStatus> withKubelet(const QString &node, const std::function<void(Kubelet &)> &change);
    std::optional<ApiStatus> stopKubelet(const QString &target, qint64 amount, bool on);
    std::optional<ApiStatus> loseNode(const QString &target, qint64 amount, bool on);
    std::optional<ApiStatus> partitionNode(const QString &target, qint64 amount, bool on);
    std::optional<ApiStatus> pressMemory(const QString &target, qint64 amount, bool on);
    std::optional<ApiStatus> drainNode(const QString &target, qint64 amount, bool on);
    std::optional<ApiStatus> slowStore(const QString &target, qint64 amount, bool on);
    std::optional<ApiStatus> refuseRequests(const QString &target, qint64 amount, bool on);
    std::optional<ApiStatus> dropWatches(const QString &target, qint64 amount, bool on);
    std::optional<ApiStatus> compactHistory(const QString &target, qint64 amount, bool on);

    ApiCore &m_core;
    Components &m_components;
    Watches &m_watches;
    ComponentClient m_client;                           // of whoever breaks things
    std::map<QString, std::unique_ptr<Drain>> m_drains; // by node
    std::map<qint64, Active> m_active;                  // by id
    qint64 m_lastId = 0;
    qint64 m_delayMs = 0;
    int m_refuseWith = 0; // a status code; 0: nothing is refused
};

} // namespace practice
