// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/nodecontrol/taints.h"

#include "cluster/practice/base/objects.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

Taint taintOf(const Value &value) { return {textAt(value, {u"key"}), textAt(value, {u"effect"})}; }

std::optional<ApiStatus> write(const ComponentClient &client, const QString &name,
                               const std::function<bool(ValueList &)> &change)
{
    const ApiKind &kind = client.kind(u"v1", u"Node");
    const auto live = client.get(kind, {}, name);
    if (!live) return live.status();
    ValueList taints = listAt(*live, {u"spec", u"taints"});
    if (!change(taints)) return std::nullopt;
    Value patch;
    mapIn(patch, u"spec").set(u"taints", taints.empty() ? Value() : Value(std::move(taints)));
    const auto written = client.patch(kind, {}, name, patch);
    return written ? std::nullopt : std::optional(written.status());
}

} // namespace

bool hasTaint(const Value &node, const Taint &taint)
{
    const ValueList &taints = listAt(node, {u"spec", u"taints"});
    return std::any_of(taints.begin(), taints.end(), [&taint](const Value &one) { return taintOf(one) == taint; });
}

std::optional<ApiStatus> swapTaints(const ComponentClient &client, const Value &node, const std::vector<Taint> &add,
                                    const std::vector<Taint> &remove, qint64 nowMs)
{
    if (!add.empty()) {
        const auto refusal = write(client, nameOf(node), [&](ValueList &taints) {
            bool isAny = false;
            for (const Taint &taint : add) {
                const bool isThere = std::any_of(taints.begin(), taints.end(),
                                                 [&taint](const Value &one) { return taintOf(one) == taint; });
                if (isThere) continue;
                Value made(ValueMap{{u"key"_s, taint.key}, {u"effect"_s, taint.effect}});
                made.set(u"timeAdded", timeText(nowMs));
                taints.push_back(std::move(made));
                isAny = true;
            }
            return isAny;
        });
        if (refusal) return refusal;
    }
    const bool isAny =
        std::any_of(remove.begin(), remove.end(), [&node](const Taint &taint) { return hasTaint(node, taint); });
    if (!isAny) return std::nullopt;
    return write(client, nameOf(node), [&remove](ValueList &taints) {
        return std::erase_if(taints, [&remove](const Value &one) {
                   return std::find(remove.begin(), remove.end(), taintOf(one)) != remove.end();
               }) > 0;
    });
}

const Value *conditionOf(const Value &object, const QString &type)
{
    for (const Value &condition : listAt(object, {u"status", u"conditions"}))
        if (textAt(condition, {u"type"}) == type) return &condition;
    return nullptr;
}

QStringList nodeNameOf(const Value &pod)
{
    const QString node = textAt(pod, {u"spec", u"nodeName"});
    return node.isEmpty() ? QStringList() : QStringList{node};
}

} // namespace practice
