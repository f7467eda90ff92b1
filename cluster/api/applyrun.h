// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/api/applypreview.h"
#include "cluster/api/discovery.h"

#include <QTimer>

namespace cluster {

// What happened to one item.
struct ItemResult
{
    enum class State {
        Created,
        Configured,
        Unchanged, // no field and no ownership of ours changed; what controllers did meanwhile does not count
        Conflict,  // other managers own fields; nothing was written
        Invalid,   // refused: see failure.causes
        Failed,
        Skipped, // the server could not be reached any more (then failure says so), or the run was stopped
    };
    int source = -1;
    QString place = {}; // the path in the API
    QString title = {}; // "deployment.apps/web", as kubectl prints it
    State state = State::Failed;
    QList<FieldConflict> conflicts = {};
    QStringList warnings = {};
    std::optional<ApiFailure> failure = {};
    QString uid = {};
    QString resourceVersion = {}; // after
    qint64 generation = 0;        // after; what readiness() wants to know
};

// Applies items one by one, in dependency order, as field manager "kubewright". An item that is refused does not stop
// the others. Where an answer was lost, the object is looked up: was it not written, the write is tried once more; can
// that not be told, the result says so. A server that is gone ends the run, with the rest Skipped. Kinds that the run
// itself defines are looked for again. Starts by itself; destroying it stops after the request that is under way (whose
// outcome is then not known). Thread: that of the transport, which has to outlive it.
class ApplyRun final : public QObject
{
    Q_OBJECT

public:
    ApplyRun(Transport &transport, ApiResources resources, QList<ApplyItem> items, ApplyOptions options = {},
             QObject *parent = nullptr);

    // The item under way is the last: the rest are Skipped, and finished() comes.
    void stop() { m_stopped = true; }

    static constexpr int maxWrites = 2;  // of one item
    static constexpr int maxLookUps = 3; // after one write
    static constexpr int triesForNewKind = 10;

Q_SIGNALS:
    void applied(const cluster::ItemResult &result);
    void throttled(int waitMs); // as an Exchange has it
    // Once; the results in the order of applying.
    void finished(const QList<cluster::ItemResult> &results);

private:
    const ApplyItem &item() const { return m_items[m_results.size()]; }
    void next();
    void lookAgainForKind(const model::Error &error);
    void onCurrent(const Reply &reply);
    void patch();
    void onPatched(const Reply &reply);
    void onWritten(const QJsonObject &object, int status);
    bool maySeize(const ApiFailure &failure) const;
    void lookUp();
    void onLookedUp(const Reply &reply);
    void giveUpOn(const QString &because);
    void conclude(ItemResult::State state, const std::optional<ApiFailure> &failure = std::nullopt);
    void skipRest(const std::optional<ApiFailure> &failure);
    void later(void (ApplyRun::*then)());
    void ask(const Request &request, void (ApplyRun::*then)(const Reply &));

    Transport &m_transport;
    ApiResources m_resources;
    const QList<ApplyItem> m_items;
    const ApplyOptions m_options;
    QList<ItemResult> m_results;
    std::optional<ApplyTarget> m_target;
    ItemResult m_result;
    QJsonObject m_before;             // empty: there was no such object
    bool m_beforeIsUnknown = false;   // it may not be read
    bool m_seizes = false;            // conflicts that a person has seen are taken over
    std::optional<ApiFailure> m_lost; // why the last write's answer did not come
    int m_tries = 0;                  // to find the kind, or to write
    int m_lookUps = 0;
    bool m_stopped = false;
    std::unique_ptr<Exchange> m_exchange;
    std::unique_ptr<Discovery> m_discovery;
    QTimer m_wait;
};

} // namespace cluster
