// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/api/applyitem.h"
#include "cluster/api/exchange.h"
#include "cluster/api/objectdiff.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace cluster {

// What would happen to one item.
struct ItemPreview
{
    enum class State {
        Create,
        Change,
        Same,
        Conflict,        // others own fields; changes tells what forcing would do
        Invalid,         // the server refuses it: see failure.causes
        AfterNamespace,  // its namespace is made by this apply, so the server can't try it yet
        AfterDefinition, // its kind is defined by this apply
        Failed,
    };
    int source = -1;
    QString place = {}; // the path in the API, empty while the kind is unknown
    State state = State::Failed;
    QList<FieldChange> changes = {};     // of Change and Conflict
    QList<FieldConflict> conflicts = {}; // of Conflict, and with force of what it would take over
    QStringList warnings = {};
    std::optional<ApiFailure> failure = {};
    QString uid = {}; // of the object there is
    QString resourceVersion = {};
};

// For ApplyOptions::seen.
QHash<int, QList<FieldConflict>> conflictsBySource(const QList<ItemPreview> &previews);

struct ApplyOptions
{
    QString defaultNamespace = QStringLiteral("default");
    bool force = false; // take over fields from other managers
    // With force, in an ApplyRun: by source, what a person has seen and agreed to take over. A conflict that is not
    // among it stays one. None: everything is taken over.
    std::optional<QHash<int, QList<FieldConflict>>> seen = {};
    bool server = true; // false: a client dry-run, which only looks whether the objects exist
    int retryMs = 1000; // between tries after a lost answer, and while a new kind is not yet known
};

// Asks the server what an apply would do, without doing it: for each item a GET and a dry-run of server-side apply with
// strict validation. Where the GET is forbidden, the dry-run alone tells; then changes stays empty. Starts by itself;
// destroying it cancels. Thread: that of the transport, which has to outlive it.
class ApplyPreview final : public QObject
{
    Q_OBJECT

public:
    ApplyPreview(Transport &transport, ApiResources resources, QList<ApplyItem> items, ApplyOptions options = {},
                 QObject *parent = nullptr);
    ~ApplyPreview() override;

Q_SIGNALS:
    void progressed(int done, int all);
    void throttled(int waitMs); // as an Exchange has it
    // Once, with the items in the order in which they would be applied.
    void finished(const QList<cluster::ItemPreview> &previews);

private:
    class Job;
    void preview(qsizetype i);
    void done(qsizetype i, ItemPreview preview);
    bool createsNamespace(const QString &name) const;

    Transport &m_transport;
    const ApiResources m_resources;
    const QList<ApplyItem> m_items;
    const ApplyOptions m_options;
    QList<ItemPreview> m_previews;
    std::vector<std::unique_ptr<Job>> m_jobs;
    int m_done = 0;
};

} // namespace cluster
