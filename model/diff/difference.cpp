// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diff/difference.h"

#include "model/diff/edgechanges.h"
#include "model/diff/pairing.h"
#include "model/diff/secretvalues.h"
#include "model/relations/infer.h"
#include "model/resource/kinds.h"
#include "model/yaml/yamlvalue.h"

#include <optional>
#include <utility>

namespace model {

using namespace Qt::StringLiterals;

namespace {

// What cannot be read is nothing here; the yaml layer has said so.
// An item of a typed list need not say what it is.
Value valueOf(const Resource &resource)
{
    Value value = toValue(resource.root()).valueOr({});
    if (!value.map()) return value;
    if (!std::as_const(value).find(u"apiVersion")) value.set(u"apiVersion", resource.apiVersion);
    if (!std::as_const(value).find(u"kind")) value.set(u"kind", resource.key.kind);
    return value;
}

QString below(const QString &root, const QString &file)
{
    if (root.isEmpty()) return file;
    if (file == root) return {};
    const QString folder = root.endsWith(u'/') || root.endsWith(u':') ? root : root + u'/';
    return file.startsWith(folder) ? file.mid(folder.size()) : file;
}

std::vector<FieldChange> fieldsOf(const Resource &before, const Resource &after, SchemaNode node,
                                  const Completion &completion)
{
    Value left = valueOf(before), right = valueOf(after);
    if (isCore(after.key, u"Secret")) alignSecrets(left, right);
    std::vector<FieldChange> fields = fieldDifference(left, right, node);
    if (fields.empty() || !completion || before.apiVersion != after.apiVersion) return fields;
    return fieldDifference(left, right, node, {completion(left), completion(right)});
}

// Nothing: they are alike.
std::optional<ResourceChange> changeOf(const ResourcePair &pair, const Roots &roots, const SchemaStore &schemas,
                                       const Completion &completion)
{
    const Resource *const before = pair.before, *const after = pair.after;
    ResourceChange change;
    change.key = after ? after->key : before->key;
    if (before) change.fileBefore = below(roots.before, before->file);
    if (after) change.fileAfter = below(roots.after, after->file);
    if (!before || !after) {
        change.change = after ? ChangeKind::Added : ChangeKind::Removed;
        return change;
    }
    const SchemaKind kind = schemas.kind(after->apiVersion.toUtf8(), after->key.kind.toUtf8());
    change.fields = fieldsOf(*before, *after, kind.node, completion);
    if (pair.isRenamed) {
        change.nameBefore = before->key.name;
        std::erase_if(change.fields, [](const FieldChange &field) { return field.path == u"metadata.name"; });
    }
    // Nothing said and the default said are one namespace.
    if (sameNamespace(before->key.ns, after->key.ns))
        std::erase_if(change.fields, [](const FieldChange &field) { return field.path == u"metadata.namespace"; });
    if (holdsSecrets(change.key)) hideSecrets(change.fields);
    if (change.fields.empty() && !change.isMoved() && !pair.isRenamed) return std::nullopt;
    return change;
}

} // namespace

Difference differenceOf(const ResourceSet &before, const ResourceSet &after, const Roots &roots,
                        const SchemaStore &schemas, const Completion &completion)
{
    Difference difference;
    QHash<ResourceKey, ResourceKey> renamed;
    for (const ResourcePair &pair : pairResources(before, after)) {
        if (pair.isRenamed) renamed.insert(comparableKey(pair.before->key), pair.key);
        if (auto change = changeOf(pair, roots, schemas, completion))
            difference.resources.push_back(std::move(*change));
    }
    difference.edges = edgeChanges(inferEdges(before), inferEdges(after), renamed);
    return difference;
}

} // namespace model
