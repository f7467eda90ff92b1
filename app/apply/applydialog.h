// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/clusterlink.h"
#include "cluster/api/applyrun.h"
#include "model/base/problem.h"
#include "model/resource/resourceset.h"

#include <QDialog>

#include <memory>
#include <optional>

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace app {

// Preview and apply: asks the server what would change, shows it field by field with owners and conflicts, and writes
// only when told to. Works on the snapshot that it was given. Closes itself when the connection goes, unless something
// was being written: then it says what.
class ApplyDialog : public QDialog
{
    Q_OBJECT

public:
    ApplyDialog(ClusterLink *link, std::shared_ptr<const model::ResourceSet> resources, QWidget *parent = nullptr);
    ~ApplyDialog() override;

    // For tests: presses Apply once the preview allows it.
    bool canApply() const;
    void apply();
    // While a run is under way this stops it, and the dialog stays to tell what was done.
    void reject() override;

Q_SIGNALS:
    // What the server refuses, at its lines; empty when it refuses nothing.
    void problemsFound(const model::Problems &problems, int untried);
    void previewed();
    // The run has ended; allWell: every object is as the document wants it.
    void applied(bool allWell);
    void watchRequested();

private:
    void build();
    // What keeps the document from being applied, if anything does.
    std::optional<QString> collectItems();
    void discover();
    void preview();
    void showPreview(const QList<cluster::ItemPreview> &previews);
    void addChanges(QTreeWidgetItem *row, const cluster::ItemPreview &preview);
    void showResult(const cluster::ItemResult &result);
    void finish(const QList<cluster::ItemResult> &results);
    void fail(const QString &message);
    void onLinkClosed();
    void sayWait(int waitMs); // the server asks for it
    void offerClose();
    cluster::ApplyOptions options() const;

    ClusterLink *m_link;
    std::shared_ptr<const model::ResourceSet> m_resources;
    QList<cluster::ApplyItem> m_items;
    QList<cluster::ItemPreview> m_previews;
    cluster::ApiResources m_kinds;
    std::unique_ptr<cluster::Discovery> m_discovery;
    std::unique_ptr<cluster::ApplyPreview> m_preview;
    std::unique_ptr<cluster::ApplyRun> m_run;
    QHash<int, QTreeWidgetItem *> m_rows; // by source
    QList<cluster::ItemResult> m_results; // of the run, so far
    bool m_over = false;                  // a run has ended, in whatever way: there is no second one
    QLabel *m_target, *m_summary;
    QTreeWidget *m_tree;
    QProgressBar *m_progress;
    QCheckBox *m_force;
    QPushButton *m_apply, *m_watch, *m_close;
};

} // namespace app
