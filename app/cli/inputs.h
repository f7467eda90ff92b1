// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/files.h"
#include "model/resource/resourceset.h"

#include <QStringList>

#include <memory>

namespace app {

// What the paths of a command hold. "-" is standard input, called "stdin".
struct Inputs
{
    std::shared_ptr<const model::ResourceSet> resources; // never null
    std::vector<model::Error> errors;                    // what could not be read

    // Says each error, or, where there is nothing in the files, "0 resources". False: something could not be read, and
    // the exit status is 2.
    bool report() const;
    bool isEmpty() const { return resources->resources().empty() && resources->problems().empty(); }
};

// What has been read elsewhere.
Inputs toInputs(model::ReadFiles read);
// Blocks for as long as disk and standard input do.
Inputs readInputs(const QStringList &paths, model::Folders folders = model::Folders::Recursive);

} // namespace app
