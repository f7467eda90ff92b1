// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/addresses.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/restwarnings.h"

#include <algorithm>

// pkg/apis/networking/validation/validation.go: Ingress and IngressClass.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr QStringView ingressGroup = u"networking.k8s.io";
constexpr QStringView classAnnotation = u"kubernetes.io/ingress.class";
constexpr qsizetype maxController = 250;

// What was stored before a rule came stays allowed.
struct IngressOptions
{
    bool allowInvalidSecret = false;
    bool allowInvalidWildcardRule = false;
};

void checkObjectReference(const Value &reference, const Where &where, FieldErrors &errors)
{
    if (const Value *group = fieldIn(reference, u"apiGroup"))
        invalidEach(errors, where.child(u"apiGroup"), textOf(*group), dns1123SubdomainProblems(textOf(*group)));
    for (const QStringView field : {u"kind", u"name"}) {
        const QString text = textIn(reference, field);
        if (text.isEmpty())
            errors.required(where.child(field), field.toString() + u" is required"_s);
        else
            invalidEach(errors, where.child(field), text, pathSegmentProblems(text));
    }
}

void checkServiceBackend(const Value &service, const Where &where, FieldErrors &errors)
{
    const Where at = where.child(u"service");
    const Where portAt = at.child(u"port");
    const QString name = textIn(service, u"name");
    if (name.isEmpty())
        errors.required(at.child(u"name"));
    else
        invalidEach(errors, at.child(u"name"), name, nameIs1035Label(name, false));
    const Value &port = structIn(service, u"port");
    const QString portName = textIn(port, u"name");
    const qint64 number = numberIn(port, u"number").value_or(0);
    if (!portName.isEmpty() && number != 0)
        errors.invalidText(where, {}, u"cannot set both port name & port number"_s);
    else if (!portName.isEmpty())
        invalidEach(errors, portAt.child(u"name"), portName, portNameProblems(portName));
    else if (number != 0)
        invalidEach(errors, portAt.child(u"number"), number, portNumberProblems(number));
    else
        errors.required(where, u"port name or number is required"_s);
}

void checkBackend(const Value &backend, const Where &where, FieldErrors &errors)
{
    const Value *resource = fieldIn(backend, u"resource"), *service = fieldIn(backend, u"service");
    if (resource && service)
        errors.invalidText(where, {}, u"cannot set both resource and service backends"_s);
    else if (resource)
        checkObjectReference(*resource, where.child(u"resource"), errors);
    else if (service)
        checkServiceBackend(*service, where, errors);
    else
        errors.invalidText(where, {}, u"resource or service backend is required"_s);
}

void checkPath(const Value &path, const Where &where, FieldErrors &errors)
{
    const Value *type = fieldIn(path, u"pathType");
    if (!type) return errors.required(where.child(u"pathType"), u"pathType must be specified"_s);
    const QString text = textIn(path, u"path"), kind = textOf(*type);
    const Where at = where.child(u"path");
    const bool strict = kind == u"Exact" || kind == u"Prefix";
    if (!strict) checkOneOf(errors, where.child(u"pathType"), kind, {u"Exact", u"ImplementationSpecific", u"Prefix"});
    if ((strict || (kind == u"ImplementationSpecific" && !text.isEmpty())) && !text.startsWith(u'/'))
        errors.invalidText(at, text, u"must be an absolute path"_s);
    if (strict) {
        for (const QStringView bad : {u"//", u"/./", u"/../", u"%2f", u"%2F"})
            if (text.contains(bad)) errors.invalidText(at, text, u"must not contain '%1'"_s.arg(bad));
        for (const QStringView bad : {u"/..", u"/."})
            if (text.endsWith(bad)) errors.invalidText(at, text, u"cannot end with '%1'"_s.arg(bad));
    }
    checkBackend(structIn(path, u"backend"), where.child(u"backend"), errors);
}

Problems hostProblems(const QString &host)
{
    return host.contains(u'*') ? wildcardSubdomainProblems(host) : dns1123SubdomainProblems(host);
}

void checkRule(const Value &rule, const IngressOptions &options, const Where &where, FieldErrors &errors)
{
    const QString host = textIn(rule, u"host");
    if (!host.isEmpty()) {
        if (isIp(host)) errors.invalidText(where.child(u"host"), host, u"must be a DNS name, not an IP address"_s);
        invalidEach(errors, where.child(u"host"), host, hostProblems(host));
    }
    const Value *http = fieldIn(rule, u"http");
    if (!http || (host.contains(u'*') && options.allowInvalidWildcardRule)) return;
    const Where at = where.child(u"http");
    const Where list = at.child(u"paths");
    const ValueList &paths = listIn(*http, u"paths");
    if (paths.empty()) errors.required(list);
    for (qsizetype path = 0; path < qsizetype(paths.size()); ++path) checkPath(paths[path], list.index(path), errors);
}

void checkTls(const ValueList &tls, const IngressOptions &options, const Where &list, FieldErrors &errors)
{
    for (qsizetype at = 0; at < qsizetype(tls.size()); ++at) {
        const Where one = list.index(at);
        const Where hosts = one.child(u"hosts");
        const ValueList &names = listIn(tls[at], u"hosts");
        for (qsizetype host = 0; host < qsizetype(names.size()); ++host)
            invalidEach(errors, hosts.index(host), textOf(names[host]), hostProblems(textOf(names[host])));
        const QString secret = textIn(tls[at], u"secretName");
        if (!options.allowInvalidSecret && !secret.isEmpty())
            invalidEach(errors, one.child(u"secretName"), secret, dns1123SubdomainProblems(secret));
    }
}

void checkIngress(const Value &ingress, const IngressOptions &options, FieldErrors &errors)
{
    checkKubeMetadata(ingress, true, nameIsSubdomain, errors);
    const Where where(u"spec");
    const Value &spec = structIn(ingress, u"spec");
    const Value *backend = fieldIn(spec, u"defaultBackend");
    const ValueList &rules = listIn(spec, u"rules");
    if (rules.empty() && !backend)
        errors.invalid(where, u"[]networking.IngressRule(nil)"_s,
                       u"either `defaultBackend` or `rules` must be specified"_s);
    if (backend) checkBackend(*backend, where.child(u"defaultBackend"), errors);
    const Where list = where.child(u"rules");
    for (qsizetype at = 0; at < qsizetype(rules.size()); ++at) checkRule(rules[at], options, list.index(at), errors);
    checkTls(listIn(spec, u"tls"), options, where.child(u"tls"), errors);
    if (const Value *name = fieldIn(spec, u"ingressClassName"))
        invalidEach(errors, where.child(u"ingressClassName"), textOf(*name), dns1123SubdomainProblems(textOf(*name)));
}

void createIngress(const Value &ingress, FieldErrors &errors)
{
    checkIngress(ingress, {}, errors);
    const Value *annotation = at(ingress, {u"metadata", u"annotations", classAnnotation});
    const Value *name = at(ingress, {u"spec", u"ingressClassName"});
    const Where annotations(u"annotations");
    if (annotation && name && name->isString() && !annotation->means(*name))
        errors.invalidText(annotations.child(classAnnotation), textOf(*annotation),
                           u"must match `ingressClassName` when both are specified"_s);
}

IngressOptions optionsOf(const Value &old)
{
    IngressOptions options;
    for (const Value &tls : listAt(old, {u"spec", u"tls"}))
        if (const QString secret = textIn(tls, u"secretName"); !secret.isEmpty())
            options.allowInvalidSecret = options.allowInvalidSecret || !dns1123SubdomainProblems(secret).empty();
    for (const Value &rule : listAt(old, {u"spec", u"rules"})) {
        if (!textIn(rule, u"host").contains(u'*') || !fieldIn(rule, u"http")) continue;
        FieldErrors errors;
        checkRule(rule, {}, Where(), errors);
        for (const Cause &cause : errors.causes())
            options.allowInvalidWildcardRule = options.allowInvalidWildcardRule || cause.field != u"host";
    }
    return options;
}

void updateIngress(const Value &ingress, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(ingress, old, errors);
    checkIngress(ingress, optionsOf(old), errors);
}

void updateIngressStatus(const Value &ingress, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(ingress, old, errors);
    const Where status(u"status");
    const Where balancer = status.child(u"loadBalancer");
    const Where list = balancer.child(u"ingress");
    const ValueList &ingresses = listAt(ingress, {u"status", u"loadBalancer", u"ingress"});
    for (qsizetype at = 0; at < qsizetype(ingresses.size()); ++at) {
        const Where here = list.index(at);
        if (const QString ip = textIn(ingresses[at], u"ip"); !ip.isEmpty())
            checkLegacyIp(errors, here.child(u"ip"), ip);
        checkLoadBalancerIngress(errors, here, ingresses[at]);
    }
}

void checkParameters(const Value &parameters, const Where &where, FieldErrors &errors)
{
    checkObjectReference(parameters, where, errors);
    const Value *scope = fieldIn(parameters, u"scope"), *space = fieldIn(parameters, u"namespace");
    if (!scope) return errors.required(where.child(u"scope"));
    if (!checkOneOf(errors, where.child(u"scope"), textOf(*scope), {u"Cluster", u"Namespace"})) return;
    const Where at = where.child(u"namespace");
    const QString name = space ? textOf(*space) : QString();
    if (textOf(*scope) == u"Namespace") {
        if (!space)
            errors.required(at, u"`parameters.scope` is set to 'Namespace'"_s);
        else
            invalidEach(errors, at, name, dns1123LabelProblems(name));
    } else if (space) {
        errors.forbidden(at, u"`parameters.scope` is set to 'Cluster'"_s);
    }
}

void createClass(const Value &ingressClass, FieldErrors &errors)
{
    checkKubeMetadata(ingressClass, false, nameIsSubdomain, errors);
    const Where where(u"spec");
    const Value &spec = structIn(ingressClass, u"spec");
    const QString controller = textIn(spec, u"controller");
    if (utf8Size(controller) > maxController) errors.tooLong(where.child(u"controller"), maxController);
    checkDomainPrefixedPath(errors, where.child(u"controller"), controller);
    if (const Value *parameters = fieldIn(spec, u"parameters"))
        checkParameters(*parameters, where.child(u"parameters"), errors);
}

void updateClass(const Value &ingressClass, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(ingressClass, old, errors);
    const Where where(u"spec");
    checkUnchanged(errors, where.child(u"controller"), at(ingressClass, {u"spec", u"controller"}),
                   at(old, {u"spec", u"controller"}), goQuoted(textAt(ingressClass, {u"spec", u"controller"})));
    createClass(ingressClass, errors);
}

} // namespace

std::span<const KindValidation> ingressKinds()
{
    static constexpr KindValidation kinds[] = {
        {ingressGroup, u"Ingress", createWith<createIngress, true>, updateWith<updateIngress, true>,
         updateWith<updateIngressStatus, true>, ingressWarnings},
        {ingressGroup, u"IngressClass", createWith<createClass, false>, updateWith<updateClass, false>},
    };
    return kinds;
}

} // namespace practice
