// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/validate.h"

#include "model/schema/kindcheck.h"
#include "model/schema/lifecycle.h"
#include "model/schema/walker.h"
#include "model/yaml/yamlvalue.h"

namespace model {

using namespace Qt::StringLiterals;

void validateSchema(YamlRef root, const KindSet &kinds, SchemaFindings &out)
{
    validateSchema(root, root[u"apiVersion"].string(), root[u"kind"].string(), kinds, out);
}

void validateSchema(YamlRef root, const QString &apiVersion, const QString &kind, const KindSet &kinds,
                    SchemaFindings &out)
{
    if (!root.isMapping() || apiVersion.isEmpty() || kind.isEmpty()) return;
    SchemaWalker walker(*root.document(), out);
    const SavedKind saved{root, apiVersion, kind, kinds};
    if (const CustomKind *custom = kinds.find(apiVersion, kind)) return checkCustomKind(saved, *custom, walker);
    const SchemaKind known = kinds.builtin().kind(apiVersion.toUtf8(), kind.toUtf8());
    if (!known) return reportUnknownKind(saved, walker);
    checkDeprecation(saved, walker);
    walker.checkOwnName(root, known, kubernetesMinor(kinds.builtin().kubernetesVersion()));
    walker.walk(root, known);
}

void appendSchemaProblems(const Resource &resource, const KindSet &kinds, Places &places, Problems &out)
{
    if (resource.isRefused) return;
    SchemaFindings findings;
    validateSchema(resource.root(), resource.apiVersion, resource.key.kind, kinds, findings);
    for (SchemaFinding &finding : findings) {
        const TextPosition at = places.codePoints(resource.document, finding.span.begin);
        out.push_back({.severity = finding.severity,
                       .layer = Layer::Schema,
                       .rule = finding.rule,
                       .file = resource.file,
                       .line = resource.firstLine + at.line + 1,
                       .column = at.column + 1,
                       .span = finding.span.shifted(resource.offset),
                       .resource = resource.key,
                       .field = std::move(finding.field),
                       .message = std::move(finding.message),
                       .fix = std::move(finding.fix)});
    }
}

Problems schemaProblems(const ResourceSet &resources, KindSet kinds)
{
    for (const Resource &resource : resources.resources()) kinds.add(customKinds(resource));
    Problems problems;
    Places places;
    for (const auto *list : {&resources.resources(), &resources.leftOut()})
        for (const Resource &resource : *list)
            if (!resource.stale) appendSchemaProblems(resource, kinds, places, problems);
    return problems;
}

CustomKinds customKinds(const Resource &resource)
{
    if (resource.isRefused || resource.key.kind != u"CustomResourceDefinition" ||
        resource.key.group != u"apiextensions.k8s.io")
        return {};
    const Result<Value> value = toValue(resource.root());
    return value ? customKinds(*value) : CustomKinds();
}

} // namespace model
