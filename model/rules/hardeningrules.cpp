// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a Pod could do without, and is allowed because nobody said otherwise.
#include "model/rules/rule.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

bool isPrivileged(const RuleContainer &container) { return container.security[u"privileged"].boolean() == true; }

void mayBeRoot(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    const auto user = subject.security(container, u"runAsUser").integer();
    const YamlRef nonRoot = subject.security(container, u"runAsNonRoot");
    if (subject.isWindows || user || nonRoot.boolean() == true) return;
    const bool own = isSaid(container.security[u"runAsNonRoot"]);
    const FieldPath field =
        own ? container.inSecurity(u"runAsNonRoot"_s) : subject.pod.path / u"securityContext"_s / u"runAsNonRoot"_s;
    out.add(container.nameNode(), container.inSecurity(u"runAsNonRoot"_s),
            sayRule("container %1 runs as root if its image does").arg(container.name()));
    out.offerSet(field, true);
}

void writableRoot(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    if (subject.isWindows || container.security[u"readOnlyRootFilesystem"].boolean() == true) return;
    const FieldPath field = container.inSecurity(u"readOnlyRootFilesystem"_s);
    out.add(container.nameNode(), field,
            sayRule("container %1 can change the files of its image").arg(container.name()));
    out.offerSet(field, true);
}

void escalationUnset(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    if (subject.isWindows || isPrivileged(container) || isSaid(container.security[u"allowPrivilegeEscalation"])) return;
    const FieldPath field = container.inSecurity(u"allowPrivilegeEscalation"_s);
    out.add(container.nameNode(), field,
            sayRule("container %1 does not refuse privilege escalation").arg(container.name()));
    out.offerSet(field, false);
}

bool drops(const RuleContainer &container, QStringView capability)
{
    bool found = false;
    container.security[u"capabilities"][u"drop"].forEachItem([&](int, YamlRef item) {
        QString name = item.text().toUpper();
        if (name.startsWith(u"CAP_")) name.remove(0, 4);
        found = found || name == u"ALL" || name == capability;
    });
    return found;
}

void keeps(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out, const QString &capability,
           const char *message)
{
    if (subject.isWindows || isPrivileged(container) || drops(container, capability)) return;
    const FieldPath field = container.inSecurity(u"capabilities"_s) / u"drop"_s;
    out.add(container.nameNode(), field, sayRule(message).arg(container.name()));
    const YamlRef list = container.security[u"capabilities"][u"drop"];
    if (list.isSequence() && list.size() > 0)
        out.offerSet(field / list.size(), capability);
    else
        out.offerSet(field, ValueList{capability});
}

void keepsAll(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    keeps(subject, container, out, u"ALL"_s, T("container %1 keeps the capabilities that its runtime gives"));
}

void keepsNetRaw(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    keeps(subject, container, out, u"NET_RAW"_s, T("container %1 may forge network packets"));
}

void seccompUnset(const RuleSubject &subject, RuleFindings &out)
{
    if (subject.isWindows || isSaid(subject.podSecurity[u"seccompProfile"]) || subject.containers.empty()) return;
    for (const RuleContainer &container : subject.containers) {
        if (container.isEphemeral() || isSaid(container.security[u"seccompProfile"]) || isPrivileged(container))
            continue;
        const FieldPath field = subject.pod.path / u"securityContext"_s / u"seccompProfile"_s;
        out.add(subject.nameNode, field, sayRule("no seccomp profile is named"));
        out.offerSet(field, ValueMap{{u"type"_s, u"RuntimeDefault"_s}});
        return;
    }
}

void lowIds(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    if (subject.isWindows) return;
    const qint64 least = out.number("minimum");
    for (const QString &id : {u"runAsUser"_s, u"runAsGroup"_s}) {
        const YamlRef node = subject.security(container, id);
        const auto number = node.integer();
        if (number && *number >= least) continue;
        out.add(number ? node : container.nameNode(), container.inSecurity(id),
                number ? sayRule("container %1: %2 is %3, which users of the node may have")
                             .arg(container.name(), id)
                             .arg(*number)
                       : sayRule("container %1 does not say its %2").arg(container.name(), id));
        out.offerSet(container.inSecurity(id), least);
    }
}

} // namespace

std::vector<PracticeRule> hardeningRules()
{
    using rulekind::workloads;
    return {
        {"security-root", Severity::Info, true, workloads, T("Nothing keeps a container from running as root."),
         T("Most images start as root unless they are told otherwise, and root in a container is root to the kernel "
           "too. With runAsNonRoot the kubelet refuses to start such a container."),
         T("set runAsNonRoot: true, and a runAsUser if the image needs one"), mayBeRoot,
         T("%1 workloads run as root if their images do: %2")},
        {"security-writable-root", Severity::Info, false, workloads,
         T("A container can change the files of its image."),
         T("Who breaks in can then put programs there and change those that run. Most services need to write in one or "
           "two folders only."),
         T("set readOnlyRootFilesystem: true, and mount an emptyDir where it writes"), writableRoot,
         T("%1 workloads can change the files of their images: %2")},
        {"security-escalation-unset", Severity::Info, false, workloads,
         T("A container does not refuse privilege escalation."),
         T("Unless it is refused, a program with the set-user-id bit can make a process root that was not."),
         T("set allowPrivilegeEscalation: false"), escalationUnset,
         T("%1 workloads do not refuse privilege escalation: %2")},
        {"security-capabilities-kept", Severity::Info, false, workloads,
         T("A container does not drop all capabilities."),
         T("A runtime gives each container about a dozen rights of root, of which a usual service needs none."),
         T("set capabilities.drop: [ALL], and add what it needs"), keepsAll,
         T("%1 workloads keep the capabilities that their runtime gives: %2")},
        {"security-net-raw", Severity::Info, false, workloads, T("A container keeps the capability NET_RAW."),
         T("With it a process can forge packets, and so pretend to be another Pod of the node."),
         T("drop NET_RAW, or ALL"), keepsNetRaw, T("%1 workloads may forge network packets: %2")},
        {"security-seccomp", Severity::Info, false, workloads, T("A Pod names no seccomp profile."),
         T("Unless the kubelet is told otherwise, nothing filters system calls then. The restricted Pod Security "
           "Standard asks for a profile."),
         T("set securityContext.seccompProfile.type: RuntimeDefault"), seccompUnset,
         T("%1 workloads name no seccomp profile: %2")},
        {"security-low-id",
         Severity::Info,
         false,
         workloads,
         T("A container's user or group has a low number, or none."),
         T("Low numbers belong to users of the node. Should a process get out of its container, it has their rights."),
         T("set runAsUser and runAsGroup to at least the minimum"),
         lowIds,
         nullptr,
         {{"minimum", 10000, T("the lowest number that is far enough from those of nodes")}}},
    };
}

} // namespace model
