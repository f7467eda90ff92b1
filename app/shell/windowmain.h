// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/rail.h"
#include "app/shell/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace app {

// What the command line says about the window.
struct WindowOptions
{
    QStringList paths;  // empty: the sample
    QString kubeconfig; // empty: as kubectl finds it
    QString context;    // empty: the practice cluster
    Rail::Workspace workspace = Rail::Design;
    std::optional<ThemeKeeper::Choice> theme; // nothing: what the user chose last
    QString screenshot;                       // paint the window into this file and quit
    QSize size = {1600, 1000};
    int settleMs = 0; // wait so much longer once everything is settled
};

// Runs the window in the present QApplication until it is closed, or painted. The exit status.
int runWindow(const WindowOptions &options);

} // namespace app
