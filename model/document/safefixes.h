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
    Problems fixed; // those that are gone, with the lines that were theirs in the text as it was given; in no order
    bool isStopped = false; // there may be more to be fixed: it took too long
};

// One file's text after all quick fixes that may be done unasked (QuickFix::isSafe) of problems that are wanted: found,
// applied together, and looked for again until there are none, or until some seconds' worth of work is done. A fix
// after which the document could not be read, held other resources, or had its problem still, is not done. Documents
// with aliases are left alone: a value may stand in many places. kinds: those of the checker, and the files' own
// definitions. isWanted is asked with the lines of the text as it was given, too. Any thread.
SafelyFixed applySafeFixes(const QString &file, const QByteArray &text, const KindSet &kinds, Checker &checker,
                           const std::function<bool(const Problem &)> &isWanted);

} // namespace model
