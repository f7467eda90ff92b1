// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/selectors.h"
#include "cluster/practice/validation/workload.h"

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;

PodOptions templateOptions(const Value *old)
{
    return podOptions(old ? &structIn(structIn(*old, u"spec"), u"template") : nullptr, false);
}

void checkNonEmptySelector(FieldErrors &errors, const Where &where, const Value *selector, QStringView kind)
{
    if (!selector) return errors.required(where);
    checkLabelSelector(selector, where, errors);
    if (isEmptySelector(selector))
        errors.invalid(where, goLabelSelector(selector), u"empty selector is invalid for %1"_s.arg(kind));
}

void checkTemplateMatches(FieldErrors &errors, const Where &where, const ReadySelector &selector,
                          const Value &podTemplate)
{
    const Value &meta = structIn(podTemplate, u"metadata");
    if (!selector.matches(labelMap(entriesIn(meta, u"labels"))))
        errors.invalid(where.child(u"metadata").child(u"labels"), goStringMap(fieldIn(meta, u"labels")),
                       u"`selector` does not match template `labels`"_s);
}

void checkAlwaysRestarts(FieldErrors &errors, const Where &where, const Value &podTemplate, QStringView kind)
{
    const Where specAt = where.child(u"spec");
    const Value &spec = structIn(podTemplate, u"spec");
    checkOneOf(errors, specAt.child(u"restartPolicy"), textIn(spec, u"restartPolicy"), {u"Always"});
    if (fieldIn(spec, u"activeDeadlineSeconds"))
        errors.forbidden(specAt.child(u"activeDeadlineSeconds"),
                         u"activeDeadlineSeconds in %1 is not Supported"_s.arg(kind));
}

void checkCounts(FieldErrors &errors, const Where &where, const Value &status, std::initializer_list<AtMost> rules)
{
    for (const AtMost &rule : rules) {
        const qint64 count = numberIn(status, rule.field).value_or(0);
        if (count > numberIn(status, rule.bound).value_or(0))
            invalidNumber(errors, where.child(rule.field), count, rule.message.toString());
    }
}

void checkCollisions(FieldErrors &errors, const Value &object, const Value &old)
{
    const auto now = numberIn(structIn(object, u"status"), u"collisionCount");
    const auto before = numberIn(structIn(old, u"status"), u"collisionCount");
    const Where where(u"status");
    if (before && (!now || *now < *before))
        invalidNumber(errors, where.child(u"collisionCount"), now.value_or(0), u"cannot be decremented"_s);
}

void checkSelectorUnchanged(FieldErrors &errors, const Value &object, const Value &old)
{
    const Where where(u"spec");
    const Value *selector = fieldIn(structIn(object, u"spec"), u"selector");
    checkUnchanged(errors, where.child(u"selector"), selector, fieldIn(structIn(old, u"spec"), u"selector"),
                   goLabelSelector(selector));
}

std::vector<QString> templateWarnings(const Value &object, const Value *old, std::initializer_list<QStringView> path,
                                      bool checksName)
{
    const auto generation = [](const Value &of) { return numberIn(structIn(of, u"metadata"), u"generation"); };
    if (old && generation(object) == generation(*old)) return {};
    std::vector<QString> warnings;
    if (const Problems problems = dns1123LabelProblems(nameOf(object)); checksName && !old && !problems.empty()) {
        QString all;
        for (const QString &problem : problems) all += (all.isEmpty() ? u""_s : u" "_s) + problem;
        warnings.push_back(u"metadata.name: this is used in Pod names and hostnames, which can result in surprising "
                           u"behavior; a DNS label is recommended: ["_s +
                           all + u']');
    }
    const Value *podTemplate = at(object, path);
    if (!podTemplate) return warnings;
    QString text;
    for (const QStringView key : path) text += (text.isEmpty() ? u""_s : u"."_s) + key.toString();
    const std::vector<QString> more = podWarnings(Where(text), *podTemplate, true);
    warnings.insert(warnings.end(), more.begin(), more.end());
    return warnings;
}

std::span<const KindValidation> workloadKinds()
{
    static const std::vector<KindValidation> all = [] {
        std::vector<KindValidation> kinds;
        for (const auto table : {appsKinds(), batchKinds(), scalingKinds()})
            kinds.insert(kinds.end(), table.begin(), table.end());
        return kinds;
    }();
    return all;
}

} // namespace practice
