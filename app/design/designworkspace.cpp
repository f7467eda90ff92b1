// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/designworkspace.h"

#include "app/design/brokennotice.h"
#include "app/design/designactions.h"
#include "app/design/problemactions.h"
#include "app/design/selectionkeeper.h"
#include "editor/inspector/inspector.h"
#include "editor/problems/problemslist.h"
#include "editor/text/yamlpane.h"
#include "graph/scene/canvas.h"
#include "graph/scene/minimap.h"
#include "look/tooltip.h"

#include <QAction>
#include <QApplication>
#include <QFocusEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

QToolButton *toolButton(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAccessibleName(action->text());
    return button;
}

} // namespace

DesignWorkspace::DesignWorkspace(model::Document *document, model::Selection *selection, GraphPipeline *pipeline,
                                 QWidget *parent)
    : QWidget(parent), m_document(document), m_selection(selection), m_pipeline(pipeline)
{
    m_canvas = new graph::Canvas;
    new graph::Minimap(m_canvas);
    m_actions = new DesignActions(document, selection, pipeline, m_canvas, this);
    m_yaml = new editor::YamlPane(document, selection);
    m_inspector = new editor::Inspector(document, selection);
    m_problems = new editor::ProblemsList;
    m_problemActions = new ProblemActions(document, pipeline, m_problems, m_yaml);

    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->setProperty("role", QStringLiteral("panel-left"));
    m_tabs->addTab(m_yaml, tr("YAML"));
    m_tabs->addTab(m_inspector, tr("Inspector"));
    m_tabs->setAccessibleName(tr("Text and fields of the selection"));

    m_down = new QSplitter(Qt::Vertical);
    m_down->addWidget(makeCanvasColumn());
    m_down->addWidget(m_problems);
    m_down->setStretchFactor(0, 1);
    m_down->setSizes({708, 160});
    m_across = new QSplitter(Qt::Horizontal);
    m_across->addWidget(m_down);
    m_across->addWidget(m_tabs);
    m_across->setStretchFactor(0, 1);
    m_across->setSizes({1030, 510});
    m_across->setChildrenCollapsible(false);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_across);

    makePaneActions();
    connect(m_pipeline, &GraphPipeline::graphChanged, this, &DesignWorkspace::onGraph);
    connect(m_pipeline, &GraphPipeline::problemsChanged, this, &DesignWorkspace::onProblems);
    connect(m_problems, &editor::ProblemsList::activated, this, &DesignWorkspace::showProblem);
    wireActions();
    connect(m_problemActions, &ProblemActions::refused, this, &DesignWorkspace::refused);
    wireSelection();
    onGraph(true);
    onProblems();
    new SelectionKeeper(document, selection, pipeline, this);
}

void DesignWorkspace::makePaneActions()
{
    m_textPane = paneAction(m_tabs, tr("Text and fields"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_B));
    m_problemsPane = paneAction(m_problems, tr("Problems"), QKeySequence(Qt::CTRL | Qt::Key_J));
    auto *next = new QAction(tr("Next pane"), this), *previous = new QAction(tr("Previous pane"), this);
    next->setShortcut(QKeySequence(Qt::Key_F6));
    previous->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F6));
    connect(next, &QAction::triggered, this, [this] { stepPane(1); });
    connect(previous, &QAction::triggered, this, [this] { stepPane(-1); });
    m_paneActions = {m_textPane, m_problemsPane, next, previous};
    m_paneActions += m_problemActions->actions();
}

QWidget *DesignWorkspace::makeToolbar()
{
    auto *bar = new QWidget;
    bar->setProperty("role", QStringLiteral("bar"));
    bar->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(look::metric::gap, 6, look::metric::gapWide, 6);
    row->setSpacing(look::metric::grid);
    for (QAction *action : m_actions->toolbar()) row->addWidget(toolButton(action, bar));
    row->addStretch(1);
    auto *apply = new QPushButton(tr("Preview && apply"), bar);
    apply->setProperty("role", QStringLiteral("primary"));
    apply->setAccessibleName(tr("Preview and apply"));
    apply->setToolTip(tr("Shows what would change in the cluster, before anything does (Ctrl+Alt+S)"));
    connect(apply, &QPushButton::clicked, this, &DesignWorkspace::previewRequested);
    row->addWidget(apply);
    return bar;
}

QWidget *DesignWorkspace::makeEmptyState()
{
    auto *page = new QWidget;
    page->setProperty("role", QStringLiteral("panel"));
    page->setAttribute(Qt::WA_StyledBackground);
    auto *title = new QLabel(tr("Nothing drawn yet"));
    title->setProperty("role", QStringLiteral("heading"));
    auto *text = new QLabel(tr("A document is a set of YAML files. Start from a template and get a working "
                               "application,\nor open files or a folder that you have."));
    text->setProperty("role", QStringLiteral("muted"));
    text->setAlignment(Qt::AlignCenter);
    auto *fromTemplate = new QPushButton(tr("New from template…"));
    auto *open = new QPushButton(tr("Open…"));
    connect(fromTemplate, &QPushButton::clicked, this, &DesignWorkspace::newFromTemplateRequested);
    connect(open, &QPushButton::clicked, this, &DesignWorkspace::openRequested);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(fromTemplate);
    buttons->addWidget(open);
    buttons->addStretch();
    auto *column = new QVBoxLayout(page);
    column->setSpacing(look::metric::margin);
    column->addStretch(2);
    column->addWidget(title, 0, Qt::AlignCenter);
    column->addWidget(text, 0, Qt::AlignCenter);
    column->addLayout(buttons);
    column->addStretch(3);
    return page;
}

QWidget *DesignWorkspace::makeCanvasColumn()
{
    m_stage = new QStackedWidget;
    m_stage->addWidget(m_canvas);
    m_stage->addWidget(makeEmptyState());
    auto *notice = new BrokenNotice(m_document);
    auto *layers = new QGridLayout;
    layers->addWidget(m_stage, 0, 0);
    layers->addWidget(notice, 0, 0, Qt::AlignTop);
    auto *column = new QWidget;
    auto *stack = new QVBoxLayout(column);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(0);
    stack->addWidget(makeToolbar());
    stack->addLayout(layers, 1);
    notice->raise();
    return column;
}

void DesignWorkspace::wireActions()
{
    connect(m_actions, &DesignActions::refused, this, [this](const QString &why) {
        // Where the user looks, and at the bottom for longer.
        QToolTip::showText(QCursor::pos(), look::toolTipOf(why), m_canvas);
        Q_EMIT refused(why);
    });
    connect(m_actions, &DesignActions::told, this, &DesignWorkspace::told);
    connect(m_actions, &DesignActions::created, m_yaml, &editor::YamlPane::showSelected);
    m_actions->setShownFile([this] { return shownFile(); });
    connect(m_actions, &DesignActions::textRequested, this, [this] {
        showYaml();
        m_yaml->setFocus(Qt::OtherFocusReason);
    });
    connect(m_actions, &DesignActions::fieldsRequested, this, [this] {
        showInspector();
        m_inspector->setFocus();
    });
    connect(m_actions, &DesignActions::problemStep, m_problems, &editor::ProblemsList::next);
}

void DesignWorkspace::wireSelection()
{
    connect(m_inspector, &editor::Inspector::textWanted, this, [this](const model::FieldPath &field) {
        m_selection->select(m_selection->single(), field, model::Origin::Inspector);
        showYaml();
        m_yaml->showSelected();
        m_yaml->setFocus(Qt::OtherFocusReason);
    });
    connect(m_canvas, &graph::Canvas::selectionChangedByUser, this, [this] {
        const auto nodes = m_canvas->selectedNodes();
        const model::Edges edges = m_canvas->selectedEdges();
        // A line is the field that it stands for.
        if (nodes.isEmpty() && !edges.empty())
            m_selection->select(edges.front().holder, edges.front().field, model::Origin::Canvas);
        else
            m_selection->select(nodes, model::Origin::Canvas);
    });
    connect(m_selection, &model::Selection::changed, this, [this](model::Origin origin) {
        // Our own canvas knows already; the one of another workspace was touched while this one is hidden.
        if (origin == model::Origin::Canvas && m_canvas->isVisible()) return;
        m_canvas->selectNodes(m_selection->resources());
        if (const model::ResourceKey key = m_selection->single(); !key.isEmpty()) m_canvas->reveal(key);
    });
    connect(m_canvas, &graph::Canvas::linkActivated, this, [this] {
        showYaml();
        m_yaml->setFocus();
    });
    connect(m_canvas, &graph::Canvas::nodeActivated, this, [this](const model::ResourceKey &) { showInspector(); });
}

void DesignWorkspace::onGraph(bool arrangedAfresh)
{
    m_canvas->setGraph(m_pipeline->graph(), m_pipeline->layout());
    // A selected line stands for a field of a resource, which is not selected itself.
    if (m_canvas->selectedEdges().empty()) m_canvas->selectNodes(m_selection->resources());
    const bool broken = m_document->resources()->isBroken(); // then the canvas says why there is nothing
    m_actions->updateEnabled();
    m_stage->setCurrentIndex(m_pipeline->graph().nodes.empty() && !broken ? 1 : 0);
    if (!arrangedAfresh) return;
    m_canvas->fit();
    // What was just opened is what the keyboard is for, unless somebody is at something else here.
    const QWidget *focus = QApplication::focusWidget();
    if (m_canvas->isVisible() && (!focus || !isAncestorOf(focus))) m_canvas->setFocus();
}

void DesignWorkspace::onProblems()
{
    m_yaml->setProblems(m_pipeline->problems());
    m_problems->setProblems(m_pipeline->problems());
    m_inspector->setProblems(m_pipeline->problems());
    m_canvas->setGraph(m_pipeline->graph(), m_pipeline->layout());
}

void DesignWorkspace::showProblem(const model::Problem &problem)
{
    if (!problem.resource.isEmpty()) m_selection->select(problem.resource, problem.field, model::Origin::QuickFix);
    showYaml();
    const QByteArray text = m_document->text(problem.file);
    qsizetype offset = problem.span.begin;
    if (problem.span.isEmpty())
        for (int line = 1; line < problem.line && offset >= 0; ++line) offset = text.indexOf('\n', offset) + 1;
    m_yaml->goTo(problem.file, offset);
}

void DesignWorkspace::commitPending() { m_inspector->commitPending(); }
QString DesignWorkspace::shownFile() const { return m_yaml->file(); }
void DesignWorkspace::showProblems()
{
    m_problemsPane->setChecked(true);
    m_problems->setFocus();
}
void DesignWorkspace::showYaml()
{
    m_textPane->setChecked(true);
    m_tabs->setCurrentWidget(m_yaml);
}
void DesignWorkspace::showInspector()
{
    m_textPane->setChecked(true);
    m_tabs->setCurrentWidget(m_inspector);
}

// Not by a focus proxy: Tab would come to the canvas through this, past the buttons above it.
void DesignWorkspace::focusInEvent(QFocusEvent *event) { m_canvas->setFocus(event->reason()); }

void DesignWorkspace::applyTheme()
{
    m_yaml->applyTheme();
    m_canvas->viewport()->update();
}

QAction *DesignWorkspace::paneAction(QWidget *pane, const QString &text, const QKeySequence &shortcut)
{
    auto *action = new QAction(text, this);
    action->setShortcut(shortcut);
    action->setCheckable(true);
    action->setChecked(true);
    connect(action, &QAction::toggled, pane, &QWidget::setVisible);
    return action;
}

// The next pane that is seen gets the keyboard; step -1: the one before.
void DesignWorkspace::stepPane(int step)
{
    const std::vector<QWidget *> panes{m_canvas, m_tabs->currentWidget(), m_problems};
    const auto count = int(panes.size());
    int here = 0;
    for (int i = 0; i < count; ++i)
        if (const QWidget *focus = focusWidget();
            focus && (focus == panes[size_t(i)] || panes[size_t(i)]->isAncestorOf(focus)))
            here = i;
    for (int i = 1; i <= count; ++i) {
        QWidget *pane = panes[size_t((here + i * step + count * i) % count)];
        if (pane->isVisible()) return pane->setFocus(Qt::TabFocusReason);
    }
}

QByteArray DesignWorkspace::saveState() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out << m_across->saveState() << m_down->saveState() << m_textPane->isChecked() << m_problemsPane->isChecked();
    return state;
}

void DesignWorkspace::restoreState(const QByteArray &state)
{
    QDataStream in(state);
    QByteArray across, down;
    bool text = true, problems = true;
    in >> across >> down >> text >> problems;
    if (in.status() != QDataStream::Ok) return;
    m_across->restoreState(across);
    m_down->restoreState(down);
    m_textPane->setChecked(text);
    m_problemsPane->setChecked(problems);
}

} // namespace app
