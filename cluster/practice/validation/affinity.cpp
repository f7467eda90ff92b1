// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/selectors.h"

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: validateAffinity.
namespace practice {

using model::Value;

namespace {

void checkNodeRequirement(FieldErrors &errors, const Where &where, const Value &requirement, bool allowInvalidValues)
{
    const QString &op = textIn(requirement, u"operator");
    const auto &values = listIn(requirement, u"values");
    const Where valuesAt = where.child(u"values");
    if (op == u"In" || op == u"NotIn") {
        if (values.empty()) errors.required(valuesAt, u"must be specified when `operator` is 'In' or 'NotIn'"_s);
    } else if (op == u"Exists" || op == u"DoesNotExist") {
        if (!values.empty())
            errors.forbidden(valuesAt, u"may not be specified when `operator` is 'Exists' or 'DoesNotExist'"_s);
    } else if (op == u"Gt" || op == u"Lt") {
        if (values.size() != 1)
            errors.required(valuesAt, u"must be specified single value when `operator` is 'Lt' or 'Gt'"_s);
    } else {
        errors.invalidText(where.child(u"operator"), op, u"not a valid selector operator"_s);
    }
    checkLabelName(errors, where.child(u"key"), textIn(requirement, u"key"));
    if (allowInvalidValues) return;
    for (std::size_t i = 0; i < values.size(); ++i)
        invalidEach(errors, valuesAt.index(qsizetype(i)), textOf(values[i]), labelValueProblems(textOf(values[i])));
}

void checkNodeField(FieldErrors &errors, const Where &where, const Value &requirement)
{
    const QString &op = textIn(requirement, u"operator");
    const QString &key = textIn(requirement, u"key");
    const auto &values = listIn(requirement, u"values");
    const Where valuesAt = where.child(u"values");
    if (op != u"In" && op != u"NotIn")
        errors.invalidText(where.child(u"operator"), op, u"not a valid selector operator"_s);
    else if (values.size() != 1)
        errors.required(valuesAt,
                        u"must be only one value when `operator` is 'In' or 'NotIn' for node field selector"_s);
    if (key != u"metadata.name")
        return errors.invalidText(where.child(u"key"), key, u"not a valid field selector key"_s);
    for (std::size_t i = 0; i < values.size(); ++i)
        invalidEach(errors, valuesAt.index(qsizetype(i)), textOf(values[i]),
                    dns1123SubdomainProblems(textOf(values[i])));
}

void checkNodeTerm(FieldErrors &errors, const Where &where, const Value &term, bool allowInvalidValues)
{
    const Where expressionsAt = where.child(u"matchExpressions");
    const auto &expressions = listIn(term, u"matchExpressions");
    for (std::size_t i = 0; i < expressions.size(); ++i)
        checkNodeRequirement(errors, expressionsAt.index(qsizetype(i)), expressions[i], allowInvalidValues);
    const Where fieldsAt = where.child(u"matchFields");
    const auto &fields = listIn(term, u"matchFields");
    for (std::size_t i = 0; i < fields.size(); ++i) checkNodeField(errors, fieldsAt.index(qsizetype(i)), fields[i]);
}

void checkWeight(FieldErrors &errors, const Where &where, const Value &term)
{
    const qint64 weight = numberIn(term, u"weight").value_or(0);
    if (weight <= 0 || weight > 100)
        invalidNumber(errors, where.child(u"weight"), weight, u"must be in the range 1-100"_s);
}

void checkNodeAffinity(PodCheck &pod, const Where &where, const Value &affinity)
{
    if (const Value *required = fieldIn(affinity, u"requiredDuringSchedulingIgnoredDuringExecution")) {
        const Where requiredAt = where.child(u"requiredDuringSchedulingIgnoredDuringExecution");
        const Where termsAt = requiredAt.child(u"nodeSelectorTerms");
        const auto &terms = listIn(*required, u"nodeSelectorTerms");
        if (terms.empty()) pod.errors.required(termsAt, u"must have at least one node selector term"_s);
        for (std::size_t i = 0; i < terms.size(); ++i)
            checkNodeTerm(pod.errors, termsAt.index(qsizetype(i)), terms[i],
                          pod.options.allowInvalidLabelValueInNodeAffinity);
    }
    const Where preferredAt = where.child(u"preferredDuringSchedulingIgnoredDuringExecution");
    const auto &preferred = listIn(affinity, u"preferredDuringSchedulingIgnoredDuringExecution");
    for (std::size_t i = 0; i < preferred.size(); ++i) {
        const Where at = preferredAt.index(qsizetype(i));
        checkWeight(pod.errors, at, preferred[i]);
        checkNodeTerm(pod.errors, at.child(u"preference"), structIn(preferred[i], u"preference"), true);
    }
}

QSet<QString> textsOf(const model::ValueList &list)
{
    QSet<QString> texts;
    for (const Value &item : list) texts.insert(textOf(item));
    return texts;
}

void checkLabelKeys(FieldErrors &errors, const Where &where, const model::ValueList &keys, const Value *selector)
{
    if (keys.empty()) return;
    if (!selector) return errors.forbidden(where, u"must not be specified when labelSelector is not set"_s);
    for (std::size_t i = 0; i < keys.size(); ++i) checkLabelName(errors, where.index(qsizetype(i)), textOf(keys[i]));
}

// validateMatchLabelKeysAndMismatchLabelKeys. The server has put the keys into the selector before.
void checkMatchKeys(FieldErrors &errors, const Where &where, const Value &term)
{
    const auto &matching = listIn(term, u"matchLabelKeys");
    const auto &differing = listIn(term, u"mismatchLabelKeys");
    const Value *selector = fieldIn(term, u"labelSelector");
    checkLabelKeys(errors, where.child(u"matchLabelKeys"), matching, selector);
    checkLabelKeys(errors, where.child(u"mismatchLabelKeys"), differing, selector);
    if (selector && !matching.empty()) {
        QHash<QString, qsizetype> indexes;
        for (std::size_t i = 0; i < matching.size(); ++i) indexes.insert(textOf(matching[i]), qsizetype(i));
        QSet<QString> selected;
        for (const auto &[key, value] : entriesIn(*selector, u"matchLabels")) selected.insert(key);
        for (const Value &expression : listIn(*selector, u"matchExpressions")) {
            const QString &key = textIn(expression, u"key");
            if (indexes.contains(key) && selected.contains(key))
                errors.invalidText(where.index(indexes.value(key)), key,
                                   u"exists in both matchLabelKeys and labelSelector"_s);
            selected.insert(key);
        }
    }
    const QSet<QString> others = textsOf(differing);
    const Where keysAt = where.child(u"matchLabelKeys");
    for (std::size_t i = 0; i < matching.size(); ++i)
        if (others.contains(textOf(matching[i])))
            errors.invalidText(keysAt.index(qsizetype(i)), textOf(matching[i]),
                               u"exists in both matchLabelKeys and mismatchLabelKeys"_s);
}

void checkPodTerm(PodCheck &pod, const Where &where, const Value &term)
{
    const bool allowInvalid = pod.options.allowInvalidLabelValueInSelector;
    checkLabelSelector(fieldIn(term, u"labelSelector"), where.child(u"labelSelector"), pod.errors, allowInvalid);
    checkLabelSelector(fieldIn(term, u"namespaceSelector"), where.child(u"namespaceSelector"), pod.errors,
                       allowInvalid);
    for (const Value &name : listIn(term, u"namespaces"))
        invalidEach(pod.errors, where.child(u"namespace"), textOf(name), dns1123LabelProblems(textOf(name)));
    checkMatchKeys(pod.errors, where, term);
    const QString &topologyKey = textIn(term, u"topologyKey");
    if (topologyKey.isEmpty()) pod.errors.required(where.child(u"topologyKey"), u"can not be empty"_s);
    checkLabelName(pod.errors, where.child(u"topologyKey"), topologyKey);
}

void checkPodAffinity(PodCheck &pod, const Where &where, const Value &affinity)
{
    const Where requiredAt = where.child(u"requiredDuringSchedulingIgnoredDuringExecution");
    const auto &required = listIn(affinity, u"requiredDuringSchedulingIgnoredDuringExecution");
    for (std::size_t i = 0; i < required.size(); ++i) checkPodTerm(pod, requiredAt.index(qsizetype(i)), required[i]);
    const Where preferredAt = where.child(u"preferredDuringSchedulingIgnoredDuringExecution");
    const auto &preferred = listIn(affinity, u"preferredDuringSchedulingIgnoredDuringExecution");
    for (std::size_t i = 0; i < preferred.size(); ++i) {
        const Where at = preferredAt.index(qsizetype(i));
        checkWeight(pod.errors, at, preferred[i]);
        checkPodTerm(pod, at.child(u"podAffinityTerm"), structIn(preferred[i], u"podAffinityTerm"));
    }
}

} // namespace

void checkAffinity(PodCheck &pod, const Where &where)
{
    const Value *affinity = fieldIn(pod.spec, u"affinity");
    if (!affinity) return;
    if (const Value *node = fieldIn(*affinity, u"nodeAffinity"))
        checkNodeAffinity(pod, where.child(u"nodeAffinity"), *node);
    if (const Value *near = fieldIn(*affinity, u"podAffinity"))
        checkPodAffinity(pod, where.child(u"podAffinity"), *near);
    if (const Value *far = fieldIn(*affinity, u"podAntiAffinity"))
        checkPodAffinity(pod, where.child(u"podAntiAffinity"), *far);
}

} // namespace practice
