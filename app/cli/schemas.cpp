// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schemas.h"

#include "app/cli/arguments.h"
#include "model/document/files.h"
#include "model/schema/definitionfile.h"

#include <QCoreApplication>

namespace app {

using model::Error;

Schemas readSchemas(const Arguments &arguments)
{
    Schemas schemas;
    const QByteArray version = arguments.value("kubernetes-version").toUtf8();
    if (!version.isEmpty()) schemas.kinds = model::KindSet(model::SchemaStore::nearest(version));
    for (const QString &path : arguments.values("schema")) {
        model::ReadFiles read = model::readFiles({path});
        schemas.errors.insert(schemas.errors.end(), read.errors.begin(), read.errors.end());
        bool defines = false;
        for (const model::ReadFile &file : read.files) {
            const model::CustomKinds kinds = model::customKindsOfFile(file.text, file.path);
            schemas.kinds.add(kinds);
            defines = defines || !kinds.empty();
        }
        if (!defines && read.errors.empty())
            schemas.errors.push_back({Error::Code::Invalid,
                                      QCoreApplication::translate(
                                          "CommandLine", "no schema of a kind: neither a CustomResourceDefinition, an "
                                                         "OpenAPI document nor a JSON schema that says its kind"),
                                      model::Location{path}});
    }
    return schemas;
}

} // namespace app
