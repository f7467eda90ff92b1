// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/kindcheck.h"

#include "model/base/say.h"
#include "model/schema/lifecycle.h"
#include "model/schema/suggest.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {
QString apiVersionOf(QByteArrayView group, QByteArrayView version)
{
    return group.isEmpty() ? QString::fromUtf8(version) : QString::fromUtf8(group) + u'/' + QString::fromUtf8(version);
}

QString apiVersionOf(const SchemaKind &kind) { return apiVersionOf(kind.group, kind.version); }

QString release(int minor) { return u"Kubernetes 1."_s + QString::number(minor); }

// Where the resource says it, else its beginning.
Span placeOf(YamlRef root, const QString &field)
{
    if (const YamlRef value = root[field]) return value.span();
    return {root.span().begin, root.span().begin};
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

// A kind that moved to another group or version keeps its name.
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

const ApiLifecycle *lifecycleOf(const QString &apiVersion, const QString &kind)
{
    const QByteArray written = apiVersion.toUtf8();
    const auto [group, version] = splitApiVersion(written);
    return apiLifecycle(group, version, kind.toUtf8());
}

// Nothing but name and metadata is known of these.
const CustomSchema &anyResource()
{
    static const std::shared_ptr<const CustomSchema> schema = [] {
        const Value open(ValueMap{{u"type"_s, u"object"_s}, {u"x-kubernetes-preserve-unknown-fields"_s, true}});
        CustomSchemaBuilder builder(CustomSchema::Dialect::Structural, open);
        builder.add(open, true);
        return builder.finish();
    }();
    return *schema;
}

QString adviceOf(const SavedKind &saved)
{
    const NewVersion instead = newVersionOf(saved.root, saved.apiVersion, saved.kind, saved.kinds);
    if (instead.apiVersion.isEmpty()) return {};
    if (instead.kind != saved.kind) return say("use %1 of %2").arg(instead.kind, instead.apiVersion);
    return (instead.isEnough ? say("use apiVersion: %1") : say("use apiVersion: %1, where some fields differ"))
        .arg(instead.apiVersion);
}

void reportGone(const SavedKind &saved, const ApiLifecycle &gone, SchemaWalker &walker)
{
    const QString advice = adviceOf(saved);
    walker.report(Severity::Error, "schema-removed-version"_L1, placeOf(saved.root, u"apiVersion"_s), {u"apiVersion"_s},
                  say("%1 of %2 is gone since %3").arg(saved.kind, saved.apiVersion, release(gone.removed)),
                  advice.isEmpty() ? say("nothing takes its place") : advice);
}

} // namespace

NewVersion newVersionOf(YamlRef root, const QString &apiVersion, const QString &kind, const KindSet &kinds)
{
    NewVersion instead;
    if (const CustomKind *custom = kinds.best(apiVersion.section(u'/', 0, 0), kind)) {
        instead = {custom->group + u'/' + custom->version, kind};
    } else if (const ApiLifecycle *lifecycle = lifecycleOf(apiVersion, kind)) {
        const SchemaKind next = successorOf(*lifecycle, kinds.builtin());
        if (!next) return {};
        instead = {apiVersionOf(next), QString::fromUtf8(next.kind)};
    }
    if (instead.apiVersion.isEmpty() || instead.apiVersion == apiVersion) return {};
    SchemaFindings found;
    if (instead.kind == kind) validateSchema(root, instead.apiVersion, kind, kinds, found);
    instead.isEnough = instead.kind == kind && std::none_of(found.begin(), found.end(), [](const SchemaFinding &one) {
                           return one.severity == Severity::Error || one.rule == "schema-deprecated-version"_L1;
                       });
    return instead;
}

void checkDeprecation(const SavedKind &saved, SchemaWalker &walker)
{
    const ApiLifecycle *lifecycle = lifecycleOf(saved.apiVersion, saved.kind);
    if (!lifecycle || lifecycle->deprecated == 0 ||
        lifecycle->deprecated > kubernetesMinor(saved.kinds.builtin().kubernetesVersion()))
        return;
    QString message =
        say("%1 of %2 is deprecated since %3").arg(saved.kind, saved.apiVersion, release(lifecycle->deprecated));
    if (lifecycle->removed > 0) message += say(" and goes with %1").arg(release(lifecycle->removed));
    walker.report(Severity::Warning, "schema-deprecated-version"_L1, placeOf(saved.root, u"apiVersion"_s),
                  {u"apiVersion"_s}, message, adviceOf(saved));
}

void checkCustomKind(const SavedKind &saved, const CustomKind &kind, SchemaWalker &walker)
{
    const SchemaStore &store = saved.kinds.builtin();
    const Span place = placeOf(saved.root, u"apiVersion"_s);
    if (!kind.served)
        return walker.report(Severity::Error, "schema-removed-version"_L1, place, {u"apiVersion"_s},
                             say("%1 of %2 is not served: its definition says so").arg(saved.kind, saved.apiVersion),
                             adviceOf(saved));
    if (kind.deprecated) {
        const QString message = say("%1 of %2 is deprecated").arg(saved.kind, saved.apiVersion);
        walker.report(Severity::Warning, "schema-deprecated-version"_L1, place, {u"apiVersion"_s},
                      kind.deprecationWarning.isEmpty() ? message
                                                        : message + u": "_s + kind.deprecationWarning.simplified(),
                      adviceOf(saved));
    }
    const QByteArray group = kind.group.toUtf8(), name = saved.kind.toUtf8();
    SchemaKind stored;
    stored.group = group;
    stored.kind = name;
    stored.stored = true;
    walker.checkOwnName(saved.root, stored, kubernetesMinor(saved.kinds.builtin().kubernetesVersion()));
    const SchemaNode configMap = store.kind("v1", "ConfigMap").node;
    walker.setMetadata(configMap.property(configMap.indexOf("metadata")).node);
    if (!kind.schema) return walker.walkCustom(saved.root, anyResource(), 1, false);
    if (kind.isDefinition && kind.schema->hasExpressions())
        walker.report(Severity::Info, "schema-expressions"_L1, place, {u"apiVersion"_s},
                      say("the definition of %1 has rules that only a cluster evaluates (x-kubernetes-validations)")
                          .arg(saved.kind));
    walker.walkCustom(saved.root, *kind.schema, kind.node, kind.hasStatus);
}

void reportUnknownKind(const SavedKind &saved, SchemaWalker &walker)
{
    const SchemaStore &store = saved.kinds.builtin();
    const int minor = kubernetesMinor(store.kubernetesVersion());
    const ApiLifecycle *lifecycle = lifecycleOf(saved.apiVersion, saved.kind);
    if (lifecycle && lifecycle->removed > 0 && lifecycle->removed <= minor)
        return reportGone(saved, *lifecycle, walker);
    const QByteArray written = saved.apiVersion.toUtf8(), name = saved.kind.toUtf8();
    const auto [group, version] = splitApiVersion(written);
    if (const CustomKind *best = saved.kinds.best(QString::fromUtf8(group), saved.kind)) {
        walker.report(Severity::Error, "schema-unknown-kind"_L1, placeOf(saved.root, u"apiVersion"_s),
                      {u"apiVersion"_s},
                      say("the definition of %1 has no version %2").arg(saved.kind, QString::fromUtf8(version)),
                      say("use apiVersion: %1").arg(best->group + u'/' + best->version));
        return;
    }
    if (!isBuiltinGroup(store, group)) {
        walker.report(
            Severity::Info, "schema-no-schema"_L1, placeOf(saved.root, u"apiVersion"_s), {u"apiVersion"_s},
            say("no schema is known for %1 of %2; its fields are not checked").arg(saved.kind, saved.apiVersion));
        return;
    }
    KindHint hint = kindHint(store, group, name);
    if (lifecycle && lifecycle->introduced > minor)
        hint = {say("it comes with %1").arg(release(lifecycle->introduced))};
    const QString field = hint.aboutKind ? u"kind"_s : u"apiVersion"_s;
    walker.report(Severity::Error, "schema-unknown-kind"_L1, placeOf(saved.root, field), {field},
                  say("Kubernetes %1 has no %2 in %3")
                      .arg(QString::fromUtf8(store.kubernetesVersion()), saved.kind, saved.apiVersion),
                  hint.text);
}

} // namespace model
