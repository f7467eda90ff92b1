// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/nodeselectors.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/selectors.h"

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: validateAffinity.
namespace practice {

using model::Value;

namespace {

void checkWeight(FieldErrors &errors, const Where &where, const Value &term)
{
    const qint64 weight = numberIn(term, u"weight").value_or(0);
    if (weight <= 0 || weight > 100)
        invalidNumber(errors, where.child(u"weight"), weight, u"must be in the range 1-100"_s);
}

void checkNodeAffinity(PodCheck &pod, const Where &where, const Value &affinity)
{
    if (const Value *required = fieldIn(affinity, u"requiredDuringSchedulingIgnoredDuringExecution"))
        checkNodeSelector(pod.errors, where.child(u"requiredDuringSchedulingIgnoredDuringExecution"), *required,
                          pod.options.allowInvalidLabelValueInNodeAffinity);
    const Where preferredAt = where.child(u"preferredDuringSchedulingIgnoredDuringExecution");
    const auto &preferred = listIn(affinity, u"preferredDuringSchedulingIgnoredDuringExecution");
    for (std::size_t i = 0; i < preferred.size(); ++i) {
        const Where at = preferredAt.index(qsizetype(i));
        checkWeight(pod.errors, at, preferred[i]);
        checkNodeSelectorTerm(pod.errors, at.child(u"preference"), structIn(preferred[i], u"preference"), true);
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
