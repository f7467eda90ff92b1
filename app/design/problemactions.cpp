// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/problemactions.h"

#include "app/design/ruledialog.h"
#include "editor/problems/problemslist.h"
#include "editor/text/yamlpane.h"

#include <QAction>
#include <QApplication>
#include <QLocale>
#include <QMenu>

#include <algorithm>

namespace app {

namespace {

// Of more problems it is found out when somebody asks.
constexpr size_t mostLookedAt = 400;

} // namespace

ProblemActions::ProblemActions(model::Document *document, GraphPipeline *pipeline, editor::ProblemsList *list,
                               editor::YamlPane *text)
    : QObject(list), m_document(document), m_pipeline(pipeline), m_list(list), m_text(text)
{
    list->setFixSource([this](const model::Problem &problem) { return fixesOf(problem); });
    connect(pipeline, &GraphPipeline::problemsChanged, this, &ProblemActions::onProblems);
    connect(document, &model::Document::changed, this, [this] {
        if (m_job) *m_job = true; // another check comes, and must not wait
        tellServer();
    });
    connect(list, &editor::ProblemsList::fixChosen, this, &ProblemActions::apply);
    connect(list, &editor::ProblemsList::ruleAsked, this, &ProblemActions::explain);
    connect(list, &editor::ProblemsList::serverCheckAsked, this, &ProblemActions::serverCheckAsked);
    auto *fixes = new QAction(tr("Mend the problem…"), this);
    fixes->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Period));
    connect(fixes, &QAction::triggered, this, &ProblemActions::openMenu);
    text->setProblemMenu([this](QMenu *menu, const model::Problems &problems) { fillMenu(menu, problems); });
    auto *ask = new QAction(tr("Check with the server"), this);
    ask->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_K));
    connect(ask, &QAction::triggered, this, &ProblemActions::serverCheckAsked);
    m_actions = {fixes, ask};
    onProblems();
}

ProblemActions::~ProblemActions()
{
    if (m_job) *m_job = true;
}

std::vector<model::QuickFix> ProblemActions::fixesOf(const model::Problem &problem)
{
    // What was found in an older text may stand elsewhere by now.
    if (m_document->isReadOnly(problem.file) || !m_pipeline->isChecked()) return {};
    m_fixedText = m_document->resources();
    return model::quickFixesFor(*m_document->resources(), m_pipeline->kinds(), *m_pipeline->edges(),
                                *m_pipeline->rulesOf(problem.file), problem);
}

void ProblemActions::onProblems()
{
    tellServer();
    if (m_job) *m_job = true;
    m_runs = true;
    const model::Problems &problems = m_pipeline->problems();
    std::vector<std::shared_ptr<const model::RuleSettings>> rules(problems.size()); // null: not looked at
    for (size_t i = 0; i < problems.size() && i < mostLookedAt; ++i)
        if (!m_document->isReadOnly(problems[i].file)) rules[i] = m_pipeline->rulesOf(problems[i].file);
    m_job = m_pipeline->worker()->run(
        this,
        [this, rules, problems, resources = m_document->resources(), edges = m_pipeline->edges(),
         kinds = m_pipeline->kinds()](const std::atomic_bool &cancel) -> std::function<void()> {
            std::vector<bool> fixable(problems.size());
            for (size_t i = 0; i < problems.size() && !cancel; ++i)
                fixable[i] =
                    rules[i] && !model::quickFixesFor(*resources, kinds, *edges, *rules[i], problems[i]).empty();
            return [this, fixable = std::move(fixable)] {
                m_runs = false;
                m_list->setFixable(fixable);
            };
        });
}

void ProblemActions::setAsking(const QString &text)
{
    m_asking = text;
    tellServer();
}

void ProblemActions::tellServer()
{
    if (!m_asking.isEmpty()) return m_list->setServerState(m_asking, {});
    const std::optional<ServerAnswer> &answer = m_pipeline->serverAnswer();
    if (!answer) return m_list->setServerState({}, {});
    const QString time = QLocale::c().toString(answer->asked.time(), QStringLiteral("HH:mm"));
    if (answer->isStale)
        return m_list->setServerState(tr("The text has changed since %1 was asked at %2.").arg(answer->context, time),
                                      {});
    const auto count = int(answer->problems.size());
    QString text = count == 0   ? tr("%1 had no objection at %2").arg(answer->context, time)
                   : count == 1 ? tr("%1 had one objection at %2").arg(answer->context, time)
                                : tr("%1 had %3 objections at %2").arg(answer->context, time).arg(count);
    if (answer->untried > 0) text += tr("; %1 could not be tried yet").arg(answer->untried);
    m_list->setServerState(text, time);
}

void ProblemActions::apply(const model::QuickFix &fix)
{
    if (m_fixedText != m_document->resources())
        return Q_EMIT refused(tr("The text has changed meanwhile: look at the problem again."));
    const model::Intent intent{fix.text, model::Origin::QuickFix};
    if (fix.edits.empty()) return m_document->perform(intent, fix.changes);
    // It tells what got a copy of its own.
    if (const auto done = m_document->edit(intent, fix.edits); !done) Q_EMIT refused(done.error().toString());
}

void ProblemActions::openMenu()
{
    if (const QWidget *focus = QApplication::focusWidget(); !focus || !m_text->isAncestorOf(focus)) {
        m_list->show();
        return m_list->openMenu();
    }
    auto *menu = new QMenu(m_text);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const model::Problems problems = m_text->problemsAtCaret();
    fillMenu(menu, problems);
    if (problems.empty()) menu->addAction(tr("No problem in this line"))->setEnabled(false);
    const QList<QAction *> actions = menu->actions();
    const auto first = std::ranges::find_if(actions, &QAction::isEnabled);
    if (first != actions.end()) menu->setActiveAction(*first);
    menu->popup(m_text->belowCaret());
}

void ProblemActions::fillMenu(QMenu *menu, const model::Problems &problems)
{
    for (const model::Problem &problem : problems)
        for (const model::QuickFix &fix : fixesOf(problem))
            connect(menu->addAction(QString(fix.text).replace(u'&', QStringLiteral("&&"))), &QAction::triggered, this,
                    [this, fix] { apply(fix); });
    if (menu->isEmpty() && !problems.empty())
        menu->addAction(m_pipeline->isChecked() ? tr("No quick fix: mend it by hand") : tr("The text is being checked"))
            ->setEnabled(false);
    QStringList rules;
    for (const model::Problem &problem : problems)
        if (!rules.contains(problem.rule)) rules << problem.rule;
    for (const QString &rule : std::as_const(rules))
        connect(menu->addAction(tr("About the rule %1…").arg(rule)), &QAction::triggered, this,
                [this, rule] { explain(rule); });
    if (!problems.empty()) menu->addSeparator();
}

void ProblemActions::explain(const QString &rule)
{
    if (QDialog *dialog = makeRuleDialog(rule, m_list->window())) dialog->open();
}

} // namespace app
