// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/patch/directives.h"
#include "cluster/practice/patch/patches.h"

#include <QHash>

#include <utility>

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace practice {

namespace {

struct Merge
{
    Value *target; // a map
    Value patch;   // a map
};

// Merges one level; what is a map on both sides is left to open.
void mergeLevel(ValueMap &target, ValueMap &patch, std::vector<Merge> &open)
{
    QHash<QStringView, std::size_t> places;
    places.reserve(qsizetype(target.size()));
    for (std::size_t i = 0; i < target.size(); ++i) places.insert(target[i].first, i);
    std::vector<bool> gone(target.size());
    std::vector<std::pair<std::size_t, Value>> inner;
    ValueMap added;
    for (auto &[name, value] : patch) {
        const auto place = places.constFind(name);
        if (value.isNull()) {
            if (place != places.constEnd()) gone[*place] = true;
        } else if (place == places.constEnd()) {
            discardNulls(value);
            added.emplace_back(name, std::move(value));
        } else if (Value &old = target[*place].second; old.isMap() && value.isMap()) {
            inner.emplace_back(*place, std::move(value));
        } else {
            // A list or a scalar that replaces a map keeps its nulls.
            if (!old.isMap()) discardNulls(value);
            old = std::move(value);
        }
    }
    ValueMap result;
    result.reserve(target.size() + added.size());
    std::vector<std::size_t> moved(target.size());
    for (std::size_t i = 0; i < target.size(); ++i) {
        moved[i] = result.size();
        if (!gone[i]) result.push_back(std::move(target[i]));
    }
    for (auto &entry : added) result.push_back(std::move(entry));
    target = std::move(result);
    for (auto &[place, value] : inner) open.push_back({&target[moved[place]].second, std::move(value)});
}

} // namespace

Answer<Value> applyMergePatch(const Value &object, const Value &patch)
{
    if (patch.isNull()) return ApiStatus::badRequest(u"Invalid JSON Patch"_s);
    if (!patch.isMap()) {
        const QString type = patch.isList()     ? u"array"_s
                             : patch.isString() ? u"string"_s
                             : patch.boolean()  ? u"bool"_s
                                                : u"number"_s;
        return ApiStatus::badRequest(u"error decoding patch: json: cannot unmarshal "_s + type +
                                     u" into Go value of type map[string]interface {}"_s);
    }
    Value result = object;
    if (!result.isMap()) result = ValueMap();
    std::vector<Merge> open{{&result, patch}};
    while (!open.empty()) {
        Merge merge = std::move(open.back());
        open.pop_back();
        mergeLevel(*merge.target->map(), *merge.patch.map(), open);
    }
    return result;
}

} // namespace practice
