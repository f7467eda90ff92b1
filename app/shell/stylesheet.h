// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "look/tokens.h"

#include <QString>

namespace app {

// The one style sheet, with the tokens' colours. Widgets ask for a role by a dynamic property: role="primary" (the one
// filled button), "tool", "caption", "title", "mono", "panel", "rail", "bar", "search".
QString styleSheet(const look::Tokens &tokens);

} // namespace app
