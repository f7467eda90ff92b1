// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a Pod is allowed beyond what a program needs: each of these is written in the manifest, not left out.
#include "model/rules/rule.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

void privileged(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    const YamlRef node = container.security[u"privileged"];
    if (node.boolean() != true) return;
    out.add(node, container.inSecurity(u"privileged"_s), sayRule("container %1 is privileged").arg(container.name()));
    out.offerSet(container.inSecurity(u"privileged"_s), false);
}

void escalation(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    const YamlRef node = container.security[u"allowPrivilegeEscalation"];
    if (node.boolean() != true) return;
    out.add(node, container.inSecurity(u"allowPrivilegeEscalation"_s),
            sayRule("container %1 may gain privileges that it did not start with").arg(container.name()));
    if (container.security[u"privileged"].boolean() != true)
        out.offerSet(container.inSecurity(u"allowPrivilegeEscalation"_s), false);
}

// Those with which a process can leave its container, or look into others.
void capabilities(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    static const QStringList dangerous{
        u"ALL"_s,       u"SYS_ADMIN"_s,    u"NET_ADMIN"_s,       u"SYS_PTRACE"_s, u"SYS_MODULE"_s,
        u"SYS_RAWIO"_s, u"SYS_BOOT"_s,     u"SYS_TIME"_s,        u"BPF"_s,        u"PERFMON"_s,
        u"MAC_ADMIN"_s, u"MAC_OVERRIDE"_s, u"DAC_READ_SEARCH"_s, u"SYSLOG"_s,     u"AUDIT_CONTROL"_s};
    const FieldPath list = container.inSecurity(u"capabilities"_s) / u"add"_s;
    const YamlRef add = container.security[u"capabilities"][u"add"];
    add.forEachItem([&](int i, YamlRef item) {
        QString name = item.text().toUpper(); // as runtimes read it
        if (name.startsWith(u"CAP_")) name.remove(0, 4);
        if (!dangerous.contains(name)) return;
        out.add(item, list / i, sayRule("container %1 is given the capability %2").arg(container.name(), item.text()));
        out.offerRemove(add.size() == 1 ? list : list / i);
    });
}

void userRoot(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    const YamlRef node = subject.security(container, u"runAsUser");
    if (node.integer() != 0) return;
    const bool own = isSaid(container.security[u"runAsUser"]);
    // The kubelet does not start it then (pkg/kubelet/kuberuntime, verifyRunAsNonRoot).
    const bool isRefused = subject.security(container, u"runAsNonRoot").boolean() == true;
    RuleFinding &found = out.add(
        node, own ? container.inSecurity(u"runAsUser"_s) : subject.pod.path / u"securityContext"_s / u"runAsUser"_s,
        (isRefused ? sayRule("container %1 never starts: it is to run as root, which runAsNonRoot forbids")
                   : sayRule("container %1 runs as root"))
            .arg(container.name()));
    if (isRefused) found.fix = sayRule("set runAsUser to another number");
}

void procMount(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    const YamlRef node = container.security[u"procMount"];
    if (node.text() != u"Unmasked") return;
    const FieldPath field = container.inSecurity(u"procMount"_s);
    out.add(node, field, sayRule("container %1 sees all of /proc").arg(container.name()));
    out.offerSet(field, u"Default"_s);
}

// kubelet pkg/kubelet/sysctl: the safe set, at Kubernetes 1.33.
void sysctls(const RuleSubject &subject, RuleFindings &out)
{
    static const QStringList safe{u"kernel.shm_rmid_forced"_s,
                                  u"net.ipv4.ip_local_port_range"_s,
                                  u"net.ipv4.tcp_syncookies"_s,
                                  u"net.ipv4.ping_group_range"_s,
                                  u"net.ipv4.ip_unprivileged_port_start"_s,
                                  u"net.ipv4.ip_local_reserved_ports"_s,
                                  u"net.ipv4.tcp_keepalive_time"_s,
                                  u"net.ipv4.tcp_fin_timeout"_s,
                                  u"net.ipv4.tcp_keepalive_intvl"_s,
                                  u"net.ipv4.tcp_keepalive_probes"_s,
                                  u"net.ipv4.tcp_rmem"_s,
                                  u"net.ipv4.tcp_wmem"_s};
    subject.podSecurity[u"sysctls"].forEachItem([&](int i, YamlRef item) {
        QString name = item[u"name"].text();
        if (name.isEmpty() || safe.contains(name.replace(u'/', u'.'))) return;
        out.add(item[u"name"], subject.pod.path / u"securityContext"_s / u"sysctls"_s / i / u"name"_s,
                sayRule("%1 is not among the sysctls that are safe for others on the node").arg(name));
    });
}

void unconfined(RuleFindings &out, YamlRef security, const FieldPath &path)
{
    for (const QString &profile : {u"seccompProfile"_s, u"appArmorProfile"_s}) {
        const YamlRef type = security[profile][u"type"];
        if (type.text() != u"Unconfined") continue;
        out.add(type, path / profile / u"type"_s,
                profile == u"seccompProfile" ? sayRule("nothing filters the system calls of these containers")
                                             : sayRule("AppArmor does not confine these containers"));
        out.offerSet(path / profile / u"type"_s, u"RuntimeDefault"_s);
    }
}

void unconfinedPod(const RuleSubject &subject, RuleFindings &out)
{
    unconfined(out, subject.podSecurity, subject.pod.path / u"securityContext"_s);
    for (const RuleContainer &container : subject.containers)
        unconfined(out, container.security, container.at(u"securityContext"_s));
}

void hostProcess(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    const YamlRef own = container.security[u"windowsOptions"][u"hostProcess"];
    const YamlRef node = isSaid(own) ? own : subject.podSecurity[u"windowsOptions"][u"hostProcess"];
    if (node.boolean() != true) return;
    out.add(node,
            (isSaid(own) ? container.at(u"securityContext"_s) : subject.pod.path / u"securityContext"_s) /
                u"windowsOptions"_s / u"hostProcess"_s,
            sayRule("container %1 is a process of the Windows node itself").arg(container.name()));
}

void sharedProcesses(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef node = subject.pod.node[u"shareProcessNamespace"];
    if (node.boolean() != true || subject.containers.size() < 2) return;
    out.add(node, subject.pod.path / u"shareProcessNamespace"_s,
            sayRule("the containers of the Pod see each other's processes"));
}

} // namespace

std::vector<PracticeRule> securityRules()
{
    using rulekind::workloads;
    return {
        {"security-privileged", Severity::Warning, true, workloads, T("A container is privileged."),
         T("Nothing keeps it from the node's devices and kernel: who breaks into the container has the node, and with "
           "it the Pods that run there."),
         T("remove privileged, and add only the capabilities that it needs"), privileged},
        {"security-escalation", Severity::Warning, true, workloads, T("A container allows privilege escalation."),
         T("A program with the set-user-id bit can then make a process root that was not."),
         T("set allowPrivilegeEscalation: false"), escalation},
        {"security-capabilities", Severity::Warning, true, workloads, T("A container is given a dangerous capability."),
         T("With it a process can change the node's network or kernel, or look into other processes: most ways out of "
           "a container begin with one of these."),
         T("leave it out, or give a smaller one"), capabilities},
        {"security-user-root", Severity::Warning, true, workloads, T("A container is told to run as root."),
         T("Root in a container is root to the kernel too: a fault in the runtime is enough to be root on the node."),
         T("set runAsUser to another number, and runAsNonRoot: true"), userRoot},
        {"security-proc-mount", Severity::Warning, true, workloads, T("A container sees all of /proc."),
         T("The parts of /proc that are hidden from containers tell of the node's kernel, and some of them change it."),
         T("remove procMount"), procMount},
        {"security-sysctls", Severity::Warning, true, workloads, T("A Pod sets kernel parameters that are not safe."),
         T("Such parameters can disturb everything on the node. A kubelet refuses them unless its administrator has "
           "allowed each, and the Pod does not start."),
         T("leave it out, or have it set on the nodes"), sysctls},
        {"security-unconfined", Severity::Warning, true, workloads, T("A Pod takes itself out of seccomp or AppArmor."),
         T("The runtime's own profile forbids what hardly any program needs and most attacks do."),
         T("set the type to RuntimeDefault"), unconfinedPod},
        {"security-host-process", Severity::Warning, true, workloads,
         T("A container runs as a process of a Windows node."),
         T("It can do on the node whatever its user can; there is no container around it."),
         T("remove hostProcess unless it administers the node"), hostProcess},
        {"security-shared-processes", Severity::Info, false, workloads,
         T("The containers of a Pod share their processes."),
         T("Each can read the memory and the environment of the others, secrets among them."),
         T("remove shareProcessNamespace"), sharedProcesses},
    };
}

} // namespace model
