// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace model {

// The part of docs/edges.md about a rule, as plain text: fields, drawing and deleting, an example. Empty: there is none
// of that name.
QString edgePage(const QString &rule);

} // namespace model
