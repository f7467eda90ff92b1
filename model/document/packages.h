// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/files.h"
#include "model/kustomize/rendering.h"

#include <memory>
#include <vector>

namespace model {

using Renderings = std::vector<std::shared_ptr<const Rendering>>;

// Renders the kustomizations among what was read: those that the user gave, and those that no other one stands on.
// Files that they use are taken out of read.files. Problems are added for files beside a kustomization that nothing
// uses, and for Components that nothing uses (kustomize-unused, infos). Blocks for as long as the disk does; any
// thread.
Renderings renderKustomizations(ReadFiles &read, Problems &problems);

// For a view that shows one set of files: renders, and adds what was rendered as files that are never edited, named
// after the kustomization ("prod/kustomization.yaml (rendered)"). What goes wrong, what clashes and what charts there
// are is added to read.errors.
void addRendered(ReadFiles &read);

// Sets of resources that go together. Overlays of one base define the same objects; each is right, but not beside the
// other.
struct Worlds
{
    std::shared_ptr<const ResourceSet> main; // never null: all files, and the renderings that clash with nothing before
    Renderings apart;                        // the other renderings
    std::vector<std::shared_ptr<const ResourceSet>> apartResources; // of each of these
};
Worlds divide(std::vector<SourceFile> files, const Renderings &renderings, YamlBudget &budget);

} // namespace model
