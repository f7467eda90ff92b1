// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"

#include <array>

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: ValidateEnv, ValidateEnvFrom and what they refer to.
namespace practice {

using model::Value;

namespace {

// "metadata.labels['app']" is metadata.labels and app (pkg/fieldpath SplitMaybeSubscriptedPath).
struct FieldPathParts
{
    QString path;
    QString subscript;
    bool hasSubscript = false;
};

FieldPathParts splitSubscript(const QString &text)
{
    const qsizetype open = text.indexOf(u"['");
    if (!text.endsWith(u"']") || open <= 0 || open + 4 > text.size()) return {text, {}, false};
    return {text.left(open), text.mid(open + 2, text.size() - open - 4), true};
}

// pkg/apis/core/pods ConvertDownwardAPIFieldLabel; empty: all is well.
QString fieldLabelProblem(const QString &version, const FieldPathParts &parts, const QString &label)
{
    static constexpr std::array known = {
        u"metadata.annotations", u"metadata.labels", u"metadata.name",      u"metadata.namespace",
        u"metadata.uid",         u"spec.nodeName",   u"spec.restartPolicy", u"spec.serviceAccountName",
        u"spec.schedulerName",   u"status.phase",    u"status.hostIP",      u"status.hostIPs",
        u"status.podIP",         u"status.podIPs",   u"spec.host",
    };
    if (version != u"v1") return u"unsupported pod version: "_s + version;
    if (parts.hasSubscript)
        return parts.path == u"metadata.annotations" || parts.path == u"metadata.labels"
                   ? QString()
                   : u"field label does not support subscript: "_s + label;
    for (const QStringView name : known)
        if (name == label) return {};
    return u"field label not supported: "_s + label;
}

struct DivisorRule
{
    QStringView resource;
    QStringView what;
};

constexpr std::array divisorRules = {
    DivisorRule{u"memory", u"memory"},
    DivisorRule{u"ephemeral-storage", u"local ephemeral storage"},
    DivisorRule{u"hugepages-", u"hugepages"},
};

bool isByteUnit(const QString &divisor)
{
    static constexpr std::array units = {u"1",   u"1k",  u"1M",  u"1G",  u"1T",  u"1P", u"1E",
                                         u"1Ki", u"1Mi", u"1Gi", u"1Ti", u"1Pi", u"1Ei"};
    for (const QStringView unit : units)
        if (unit == divisor) return true;
    return false;
}

void checkDivisor(FieldErrors &errors, const Where &where, const QString &resource, const QString &divisor)
{
    if (divisor.isEmpty() || divisor == u"0") return;
    QStringView name = resource;
    if (name.startsWith(u"limits."))
        name = name.sliced(7);
    else if (name.startsWith(u"requests."))
        name = name.sliced(9);
    else
        return;
    if (name == u"cpu") {
        if (divisor != u"1m" && divisor != u"1")
            errors.invalidText(where.child(u"divisor"), resource,
                               u"only divisor's values 1m and 1 are supported with the cpu resource"_s);
        return;
    }
    for (const DivisorRule &rule : divisorRules) {
        const bool applies = rule.resource.endsWith(u'-') ? name.startsWith(rule.resource) : name == rule.resource;
        if (applies && !isByteUnit(divisor))
            errors.invalidText(where.child(u"divisor"), resource,
                               u"only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are "
                               u"supported with the %1 resource"_s.arg(rule.what));
    }
}

} // namespace

void checkFieldReference(FieldErrors &errors, const Where &where, const Value &reference, bool ofVolume)
{
    const QString &version = textIn(reference, u"apiVersion");
    const QString &label = textIn(reference, u"fieldPath");
    if (version.isEmpty()) return errors.required(where.child(u"apiVersion"));
    if (label.isEmpty()) return errors.required(where.child(u"fieldPath"));
    const FieldPathParts parts = splitSubscript(label);
    if (const QString problem = fieldLabelProblem(version, parts, label); !problem.isEmpty())
        return errors.invalidText(where.child(u"fieldPath"), label, u"error converting fieldPath: "_s + problem);
    if (parts.hasSubscript) {
        const QString key = parts.path == u"metadata.annotations" ? parts.subscript.toLower() : parts.subscript;
        return invalidEach(errors, where, key, qualifiedNameProblems(key));
    }
    const QString path = label == u"spec.host" ? u"spec.nodeName"_s : label;
    if (ofVolume)
        checkOneOf(
            errors, where.child(u"fieldPath"), path,
            {u"metadata.annotations", u"metadata.labels", u"metadata.name", u"metadata.namespace", u"metadata.uid"});
    else
        checkOneOf(errors, where.child(u"fieldPath"), path,
                   {u"metadata.name", u"metadata.namespace", u"metadata.uid", u"spec.nodeName",
                    u"spec.serviceAccountName", u"status.hostIP", u"status.hostIPs", u"status.podIP",
                    u"status.podIPs"});
}

void checkResourceReference(FieldErrors &errors, const Where &where, const Value &reference, bool ofVolume)
{
    const QString &resource = textIn(reference, u"resource");
    if (ofVolume && textIn(reference, u"containerName").isEmpty())
        errors.required(where.child(u"containerName"));
    else if (resource.isEmpty())
        errors.required(where.child(u"resource"));
    else if (!resource.startsWith(u"limits.hugepages-") && !resource.startsWith(u"requests.hugepages-"))
        checkOneOf(errors, where.child(u"resource"), resource,
                   {u"limits.cpu", u"limits.ephemeral-storage", u"limits.memory", u"requests.cpu",
                    u"requests.ephemeral-storage", u"requests.memory"});
    checkDivisor(errors, where, resource, textIn(reference, u"divisor"));
}

namespace {

void checkKeyReference(FieldErrors &errors, const Where &where, const Value &reference)
{
    const QString &name = textIn(reference, u"name");
    const QString &key = textIn(reference, u"key");
    invalidEach(errors, where.child(u"name"), name, dns1123SubdomainProblems(name));
    if (key.isEmpty())
        errors.required(where.child(u"key"));
    else
        invalidEach(errors, where.child(u"key"), key, configMapKeyProblems(key));
}

void checkValueFrom(FieldErrors &errors, const Where &where, const Value &variable)
{
    const Value *from = fieldIn(variable, u"valueFrom");
    if (!from) return;
    int sources = 0;
    if (const Value *field = fieldIn(*from, u"fieldRef"); field && ++sources)
        checkFieldReference(errors, where.child(u"fieldRef"), *field, false);
    if (const Value *resource = fieldIn(*from, u"resourceFieldRef"); resource && ++sources)
        checkResourceReference(errors, where.child(u"resourceFieldRef"), *resource, false);
    if (const Value *key = fieldIn(*from, u"configMapKeyRef"); key && ++sources)
        checkKeyReference(errors, where.child(u"configMapKeyRef"), *key);
    if (const Value *key = fieldIn(*from, u"secretKeyRef"); key && ++sources)
        checkKeyReference(errors, where.child(u"secretKeyRef"), *key);
    if (sources == 0)
        errors.invalidText(
            where, u"", u"must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"_s);
    else if (!textIn(variable, u"value").isEmpty())
        errors.invalidText(where, u"", u"may not be specified when `value` is not empty"_s);
    else if (sources > 1)
        errors.invalidText(where, u"", u"may not have more than one field specified at a time"_s);
}

void checkNamedSource(FieldErrors &errors, const Where &where, const Value &source)
{
    const QString &name = textIn(source, u"name");
    if (name.isEmpty())
        errors.required(where.child(u"name"));
    else
        invalidEach(errors, where.child(u"name"), name, nameIsSubdomain(name, true));
}

void checkEnvFrom(FieldErrors &errors, const Where &where, const model::ValueList &sources)
{
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const QString &prefix = textIn(sources[i], u"prefix");
        if (!prefix.isEmpty()) invalidEach(errors, at.child(u"prefix"), prefix, relaxedEnvVarNameProblems(prefix));
        const Value *configMap = fieldIn(sources[i], u"configMapRef");
        const Value *secret = fieldIn(sources[i], u"secretRef");
        if (configMap) checkNamedSource(errors, at.child(u"configMapRef"), *configMap);
        if (secret) checkNamedSource(errors, at.child(u"secretRef"), *secret);
        if (!configMap && !secret)
            errors.invalidText(where, u"", u"must specify one of: `configMapRef` or `secretRef`"_s);
        else if (configMap && secret)
            errors.invalidText(where, u"", u"may not have more than one field specified at a time"_s);
    }
}

} // namespace

void checkEnvironment(PodCheck &pod, const Where &where, const Value &container)
{
    const Where envAt = where.child(u"env");
    const auto &variables = listIn(container, u"env");
    for (std::size_t i = 0; i < variables.size(); ++i) {
        const Where at = envAt.index(qsizetype(i));
        const QString &name = textIn(variables[i], u"name");
        if (name.isEmpty())
            pod.errors.required(at.child(u"name"));
        else
            invalidEach(pod.errors, at.child(u"name"), name, relaxedEnvVarNameProblems(name));
        checkValueFrom(pod.errors, at.child(u"valueFrom"), variables[i]);
    }
    checkEnvFrom(pod.errors, where.child(u"envFrom"), listIn(container, u"envFrom"));
}

} // namespace practice
