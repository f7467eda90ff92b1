// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/podupdate.h"

#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/reading.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

void checkAddedTolerations(FieldErrors &errors, const Where &where, const Value &spec, const Value &old)
{
    using Parts = std::pair<std::pair<QString, QString>, std::pair<QString, QString>>;
    const auto partsOf = [](const Value &toleration) -> Parts {
        return {{textIn(toleration, u"key"), textIn(toleration, u"operator")},
                {textIn(toleration, u"value"), textIn(toleration, u"effect")}};
    };
    const auto &tolerations = listIn(spec, u"tolerations");
    QSet<Parts> now;
    for (const Value &toleration : tolerations) now.insert(partsOf(toleration));
    for (const Value &toleration : listIn(old, u"tolerations"))
        if (!now.contains(partsOf(toleration)))
            return errors.forbidden(where, u"existing toleration can not be modified except its tolerationSeconds"_s);
    checkTolerations(errors, where, tolerations);
}

void checkDeletedGates(FieldErrors &errors, const Where &where, const Value &spec, const Value &old)
{
    QSet<QString> before;
    for (const Value &gate : listIn(old, u"schedulingGates")) before.insert(textIn(gate, u"name"));
    const auto &gates = listIn(spec, u"schedulingGates");
    for (std::size_t i = 0; i < gates.size(); ++i)
        if (const QString &name = textIn(gates[i], u"name"); !before.contains(name))
            errors.forbidden(where.index(qsizetype(i)).child(u"name"),
                             u"only deletion is allowed, but found new scheduling gate '%1'"_s.arg(name));
}

namespace {

constexpr QStringView mustHold = u"requiredDuringSchedulingIgnoredDuringExecution";

QString requirementsText(const Value &term, QStringView field)
{
    const Value *list = fieldIn(term, field);
    if (!list || !list->list()) return u"[]core.NodeSelectorRequirement(nil)"_s;
    QStringList texts;
    for (const Value &entry : *list->list())
        texts.append(u"core.NodeSelectorRequirement{Key:"_s + goQuoted(textIn(entry, u"key")) + u", Operator:"_s +
                     goQuoted(textIn(entry, u"operator")) + u", Values:"_s + goStringList(fieldIn(entry, u"values")) +
                     u'}');
    return u"[]core.NodeSelectorRequirement{"_s + texts.join(u", "_s) + u'}';
}

QString termText(const Value &term)
{
    return u"core.NodeSelectorTerm{MatchExpressions:"_s + requirementsText(term, u"matchExpressions") +
           u", MatchFields:"_s + requirementsText(term, u"matchFields") + u'}';
}

QString termsText(const ValueList &terms)
{
    if (terms.empty()) return u"[]core.NodeSelectorTerm(nil)"_s;
    QStringList texts;
    for (const Value &term : terms) texts.append(termText(term));
    return u"[]core.NodeSelectorTerm{"_s + texts.join(u", "_s) + u'}';
}

bool startsWith(const ValueList &list, const ValueList &start)
{
    return list.size() >= start.size() && std::equal(start.begin(), start.end(), list.begin(),
                                                     [](const Value &a, const Value &b) { return a.means(b); });
}

bool hasOnlyAdditions(const Value &now, const Value &before)
{
    const auto &expressions = listIn(before, u"matchExpressions");
    const auto &fields = listIn(before, u"matchFields");
    const bool wasEmpty = expressions.empty() && fields.empty();
    if (wasEmpty) return listIn(now, u"matchExpressions").empty() && listIn(now, u"matchFields").empty();
    return startsWith(listIn(now, u"matchExpressions"), expressions) && startsWith(listIn(now, u"matchFields"), fields);
}

// validateNodeAffinityMutation.
void checkNodeAffinityUpdate(FieldErrors &errors, const Where &specAt, const Value &now, const Value &before)
{
    const auto &oldTerms = listIn(structIn(before, mustHold), u"nodeSelectorTerms");
    if (oldTerms.empty()) return;
    const Where affinityAt = specAt.child(u"affinity");
    const Where nodeAt = affinityAt.child(u"nodeAffinity");
    const Where requiredAt = nodeAt.child(mustHold);
    const Where termsAt = requiredAt.child(u"nodeSelectorTerms");
    const auto &terms = listIn(structIn(now, mustHold), u"nodeSelectorTerms");
    if (terms.size() != oldTerms.size())
        return errors.invalid(termsAt, termsText(terms),
                              u"no additions/deletions to non-empty NodeSelectorTerms list are allowed"_s);
    for (std::size_t i = 0; i < terms.size(); ++i)
        if (!hasOnlyAdditions(terms[i], oldTerms[i]))
            errors.invalid(termsAt.index(qsizetype(i)), termText(terms[i]),
                           u"only additions are allowed (no mutations or deletions)"_s);
}

void copyField(Value &target, const Value &source, QStringView field)
{
    if (const Value *value = source.find(field))
        target.set(field, *value);
    else
        target.remove(field);
}

// What a pod that waits for its gates may change besides.
void allowForGated(FieldErrors &errors, const Where &specAt, Value &spec, const Value &old)
{
    if (!sameValue(fieldIn(spec, u"nodeSelector"), fieldIn(old, u"nodeSelector"))) {
        const LabelMap now = labelMap(entriesIn(spec, u"nodeSelector"));
        for (const auto &[key, value] : entriesIn(old, u"nodeSelector")) {
            if (now.value(key) == textOf(value) && now.contains(key)) continue;
            errors.invalid(specAt.child(u"nodeSelector"), goStringMap(fieldIn(spec, u"nodeSelector")),
                           u"only additions to spec.nodeSelector are allowed (no mutations or deletions)"_s);
            break;
        }
        copyField(spec, old, u"nodeSelector");
    }
    const Value &oldAffinity = structIn(old, u"affinity");
    const Value &affinity = structIn(spec, u"affinity");
    if (sameValue(fieldIn(affinity, u"nodeAffinity"), fieldIn(oldAffinity, u"nodeAffinity"))) return;
    checkNodeAffinityUpdate(errors, specAt, structIn(affinity, u"nodeAffinity"),
                            structIn(oldAffinity, u"nodeAffinity"));
    Value merged = affinity;
    copyField(merged, oldAffinity, u"nodeAffinity");
    if (merged.map()->empty() && !fieldIn(old, u"affinity"))
        spec.remove(u"affinity");
    else
        spec.set(u"affinity", std::move(merged));
}

// Images may change.
void copyImages(Value &spec, const Value &old, QStringView field)
{
    Value *list = spec.find(field);
    if (!list || !list->list()) return;
    const auto &containers = listIn(old, field);
    for (std::size_t i = 0; i < list->list()->size() && i < containers.size(); ++i)
        copyField((*list->list())[i], containers[i], u"image");
}

} // namespace

void checkOtherFields(FieldErrors &errors, const Where &specAt, const Value &spec, const Value &old)
{
    Value now = spec;
    for (const QStringView field : {u"containers", u"initContainers"}) copyImages(now, old, field);
    for (const QStringView field : {u"activeDeadlineSeconds", u"schedulingGates", u"tolerations"})
        copyField(now, old, field);
    if (numberIn(old, u"terminationGracePeriodSeconds").value_or(0) < 0 &&
        numberIn(now, u"terminationGracePeriodSeconds") == 1)
        copyField(now, old, u"terminationGracePeriodSeconds");
    if (!listIn(old, u"schedulingGates").empty()) allowForGated(errors, specAt, now, old);
    if (now.means(old)) return;
    errors.forbidden(specAt,
                     u"pod updates may not change fields other than `spec.containers[*].image`,"
                     u"`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions "
                     u"to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it "
                     u"was previously negative)\n"_s +
                         differenceText(old, now));
}

namespace {

constexpr qsizetype maxLines = 40;

QString shown(const Value &value)
{
    if (value.string()) return goQuoted(value.string()->left(200));
    if (value.integer()) return QString::number(*value.integer());
    if (value.boolean()) return *value.boolean() ? u"true"_s : u"false"_s;
    if (value.list()) return value.list()->empty() ? u"[]"_s : u"[...]"_s;
    return value.map() && !value.map()->empty() ? u"{...}"_s : u"{}"_s;
}

struct Difference
{
    QString path;
    const Value *before;
    const Value *now;
};

// What stands below two values that are both maps or both lists.
std::vector<Difference> partsOf(const Difference &whole)
{
    std::vector<Difference> parts;
    if (whole.before->map()) {
        const QString prefix = whole.path.isEmpty() ? QString() : whole.path + u'.';
        QHash<QString, const Value *> added;
        for (const auto &[key, value] : *whole.now->map()) added.insert(key, &value);
        for (const auto &[key, value] : *whole.before->map()) parts.push_back({prefix + key, &value, added.take(key)});
        for (const auto &[key, value] : *whole.now->map())
            if (added.contains(key)) parts.push_back({prefix + key, nullptr, &value});
        return parts;
    }
    const ValueList &left = *whole.before->list();
    const ValueList &right = *whole.now->list();
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i)
        parts.push_back({whole.path + u'[' + QString::number(i) + u']', i < left.size() ? &left[i] : nullptr,
                         i < right.size() ? &right[i] : nullptr});
    return parts;
}

} // namespace

QString differenceText(const Value &before, const Value &now)
{
    QString text;
    qsizetype lines = 0;
    std::vector<Difference> pending{{QString(), &before, &now}};
    while (!pending.empty() && lines < maxLines) {
        const Difference top = std::move(pending.back());
        pending.pop_back();
        if (top.before && top.now && top.before->means(*top.now)) continue;
        const bool bothMaps = top.before && top.now && top.before->map() && top.now->map();
        const bool bothLists = top.before && top.now && top.before->list() && top.now->list();
        if (bothMaps || bothLists) {
            std::vector<Difference> parts = partsOf(top);
            pending.insert(pending.end(), std::make_move_iterator(parts.rbegin()),
                           std::make_move_iterator(parts.rend()));
            continue;
        }
        if (top.before) text += u"- "_s + top.path + u": "_s + shown(*top.before) + u'\n';
        if (top.now) text += u"+ "_s + top.path + u": "_s + shown(*top.now) + u'\n';
        ++lines;
    }
    if (!pending.empty()) text += u"...\n"_s;
    return text;
}

} // namespace practice
