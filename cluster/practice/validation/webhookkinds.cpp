// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/selectors.h"

#include <QSet>
#include <QUrl>

// pkg/apis/admissionregistration/validation/validation.go and apiserver pkg/util/webhook/validation.go:
// ValidatingWebhookConfiguration and MutatingWebhookConfiguration. Not checked: the expressions of match conditions,
// which are CEL.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr QStringView admissionGroup = u"admissionregistration.k8s.io";

bool hasWildcard(const ValueList &texts)
{
    for (const Value &text : texts)
        if (textOf(text) == u"*") return true;
    return false;
}

void checkResources(const ValueList &resources, const Where &where, FieldErrors &errors)
{
    if (resources.empty()) errors.required(where);
    QSet<QString> whole, anywhere; // x of "x/*", and of "*/x"
    bool everything = false, everyResource = false, single = false;
    for (qsizetype at = 0; at < qsizetype(resources.size()); ++at) {
        const QString &text = textOf(resources[at]);
        if (text.isEmpty()) {
            errors.required(where.index(at));
            continue;
        }
        everything = everything || text == u"*/*";
        everyResource = everyResource || text == u"*";
        const qsizetype slash = text.indexOf(u'/');
        if (slash < 0) {
            single = text != u"*"; // of the last one, as in Go
            continue;
        }
        const QString resource = text.left(slash), sub = text.mid(slash + 1);
        const QString detail = u"if '%1/%2' is present, must not specify %3"_s;
        if (whole.contains(resource)) errors.invalidText(where.index(at), text, detail.arg(resource, u"*"_s, text));
        if (anywhere.contains(sub)) errors.invalidText(where.index(at), text, detail.arg(u"*"_s, sub, text));
        if (sub == u"*") whole.insert(resource);
        if (resource == u"*") anywhere.insert(sub);
    }
    const QString shown = goTyped(u"string", resources);
    if (resources.size() > 1 && everything)
        errors.invalid(where, shown, u"if '*/*' is present, must not specify other resources"_s);
    if (everyResource && single)
        errors.invalid(where, shown, u"if '*' is present, must not specify other resources without subresources"_s);
}

} // namespace

void checkAdmissionRule(const Value &rule, const Where &where, FieldErrors &errors)
{
    const Where operationsAt = where.child(u"operations"), versionsAt = where.child(u"apiVersions");
    const ValueList &operations = listIn(rule, u"operations"), &groups = listIn(rule, u"apiGroups");
    const ValueList &versions = listIn(rule, u"apiVersions");
    if (operations.empty()) errors.required(operationsAt);
    if (operations.size() > 1 && hasWildcard(operations))
        errors.invalid(operationsAt, goTyped(u"admissionregistration.OperationType", operations),
                       u"if '*' is present, must not specify other operations"_s);
    for (qsizetype at = 0; at < qsizetype(operations.size()); ++at)
        checkOneOf(errors, operationsAt.index(at), textOf(operations[at]),
                   {u"*", u"CONNECT", u"CREATE", u"DELETE", u"UPDATE"});
    if (groups.empty()) errors.required(where.child(u"apiGroups"));
    if (groups.size() > 1 && hasWildcard(groups))
        errors.invalid(where.child(u"apiGroups"), goTyped(u"string", groups),
                       u"if '*' is present, must not specify other API groups"_s);
    if (versions.empty()) errors.required(versionsAt);
    if (versions.size() > 1 && hasWildcard(versions))
        errors.invalid(versionsAt, goTyped(u"string", versions),
                       u"if '*' is present, must not specify other API versions"_s);
    for (qsizetype at = 0; at < qsizetype(versions.size()); ++at)
        if (textOf(versions[at]).isEmpty()) errors.required(versionsAt.index(at));
    checkResources(listIn(rule, u"resources"), where.child(u"resources"), errors);
    if (const Value *scope = fieldIn(rule, u"scope"))
        checkOneOf(errors, where.child(u"scope"), textOf(*scope), {u"*", u"Cluster", u"Namespaced"});
}

namespace {

void checkUrl(const QString &text, const Where &where, FieldErrors &errors)
{
    const QUrl url(text);
    const QString form = u"; desired format: https://host[/path]"_s;
    if (url.scheme() != u"https")
        errors.invalidText(where, url.scheme(), u"'https' is the only allowed URL scheme"_s + form);
    if (url.host().isEmpty()) errors.invalidText(where, {}, u"host must be specified"_s + form);
    if (!url.userInfo().isEmpty())
        errors.invalidText(where, url.userInfo(), u"user information is not permitted in the URL"_s);
    if (!url.fragment().isEmpty())
        errors.invalidText(where, url.fragment(), u"fragments are not permitted in the URL"_s);
    if (!url.query().isEmpty())
        errors.invalidText(where, url.query(), u"query parameters are not permitted in the URL"_s);
}

void checkService(const Value &service, const Where &where, FieldErrors &errors)
{
    // Go hands the two over the wrong way round, so each is missed in the other's place.
    if (textIn(service, u"namespace").isEmpty()) errors.required(where.child(u"name"), u"service name is required"_s);
    if (textIn(service, u"name").isEmpty())
        errors.required(where.child(u"namespace"), u"service namespace is required"_s);
    const qint64 port = numberIn(service, u"port").value_or(0);
    for (const QString &problem : portNumberProblems(port))
        invalidNumber(errors, where.child(u"port"), port, u"port is not valid: "_s + problem);
    const QString path = textIn(service, u"path");
    if (path.isEmpty() || path == u"/") return;
    const Where at = where.child(u"path");
    if (path == u"//") return errors.invalidText(at, path, u"segment[0] may not be empty"_s);
    if (!path.startsWith(u'/')) errors.invalidText(at, path, u"must start with a '/'"_s);
    QString rest = path.sliced(1);
    if (rest.endsWith(u'/')) rest.chop(1);
    const QStringList steps = rest.split(u'/');
    for (qsizetype step = 0; step < steps.size(); ++step) {
        if (steps[step].isEmpty()) errors.invalidText(at, path, u"segment[%1] may not be empty"_s.arg(step));
        if (!steps[step].isEmpty())
            for (const QString &problem : dns1123SubdomainProblems(steps[step]))
                errors.invalidText(at, path, u"segment[%1]: "_s.arg(step) + problem);
    }
}

} // namespace

void checkWebhookClient(const Value &client, const Where &where, FieldErrors &errors)
{
    const Value *url = fieldIn(client, u"url"), *service = fieldIn(client, u"service");
    if (!url == !service) return errors.required(where, u"exactly one of url or service is required"_s);
    if (url) return checkUrl(textOf(*url), where.child(u"url"), errors);
    checkService(*service, where.child(u"service"), errors);
}

namespace {

void checkReviewVersions(const ValueList &versions, const Where &where, FieldErrors &errors)
{
    if (versions.empty()) return errors.required(where, u"must specify one of v1, v1beta1"_s);
    QSet<QString> seen;
    for (qsizetype at = 0; at < qsizetype(versions.size()); ++at) {
        const QString version = textOf(versions[at]);
        if (seen.contains(version))
            errors.invalidText(where.index(at), version, u"duplicate version"_s);
        else
            invalidEach(errors, where.index(at), version, dns1035LabelProblems(version));
        seen.insert(version);
    }
    if (!seen.contains(u"v1"_s) && !seen.contains(u"v1beta1"_s))
        errors.invalid(where, goTyped(u"string", versions), u"must include at least one of v1, v1beta1"_s);
}

} // namespace

void checkAdmissionConditions(const ValueList &conditions, const Where &where, FieldErrors &errors)
{
    constexpr qsizetype most = 64;
    if (qsizetype(conditions.size()) > most) errors.tooMany(where, qsizetype(conditions.size()), most);
    QSet<QString> names;
    for (qsizetype at = 0; at < qsizetype(conditions.size()); ++at) {
        const Where here = where.index(at);
        const QString &name = textIn(conditions[at], u"name");
        if (textIn(conditions[at], u"expression").trimmed().isEmpty()) errors.required(here.child(u"expression"));
        if (name.isEmpty()) {
            errors.required(here.child(u"name"));
            continue;
        }
        checkLabelName(errors, here.child(u"name"), name);
        if (names.contains(name)) errors.duplicate(here.child(u"name"), goQuoted(name));
        names.insert(name);
    }
}

namespace {

void checkHook(const Value &hook, bool mutates, const Where &where, FieldErrors &errors)
{
    checkFullyQualifiedName(errors, where.child(u"name"), textIn(hook, u"name"));
    const Where list = where.child(u"rules");
    const ValueList &rules = listIn(hook, u"rules");
    for (qsizetype at = 0; at < qsizetype(rules.size()); ++at) checkAdmissionRule(rules[at], list.index(at), errors);
    if (const Value *policy = fieldIn(hook, u"failurePolicy"))
        checkOneOf(errors, where.child(u"failurePolicy"), textOf(*policy), {u"Fail", u"Ignore"});
    if (const Value *policy = fieldIn(hook, u"matchPolicy"))
        checkOneOf(errors, where.child(u"matchPolicy"), textOf(*policy), {u"Equivalent", u"Exact"});
    if (const Value *effects = fieldIn(hook, u"sideEffects"))
        checkOneOf(errors, where.child(u"sideEffects"), textOf(*effects), {u"None", u"NoneOnDryRun"});
    else
        errors.required(where.child(u"sideEffects"), u"must specify one of None, NoneOnDryRun"_s);
    const auto seconds = numberIn(hook, u"timeoutSeconds");
    if (seconds && (*seconds < 1 || *seconds > 30))
        invalidNumber(errors, where.child(u"timeoutSeconds"), *seconds,
                      u"the timeout value must be between 1 and 30 seconds"_s);
    for (const QStringView field : {u"namespaceSelector", u"objectSelector"})
        checkLabelSelector(fieldIn(hook, field), where.child(field), errors);
    if (const Value *policy = fieldIn(hook, u"reinvocationPolicy"); policy && mutates)
        checkOneOf(errors, where.child(u"reinvocationPolicy"), textOf(*policy), {u"IfNeeded", u"Never"});
    checkWebhookClient(structIn(hook, u"clientConfig"), where.child(u"clientConfig"), errors);
    checkAdmissionConditions(listIn(hook, u"matchConditions"), where.child(u"matchConditions"), errors);
}

void checkConfiguration(const Value &configuration, bool mutates, FieldErrors &errors)
{
    checkMetadata(configuration, false, nameIsSubdomain, errors);
    const Where list(u"webhooks");
    const ValueList &hooks = listIn(configuration, u"webhooks");
    QSet<QString> names;
    for (qsizetype at = 0; at < qsizetype(hooks.size()); ++at) {
        const Where hook = list.index(at);
        checkHook(hooks[at], mutates, hook, errors);
        checkReviewVersions(listIn(hooks[at], u"admissionReviewVersions"), hook.child(u"admissionReviewVersions"),
                            errors);
        const QString name = textIn(hooks[at], u"name");
        if (!name.isEmpty() && names.contains(name)) errors.duplicate(hook.child(u"name"), goQuoted(name));
        names.insert(name);
    }
}

void createValidating(const Value &configuration, FieldErrors &errors)
{
    checkConfiguration(configuration, false, errors);
}

void updateValidating(const Value &configuration, const Value &, FieldErrors &errors)
{
    checkConfiguration(configuration, false, errors);
}

void createMutating(const Value &configuration, FieldErrors &errors)
{
    checkConfiguration(configuration, true, errors);
}

void updateMutating(const Value &configuration, const Value &, FieldErrors &errors)
{
    checkConfiguration(configuration, true, errors);
}

} // namespace

std::span<const KindValidation> webhookKinds()
{
    static constexpr KindValidation kinds[] = {
        {admissionGroup, u"ValidatingWebhookConfiguration", createWith<createValidating, false>,
         updateWith<updateValidating, false>},
        {admissionGroup, u"MutatingWebhookConfiguration", createWith<createMutating, false>,
         updateWith<updateMutating, false>},
    };
    return kinds;
}

} // namespace practice
