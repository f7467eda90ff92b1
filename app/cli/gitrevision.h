// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/files.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace app {

// "main~2:deploy/web.yaml": a path as it was in a revision of the git repository that the program was started in.
struct GitPath
{
    QString revision;
    QString path; // from the repository's root; "./" and "../" from the current folder; empty: all of it

    // Nothing where the text has no revision in front, or names something that is on disk.
    static std::optional<GitPath> parse(const QString &text);
};

// What a revision has of a path.
struct GitFiles
{
    model::ReadFiles read; // what it is and what went wrong; without files where something is to be rendered
    // There is a kustomization or a chart: the files as they were, in a private folder that goes with this.
    std::unique_ptr<QTemporaryDir> folder = {};
    QString path = {}; // then: where the path is in that folder
    QString revision = {};

    // A text that speaks of files in the folder, in the user's words: REVISION:PATH.
    QString inWords(QString text) const;
};

// The file, or the folder's *.yaml, *.yml and *.json, by git's own program: it is asked for objects alone, which runs
// no hooks and no filters, fetches nothing, and changes nothing. Files are named REVISION:PATH. Where something is to
// be rendered, its folder and those that its kustomizations stand on are written down, without links and submodules.
// Errors: NotFound (no git, no repository, no such revision or path), Io, TooLarge (limits as for files on disk).
// Blocks for half a minute at most.
GitFiles readGit(const GitPath &path);

} // namespace app
