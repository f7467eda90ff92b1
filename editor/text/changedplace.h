// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/span.h"
#include "model/document/changeset.h"

namespace editor {

struct ChangedPlace
{
    QString file; // empty: no text changed that is still there
    model::Span span = {};
};

// The topmost place that changes touched, as it stands after all of them: in the preferred file if they touched that,
// else in the first that they touched. Of a file that joined it is the start, of one that left there is none.
ChangedPlace changedPlace(const model::ChangeSet &changes, const QString &preferred);

} // namespace editor
