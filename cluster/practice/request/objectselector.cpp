// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/request/objectselector.h"

#include "cluster/practice/base/objects.h"

#include <algorithm>

namespace practice {

using model::LabelRequirement;
using model::Value;

namespace {

LabelRequirement::Operator operatorOf(const QString &text)
{
    if (text == u"In") return LabelRequirement::Operator::In;
    if (text == u"NotIn") return LabelRequirement::Operator::NotIn;
    if (text == u"Exists") return LabelRequirement::Operator::Exists;
    if (text == u"DoesNotExist") return LabelRequirement::Operator::DoesNotExist;
    return LabelRequirement::Operator::Unknown;
}

} // namespace

model::LabelSelector readSelector(const Value &selector)
{
    model::LabelSelector wanted;
    for (const auto &[key, value] : mapAt(selector, {u"matchLabels"}))
        wanted.matchLabels.emplace_back(key, value.string() ? *value.string() : QString());
    std::sort(wanted.matchLabels.begin(), wanted.matchLabels.end());
    for (const Value &expression : listAt(selector, {u"matchExpressions"})) {
        LabelRequirement requirement{
            .key = textAt(expression, {u"key"}), .op = operatorOf(textAt(expression, {u"operator"})), .values = {}};
        for (const Value &value : listAt(expression, {u"values"}))
            if (value.string()) requirement.values.push_back(*value.string());
        wanted.requirements.push_back(std::move(requirement));
    }
    return wanted;
}

bool selectorMatches(const Value &selector, const model::Labels &labels)
{
    return readSelector(selector).matches(labels);
}

} // namespace practice
