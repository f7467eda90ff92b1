// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/validate.h"

#include "model/base/textindex.h"
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

// Kinds moved out of extensions, and between versions; of the same name nothing else was ever meant.
QString kindHint(const SchemaStore &store, QByteArrayView group, QByteArrayView name)
{
    const std::vector<SchemaKind> served = store.versions(group, name);
    if (!served.empty()) return say("use apiVersion: %1").arg(apiVersionOf(served.front()));
    std::vector<QByteArrayView> names;
    for (int i = 0; i < store.kindCount(); ++i) {
        const SchemaKind kind = store.kindAt(i);
        if (kind.kind == name && kind.stored) return say("use apiVersion: %1").arg(apiVersionOf(kind));
        if (kind.group == group) names.push_back(kind.kind);
    }
    const QByteArrayView near = nearestWord(name, names);
    return near.isEmpty() ? QString() : say("did you mean %1?").arg(QString::fromUtf8(near));
}

void reportKind(YamlRef root, const SchemaStore &store, SchemaWalker &walker)
{
    const QString apiVersion = root[u"apiVersion"].string(), kind = root[u"kind"].string();
    const QByteArray group = apiVersion.toUtf8(), name = kind.toUtf8();
    const QByteArrayView groupName = splitApiVersion(group).first;
    const FieldPath field{QStringLiteral("apiVersion")};
    const Span span = root[u"apiVersion"].span();
    if (!isBuiltinGroup(store, groupName)) {
        walker.report(
            Severity::Info, "schema-no-schema"_L1, span, field,
            say("no schema is known for %1 of %2; only its name and references are checked").arg(kind, apiVersion));
        return;
    }
    walker.report(
        Severity::Error, "schema-unknown-kind"_L1, span, field,
        say("Kubernetes %1 has no %2 in %3").arg(QString::fromUtf8(store.kubernetesVersion()), kind, apiVersion),
        kindHint(store, groupName, name));
}

} // namespace

void validateSchema(YamlRef root, const SchemaStore &store, SchemaFindings &out)
{
    if (!root.isMapping()) return;
    const QByteArray apiVersion = root[u"apiVersion"].string().toUtf8(), name = root[u"kind"].string().toUtf8();
    if (apiVersion.isEmpty() || name.isEmpty()) return;
    SchemaWalker walker(*root.document(), out);
    const SchemaKind kind = store.kind(apiVersion, name);
    if (!kind) return reportKind(root, store, walker);
    walker.walk(root, kind);
}

void appendSchemaProblems(const Resource &resource, const SchemaStore &store, Problems &out)
{
    SchemaFindings findings;
    validateSchema(resource.root(), store, findings);
    if (findings.empty()) return;
    const TextIndex index(QByteArrayView(resource.document->text()));
    for (SchemaFinding &finding : findings) {
        const TextPosition at = index.codePoints(finding.span.begin);
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
    for (const Resource &resource : resources.resources())
        if (!resource.stale) appendSchemaProblems(resource, store, problems);
    return problems;
}

} // namespace model
