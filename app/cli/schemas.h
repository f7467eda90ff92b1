// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"
#include "model/schema/kindset.h"

#include <QStringList>

#include <vector>

namespace app {

class Arguments;

// What --kubernetes-version and --schema name.
struct Schemas
{
    model::KindSet kinds;
    std::vector<model::Error> errors; // what could not be read, and paths that define nothing
};

// Blocks for as long as the disk does.
Schemas readSchemas(const Arguments &arguments);

} // namespace app
