// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/patch/directives.h"

#include "cluster/practice/patch/goprint.h"

#include <QSet>

#include <utility>

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace practice {

ApiStatus patchFailure(const QString &message)
{
    return {.code = 500, .reason = {}, .message = message, .hasDetails = false};
}

ApiStatus badDirective(const QString &what) { return ApiStatus::badRequest(u"invalid patch format of "_s + what); }

ApiStatus badType(const QString &expected, const Value &actual)
{
    return patchFailure(u"expected a "_s + expected + u", but received a "_s + goTypeName(actual));
}

ApiStatus noMergeKey(const Value &item, const QString &mergeKey)
{
    return patchFailure(u"map: "_s + goPlain(item) + u" does not contain declared merge key: "_s + mergeKey);
}

ApiStatus unknownDirective(const Value &directive, const Value &item)
{
    return patchFailure(u"unknown patch type: "_s + goPlain(directive) + u" in map: "_s + goPlain(item));
}

void discardNulls(Value &root)
{
    std::vector<Value *> open{&root};
    while (!open.empty()) {
        Value &value = *open.back();
        open.pop_back();
        if (ValueMap *map = value.map()) {
            std::erase_if(*map, [](const auto &entry) { return entry.second.isNull(); });
            for (auto &[name, part] : *map) open.push_back(&part);
        } else if (ValueList *list = value.list()) {
            for (Value &item : *list) open.push_back(&item);
        }
    }
}

bool removeDirectives(Value &root)
{
    const auto directed = [](const Value &value) { return value.find(patchDirective) != nullptr; };
    if (directed(root)) return false;
    std::vector<Value *> open{&root};
    while (!open.empty()) {
        Value &value = *open.back();
        open.pop_back();
        if (ValueMap *map = value.map()) {
            std::erase_if(*map, [&](const auto &entry) { return directed(entry.second); });
            for (auto &[name, part] : *map) open.push_back(&part);
        } else if (ValueList *list = value.list()) {
            std::erase_if(*list, directed);
            for (Value &item : *list) open.push_back(&item);
        }
    }
    return true;
}

bool isDeeperThan(const Value &root, int depth)
{
    std::vector<std::pair<const Value *, int>> open{{&root, 0}};
    while (!open.empty()) {
        const auto [value, level] = open.back();
        open.pop_back();
        if (!value->isContainer()) continue;
        if (level >= depth) return true;
        if (const ValueMap *map = value->map()) {
            for (const auto &[name, part] : *map) open.emplace_back(&part, level + 1);
        } else {
            for (const Value &item : *value->list()) open.emplace_back(&item, level + 1);
        }
    }
    return false;
}

Answer<bool> haveMaps(const ValueList &original, const ValueList &patch)
{
    const Value *first = nullptr;
    for (const ValueList *list : {&original, &patch}) {
        for (const Value &item : *list) {
            if (!first) {
                first = &item;
                if (!item.isList()) continue;
                return ApiStatus{.code = 422,
                                 .reason = u"Invalid"_s,
                                 .message = u"the server rejected our request due to an error in our request"_s};
            }
            if (goTypeName(*first) == goTypeName(item)) continue;
            return patchFailure(u"list element types are not identical: "_s + goPlain(ValueList{original, patch}));
        }
    }
    if (!first) return patchFailure(u"no elements in any of the given slices"_s);
    return first->isMap();
}

Refusal refuseElementOrder(const ValueList &patch, const ValueList &order, const QString &mergeKey)
{
    if (patch.empty() || order.empty()) return std::nullopt;
    const QString mapType = u"map[string]interface {}"_s;
    std::size_t at = 0;
    std::size_t inOrder = 0;
    const auto isDirected = [](const Value &item) { return item.find(patchDirective) != nullptr; };
    const auto isDeleted = [&](const Value &item) {
        const Value *directive = item.find(patchDirective);
        return directive && directive->isString() && *directive->string() == u"delete";
    };
    if (!mergeKey.isEmpty()) {
        for (const Value &item : patch)
            if (!item.isMap()) return badType(mapType, item);
    }
    while (at < patch.size() && inOrder < order.size()) {
        if (isDirected(patch[at])) {
            ++at;
            continue;
        }
        const Value *left = &patch[at];
        const Value *right = &order[inOrder];
        if (!mergeKey.isEmpty()) {
            if (!right->isMap()) return badType(mapType, *right);
            left = left->find(mergeKey);
            right = right->find(mergeKey);
            if (!left) return noMergeKey(patch[at], mergeKey);
            if (!right) return noMergeKey(order[inOrder], mergeKey);
        }
        if (!left->isContainer() && *left == *right) ++at;
        ++inOrder;
    }
    while (at < patch.size() && !mergeKey.isEmpty() && isDeleted(patch[at])) ++at;
    if (at == patch.size()) return std::nullopt;
    return patchFailure(u"The order in patch list:\n"_s + goPlain(patch) +
                        u"\n doesn't match $setElementOrder list:\n"_s + goPlain(order) + u"\n"_s);
}

Refusal retainKeys(ValueMap &original, Value &patch)
{
    const Value *directive = patch.find(retainKeysDirective);
    if (!directive) return std::nullopt;
    if (!directive->isList()) return badDirective(u"retainKeys"_s);
    QSet<QString> kept;
    for (const Value &name : *directive->list())
        if (name.isString()) kept.insert(*name.string());
    patch.remove(retainKeysDirective);
    for (const auto &[name, value] : *patch.map()) {
        if (value.isNull() || name.startsWith(deleteListDirective) || name.startsWith(elementOrderDirective)) continue;
        if (!kept.contains(name)) return badDirective(u"retainKeys"_s);
    }
    std::erase_if(original, [&kept](const auto &entry) { return !kept.contains(entry.first); });
    return std::nullopt;
}

} // namespace practice
