// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/diffreport.h"
#include "app/cli/edgerules.h"
#include "app/cli/gitrevision.h"
#include "app/cli/inputs.h"
#include "app/cli/leftout.h"
#include "app/cli/report.h"
#include "app/cli/talk.h"
#include "cluster/practice/offline/completion.h"
#include "model/base/say.h"
#include "model/diff/difference.h"

#include <algorithm>

namespace app {

using namespace Qt::StringLiterals;

namespace {

// One of the two sets.
struct Side
{
    GitFiles git = {}; // holds the folder that a revision is rendered in
    Inputs inputs = {};
    QString root = {};
};

Side readSide(const QString &argument)
{
    Side side;
    side.root = argument == u"-" ? u"stdin"_s : argument;
    const auto path = GitPath::parse(argument);
    if (!path) {
        side.inputs = readInputs({argument});
        return side;
    }
    side.git = readGit(*path);
    if (!side.git.folder) {
        side.inputs = toInputs(std::move(side.git.read));
        return side;
    }
    side.root = side.git.path;
    side.inputs = readInputs({side.root});
    for (model::Error &error : side.inputs.errors) {
        error.message = side.git.inWords(error.message);
        if (error.where) error.where->file = side.git.inWords(error.where->file);
    }
    return side;
}

// Nothing: it can be compared.
std::optional<int> refuse(const Side &side)
{
    const Inputs &inputs = side.inputs;
    if (!inputs.report()) return 2;
    if (!inputs.apart.empty())
        return cannotRun(model::say("diff: these define the same resources; name one of them: %1")
                             .arg(side.git.inWords(inputs.apartNames())));
    // What is defined twice or is no resource is left out, and compared apart; what cannot be read would look removed.
    const auto isUnreadable = [](const model::Problem &problem) {
        return problem.severity == model::Severity::Error && problem.rule != u"duplicate-resource" &&
               problem.rule != u"yaml-not-a-resource";
    };
    model::Problems problems = inputs.resources->problems();
    inputs.relocate(problems);
    problems.insert(problems.end(), inputs.problems.begin(), inputs.problems.end());
    const auto first = std::ranges::find_if(problems, isUnreadable);
    if (first != problems.end()) return cannotRun(side.git.inWords(problemLine(*first)));
    sayLeftOut(u"diff"_s, inputs, [&side](const QString &line) { return side.git.inWords(line); });
    return std::nullopt;
}

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
    const Side before = readSide(paths[0]);
    if (const auto status = refuse(before)) return *status;
    const Side after = readSide(paths[1]);
    if (const auto status = refuse(after)) return *status;
    const bool isLeftOutSame = isSameLeftOut(*before.inputs.resources, *after.inputs.resources);
    const model::Difference difference =
        model::differenceOf(*before.inputs.resources, *after.inputs.resources, {before.root, after.root},
                            model::SchemaStore::newest(), practice::offlineCompletion());
    const Listing listing = arguments.has("all") ? Listing::Whole : Listing::Short;
    putData(printDifference({difference, paths[0], paths[1], isLeftOutSame}, arguments.value("output", u"text"_s),
                            listing));
    if (!isLeftOutSame) say(model::say("diff: what is left out is not the same on both sides"));
    return difference.isEmpty() && isLeftOutSame ? 0 : 1;
}

} // namespace app
