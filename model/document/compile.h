// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/document/changeset.h"
#include "model/resource/resourceset.h"

namespace model {

// What edits mean in bytes: the smallest change of the set's files that carries them out, in order; a later edit sees
// what an earlier one did. Any thread. Errors: NotFound (no such resource), Invalid with the place (its text is broken
// now; the field cannot be set there), Unsupported (adding to a JSON file).
// detached: takes a sentence for each place that shared its value by an alias or a merge and has a copy of its own
// after them, "shop.yaml:12: spec.template stood for an anchor; it gets a copy of its own".
Result<ChangeSet> compileEdits(const ResourceSet &resources, const Edits &edits, QStringList *detached = nullptr);

// Appends YAML text (LF line ends; one or more documents, as from a template or the clipboard) to a file, which may be
// new. Errors: Invalid (it holds a resource that is there already, with its place), Unsupported (a JSON file).
Result<ChangeSet> appendYaml(const ResourceSet &resources, const QString &file, const QByteArray &yaml);

} // namespace model
