// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diff/difference.h"

#include "model/relations/infer.h"
#include "model/resource/kinds.h"
#include "model/yaml/yamlvalue.h"

#include <QCoreApplication>

#include <map>
#include <tuple>

namespace model {

using namespace Qt::StringLiterals;

namespace {

ResourceKey comparable(ResourceKey key)
{
    if (kindInfo(key).namespaced) key.ns = effectiveNamespace(key.ns);
    return key;
}

using Both = std::pair<const Resource *, const Resource *>;

std::map<ResourceKey, Both> pairUp(const ResourceSet &before, const ResourceSet &after)
{
    std::map<ResourceKey, Both> all;
    for (const Resource &resource : before.resources()) {
        const Resource *&place = all[comparable(resource.key)].first;
        if (!place) place = &resource;
    }
    for (const Resource &resource : after.resources()) {
        const Resource *&place = all[comparable(resource.key)].second;
        if (!place) place = &resource;
    }
    return all;
}

// What cannot be read is nothing here; the yaml layer has said so.
Value valueOf(const Resource &resource) { return toValue(resource.root()).valueOr({}); }

QString hiddenText(const Value &value)
{
    if (value.isNull()) return {};
    const QString *text = value.string();
    return text ? QCoreApplication::translate("Difference", "(hidden, %1 characters)").arg(text->size())
                : QCoreApplication::translate("Difference", "(hidden)");
}

// What a Secret says beside its secrets. All else is hidden: a misspelt field holds a password as well as data does,
// and so does what kubectl notes of the last apply.
bool isShownOfSecret(const QString &path)
{
    static const QStringList whole{u"apiVersion"_s,     u"kind"_s,          u"type"_s,
                                   u"immutable"_s,      u"metadata.name"_s, u"metadata.namespace"_s,
                                   u"metadata.labels"_s};
    if (whole.contains(path) || path.startsWith(u"metadata.labels.") || path.startsWith(u"metadata.labels["))
        return true;
    const bool isOne = path.startsWith(u"metadata.annotations.") || path.startsWith(u"metadata.annotations[");
    return isOne && !path.contains(u"last-applied-configuration");
}

void hideSecrets(std::vector<FieldChange> &fields)
{
    for (FieldChange &field : fields) {
        if (isShownOfSecret(field.path)) continue;
        for (Value *value : {&field.before, &field.after})
            if (!value->isNull()) *value = hiddenText(*value);
    }
}

QString below(const QString &root, const QString &file)
{
    if (root.isEmpty()) return file;
    if (file == root) return {};
    const QString folder = root.endsWith(u'/') || root.endsWith(u':') ? root : root + u'/';
    return file.startsWith(folder) ? file.mid(folder.size()) : file;
}

// Nothing: they are alike.
std::optional<ResourceChange> changeOf(const Both &both, const Roots &roots, const SchemaStore &schemas)
{
    const auto &[before, after] = both;
    ResourceChange change;
    change.key = after ? after->key : before->key;
    if (before) change.fileBefore = below(roots.before, before->file);
    if (after) change.fileAfter = below(roots.after, after->file);
    if (!before || !after) {
        change.change = after ? Change::Added : Change::Removed;
        return change;
    }
    const SchemaKind kind = schemas.kind(after->apiVersion.toUtf8(), after->key.kind.toUtf8());
    change.fields = fieldDifference(valueOf(*before), valueOf(*after), kind.node);
    // Nothing said and the default said are one namespace.
    if (sameNamespace(before->key.ns, after->key.ns))
        std::erase_if(change.fields, [](const FieldChange &field) { return field.path == u"metadata.namespace"; });
    if (isCore(change.key, u"Secret")) hideSecrets(change.fields);
    if (change.fields.empty() && !change.isMoved()) return std::nullopt;
    return change;
}

using EdgeEnds = std::tuple<ResourceKey, ResourceKey, Relation>;

std::map<EdgeEnds, std::vector<const Edge *>> byEnds(const Edges &edges)
{
    std::map<EdgeEnds, std::vector<const Edge *>> all;
    for (const Edge &edge : edges) all[{comparable(edge.from), comparable(edge.to), edge.relation}].push_back(&edge);
    return all;
}

std::vector<EdgeChange> edgeChanges(const Edges &before, const Edges &after)
{
    std::vector<EdgeChange> changes;
    auto old = byEnds(before);
    const auto now = byEnds(after);
    const auto isBroken = [](const Edge *edge) { return edge->broken; };
    for (const auto &[ends, edges] : now) {
        const auto known = old.find(ends);
        if (known == old.end())
            changes.push_back({Change::Added, *edges.front()});
        else if (std::ranges::any_of(edges, isBroken) != std::ranges::any_of(known->second, isBroken))
            changes.push_back({Change::Changed, *edges.front()});
    }
    for (const auto &[ends, edges] : old)
        if (!now.contains(ends)) changes.push_back({Change::Removed, *edges.front()});
    const auto order = [](const EdgeChange &one) {
        return std::tuple(comparable(one.edge.from), comparable(one.edge.to), one.edge.relation, one.change);
    };
    std::ranges::sort(changes, {}, order);
    return changes;
}

} // namespace

Difference differenceOf(const ResourceSet &before, const ResourceSet &after, const Roots &roots,
                        const SchemaStore &schemas)
{
    Difference difference;
    for (const auto &[key, both] : pairUp(before, after))
        if (auto change = changeOf(both, roots, schemas)) difference.resources.push_back(std::move(*change));
    difference.edges = edgeChanges(inferEdges(before), inferEdges(after));
    return difference;
}

} // namespace model
