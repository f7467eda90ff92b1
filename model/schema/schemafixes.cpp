// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/schemafixes.h"

#include "model/schema/kindcheck.h"
#include "model/yaml/resolver.h"

#include <QCoreApplication>

namespace model {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text) { return QCoreApplication::translate("Schema", text); }

// What a fix of "did you mean X?" means, in whatever language it was said; empty: it is another one.
QString meant(const QString &fix)
{
    const QStringList around = say("did you mean %1?").split(u"%1"_s);
    const QString &head = around.first(), &tail = around.last();
    if (around.size() != 2 || fix.size() <= head.size() + tail.size() || !fix.startsWith(head) || !fix.endsWith(tail))
        return {};
    return fix.mid(head.size(), fix.size() - head.size() - tail.size());
}

std::vector<SchemaFix> useAnotherVersion(const Resource &resource, const KindSet &kinds)
{
    // An item of a PodList has no apiVersion of its own.
    if (!resource.root()[u"apiVersion"]) return {};
    const NewVersion instead = newVersionOf(resource.root(), resource.apiVersion, resource.key.kind, kinds);
    if (!instead.isEnough) return {};
    return {{say("Use apiVersion: %1").arg(instead.apiVersion),
             {SetField{resource.key, {u"apiVersion"_s}, instead.apiVersion}}}};
}

std::vector<SchemaFix> removeQuotes(const Resource &resource, const FieldPath &field)
{
    const YamlRef value = resource.at(field);
    if (!value || !value.isScalar() || value.node().style == YamlStyle::Plain) return {};
    const Scalar plain = resolvePlain(value.node().value);
    if (plain.type == ScalarType::String || plain.type == ScalarType::Null) return {};
    const auto number = value.text().toLongLong();
    if (plain.type == ScalarType::Bool)
        return {{say("Remove the quotes"), {SetField{resource.key, field, value.text().toLower() == u"true"}}}};
    if (QString::number(number) != value.text()) return {}; // 0777, 1e3: somebody must choose
    return {{say("Remove the quotes"), {SetField{resource.key, field, number}}}};
}

} // namespace

std::vector<SchemaFix> schemaFixesFor(const ResourceSet &set, const KindSet &kinds, const Problem &problem)
{
    const Resource *resource = set.find(problem.resource);
    if (!resource || resource->stale || problem.layer != Layer::Schema) return {};
    if (problem.rule == u"schema-removed-version" || problem.rule == u"schema-deprecated-version")
        return useAnotherVersion(*resource, kinds);
    if (problem.field.isEmpty()) return {};
    if (problem.fix == say("remove the quotes")) return removeQuotes(*resource, problem.field);
    const QString instead = meant(problem.fix);
    if (instead.isEmpty()) return {};
    if (problem.rule == u"schema-unknown-field") {
        const auto *name = std::get_if<QString>(&problem.field.last());
        if (!name || resource->at(problem.field.parent())[instead]) return {};
        return {{say("Rename %1 to %2").arg(*name, instead), {RenameField{resource->key, problem.field, instead}}}};
    }
    const YamlRef value = resource->at(problem.field);
    if (!value || !value.isScalar() || resource->spanInFile(value) != problem.span) return {}; // a label's key
    return {{say("Use %1").arg(instead), {SetField{resource->key, problem.field, instead}}}};
}

} // namespace model
