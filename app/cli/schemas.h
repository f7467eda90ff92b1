// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"
#include "model/document/files.h"
#include "model/schema/kindset.h"

#include <functional>
#include <vector>

namespace app {

class Arguments;

// What --kubernetes-version and --schema name.
struct Schemas
{
    model::KindSet kinds;
    std::vector<model::Error> errors; // files that are broken or cannot be read, and paths that define nothing
};

// Blocks for as long as the disk does.
Schemas readSchemas(const Arguments &arguments);

// The files of --schema, one after the other, with the kinds that they define; what could not be read is in what is
// given back, as in Schemas. Blocks for as long as the disk does.
std::vector<model::Error>
readSchemaFiles(const Arguments &arguments,
                const std::function<void(const model::ReadFile &file, const model::CustomKinds &kinds)> &visit);

} // namespace app
