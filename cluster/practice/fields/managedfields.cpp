// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/fields/managedfields.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/fields/emptyobject.h"
#include "cluster/practice/fields/lastapplied.h"
#include "cluster/practice/fields/managers.h"
#include "cluster/practice/fields/smdvalue.h"
#include "cluster/practice/fields/updater.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;
using model::Result;
using model::Value;
using model::ValueList;

namespace practice {

namespace {

// Nobody owns these (internal/stripmeta.go).
const FieldSet &unownedFields()
{
    static const FieldSet set = FieldSet::ofDotted(
        {u"apiVersion"_s, u"kind"_s, u"metadata"_s, u"metadata.name"_s, u"metadata.namespace"_s,
         u"metadata.creationTimestamp"_s, u"metadata.selfLink"_s, u"metadata.uid"_s, u"metadata.clusterName"_s,
         u"metadata.generation"_s, u"metadata.managedFields"_s, u"metadata.resourceVersion"_s});
    return set;
}

const Value *managedFieldsOf(const Value &object) { return at(object, {u"metadata", u"managedFields"}); }

Result<Managers> knownManagers(const Value *managedFields, const FieldWriter &writer)
{
    const Managers *known = writer.memory && managedFields ? writer.memory->find(*managedFields) : nullptr;
    return known ? Result<Managers>(*known) : readManagers(managedFields);
}

Managers managersOrNone(const Value *managedFields, const FieldWriter &writer)
{
    Result<Managers> managers = knownManagers(managedFields, writer);
    return managers ? std::move(*managers) : Managers();
}

// [] and [{}] take everything from everybody.
bool isReset(const Value *managedFields)
{
    const ValueList *list = managedFields ? managedFields->list() : nullptr;
    if (!list) return false;
    if (list->size() != 1) return list->empty();
    const model::ValueMap *entry = list->front().map();
    if (!entry) return list->front().isNull();
    return std::all_of(entry->begin(), entry->end(), [](const auto &field) {
        return field.second.isNull() || (field.second.isString() && field.second.string()->isEmpty());
    });
}

// What the request says, unless it says nothing that can be read (fieldmanager.go decodeLiveOrNew).
Managers managersBefore(const Value *live, const Value &updated, const FieldWriter &writer)
{
    const Value *ofLive = live ? managedFieldsOf(*live) : nullptr;
    if (!writer.subresource.isEmpty()) return managersOrNone(ofLive, writer);
    const Value *ofRequest = managedFieldsOf(updated);
    if (isReset(ofRequest)) return {};
    Managers managers = managersOrNone(ofRequest, writer);
    return managers.empty() ? managersOrNone(ofLive, writer) : managers;
}

Manager managerOf(const FieldWriter &writer, bool applied)
{
    return {writer.manager.isEmpty() ? u"unknown"_s : writer.manager, applied, writer.apiVersion, writer.subresource};
}

void dropManagers(Value &object)
{
    if (Value *metadata = object.find(u"metadata")) metadata->remove(u"managedFields");
}

void putManagers(Value &object, Managers managers, const FieldWriter &writer, const Value *live)
{
    if (managers.empty()) return dropManagers(object);
    Value list = writeManagers(managers);
    if (writer.memory) writer.memory->remember(list, std::move(managers), live ? managedFieldsOf(*live) : nullptr);
    mapIn(object, u"metadata").set(u"managedFields", std::move(list));
}

void stripUnowned(Managers &managers, const QString &identifier)
{
    const auto entry = managers.find(identifier);
    if (entry == managers.end()) return;
    entry->second.fields = entry->second.fields.without(unownedFields());
    if (entry->second.fields.isEmpty()) managers.erase(entry);
}

Updater updaterOf(const Value &object, const FieldWriter &writer)
{
    return {FieldType::ofObject(writer.schema), writer.apiVersion, textAt(object, {u"kind"}),
            FieldSet::ofDotted(writer.resetFields)};
}

// A plain write's chain below the check whether to track at all.
void track(const Value &live, const Value &updated, Managers &managers, const FieldWriter &writer)
{
    const QString self = u"current-operation"_s;
    Manager manager = managerOf(writer, false);
    manager.time = writer.time;
    updaterOf(updated, writer).update(live, updated, managers, self, manager);
    stripUnowned(managers, self);
    if (auto current = managers.extract(self)) {
        const QString identifier = manager.identifier();
        manager.fields = std::move(current.mapped().fields);
        if (const auto before = managers.find(identifier); before != managers.end()) {
            manager.fields = manager.fields.unitedWith(before->second.fields);
        }
        managers.insert_or_assign(identifier, std::move(manager));
    }
    capManagers(managers);
}

// Whether anybody owns what the endpoint shows: of a Scale that is one field (managedfields scalehandler.go).
bool ownsAny(const Managers &managers, const FieldWriter &writer)
{
    if (writer.scaledField.isEmpty()) return !managers.empty();
    const FieldSet scaled = FieldSet::ofDotted({writer.scaledField});
    return std::any_of(managers.begin(), managers.end(),
                       [&scaled](const auto &entry) { return entry.second.fields.meets(scaled); });
}

ApiStatus failure(const QString &message)
{
    return {.code = 500, .reason = {}, .message = message, .hasDetails = false};
}

QString kindText(const Value &object)
{
    const QString apiVersion = textAt(object, {u"apiVersion"});
    return (apiVersion.contains(u'/') ? apiVersion : u'/' + apiVersion) + u", Kind="_s + textAt(object, {u"kind"});
}

QString printedFaults(const std::vector<QString> &faults)
{
    if (faults.size() == 1) return faults.front();
    QString text = u"errors:"_s;
    for (const QString &fault : faults) text += u"\n  "_s + fault;
    return text;
}

std::optional<ApiStatus> refuseApplied(const Value &applied, const FieldWriter &writer, const FieldType &type)
{
    if (textAt(applied, {u"apiVersion"}) != writer.apiVersion) {
        return ApiStatus::badRequest(u"invalid object type: "_s + kindText(applied));
    }
    if (const Value *fields = managedFieldsOf(applied); fields && fields->isList()) {
        return ApiStatus::badRequest(u"metadata.managedFields must be nil"_s);
    }
    const std::vector<QString> faults = faultsOf(applied, type, false);
    if (faults.empty()) return std::nullopt;
    return failure(u"failed to create typed patch object ("_s + namespaceOf(applied) + u'/' + nameOf(applied) +
                   u"; "_s + kindText(applied) + u"): "_s + printedFaults(faults));
}

ApiStatus conflictStatus(const std::vector<FieldConflict> &conflicts, const Managers &managers)
{
    std::vector<Cause> causes;
    QString groups;
    const QString *last = nullptr;
    for (const FieldConflict &conflict : conflicts) {
        const QString owner = managers.at(conflict.manager).printed();
        const QString path = printedPath(conflict.path);
        causes.push_back({u"FieldManagerConflict"_s, u"conflict with "_s + owner, path});
        if (!last || *last != conflict.manager) {
            groups += (groups.isEmpty() ? QString() : u"\n"_s) + u"conflicts with "_s + owner + u':';
        }
        groups += u"\n- "_s + path;
        last = &conflict.manager;
    }
    const QString count = QString::number(conflicts.size());
    if (conflicts.size() > 1) {
        return ApiStatus::applyConflict(std::move(causes),
                                        u"Apply failed with "_s + count + u" conflicts: "_s + groups);
    }
    const QString message = u"Apply failed with 1 conflict: "_s + causes[0].message + u": "_s + causes[0].field;
    return ApiStatus::applyConflict(std::move(causes), message);
}

// Conflicts with what kubectl's client-side apply wrote are none for kubectl.
void forgiveLastApplied(std::vector<FieldConflict> &conflicts, const Value &live, const FieldWriter &writer)
{
    if (writer.manager != u"kubectl" || conflicts.empty()) return;
    const auto allowed = lastAppliedFields(live, FieldType::ofObject(writer.schema), writer.apiVersion);
    if (!allowed) return;
    std::erase_if(conflicts, [&allowed](const FieldConflict &conflict) { return allowed->has(conflict.path); });
}

// An apiserver compares the two states in the version of each manager, and cannot where one is none of that type.
bool fitManagers(const Managers &managers, const Value &before, const Value &updated, const FieldWriter &writer)
{
    if (!writer.schemaOfVersion) return true;
    QStringList seen{writer.apiVersion};
    for (const auto &[identifier, manager] : managers) {
        if (seen.contains(manager.apiVersion)) continue;
        seen.append(manager.apiVersion);
        const model::SchemaNode schema = writer.schemaOfVersion(manager.apiVersion);
        if (!schema) continue;
        const FieldType type = FieldType::ofObject(schema);
        if (!faultsOf(updated, type, true).empty() || !faultsOf(before, type, true).empty()) return false;
    }
    return true;
}

} // namespace

Value trackWrite(const Value *live, Value updated, const FieldWriter &writer)
{
    Managers managers = managersBefore(live, updated, writer);
    dropManagers(updated);
    const FieldType type = FieldType::ofObject(writer.schema);
    const Value none = live ? Value() : emptyObjectLike(updated);
    const Value &before = live ? *live : none;
    const bool fits = faultsOf(updated, type, true).empty() && faultsOf(before, type, true).empty() &&
                      fitManagers(managers, before, updated, writer);
    // Who owns nothing of an object that exists is not asked again (internal/skipnonapplied.go).
    const bool tracked = ownsAny(managers, writer) || !live || uidOf(*live).isEmpty();
    if (!fits) {
        if (tracked) managers.clear();
    } else if (tracked) {
        track(before, updated, managers, writer);
    }
    putManagers(updated, std::move(managers), writer, live);
    return updated;
}

Answer<Value> applyFields(const Value *live, const Value &applied, const FieldWriter &writer, bool force)
{
    const FieldType type = FieldType::ofObject(writer.schema);
    if (const auto refusal = refuseApplied(applied, writer, type)) return *refusal;
    const Value before = live ? *live : emptyObjectLike(applied);
    Result<Managers> read = knownManagers(managedFieldsOf(before), writer);
    if (!read) return failure(u"failed to decode managed fields: "_s + read.error().message);
    Managers managers = std::move(*read);
    if (managers.empty()) {
        FieldWriter first = writer;
        first.manager = u"before-first-apply"_s;
        track(emptyObjectLike(applied), before, managers, first);
    }
    const Managers known = managers;
    const Updater updater = updaterOf(applied, writer);
    const Manager manager = managerOf(writer, true);
    Updater::Applied result = updater.apply(before, applied, managers, manager, force);
    if (!result.conflicts.empty()) {
        forgiveLastApplied(result.conflicts, before, writer);
        if (!result.conflicts.empty()) return conflictStatus(result.conflicts, known);
        managers = known;
        result = updater.apply(before, applied, managers, manager, true);
    }
    const QString identifier = manager.identifier();
    stripUnowned(managers, identifier);
    if (const auto own = managers.find(identifier); result.object && own != managers.end()) {
        own->second.time = writer.time;
    }
    Value object = result.object ? std::move(*result.object) : Value(before);
    if (writer.manager == u"kubectl") refreshLastApplied(object, applied);
    putManagers(object, std::move(managers), writer, live);
    return object;
}

Value keepTimesOfNoChange(const Value &live, Value object)
{
    const Value *before = managedFieldsOf(live);
    const Value *now = managedFieldsOf(object);
    if (!before || !now || !before->isList() || !now->isList()) return object;
    if (before->list()->size() != now->list()->size()) return object;
    for (std::size_t i = 0; i < now->list()->size(); ++i)
        if (!(*now->list())[i].isMap()) return object;
    Value aged = object;
    ValueList &entries = *at(aged, {u"metadata", u"managedFields"})->list();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Value *time = (*before->list())[i].find(u"time");
        if (time) {
            entries[i].set(u"time", *time);
        } else {
            entries[i].remove(u"time");
        }
    }
    return sameValue(aged, live) ? aged : object;
}

} // namespace practice
