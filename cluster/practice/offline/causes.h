// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/kinds/apikind.h"
#include "model/base/value.h"

#include <QString>

#include <vector>

namespace practice {

// What is made of a server's causes for somebody who reads the file that was posted.

// Whether Kubernetes 1.minor takes what 1.33 refuses with the cause: what its feature gates, as they are by default,
// let through (pkg/features/kube_features.go).
bool isTakenLater(const Cause &cause, const ApiKind &kind, int minor);
// Causes that follow from others go: mounts of a volume that was refused, labels beside a
// selector that is not there, a status that the server makes.
void dropConsequences(std::vector<Cause> &causes);
// The cause's field as the object has it, where a server speaks of one that it has made of another: clusterIPs of
// clusterIP, data of stringData, the schema of a definition's only version.
QString writtenField(const QString &field, const ApiKind &kind, const model::Value &written);
// "Invalid value: core.ServicePort{…}: must be unique" without the Go in it, without regular expressions, and without
// what an error tells of a secret's contents.
QString plainMessage(const QString &message);
// The values that Kubernetes 1.minor would have listed, where later versions have more of them.
QString messageOfVersion(const QString &message, const Cause &cause, const ApiKind &kind, int minor);

} // namespace practice
