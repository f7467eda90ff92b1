// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"

#include <QDir>
#include <QHash>
#include <QSet>

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

void shares(const RuleSubject &subject, RuleFindings &out, const QString &field, const char *message)
{
    const YamlRef node = subject.pod.node[field];
    if (node.boolean() != true) return;
    out.add(node, subject.pod.path / field, sayRule(message));
    out.offerSet(subject.pod.path / field, false);
}

void hostNetwork(const RuleSubject &subject, RuleFindings &out)
{
    shares(subject, out, u"hostNetwork"_s, T("the Pod uses the node's network"));
}

void hostPid(const RuleSubject &subject, RuleFindings &out)
{
    shares(subject, out, u"hostPID"_s, T("the Pod sees all processes of its node"));
}

void hostIpc(const RuleSubject &subject, RuleFindings &out)
{
    shares(subject, out, u"hostIPC"_s, T("the Pod shares memory and semaphores with its node"));
}

void hostPort(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    // On the node's network each port is one of the node anyway.
    if (subject.pod.node[u"hostNetwork"].boolean() == true || subject.is(rulekind::DaemonSet)) return;
    for (const ContainerPortView &port : container.view.ports()) {
        const YamlRef node = port.node[u"hostPort"];
        if (node.integer().value_or(0) == 0) continue;
        out.add(node, port.path / u"hostPort"_s,
                sayRule("container %1 takes port %2 of its node").arg(container.name(), node.text()));
        out.offerRemove(port.path / u"hostPort"_s);
    }
}

void sshPort(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    for (const ContainerPortView &port : container.view.ports())
        if (port.number() == 22 && port.protocol() == u"TCP")
            out.add(port.node[u"containerPort"], port.path / u"containerPort"_s,
                    sayRule("container %1 listens on port 22, that of SSH").arg(container.name()));
}

void lowPort(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    constexpr int firstFree = 1024;
    for (const ContainerPortView &port : container.view.ports())
        if (port.number() > 0 && port.number() < firstFree)
            out.add(port.node[u"containerPort"], port.path / u"containerPort"_s,
                    sayRule("container %1 listens on port %2, for which it needs a right of root")
                        .arg(container.name())
                        .arg(port.number()));
}

struct HostPath
{
    YamlRef node;
    QString name, path;
    FieldPath field;
};

std::vector<HostPath> hostPaths(const RuleSubject &subject)
{
    std::vector<HostPath> all;
    subject.pod.volumes().forEachItem([&](int i, YamlRef volume) {
        const YamlRef path = volume[u"hostPath"][u"path"];
        if (!path.isScalar() || path.text().isEmpty()) return;
        all.push_back({path, volume[u"name"].text(), QDir::cleanPath(path.text()),
                       subject.pod.path / u"volumes"_s / i / u"hostPath"_s / u"path"_s});
    });
    return all;
}

// The socket of a container runtime, wherever it is, or a folder below /run that has one in it.
bool hasRuntimeSocket(const QString &path)
{
    static const QSet<QString> names{u"docker.sock"_s,     u"containerd.sock"_s,  u"crio.sock"_s,
                                     u"dockershim.sock"_s, u"cri-dockerd.sock"_s, u"podman.sock"_s};
    static const QSet<QString> folders{u"/run"_s,        u"/run/containerd"_s,        u"/run/crio"_s,
                                       u"/run/docker"_s, u"/run/docker/containerd"_s, u"/run/podman"_s,
                                       u"/run/k3s"_s,    u"/run/k3s/containerd"_s,    u"/run/k0s"_s};
    // /var/run is a link to /run.
    const QString real = path == u"/var/run" || path.startsWith(u"/var/run/") ? path.sliced(4) : path;
    return names.contains(path.mid(path.lastIndexOf(u'/') + 1)) || folders.contains(real);
}

// A folder that is, holds, or lies in one with the node's secrets and programs.
bool isSensitive(const QString &path)
{
    static const QStringList folders{u"/etc"_s,
                                     u"/var/lib/kubelet"_s,
                                     u"/var/lib/docker"_s,
                                     u"/var/lib/containerd"_s,
                                     u"/var/lib/etcd"_s,
                                     u"/proc"_s,
                                     u"/boot"_s,
                                     u"/root"_s,
                                     u"/bin"_s,
                                     u"/sbin"_s,
                                     u"/usr"_s,
                                     u"/lib"_s,
                                     u"/home"_s};
    static const QStringList whole{u"/"_s, u"/var"_s, u"/var/lib"_s, u"/dev"_s, u"/sys"_s};
    if (whole.contains(path)) return true;
    // Time zones and certificates are read by many, and are no secret.
    if (path == u"/etc/localtime" || path.startsWith(u"/etc/ssl/certs") || path == u"/usr/share/ca-certificates")
        return false;
    for (const QString &folder : folders)
        if (path == folder || path.startsWith(folder + u'/')) return true;
    return false;
}

void runtimeSocket(const RuleSubject &subject, RuleFindings &out)
{
    for (const HostPath &path : hostPaths(subject))
        if (hasRuntimeSocket(path.path))
            out.add(path.node, path.field,
                    sayRule("the Pod can talk to the node's container runtime: %1").arg(path.path));
}

void sensitivePath(const RuleSubject &subject, RuleFindings &out)
{
    for (const HostPath &path : hostPaths(subject))
        if (isSensitive(path.path) && !hasRuntimeSocket(path.path))
            out.add(path.node, path.field, sayRule("the Pod sees the node's %1").arg(path.path));
}

void anyPath(const RuleSubject &subject, RuleFindings &out)
{
    for (const HostPath &path : hostPaths(subject))
        out.add(path.node, path.field, sayRule("the Pod uses files of its node: %1").arg(path.path));
}

void writablePath(const RuleSubject &subject, RuleFindings &out)
{
    QHash<QString, QString> paths;
    for (const HostPath &path : hostPaths(subject)) paths.insert(path.name, path.path);
    if (paths.isEmpty()) return;
    for (const RuleContainer &container : subject.containers)
        container.view.node[u"volumeMounts"].forEachItem([&](int i, YamlRef mount) {
            const auto path = paths.constFind(mount[u"name"].text());
            if (path == paths.cend() || mount[u"readOnly"].boolean() == true || hasRuntimeSocket(*path)) return;
            const FieldPath field = container.at(u"volumeMounts"_s) / i / u"readOnly"_s;
            out.add(mount[u"name"], field,
                    sayRule("container %1 can change the node's %2").arg(container.name(), *path));
            out.offerSet(field, true);
        });
}

} // namespace

std::vector<PracticeRule> hostRules()
{
    using rulekind::workloads;
    return {
        {"host-network", Severity::Warning, true, workloads, T("A Pod uses the node's network."),
         T("It can listen to what is on the node, reaches services that listen there for the node alone, and no "
           "NetworkPolicy holds for it. Two such Pods with the same port cannot be on one node."),
         T("remove hostNetwork, and use a Service"), hostNetwork},
        {"host-pid", Severity::Warning, true, workloads, T("A Pod sees all processes of its node."),
         T("It can read what other containers were started with, secrets among it, and as root end them."),
         T("remove hostPID"), hostPid},
        {"host-ipc", Severity::Warning, true, workloads, T("A Pod shares memory and semaphores with its node."),
         T("It can read and change what other processes of the node share with each other."), T("remove hostIPC"),
         hostIpc},
        {"host-port", Severity::Info, true, workloads, T("A container takes a port of its node."),
         T("Only one such Pod fits on a node, and it is reached past all Services."),
         T("remove hostPort, and use a Service"), hostPort},
        {"host-ssh-port", Severity::Warning, true, workloads, T("A container listens on the port of SSH."),
         T("A login in a container is one more door with keys of its own; kubectl exec is checked and recorded by the "
           "cluster."),
         T("leave SSH out of the image"), sshPort},
        {"host-low-port", Severity::Info, false, workloads, T("A container listens on a port below 1024."),
         T("On many systems that takes a right of root. A Service can offer port 80 and lead to 8080."),
         T("listen on a port from 1024 on, and have the Service lead there"), lowPort},
        {"host-container-runtime", Severity::Warning, true, workloads,
         T("A Pod can talk to the node's container runtime."),
         T("Who can do that can start a privileged container, and so is root on the node. A mount that is read-only "
           "does "
           "not keep anybody from connecting."),
         T("remove the volume; build images with tools that need no runtime"), runtimeSocket},
        {"host-path-sensitive", Severity::Warning, true, workloads,
         T("A Pod sees folders of its node that hold secrets or programs."),
         T("There are keys and tokens in them, among them those of every Pod on the node."),
         T("mount only the folder that it needs, or none"), sensitivePath},
        {"host-path", Severity::Info, false, workloads, T("A Pod uses files of its node."),
         T("They differ from node to node, stay behind when the Pod moves, and nobody limits how much is written "
           "there."),
         T("use a PersistentVolumeClaim or an emptyDir"), anyPath},
        {"host-path-writable", Severity::Info, true, workloads, T("A container can change files of its node."),
         T("What it writes there stays when it is gone, and other Pods, or the node itself, may trust it."),
         T("set readOnly: true on the mount"), writablePath},
    };
}

} // namespace model
