// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace app {

// What a rule of validation finds, why it matters, what to do, and how to switch it; nothing for a word that is none.
// Ends with a line end.
std::optional<QString> explainRule(const QString &word);
// Every rule in one line: its id, severity, and what it finds.
QString listRules();

} // namespace app
