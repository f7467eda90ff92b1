// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: ValidateSecurityContext, validatePodSpecSecurityContext.
namespace practice {

using model::Value;

void checkSeccompProfile(FieldErrors &errors, const Where &where, const Value *profile)
{
    if (!profile) return;
    const QString &type = textIn(*profile, u"type");
    if (type.isEmpty())
        errors.required(where.child(u"type"), u"type is required when seccompProfile is set"_s);
    else
        checkOneOf(errors, where.child(u"type"), type, {u"Localhost", u"RuntimeDefault", u"Unconfined"});
    const Value *local = fieldIn(*profile, u"localhostProfile");
    const Where localAt = where.child(u"localhostProfile");
    if (type == u"Localhost") {
        if (local)
            checkRelativePath(errors, localAt, textOf(*local));
        else
            errors.required(localAt, u"must be set when seccomp type is Localhost"_s);
    } else if (local) {
        errors.invalid(localAt, goOpaque(u"core.SeccompProfile"_s),
                       u"can only be set when seccomp type is Localhost"_s);
    }
}

void checkAppArmorProfile(FieldErrors &errors, const Where &where, const Value *profile)
{
    if (!profile) return;
    const QString &type = textIn(*profile, u"type");
    const Value *local = fieldIn(*profile, u"localhostProfile");
    const Where localAt = where.child(u"localhostProfile");
    if (type == u"Localhost") {
        const QString name = local ? textOf(*local) : QString();
        if (name.trimmed() != name)
            errors.invalidText(localAt, name, u"must not be padded with whitespace"_s);
        else if (name.isEmpty())
            errors.required(localAt, u"must be set when AppArmor type is Localhost"_s);
        if (utf8Size(name) > 4095) errors.tooLong(localAt, 4095);
    } else if (type == u"RuntimeDefault" || type == u"Unconfined") {
        if (local) errors.invalidText(localAt, textOf(*local), u"can only be set when AppArmor type is Localhost"_s);
    } else if (type.isEmpty()) {
        errors.required(where.child(u"type"), u"type is required when appArmorProfile is set"_s);
    } else {
        checkOneOf(errors, where.child(u"type"), type, {u"Localhost", u"RuntimeDefault", u"Unconfined"});
    }
}

namespace {

void checkUserAndGroup(FieldErrors &errors, const Where &where, const Value &context)
{
    if (const auto user = numberIn(context, u"runAsUser"))
        invalidEach(errors, where.child(u"runAsUser"), *user, userIdProblems(*user));
    if (const auto group = numberIn(context, u"runAsGroup"))
        invalidEach(errors, where.child(u"runAsGroup"), *group, groupIdProblems(*group));
}

void checkEscalation(FieldErrors &errors, const Where &where, const Value &context)
{
    const auto escalation = flagIn(context, u"allowPrivilegeEscalation");
    if (!escalation || *escalation) return;
    const QString shown = goOpaque(u"core.SecurityContext"_s);
    if (flagIn(context, u"privileged").value_or(false))
        errors.invalid(where, shown, u"cannot set `allowPrivilegeEscalation` to false and `privileged` to true"_s);
    for (const Value &capability : listIn(structIn(context, u"capabilities"), u"add"))
        if (textOf(capability) == u"CAP_SYS_ADMIN")
            errors.invalid(where, shown,
                           u"cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN"_s);
}

} // namespace

void checkContainerSecurity(PodCheck &pod, const Where &where, const Value &context)
{
    checkUserAndGroup(pod.errors, where, context);
    if (fieldIn(context, u"procMount")) {
        const QString &mount = textIn(context, u"procMount");
        checkOneOf(pod.errors, where.child(u"procMount"), mount, {u"Default", u"Unmasked"});
        if (pod.hostUsers && mount == u"Unmasked")
            pod.errors.invalidText(where.child(u"procMount"), mount, u"`hostUsers` must be false to use `Unmasked`"_s);
    }
    checkSeccompProfile(pod.errors, where.child(u"seccompProfile"), fieldIn(context, u"seccompProfile"));
    checkEscalation(pod.errors, where, context);
    checkWindowsOptions(pod.errors, where.child(u"windowsOptions"), fieldIn(context, u"windowsOptions"));
    checkAppArmorProfile(pod.errors, where.child(u"appArmorProfile"), fieldIn(context, u"appArmorProfile"));
}

namespace {

constexpr qsizetype maxSysctlName = 253;

bool isSysctlName(const QString &name)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(\A([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?\z)"));
    return name.size() <= maxSysctlName && pattern.match(name).hasMatch();
}

// component-helpers node/util/sysctl NormalizeName: a slash that comes first makes slashes the separators.
QString normalSysctl(const QString &name)
{
    const qsizetype dot = name.indexOf(u'.');
    const qsizetype slash = name.indexOf(u'/');
    if (slash < 0 || (dot >= 0 && dot < slash)) return name;
    QString normal = name;
    for (QChar &character : normal) {
        if (character == u'.')
            character = u'/';
        else if (character == u'/')
            character = u'.';
    }
    return normal;
}

void checkSysctls(PodCheck &pod, const Where &where, const model::ValueList &sysctls)
{
    QSet<QString> names;
    for (std::size_t i = 0; i < sysctls.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const Where nameAt = at.child(u"name");
        const QString &name = textIn(sysctls[i], u"name");
        if (name.isEmpty())
            pod.errors.required(nameAt);
        else if (!isSysctlName(name))
            pod.errors.invalidText(nameAt, name,
                                   u"must have at most 253 characters and match regex "
                                   u"^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$"_s);
        else if (names.contains(name))
            pod.errors.duplicate(nameAt, goQuoted(name));
        if (!pod.options.allowSysctlsOfHostNamespaces && isHostSysctl(pod, name))
            pod.errors.invalidText(nameAt, name,
                                   u"may not be specified when '%1' is true"_s.arg(
                                       normalSysctl(name).startsWith(u"net.") ? u"hostNetwork"_s : u"hostIPC"_s));
        names.insert(name);
    }
}

void checkGroups(FieldErrors &errors, const Where &where, const Value &context)
{
    const Where groupsAt = where.child(u"supplementalGroups");
    const auto &groups = listIn(context, u"supplementalGroups");
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const qint64 group = groups[i].integer() ? *groups[i].integer() : 0;
        invalidEach(errors, groupsAt.index(qsizetype(i)), group, groupIdProblems(group));
    }
}

void checkPolicy(FieldErrors &errors, const Where &where, const Value &context, QStringView field, Words words)
{
    if (fieldIn(context, field)) checkOneOf(errors, where.child(field), textIn(context, field), words);
}

} // namespace

// component-helpers node/util/sysctl namespaceOf.
bool isHostSysctl(const PodCheck &pod, const QString &name)
{
    static const QSet<QString> ofIpc = {
        u"kernel.sem"_s, u"kernel.shmall"_s, u"kernel.shmmax"_s, u"kernel.shmmni"_s, u"kernel.shm_rmid_forced"_s,
        u"kernel.shm"_s, u"kernel.msgmax"_s, u"kernel.msgmnb"_s, u"kernel.msgmni"_s, u"kernel.msg"_s};
    const QString prefix = normalSysctl(name).section(u'*', 0, 0);
    if (prefix.startsWith(u"net.")) return pod.hostNetwork;
    return pod.hostIpc && (ofIpc.contains(prefix) || prefix.startsWith(u"fs.mqueue."));
}

// Go keeps the fields of the host's namespaces in the security context, and names them there.
void checkPodSecurity(PodCheck &pod, const Where &specAt)
{
    const Where where = specAt.child(u"securityContext");
    const Value &context = structIn(pod.spec, u"securityContext");
    if (const auto group = numberIn(context, u"fsGroup"))
        invalidEach(pod.errors, where.child(u"fsGroup"), *group, groupIdProblems(*group));
    checkUserAndGroup(pod.errors, where, context);
    checkGroups(pod.errors, where, context);
    if (pod.hostPid && flagIn(pod.spec, u"shareProcessNamespace").value_or(false))
        pod.errors.invalid(where.child(u"shareProcessNamespace"), u"true"_s,
                           u"ShareProcessNamespace and HostPID cannot both be enabled"_s);
    checkSysctls(pod, where.child(u"sysctls"), listIn(context, u"sysctls"));
    checkPolicy(pod.errors, where, context, u"fsGroupChangePolicy", {u"Always", u"OnRootMismatch"});
    checkSeccompProfile(pod.errors, where.child(u"seccompProfile"), fieldIn(context, u"seccompProfile"));
    checkWindowsOptions(pod.errors, where.child(u"windowsOptions"), fieldIn(context, u"windowsOptions"));
    checkAppArmorProfile(pod.errors, where.child(u"appArmorProfile"), fieldIn(context, u"appArmorProfile"));
    checkPolicy(pod.errors, where, context, u"supplementalGroupsPolicy", {u"Merge", u"Strict"});
    if (pod.options.allowAnySeLinuxChangePolicy)
        checkPolicy(pod.errors, where, context, u"seLinuxChangePolicy", {u"MountOption", u"Recursive"});
    else
        checkPolicy(pod.errors, where, context, u"seLinuxChangePolicy", {u"Recursive"});
}

} // namespace practice
