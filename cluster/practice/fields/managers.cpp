// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/fields/managers.h"

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/notes.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/fields/fieldsv1.h"
#include "cluster/practice/fields/smdvalue.h"
#include "model/wire/typed.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;
using model::Error;
using model::Result;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace practice {

namespace {

constexpr std::size_t maxUpdateManagers = 10;

qint64 secondsOf(const QString &time)
{
    const QDateTime at = QDateTime::fromString(time, Qt::ISODate);
    return at.isValid() ? at.toSecsSinceEpoch() : 0;
}

Error unreadableManager(const QString &why) { return {Error::Code::Invalid, why}; }

Result<Manager> readManager(const Value &entry)
{
    const QString operation = textAt(entry, {u"operation"});
    if (operation != u"Apply" && operation != u"Update") {
        return unreadableManager(u"operation must be `Apply` or `Update`"_s);
    }
    Manager manager{textAt(entry, {u"manager"}), operation == u"Apply", textAt(entry, {u"apiVersion"})};
    if (manager.apiVersion.isEmpty()) return unreadableManager(u"apiVersion must not be empty"_s);
    const QString type = textAt(entry, {u"fieldsType"});
    if (type != u"FieldsV1") return unreadableManager(u"invalid fieldsType "_s + goQuoted(type));
    manager.subresource = textAt(entry, {u"subresource"});
    manager.time = textAt(entry, {u"time"});
    if (const Value *fields = entry.find(u"fieldsV1")) {
        Result<FieldSet> set = readFieldsV1(*fields);
        if (!set) return std::move(set).error();
        manager.fields = std::move(*set);
    }
    return manager;
}

model::WireType entryType()
{
    static const model::WireType type = model::WireTypes::builtin().goType("meta/v1", "ManagedFieldsEntry");
    return type;
}

// There are no defaults for entries, and one that was written here is one.
constexpr quint32 entryNotes = hasDefaultsNote | fitsSchemaNote;

Value writeManager(const Manager &manager)
{
    ValueMap entry;
    const auto put = [&entry](const QString &name, const QString &text) {
        if (!text.isEmpty()) entry.emplace_back(name, text);
    };
    put(u"manager"_s, manager.name);
    put(u"operation"_s, manager.applied ? u"Apply"_s : u"Update"_s);
    put(u"apiVersion"_s, manager.apiVersion);
    put(u"time"_s, manager.time);
    put(u"fieldsType"_s, u"FieldsV1"_s);
    entry.emplace_back(u"fieldsV1"_s, writeFieldsV1(manager.fields));
    put(u"subresource"_s, manager.subresource);
    Value value(std::move(entry));
    if (model::makeTyped(entryType(), value)) value.setNote(model::normalNote(entryType()) | entryNotes);
    return value;
}

bool comesFirst(const Manager *left, const Manager *right)
{
    if (left->applied != right->applied) return left->applied;
    const qint64 l = secondsOf(left->time);
    const qint64 r = secondsOf(right->time);
    if (l != r) return l < r;
    if (const int names = compareTexts(left->name, right->name)) return names < 0;
    if (const int versions = compareTexts(left->apiVersion, right->apiVersion)) return versions < 0;
    return compareTexts(left->subresource, right->subresource) < 0;
}

} // namespace

bool Manager::isWritten() const
{
    return !written.value.isNull() && written.time == time && written.fields.isSharedWith(fields);
}

QString Manager::identifier() const
{
    QString text;
    const auto put = [&text](const QString &key, const QString &value) {
        if (value.isEmpty()) return;
        text += (text.isEmpty() ? u"\""_s : u",\""_s) + key + u"\":"_s + jsonScalar(value, true);
    };
    put(u"manager"_s, name);
    put(u"operation"_s, applied ? u"Apply"_s : u"Update"_s);
    if (!applied) put(u"apiVersion"_s, apiVersion);
    put(u"subresource"_s, subresource);
    return u'{' + text + u'}';
}

QString Manager::printed() const
{
    QString text = goQuoted(name);
    if (!subresource.isEmpty()) text += u" with subresource "_s + goQuoted(subresource);
    return applied ? text : text + u" using "_s + apiVersion;
}

Result<Managers> readManagers(const Value *managedFields)
{
    Managers managers;
    if (!managedFields || managedFields->isNull()) return managers;
    const ValueList *list = managedFields->list();
    if (!list) return unreadableManager(u"managedFields is no list"_s);
    for (const Value &entry : *list) {
        Result<Manager> manager = readManager(entry);
        if (!manager) return std::move(manager).error();
        const QString identifier = manager->identifier();
        managers.insert_or_assign(identifier, std::move(*manager));
    }
    return managers;
}

Value writeManagers(Managers &managers)
{
    std::vector<Manager *> sorted;
    for (auto &[identifier, manager] : managers) sorted.push_back(&manager);
    std::sort(sorted.begin(), sorted.end(), comesFirst);
    ValueList list;
    for (Manager *manager : sorted) {
        if (!manager->isWritten()) manager->written = {writeManager(*manager), manager->time, manager->fields};
        list.push_back(manager->written.value);
    }
    return list;
}

const Managers *ManagersMemory::find(const Value &managedFields) const
{
    const Known *known = managedFields.isList() ? m_known.object(managedFields.list()) : nullptr;
    return known ? &known->managers : nullptr;
}

void ManagersMemory::remember(const Value &managedFields, Managers managers, const Value *replaced)
{
    if (!managedFields.isList()) return;
    if (replaced && replaced->isList() && !replaced->isSharedWith(managedFields)) m_known.remove(replaced->list());
    m_known.insert(managedFields.list(), new Known{managedFields, std::move(managers)});
}

void capManagers(Managers &managers)
{
    std::vector<std::pair<qint64, QString>> updaters;
    for (const auto &[identifier, manager] : managers)
        if (!manager.applied) updaters.emplace_back(secondsOf(manager.time), identifier);
    if (updaters.size() <= maxUpdateManagers) return;
    std::sort(updaters.begin(), updaters.end(), [](const auto &l, const auto &r) {
        return l.first != r.first ? l.first < r.first : compareTexts(l.second, r.second) < 0;
    });
    std::map<QString, QString> firstOfVersion;
    std::size_t count = updaters.size();
    for (const auto &updater : updaters) {
        if (count <= maxUpdateManagers) return;
        const QString &identifier = updater.second;
        Manager manager = managers.at(identifier);
        const auto first = firstOfVersion.find(manager.apiVersion);
        if (first == firstOfVersion.end()) {
            firstOfVersion.emplace(manager.apiVersion, identifier);
            continue;
        }
        Manager bucket{u"ancient-changes"_s, false, manager.apiVersion};
        const QString bucketName = bucket.identifier();
        if (!managers.contains(bucketName)) {
            bucket.fields = managers.at(first->second).fields;
            managers.erase(first->second);
            managers.emplace(bucketName, bucket);
        }
        managers.erase(identifier);
        Manager &kept = managers[bucketName];
        kept = Manager{
            u"ancient-changes"_s, false,
            manager.apiVersion,   {},
            manager.time,         manager.fields.unitedWith(identifier == bucketName ? manager.fields : kept.fields)};
        if (identifier != bucketName) --count;
    }
}

} // namespace practice
