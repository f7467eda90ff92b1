// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/inputs.h"
#include "app/cli/report.h"
#include "app/cli/talk.h"
#include "model/document/checker.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {

using model::Severity;

namespace {

struct Say
{
    Q_DECLARE_TR_FUNCTIONS(Validate)
};

void summarise(const Report &report)
{
    const auto count = [&report](Severity severity) {
        return std::ranges::count(report.problems, severity, &model::Problem::severity);
    };
    say(Say::tr("%1 resources in %2 files: %3 errors, %4 warnings, %5 notes")
            .arg(report.resources->resources().size())
            .arg(report.resources->files().size())
            .arg(count(Severity::Error))
            .arg(count(Severity::Warning))
            .arg(count(Severity::Info)));
}

} // namespace

int runValidate(const Arguments &arguments)
{
    const Inputs inputs = readInputs(arguments.paths());
    const bool readAll = inputs.report();
    if (!readAll && inputs.resources->files().empty()) return 2;
    Report report;
    report.problems = model::Checker().check(*inputs.resources);
    report.resources = inputs.resources;
    const QStringList ignored = arguments.values("ignore");
    std::erase_if(report.problems,
                  [&ignored](const model::Problem &problem) { return ignored.contains(problem.rule); });

    putData(printReport(report, arguments.value("output", QStringLiteral("text"))));
    if (arguments.has("summary")) summarise(report);
    if (!readAll) return 2;
    const Severity worst = arguments.has("strict") ? Severity::Warning : Severity::Error;
    const auto counts = [worst](const model::Problem &problem) { return problem.severity <= worst; };
    return std::ranges::any_of(report.problems, counts) ? 1 : 0;
}

} // namespace app
