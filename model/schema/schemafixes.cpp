// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/schemafixes.h"

#include "model/schema/kindcheck.h"

#include <QCoreApplication>

namespace model {

using namespace Qt::StringLiterals;

std::vector<SchemaFix> schemaFixesFor(const ResourceSet &set, const KindSet &kinds, const Problem &problem)
{
    if (problem.rule != u"schema-removed-version" && problem.rule != u"schema-deprecated-version") return {};
    const Resource *resource = set.find(problem.resource);
    // An item of a PodList has no apiVersion of its own.
    if (!resource || !resource->root()[u"apiVersion"]) return {};
    const NewVersion instead = newVersionOf(resource->root(), resource->apiVersion, resource->key.kind, kinds);
    if (!instead.isEnough) return {};
    return {{QCoreApplication::translate("Schema", "Use apiVersion: %1").arg(instead.apiVersion),
             {SetField{resource->key, {u"apiVersion"_s}, instead.apiVersion}}}};
}

} // namespace model
