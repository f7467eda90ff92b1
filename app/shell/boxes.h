// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"

#include <QMessageBox>

#include <vector>

namespace app {

// A question in a box that nobody waits for: no event loop of its own. The caller adds the buttons and opens it.
QMessageBox *makeBox(QWidget *window, const QString &title, const QString &text);

// Errors for one message: a line each, at most six.
QString linesOf(const std::vector<model::Error> &errors);

// The names of files for one sentence: at most four, then how many more.
QString namesOf(const QStringList &paths);

} // namespace app
