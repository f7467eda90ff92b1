// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/words/explanation.h"

#include <QString>

namespace app {

// A kind or field as text for a terminal, ending with a line end: what it is, our words, then theirs (what a schema
// that is not built in says, with source before it: "The cluster says"), and the fields below. What others wrote has no
// control characters in it.
QString explanationText(const model::Explanation &explained, const QString &source);
// The same head, and the whole tree of the fields below.
QString treeText(const model::Explanation &explained);

} // namespace app
