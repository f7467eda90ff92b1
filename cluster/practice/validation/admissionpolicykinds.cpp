// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/selectors.h"

#include <QSet>

#include <algorithm>
#include <array>

// pkg/apis/admissionregistration/validation/validation.go: ValidatingAdmissionPolicy and its binding. Not checked: the
// expressions, which are CEL, but for being there.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr QStringView policyGroup = u"admissionregistration.k8s.io";

QString joinedProblems(const Problems &problems) { return QStringList(problems.begin(), problems.end()).join(u','); }

bool isBlank(const QString &text) { return text.trimmed().isEmpty(); }

bool isCelName(QStringView name)
{
    static const QSet<QStringView> reserved = {u"true",   u"false",    u"null", u"in",      u"as",        u"break",
                                               u"const",  u"continue", u"else", u"for",     u"function",  u"if",
                                               u"import", u"let",      u"loop", u"package", u"namespace", u"return",
                                               u"var",    u"void",     u"while"};
    const auto isLetter = [](QChar c) { return c == u'_' || (c.unicode() < 128 && c.isLetter()); };
    const auto isPart = [&](QChar c) { return isLetter(c) || (c.unicode() < 128 && c.isDigit()); };
    return !name.isEmpty() && isLetter(name.front()) && std::ranges::all_of(name, isPart) && !reserved.contains(name);
}

void checkParamKind(FieldErrors &errors, const Where &where, const Value &paramKind)
{
    const QString &apiVersion = textIn(paramKind, u"apiVersion"), &kind = textIn(paramKind, u"kind");
    const Where versionAt = where.child(u"apiVersion"), kindAt = where.child(u"kind");
    const qsizetype slashes = apiVersion.count(u'/');
    if (apiVersion.isEmpty()) {
        errors.required(versionAt);
    } else if (slashes > 1) {
        errors.invalidText(versionAt, apiVersion, u"unexpected GroupVersion string: "_s + apiVersion);
    } else {
        const QString group = slashes ? apiVersion.section(u'/', 0, 0) : QString();
        const QString version = apiVersion.section(u'/', -1);
        if (const Problems problems = dns1123SubdomainProblems(group); !group.isEmpty() && !problems.empty())
            errors.invalidText(versionAt, group, joinedProblems(problems));
        if (version.isEmpty())
            errors.invalidText(versionAt, apiVersion, u"version must be specified"_s);
        else if (const Problems problems = dns1035LabelProblems(version); !problems.empty())
            errors.invalidText(versionAt, version, joinedProblems(problems));
    }
    if (kind.isEmpty())
        errors.required(kindAt);
    else if (const Problems problems = dns1035LabelProblems(kind.toLower()); !problems.empty())
        errors.invalidText(kindAt, kind,
                           u"may have mixed case, but should otherwise match: "_s + joinedProblems(problems));
}

void checkNamedRules(FieldErrors &errors, const Where &list, const ValueList &rules)
{
    for (qsizetype at = 0; at < qsizetype(rules.size()); ++at) {
        const Where rule = list.index(at);
        const Where names = rule.child(u"resourceNames");
        QSet<QString> seen;
        const ValueList &resourceNames = listIn(rules[at], u"resourceNames");
        for (qsizetype one = 0; one < qsizetype(resourceNames.size()); ++one) {
            const QString &name = textOf(resourceNames[one]);
            invalidEach(errors, names.index(one), name, pathSegmentProblems(name));
            if (seen.contains(name)) errors.duplicate(names.index(one), goQuoted(name));
            seen.insert(name);
        }
        checkAdmissionRule(rules[at], rule, errors);
    }
}

void checkMatchResources(FieldErrors &errors, const Where &where, const Value &match)
{
    if (const Value *policy = fieldIn(match, u"matchPolicy"))
        checkOneOf(errors, where.child(u"matchPolicy"), textOf(*policy), {u"Equivalent", u"Exact"});
    else
        errors.required(where.child(u"matchPolicy"));
    for (const QStringView field : {u"namespaceSelector", u"objectSelector"}) {
        if (const Value *selector = fieldIn(match, field))
            checkLabelSelector(selector, where.child(field), errors);
        else
            errors.required(where.child(field));
    }
    for (const QStringView field : {u"resourceRules", u"excludeResourceRules"})
        checkNamedRules(errors, where.child(field), listIn(match, field));
}

void checkVariables(FieldErrors &errors, const Where &list, const ValueList &variables)
{
    for (qsizetype at = 0; at < qsizetype(variables.size()); ++at) {
        const Where here = list.index(at);
        const QString &name = textIn(variables[at], u"name");
        if (isBlank(name))
            errors.required(here.child(u"name"), u"name is not specified"_s);
        else if (!isCelName(name))
            errors.invalidText(here.child(u"name"), name, u"name is not a valid CEL identifier"_s);
        if (isBlank(textIn(variables[at], u"expression")))
            errors.required(here.child(u"expression"), u"expression is not specified"_s);
    }
}

void checkValidations(FieldErrors &errors, const Where &list, const ValueList &validations)
{
    for (qsizetype at = 0; at < qsizetype(validations.size()); ++at) {
        const Where here = list.index(at);
        const QString &message = textIn(validations[at], u"message");
        const QString &spoken = textIn(validations[at], u"messageExpression");
        const QString trimmed = message.trimmed();
        if (isBlank(textIn(validations[at], u"expression")))
            errors.required(here.child(u"expression"), u"expression is not specified"_s);
        if (!spoken.isEmpty() && isBlank(spoken))
            errors.invalidText(here.child(u"messageExpression"), spoken, u"must be non-empty if specified"_s);
        if (!message.isEmpty() && trimmed.isEmpty())
            errors.invalidText(here.child(u"message"), message, u"message must be non-empty if specified"_s);
        else if (trimmed.contains(u'\n') || trimmed.contains(u'\r'))
            errors.invalidText(here.child(u"message"), message, u"message must not contain line breaks"_s);
        if (const Value *reason = fieldIn(validations[at], u"reason"))
            checkOneOf(errors, here.child(u"reason"), textOf(*reason),
                       {u"Forbidden", u"Invalid", u"RequestEntityTooLarge"});
    }
}

void checkAuditAnnotations(FieldErrors &errors, const Where &list, const ValueList &annotations, const QString &policy)
{
    constexpr qsizetype most = 20, maxExpression = 5 * 1024;
    if (qsizetype(annotations.size()) > most)
        errors.invalid(list, goOpaque(u"[]admissionregistration.AuditAnnotation"),
                       u"must not have more than %1 auditAnnotations"_s.arg(most));
    QSet<QString> seen;
    for (qsizetype at = 0; at < qsizetype(annotations.size()); ++at) {
        const Where here = list.index(at);
        const QString &key = textIn(annotations[at], u"key");
        const QString expression = textIn(annotations[at], u"valueExpression").trimmed();
        if (policy.isEmpty())
            errors.invalidText(here.child(u"key"), key, u"requires metadata.name be non-empty"_s);
        else
            checkLabelName(errors, here.child(u"key"), QString(policy + u'/' + key));
        if (expression.isEmpty())
            errors.required(here.child(u"valueExpression"), u"valueExpression is not specified"_s);
        else if (utf8Size(expression) > maxExpression)
            errors.required(here.child(u"valueExpression"), u"must not exceed %1 bytes in length"_s.arg(maxExpression));
        if (seen.contains(key)) errors.duplicate(here.child(u"key"), goQuoted(key));
        seen.insert(key);
    }
}

void checkAdmissionPolicy(const Value &policy, FieldErrors &errors)
{
    checkMetadata(policy, false, nameIsSubdomain, errors);
    const Where where(u"spec");
    const Value &spec = structIn(policy, u"spec");
    if (const Value *failure = fieldIn(spec, u"failurePolicy"))
        checkOneOf(errors, where.child(u"failurePolicy"), textOf(*failure), {u"Fail", u"Ignore"});
    else
        errors.required(where.child(u"failurePolicy"));
    if (const Value *kind = fieldIn(spec, u"paramKind")) checkParamKind(errors, where.child(u"paramKind"), *kind);
    const Where constraints = where.child(u"matchConstraints");
    if (const Value *match = fieldIn(spec, u"matchConstraints")) {
        checkMatchResources(errors, constraints, *match);
        if (listIn(*match, u"resourceRules").empty()) errors.required(constraints.child(u"resourceRules"));
    } else {
        errors.required(constraints);
    }
    checkAdmissionConditions(listIn(spec, u"matchConditions"), where.child(u"matchConditions"), errors);
    checkVariables(errors, where.child(u"variables"), listIn(spec, u"variables"));
    const Where validationsAt = where.child(u"validations"), annotationsAt = where.child(u"auditAnnotations");
    const ValueList &validations = listIn(spec, u"validations"), &annotations = listIn(spec, u"auditAnnotations");
    if (validations.empty() && annotations.empty()) {
        const QString detail = u"validations or auditAnnotations must contain at least one item"_s;
        errors.required(validationsAt, detail);
        errors.required(annotationsAt, detail);
        return;
    }
    checkValidations(errors, validationsAt, validations);
    checkAuditAnnotations(errors, annotationsAt, annotations, nameOf(policy));
}

void updateAdmissionPolicy(const Value &policy, const Value &, FieldErrors &errors)
{
    checkAdmissionPolicy(policy, errors);
}

void checkParamRef(FieldErrors &errors, const Where &where, const Value &ref)
{
    const QString &name = textIn(ref, u"name");
    const Value *selector = fieldIn(ref, u"selector");
    const QString both = u"name and selector are mutually exclusive"_s;
    if (!name.isEmpty()) {
        invalidEach(errors, where.child(u"name"), name, pathSegmentProblems(name));
        if (selector) errors.forbidden(where.child(u"name"), both);
    }
    if (selector) {
        checkLabelSelector(selector, where.child(u"selector"), errors);
        if (!name.isEmpty()) errors.forbidden(where.child(u"selector"), both);
    }
    if (name.isEmpty() && !selector) errors.required(where, u"one of name or selector must be specified"_s);
    checkRequiredOneOf(errors, where.child(u"parameterNotFoundAction"), textIn(ref, u"parameterNotFoundAction"),
                       {u"Deny", u"Allow"});
}

void checkActions(FieldErrors &errors, const Where &where, const ValueList &actions)
{
    QSet<QString> seen;
    for (qsizetype at = 0; at < qsizetype(actions.size()); ++at) {
        const QString &action = textOf(actions[at]);
        checkOneOf(errors, where.index(at), action, {u"Audit", u"Deny", u"Warn"});
        if (seen.contains(action)) errors.duplicate(where.index(at), goQuoted(action));
        seen.insert(action);
    }
    if (seen.contains(u"Deny"_s) && seen.contains(u"Warn"_s))
        errors.invalid(where, goTyped(u"admissionregistration.ValidationAction", actions),
                       u"must not contain both Deny and Warn (repeating the same validation failure information in the "
                       "API response and headers serves no purpose)"_s);
    if (actions.empty()) errors.required(where, u"at least one validation action is required"_s);
}

void checkPolicyBinding(const Value &binding, FieldErrors &errors)
{
    checkMetadata(binding, false, nameIsSubdomain, errors);
    const Where where(u"spec");
    const Value &spec = structIn(binding, u"spec");
    const QString &policy = textIn(spec, u"policyName");
    if (policy.isEmpty())
        errors.required(where.child(u"policyName"));
    else
        invalidEach(errors, where.child(u"policyName"), policy, dns1123SubdomainProblems(policy));
    if (const Value *ref = fieldIn(spec, u"paramRef")) checkParamRef(errors, where.child(u"paramRef"), *ref);
    if (const Value *match = fieldIn(spec, u"matchResources"))
        checkMatchResources(errors, where.child(u"matchResources"), *match);
    checkActions(errors, where.child(u"validationActions"), listIn(spec, u"validationActions"));
}

void updatePolicyBinding(const Value &binding, const Value &, FieldErrors &errors)
{
    checkPolicyBinding(binding, errors);
}

} // namespace

std::span<const KindValidation> admissionPolicyKinds()
{
    static constexpr KindValidation kinds[] = {
        {policyGroup, u"ValidatingAdmissionPolicy", createWith<checkAdmissionPolicy, false>,
         updateWith<updateAdmissionPolicy, false>},
        {policyGroup, u"ValidatingAdmissionPolicyBinding", createWith<checkPolicyBinding, false>,
         updateWith<updatePolicyBinding, false>},
    };
    return kinds;
}

} // namespace practice
