// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schemas.h"

#include "app/cli/arguments.h"
#include "app/cli/talk.h"
#include "model/schema/definitionfile.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace app {

using model::Error;

std::vector<Error>
readSchemaFiles(const Arguments &arguments,
                const std::function<void(const model::ReadFile &file, const model::CustomKinds &kinds)> &visit)
{
    std::vector<Error> errors;
    for (const QString &path : arguments.values("schema")) {
        const model::ReadFiles read = model::readFiles({path}, model::Folders::Recursive, model::Packages::AsFiles,
                                                       {.stamps = model::Stamps::Omit, .pipes = true});
        errors.insert(errors.end(), read.errors.begin(), read.errors.end());
        std::vector<Error> unreadable;
        bool defines = false;
        for (const model::ReadFile &file : read.files) {
            const auto kinds = model::readCustomKinds(file.text, file.path);
            if (!kinds) {
                unreadable.push_back(kinds.error());
                continue;
            }
            visit(file, *kinds);
            defines = defines || !kinds->empty();
        }
        if (defines && QFileInfo(path).isDir()) {
            // A chart's templates, notes: told, for a kind may be in them.
            for (const Error &error : unreadable) complain(error.toString());
            unreadable.clear();
        }
        errors.insert(errors.end(), unreadable.begin(), unreadable.end());
        if (!defines && unreadable.empty() && read.errors.empty())
            errors.push_back({Error::Code::Invalid,
                              QCoreApplication::translate("CommandLine",
                                                          "no schema of a kind: neither a CustomResourceDefinition, an "
                                                          "OpenAPI document nor a JSON schema that says its kind"),
                              model::Location{path}});
    }
    return errors;
}

Schemas readSchemas(const Arguments &arguments)
{
    Schemas schemas;
    const QByteArray version = arguments.value("kubernetes-version").toUtf8();
    if (!version.isEmpty()) schemas.kinds = model::KindSet(model::SchemaStore::nearest(version));
    schemas.errors = readSchemaFiles(
        arguments, [&schemas](const model::ReadFile &, const model::CustomKinds &kinds) { schemas.kinds.add(kinds); });
    return schemas;
}

} // namespace app
