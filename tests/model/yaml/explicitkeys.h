// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/yamltree.h"

// The text with some keys of its block mappings written as `? key` and `: value` on a line of its own, some with
// comments between; which, the seed says. Means the same.
QByteArray withExplicitKeys(const model::YamlDocument &document, quint32 seed);
