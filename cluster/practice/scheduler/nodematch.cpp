// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/scheduler/nodematch.h"

#include "cluster/practice/base/objects.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;

namespace {

// value: null where the node has no such label.
bool requirementHolds(const Value &requirement, const QString *value)
{
    const QString op = textAt(requirement, {u"operator"});
    const ValueList &values = listAt(requirement, {u"values"});
    const auto isListed = [value](const Value &one) { return one.string() && *one.string() == *value; };
    if (op == u"Exists") return value;
    if (op == u"DoesNotExist") return !value;
    if (op == u"In") return value && std::any_of(values.begin(), values.end(), isListed);
    if (op == u"NotIn") return !value || std::none_of(values.begin(), values.end(), isListed);
    if (!value || values.size() != 1 || !values.front().string()) return false;
    bool isNumber = false, isBoundNumber = false;
    const qint64 number = value->toLongLong(&isNumber);
    const qint64 bound = values.front().string()->toLongLong(&isBoundNumber);
    if (!isNumber || !isBoundNumber) return false;
    return op == u"Gt" ? number > bound : op == u"Lt" && number < bound;
}

} // namespace

bool termMatches(const Value &term, const NodeState &node)
{
    const ValueList &expressions = listAt(term, {u"matchExpressions"});
    const ValueList &fields = listAt(term, {u"matchFields"});
    if (expressions.empty() && fields.empty()) return false;
    const auto labelHolds = [&node](const Value &requirement) {
        return requirementHolds(requirement, node.label(textAt(requirement, {u"key"})));
    };
    const auto fieldHolds = [&node](const Value &requirement) {
        return requirementHolds(requirement, textAt(requirement, {u"key"}) == u"metadata.name" ? &node.name : nullptr);
    };
    return std::all_of(expressions.begin(), expressions.end(), labelHolds) &&
           std::all_of(fields.begin(), fields.end(), fieldHolds);
}

bool nodeSelectorMatches(const Value &selector, const NodeState &node)
{
    const ValueList &terms = listAt(selector, {u"nodeSelectorTerms"});
    return std::any_of(terms.begin(), terms.end(), [&node](const Value &term) { return termMatches(term, node); });
}

bool wantsNode(const Value &podSpec, const NodeState &node)
{
    for (const auto &[key, value] : mapAt(podSpec, {u"nodeSelector"})) {
        const QString *label = node.label(key);
        if (!label || !value.string() || *label != *value.string()) return false;
    }
    const Value *required =
        at(podSpec, {u"affinity", u"nodeAffinity", u"requiredDuringSchedulingIgnoredDuringExecution"});
    return !required || required->isNull() || nodeSelectorMatches(*required, node);
}

bool tolerates(const Value &toleration, const Value &taint)
{
    const QString effect = textAt(toleration, {u"effect"});
    if (!effect.isEmpty() && effect != textAt(taint, {u"effect"})) return false;
    const QString key = textAt(toleration, {u"key"});
    if (!key.isEmpty() && key != textAt(taint, {u"key"})) return false;
    const QString op = textAt(toleration, {u"operator"});
    if (op == u"Exists") return true;
    return (op.isEmpty() || op == u"Equal") && textAt(toleration, {u"value"}) == textAt(taint, {u"value"});
}

const Value *untoleratedTaint(const ValueList &taints, const ValueList &tolerations,
                              std::initializer_list<QStringView> effects)
{
    for (const Value &taint : taints) {
        const QString effect = textAt(taint, {u"effect"});
        if (std::find(effects.begin(), effects.end(), QStringView(effect)) == effects.end()) continue;
        const auto bears = [&taint](const Value &toleration) { return tolerates(toleration, taint); };
        if (std::none_of(tolerations.begin(), tolerations.end(), bears)) return &taint;
    }
    return nullptr;
}

} // namespace practice
