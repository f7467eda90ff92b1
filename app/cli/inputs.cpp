// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/inputs.h"

#include "app/cli/talk.h"
#include "model/base/limits.h"

#include <QCoreApplication>
#include <QFile>

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
    for (const Error &error : errors) cannotRun(error.toString());
    if (errors.empty() && isEmpty()) say(u"0 resources"_s);
    return errors.empty();
}

Inputs toInputs(model::ReadFiles read)
{
    Inputs inputs;
    inputs.errors = std::move(read.errors);
    std::vector<model::SourceFile> sources;
    model::YamlBudget budget;
    for (model::ReadFile &file : read.files)
        sources.push_back({file.path, model::YamlStream::parse(std::move(file.text), nullptr, &budget)});
    inputs.resources = model::ResourceSet::build(std::move(sources));
    return inputs;
}

Inputs readInputs(const QStringList &paths, model::Folders folders)
{
    Inputs inputs;
    std::vector<model::SourceFile> sources;
    QStringList onDisk = paths;
    const bool wantsStdin = onDisk.removeAll(u"-"_s) > 0;
    model::ReadFiles read = model::readFiles(onDisk, folders);
    inputs.errors = std::move(read.errors);
    model::YamlBudget budget;
    for (model::ReadFile &file : read.files)
        sources.push_back({file.path, model::YamlStream::parse(std::move(file.text), nullptr, &budget)});
    if (wantsStdin) {
        auto text = readStdin();
        if (text)
            sources.push_back({u"stdin"_s, model::YamlStream::parse(*std::move(text), nullptr, &budget)});
        else
            inputs.errors.push_back(text.error());
    }
    inputs.resources = model::ResourceSet::build(std::move(sources));
    return inputs;
}

} // namespace app
