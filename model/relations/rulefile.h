// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/relations/fieldrule.h"

#include <QByteArray>

#include <vector>

// Rule files: edges of kinds that Kubernetes itself does not have, as data. docs/edges.md has the format.
namespace model {

constexpr qsizetype maxRuleFileBytes = qsizetype(1) << 20;
constexpr int maxFileRules = 1000;
constexpr int maxPatternSteps = 32;

// YAML or JSON. file: for messages. Errors: Syntax, TooLarge, and Invalid with the place of the first thing that is no
// rule; then nothing of the file counts.
Result<std::vector<FieldRule>> readFieldRules(const QByteArray &text, const QString &file);

// Puts the rules of these files into force, beside those that the program brings (FieldRules::install). A file that
// isn't there is none. Errors: those of readFieldRules(), Io, and Unsupported for what is no plain file; then nothing
// changes.
Result<void> installRuleFiles(const QStringList &paths);

// The rules that the program brings: Gateway API, Prometheus operator, cert-manager and others.
std::vector<FieldRule> wellKnownFieldRules();

} // namespace model
