// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/findings.h"
#include "model/resource/resourceset.h"

#include <QByteArray>
#include <QSet>
#include <QString>

#include <memory>
#include <vector>

namespace app {

// What validation found, for a report.
struct Report
{
    std::vector<Finding> findings;                                     // sorted
    std::shared_ptr<const model::ResourceSet> resources;               // what was checked; never null
    std::vector<std::shared_ptr<const model::ResourceSet>> apart = {}; // the same, in worlds of their own
    QSet<QString> rendered = {}; // files whose text in the sets is a rendering; places of problems are in their own

    // Of all worlds; a resource that is defined twice is checked twice.
    qsizetype resourceCount() const;
};

// file:line:column: severity: message [rule], without anything that a terminal would obey.
QString problemLine(const model::Problem &problem);

// One of the formats of `validate -o`: text, json, junit, tap, sarif, github (docs/formats.md). Ends with a line end,
// or is empty: text and github say nothing where there is nothing to say. Stable for the same report.
QByteArray printReport(const Report &report, const QString &format);

} // namespace app
