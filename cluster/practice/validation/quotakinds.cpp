// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/resourcenames.h"
#include "cluster/practice/validation/restrules.h"

#include <QMap>
#include <QSet>

#include <limits>

// pkg/apis/core/validation/validation.go: ResourceQuota and LimitRange.

using namespace Qt::StringLiterals;

namespace practice {

using model::Quantity;
using model::Value;
using model::ValueList;

namespace {

bool isScope(const QString &scope)
{
    return QStringList{u"Terminating"_s,
                       u"NotTerminating"_s,
                       u"BestEffort"_s,
                       u"NotBestEffort"_s,
                       u"PriorityClass"_s,
                       u"VolumeAttributesClass"_s,
                       u"CrossNamespacePodAffinity"_s}
        .contains(scope);
}

bool fits(const QString &scope, const QString &resource)
{
    const bool pods = resource == u"pods";
    if (scope == u"BestEffort") return pods;
    if (scope == u"VolumeAttributesClass")
        return resource == u"persistentvolumeclaims" || resource == u"requests.storage";
    if (!isScope(scope)) return true;
    return pods || QStringList{u"cpu"_s,           u"memory"_s,       u"limits.cpu"_s,
                               u"limits.memory"_s, u"requests.cpu"_s, u"requests.memory"_s}
                       .contains(resource);
}

bool conflict(const QSet<QString> &scopes, QStringView one, QStringView other)
{
    return scopes.contains(one.toString()) && scopes.contains(other.toString());
}

void checkScopes(const Value &spec, const Where &where, FieldErrors &errors)
{
    const ValueList &scopes = listIn(spec, u"scopes");
    const Where at = where.child(u"scopes");
    const QString text = goTyped(u"core.ResourceQuotaScope", scopes);
    QSet<QString> seen;
    for (const Value &scope : scopes) {
        const QString name = textOf(scope);
        if (!isScope(name)) errors.invalid(at, text, u"unsupported scope"_s);
        if (!seen.contains(name)) // a thousand times the same is told once
            for (const auto &entry : entriesIn(spec, u"hard"))
                if (isQuotaResource(entry.first) && !fits(name, entry.first))
                    errors.invalid(at, text, u"unsupported scope applied to resource"_s);
        seen.insert(name);
    }
    for (const auto &[one, other] :
         {std::pair{u"BestEffort", u"NotBestEffort"}, std::pair{u"Terminating", u"NotTerminating"}})
        if (conflict(seen, one, other)) errors.invalid(at, text, u"conflicting scopes"_s);
}

QString goScopeSelector(const ValueList &expressions)
{
    QString all;
    for (const Value &one : expressions)
        all += (all.isEmpty() ? QString() : u", "_s) +
               u"core.ScopedResourceSelectorRequirement{ScopeName:%1, Operator:%2, Values:%3}"_s.arg(
                   goQuoted(textIn(one, u"scopeName")), goQuoted(textIn(one, u"operator")),
                   goTyped(u"string", listIn(one, u"values")));
    return u"core.ScopeSelector{MatchExpressions:[]core.ScopedResourceSelectorRequirement{"_s + all + u"}}"_s;
}

void checkScopeExpression(const Value &expression, const Where &at, FieldErrors &errors)
{
    const QString scope = textIn(expression, u"scopeName"), operation = textIn(expression, u"operator");
    const ValueList &values = listIn(expression, u"values");
    const bool mustExist = isScope(scope) && scope != u"PriorityClass" && scope != u"VolumeAttributesClass";
    if (mustExist && operation != u"Exists")
        errors.invalidText(at.child(u"operator"), operation,
                           u"must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, "
                           "ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, "
                           "ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity"_s);
    if (operation == u"In" || operation == u"NotIn") {
        if (values.empty())
            errors.required(at.child(u"values"),
                            u"must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"_s);
    } else if (operation == u"Exists" || operation == u"DoesNotExist") {
        if (!values.empty())
            errors.invalid(at.child(u"values"), goTyped(u"string", values),
                           u"must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector"_s);
    } else {
        errors.invalidText(at.child(u"operator"), operation, u"not a valid selector operator"_s);
    }
}

void checkScopeSelector(const Value &spec, const Where &where, FieldErrors &errors)
{
    const Value *selector = fieldIn(spec, u"scopeSelector");
    if (!selector) return;
    const Where parent = where.child(u"scopeSelector");
    const Where at = parent.child(u"matchExpressions");
    const ValueList &expressions = listIn(*selector, u"matchExpressions");
    QSet<QString> seen;
    for (const Value &expression : expressions) {
        const QString scope = textIn(expression, u"scopeName");
        if (!isScope(scope)) errors.invalidText(at.child(u"scopeName"), scope, u"unsupported scope"_s);
        if (!seen.contains(scope))
            for (const auto &entry : entriesIn(spec, u"hard"))
                if (isQuotaResource(entry.first) && !fits(scope, entry.first))
                    errors.invalid(at, goScopeSelector(expressions), u"unsupported scope applied to resource"_s);
        checkScopeExpression(expression, at, errors);
        seen.insert(scope);
    }
    const QString text = goTyped(u"core.ResourceQuotaScope", listIn(spec, u"scopes"));
    for (const auto &[one, other] :
         {std::pair{u"BestEffort", u"NotBestEffort"}, std::pair{u"Terminating", u"NotTerminating"}})
        if (conflict(seen, one, other)) errors.invalid(at, text, u"conflicting scopes"_s);
}

void checkAmounts(const Value &holder, QStringView field, const Where &where, FieldErrors &errors)
{
    const Where list = where.child(field);
    for (const auto &[name, amount] : entriesIn(holder, field)) {
        checkQuotaResourceName(errors, list.key(name), name);
        checkResourceQuantity(errors, list.key(name), name, amount);
    }
}

void checkQuotaSpec(const Value &quota, FieldErrors &errors)
{
    const Where where(u"spec");
    const Value &spec = structIn(quota, u"spec");
    checkAmounts(spec, u"hard", where, errors);
    checkScopes(spec, where, errors);
    checkScopeSelector(spec, where, errors);
}

void checkQuotaStatus(const Value &quota, FieldErrors &errors)
{
    for (const QStringView field : {u"hard", u"used"})
        checkAmounts(structIn(quota, u"status"), field, Where(u"status"), errors);
}

void createQuota(const Value &quota, FieldErrors &errors)
{
    checkKubeMetadata(quota, true, nameIsSubdomain, errors);
    checkQuotaSpec(quota, errors);
    checkQuotaStatus(quota, errors);
}

void updateQuota(const Value &quota, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(quota, old, errors);
    checkQuotaSpec(quota, errors);
    QSet<QString> now, before;
    for (const Value &scope : listAt(quota, {u"spec", u"scopes"})) now.insert(textOf(scope));
    for (const Value &scope : listAt(old, {u"spec", u"scopes"})) before.insert(textOf(scope));
    const Where where(u"spec");
    if (now != before)
        errors.invalid(where.child(u"scopes"), goTyped(u"core.ResourceQuotaScope", listAt(quota, {u"spec", u"scopes"})),
                       immutableProblem());
}

void updateQuotaStatus(const Value &quota, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(quota, old, errors);
    checkQuotaStatus(quota, errors);
}

// The five lists of one limit, looked up by a resource's name.
struct Limits
{
    QMap<QString, const Value *> min, max, normal, request, ratio;
    QSet<QString> names;
};

void readLimits(const Value &limit, const QString &type, QStringView field, QMap<QString, const Value *> &into,
                Limits &limits, const Where &where, FieldErrors &errors)
{
    const Where list = where.child(field);
    for (const auto &[name, amount] : entriesIn(limit, field)) {
        if (type == u"Pod" || type == u"Container")
            checkContainerResourceName(errors, list.key(name), name);
        else
            checkResourceName(errors, list.key(name), name);
        into.insert(name, &amount);
        limits.names.insert(name);
    }
}

struct Comparison
{
    const Value *low, *high;
    QStringView field; // where it is reported
    const Value *bad;  // what is shown
    QStringView lowText, highText;
};

void checkOrder(const Comparison &pair, const QString &name, const Where &where, FieldErrors &errors)
{
    if (!pair.low || !pair.high || quantityOf(*pair.low).compare(quantityOf(*pair.high)) <= 0) return;
    const Where list = where.child(pair.field);
    errors.invalid(list.key(name), goQuantityStruct(*pair.bad),
                   u"%1 %2 is greater than %3 %4"_s.arg(pair.lowText, goQuantity(*pair.low), pair.highText,
                                                        goQuantity(*pair.high)));
}

void checkRatio(const Limits &limits, const QString &name, const Where &where, FieldErrors &errors)
{
    const Value *ratio = limits.ratio.value(name), *min = limits.min.value(name), *max = limits.max.value(name);
    if (!ratio) return;
    const Where list = where.child(u"maxLimitRequestRatio");
    const Quantity amount = quantityOf(*ratio);
    if (amount.compare(Quantity(1)) < 0)
        errors.invalid(list.key(name), goQuantityStruct(*ratio), u"ratio %1 is less than 1"_s.arg(goQuantity(*ratio)));
    if (!min || !max) return;
    // Thousandths, as far as those of all three fit into 64 bits.
    const qint64 most = std::numeric_limits<qint64>::max() / 1000;
    const Quantity least = quantityOf(*min), largest = quantityOf(*max);
    const bool isExact = amount.value() < most && least.value() < most && largest.value() < most;
    const double limit = isExact ? double(largest.milliValue()) / double(least.milliValue())
                                 : double(largest.value()) / double(least.value());
    if ((isExact ? double(amount.milliValue()) / 1000 : double(amount.value())) > limit)
        errors.invalid(
            list.key(name), goQuantityStruct(*ratio),
            u"ratio %1 is greater than max/min = %2"_s.arg(goQuantity(*ratio), QString::number(limit, 'f', 6)));
}

void checkLimits(const Limits &limits, const Where &where, FieldErrors &errors)
{
    QStringList names(limits.names.begin(), limits.names.end());
    names.sort(); // Go takes them as they come
    for (const QString &name : names) {
        const Value *min = limits.min.value(name), *max = limits.max.value(name);
        const Value *normal = limits.normal.value(name), *request = limits.request.value(name);
        const Comparison pairs[] = {
            {min, max, u"min", min, u"min value", u"max value"},
            {min, request, u"defaultRequest", request, u"min value", u"default request value"},
            {request, max, u"defaultRequest", request, u"default request value", u"max value"},
            {request, normal, u"defaultRequest", request, u"default request value", u"default limit value"},
            {min, normal, u"default", min, u"min value", u"default value"},
            {normal, max, u"default", max, u"default value", u"max value"},
        };
        for (const Comparison &pair : pairs) checkOrder(pair, name, where, errors);
        checkRatio(limits, name, where, errors);
        const bool overcommits = isNativeResource(name) && !isHugePages(name);
        const Where list = where.child(u"defaultRequest");
        if (!overcommits && normal && request && !(quantityOf(*normal) == quantityOf(*request)))
            errors.invalid(list.key(name), goQuantityStruct(*request),
                           u"default value %1 must equal to defaultRequest value %2 in %3"_s.arg(
                               goQuantity(*normal), goQuantity(*request), name));
    }
}

void checkLimit(const Value &limit, QSet<QString> &types, const Where &where, FieldErrors &errors)
{
    const QString type = textIn(limit, u"type");
    const Where typeAt = where.child(u"type");
    const Problems problems = qualifiedNameProblems(type);
    invalidEach(errors, typeAt, type, problems);
    if (problems.empty() && !type.contains(u'/') && type != u"Pod" && type != u"Container" &&
        type != u"PersistentVolumeClaim")
        errors.invalidText(typeAt, type, u"must be a standard limit type or fully qualified"_s);
    if (types.contains(type)) errors.duplicate(typeAt, goQuoted(type));
    types.insert(type);
    Limits limits;
    readLimits(limit, type, u"max", limits.max, limits, where, errors);
    readLimits(limit, type, u"min", limits.min, limits, where, errors);
    if (type == u"Pod") {
        for (const QStringView field : {u"default", u"defaultRequest"})
            if (!entriesIn(limit, field).empty())
                errors.forbidden(where.child(field), u"may not be specified when `type` is 'Pod'"_s);
    } else {
        readLimits(limit, type, u"default", limits.normal, limits, where, errors);
        readLimits(limit, type, u"defaultRequest", limits.request, limits, where, errors);
    }
    if (type == u"PersistentVolumeClaim" && !limits.min.contains(u"storage"_s) && !limits.max.contains(u"storage"_s))
        errors.required(where.child(u"limits"),
                        u"either minimum or maximum storage value is required, but neither was provided"_s);
    readLimits(limit, type, u"maxLimitRequestRatio", limits.ratio, limits, where, errors);
    checkLimits(limits, where, errors);
}

void createLimitRange(const Value &range, FieldErrors &errors)
{
    checkKubeMetadata(range, true, nameIsSubdomain, errors);
    const Where where(u"spec");
    const Where list = where.child(u"limits");
    const ValueList &limits = listAt(range, {u"spec", u"limits"});
    QSet<QString> types;
    for (qsizetype at = 0; at < qsizetype(limits.size()); ++at) checkLimit(limits[at], types, list.index(at), errors);
}

void updateLimitRange(const Value &range, const Value &, FieldErrors &errors) { createLimitRange(range, errors); }

} // namespace

std::span<const KindValidation> quotaKinds()
{
    static constexpr KindValidation kinds[] = {
        {u"", u"ResourceQuota", createWith<createQuota, true>, updateWith<updateQuota, true>,
         updateWith<updateQuotaStatus, true>},
        {u"", u"LimitRange", createWith<createLimitRange, true>, updateWith<updateLimitRange, true>},
    };
    return kinds;
}

} // namespace practice
