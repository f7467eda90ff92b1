// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/loader.h"
#include "model/kustomize/object.h"

namespace model::kustomize {

enum class Generated : quint8 { ConfigMap, Secret };

// What an item of configMapGenerator or secretGenerator makes of literals, files and env files (kustomize
// api/internal/generators, api/kv). options: generatorOptions, or null.
std::optional<Object> generate(Generated kind, const Node &item, const Node *options, Loader &loader, const Root &root,
                               MaybeFault &fault);

// Puts what generators made among the objects: beside them, over one of that name, or merged into it.
MaybeFault absorb(Objects &objects, Object generated);

// The ten letters that kustomize appends to a generated name: of a SHA-256 over kind, type and contents (kustomize
// api/hasher).
QString contentHash(const Object &object);

} // namespace model::kustomize
