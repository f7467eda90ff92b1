// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/componentclient.h"

#include <vector>

namespace practice {

// ControllerRevisions: the pod templates that an owner had, numbered (pkg/controller/history). For StatefulSets and
// DaemonSets, which hash and label them differently.

using Revisions = std::vector<model::Value>;

// {"spec":{"template":{"$patch":"replace",…}}}, keys sorted as Go writes maps.
model::Value templateData(const model::Value &owner);
// A name is cut so that it holds the hash.
model::Value newRevision(const model::Value &owner, const model::Value &data, qint64 number, QStringView hashLabel,
                         const QString &hash);
bool hasData(const model::Value &revision, const model::Value &data);
qint64 numberOf(const model::Value &revision);
// By number, then age, then name.
void sortRevisions(Revisions &revisions);
// The owner as it was.
model::Value withTemplateOf(const model::Value &owner, const model::Value &revision);
// The revision with another number, written.
Answer<model::Value> renumber(const ComponentClient &client, model::Value revision, qint64 number);

} // namespace practice
