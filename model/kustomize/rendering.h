// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/resource/resourceset.h"

#include <QByteArray>
#include <QSet>
#include <QString>

#include <memory>
#include <optional>

namespace model {

// A kustomization with all that it stands on, rendered: one text of YAML documents, and the way back from each of its
// fields to the file that says it. Immutable, shared; any thread.
class Rendering
{
public:
    // Reads the kustomization of a folder (a kustomization.yaml, kustomization.yml or Kustomization) and what it names,
    // in or below the folder of each kustomization; other folders only if they hold a kustomization. Nothing is fetched
    // or run. Never fails: what stops it is the one problem, and then there are no objects. folder is as the user gave
    // it, and so are the files of problems. Blocks for as long as the disk does; its work is bounded.
    static std::shared_ptr<const Rendering> kustomize(const QString &folder);

    // What helm made of a chart: its text, whose comments say which template each document comes from. Problems in it
    // are put at the template, at a line where that can be told (templateLines). The templates are read from the
    // folder. problems: what helm itself said.
    static std::shared_ptr<const Rendering> chart(const QString &folder, QByteArray text, Problems problems = {});

    // The name under which the rendered text goes: the kustomization's file, as the user would write it.
    const QString &file() const { return m_file; }
    // Documents of equal files and contents are the same text. As large as 64 MiB.
    const QByteArray &text() const { return m_text; }
    // Of the rules kustomize-…, helm-… and yaml-….
    const Problems &problems() const { return m_problems; }
    // Canonical paths of all files that were read, and of the folders of all kustomizations.
    const QSet<QString> &files() const { return m_files; }
    const QSet<QString> &folders() const { return m_folders; }

    // A problem that was found in text(), under file(): put where the field that it is about comes from: the resource's
    // file, a patch, or the kustomization. Others are left as they are.
    void relocate(Problem &problem) const;

private:
    class Origins;
    void relocateMessage(Problem &problem) const;

    QString m_file;
    QByteArray m_text;
    Problems m_problems;
    QSet<QString> m_files, m_folders;
    std::shared_ptr<const Origins> m_origins;
};

// Whether a folder holds a kustomization, and whether it is a Component, which is no use alone.
bool holdsKustomization(const QString &folder);
bool isComponent(const QString &folder);
// Canonical paths of the folders that a folder's kustomization stands on, itself not among them; whatever else it says.
QStringList foldersUnder(const QString &folder);
// Whether a file's name is that of a kustomization.
bool isKustomizationName(const QString &fileName);

} // namespace model
