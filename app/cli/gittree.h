// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/gitprogram.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace app {

// What a revision has at a path, as `git ls-tree -r` tells of it.
struct GitEntry
{
    QByteArray mode, hash;
    QString path; // from the repository's root

    bool isFile() const { return mode == "100644" || mode == "100755"; }
    bool isLink() const { return mode == "120000"; }
    bool isSubmodule() const { return mode == "160000"; }
};

// Of the output of `git ls-tree -r -z`.
std::vector<GitEntry> gitEntries(const QByteArray &listing);

// All of a revision, and where its symbolic links lead.
class GitTree
{
public:
    struct Place
    {
        enum class What { File, Folder, Missing, Outside, TooFar, Submodule, Unreadable };
        What what = What::Missing;
        QString path = {};               // of File and Folder: without links; empty: the root
        const GitEntry *entry = nullptr; // of File
    };

    // git must outlive it.
    GitTree(GitProgram &git, std::vector<GitEntry> entries);

    const std::vector<GitEntry> &entries() const { return m_entries; }
    // Follows links within the revision, up to 40 of them.
    Place resolve(const QString &path);
    // Why a path of such a place cannot be read.
    static QString reasonOf(Place::What what);

private:
    void readTargets();
    // Nothing: it cannot be read.
    QByteArray targetOf(const GitEntry &link);

    GitProgram &m_git;
    std::vector<GitEntry> m_entries;
    QHash<QString, size_t> m_places; // of m_entries, by path
    QSet<QString> m_folders;
    QHash<QByteArray, QByteArray> m_targets; // of links, by hash
    bool m_areTargetsRead = false;
    qint64 m_steps = 0;
    int m_singles = 0;
};

} // namespace app
