// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/validate.h"

#include "model/schema/suggest.h"
#include "model/schema/walker.h"

#include <QCoreApplication>

namespace model {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text) { return QCoreApplication::translate("Schema", text); }

QString apiVersionOf(const SchemaKind &kind)
{
    const QString version = QString::fromUtf8(kind.version);
    return kind.group.isEmpty() ? version : QString::fromUtf8(kind.group) + u'/' + version;
}

// Groups of Kubernetes itself: a CRD's group needs a dot (apiextensions validation), and the built-in ones are taken.
bool isBuiltinGroup(const SchemaStore &store, QByteArrayView group)
{
    return !group.contains('.') || store.hasGroup(group);
}

struct KindHint
{
    QString text;
    bool aboutKind = false; // else about apiVersion
};

// A kind that moved to another group or version (extensions/v1beta1 Deployment) keeps its name.
KindHint kindHint(const SchemaStore &store, QByteArrayView group, QByteArrayView name)
{
    const std::vector<SchemaKind> served = store.versions(group, name);
    if (!served.empty()) return {say("use apiVersion: %1").arg(apiVersionOf(served.front()))};
    std::vector<QByteArrayView> names;
    for (int i = 0; i < store.kindCount(); ++i) {
        const SchemaKind kind = store.kindAt(i);
        if (kind.kind == name && kind.stored) return {say("use apiVersion: %1").arg(apiVersionOf(kind))};
        if (kind.group == group && kind.stored) names.push_back(kind.kind);
    }
    const QByteArrayView near = nearestWord(name, names);
    if (near.isEmpty()) return {{}, store.hasGroup(group)};
    return {say("did you mean %1?").arg(QString::fromUtf8(near)), true};
}

void reportKind(YamlRef root, const QString &apiVersion, const QString &kind, const SchemaStore &store,
                SchemaWalker &walker)
{
    const QByteArray version = apiVersion.toUtf8(), name = kind.toUtf8();
    const QByteArrayView group = splitApiVersion(version).first;
    if (!isBuiltinGroup(store, group)) {
        walker.report(Severity::Info, "schema-no-schema"_L1, root[u"apiVersion"].span(), {u"apiVersion"_s},
                      say("no schema is known for %1 of %2; its fields are not checked").arg(kind, apiVersion));
        return;
    }
    const KindHint hint = kindHint(store, group, name);
    const QString field = hint.aboutKind ? u"kind"_s : u"apiVersion"_s;
    walker.report(
        Severity::Error, "schema-unknown-kind"_L1, root[field].span(), {field},
        say("Kubernetes %1 has no %2 in %3").arg(QString::fromUtf8(store.kubernetesVersion()), kind, apiVersion),
        hint.text);
}

} // namespace

void validateSchema(YamlRef root, const SchemaStore &store, SchemaFindings &out)
{
    validateSchema(root, root[u"apiVersion"].string(), root[u"kind"].string(), store, out);
}

void validateSchema(YamlRef root, const QString &apiVersion, const QString &kind, const SchemaStore &store,
                    SchemaFindings &out)
{
    if (!root.isMapping() || apiVersion.isEmpty() || kind.isEmpty()) return;
    SchemaWalker walker(*root.document(), out);
    const SchemaKind known = store.kind(apiVersion.toUtf8(), kind.toUtf8());
    if (!known) return reportKind(root, apiVersion, kind, store, walker);
    walker.checkOwnName(root, known);
    walker.walk(root, known);
}

void appendSchemaProblems(const Resource &resource, const SchemaStore &store, Places &places, Problems &out)
{
    if (resource.isRefused) return;
    SchemaFindings findings;
    validateSchema(resource.root(), resource.apiVersion, resource.key.kind, store, findings);
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

Problems schemaProblems(const ResourceSet &resources, const SchemaStore &store)
{
    Problems problems;
    Places places;
    for (const auto *list : {&resources.resources(), &resources.leftOut()})
        for (const Resource &resource : *list)
            if (!resource.stale) appendSchemaProblems(resource, store, places, problems);
    return problems;
}

} // namespace model
