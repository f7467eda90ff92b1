// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace model {

// A rule of another layer than practice: what docs/formats.md and docs/edges.md list.
struct RuleEntry
{
    const char *id;
    Layer layer;
    const char *severity; // "error", "warning or error"
    const char *what;     // one sentence, English; translated where it is shown (context "Rules")
    const char *why;      // the same
    const char *fix;      // what to do, a phrase; may be empty
};

const std::vector<RuleEntry> &otherRules();
const RuleEntry *otherRule(QStringView id);

// Every rule that can be in a list of problems, sorted; and those of practice alone.
const std::vector<QByteArray> &ruleIds();
const std::vector<QByteArray> &practiceRuleIds();

// What a check of kube-linter or kube-score is called here: the id, or a pattern; empty when nothing does the same. A
// check that several rules share gives all of them.
QStringList rulesOfKubeLinter(const QString &check);
QStringList rulesOfKubeScore(const QString &check);

// Pairs for docs/rules.md: the other tool's word, and ours, separated by commas.
std::vector<std::pair<QString, QString>> kubeLinterNames();
std::vector<std::pair<QString, QString>> kubeScoreNames();

} // namespace model
