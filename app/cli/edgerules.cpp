// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/edgerules.h"

#include "app/cli/talk.h"
#include "model/relations/rulefile.h"

#include <QStandardPaths>

namespace app {

using namespace Qt::StringLiterals;

bool loadEdgeRules()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    const auto loaded = model::installRuleFiles({folder + u"/kubewright/edges.yaml"_s, u".kubewright/edges.yaml"_s});
    if (!loaded) say(loaded.error().toString());
    return loaded.ok();
}

} // namespace app
