// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apply/applydialog.h"

#include "app/apply/serverproblems.h"
#include "app/apply/words.h"
#include "app/shell/marks.h"
#include "look/tooltip.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace app {

namespace {

enum Column { What, Now, Then, Owner };
using Preview = cluster::ItemPreview::State;
using Result = cluster::ItemResult::State;

} // namespace

ApplyDialog::ApplyDialog(ClusterLink *link, std::shared_ptr<const model::ResourceSet> resources, QWidget *parent)
    : QDialog(parent),
      m_link(link),
      m_resources(std::move(resources)),
      m_target(new QLabel),
      m_summary(new QLabel),
      m_tree(new QTreeWidget),
      m_progress(new QProgressBar),
      m_force(new QCheckBox),
      m_apply(new QPushButton(tr("Apply"))),
      m_watch(new QPushButton(tr("Watch it live"))),
      m_close(new QPushButton(tr("Cancel")))
{
    build();
    connect(link, &ClusterLink::closed, this, &ApplyDialog::onLinkClosed);
    connect(m_apply, &QPushButton::clicked, this, &ApplyDialog::apply);
    connect(m_close, &QPushButton::clicked, this, &ApplyDialog::reject);
    connect(m_watch, &QPushButton::clicked, this, [this] {
        Q_EMIT watchRequested();
        accept();
    });
    connect(m_force, &QCheckBox::toggled, this, &ApplyDialog::preview);
    if (const auto trouble = collectItems())
        fail(*trouble);
    else
        discover();
}

ApplyDialog::~ApplyDialog() = default;

std::optional<QString> ApplyDialog::collectItems()
{
    for (int i = 0; i < int(m_resources->resources().size()); ++i) {
        const model::Resource &resource = m_resources->resources()[size_t(i)];
        if (resource.stale) return tr("The text of %1 is broken; mend it first.").arg(resource.key.title());
        const auto item = cluster::applyItemOf(resource, i);
        if (!item) return item.error().toString();
        m_items << *item;
    }
    return std::nullopt;
}

void ApplyDialog::build()
{
    setWindowTitle(tr("Preview and apply"));
    resize(960, 640);
    const cluster::ContextInfo &context = m_link->context();
    m_target->setText(tr("To context %1, namespace %2, at %3").arg(context.name, context.nameSpace, context.server));
    m_target->setProperty("role", QStringLiteral("muted"));
    m_target->setTextFormat(Qt::PlainText);
    m_summary->setProperty("role", QStringLiteral("heading"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setText(tr("Asking the server what would change…"));
    m_tree->setAccessibleName(tr("Changes"));
    m_tree->setHeaderLabels({tr("Resource or field"), tr("Now"), tr("Then"), tr("Owner")});
    m_tree->header()->setSectionResizeMode(What, QHeaderView::Stretch);
    for (int column : {Now, Then, Owner}) m_tree->setColumnWidth(column, 150);
    m_tree->setUniformRowHeights(true);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    m_force->hide();
    m_force->setAccessibleName(tr("Take over fields of other managers"));
    m_apply->setProperty("role", QStringLiteral("primary"));
    m_apply->setEnabled(false);
    m_apply->setDefault(true);
    m_watch->hide();
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_force, 1);
    buttons->addStretch(1);
    for (QWidget *button : {m_close, m_watch, m_apply}) buttons->addWidget(button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(look::metric::marginWide, look::metric::marginWide, look::metric::marginWide,
                               look::metric::margin);
    column->setSpacing(look::metric::gap);
    column->addWidget(m_summary);
    column->addWidget(m_target);
    column->addWidget(m_progress);
    column->addWidget(m_tree, 1);
    column->addLayout(buttons);
}

cluster::ApplyOptions ApplyDialog::options() const
{
    cluster::ApplyOptions options;
    if (!m_link->context().nameSpace.isEmpty()) options.defaultNamespace = m_link->context().nameSpace;
    options.force = m_force->isChecked();
    return options;
}

void ApplyDialog::fail(const QString &message)
{
    m_summary->setText(message);
    m_progress->hide();
    m_apply->setEnabled(false);
    offerClose();
}

void ApplyDialog::sayWait(int waitMs)
{
    m_summary->setText(tr("The server is busy and asks to wait %1 s…").arg((waitMs + 999) / 1000));
}

void ApplyDialog::offerClose()
{
    m_close->setText(tr("Close"));
    m_close->setEnabled(true);
}

void ApplyDialog::reject()
{
    if (!m_run) return QDialog::reject();
    m_run->stop();
    m_close->setEnabled(false);
    m_summary->setText(tr("Stopping once the server has answered the request that is under way…"));
}

void ApplyDialog::onLinkClosed()
{
    m_discovery.reset();
    m_preview.reset();
    if (!m_run) {
        if (!m_over) QDialog::reject(); // what it shows is about a connection that is gone
        return;
    }
    m_over = true;
    m_run.reset();
    fail(tr("The connection was closed while this was being written. Done: %1. What comes after that may have been "
            "written too: look at it again.")
             .arg(summaryOf(m_results)));
}

void ApplyDialog::discover()
{
    if (!m_link->requests()) return fail(tr("Not connected to a cluster."));
    m_discovery = std::make_unique<cluster::Discovery>(*m_link->requests());
    connect(m_discovery.get(), &cluster::Discovery::throttled, this, &ApplyDialog::sayWait);
    connect(m_discovery.get(), &cluster::Discovery::finished, this, [this](const cluster::Discovered &found) {
        if (found.failure) return fail(found.failure->error.toString());
        m_kinds = found.resources;
        preview();
    });
}

void ApplyDialog::preview()
{
    m_apply->setEnabled(false);
    m_progress->setRange(0, int(m_items.size()));
    m_progress->setValue(0);
    m_progress->show();
    m_preview = std::make_unique<cluster::ApplyPreview>(*m_link->requests(), m_kinds, cluster::inApplyOrder(m_items),
                                                        options());
    connect(m_preview.get(), &cluster::ApplyPreview::throttled, this, &ApplyDialog::sayWait);
    connect(m_preview.get(), &cluster::ApplyPreview::progressed, m_progress, &QProgressBar::setValue);
    connect(m_preview.get(), &cluster::ApplyPreview::finished, this, &ApplyDialog::showPreview);
}

void ApplyDialog::showPreview(const QList<cluster::ItemPreview> &previews)
{
    m_previews = previews;
    m_progress->hide();
    m_tree->clear();
    m_rows.clear();
    model::Problems problems;
    int conflicts = 0;
    for (const cluster::ItemPreview &preview : previews) {
        const model::Resource &resource = m_resources->resources()[size_t(preview.source)];
        auto *row = new QTreeWidgetItem(m_tree, {resource.key.title(), {}, wordOf(preview.state), {}});
        row->setIcon(What, markPixmap(stateOf(preview.state)));
        m_rows.insert(preview.source, row);
        addChanges(row, preview);
        row->setExpanded(preview.state != Preview::Create && preview.state != Preview::Same);
        conflicts += int(preview.conflicts.size());
        const model::Problems found = isRefused(preview) ? serverProblems(resource, preview) : model::Problems();
        problems.insert(problems.end(), found.begin(), found.end());
    }
    m_summary->setText(summaryOf(previews));
    if (conflicts > 0)
        m_force->setText(conflicts == 1 ? tr("Take over one field that others own")
                                        : tr("Take over %1 fields that others own").arg(conflicts));
    m_force->setVisible(conflicts > 0 || m_force->isChecked());
    m_apply->setEnabled(canApply());
    Q_EMIT problemsFound(problems, untriedCount(previews));
    Q_EMIT previewed();
}

void ApplyDialog::addChanges(QTreeWidgetItem *row, const cluster::ItemPreview &preview)
{
    for (const cluster::FieldChange &change : preview.changes) {
        const QStringList cells{change.path.toString(), textOf(change.before, change.hidden),
                                textOf(change.after, change.hidden), change.owners.join(QStringLiteral(", "))};
        auto *line = new QTreeWidgetItem(row, cells);
        for (int column = 0; column < cells.size(); ++column) line->setToolTip(column, look::toolTipOf(cells[column]));
    }
    for (const cluster::FieldConflict &conflict : preview.conflicts) {
        auto *line = new QTreeWidgetItem(row, {conflict.field, tr("in conflict"), {}, conflict.manager});
        line->setIcon(What, markPixmap(look::State::Bad));
        line->setToolTip(What, look::toolTipOf(conflict.message));
    }
    for (const QString &warning : preview.warnings) {
        auto *line = new QTreeWidgetItem(row, {warning});
        line->setIcon(What, markPixmap(look::State::Warn));
        line->setFirstColumnSpanned(true);
    }
    if (!preview.failure || !preview.conflicts.isEmpty()) return;
    QStringList reasons;
    for (const cluster::StatusCause &cause : preview.failure->causes)
        reasons << cause.field + QStringLiteral(": ") + cause.message;
    if (reasons.isEmpty()) reasons << preview.failure->error.message;
    for (const QString &reason : reasons) {
        auto *line = new QTreeWidgetItem(row, {reason});
        line->setIcon(What, markPixmap(look::State::Bad));
        line->setToolTip(What, look::toolTipOf(reason));
        line->setFirstColumnSpanned(true);
    }
}

bool ApplyDialog::canApply() const
{
    if (m_run || m_over || m_previews.isEmpty()) return false;
    return std::ranges::none_of(m_previews, [](const cluster::ItemPreview &preview) {
        return preview.state == Preview::Invalid || preview.state == Preview::Failed ||
               preview.state == Preview::Conflict;
    });
}

void ApplyDialog::apply()
{
    if (!canApply() || !m_link->requests()) return;
    m_apply->setEnabled(false);
    m_force->setEnabled(false);
    m_progress->setRange(0, int(m_items.size()));
    m_progress->setValue(0);
    m_progress->show();
    m_summary->setText(tr("Applying…"));
    m_close->setText(tr("Stop"));
    m_results.clear();
    cluster::ApplyOptions chosen = options();
    chosen.seen = cluster::conflictsBySource(m_previews); // only what was shown may be taken over
    m_run = std::make_unique<cluster::ApplyRun>(*m_link->requests(), m_kinds, cluster::inApplyOrder(m_items), chosen);
    connect(m_run.get(), &cluster::ApplyRun::throttled, this, &ApplyDialog::sayWait);
    connect(m_run.get(), &cluster::ApplyRun::applied, this, &ApplyDialog::showResult);
    connect(m_run.get(), &cluster::ApplyRun::finished, this, &ApplyDialog::finish);
}

void ApplyDialog::showResult(const cluster::ItemResult &result)
{
    m_results << result;
    m_progress->setValue(m_progress->value() + 1);
    QTreeWidgetItem *row = m_rows.value(result.source);
    if (!row) return;
    row->setText(Then, wordOf(result.state));
    row->setIcon(What, markPixmap(stateOf(result.state)));
    m_tree->scrollToItem(row);
    if (!result.failure) return;
    auto *line = new QTreeWidgetItem(row, {result.failure->error.message});
    line->setIcon(What, markPixmap(look::State::Bad));
    line->setFirstColumnSpanned(true);
    row->setExpanded(true);
}

void ApplyDialog::finish(const QList<cluster::ItemResult> &results)
{
    m_over = true;
    m_run.release()->deleteLater();
    m_progress->hide();
    m_summary->setText(summaryOf(results));
    m_apply->hide();
    m_watch->show();
    m_watch->setProperty("role", QStringLiteral("primary"));
    m_watch->setDefault(true);
    offerClose();
    Q_EMIT applied(std::ranges::all_of(results, [](const cluster::ItemResult &result) {
        return result.state == Result::Created || result.state == Result::Configured ||
               result.state == Result::Unchanged;
    }));
}

} // namespace app
