// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <span>

// One fault in an otherwise good manifest, and what is said about it. The apiserver refuses every one
// (tst_validatelive).
struct BrokenCase
{
    const char *name;
    const char *manifest; // of goodManifest()
    const char *from;     // replaced once
    const char *to;
    const char *problems; // line:column: …, as the text output has it
};

QByteArray goodManifest(const char *name);
QByteArray manifestOf(const BrokenCase &broken);
std::span<const BrokenCase> brokenCases();
// The same of the server's rules for whole objects.
std::span<const BrokenCase> ruleCases();
// What looks wrong but is taken: no problems.
std::span<const BrokenCase> soundCases();
