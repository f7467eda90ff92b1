// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"

#include <algorithm>
#include <cmath>

// pkg/apis/flowcontrol/validation/validation.go: FlowSchema and PriorityLevelConfiguration. Not checked: that the
// server's own ones (exempt, catch-all) have the contents that it gives them.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr QStringView flowGroup = u"flowcontrol.apiserver.k8s.io";
constexpr QStringView flowVerbs[] = {u"create", u"delete", u"deletecollection", u"get",  u"list",
                                     u"patch",  u"proxy",  u"update",           u"watch"};

bool hasStar(const ValueList &texts)
{
    return std::ranges::any_of(texts, [](const Value &text) { return textOf(text) == u"*"; });
}

// A star stands alone; false then: there is nothing more to be said of the list.
bool checkStar(FieldErrors &errors, const Where &where, const ValueList &texts, const QString &others)
{
    if (!hasStar(texts)) return true;
    if (texts.size() > 1)
        errors.invalid(where, goTyped(u"string", texts), u"if '*' is present, must not specify other "_s + others);
    return false;
}

void checkFlowVerbs(FieldErrors &errors, const Where &rule, const ValueList &verbs)
{
    const Where where = rule.child(u"verbs");
    if (verbs.empty()) return errors.required(where, u"verbs must contain at least one value"_s);
    if (!checkStar(errors, where, verbs, u"verbs"_s)) return;
    const auto isVerb = [](const Value &verb) { return std::ranges::count(flowVerbs, QStringView(textOf(verb))) > 0; };
    if (std::ranges::all_of(verbs, isVerb)) return;
    std::vector<QString> allowed;
    for (const QStringView verb : flowVerbs) allowed.push_back(verb.toString());
    errors.notSupported(where, goTyped(u"string", verbs), allowed);
}

void checkUrlPath(FieldErrors &errors, const Where &where, const QString &path)
{
    const auto refuse = [&](const QString &why) { errors.invalidText(where, path, why); };
    if (path.isEmpty()) return refuse(u"must not be empty"_s);
    if (path == u"/") return;
    if (!path.startsWith(u'/')) return refuse(u"must start with slash"_s);
    if (path.contains(u' ')) return refuse(u"must not contain white-space"_s);
    if (path.contains(u"//")) return refuse(u"must not contain double slash"_s);
    const qsizetype stars = path.count(u'*');
    if (stars > 1 || (stars == 1 && !path.endsWith(u"/*"))) refuse(u"wildcard can only do suffix matching"_s);
}

void checkUrlRule(FieldErrors &errors, const Where &where, const Value &rule)
{
    checkFlowVerbs(errors, where, listIn(rule, u"verbs"));
    const Where list = where.child(u"nonResourceURLs");
    const ValueList &paths = listIn(rule, u"nonResourceURLs");
    if (paths.empty()) return errors.required(list, u"nonResourceURLs must contain at least one value"_s);
    if (!checkStar(errors, list, paths, u"non-resource URLs"_s)) return;
    for (qsizetype at = 0; at < qsizetype(paths.size()); ++at) checkUrlPath(errors, list.index(at), textOf(paths[at]));
}

void checkResourceRule(FieldErrors &errors, const Where &where, const Value &rule)
{
    checkFlowVerbs(errors, where, listIn(rule, u"verbs"));
    const ValueList &groups = listIn(rule, u"apiGroups"), &resources = listIn(rule, u"resources");
    const ValueList &spaces = listIn(rule, u"namespaces");
    if (groups.empty())
        errors.required(where.child(u"apiGroups"), u"resource rules must supply at least one api group"_s);
    checkStar(errors, where.child(u"apiGroups"), groups, u"api groups"_s);
    if (resources.empty())
        errors.required(where.child(u"resources"), u"resource rules must supply at least one resource"_s);
    checkStar(errors, where.child(u"resources"), resources, u"resources"_s);
    const Where list = where.child(u"namespaces");
    if (spaces.empty() && !flagIn(rule, u"clusterScope").value_or(false))
        return errors.required(list,
                               u"resource rules that are not cluster scoped must supply at least one namespace"_s);
    if (!checkStar(errors, list, spaces, u"namespaces"_s)) return;
    for (qsizetype at = 0; at < qsizetype(spaces.size()); ++at)
        for (const QString &problem : dns1123LabelProblems(textOf(spaces[at])))
            errors.invalidText(list.index(at), textOf(spaces[at]),
                               u"each member of this list must be '*' or a DNS-1123 label; "_s + problem);
}

struct SubjectForm
{
    QStringView kind, field;
};
constexpr SubjectForm subjectForms[] = {
    {u"ServiceAccount", u"serviceAccount"}, {u"User", u"user"}, {u"Group", u"group"}};

void checkFlowAccount(FieldErrors &errors, const Where &where, const Value &account)
{
    const QString &name = textIn(account, u"name"), &space = textIn(account, u"namespace");
    if (name.isEmpty())
        errors.required(where.child(u"name"));
    else if (name != u"*")
        invalidEach(errors, where.child(u"name"), name, dns1123SubdomainProblems(name));
    if (space.isEmpty())
        errors.required(where.child(u"namespace"), u"must specify namespace for service account"_s);
    else
        invalidEach(errors, where.child(u"namespace"), space, dns1123LabelProblems(space));
}

void checkFlowSubject(FieldErrors &errors, const Where &where, const Value &subject)
{
    const QString &kind = textIn(subject, u"kind");
    if (!checkOneOf(errors, where.child(u"kind"), kind, {u"Group", u"ServiceAccount", u"User"})) return;
    for (const SubjectForm &form : subjectForms) {
        const Value *named = fieldIn(subject, form.field);
        const Where here = where.child(form.field);
        if (form.kind != kind) {
            if (named)
                errors.forbidden(here, u"%1 is forbidden when subject kind is not '%2'"_s.arg(form.field, form.kind));
        } else if (!named) {
            errors.required(here, u"%1 is required when subject kind is '%2'"_s.arg(form.field, form.kind));
        } else if (form.kind == u"ServiceAccount") {
            checkFlowAccount(errors, here, *named);
        } else if (textIn(*named, u"name").isEmpty()) {
            errors.required(here.child(u"name"));
        }
    }
}

void checkFlowRule(FieldErrors &errors, const Where &where, const Value &rule)
{
    const ValueList &subjects = listIn(rule, u"subjects"), &resources = listIn(rule, u"resourceRules");
    const ValueList &urls = listIn(rule, u"nonResourceRules");
    const Where subjectsAt = where.child(u"subjects"), resourcesAt = where.child(u"resourceRules");
    const Where urlsAt = where.child(u"nonResourceRules");
    if (subjects.empty()) errors.required(subjectsAt, u"subjects must contain at least one value"_s);
    for (qsizetype at = 0; at < qsizetype(subjects.size()); ++at)
        checkFlowSubject(errors, subjectsAt.index(at), subjects[at]);
    if (resources.empty() && urls.empty())
        errors.required(where, u"at least one of resourceRules and nonResourceRules has to be non-empty"_s);
    for (qsizetype at = 0; at < qsizetype(resources.size()); ++at)
        checkResourceRule(errors, resourcesAt.index(at), resources[at]);
    for (qsizetype at = 0; at < qsizetype(urls.size()); ++at) checkUrlRule(errors, urlsAt.index(at), urls[at]);
}

void checkFlowSchema(const Value &schema, FieldErrors &errors)
{
    constexpr qint64 maxPrecedence = 10000;
    checkKubeMetadata(schema, false, nameIsSubdomain, errors);
    const Where where(u"spec");
    const Value &spec = structIn(schema, u"spec");
    const Where precedenceAt = where.child(u"matchingPrecedence");
    const qint64 precedence = numberIn(spec, u"matchingPrecedence").value_or(0);
    if (precedence <= 0) invalidNumber(errors, precedenceAt, precedence, u"must be a positive value"_s);
    if (precedence > maxPrecedence)
        invalidNumber(errors, precedenceAt, precedence, u"must not be greater than %1"_s.arg(maxPrecedence));
    if (precedence == 1 && nameOf(schema) != u"exempt")
        invalidNumber(errors, precedenceAt, precedence,
                      u"only the schema named 'exempt' may have matchingPrecedence 1"_s);
    if (const Value *method = fieldIn(spec, u"distinguisherMethod")) {
        const QString &type = textIn(*method, u"type");
        if (type != u"ByNamespace" && type != u"ByUser")
            errors.notSupported(where.child(u"distinguisherMethod").child(u"type"),
                                u"flowcontrol.FlowDistinguisherMethod{Type:%1}"_s.arg(goQuoted(type)),
                                {u"ByNamespace"_s, u"ByUser"_s});
    }
    const QString level = textAt(spec, {u"priorityLevelConfiguration", u"name"});
    const Where levelAt = where.child(u"priorityLevelConfiguration");
    if (level.isEmpty())
        errors.required(levelAt.child(u"name"), u"must reference a priority level"_s);
    else
        invalidEach(errors, levelAt.child(u"name"), level, dns1123SubdomainProblems(level));
    const Where rulesAt = where.child(u"rules");
    const ValueList &rules = listIn(spec, u"rules");
    for (qsizetype at = 0; at < qsizetype(rules.size()); ++at) checkFlowRule(errors, rulesAt.index(at), rules[at]);
}

void updateFlowSchema(const Value &schema, const Value &, FieldErrors &errors) { checkFlowSchema(schema, errors); }

void checkQueues(FieldErrors &errors, const Where &where, const Value &queuing)
{
    constexpr qint64 maxQueues = 10'000'000;
    constexpr int maxHashBits = 60; // apiserver pkg/util/shufflesharding
    const auto number = [&](QStringView field) { return numberIn(queuing, field).value_or(0); };
    const qint64 length = number(u"queueLengthLimit"), queues = number(u"queues"), hand = number(u"handSize");
    if (length <= 0) invalidNumber(errors, where.child(u"queueLengthLimit"), length, u"must be positive"_s);
    if (queues <= 0)
        invalidNumber(errors, where.child(u"queues"), queues, u"must be positive"_s);
    else if (queues > maxQueues)
        invalidNumber(errors, where.child(u"queues"), queues, u"must not be greater than %1"_s.arg(maxQueues));
    const Where handAt = where.child(u"handSize");
    if (hand <= 0) return invalidNumber(errors, handAt, hand, u"must be positive"_s);
    if (hand > queues)
        return invalidNumber(errors, handAt, hand, u"should not be greater than queues (%1)"_s.arg(queues));
    if (std::ceil(std::log2(double(queues)) * double(hand)) > maxHashBits)
        invalidNumber(
            errors, handAt, hand,
            u"required entropy bits of deckSize %1 and handSize %2 should not be greater than %3"_s.arg(queues)
                .arg(hand)
                .arg(maxHashBits));
}

void checkShares(FieldErrors &errors, const Where &where, const Value &level)
{
    if (const auto shares = numberIn(level, u"nominalConcurrencyShares"); shares && *shares < 0)
        invalidNumber(errors, where.child(u"nominalConcurrencyShares"), *shares, u"must be a non-negative integer"_s);
    if (const auto percent = numberIn(level, u"lendablePercent"); percent && (*percent < 0 || *percent > 100))
        invalidNumber(errors, where.child(u"lendablePercent"), *percent, u"must be between 0 and 100, inclusive"_s);
}

void checkLimitedLevel(FieldErrors &errors, const Where &where, const Value &level)
{
    checkShares(errors, where, level);
    if (const auto percent = numberIn(level, u"borrowingLimitPercent"); percent && *percent < 0)
        invalidNumber(errors, where.child(u"borrowingLimitPercent"), *percent,
                      u"if specified, must be a non-negative integer"_s);
    const Where responseAt = where.child(u"limitResponse");
    const Value &response = structIn(level, u"limitResponse");
    const QString &type = textIn(response, u"type");
    const Value *queuing = fieldIn(response, u"queuing");
    if (!checkOneOf(errors, responseAt.child(u"type"), type, {u"Queue", u"Reject"})) return;
    const Where queuingAt = responseAt.child(u"queuing");
    if (type == u"Reject") {
        if (queuing) errors.forbidden(queuingAt, u"must be nil if limited.limitResponse.type is not Limited"_s);
    } else if (queuing) {
        checkQueues(errors, queuingAt, *queuing);
    } else {
        errors.required(queuingAt, u"must not be empty if limited.limitResponse.type is Limited"_s);
    }
}

void checkPriorityLevel(const Value &level, FieldErrors &errors)
{
    constexpr QStringView roundTrip = u"flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares";
    checkKubeMetadata(level, false, nameIsSubdomain, errors);
    if (at(level, {u"metadata", u"annotations", roundTrip})) {
        const Where metadata(u"metadata");
        errors.forbidden(metadata.child(u"annotations"), u"annotation '%1' is forbidden"_s.arg(roundTrip));
    }
    const Where where(u"spec");
    const Value &spec = structIn(level, u"spec");
    const QString &type = textIn(spec, u"type");
    if ((nameOf(level) == u"exempt") != (type == u"Exempt"))
        errors.invalidText(where.child(u"type"), type, u"type must be 'Exempt' if and only if name is 'exempt'"_s);
    if (!checkOneOf(errors, where.child(u"type"), type, {u"Exempt", u"Limited"})) return;
    const Value *exempt = fieldIn(spec, u"exempt"), *limited = fieldIn(spec, u"limited");
    const Where exemptAt = where.child(u"exempt"), limitedAt = where.child(u"limited");
    if (type == u"Exempt") {
        if (limited) errors.forbidden(limitedAt, u"must be nil if the type is not Limited"_s);
        if (exempt) checkShares(errors, exemptAt, *exempt);
        return;
    }
    if (exempt) errors.forbidden(exemptAt, u"must be nil if the type is Limited"_s);
    if (limited)
        checkLimitedLevel(errors, limitedAt, *limited);
    else
        errors.required(limitedAt, u"must not be empty when type is Limited"_s);
}

void updatePriorityLevel(const Value &level, const Value &, FieldErrors &errors) { checkPriorityLevel(level, errors); }

} // namespace

std::span<const KindValidation> flowKinds()
{
    static constexpr KindValidation kinds[] = {
        {flowGroup, u"FlowSchema", createWith<checkFlowSchema, false>, updateWith<updateFlowSchema, false>},
        {flowGroup, u"PriorityLevelConfiguration", createWith<checkPriorityLevel, false>,
         updateWith<updatePriorityLevel, false>},
    };
    return kinds;
}

} // namespace practice
