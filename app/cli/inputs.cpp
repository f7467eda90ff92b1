// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/inputs.h"

#include "app/cli/helm.h"
#include "app/cli/talk.h"
#include "model/base/limits.h"
#include "model/document/parsefiles.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cstdio>

namespace app {

using model::Error;
using namespace Qt::StringLiterals;

namespace {

model::Result<QByteArray> readStdin()
{
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return Error{Error::Code::Io, in.errorString(), model::Location{u"stdin"_s}};
    QByteArray text;
    while (text.size() <= model::limits::maxFileBytes) {
        const QByteArray more = in.read(1 << 20);
        if (more.isEmpty()) break;
        text += more;
    }
    if (text.size() > model::limits::maxFileBytes)
        return Error{
            Error::Code::TooLarge,
            QCoreApplication::translate("CommandLine", "more than %1 MiB").arg(model::limits::maxFileBytes >> 20),
            model::Location{u"stdin"_s}};
    if (in.error() != QFileDevice::NoError)
        return Error{Error::Code::Io, in.errorString(), model::Location{u"stdin"_s}};
    return text;
}

} // namespace

bool Inputs::report() const
{
    for (const Error &error : errors) complain(error.toString());
    if (errors.empty() && isEmpty()) say(u"0 resources"_s);
    return errors.empty();
}

Inputs toInputs(model::ReadFiles read)
{
    Inputs inputs;
    inputs.errors = std::move(read.errors);
    model::YamlBudget budget;
    inputs.resources = model::ResourceSet::build(model::parseFiles(std::move(read.files), budget));
    return inputs;
}

void Inputs::relocate(model::Problem &problem) const
{
    const auto whose = std::ranges::find(renderings, problem.file, [](const auto &one) { return one->file(); });
    if (whose != renderings.end()) (*whose)->relocate(problem);
}

void Inputs::relocate(model::Problems &found) const
{
    for (model::Problem &problem : found) relocate(problem);
    if (!renderings.empty()) model::sortProblems(found);
}

bool Inputs::isRendered(const QString &file) const
{
    return std::ranges::any_of(renderings, [&file](const auto &rendering) { return rendering->file() == file; });
}

QString Inputs::apartNames() const
{
    QStringList names;
    for (const auto &set : apart)
        for (const model::SourceFile &file : set->files()) names += file.path;
    return names.join(u", "_s);
}

namespace {

// Charts that the user named; the others are told of.
void renderCharts(const model::ReadFiles &read, const QByteArray &kubernetesVersion, Inputs &inputs)
{
    for (const model::PackageFolder &chart : read.charts) {
        if (!chart.asked) {
            model::Problem problem;
            problem.severity = model::Severity::Info;
            problem.rule = u"helm-chart"_s;
            problem.file = chart.path;
            problem.message = QCoreApplication::translate("Helm", "this is a Helm chart; it was not checked");
            problem.fix = QCoreApplication::translate("Helm", "name its folder to have helm render it");
            inputs.problems.push_back(std::move(problem));
            continue;
        }
        auto rendering = renderChart(chart.path, kubernetesVersion);
        if (rendering)
            inputs.renderings.push_back(*std::move(rendering));
        else
            inputs.errors.push_back(rendering.error());
    }
}

} // namespace

Inputs readInputs(const QStringList &paths, model::Folders folders, int threads, const QByteArray &kubernetesVersion)
{
    Inputs inputs;
    QStringList onDisk = paths;
    const bool wantsStdin = onDisk.removeAll(u"-"_s) > 0;
    model::ReadFiles read = model::readFiles(onDisk, folders, model::Packages::Recognise,
                                             {.threads = threads, .stamps = model::Stamps::Omit, .pipes = true});
    inputs.errors = std::move(read.errors);
    inputs.renderings = model::renderKustomizations(read, inputs.problems);
    renderCharts(read, kubernetesVersion, inputs);
    for (const auto &rendering : inputs.renderings)
        inputs.problems.insert(inputs.problems.end(), rendering->problems().begin(), rendering->problems().end());
    model::sortProblems(inputs.problems);
    model::YamlBudget budget;
    std::vector<model::SourceFile> sources = model::parseFiles(std::move(read.files), budget, threads);
    if (wantsStdin) {
        auto text = readStdin();
        if (text)
            sources.push_back({u"stdin"_s, model::YamlStream::parse(*std::move(text), nullptr, &budget)});
        else
            inputs.errors.push_back(text.error());
    }
    model::Worlds worlds = model::divide(std::move(sources), inputs.renderings, budget);
    inputs.resources = std::move(worlds.main);
    inputs.apart = std::move(worlds.apartResources);
    return inputs;
}

} // namespace app
