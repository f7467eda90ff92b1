// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>

// Where the schema layer and a server's strict dry run differ about a resource of a real file, and why that is right.
struct KnownDifference
{
    const char *file;     // from the end of its path
    const char *resource; // "Deployment web"; empty: all of the file
    bool serverRefuses;   // else it takes what the schema layer calls wrong
    const char *why;
};

std::span<const KnownDifference> knownDifferences();
const KnownDifference *knownDifference(const QString &file, const QString &resource);
