// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/design/worker.h"
#include "graph/layout/layout.h"
#include "graph/model/graph.h"
#include "graph/scene/arrange.h"
#include "model/base/problem.h"
#include "model/document/document.h"
#include "model/relations/infer.h"
#include "model/rules/settings.h"
#include "model/schema/kindset.h"

#include <QDateTime>
#include <QTimer>

#include <memory>
#include <optional>

namespace model {
class Checker;
} // namespace model

namespace app {

struct ServerAnswer
{
    model::Problems problems = {};
    QDateTime asked = {};
    QString context = {}; // whom
    int untried = 0;      // resources that it could not try yet
    bool isStale = false; // the text has changed since; problems is empty then
};

// Document → edges → graph → layout, and document → problems. The graph follows every change at once; places and
// problems come from the worker a moment later, always those of the newest text. GUI thread.
class GraphPipeline : public QObject
{
    Q_OBJECT

public:
    GraphPipeline(model::Document *document, Worker *worker, QObject *parent = nullptr);
    ~GraphPipeline() override;

    const graph::Graph &graph() const { return m_graph; }
    const graph::Layout &layout() const { return m_layout; }
    const model::Problems &problems() const { return m_problems; }
    // What a server said of the present text. The problems are gone with the next edit, for nobody knows then; that it
    // was asked, and that the text has changed since, stays told.
    void setServerAnswer(const ServerAnswer &answer);
    const std::optional<ServerAnswer> &serverAnswer() const { return m_server; }
    void forgetServerAnswer();
    const model::KindSet &kinds() const { return m_kinds; }
    // Those that counted for a file when the problems were looked for, the defaults where nothing was found; never
    // null.
    std::shared_ptr<const model::RuleSettings> rulesOf(const QString &file) const;
    // Of the present text.
    const std::shared_ptr<const model::Edges> &edges() const { return m_edges; }
    Worker *worker() const { return m_worker; }
    // What the document is checked against from now on.
    void setKinds(const model::KindSet &kinds);
    // Nothing is under way.
    bool isSettled() const { return !m_layoutRuns && !m_checkRuns; }
    // The problems are those of the present text.
    bool isChecked() const { return !m_checkRuns; }
    // Arranges everything but pinned nodes afresh.
    void tidy();

Q_SIGNALS:
    // Graph and layout fit each other. arrangedAfresh: nothing of it was shown before.
    void graphChanged(bool arrangedAfresh);
    void problemsChanged();
    void settled();

private:
    using FileRules = QHash<QString, std::shared_ptr<const model::RuleSettings>>;
    void onDocumentChanged(const model::ChangeSet &changes, model::Origin origin);
    void read();
    void startLayout();
    void onLayout(const graph::Graph &graph, const graph::Layout &layout);
    void startCheck();
    static FileRules rulesOf(model::Checker &checker, const model::Problems &problems);
    void updateProblems();
    bool sameShape(const graph::Graph &next) const;
    void carryPlaces(const graph::Graph &next);
    void settle();

    model::Document *m_document;
    Worker *m_worker;
    model::EdgeInferrer m_inferrer;
    std::shared_ptr<model::Checker> m_checker; // used by one job at a time, in the worker
    graph::Graph m_graph;                      // with the layout below
    graph::Graph m_next;                       // waiting for its layout
    graph::Layout m_layout;
    std::shared_ptr<const model::ResourceSet> m_read; // what the graph is of
    QHash<model::ResourceKey, QPointF> m_places;      // where cards are
    QHash<model::ResourceKey, QPointF> m_left;        // and where those were that are gone: undo brings them back
    graph::Routes m_routes;                           // and which way their lines go
    std::shared_ptr<const model::Edges> m_edges;
    model::KindSet m_kinds;
    FileRules m_rules;
    std::optional<ServerAnswer> m_server;
    model::Problems m_offline, m_problems; // the last is both, sorted
    Worker::Cancel m_layoutJob, m_checkJob;
    bool m_layoutRuns = false, m_checkRuns = false;
};

} // namespace app
