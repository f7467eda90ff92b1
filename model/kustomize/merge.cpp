// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/merge.h"

#include "model/base/say.h"
#include "model/kustomize/object.h"
#include "model/schema/schemastore.h"

#include <QHash>

#include <algorithm>
#include <set>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {
constexpr QStringView directiveKey = u"$patch";

// A field's schema and how patches treat it there.
struct FieldSchema
{
    SchemaNode node = {};
    bool merges = false;
};

// Of a kind in any version that is known: a version that is gone was much the same.
SchemaNode schemaOfKind(const Node &root)
{
    const QString apiVersion = root.textAt({u"apiVersion"}), kind = root.textAt({u"kind"});
    if (apiVersion.isEmpty() || kind.isEmpty()) return {};
    const SchemaStore &store = SchemaStore::builtin();
    if (const SchemaKind exact = store.kind(apiVersion.toUtf8(), kind.toUtf8())) return exact.node;
    const QByteArray group = gvkOf(apiVersion, kind).group.toUtf8();
    const auto versions = store.versions(group, kind.toUtf8());
    if (!versions.empty()) return versions.front().node;
    if (group != "extensions") return {};
    for (const char *moved : {"apps", "networking.k8s.io", "policy"})
        if (const auto there = store.versions(moved, kind.toUtf8()); !there.empty()) return there.front().node;
    return {};
}

FieldSchema fieldOf(SchemaNode schema, const QString &key)
{
    if (!schema.isValid()) return {};
    if (const int at = schema.indexOf(key.toUtf8()); at >= 0) {
        const SchemaProperty property = schema.property(at);
        return {property.node, property.patchMerge};
    }
    return schema.isMap() ? FieldSchema{schema.child(), false} : FieldSchema{};
}

enum class Directive : quint8 { Merge, Replace, Delete, Unknown };

Directive directiveOf(const QString &word)
{
    if (word == "delete"_L1) return Directive::Delete;
    if (word == "replace"_L1) return Directive::Replace;
    return word == "merge"_L1 ? Directive::Merge : Directive::Unknown;
}

// A list's directive is an item that holds nothing else.
const Node *listDirective(const Node &list)
{
    for (const Node::Entry &item : list.entries)
        if (item.value.entries.size() == 1)
            if (const Node *directive = item.value.find(directiveKey)) return directive;
    return nullptr;
}

// Takes the directive out of a patch's map or list.
Directive takeDirective(Node &patch, MaybeFault &fault)
{
    const Node *found = patch.isList() ? listDirective(patch) : patch.find(directiveKey);
    if (!found) return Directive::Merge;
    const Directive directive = directiveOf(found->text());
    if (directive == Directive::Unknown) {
        fault = invalid(found->origin, say("$patch is delete, replace or merge, not “%1”").arg(found->text()));
        return directive;
    }
    if (patch.isMap())
        patch.remove(directiveKey);
    else
        std::erase_if(patch.entries, [](const Node::Entry &item) {
            return item.value.entries.size() == 1 && item.value.find(directiveKey);
        });
    return directive;
}

using Keys = std::vector<QString>; // of a list's items, or their values

class Merger
{
public:
    // What stands at one place: null pointers where there is nothing. The answer is nothing where nothing is left.
    std::optional<Node> walk(const Node *live, const Node *patch, FieldSchema schema);
    MaybeFault take() { return std::move(m_fault); }

private:
    std::optional<Node> walkMap(const Node *live, const Node *patch, SchemaNode schema);
    std::optional<Node> walkList(const Node *live, const Node *patch, SchemaNode schema);
    Node mergeItems(const Node &live, const Node *patch, const Keys &keys, SchemaNode item);
    static Node mergeScalars(const Node &live, const Node *patch);
    bool failed() const { return m_fault.has_value(); }
    MaybeFault m_fault;
    qint64 m_work = 0; // comparisons of lists' items
};

bool isThere(const Node *node) { return node && !node->isNull(); }

std::optional<Node> Merger::walk(const Node *live, const Node *patch, FieldSchema schema)
{
    if (failed()) return std::nullopt;
    const Node *first = isThere(live) ? live : isThere(patch) ? patch : nullptr;
    if (!first) {
        // A null that stands in the object and that no patch speaks of stays.
        return patch || !live ? std::nullopt : std::optional(*live);
    }
    if (isThere(live) && isThere(patch) && live->kind != patch->kind) {
        m_fault = invalid(patch->origin, say("the patch puts a %1 where there is a %2")
                                             .arg(patch->isMap()    ? say("map")
                                                  : patch->isList() ? say("list")
                                                                    : say("single value"),
                                                  live->isMap()    ? say("map")
                                                  : live->isList() ? say("list")
                                                                   : say("single value")));
        return std::nullopt;
    }
    if (first->isScalar()) {
        if (patch && patch->isNull()) return std::nullopt;
        return patch ? *patch : *live;
    }
    if (first->isMap()) {
        if (!schema.node.isValid()) schema.node = schemaOfKind(*first);
        return walkMap(live, patch, schema.node);
    }
    if (schema.merges) return walkList(live, patch, schema.node);
    if (patch && patch->isNull()) return std::nullopt;
    return patch ? *patch : *live;
}

// `key:`, which goes wherever a patch is merged; `key: null` and `key: ~` stay.
bool isNothingWritten(const Node &node) { return node.isNull() && !node.written.isNull() && node.written.isEmpty(); }

std::optional<Node> Merger::walkMap(const Node *live, const Node *patch, SchemaNode schema)
{
    if (isThere(live) && patch && patch->isNull()) return std::nullopt;
    std::optional<Node> ofPatch;
    Directive directive = Directive::Merge;
    if (isThere(patch)) {
        ofPatch = *patch;
        directive = takeDirective(*ofPatch, m_fault);
        if (failed() || directive == Directive::Delete) return std::nullopt;
    }
    // What the patch puts there whole is merged with itself, so that directives and nulls in it do what they say.
    const bool isWhole = !isThere(live) || directive == Directive::Replace;
    Node result = isWhole ? *ofPatch : *live;
    QHash<QString, const Node::Entry *> added;
    if (ofPatch)
        for (const Node::Entry &entry : ofPatch->entries) added.insert(entry.key, &entry);
    std::vector<Node::Entry> kept;
    kept.reserve(result.entries.size());
    for (Node::Entry &entry : result.entries) {
        const Node::Entry *change = added.take(entry.key);
        if (!change && entry.value.isScalar()) {
            if (!isNothingWritten(entry.value)) kept.push_back(std::move(entry));
            continue;
        }
        auto value = walk(&entry.value, change ? &change->value : nullptr, fieldOf(schema, entry.key));
        if (failed()) return std::nullopt;
        if (value) kept.push_back({entry.key, entry.keyOrigin, *std::move(value)});
    }
    std::vector<const Node::Entry *> fresh(added.cbegin(), added.cend());
    std::ranges::sort(fresh, {}, &Node::Entry::key);
    for (const Node::Entry *entry : fresh) {
        auto value = walk(nullptr, &entry->value, fieldOf(schema, entry->key));
        if (failed()) return std::nullopt;
        if (value) kept.push_back({entry->key, entry->keyOrigin, *std::move(value)});
    }
    result.entries = std::move(kept);
    return result;
}

QString valueOf(const Node &item, const QString &key)
{
    const Node *value = item.find(key);
    return value ? value->text() : QString();
}

Keys valuesOf(const Node &item, const Keys &keys)
{
    Keys values;
    for (const QString &key : keys) values.push_back(valueOf(item, key));
    return values;
}

// Two items that name different parts of the same keys are one: {containerPort: 80} and {containerPort: 80,
// protocol: TCP}.
std::optional<Keys> joined(const Keys &a, const Keys &b)
{
    Keys all;
    bool common = false;
    for (size_t i = 0; i < a.size(); ++i) {
        if (a[i] == b[i])
            common = true;
        else if (!a[i].isEmpty() && !b[i].isEmpty())
            return std::nullopt;
        all.push_back(a[i].isEmpty() ? b[i] : a[i]);
    }
    return common ? std::optional(all) : std::nullopt;
}

// Each item's values, the patch's first, none twice.
std::vector<Keys> allValues(const Node &live, const Node *patch, const Keys &keys)
{
    std::vector<Keys> all;
    std::set<Keys> seen;
    const auto add = [&](const Node &list) {
        for (const Node::Entry &item : list.entries)
            if (Keys values = valuesOf(item.value, keys); seen.insert(values).second) all.push_back(std::move(values));
    };
    if (isThere(patch)) add(*patch);
    add(live);
    constexpr size_t maxJoined = 2000; // of items: each is compared with each
    if (keys.size() < 2 || all.size() > maxJoined) return all;
    for (Keys &a : all)
        for (Keys &b : all)
            if (const auto both = joined(a, b)) a = b = *both;
    return all;
}

// The item of a list that has these values of these keys; an empty value is any. There may be fewer values than keys.
struct Which
{
    Keys keys, values;
    bool matches(const Node &item) const
    {
        if (values.empty()) return false;
        for (size_t i = 0; i < std::min(keys.size(), values.size()); ++i) {
            const Node *value = item.find(keys[i]);
            if (!value || (!values[i].isEmpty() && value->text() != values[i])) return false;
        }
        return true;
    }
    const Node *in(const Node *list) const
    {
        if (!isThere(list)) return nullptr;
        for (const Node::Entry &item : list->entries)
            if (item.value.isMap() && matches(item.value)) return &item.value;
        return nullptr;
    }
};

// Which of the keys some item has; all of them where none has any.
std::vector<bool> usedKeys(const std::vector<Keys> &all, size_t count)
{
    std::vector<bool> used(count, false);
    for (const Keys &values : all)
        for (size_t i = 0; i < count; ++i) used[i] = used[i] || !values[i].isEmpty();
    if (std::ranges::find(used, true) == used.end()) used.assign(count, true);
    return used;
}

Which chosen(const Keys &keys, const Keys &values, const std::vector<bool> &used)
{
    Which which;
    for (size_t i = 0; i < keys.size(); ++i) {
        if (!used[i]) continue;
        which.keys.push_back(keys[i]);
        which.values.push_back(values[i]);
    }
    return which;
}

// As kyaml's ElementSetter: replaces what the keys tell, or appends; nothing takes it out. Empty items go.
void setItem(Node &list, const Which &which, const Node *item)
{
    bool found = false;
    std::erase_if(list.entries, [&](Node::Entry &entry) {
        if (entry.value.isNull() || entry.value.isEmptyMap()) return true;
        if (!entry.value.isMap()) return false;
        if (!which.matches(entry.value)) return which.values.empty();
        found = true;
        if (item) entry.value = *item;
        return item == nullptr;
    });
    if (item && !found) list.append(*item);
}

// The object's own items behind (or, of one key, in the places of) those that were merged.
void appendOwn(Node &merged, const Node &own, const Keys &keys)
{
    for (const Node::Entry &entry : own.entries) {
        Which which{keys, {}};
        for (const QString &key : keys) {
            if (const Node *value = entry.value.find(key))
                which.values.push_back(value->text());
            else
                merged.append(entry.value);
        }
        if (keys.size() > 1) setItem(merged, which, nullptr);
        setItem(merged, which, &entry.value);
    }
}

Node Merger::mergeItems(const Node &live, const Node *patch, const Keys &keys, SchemaNode item)
{
    const std::vector<Keys> all = allValues(live, patch, keys);
    if (all.empty()) return live;
    m_work += qint64(all.size()) * qint64(live.entries.size() + (patch ? patch->entries.size() : 0) + 1);
    constexpr qint64 maxWork = 30'000'000;
    if (m_work > maxWork) {
        m_fault = tooLarge(live.origin, say("the lists that patches are merged with are too long"));
        return live;
    }
    const std::vector<bool> used = usedKeys(all, keys.size());
    Node result(Node::Kind::List, live.origin), own = live;
    for (const Keys &values : all) {
        const Which which = chosen(keys, values, used);
        const Which self = chosen(keys, values, usedKeys({values}, keys.size()));
        auto merged = walk(self.in(&own), self.in(patch), {item, false});
        if (failed()) return result;
        if (!merged || merged->isNull() || merged->isEmptyMap()) {
            setItem(own, which, nullptr);
            continue;
        }
        for (size_t i = 0; i < which.keys.size(); ++i)
            if (!merged->find(which.keys[i]) && !which.values[i].isEmpty())
                merged->set(which.keys[i], Node(Value(which.values[i]), merged->origin), merged->origin);
        setItem(result, which, &*merged);
        if (Node *mine = const_cast<Node *>(self.in(&own))) *mine = *std::move(merged); // it was changed in place
    }
    appendOwn(result, own, chosen(keys, keys, used).keys);
    return result;
}

Node Merger::mergeScalars(const Node &live, const Node *patch)
{
    Node result(Node::Kind::List, live.origin);
    std::set<QString> seen;
    for (const Node *list : {patch, &live}) {
        if (!isThere(list)) continue;
        for (const Node::Entry &item : list->entries)
            if (!item.value.isNull() && seen.insert(item.value.text()).second) result.append(item.value);
    }
    return result;
}

std::optional<Node> Merger::walkList(const Node *live, const Node *patch, SchemaNode schema)
{
    if (isThere(live) && patch && patch->isNull()) return std::nullopt;
    std::optional<Node> ofPatch;
    Directive directive = Directive::Merge;
    if (isThere(patch)) {
        ofPatch = *patch;
        if (isThere(live)) directive = takeDirective(*ofPatch, m_fault);
        if (failed() || directive == Directive::Delete) return std::nullopt;
    }
    const Node &base = !isThere(live) || directive == Directive::Replace ? *ofPatch : *live;
    Keys keys;
    for (const QByteArrayView key : schema.mapKeys()) keys.push_back(QString::fromUtf8(key));
    if (keys.empty() && !schema.patchMergeKey().isEmpty()) keys.push_back(QString::fromUtf8(schema.patchMergeKey()));
    const Node *more = ofPatch ? &*ofPatch : nullptr;
    if (keys.empty()) return mergeScalars(base, more);
    return mergeItems(base, more, keys, schema.child());
}

} // namespace

MaybeFault strategicMerge(Node &object, const Node &patch)
{
    Merger merger;
    auto merged = merger.walk(&object, &patch, {schemaOfKind(object), false});
    if (auto fault = merger.take()) return fault;
    object = merged ? *std::move(merged) : Node();
    return std::nullopt;
}

} // namespace model::kustomize
