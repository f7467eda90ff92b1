// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/schema/schemastore.h"

#include <QByteArrayView>
#include <QString>

#include <span>

namespace model {

// When a version of a built-in kind came, is deprecated and is no longer served, as Kubernetes' API modules mark their
// types (k8s:prerelease-lifecycle-gen). Numbers are minors of Kubernetes 1; 0 is never, or of introduced unknown.
struct ApiLifecycle
{
    const char *group, *version, *kind;
    int introduced, deprecated, removed;
    const char *newGroup, *newVersion, *newKind; // the successor; empty: none is named

    bool hasSuccessor() const { return *newKind != '\0'; }
};

// All that is deprecated some day, and what is new in the versions that the program knows. Sorted by group, version and
// kind.
std::span<const ApiLifecycle> apiLifecycles();
// Null: nothing is known, or it is there to stay.
const ApiLifecycle *apiLifecycle(QByteArrayView group, QByteArrayView version, QByteArrayView kind);

// What to write instead in the store's version: the successors' successor that it serves, else the version that the
// store prefers of a kind of the same group and name. Invalid: nothing takes its place.
SchemaKind successorOf(const ApiLifecycle &lifecycle, const SchemaStore &store);

// 33 of "1.33.4" and "v1.33"; 0 of what is no version of Kubernetes 1.
int kubernetesMinor(QByteArrayView version);

} // namespace model
