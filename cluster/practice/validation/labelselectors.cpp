// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/labelselectors.h"

#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueMap;

bool hasInvalidSelectorValue(const Value *selector)
{
    if (!selector) return false;
    for (const Value &requirement : listIn(*selector, u"matchExpressions"))
        for (const Value &value : listIn(requirement, u"values"))
            if (!labelValueProblems(textOf(value)).empty()) return true;
    return false;
}

LabelMap labelMap(const ValueMap &labels)
{
    LabelMap map;
    map.reserve(qsizetype(labels.size()));
    for (const auto &[key, value] : labels) map.insert(key, textOf(value));
    return map;
}

std::optional<ReadySelector> ReadySelector::from(const Value *selector)
{
    ReadySelector ready;
    if (!selector) {
        ready.m_nothing = true;
        return ready;
    }
    for (const auto &[key, value] : entriesIn(*selector, u"matchLabels"))
        ready.m_terms.push_back({key, u"In"_s, {textOf(value)}});
    for (const Value &requirement : listIn(*selector, u"matchExpressions")) {
        Term term{textIn(requirement, u"key"), textIn(requirement, u"operator"), {}};
        for (const Value &value : listIn(requirement, u"values")) term.values.insert(textOf(value));
        const bool takesValues = term.op == u"In" || term.op == u"NotIn";
        if (!takesValues && term.op != u"Exists" && term.op != u"DoesNotExist") return std::nullopt;
        if (takesValues == term.values.isEmpty()) return std::nullopt;
        ready.m_terms.push_back(std::move(term));
    }
    for (const Term &term : ready.m_terms) {
        if (!qualifiedNameProblems(term.key).empty()) return std::nullopt;
        for (const QString &value : term.values)
            if (!labelValueProblems(value).empty()) return std::nullopt;
    }
    return ready;
}

bool ReadySelector::matches(const LabelMap &labels) const
{
    if (m_nothing) return false;
    for (const Term &term : m_terms) {
        const auto found = labels.constFind(term.key);
        const bool there = found != labels.constEnd();
        bool fits = there;
        if (term.op == u"In") fits = there && term.values.contains(*found);
        if (term.op == u"NotIn") fits = !there || !term.values.contains(*found);
        if (term.op == u"DoesNotExist") fits = !there;
        if (!fits) return false;
    }
    return true;
}

} // namespace practice
