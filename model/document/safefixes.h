// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/document/checker.h"
#include "model/schema/kindset.h"

#include <QByteArray>

#include <functional>

namespace model {

struct SafelyFixed
{
    QByteArray text;
    int count = 0; // problems that are gone
};

// One file's text after all quick fixes that may be done unasked (QuickFix::isSafe) of problems that are wanted: found,
// applied and looked for again until there are none, for at most 100 rounds. A fix after which the document could not
// be read, held other resources, or had its problem still, is not done; nor one that would change what an anchor or an
// alias stands for. kinds: those of the checker, and the files' own definitions. Any thread.
SafelyFixed applySafeFixes(const QString &file, const QByteArray &text, const KindSet &kinds, Checker &checker,
                           const std::function<bool(const Problem &)> &isWanted);

} // namespace model
