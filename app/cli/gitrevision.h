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

    // Nothing where the text has no revision in front, or names something that is on disk. The first colon outside
    // braces ends the revision: HEAD@{2026-11-26 21:17:30}:base.
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

// The file, or the folder's *.yaml, *.yml and *.json, by git's own program (GitProgram). Files are named REVISION:PATH.
// Links count as on disk: a file's is read, a folder's only where the path itself leads through it. Where something is
// to be rendered, its folder, those that its kustomizations stand on, and the links that lead to something in the
// revision are written down. Errors: NotFound (no git, no repository, no such revision or path, objects that a partial
// clone does not have), Unsupported (a link to a manifest that leads out of the revision, to nothing or in a circle; a
// submodule), Io, TooLarge (limits as for files on disk). Blocks for half a minute at most.
GitFiles readGit(const GitPath &path);

} // namespace app
