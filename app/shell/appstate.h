// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/design/graphpipeline.h"
#include "app/design/worker.h"
#include "app/shell/clusterkinds.h"
#include "app/shell/clusterlink.h"
#include "app/shell/placekeeper.h"
#include "app/shell/theme.h"
#include "model/base/clock.h"
#include "model/document/autosave.h"
#include "model/document/document.h"
#include "model/document/files.h"
#include "model/document/recentfiles.h"
#include "model/document/selection.h"

#include <QSettings>

#include <memory>

namespace app {

// What all workspaces share: the one document, its selection, graph and files, and the settings. Order matters: what
// uses comes after what is used. GUI thread.
struct AppState
{
    AppState();

    QSettings settings;
    ThemeKeeper theme;
    Worker worker;
    model::Document document;
    model::DocumentFiles files{document};
    model::Selection selection;
    GraphPipeline pipeline{&document, &worker};
    ClusterLink link;
    ClusterKinds kinds{&link, &worker};
    model::RealClock clock;
    QString journalFolder;                     // where unsaved work is kept; empty: the machine offers no place
    std::unique_ptr<model::Autosave> autosave; // only in a window that a person uses
    std::unique_ptr<PlaceKeeper> places;       // likewise
    model::RecentFiles recent;

    void keepPlaces(); // from now on
    void rememberRecent(const QStringList &paths);
};

} // namespace app
