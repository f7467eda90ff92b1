// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diff/fielddifference.h"

#include "model/base/fieldpath.h"
#include "model/resource/quantity.h"
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
};

std::optional<double> numberOf(const Value &value)
{
    if (const qint64 *number = value.integer()) return double(*number);
    if (const quint64 *number = value.bigInteger()) return double(*number);
    if (const double *number = value.number()) return *number;
    return std::nullopt;
}

bool isSameQuantity(const Value &before, const Value &after)
{
    const auto left = Quantity::parse(textOf(before)), right = Quantity::parse(textOf(after));
    return left && right && *left == *right;
}

bool isSameScalar(const Value &before, const Value &after, SchemaNode node)
{
    if (before.means(after)) return true;
    if (node.type() == SchemaType::Quantity) return isSameQuantity(before, after);
    const auto left = numberOf(before), right = numberOf(after);
    const bool isWhole = before.integer() && after.integer();
    return left && right && !isWhole && *left == *right;
}

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

class Walk
{
public:
    std::vector<FieldChange> run(const Value &before, const Value &after, SchemaNode node)
    {
        m_todo.push_back({.before = &before, .after = &after, .node = node});
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
            if (isDefault(is ? *pair.after : *pair.before, pair.fallback)) return;
            return emit(pair, is ? ChangeKind::Added : ChangeKind::Removed);
        }
        if (pair.before->isSharedWith(*pair.after)) return;
        if (pair.before->isMap() && pair.after->isMap()) return compareMaps(pair);
        if (pair.before->isList() && pair.after->isList()) return compareLists(pair);
        if (pair.before->isContainer() || pair.after->isContainer() ||
            !isSameScalar(*pair.before, *pair.after, pair.node))
            emit(pair, ChangeKind::Changed);
    }

    void compareMaps(const Pair &pair)
    {
        std::map<QString, Pair> fields;
        for (const auto &[key, value] : *pair.before->map()) fields[key].before = &value;
        for (const auto &[key, value] : *pair.after->map()) fields[key].after = &value;
        std::vector<Pair> children;
        for (auto &[key, field] : fields) {
            setField(field, pair.node, key);
            field.step = step(pair.step, FieldPath({key}).toString());
            children.push_back(field);
        }
        push(children);
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
        const bool hasNames = (isSet || !keys.empty()) && name(before, keys, pair.node, items, &Pair::before) &&
                              name(after, keys, pair.node, items, &Pair::after);
        if (!hasNames) return compareByPlace(pair, before, after);
        std::vector<Pair> children;
        for (auto &[text, item] : items) {
            item.node = pair.node.child();
            item.step = step(pair.step, text);
            children.push_back(item);
        }
        if (hasOrder(pair.step) && isReordered(before, after, keys, pair.node)) {
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

    // False: not all items have a name of their own, and places must do.
    static bool name(const ValueList &list, const std::vector<QString> &keys, SchemaNode node,
                     std::map<QString, Pair> &items, const Value *Pair::*side)
    {
        for (const Value &item : list) {
            const QString text = nameOf(item, keys, node);
            if (text.isEmpty()) return false;
            const Value *&place = items[text].*side;
            if (place) return false;
            place = &item;
        }
        return true;
    }

    bool hasOrder(int step) const { return step >= 0 && m_steps[std::size_t(step)].text == u"initContainers"; }

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
        std::size_t head = 0, tail = 0;
        const std::size_t shorter = std::min(before.size(), after.size());
        while (head < shorter && before[head].means(after[head])) ++head;
        while (tail < shorter - head && before[before.size() - 1 - tail].means(after[after.size() - 1 - tail])) ++tail;
        std::vector<Pair> children;
        const std::size_t left = before.size() - tail, right = after.size() - tail;
        for (std::size_t i = head; i < std::max(left, right); ++i)
            children.push_back({.before = i < left ? &before[i] : nullptr,
                                .after = i < right ? &after[i] : nullptr,
                                .node = pair.node.child(),
                                .step = step(pair.step, u'[' + QString::number(i) + u']')});
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

std::vector<FieldChange> fieldDifference(const Value &before, const Value &after, SchemaNode node)
{
    return Walk().run(before, after, node);
}

} // namespace model
