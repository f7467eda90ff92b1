// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/document/changeset.h"
#include "model/resource/views.h"

namespace model {

struct Mount
{
    QString path, otherPath; // otherPath: when something is mounted at path
    bool readOnly = false;
};

// A volume of the Pod, mounted in its first container. source: the entry beside the volume's name.
Result<Edits> addVolume(const Resource &workload, const QString &name, std::pair<QString, Value> source,
                        const Mount &mount);
// The volume that the field stands in, and its mounts in every container; of a projected volume with several sources
// only the source.
Result<Edits> removeVolume(const Resource &workload, const FieldPath &field);

// The container that gets what is drawn to a workload.
Result<ContainerView> firstContainer(const Resource &workload);

} // namespace model
