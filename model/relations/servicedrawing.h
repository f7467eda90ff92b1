// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/document/changeset.h"
#include "model/resource/resource.h"

// What drawing and deleting the edges from a Service to a workload writes; see rules.h.
namespace model {

// Labels by which a selector would choose a workload, and what must be written into the workload for that.
struct SelectorDrawing
{
    ValueMap labels;
    Edits edits;
};
SelectorDrawing selectorFor(const Resource &workload);
// The same for any other resource, by its own labels.
SelectorDrawing ownSelectorFor(const Resource &resource);

bool joinsServiceAndWorkload(const ResourceKey &from, const ResourceKey &to);

// The Service's selector becomes the workload's: its selector.matchLabels, which a cluster never lets change; without
// one, the labels of its Pods that identify them; without labels, app: NAME, written into the workload too. A Service
// without ports gets the first port of the containers.
Result<Edits> connectSelector(const Resource &service, const Resource &workload);
Result<Edits> disconnectSelector(const Resource &service, const FieldPath &field);

// A port for the first container port of a selected workload that no port of the Service leads to.
Result<Edits> connectPort(const Resource &service, const Resource &workload);
Result<Edits> disconnectPort(const Resource &service, const FieldPath &field);

} // namespace model
