// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/api/applypreview.h"
#include "model/base/problem.h"
#include "model/resource/resource.h"

#include <QStringList>

namespace app {

// What a server refused about a resource, each cause at its field's line in the file: 422 causes and conflicts. A cause
// whose field is not in the text points at the nearest thing above it.
model::Problems serverProblems(const model::Resource &resource, const std::optional<cluster::ApiFailure> &failure,
                               const QList<cluster::FieldConflict> &conflicts);
inline model::Problems serverProblems(const model::Resource &resource, const cluster::ItemPreview &preview)
{
    return serverProblems(resource, preview.failure, preview.conflicts);
}

// What a server warns of though it takes the resource (Warning headers: deprecated fields and versions, what has no
// effect), each at the field that its text begins with or quotes, where there is one.
model::Problems serverWarnings(const model::Resource &resource, const QStringList &warnings);

// The server has said no to the item, or does not have its kind; that it did not answer is no word of it.
bool isRefused(const cluster::ItemPreview &preview);
// How many it could not try, because what they need is not there yet.
int untriedCount(const QList<cluster::ItemPreview> &previews);

} // namespace app
