// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/commandsearch.h"
#include "cluster/config/kubeconfig.h"
#include "model/resource/resourceset.h"

#include <QList>

class QMenu;

// What the field on top can find.
namespace app {

// The document's resources, in the order of their files; go is called with the key of the chosen one.
CommandEntries resourceEntries(const model::ResourceSet &resources,
                               const std::function<void(const model::ResourceKey &)> &go);

// Everything in the menu that can be done now, sub-menus included.
CommandEntries actionEntries(const QMenu &menu);

// Contexts that this program can connect to; connectTo is called with the name of the chosen one.
CommandEntries contextEntries(const QList<cluster::ContextInfo> &contexts,
                              const std::function<void(const QString &)> &connectTo);

} // namespace app
