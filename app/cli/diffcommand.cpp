// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/diffreport.h"
#include "app/cli/edgerules.h"
#include "app/cli/gitrevision.h"
#include "app/cli/inputs.h"
#include "app/cli/report.h"
#include "app/cli/talk.h"
#include "model/base/say.h"
#include "model/diff/difference.h"

#include <algorithm>

namespace app {

using namespace Qt::StringLiterals;

namespace {

bool isKustomization(const QString &file)
{
    const QString name = file.mid(file.lastIndexOf(u'/') + 1);
    return name == u"kustomization.yaml" || name == u"kustomization.yml" || name == u"Kustomization";
}

Inputs readSide(const QString &argument)
{
    const auto git = GitPath::parse(argument);
    if (!git) return readInputs({argument});
    model::ReadFiles read = readGit(*git);
    // Rendered on one side and as it stands on the other, everything would seem to differ.
    for (const model::ReadFile &file : read.files)
        if (isKustomization(file.path))
            read.errors.push_back({model::Error::Code::Unsupported,
                                   model::say("a kustomization is rendered from disk only: check the revision out"),
                                   model::Location{file.path}});
    return toInputs(std::move(read));
}

// Nothing: it can be compared.
std::optional<int> refuse(const Inputs &inputs)
{
    if (!inputs.report()) return 2;
    if (!inputs.apart.empty())
        return cannotRun(
            model::say("diff: these define the same resources; name one of them: %1").arg(inputs.apartNames()));
    // What is defined twice or is no resource is left out on both sides alike; what cannot be read would look removed.
    const auto isUnreadable = [](const model::Problem &problem) {
        return problem.severity == model::Severity::Error && problem.rule != u"duplicate-resource" &&
               problem.rule != u"yaml-not-a-resource";
    };
    model::Problems problems = inputs.resources->problems();
    inputs.relocate(problems);
    problems.insert(problems.end(), inputs.problems.begin(), inputs.problems.end());
    const auto first = std::ranges::find_if(problems, isUnreadable);
    if (first == problems.end()) return std::nullopt;
    return cannotRun(problemLine(*first));
}

QString rootOf(const QString &argument) { return argument == u"-" ? u"stdin"_s : argument; }

} // namespace

int runDiff(const Arguments &arguments)
{
    if (!loadEdgeRules()) return 2;
    const QStringList &paths = arguments.paths();
    if (paths.size() != 2)
        return cannotRun(model::say("diff: two paths are needed, and there are %1").arg(paths.size()));
    for (const QString &path : paths)
        if (path.startsWith(u"cluster:") && GitPath::parse(path))
            return cannotRun(model::say("diff: comparing with a cluster is not available yet in this version"));
    if (paths[0] == u"-" && paths[1] == u"-") return cannotRun(model::say("diff: only one side can be standard input"));
    const Inputs before = readSide(paths[0]);
    if (const auto status = refuse(before)) return *status;
    const Inputs after = readSide(paths[1]);
    if (const auto status = refuse(after)) return *status;
    const model::Difference difference =
        model::differenceOf(*before.resources, *after.resources, {rootOf(paths[0]), rootOf(paths[1])});
    putData(printDifference(difference, arguments.value("output", u"text"_s), paths[0], paths[1]));
    return difference.isEmpty() ? 0 : 1;
}

} // namespace app
