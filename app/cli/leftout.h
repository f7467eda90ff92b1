// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/inputs.h"

#include <functional>

namespace app {

// What is no node of the graph and no part of a comparison: later definitions of a resource, documents and items that
// are no resource, and texts that kubectl passes over.

// Says on standard error how many there are and where; nothing where there are none. inWords: how a line is said.
void sayLeftOut(const QString &command, const Inputs &inputs,
                const std::function<QString(const QString &)> &inWords = {});

// Whether two sets leave out the same: as many of each resource and of what is none, equal in what they mean to
// Kubernetes; their order and their places do not count. Of more than a thousand that are not written alike, no.
bool isSameLeftOut(const model::ResourceSet &a, const model::ResourceSet &b);

} // namespace app
