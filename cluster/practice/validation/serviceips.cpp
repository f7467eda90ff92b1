// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/service.h"

#include "cluster/practice/base/servicetypes.h"
#include "cluster/practice/validation/addresses.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"

#include <QSet>

#include <algorithm>

// pkg/apis/core/validation/validation.go: ValidateServiceClusterIPsRelatedFields, validateUpgradeDowngrade….

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

QString goIps(const Value &spec) { return goTyped(u"string", listIn(spec, u"clusterIPs")); }
QString goFamilies(const Value &spec) { return goTyped(u"core.IPFamily", listIn(spec, u"ipFamilies")); }

QString goPointer(const Value *text) { return text ? goQuoted(textOf(*text)) : u"\"null\""_s; }

void checkFamilies(const Value &spec, const Where &where, FieldErrors &errors)
{
    const Where list = where.child(u"ipFamilies");
    const ValueList &families = listIn(spec, u"ipFamilies");
    QSet<QString> seen;
    for (qsizetype at = 0; at < qsizetype(families.size()); ++at) {
        const QString family = textOf(families[at]);
        checkOneOf(errors, list.index(at), family, {u"IPv4", u"IPv6"});
        if (seen.contains(family)) errors.duplicate(list.index(at), goQuoted(family));
        seen.insert(family);
    }
    if (const Value *policy = fieldIn(spec, u"ipFamilyPolicy"))
        checkOneOf(errors, where.child(u"ipFamilyPolicy"), textOf(*policy),
                   {u"PreferDualStack", u"RequireDualStack", u"SingleStack"});
}

// Whether every IP is right, so that more can be said of them together.
bool checkEachIp(const Value &spec, const ValueList &known, const Where &list, FieldErrors &errors)
{
    const ValueList &ips = listIn(spec, u"clusterIPs");
    bool valid = true;
    for (qsizetype at = 0; at < qsizetype(ips.size()); ++at) {
        const QString ip = textOf(ips[at]);
        if (at == 0 && ip == u"None") {
            if (ips.size() == 1) continue;
            valid = false;
            errors.invalid(list, goIps(spec), u"'None' must be the first and only value"_s);
        } else if (!isIp(ip) && std::find(known.begin(), known.end(), ips[at]) == known.end()) {
            valid = false;
            checkLegacyIp(errors, list.index(at), ip);
        }
    }
    if (ips.size() > 2) errors.invalid(list, goIps(spec), u"may only hold up to 2 values"_s);
    return valid;
}

bool isDualStack(const ValueList &ips)
{
    const auto isSix = [](const Value &ip) { return isIpv6(textOf(ip)); };
    return std::any_of(ips.begin(), ips.end(), isSix) && !std::all_of(ips.begin(), ips.end(), isSix);
}

void checkIpsMatchFamilies(const Value &spec, const Where &list, FieldErrors &errors)
{
    const ValueList &ips = listIn(spec, u"clusterIPs"), &families = listIn(spec, u"ipFamilies");
    if (isHeadless(spec)) return;
    for (qsizetype at = 0; at < qsizetype(std::min(ips.size(), families.size())); ++at) {
        const QString ip = textOf(ips[at]), family = textOf(families[at]);
        if (family == u"IPv4" && isIpv6(ip))
            errors.invalidText(list.index(at), ip,
                               u"expected an IPv4 value as indicated by `ipFamilies[%1]`"_s.arg(at));
        if (family == u"IPv6" && !isIpv6(ip))
            errors.invalidText(list.index(at), ip,
                               u"expected an IPv6 value as indicated by `ipFamilies[%1]`"_s.arg(at));
    }
}

void checkSingleStack(const Value &spec, const Where &where, QStringView what, FieldErrors &errors)
{
    const Value *policy = fieldIn(spec, u"ipFamilyPolicy");
    if (!policy || textOf(*policy) != u"SingleStack")
        errors.invalid(where.child(u"ipFamilyPolicy"), goPointer(policy),
                       u"must be set to 'SingleStack' when releasing the secondary %1"_s.arg(what));
}

void checkIpChange(const Value &spec, const Value &oldSpec, const Where &where, FieldErrors &errors)
{
    if (isHeadless(spec) && isHeadless(oldSpec)) return;
    const Where list = where.child(u"clusterIPs");
    const ValueList &now = listIn(spec, u"clusterIPs"), &before = listIn(oldSpec, u"clusterIPs");
    const QString fixed = u"may not change once set"_s;
    if (now.size() == before.size()) {
        for (qsizetype at = 0; at < qsizetype(now.size()); ++at)
            if (!(now[at] == before[at])) errors.invalid(list.index(at), goIps(spec), fixed);
        return;
    }
    if (now.empty()) errors.invalid(list.index(0), goIps(spec), u"primary clusterIP can not be unset"_s);
    if (!before.empty() && !now.empty() && !(now[0] == before[0])) errors.invalid(list.index(0), goIps(spec), fixed);
    if (before.size() > now.size() && now.size() == 1) checkSingleStack(spec, where, u"clusterIP", errors);
}

void checkFamilyChange(const Value &spec, const Value &oldSpec, const Where &where, FieldErrors &errors)
{
    if (isHeadless(spec) || isHeadless(oldSpec)) return;
    const Where list = where.child(u"ipFamilies");
    const ValueList &now = listIn(spec, u"ipFamilies"), &before = listIn(oldSpec, u"ipFamilies");
    const QString fixed = u"may not change once set"_s;
    if (now.size() == before.size()) {
        for (qsizetype at = 0; at < qsizetype(now.size()); ++at)
            if (!(now[at] == before[at])) errors.invalid(list.index(0), goFamilies(spec), fixed);
        return;
    }
    const bool released = before.size() > now.size();
    if (released && listIn(spec, u"clusterIPs").empty())
        errors.invalid(list.index(0), goFamilies(spec), u"primary ipFamily can not be unset"_s);
    // Go prints the IPs here, not the families.
    if (!now.empty() && !before.empty() && !(now[0] == before[0])) errors.invalid(list.index(0), goIps(spec), fixed);
    if (released && now.size() == 1) checkSingleStack(spec, where, u"ipFamily", errors);
}

} // namespace

bool isHeadless(const Value &spec)
{
    const ValueList &ips = listIn(spec, u"clusterIPs");
    return ips.size() == 1 && textOf(ips[0]) == u"None";
}

void checkServiceIps(const Value &spec, const Value *oldSpec, const Where &where, FieldErrors &errors)
{
    if (textIn(spec, u"type") == u"ExternalName") return;
    const QString ip = textIn(spec, u"clusterIP");
    const ValueList &ips = listIn(spec, u"clusterIPs");
    const Where list = where.child(u"clusterIPs");
    if (ip.isEmpty() && !ips.empty())
        errors.invalid(list, goIps(spec), u"must be empty when `clusterIP` is not specified"_s);
    if (!ip.isEmpty() && ips.empty()) errors.required(list);
    if (!ip.isEmpty() && !ips.empty() && textOf(ips[0]) != ip)
        errors.invalid(list, goIps(spec), u"first value must match `clusterIP`"_s);
    checkFamilies(spec, where, errors);
    const ValueList none;
    if (!checkEachIp(spec, oldSpec ? listIn(*oldSpec, u"clusterIPs") : none, list, errors)) return;
    if (ips.size() > 1 && !isDualStack(ips))
        errors.invalid(list, goIps(spec), u"may specify no more than one IP for each IP family"_s);
    checkIpsMatchFamilies(spec, list, errors);
}

void checkLoadBalancerClass(const Value &spec, const Value *oldSpec, const Where &where, FieldErrors &errors)
{
    const Where at = where.child(u"loadBalancerClass");
    const bool balanced = textIn(spec, u"type") == u"LoadBalancer";
    const Value *now = fieldIn(spec, u"loadBalancerClass");
    const Value *before = oldSpec ? fieldIn(*oldSpec, u"loadBalancerClass") : nullptr;
    const bool same = (!now && !before) || (now && before && now->means(*before));
    if (oldSpec && balanced && textIn(*oldSpec, u"type") == u"LoadBalancer" && !same)
        errors.invalid(at, goPointer(now), u"may not change once set"_s);
    if (!now) return;
    if (balanced)
        checkLabelName(errors, at, textOf(*now));
    else
        errors.forbidden(at, u"may only be used when `type` is 'LoadBalancer'"_s);
}

void checkServiceChange(const Value &spec, const Value &oldSpec, const Where &where, FieldErrors &errors)
{
    if (textIn(spec, u"type") != u"ExternalName" && textIn(oldSpec, u"type") != u"ExternalName") {
        checkIpChange(spec, oldSpec, where, errors);
        checkFamilyChange(spec, oldSpec, where, errors);
    }
    checkLoadBalancerClass(spec, &oldSpec, where, errors);
    if (needsHealthCheck(spec) && needsHealthCheck(oldSpec) &&
        numberIn(spec, u"healthCheckNodePort") != numberIn(oldSpec, u"healthCheckNodePort"))
        errors.forbidden(where.child(u"healthCheckNodePort"), immutableProblem());
}

} // namespace practice
