// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QString>

namespace app {

// The help page of a rule: what `kubewright explain RULE` tells. Null for a word that is no rule. It deletes itself
// when it is closed.
QDialog *makeRuleDialog(const QString &rule, QWidget *parent);

} // namespace app
