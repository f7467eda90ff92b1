// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/loader.h"
#include "model/kustomize/object.h"

#include <QSet>
#include <QStringList>

namespace model::kustomize {

// Builds the objects of a kustomization with all that it stands on (kustomize api/internal/target). One use.
class Accumulator
{
public:
    explicit Accumulator(Sources &sources) : m_loader(sources) {}

    MaybeFault build(const Root &root);
    Objects &objects() { return m_objects; }
    const Loader &loader() const { return m_loader; }
    const QSet<QString> &folders() const { return m_folders; } // canonical: all kustomizations that were read
    QString file() const { return m_file; }                    // the top one's file

private:
    MaybeFault accumulate(const Root &root, Origin from, Objects &into, bool wantsComponent);
    MaybeFault addResources(const Root &root, const Texts &resources, Objects &into);
    MaybeFault addFile(const Root &root, const Text &path, Objects &into);
    MaybeFault addObject(Node node, Origin from, Objects &into, std::vector<Node> &lists);
    MaybeFault addFolder(const Root &root, const Text &path, Objects &into, bool isComponent);
    MaybeFault read(const Root &root, Origin from, std::optional<Kustomization> &kustomization);
    MaybeFault transform(const Root &root, const Kustomization &by, Objects &objects);

    Loader m_loader;
    Objects m_objects;
    QStringList m_open; // canonical: those that are being built, the outermost first
    QSet<QString> m_folders;
    QString m_file;
    std::optional<Kustomization> m_top;
    int m_built = 0;
};

} // namespace model::kustomize
