// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/fields/updater.h"

#include "cluster/practice/fields/smdvalue.h"
#include "model/schema/schemastore.h"

#include <utility>

using model::Value;

namespace practice {

bool Updater::isKnownVersion(const QString &apiVersion) const
{
    if (apiVersion == m_apiVersion) return true;
    const model::SchemaStore &builtin = model::SchemaStore::builtin();
    const QByteArray kind = m_kind.toUtf8();
    if (builtin.kind(apiVersion.toUtf8(), kind).isValid()) return true;
    // Of a custom resource, any version of the group may have been served.
    if (builtin.kind(m_apiVersion.toUtf8(), kind).isValid()) return false;
    return apiVersion.section(u'/', 0, -2) == m_apiVersion.section(u'/', 0, -2);
}

bool Updater::isBuiltin() const
{
    return model::SchemaStore::builtin().kind(m_apiVersion.toUtf8(), m_kind.toUtf8()).isValid();
}

void Updater::adjustToSchema(Managers &managers) const
{
    // What was adjusted when it was written needs it again only where the schema can change.
    const bool isFixed = isBuiltin();
    const auto isAdjusted = [isFixed](const Manager &manager) { return isFixed && manager.isWritten(); };
    std::erase_if(managers, [&](const auto &entry) {
        return !isAdjusted(entry.second) && !isKnownVersion(entry.second.apiVersion);
    });
    for (auto &[identifier, manager] : managers)
        if (!isAdjusted(manager)) manager.fields = withAtomsWhole(manager.fields, m_type);
}

std::vector<FieldConflict> Updater::takeFromOthers(const Comparison &comparison, Managers &managers,
                                                   const QString &self, bool force) const
{
    const FieldSet changed = comparison.modified.unitedWith(comparison.added);
    std::vector<FieldConflict> conflicts;
    for (const auto &[identifier, manager] : managers) {
        if (force) break;
        if (identifier == self) continue;
        const auto note = [&conflicts, &name = identifier](std::span<const PathElement> path) {
            conflicts.push_back({name, {path.begin(), path.end()}});
        };
        manager.fields.intersectedWith(changed).visit(note);
    }
    if (!conflicts.empty()) return conflicts;
    const FieldSet lost = changed.unitedWith(comparison.removed);
    for (auto &[identifier, manager] : managers)
        if (identifier != self) manager.fields = manager.fields.without(lost);
    std::erase_if(managers, [](const auto &entry) { return entry.second.fields.isEmpty(); });
    return {};
}

void Updater::update(const Value &live, const Value &updated, Managers &managers, const QString &self,
                     const Manager &writer) const
{
    adjustToSchema(managers);
    Comparison comparison = compareObjects(live, updated, m_type);
    comparison.leaveOutTrees(m_resetFields);
    takeFromOthers(comparison, managers, self, true);
    FieldSet set;
    if (const auto old = managers.find(self); old != managers.end()) set = old->second.fields;
    set = set.without(comparison.removed).unitedWith(comparison.modified).unitedWith(comparison.added);
    Manager now = writer;
    now.fields = set.withoutTrees(m_resetFields);
    if (now.fields.isEmpty()) {
        managers.erase(self);
    } else {
        managers.insert_or_assign(self, std::move(now));
    }
}

Updater::Applied Updater::apply(const Value &live, const Value &applied, Managers &managers, const Manager &writer,
                                bool force) const
{
    adjustToSchema(managers);
    Value merged = mergeObjects(live, applied, m_type);
    const QString self = writer.identifier();
    FieldSet last;
    Manager now = writer;
    if (const auto old = managers.find(self); old != managers.end()) {
        last = old->second.fields;
        now.time = old->second.time;
    }
    now.fields = fieldsOf(applied, m_type).withoutTrees(m_resetFields);
    managers.insert_or_assign(self, std::move(now));
    merged = prune(std::move(merged), managers, last);

    Comparison comparison = compareObjects(live, merged, m_type);
    comparison.leaveOutTrees(m_resetFields);
    Applied result;
    result.conflicts = takeFromOthers(comparison, managers, self, force);
    if (result.conflicts.empty() && !sameValue(live, merged)) result.object = std::move(merged);
    return result;
}

// Takes out what the applier had and has no more, unless somebody owns it; items that only others made stay.
Value Updater::prune(Value merged, const Managers &managers, const FieldSet &last) const
{
    if (last.isEmpty()) return merged;
    FieldSet owned;
    for (const auto &[identifier, manager] : managers) owned = owned.unitedWith(manager.fields);
    if (owned.contains(last)) return merged; // all that the applier had belongs to somebody still
    owned = withNamedFields(owned, m_type);
    const FieldSet lastNamed = withNamedFields(last, m_type);
    const auto namedFieldsOf = [this](const Value &object) {
        return withNamedFields(fieldsOf(object, m_type), m_type);
    };

    const FieldSet mergedSet = namedFieldsOf(merged);
    FieldSet prunedSet = namedFieldsOf(removeFields(merged, lastNamed, m_type));
    prunedSet = namedFieldsOf(removeFields(merged, mergedSet.without(prunedSet.unitedWith(owned)), m_type));
    return removeFields(std::move(merged), mergedSet.without(prunedSet).intersectedWith(lastNamed), m_type);
}

} // namespace practice
