// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/kustomization.h"
#include "model/kustomize/node.h"

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>

#include <vector>

namespace model::kustomize {

// A folder on the way: what files are named from, and what they may not leave.
struct Root
{
    QString path;      // as the user would write it
    QString canonical; // on disk
};

struct LoadedDocument
{
    Node root;
    int source = -1;
};

// What one rendering reads from disk: bounded together, each file once. Nothing is ever fetched or run. Blocks for as
// long as the disk does.
class Loader
{
public:
    explicit Loader(Sources &sources) : m_sources(sources) {}

    // A file that is named in or below the root, links followed (kustomize's default load restriction).
    std::optional<QByteArray> bytes(const Root &root, const Text &path, MaybeFault &fault);
    // Its documents; those that hold nothing are left out.
    std::vector<LoadedDocument> documents(const Root &root, const Text &path, Dialect dialect, MaybeFault &fault);
    // Those of a text in a file: an inline patch.
    std::vector<LoadedDocument> documents(const Text &text, Dialect dialect, MaybeFault &fault);
    // A folder that is named from a root; must be there.
    std::optional<Root> folder(const Root &root, const Text &path, MaybeFault &fault);
    // Whether it names a folder there.
    static bool isFolder(const Root &root, const QString &path);
    // The path of the folder's kustomization; empty where there is none. A fault where there are several.
    QString kustomizationOf(const Root &root, MaybeFault &fault) const;

    const QSet<QString> &files() const { return m_files; } // canonical
    qsizetype &budget() { return m_budget; }               // nodes

    // What kustomize takes, and is worth a word.
    const std::vector<Fault> &warnings() const { return m_warnings; }

    static bool isRemote(const QString &path);

private:
    std::vector<LoadedDocument> parse(QByteArray text, const QString &file, const Text *inlineText, Dialect dialect,
                                      MaybeFault &fault);
    Sources &m_sources;
    QSet<QString> m_files;
    std::vector<Fault> m_warnings;
    qsizetype m_bytes = 0;
    qsizetype m_budget = 1'000'000;
};

} // namespace model::kustomize
