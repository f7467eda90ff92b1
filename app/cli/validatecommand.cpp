// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/edgerules.h"
#include "app/cli/fixcommand.h"
#include "app/cli/inputs.h"
#include "app/cli/report.h"
#include "app/cli/schemas.h"
#include "app/cli/talk.h"
#include "cluster/practice/offline/offlinecheck.h"
#include "model/base/parallel.h"
#include "model/base/say.h"
#include "model/document/checker.h"
#include "model/rules/catalogue.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace app {

using model::Severity;

namespace {

QString counted(qsizetype count, const QString &one, const QString &many) { return count == 1 ? one : many.arg(count); }

void summarise(const Report &report)
{
    const auto count = [&report](Severity severity) {
        return std::ranges::count(report.findings, severity, [](const Finding &one) { return one.problem.severity; });
    };
    auto files = qsizetype(report.resources->files().size());
    for (const auto &apart : report.apart) files += qsizetype(apart->files().size());
    say(model::say("%1 in %2: %3, %4, %5")
            .arg(counted(report.resourceCount(), model::say("1 resource"), model::say("%1 resources")),
                 counted(files, model::say("1 file"), model::say("%1 files")),
                 counted(count(Severity::Error), model::say("1 error"), model::say("%1 errors")),
                 counted(count(Severity::Warning), model::say("1 warning"), model::say("%1 warnings")),
                 counted(count(Severity::Info), model::say("1 note"), model::say("%1 notes"))));
}

// Of problems that the checker has not found. A word that means no rule is most likely a slip: it is told, and does
// nothing.
void removeIgnored(const QStringList &patterns, std::vector<Finding> &findings)
{
    std::erase_if(findings, [&patterns](const Finding &finding) {
        return std::ranges::any_of(
            patterns, [&finding](const QString &pattern) { return model::matchesRule(pattern, finding.problem.rule); });
    });
    for (const QString &pattern : patterns) {
        const auto means = [&pattern](const QByteArray &id) {
            return model::matchesRule(pattern, QString::fromLatin1(id));
        };
        if (std::ranges::none_of(model::ruleIds(), means))
            complain(model::say("validate: --ignore: there is no rule “%1”").arg(pattern)); // told, and goes on
    }
}

// What is large lives until the process ends, which is next: to give memory back piece by piece takes time and helps
// nobody.
template<typename T>
T &keep(T value)
{
    static auto &kept = *new std::vector<std::unique_ptr<T>>;
    return *kept.emplace_back(std::make_unique<T>(std::move(value)));
}

// Nothing: it has been said that this is no number of threads.
std::optional<int> threadsOf(const Arguments &arguments)
{
    if (!arguments.has("jobs")) return model::usefulThreads();
    constexpr int most = 64;
    const QString said = arguments.value("jobs");
    bool isNumber = false;
    const int number = said.toInt(&isNumber);
    if (isNumber && number >= 1 && number <= most) return number;
    complain(model::say("--jobs: “%1” is no number from 1 to %2").arg(said).arg(most));
    return std::nullopt;
}

int validate(const Arguments &arguments)
{
    const auto threads = threadsOf(arguments);
    if (!threads) return 2;
    if (!loadEdgeRules()) return 2;
    Schemas schemas = readSchemas(arguments);
    for (const model::Error &error : schemas.errors) complain(error.toString());
    if (!schemas.errors.empty()) return 2;
    auto &checker = *keep(std::make_unique<model::Checker>(std::move(schemas.kinds)));
    checker.setApiCheck(practice::offlineCheck());
    model::RuleSettingsSearch rules;
    if (arguments.has("rules")) {
        auto read = model::RuleSettingsSearch::ofFile(arguments.value("rules"));
        if (!read) return cannotRun(read.error().toString());
        rules = *std::move(read);
    }
    checker.setRules(std::move(rules));
    checker.setThreads(*threads);
    checker.setIgnored(arguments.values("ignore"));
    const Inputs &inputs = keep(readInputs(arguments.paths(), model::Folders::Recursive, *threads,
                                           arguments.value("kubernetes-version").toUtf8()));
    const bool readAll = inputs.report();
    if (!readAll && inputs.resources->files().empty() && inputs.problems.empty()) return 2;
    Report report;
    model::Problems found = checker.check(*inputs.resources);
    for (const auto &apart : inputs.apart) {
        const model::Problems more = checker.check(*apart);
        found.insert(found.end(), more.begin(), more.end());
    }
    report.findings = findingsOf(inputs, std::move(found));
    report.resources = inputs.resources;
    report.apart = inputs.apart;
    for (const auto &rendering : inputs.renderings) report.rendered.insert(rendering->file());
    removeIgnored(arguments.values("ignore"), report.findings);

    putData(printReport(report, arguments.value("output", QStringLiteral("text"))));
    if (arguments.has("summary") || arguments.has("fix")) summarise(report);
    if (!readAll) return 2;
    const Severity worst = arguments.has("strict") ? Severity::Warning : Severity::Error;
    const auto counts = [worst](const Finding &finding) { return finding.problem.severity <= worst; };
    return std::ranges::any_of(report.findings, counts) ? 1 : 0;
}

} // namespace

int runValidate(const Arguments &arguments)
{
    if (arguments.has("fix") || arguments.has("dry-run")) return runFix(arguments, validate);
    return validate(arguments);
}

} // namespace app
