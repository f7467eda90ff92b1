// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/object.h"
#include "model/kustomize/sources.h"

namespace model::kustomize {

// An object's YAML with the comments that switch rules off in the files it comes from, as "# kubewright:ignore-rendered
// ID,ID FILE:LINE": above it what stands above its own document, and behind a line what is for the line that says the
// same in a file. What the text says stays the same.
QByteArray carryIgnores(const Object &object, const QByteArray &yaml, const Sources &sources);

} // namespace model::kustomize
