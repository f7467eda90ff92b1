// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: what a pod of Windows or Linux may have.
namespace practice {

using model::Value;

namespace {

bool contains(const QString &text, const QRegularExpression &pattern) { return pattern.match(text).hasMatch(); }

void checkRunAsUser(FieldErrors &errors, const Where &where, const QString &name, const QString &domain,
                    const QString &user, bool hasDomain)
{
    static const QRegularExpression netBios(QStringLiteral(R"(\A[^\\/:\*\?"<>|\.][^\\/:\*\?"<>|]{0,14}\z)"));
    static const QRegularExpression dns(QStringLiteral(
        R"(\A[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\z)"));
    static const QRegularExpression onlyDots(QStringLiteral(R"(\A[\. ]+\z)"));
    static const QRegularExpression refused(QStringLiteral(R"(["/\\:;|=,\+\*\?<>@\[\]])"));
    const bool isLong = utf8Size(domain) >= 256;
    if (isLong) errors.invalidText(where, name, u"runAsUserName's Domain length must be under 256 characters"_s);
    if (hasDomain && !contains(domain, netBios) && (domain.size() > 4096 || !contains(domain, dns)))
        errors.invalidText(where, name, u"runAsUserName's Domain doesn't match the NetBios nor the DNS format"_s);
    if (user.isEmpty())
        errors.invalidText(where, name, u"runAsUserName's User cannot be empty"_s);
    else if (utf8Size(user) > 104)
        errors.invalidText(where, name, u"runAsUserName's User length must not be longer than 104 characters"_s);
    if (contains(user, onlyDots))
        errors.invalidText(where, name, u"runAsUserName's User cannot contain only periods or spaces"_s);
    if (contains(user, refused))
        errors.invalidText(where, name,
                           u"runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]"_s);
}

} // namespace

void checkWindowsOptions(FieldErrors &errors, const Where &where, const Value *options)
{
    if (!options) return;
    if (fieldIn(*options, u"gmsaCredentialSpecName")) {
        const QString &name = textIn(*options, u"gmsaCredentialSpecName");
        invalidEach(errors, where.child(u"gmsaCredentialSpecName"), name, dns1123SubdomainProblems(name));
    }
    if (fieldIn(*options, u"gmsaCredentialSpec")) {
        const QString &spec = textIn(*options, u"gmsaCredentialSpec");
        if (spec.isEmpty())
            errors.invalidText(where.child(u"gmsaCredentialSpec"), spec,
                               u"gmsaCredentialSpec cannot be an empty string"_s);
        else if (utf8Size(spec) > 64 * 1024)
            errors.invalidText(where.child(u"gmsaCredentialSpec"), spec,
                               u"gmsaCredentialSpec size must be under 64 KiB"_s);
    }
    if (!fieldIn(*options, u"runAsUserName")) return;
    static const QRegularExpression control(QStringLiteral(R"([\x00-\x1f\x7f])"));
    const Where at = where.child(u"runAsUserName");
    const QString &name = textIn(*options, u"runAsUserName");
    const qsizetype slash = name.indexOf(u'\\');
    if (name.isEmpty())
        errors.invalidText(at, name, u"runAsUserName cannot be an empty string"_s);
    else if (contains(name, control))
        errors.invalidText(at, name, u"runAsUserName cannot contain control characters"_s);
    else if (name.count(u'\\') > 1)
        errors.invalidText(at, name, u"runAsUserName cannot contain more than one backslash"_s);
    else
        checkRunAsUser(errors, at, name, slash < 0 ? QString() : name.left(slash), name.mid(slash + 1), slash >= 0);
}

void checkHostProcess(PodCheck &pod, const Where &specAt)
{
    const auto hostProcessOf = [](const Value &owner) {
        return flagIn(structIn(structIn(owner, u"securityContext"), u"windowsOptions"), u"hostProcess");
    };
    const auto ofPod = hostProcessOf(pod.spec);
    int containers = 0;
    int hostProcesses = 0;
    visitContainers(pod.spec, specAt, [&](const Value &container, const Where &at) {
        ++containers;
        const auto own = hostProcessOf(container);
        if (ofPod && own && *ofPod != *own)
            pod.errors.invalid(at.child(u"securityContext").child(u"windowsOptions").child(u"hostProcess"),
                               *own ? u"true"_s : u"false"_s,
                               u"pod hostProcess value must be identical if both are specified, was %1"_s.arg(
                                   *ofPod ? u"true"_s : u"false"_s));
        if (own.value_or(ofPod.value_or(false))) ++hostProcesses;
        return true;
    });
    if (hostProcesses == 0) return;
    if (hostProcesses != containers)
        pod.errors.invalidText(
            specAt, u"",
            u"If pod contains any hostProcess containers then all containers must be HostProcess containers"_s);
    if (!pod.hostNetwork)
        pod.errors.invalid(specAt.child(u"hostNetwork"), u"false"_s,
                           u"hostNetwork must be true if pod contains any hostProcess containers"_s);
}

namespace {

// A field that Windows pods must not have, and where Go says that it stands.
struct WindowsRule
{
    QStringView field;
    bool inContext = true;   // in the pod's security context, not the spec
    bool onlyIfTrue = false; // a plain boolean
};

constexpr std::array windowsPodRules = {
    WindowsRule{u"appArmorProfile"},
    WindowsRule{u"seLinuxOptions"},
    WindowsRule{u"hostUsers", false},
    WindowsRule{u"hostPID", false, true},
    WindowsRule{u"hostIPC", false, true},
    WindowsRule{u"seccompProfile"},
    WindowsRule{u"fsGroup"},
    WindowsRule{u"fsGroupChangePolicy"},
    WindowsRule{u"sysctls"},
    WindowsRule{u"shareProcessNamespace", false},
    WindowsRule{u"runAsUser"},
    WindowsRule{u"runAsGroup"},
    WindowsRule{u"supplementalGroups"},
    WindowsRule{u"supplementalGroupsPolicy"},
    WindowsRule{u"seLinuxChangePolicy"},
};

constexpr std::array windowsContainerFields = {
    u"appArmorProfile", u"seLinuxOptions",           u"seccompProfile", u"capabilities", u"readOnlyRootFilesystem",
    u"privileged",      u"allowPrivilegeEscalation", u"procMount",      u"runAsUser",    u"runAsGroup"};

void checkWindowsPod(PodCheck &pod, const Where &specAt)
{
    const QString refusal = u"cannot be set for a windows pod"_s;
    const Where contextAt = specAt.child(u"securityContext");
    const Value &context = structIn(pod.spec, u"securityContext");
    for (const WindowsRule &rule : windowsPodRules) {
        const Value &owner = rule.inContext ? context : pod.spec;
        const bool isSet =
            rule.onlyIfTrue ? flagIn(owner, rule.field).value_or(false) : fieldIn(owner, rule.field) != nullptr;
        if (isSet) pod.errors.forbidden((rule.inContext ? contextAt : specAt).child(rule.field), refusal);
    }
    visitContainers(pod.spec, specAt, [&](const Value &container, const Where &at) {
        const Value &own = structIn(container, u"securityContext");
        for (const QStringView field : windowsContainerFields)
            if (fieldIn(own, field)) pod.errors.forbidden(at.child(u"securityContext").child(field), refusal);
        return true;
    });
}

void checkLinuxPod(PodCheck &pod, const Where &specAt)
{
    const QString refusal = u"windows options cannot be set for a linux pod"_s;
    if (fieldIn(structIn(pod.spec, u"securityContext"), u"windowsOptions"))
        pod.errors.forbidden(specAt.child(u"securityContext").child(u"windowsOptions"), refusal);
    visitContainers(pod.spec, specAt, [&](const Value &container, const Where &at) {
        if (fieldIn(structIn(container, u"securityContext"), u"windowsOptions"))
            pod.errors.forbidden(at.child(u"securityContext").child(u"windowsOptions"), refusal);
        return true;
    });
}

} // namespace

void checkOs(PodCheck &pod, const Where &specAt)
{
    if (!pod.os) return;
    const QString &name = textIn(*pod.os, u"name");
    if (name.isEmpty()) return pod.errors.required(specAt.child(u"os").child(u"name"), u"cannot be empty"_s);
    if (!checkOneOf(pod.errors, specAt.child(u"os"), name, {u"linux", u"windows"})) return;
    if (name == u"linux")
        checkLinuxPod(pod, specAt);
    else
        checkWindowsPod(pod, specAt);
}

} // namespace practice
