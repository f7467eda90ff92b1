// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/mainwindow.h"

#include "app/apply/applydialog.h"
#include "app/apply/servercheck.h"
#include "app/dashboard/clusterworkspace.h"
#include "app/design/designactions.h"
#include "app/design/designworkspace.h"
#include "app/design/problemactions.h"
#include "app/live/liveworkspace.h"
#include "app/practice/practicebar.h"
#include "app/practice/samplerun.h"
#include "app/shell/appstate.h"
#include "app/shell/commandfield.h"
#include "app/shell/commandsources.h"
#include "app/shell/contextmenu.h"
#include "app/shell/copiesnotice.h"
#include "app/shell/filecontroller.h"
#include "app/shell/noticebar.h"
#include "app/shell/statusline.h"
#include "app/shell/title.h"
#include "editor/problems/problemslist.h"
#include "graph/scene/canvas.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScreen>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {

namespace {

// Probes of the sample begin after 15 seconds, which nobody wants to wait for on a first look.
constexpr double comingUpSpeed = 20;
constexpr int comingUpMs = 2500; // at that speed

} // namespace

MainWindow::MainWindow(AppState *state, QWidget *parent)
    : QMainWindow(parent),
      m_state(state),
      m_files(new FileController(state, this)),
      m_design(new DesignWorkspace(&state->document, &state->selection, &state->pipeline)),
      m_live(new LiveWorkspace(&state->link, &state->pipeline, &state->selection, &state->worker)),
      m_cluster(new ClusterWorkspace(&state->link)),
      m_rail(new Rail),
      m_pages(new QStackedWidget),
      m_notice(new NoticeBar),
      m_practice(new PracticeControl(&state->link, this)),
      m_practiceBar(new PracticeBar(m_practice, &state->link)),
      m_status(new StatusLine),
      m_serverCheck(new ServerCheck(&state->link, this))
{
    setMinimumSize(1024, 640);
    constexpr QSize frame(8, 48); // what a window manager draws around it
    resize(QSize(1600, 1000).boundedTo(screen()->availableSize() - frame));
    for (QWidget *page :
         {static_cast<QWidget *>(m_design), static_cast<QWidget *>(m_live), static_cast<QWidget *>(m_cluster)})
        m_pages->addWidget(page);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addWidget(m_pages, 1);
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeTopBar());
    column->addWidget(m_notice);
    column->addWidget(m_practiceBar);
    column->addLayout(middle, 1);
    column->addWidget(m_status);
    setCentralWidget(whole);
    wire();
    wireServerCheck();
    updateTitle();
    updateProblems();
}

MainWindow::~MainWindow() = default;

QMenu *MainWindow::makeMenu()
{
    auto *menu = new QMenu(this);
    menu->addActions(m_files->actions().mid(0, 3));
    menu->addMenu(m_files->recentMenu());
    menu->addSeparator();
    menu->addActions(m_files->actions().mid(3));
    menu->addSeparator();
    QMenu *edit = menu->addMenu(tr("Edit"));
    edit->addActions(m_design->actions()->edit());
    QMenu *view = menu->addMenu(tr("View"));
    view->addActions(m_design->actions()->view());
    view->addSeparator();
    view->addActions(m_design->paneActions());
    view->addSeparator();
    auto *themes = new QActionGroup(this);
    const std::pair<QString, ThemeKeeper::Choice> choices[] = {{tr("Theme of the system"), ThemeKeeper::Choice::System},
                                                               {tr("Light"), ThemeKeeper::Choice::Light},
                                                               {tr("Dark"), ThemeKeeper::Choice::Dark},
                                                               {tr("High contrast"), ThemeKeeper::Choice::Contrast}};
    for (const auto &[text, choice] : choices) {
        QAction *action = themes->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_state->theme.choice() == choice);
        connect(action, &QAction::triggered, this, [this, choice = choice] {
            m_state->theme.choose(choice);
            m_state->settings.setValue(QStringLiteral("theme"), int(choice));
        });
        view->addAction(action);
    }
    menu->addSeparator();
    QAction *apply = menu->addAction(tr("Preview and apply…"));
    apply->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S));
    connect(apply, &QAction::triggered, this, &MainWindow::previewAndApply);
    addAction(apply);
    menu->addSeparator();
    QAction *quit = menu->addAction(tr("Quit"));
    quit->setShortcut(QKeySequence::Quit);
    connect(quit, &QAction::triggered, this, &QWidget::close);
    // Shortcuts work while the menu is closed.
    addActions(m_files->actions());
    addActions(m_design->actions()->edit());
    addActions(m_design->actions()->view());
    addActions(m_design->paneActions());
    addAction(quit);
    return menu;
}

QWidget *MainWindow::makeTopBar()
{
    auto *bar = new QWidget;
    bar->setProperty("role", QStringLiteral("bar"));
    bar->setAttribute(Qt::WA_StyledBackground);
    bar->setFixedHeight(40);
    auto *menuButton = new QToolButton;
    menuButton->setText(QStringLiteral("☰"));
    menuButton->setAccessibleName(tr("Menu"));
    menuButton->setToolTip(tr("Menu (Alt+F)"));
    menuButton->setShortcut(QKeySequence(Qt::ALT | Qt::Key_F));
    menuButton->setPopupMode(QToolButton::InstantPopup);
    menuButton->setMenu(makeMenu());
    m_title = new QLabel;
    m_title->setProperty("role", QStringLiteral("title"));
    m_title->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(look::metric::gapWide, 0, look::metric::gapWide, 0);
    row->setSpacing(look::metric::gapWide);
    auto *left = new QHBoxLayout;
    left->setSpacing(look::metric::gapWide);
    left->addWidget(menuButton);
    left->addWidget(m_title, 1);
    row->addLayout(left, 1);
    row->addWidget(makeCommandField(menuButton->menu()));
    row->addStretch(1);
    return bar;
}

QWidget *MainWindow::makeCommandField(const QMenu *menu)
{
    auto *field = new CommandField;
    field->setSource([this, menu] {
        CommandEntries found = resourceEntries(*m_state->document.resources(), [this](const model::ResourceKey &key) {
            if (m_pages->currentIndex() == Rail::Cluster) showWorkspace(Rail::Design);
            m_state->selection.select(key, {}, model::Origin::Search);
        });
        for (const CommandEntries &more :
             {actionEntries(*menu),
              contextEntries(m_state->link.contextsIfAny(), [this](const QString &name) { m_state->link.open(name); })})
            found.insert(found.end(), more.begin(), more.end());
        return found;
    });
    auto *search = new QAction(tr("Search"), this);
    search->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), QKeySequence(Qt::CTRL | Qt::Key_P)});
    addAction(search);
    connect(search, &QAction::triggered, field, &CommandField::open);
    return field;
}

void MainWindow::wire()
{
    connect(m_rail, &Rail::chosen, this, [this](int id) { showWorkspace(Rail::Workspace(id)); });
    connect(&m_state->document, &model::Document::changed, this, &MainWindow::updateTitle);
    connect(&m_state->document, &model::Document::fileModifiedChanged, this, &MainWindow::updateTitle);
    connect(&m_state->pipeline, &GraphPipeline::problemsChanged, this, &MainWindow::updateProblems);
    connect(&m_state->theme, &ThemeKeeper::themeChanged, this, [this] {
        m_rail->applyTheme();
        m_design->applyTheme();
        m_live->applyTheme();
        m_notice->applyTheme();
        m_practiceBar->applyTheme();
        updateProblems();
    });
    connect(m_files, &FileController::saved, this, [this](const QString &path) {
        m_notice->withdrawFailure(); // what it said of saving is no longer true
        m_status->say(tr("Saved %1").arg(path));
    });
    connect(m_files, &FileController::readAgain, this, [this](const QString &path) {
        m_notice->withdrawFailure();
        m_status->say(tr("Read %1 again; what was changed here can be undone").arg(path));
    });
    connect(m_files, &FileController::failed, m_notice, &NoticeBar::tell);
    m_files->setCommit([this] { m_design->commitPending(); });
    m_files->setCurrentFile([this] { return m_design->shownFile(); });
    for (const auto message : {&DesignWorkspace::refused, &DesignWorkspace::told})
        connect(m_design, message, m_status, &StatusLine::say);
    connect(m_design, &DesignWorkspace::openRequested, m_files, &FileController::openDialog);
    connect(&m_state->link, &ClusterLink::statusChanged, this,
            [this] { m_status->setConnection(m_state->link.status()); });
    connect(&m_state->link, &ClusterLink::failed, m_notice, &NoticeBar::tell);
    connect(&m_state->kinds, &ClusterKinds::told, m_status, &StatusLine::say);
    for (const auto change : {&ClusterLink::opened, &ClusterLink::closed})
        connect(&m_state->link, change, this, &MainWindow::showPracticeBar);
    connect(m_cluster, &ClusterWorkspace::menuRequested, this,
            [this](const QString &space, const QString &name, const QPoint &at) {
                if (m_practice->isOn()) m_practiceBar->openMenuFor(space, name, at);
            });
    connect(m_practice, &PracticeControl::failed, m_status, &StatusLine::say);
    connect(m_status, &StatusLine::contextClicked, this,
            [this](QWidget *anchor) { openContextMenu(&m_state->link, this, anchor); });
    auto *problems = new QAction(this);
    problems->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M));
    addAction(problems);
    connect(problems, &QAction::triggered, m_status, &StatusLine::problemsClicked);
    connect(m_status, &StatusLine::problemsClicked, this, [this] {
        showWorkspace(Rail::Design);
        m_design->showProblems();
    });
    connect(m_live, &LiveWorkspace::contextRequested, this, &MainWindow::chooseContext);
    connect(m_cluster, &ClusterWorkspace::contextRequested, this, &MainWindow::chooseContext);
    connect(m_design, &DesignWorkspace::previewRequested, this, &MainWindow::previewAndApply);
    connect(m_design, &DesignWorkspace::newFromTemplateRequested, m_files, &FileController::newFromTemplate);
}

void MainWindow::showWorkspace(Rail::Workspace workspace)
{
    m_rail->setCurrent(workspace);
    m_pages->setCurrentIndex(int(workspace));
    showPracticeBar();
    const QWidget *focus = focusWidget();
    if (!focus || !m_pages->currentWidget()->isAncestorOf(focus)) m_pages->currentWidget()->setFocus();
}

// What is drawn is not the cluster's, so its time and faults have no place beside it.
void MainWindow::showPracticeBar()
{
    m_practiceBar->setVisible(m_practice->isOn() && m_pages->currentIndex() != Rail::Design);
}

void MainWindow::bringUpSample()
{
    connect(
        &m_state->link, &ClusterLink::opened, this,
        [this] {
            if (!m_state->link.isPractice() || !m_files->isUntouchedSample())
                return; // it may be somebody's work by now
            m_practice->setSpeed(comingUpSpeed);
            m_sampleRun = std::make_unique<SampleRun>(*m_state->link.requests(), *m_state->document.resources());
            connect(m_sampleRun.get(), &SampleRun::finished, this, [this](const QString &trouble) {
                if (!trouble.isEmpty()) m_notice->tell(tr("The sample could not be brought up: %1").arg(trouble));
                QTimer::singleShot(comingUpMs, this, [this] {
                    if (m_practice->speed() == comingUpSpeed) m_practice->setSpeed(1);
                });
            });
        },
        Qt::SingleShotConnection);
    connect(&m_state->link, &ClusterLink::closed, this, [this] { m_sampleRun.reset(); });
}

void MainWindow::chooseContext() { openContextMenu(&m_state->link, this, nullptr); }

void MainWindow::previewAndApply()
{
    m_design->commitPending();
    if (!m_state->link.isOpen()) {
        m_status->say(tr("Choose the context to apply to."));
        return chooseContext();
    }
    auto *dialog = new ApplyDialog(&m_state->link, m_state->document.resources(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ApplyDialog::problemsFound, this,
            [this, resources = m_state->document.resources()](const model::Problems &problems, int untried) {
                if (resources == m_state->document.resources())
                    m_state->pipeline.setServerAnswer(
                        {problems, QDateTime::currentDateTime(), m_state->link.context().name, untried});
            });
    connect(dialog, &ApplyDialog::watchRequested, this, [this] { showWorkspace(Rail::Live); });
    dialog->open();
}

void MainWindow::wireServerCheck()
{
    ProblemActions *problems = m_design->problemActions();
    connect(problems, &ProblemActions::serverCheckAsked, this, &MainWindow::checkWithServer);
    connect(m_serverCheck, &ServerCheck::progressed, problems, &ProblemActions::setAsking);
    connect(m_serverCheck, &ServerCheck::failed, this, [this, problems](const QString &why) {
        problems->setAsking({});
        m_notice->tell(tr("The server could not be asked: %1").arg(why));
    });
    connect(m_serverCheck, &ServerCheck::finished, this, [this, problems](const ServerAnswer &answer) {
        problems->setAsking({});
        if (m_serverCheck->resources() == m_state->document.resources())
            return m_state->pipeline.setServerAnswer(answer);
        m_status->say(tr("The text changed while the server was asked; ask again."));
    });
    // What one cluster said is nothing to another.
    connect(&m_state->link, &ClusterLink::closed, &m_state->pipeline, &GraphPipeline::forgetServerAnswer);
    new CopiesNotice(&m_state->document, m_notice);
}

void MainWindow::checkWithServer()
{
    m_design->commitPending();
    if (!m_state->link.isOpen()) {
        m_status->say(tr("Choose the context to ask."));
        return chooseContext();
    }
    m_serverCheck->start(m_state->document.resources());
}

bool MainWindow::isSettled() const
{
    if (!m_design->problemActions()->isSettled() || m_serverCheck->isRunning()) return false;
    return m_files->isSettled() && m_state->pipeline.isSettled() && m_state->link.isSettled() && m_live->isSettled();
}

void MainWindow::updateTitle()
{
    const QStringList files = m_state->document.files();
    int modified = 0;
    for (const QString &file : files) modified += m_state->document.isModified(file) ? 1 : 0;
    const QString name = titleOf(files);
    const QString state = modified > 0 ? tr("%1 — %n changed", nullptr, modified).arg(name) : name;
    m_title->setText(state);
    setWindowTitle(files.isEmpty() ? name : state + QStringLiteral(" — Kubewright"));
}

void MainWindow::updateProblems()
{
    const model::Problems &problems = m_state->pipeline.problems();
    look::State state = look::State::Ok;
    for (const model::Problem &problem : problems) {
        if (problem.severity == model::Severity::Error)
            state = look::State::Bad;
        else if (problem.severity == model::Severity::Warning && state == look::State::Ok)
            state = look::State::Warn;
    }
    m_status->setProblems(editor::ProblemsList::summary(problems), state);
}

void MainWindow::saveLayout()
{
    m_state->settings.setValue(QStringLiteral("window"), saveGeometry());
    m_state->settings.setValue(QStringLiteral("design"), m_design->saveState());
}

void MainWindow::restoreLayout()
{
    restoreGeometry(m_state->settings.value(QStringLiteral("window")).toByteArray());
    m_design->restoreState(m_state->settings.value(QStringLiteral("design")).toByteArray());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_files->mayClose([this] { close(); })) return event->ignore();
    saveLayout();
    event->accept();
}

} // namespace app
