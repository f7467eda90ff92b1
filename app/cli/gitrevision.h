// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/files.h"

#include <QString>

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

// The file, or the folder's *.yaml, *.yml and *.json, by git's own program: it is asked for objects alone, which runs
// no hooks and no filters, fetches nothing, and changes nothing. Files are named REVISION:PATH. Errors: NotFound (no
// git, no repository, no such revision or path), Io, TooLarge (limits as for files on disk). Blocks for half a minute
// at most.
model::ReadFiles readGit(const GitPath &path);

} // namespace app
