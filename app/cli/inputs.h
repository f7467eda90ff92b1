// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/packages.h"
#include "model/resource/resourceset.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace app {

// What the paths of a command hold. "-" is standard input, called "stdin". Kustomizations and charts are rendered
// (docs/formats.md says when).
struct Inputs
{
    std::shared_ptr<const model::ResourceSet> resources; // never null: all but what is apart
    // Renderings that define what others define too: overlays of one base. Each is a world of its own.
    std::vector<std::shared_ptr<const model::ResourceSet>> apart;
    model::Problems problems; // of kustomizations and charts; sorted
    model::Renderings renderings;
    std::vector<model::Error> errors; // what could not be read

    // Says each error, or, where there is nothing in the files, "0 resources". False: something could not be read, and
    // the exit status is 2.
    bool report() const;
    bool isEmpty() const
    {
        return resources->resources().empty() && resources->problems().empty() && apart.empty() && problems.empty();
    }
    // Puts problems in what was rendered where they come from.
    void relocate(model::Problems &found) const;
    void relocate(model::Problem &problem) const;
    // Whether a resource's file is one that was rendered: there is no text of the user's behind it to be edited.
    bool isRendered(const QString &file) const;
    // "overlays/dev/kustomization.yaml, …": the renderings that are apart.
    QString apartNames() const;
};

// What has been read elsewhere; nothing is rendered.
Inputs toInputs(model::ReadFiles read);
// Blocks for as long as disk, standard input, pipes that are named and helm do. On up to so many threads; the result is
// the same. Charts are rendered for that version of Kubernetes, or the newest.
Inputs readInputs(const QStringList &paths, model::Folders folders = model::Folders::Recursive, int threads = 1,
                  const QByteArray &kubernetesVersion = {});

} // namespace app
