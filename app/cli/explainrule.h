// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/rules/rule.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace app {

// What rules of all layers are told in.
struct RuleText
{
    QString id, layer, severity, what, why, fix;
    QString elsewhere = {};                      // its names in other programs
    bool isSwitchable = false, isDefault = true; // of practice
    std::vector<model::RuleParameter> parameters = {};
};
std::optional<RuleText> ruleText(const QString &id); // nothing for a word that is none
// ", on by default", ", off by default", or nothing of a rule that is always on.
QString ruleStateText(const RuleText &rule);
// Where and how it is switched off: ("the command line", "--ignore image-latest"). None for what a server says.
std::vector<std::pair<QString, QString>> ruleSwitches(const RuleText &rule);

// What a rule of validation finds, why it matters, what to do, and how to switch it; nothing for a word that is none.
// Ends with a line end.
std::optional<QString> explainRule(const QString &word);
// What an edge of the graph means, which fields say it and an example; nothing for a word that is no rule of edges.
std::optional<QString> explainEdgeRule(const QString &word);
QStringList edgeRuleWords();
// Every rule in one line: its id, severity, and what it finds; the rules of edges at the end.
QString listRules();

} // namespace app
