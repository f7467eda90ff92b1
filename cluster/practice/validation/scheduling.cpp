// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/addresses.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/selectors.h"

#include <utility>

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: where a pod runs, and how it finds others.
namespace practice {

using model::Value;

namespace {

void checkSpreadKeys(FieldErrors &errors, const Where &where, const Value &constraint)
{
    const auto &keys = listIn(constraint, u"matchLabelKeys");
    if (keys.empty()) return;
    QSet<QString> selected;
    if (const Value *selector = fieldIn(constraint, u"labelSelector")) {
        for (const auto &[key, value] : entriesIn(*selector, u"matchLabels")) selected.insert(key);
        for (const Value &expression : listIn(*selector, u"matchExpressions"))
            selected.insert(textIn(expression, u"key"));
    } else {
        errors.forbidden(where, u"must not be specified when labelSelector is not set"_s);
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        checkLabelName(errors, at, textOf(keys[i]));
        if (selected.contains(textOf(keys[i])))
            errors.invalidText(at, textOf(keys[i]), u"exists in both matchLabelKeys and labelSelector"_s);
    }
}

void checkInclusion(FieldErrors &errors, const Where &where, const Value &constraint, QStringView field)
{
    if (fieldIn(constraint, field))
        checkOneOf(errors, where.child(field), textIn(constraint, field), {u"Honor", u"Ignore"});
}

using SpreadPair = std::pair<QString, QString>; // topologyKey and whenUnsatisfiable

SpreadPair spreadPair(const Value &constraint)
{
    return {textIn(constraint, u"topologyKey"), textIn(constraint, u"whenUnsatisfiable")};
}

void checkConstraint(PodCheck &pod, const Where &where, const Value &constraint, bool comesAgain)
{
    FieldErrors &errors = pod.errors;
    const auto [key, action] = spreadPair(constraint);
    checkPositive(errors, where.child(u"maxSkew"), numberIn(constraint, u"maxSkew").value_or(0));
    if (key.isEmpty()) errors.required(where.child(u"topologyKey"), u"can not be empty"_s);
    checkOneOf(errors, where.child(u"whenUnsatisfiable"), action, {u"DoNotSchedule", u"ScheduleAnyway"});
    if (comesAgain)
        errors.duplicate(where.child(u"{topologyKey, whenUnsatisfiable}"),
                         goQuoted(u'{' + key + u", "_s + action + u'}'));
    if (const auto domains = numberIn(constraint, u"minDomains")) {
        checkPositive(errors, where.child(u"minDomains"), *domains);
        if (action != u"DoNotSchedule")
            invalidNumber(errors, where.child(u"minDomains"), *domains,
                          u"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not "_s + action);
    }
    checkInclusion(errors, where, constraint, u"nodeAffinityPolicy");
    checkInclusion(errors, where, constraint, u"nodeTaintsPolicy");
    checkSpreadKeys(errors, where.child(u"matchLabelKeys"), constraint);
    if (!pod.options.allowInvalidSpreadSelector)
        checkLabelSelector(fieldIn(constraint, u"labelSelector"), where.child(u"labelSelector"), errors);
}

} // namespace

void checkTopologySpread(PodCheck &pod, const Where &where)
{
    const auto &constraints = listIn(pod.spec, u"topologySpreadConstraints");
    QHash<SpreadPair, std::size_t> last;
    for (std::size_t i = 0; i < constraints.size(); ++i) last.insert(spreadPair(constraints[i]), i);
    for (std::size_t i = 0; i < constraints.size(); ++i)
        checkConstraint(pod, where.index(qsizetype(i)), constraints[i], last.value(spreadPair(constraints[i])) > i);
}

namespace {

void checkToleration(FieldErrors &errors, const Where &where, const Value &toleration)
{
    const QString &key = textIn(toleration, u"key");
    const QString &op = textIn(toleration, u"operator");
    const QString &value = textIn(toleration, u"value");
    const QString &effect = textIn(toleration, u"effect");
    if (!key.isEmpty()) checkLabelName(errors, where.child(u"key"), key);
    if (key.isEmpty() && op != u"Exists")
        errors.invalidText(
            where.child(u"operator"), op,
            u"operator must be Exists when `key` is empty, which means \"match all values and all keys\""_s);
    if (fieldIn(toleration, u"tolerationSeconds") && effect != u"NoExecute")
        errors.invalidText(where.child(u"effect"), effect,
                           u"effect must be 'NoExecute' when `tolerationSeconds` is set"_s);
    if (op.isEmpty() || op == u"Equal") {
        QString all;
        for (const QString &problem : labelValueProblems(value)) all += (all.isEmpty() ? u""_s : u";"_s) + problem;
        if (!all.isEmpty()) errors.invalidText(where.child(u"operator"), value, all);
    } else if (op == u"Exists") {
        if (!value.isEmpty())
            errors.invalidText(where.child(u"operator"), value, u"value must be empty when `operator` is 'Exists'"_s);
    } else {
        checkOneOf(errors, where.child(u"operator"), op, {u"Equal", u"Exists"});
    }
    if (!effect.isEmpty())
        checkOneOf(errors, where.child(u"effect"), effect, {u"NoSchedule", u"PreferNoSchedule", u"NoExecute"});
}

} // namespace

void checkTolerations(FieldErrors &errors, const Where &where, const model::ValueList &tolerations)
{
    for (std::size_t i = 0; i < tolerations.size(); ++i)
        checkToleration(errors, where.index(qsizetype(i)), tolerations[i]);
}

void checkSchedulingGates(FieldErrors &errors, const Where &where, const model::ValueList &gates)
{
    QSet<QString> seen;
    for (std::size_t i = 0; i < gates.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const QString &name = textIn(gates[i], u"name");
        invalidEach(errors, at, name, qualifiedNameProblems(name));
        if (seen.contains(name)) errors.duplicate(at, goQuoted(name));
        seen.insert(name);
    }
}

namespace {

constexpr std::size_t maxNameservers = 3;
constexpr std::size_t maxSearchPaths = 32;
constexpr qsizetype maxSearchBytes = 2048; // with the spaces between

void checkSearches(FieldErrors &errors, const Where &where, const Value &config)
{
    const auto &searches = listIn(config, u"searches");
    qsizetype bytes = searches.empty() ? 0 : qsizetype(searches.size()) - 1;
    for (const Value &search : searches) bytes += utf8Size(textOf(search));
    if (searches.size() > maxSearchPaths)
        errors.invalid(where, goStringList(fieldIn(config, u"searches")), u"must not have more than 32 search paths"_s);
    if (bytes > maxSearchBytes)
        errors.invalid(where, goStringList(fieldIn(config, u"searches")),
                       u"must not have more than 2048 characters (including spaces) in the search list"_s);
    for (std::size_t i = 0; i < searches.size(); ++i) {
        QString search = textOf(searches[i]);
        if (search == u".") continue;
        if (search.endsWith(u'.')) search.chop(1);
        invalidEach(errors, where.index(qsizetype(i)), search, dns1123SubdomainWithUnderscoreProblems(search));
    }
}

} // namespace

void checkDns(PodCheck &pod, const Where &specAt)
{
    const Where where = specAt.child(u"dnsConfig");
    const Value *config = fieldIn(pod.spec, u"dnsConfig");
    const Where serversAt = where.child(u"nameservers");
    if (textIn(pod.spec, u"dnsPolicy") == u"None") {
        if (!config) return pod.errors.required(where, u"must provide `dnsConfig` when `dnsPolicy` is None"_s);
        if (listIn(*config, u"nameservers").empty())
            return pod.errors.required(serversAt,
                                       u"must provide at least one DNS nameserver when `dnsPolicy` is None"_s);
    }
    if (!config) return;
    const auto &servers = listIn(*config, u"nameservers");
    if (servers.size() > maxNameservers)
        pod.errors.invalid(serversAt, goStringList(fieldIn(*config, u"nameservers")),
                           u"must not have more than 3 nameservers"_s);
    for (std::size_t i = 0; i < servers.size(); ++i)
        checkLegacyIp(pod.errors, serversAt.index(qsizetype(i)), textOf(servers[i]));
    checkSearches(pod.errors, where.child(u"searches"), *config);
    const Where optionsAt = where.child(u"options");
    const auto &options = listIn(*config, u"options");
    for (std::size_t i = 0; i < options.size(); ++i)
        if (textIn(options[i], u"name").isEmpty())
            pod.errors.required(optionsAt.index(qsizetype(i)), u"must not be empty"_s);
}

void checkHostAliases(FieldErrors &errors, const Where &where, const model::ValueList &aliases)
{
    for (std::size_t i = 0; i < aliases.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        checkLegacyIp(errors, at.child(u"ip"), textIn(aliases[i], u"ip"));
        const Where namesAt = at.child(u"hostnames");
        const auto &names = listIn(aliases[i], u"hostnames");
        for (std::size_t j = 0; j < names.size(); ++j)
            invalidEach(errors, namesAt.index(qsizetype(j)), textOf(names[j]),
                        dns1123SubdomainProblems(textOf(names[j])));
    }
}

} // namespace practice
