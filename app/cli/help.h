// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/optiontable.h"

#include <QByteArray>
#include <QString>

namespace app {

// What --help prints: usage, what the command does, its options, its exit statuses; for the window also the list of
// commands.
QString helpText(const Command &command);

// kubewright(1) in roff, of all commands. Not translated.
QByteArray manPage();

} // namespace app
