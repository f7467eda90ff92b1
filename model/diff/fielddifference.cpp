// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diff/fielddifference.h"

#include "model/base/fieldpath.h"
#include "model/yaml/yamlvalue.h"

#include <QSet>
#include <QStringList>

#include <algorithm>
#include <map>

namespace model {

using namespace Qt::StringLiterals;

namespace {

QString textOf(const Value &value)
{
    if (const QString *text = value.string()) return *text;
    const auto json = toJson(value);
    return json ? QString::fromUtf8(*json) : QString();
}

// A field under another one. Steps are kept by index, so that a deep tree costs no long texts until one is needed.
struct Step
{
    int parent = -1;
    QString text; // "spec", "[name=web]"
};

struct Pair
{
    const Value *before = nullptr, *after = nullptr; // one of them may be missing
    SchemaNode node = {};
    QByteArrayView fallback = {}; // what the API takes where nothing is said, as JSON
    int step = -1;
    bool isOrder = false;
    bool isComplete = false;                                           // the server's form of both is known:
    const Value *completedBefore = nullptr, *completedAfter = nullptr; // null: there is nothing
};

void setField(Pair &pair, SchemaNode node, const QString &key)
{
    const int index = node.indexOf(key.toUtf8());
    if (index < 0) {
        pair.node = node.isMap() ? node.child() : SchemaNode();
        return;
    }
    const SchemaProperty property = node.property(index);
    pair.node = property.node;
    pair.fallback = property.defaultJson;
}

bool isDefault(const Value &value, QByteArrayView fallback)
{
    if (fallback.isEmpty() || value.isContainer()) return false;
    const auto json = toJson(value);
    return json && *json == fallback;
}

// One says nothing, or what Go takes for it, and the other what an API server makes of that.
bool isSameCompleted(const Pair &pair)
{
    if (!pair.isComplete || !pair.node) return false;
    const Value *const before = pair.before, *const after = pair.after;
    if (!isGoZero(before) && !isGoZero(after)) return false;
    if (before && !isKept(*before, pair.completedBefore, pair.node)) return false;
    if (after && !isKept(*after, pair.completedAfter, pair.node)) return false;
    const bool was = pair.completedBefore && !pair.completedBefore->isNull();
    const bool is = pair.completedAfter && !pair.completedAfter->isNull();
    if (!was || !is) return was == is;
    return fieldDifference(*pair.completedBefore, *pair.completedAfter, pair.node).empty();
}

const Value *itemOf(const Value *completed, const ValueList &written, std::size_t index)
{
    const ValueList *items = completed ? completed->list() : nullptr;
    return items && items->size() == written.size() ? &(*items)[index] : nullptr;
}

// Items of lists whose order counts, by their places.
class Places
{
public:
    Places(const Pair &pair, const ValueList &before, const ValueList &after)
        : m_pair(pair), m_before(before), m_after(after)
    {
    }

    bool isSame(std::size_t left, std::size_t right) const
    {
        if (m_before[left].means(m_after[right])) return true;
        const Value *const was = itemOf(m_pair.completedBefore, m_before, left);
        const Value *const is = itemOf(m_pair.completedAfter, m_after, right);
        if (!m_pair.isComplete || !m_pair.node || !was || !is || !was->means(*is)) return false;
        return isKept(m_before[left], was, m_pair.node.child()) && isKept(m_after[right], is, m_pair.node.child());
    }

    // None where an index is beyond the end.
    Pair at(std::size_t index, std::size_t left, std::size_t right) const
    {
        Pair item{.node = m_pair.node.child(), .isComplete = m_pair.isComplete};
        if (index < left) {
            item.before = &m_before[index];
            item.completedBefore = itemOf(m_pair.completedBefore, m_before, index);
            item.isComplete = item.isComplete && item.completedBefore;
        }
        if (index < right) {
            item.after = &m_after[index];
            item.completedAfter = itemOf(m_pair.completedAfter, m_after, index);
            item.isComplete = item.isComplete && item.completedAfter;
        }
        return item;
    }

private:
    const Pair &m_pair;
    const ValueList &m_before, &m_after;
};

class Walk
{
public:
    std::vector<FieldChange> run(const Value &before, const Value &after, SchemaNode node, const Completed &completed)
    {
        const bool isComplete = !completed.before.isNull() && !completed.after.isNull();
        const Value *kind = before.find(u"kind");
        m_isMutating = kind && textOf(*kind) == u"MutatingWebhookConfiguration";
        m_todo.push_back({.before = &before,
                          .after = &after,
                          .node = node,
                          .isComplete = isComplete,
                          .completedBefore = isComplete ? &completed.before : nullptr,
                          .completedAfter = isComplete ? &completed.after : nullptr});
        while (!m_todo.empty()) {
            const Pair pair = m_todo.back();
            m_todo.pop_back();
            compare(pair);
        }
        return std::move(m_found);
    }

private:
    void compare(const Pair &pair)
    {
        if (pair.isOrder) return emit(pair, ChangeKind::Changed, true);
        const bool was = pair.before && !pair.before->isNull(), is = pair.after && !pair.after->isNull();
        if (!was && !is) return;
        if (!was || !is) {
            if (isDefault(is ? *pair.after : *pair.before, pair.fallback) || isSameCompleted(pair)) return;
            return emit(pair, is ? ChangeKind::Added : ChangeKind::Removed);
        }
        if (pair.before->isSharedWith(*pair.after)) return;
        if (pair.before->isMap() && pair.after->isMap()) return compareMaps(pair);
        if (pair.before->isList() && pair.after->isList()) {
            if (!isSameCompleted(pair)) compareLists(pair);
            return;
        }
        const bool isScalar = !pair.before->isContainer() && !pair.after->isContainer();
        if (isScalar && (isSameScalar(*pair.before, *pair.after, pair.node) || isSameCompleted(pair))) return;
        emit(pair, ChangeKind::Changed);
    }

    void compareMaps(const Pair &pair)
    {
        std::map<QString, Pair> fields;
        for (const auto &[key, value] : *pair.before->map()) fields[key].before = &value;
        for (const auto &[key, value] : *pair.after->map()) fields[key].after = &value;
        complete(fields, pair.completedBefore, &Pair::completedBefore);
        complete(fields, pair.completedAfter, &Pair::completedAfter);
        std::vector<Pair> children;
        for (auto &[key, field] : fields) {
            field.isComplete = pair.isComplete;
            setField(field, pair.node, key);
            field.step = step(pair.step, FieldPath({key}).toString());
            children.push_back(field);
        }
        push(children);
    }

    static void complete(std::map<QString, Pair> &fields, const Value *completed, const Value *Pair::*side)
    {
        if (!completed || !completed->isMap()) return;
        for (const auto &[key, value] : *completed->map())
            if (const auto field = fields.find(key); field != fields.end()) field->second.*side = &value;
    }

    void compareLists(const Pair &pair)
    {
        const ValueList &before = *pair.before->list(), &after = *pair.after->list();
        std::vector<QString> keys;
        if (pair.node.listType() == SchemaListType::Map || pair.node.listType() == SchemaListType::None) {
            for (const QByteArrayView key : pair.node.mapKeys()) keys.push_back(QString::fromUtf8(key));
            if (const QByteArrayView key = pair.node.patchMergeKey(); keys.empty() && !key.isEmpty())
                keys.push_back(QString::fromUtf8(key));
        }
        std::map<QString, Pair> items;
        const bool isSet = pair.node.listType() == SchemaListType::Set;
        const ListSide left{before, pair.completedBefore, &Pair::before, &Pair::completedBefore};
        const ListSide right{after, pair.completedAfter, &Pair::after, &Pair::completedAfter};
        const bool hasNames =
            (isSet || !keys.empty()) && name(left, keys, pair.node, items) && name(right, keys, pair.node, items);
        if (!hasNames) return compareByPlace(pair, before, after);
        std::vector<Pair> children;
        for (auto &[text, item] : items) {
            item.node = pair.node.child();
            item.isComplete =
                pair.isComplete && !item.before == !item.completedBefore && !item.after == !item.completedAfter;
            item.step = step(pair.step, text);
            children.push_back(item);
        }
        if (hasOrder(pair.step, before, after) && isReordered(before, after, keys, pair.node)) {
            Pair order = pair;
            order.isOrder = true;
            children.push_back(order);
        }
        push(children);
    }

    // What an item is called, "[name=web]"; empty: it has not all the keys.
    static QString nameOf(const Value &item, const std::vector<QString> &keys, SchemaNode list)
    {
        if (keys.empty()) return item.isContainer() ? QString() : u"[="_s + textOf(item) + u']';
        QStringList parts;
        for (const QString &key : keys) {
            const Value *value = item.find(key);
            QString text = value && !value->isNull() ? textOf(*value) : QString();
            if (text.isEmpty()) { // the API has a default for some: a port's protocol
                const SchemaNode of = list.child();
                const int index = of.indexOf(key.toUtf8());
                const QByteArrayView fallback = index >= 0 ? of.property(index).defaultJson : QByteArrayView();
                text = QString::fromUtf8(fallback).remove(u'"');
            }
            if (text.isEmpty() && keys.size() == 1) return {};
            parts += key + u'=' + text;
        }
        return u'[' + parts.join(u',') + u']';
    }

    struct ListSide
    {
        const ValueList &list;
        const Value *completed;
        const Value *Pair::*item;
        const Value *Pair::*completedItem;
    };

    // False: not all items have a name of their own, and places must do.
    static bool name(const ListSide &side, const std::vector<QString> &keys, SchemaNode node,
                     std::map<QString, Pair> &items)
    {
        for (std::size_t i = 0; i < side.list.size(); ++i) {
            const QString text = nameOf(side.list[i], keys, node);
            if (text.isEmpty()) return false;
            Pair &named = items[text];
            if (named.*side.item) return false;
            named.*side.item = &side.list[i];
            named.*side.completedItem = itemOf(side.completed, side.list, i);
        }
        return true;
    }

    // Where names tell items apart but their order is acted on: containers that run one after the other, webhooks that
    // change what the next one sees, variables that speak of those above them.
    bool hasOrder(int step, const ValueList &before, const ValueList &after) const
    {
        if (step < 0) return false;
        const QString &field = m_steps[std::size_t(step)].text;
        const auto speaks = [](const Value &variable) {
            const Value *value = variable.find(u"value");
            return value && value->string() && value->string()->contains(u"$(");
        };
        return field == u"initContainers" || (field == u"webhooks" && m_isMutating) ||
               (field == u"env" && (std::ranges::any_of(before, speaks) || std::ranges::any_of(after, speaks)));
    }

    static bool isReordered(const ValueList &before, const ValueList &after, const std::vector<QString> &keys,
                            SchemaNode node)
    {
        const auto names = [&](const ValueList &list) {
            QStringList all;
            for (const Value &item : list) all += nameOf(item, keys, node);
            return all;
        };
        QStringList left = names(before), right = names(after);
        const QSet<QString> inLeft(left.cbegin(), left.cend()), inRight(right.cbegin(), right.cend());
        left.removeIf([&inRight](const QString &name) { return !inRight.contains(name); });
        right.removeIf([&inLeft](const QString &name) { return !inLeft.contains(name); });
        return left != right;
    }

    // What both begin and end with alike stands still; between, item by item.
    void compareByPlace(const Pair &pair, const ValueList &before, const ValueList &after)
    {
        const Places places(pair, before, after);
        std::size_t head = 0, tail = 0;
        const std::size_t shorter = std::min(before.size(), after.size());
        while (head < shorter && places.isSame(head, head)) ++head;
        while (tail < shorter - head && places.isSame(before.size() - 1 - tail, after.size() - 1 - tail)) ++tail;
        std::vector<Pair> children;
        const std::size_t left = before.size() - tail, right = after.size() - tail;
        for (std::size_t i = head; i < std::max(left, right); ++i) {
            Pair item = places.at(i, left, right);
            item.step = step(pair.step, u'[' + QString::number(i) + u']');
            children.push_back(item);
        }
        push(children);
    }

    void push(const std::vector<Pair> &children) { m_todo.insert(m_todo.end(), children.rbegin(), children.rend()); }

    int step(int parent, const QString &text)
    {
        m_steps.push_back({parent, text});
        return int(m_steps.size()) - 1;
    }

    void emit(const Pair &pair, ChangeKind change, bool isOrder = false)
    {
        QStringList steps;
        for (int at = pair.step; at >= 0; at = m_steps[std::size_t(at)].parent)
            steps.prepend(m_steps[std::size_t(at)].text);
        QString path;
        for (const QString &text : std::as_const(steps))
            path += path.isEmpty() || text.startsWith(u'[') ? text : u'.' + text;
        FieldChange found{.change = change, .path = path, .before = {}, .after = {}, .isOrder = isOrder};
        if (pair.before) found.before = *pair.before;
        if (pair.after) found.after = *pair.after;
        m_found.push_back(std::move(found));
    }

    std::vector<Pair> m_todo;
    std::vector<Step> m_steps;
    bool m_isMutating = false;
    std::vector<FieldChange> m_found;
};

} // namespace

QString toWord(ChangeKind change)
{
    switch (change) {
    case ChangeKind::Added: return u"added"_s;
    case ChangeKind::Removed: return u"removed"_s;
    case ChangeKind::Changed: return u"changed"_s;
    }
    return {};
}

std::vector<FieldChange> fieldDifference(const Value &before, const Value &after, SchemaNode node,
                                         const Completed &completed)
{
    return Walk().run(before, after, node, completed);
}

} // namespace model
