// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/notes.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/base/propertyindex.h"
#include "cluster/practice/kinds/defaultrules.h"
#include "cluster/practice/kinds/kindrules.h"
#include "cluster/practice/kinds/quantities.h"
#include "model/wire/json.h"
#include "model/wire/typed.h"

#include <QHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace practice {

using model::SchemaNode;
using model::SchemaType;
using model::Value;
using model::ValueList;
using model::ValueMap;

bool isUnset(const Value &object, QStringView field, Unset unset)
{
    const Value *value = object.find(field);
    if (!value || value->isNull()) return true;
    if (unset == Unset::Missing) return false;
    if (const QString *text = value->string()) return text->isEmpty();
    if (const qint64 *number = value->integer()) return *number == 0;
    if (const bool *flag = value->boolean()) return !*flag;
    if (const ValueList *list = value->list()) return list->empty();
    return false;
}

bool specHasDefaults(const Value &object)
{
    const Value *spec = object.find(u"spec");
    return spec && (spec->note() & specIsDoneNote);
}

void putIf(Unset unset, Value &object, QStringView field, Value value)
{
    if (isUnset(object, field, unset)) object.set(field, std::move(value));
}

void addMissing(Value &map, const ValueMap &entries)
{
    ValueMap *target = map.map();
    if (!target) return;
    QSet<QString> known;
    for (const auto &entry : *target) known.insert(entry.first);
    for (const auto &entry : entries)
        if (!known.contains(entry.first)) target->push_back(entry);
    std::ranges::sort(*target, {}, &std::pair<QString, Value>::first);
}

namespace {

bool covers(const char *ruleGroup, const QString &group) { return !ruleGroup || group == QLatin1String(ruleGroup); }

struct ReadyField
{
    const FieldDefault *row;
    QString field;
    Value value;
};

// All rules of one type.
struct TypeRules
{
    std::vector<const TypeDefault *> conditional;
    std::vector<const TypeDefault *> hubForms;
    std::vector<ReadyField> fields;
};

QHash<QByteArray, TypeRules> makeRules()
{
    QHash<QByteArray, TypeRules> rules;
    for (const FieldDefault &row : fieldDefaults()) {
        auto value = model::readJson(row.json);
        Q_ASSERT(value);
        rules[row.type].fields.push_back({&row, QString::fromLatin1(row.field), std::move(value->value)});
    }
    for (const auto &table : {podDefaults(), workloadDefaults(), serviceDefaults(), otherDefaults()})
        for (const TypeDefault &row : table) rules[row.type].conditional.push_back(&row);
    for (const TypeDefault &row : hubForms()) rules[row.type].hubForms.push_back(&row);
    return rules;
}

const TypeRules *rulesOf(QByteArrayView type)
{
    static const QHash<QByteArray, TypeRules> rules = makeRules();
    const auto found = rules.constFind(QByteArray::fromRawData(type.data(), type.size()));
    return found == rules.cend() ? nullptr : &*found;
}

// A ResourceList: quantities by name, in the groups that round them.
bool isRoundedMap(const QString &group, SchemaNode node)
{
    static const QStringList groups = {QString(), u"apps"_s, u"batch"_s, u"storage.k8s.io"_s};
    return node.isMap() && node.child().type() == SchemaType::Quantity && groups.contains(group);
}

void roundQuantities(Value &map)
{
    ValueMap *entries = map.map();
    if (!entries) return;
    for (auto &[name, value] : *entries) {
        const QString *text = value.string();
        // Only nano and micro amounts can change.
        if (!text || !(text->endsWith(u'n') || text->endsWith(u'u'))) continue;
        if (const auto quantity = Quantity::parse(*text)) value = quantity->roundedToMilli().toString();
    }
}

void applyRules(const QString &group, SchemaNode node, Value &object)
{
    const TypeRules *rules = rulesOf(node.typeName());
    if (!rules) return;
    for (const TypeDefault *rule : rules->conditional)
        if (covers(rule->group, group)) rule->apply(object);
    for (const ReadyField &field : rules->fields)
        if (covers(field.row->group, group)) putIf(field.row->unset, object, field.field, field.value);
    for (const TypeDefault *rule : rules->hubForms)
        if (covers(rule->group, group)) rule->apply(object);
}

struct Visit
{
    Value *value;
    SchemaNode node;
};

// Whether there may be something in it without its defaults.
bool isOpen(const Value &value)
{
    if (value.isMap()) return !(value.note() & hasDefaultsNote);
    const ValueList *list = value.list();
    return list && std::ranges::any_of(*list, [](const Value &item) { return isOpen(item); });
}

// A struct is there in Go even where its JSON is left out for being empty, so its defaults apply.
void pushFields(SchemaNode node, Value &object, std::vector<Visit> &stack)
{
    for (auto &[name, value] : *object.map()) {
        if (!isOpen(value)) continue;
        const int index = propertyIndex(node, name);
        if (index >= 0) stack.push_back({&value, node.property(index).node});
    }
}

void visitMap(const QString &group, SchemaNode node, Value &object, std::vector<Visit> &stack)
{
    if (isRoundedMap(group, node)) return roundQuantities(object);
    if (!node.isMap()) {
        applyRules(group, node, object);
        return pushFields(node, object, stack);
    }
    if (std::ranges::none_of(mapAt(object, {}), [](const auto &entry) { return isOpen(entry.second); })) return;
    for (auto &entry : *object.map())
        if (isOpen(entry.second)) stack.push_back({&entry.second, node.child()});
}

// Notes on all structs below an object that they have their defaults. A template's spec is one that has its own, but
// not those that a Pod gives its spec: only the object's own is done.
void noteDefaults(const Value &object)
{
    std::vector<const Value *> stack = {&object};
    while (!stack.empty()) {
        const Value &value = *stack.back();
        stack.pop_back();
        const quint32 note = value.note();
        if (note & hasDefaultsNote) continue;
        if (note & model::normalNoteMask) value.setNote(note | hasDefaultsNote);
        if (const ValueMap *map = value.map()) {
            for (const auto &entry : *map)
                if (entry.second.isContainer()) stack.push_back(&entry.second);
        } else if (const ValueList *list = value.list()) {
            for (const Value &item : *list)
                if (item.isContainer()) stack.push_back(&item);
        }
    }
    if (const Value *spec = object.find(u"spec"); spec && (spec->note() & hasDefaultsNote))
        spec->setNote(spec->note() | specIsDoneNote);
}

} // namespace

void makeNormal(const ApiKind &kind, Value &object)
{
    const QByteArray group = kind.group.toUtf8(), version = kind.version.toUtf8(), name = kind.kind.toUtf8();
    const model::WireType type =
        kind.isCustom ? model::WireType() : model::WireTypes::builtin().kind(group, version, name);
    if (!type || !object.isMap()) return;
    // It had this form before the rules of its kind changed it, so that there is nothing to refuse.
    model::makeTyped(type, object);
    if (kind.group != u"apps" || kind.kind != u"StatefulSet") return;
    if (!listAt(object, {u"spec", u"volumeClaimTemplates"}).empty()) nameClaimTemplates(*object.find(u"spec"));
}

void fillDefaults(const ApiKind &kind, Value &object)
{
    if (kind.isCustom || !object.isMap()) return;
    std::vector<Visit> stack = {{&object, kind.schema}};
    while (!stack.empty()) {
        const Visit visit = stack.back();
        stack.pop_back();
        if (!visit.node) continue;
        if (!isOpen(*visit.value)) continue;
        if (visit.value->isMap()) {
            visitMap(kind.group, visit.node, *visit.value, stack);
        } else if (ValueList *list = visit.value->list()) {
            for (Value &item : *list)
                if (isOpen(item)) stack.push_back({&item, visit.node.child()});
        }
    }
}

void setDefaults(const ApiKind &kind, Value &object)
{
    if (kind.isCustom || !object.isMap()) return;
    fillDefaults(kind, object);
    makeNormal(kind, object);
    noteDefaults(object);
}

} // namespace practice
