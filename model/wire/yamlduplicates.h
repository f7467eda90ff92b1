// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/yamltree.h"

#include <QString>

#include <vector>

namespace model {

// The keys that are there twice in a mapping, what a merge brings among them. At most a hundred.
struct YamlDuplicates
{
    std::vector<QString> paths; // "metadata.name", "spec.containers[0].image"; each once
    QString strictError;        // goyaml.v2's: "yaml: unmarshal errors:\n  line 5: key \"name\" already set in map"
};

YamlDuplicates findYamlDuplicates(const YamlDocument &document);

} // namespace model
