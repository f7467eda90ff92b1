// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/addresses.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"
#include "model/resource/quantity.h"

#include <array>

using namespace Qt::StringLiterals;

// pkg/api/pod/warnings.go: warningsForPodSpecAndMeta.
namespace practice {

using model::Value;

namespace {

constexpr std::size_t maxWarnings = 1000;

// What is written about one pod or template.
struct Warner
{
    const Where &specAt;
    const Where &annotationsAt;
    const Value &spec;
    LabelMap annotations;
    bool isTemplate;
    std::vector<QString> warnings = {};

    // Many warnings don't fit into an answer anyway.
    void add(const Where &at, const QString &text)
    {
        if (warnings.size() < maxWarnings) warnings.push_back(at.toString() + u": "_s + text);
    }
};

struct Deprecated
{
    QStringView name;
    QStringView message;
};

// pkg/api/node/util.go.
constexpr std::array deprecatedNodeLabels = {
    Deprecated{u"beta.kubernetes.io/arch", u"deprecated since v1.14; use \"kubernetes.io/arch\" instead"},
    Deprecated{u"beta.kubernetes.io/os", u"deprecated since v1.14; use \"kubernetes.io/os\" instead"},
    Deprecated{u"failure-domain.beta.kubernetes.io/region",
               u"deprecated since v1.17; use \"topology.kubernetes.io/region\" instead"},
    Deprecated{u"failure-domain.beta.kubernetes.io/zone",
               u"deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead"},
    Deprecated{u"beta.kubernetes.io/instance-type",
               u"deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead"},
    Deprecated{u"app.kubernetes.io/created-by", u"deprecated since v1.9"},
    Deprecated{u"scheduler.alpha.kubernetes.io/preferAvoidPods",
               u"deprecated since v1.22; use Taints and Tolerations instead"},
    Deprecated{u"node-role.kubernetes.io/master", u"use \"node-role.kubernetes.io/control-plane\" instead"},
};

constexpr std::array deprecatedAnnotations = {
    Deprecated{u"scheduler.alpha.kubernetes.io/critical-pod",
               u"non-functional in v1.16+; use the \"priorityClassName\" field instead"},
    Deprecated{u"security.alpha.kubernetes.io/sysctls", u"non-functional in v1.11+; use the \"sysctls\" field instead"},
    Deprecated{u"security.alpha.kubernetes.io/unsafe-sysctls",
               u"non-functional in v1.11+; use the \"sysctls\" field instead"},
};

struct DeprecatedVolume
{
    QStringView key;
    QStringView shown;
    QStringView message;
};

constexpr std::array deprecatedVolumes = {
    DeprecatedVolume{u"photonPersistentDisk", u"photonPersistentDisk",
                     u"deprecated in v1.11, non-functional in v1.16+"},
    DeprecatedVolume{u"gitRepo", u"gitRepo", u"deprecated in v1.11, and disabled by default in v1.33+"},
    DeprecatedVolume{u"scaleIO", u"scaleIO", u"deprecated in v1.16, non-functional in v1.22+"},
    DeprecatedVolume{u"flocker", u"flocker", u"deprecated in v1.22, non-functional in v1.25+"},
    DeprecatedVolume{u"storageos", u"storageOS", u"deprecated in v1.22, non-functional in v1.25+"},
    DeprecatedVolume{u"quobyte", u"quobyte", u"deprecated in v1.22, non-functional in v1.25+"},
    DeprecatedVolume{u"glusterfs", u"glusterfs", u"deprecated in v1.25, non-functional in v1.26+"},
    DeprecatedVolume{u"cephfs", u"cephfs", u"deprecated in v1.28, non-functional in v1.31+"},
    DeprecatedVolume{u"rbd", u"rbd", u"deprecated in v1.28, non-functional in v1.31+"},
};

QString labelMessage(const QString &label)
{
    for (const Deprecated &entry : deprecatedNodeLabels)
        if (entry.name == label) return entry.message.toString();
    return {};
}

void warnOfNodeTerm(Warner &out, const Where &where, const Value &term, bool checksValues)
{
    const Where expressionsAt = where.child(u"matchExpressions");
    const auto &expressions = listIn(term, u"matchExpressions");
    for (std::size_t i = 0; i < expressions.size(); ++i) {
        const Where at = expressionsAt.index(qsizetype(i));
        const QString &key = textIn(expressions[i], u"key");
        if (const QString message = labelMessage(key); !message.isEmpty())
            out.add(at.child(u"key"), key + u" is "_s + message);
        if (!checksValues) continue;
        const Where valuesAt = at.child(u"values");
        const auto &values = listIn(expressions[i], u"values");
        for (std::size_t j = 0; j < values.size(); ++j)
            for (const QString &problem : labelValueProblems(textOf(values[j])))
                out.add(valuesAt.index(qsizetype(j)), textOf(values[j]) + u" is invalid, "_s + problem);
    }
}

constexpr QStringView required = u"requiredDuringSchedulingIgnoredDuringExecution";
constexpr QStringView preferred = u"preferredDuringSchedulingIgnoredDuringExecution";

void warnOfNodeLabels(Warner &out)
{
    for (const auto &[key, value] : entriesIn(out.spec, u"nodeSelector"))
        if (const QString message = labelMessage(key); !message.isEmpty())
            out.add(out.specAt.child(u"nodeSelector").key(key), message);
    const Value &node = structIn(structIn(out.spec, u"affinity"), u"nodeAffinity");
    const Where affinityAt = out.specAt.child(u"affinity");
    const Where nodeAt = affinityAt.child(u"nodeAffinity");
    const Where requiredAt = nodeAt.child(required);
    const Where termsAt = requiredAt.child(u"nodeSelectorTerms");
    const auto &terms = listIn(structIn(node, required), u"nodeSelectorTerms");
    for (std::size_t i = 0; i < terms.size(); ++i) warnOfNodeTerm(out, termsAt.index(qsizetype(i)), terms[i], false);
    const Where preferredAt = nodeAt.child(preferred);
    const auto &preferences = listIn(node, preferred);
    for (std::size_t i = 0; i < preferences.size(); ++i) {
        const Where at = preferredAt.index(qsizetype(i));
        warnOfNodeTerm(out, at.child(u"preference"), structIn(preferences[i], u"preference"), true);
    }
    const Where spreadAt = out.specAt.child(u"topologySpreadConstraints");
    const auto &constraints = listIn(out.spec, u"topologySpreadConstraints");
    for (std::size_t i = 0; i < constraints.size(); ++i) {
        const Where at = spreadAt.index(qsizetype(i));
        const QString &key = textIn(constraints[i], u"topologyKey");
        if (const QString message = labelMessage(key); !message.isEmpty())
            out.add(at.child(u"topologyKey"), key + u" is "_s + message);
        if (!fieldIn(constraints[i], u"labelSelector"))
            out.add(at.child(u"labelSelector"), u"a null labelSelector results in matching no pod"_s);
    }
}

void warnOfVolumes(Warner &out)
{
    const Where volumesAt = out.specAt.child(u"volumes");
    const auto &volumes = listIn(out.spec, u"volumes");
    for (std::size_t i = 0; i < volumes.size(); ++i)
        for (const DeprecatedVolume &entry : deprecatedVolumes)
            if (fieldIn(volumes[i], entry.key))
                out.add(volumesAt.index(qsizetype(i)).child(entry.shown), entry.message.toString());
}

// Entries of a list whose text comes again.
void warnOfRepeats(Warner &out, QStringView list, QStringView field, QStringView what)
{
    const Where listAt = out.specAt.child(list);
    const auto &entries = listIn(out.spec, list);
    QSet<QString> seen;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const QString &text = textIn(entries[i], field);
        if (seen.contains(text))
            out.add(listAt.index(qsizetype(i)).child(field), u"duplicate %1 "_s.arg(what) + goQuoted(text));
        seen.insert(text);
    }
}

void warnOfFraction(Warner &out, const Where &where, const Value &list, QStringView resource)
{
    const Value *value = fieldIn(list, resource);
    if (!value) return;
    const auto amount = model::Quantity::parse(textOf(*value));
    if (amount.ok() && amount->milliValue() % 1000 != 0)
        out.add(where.key(resource),
                u"fractional byte value %1 is invalid, must be an integer"_s.arg(goQuoted(amount->toString())));
}

void warnOfEnvironment(Warner &out, const Where &where, const Value &container)
{
    const Where envAt = where.child(u"env");
    const auto &variables = listIn(container, u"env");
    QSet<QString> seen;
    for (std::size_t i = 0; i < variables.size(); ++i) {
        const QString &name = textIn(variables[i], u"name");
        const QString &value = textIn(variables[i], u"value");
        const QString reference = u"$("_s + name + u')';
        const bool hides = fieldIn(variables[i], u"valueFrom") || value == reference || !value.contains(reference);
        if (seen.contains(name) && hides)
            out.add(envAt.index(qsizetype(i)),
                    u"hides previous definition of %1, which may be dropped when using apply"_s.arg(goQuoted(name)));
        seen.insert(name);
    }
}

void warnOfContainer(Warner &out, const Where &at, const Value &container)
{
    const QString &name = textIn(container, u"name");
    const Value &context = structIn(container, u"securityContext");
    const QString seccomp = u"container.seccomp.security.alpha.kubernetes.io/"_s + name;
    if (!fieldIn(context, u"seccompProfile") && out.annotations.contains(seccomp))
        out.add(out.annotationsAt.key(seccomp),
                u"non-functional in v1.27+; use the \"seccompProfile\" field instead"_s);
    const QString appArmor = u"container.apparmor.security.beta.kubernetes.io/"_s + name;
    const bool hasProfile =
        fieldIn(context, u"appArmorProfile") || fieldIn(structIn(out.spec, u"securityContext"), u"appArmorProfile");
    if (out.isTemplate && !hasProfile && out.annotations.contains(appArmor))
        out.add(out.annotationsAt.key(appArmor),
                u"deprecated since v1.30; use the \"appArmorProfile\" field instead"_s);
    const Value &resources = structIn(container, u"resources");
    const Where resourcesAt = at.child(u"resources");
    for (const QStringView resource : {u"memory", u"ephemeral-storage"})
        for (const QStringView list : {u"limits", u"requests"})
            warnOfFraction(out, resourcesAt.child(list), structIn(resources, list), resource);
    warnOfEnvironment(out, at, container);
}

struct Port
{
    QString at;
    QString hostIp;
    qint64 hostPort;
};

// Few ports are equal; a text with very many is not compared in pairs.
constexpr std::size_t maxEqualPorts = 200;

void warnOfPort(Warner &out, const Where &where, const Port &port, const std::vector<Port> &others)
{
    for (const Port &other : others) {
        if (port.hostIp == other.hostIp && port.hostPort == other.hostPort)
            out.add(where, u"duplicate port definition with "_s + other.at);
        else if (port.hostPort == 0 || other.hostPort == 0)
            out.add(where, u"overlapping port definition with "_s + other.at);
        else if (port.hostPort == other.hostPort && port.hostIp.isEmpty() != other.hostIp.isEmpty())
            out.add(where, u"dangerously ambiguous port definition with "_s + other.at);
    }
}

QString portText(const Value &port)
{
    return u"{Name:%1 HostPort:%2 ContainerPort:%3 Protocol:%4 HostIP:%5}"_s.arg(
        textIn(port, u"name"), QString::number(numberIn(port, u"hostPort").value_or(0)),
        QString::number(numberIn(port, u"containerPort").value_or(0)), textIn(port, u"protocol"),
        textIn(port, u"hostIP"));
}

void warnOfPorts(Warner &out)
{
    QHash<QString, std::vector<Port>> byPort;
    visitContainers(out.spec, out.specAt, [&](const Value &container, const Where &containerAt) {
        const Where portsAt = containerAt.child(u"ports");
        const auto &ports = listIn(container, u"ports");
        for (std::size_t i = 0; i < ports.size(); ++i) {
            const Where at = portsAt.index(qsizetype(i));
            const Port port{at.toString(), textIn(ports[i], u"hostIP"), numberIn(ports[i], u"hostPort").value_or(0)};
            if (!port.hostIp.isEmpty() && port.hostPort == 0)
                out.add(at, u"hostIP set without hostPort: "_s + portText(ports[i]));
            const QString key = QString::number(numberIn(ports[i], u"containerPort").value_or(0)) + u'/' +
                                textIn(ports[i], u"protocol");
            auto &others = byPort[key];
            warnOfPort(out, at, port, others);
            if (others.size() < maxEqualPorts) others.push_back(port);
        }
        return true;
    });
    QHash<QString, QString> byName;
    visitContainers(out.spec, out.specAt, [&](const Value &container, const Where &containerAt) {
        const Where portsAt = containerAt.child(u"ports");
        const auto &ports = listIn(container, u"ports");
        for (std::size_t i = 0; i < ports.size(); ++i) {
            const QString &name = textIn(ports[i], u"name");
            if (name.isEmpty()) continue;
            const Where at = portsAt.index(qsizetype(i));
            const QString first = byName.value(name);
            if (first.isEmpty())
                byName.insert(name, at.toString());
            else
                out.add(
                    at,
                    u"duplicate port name %1 with %2, services and probes that select ports by name will use %2"_s.arg(
                        goQuoted(name), first));
        }
        return true;
    });
}

void warnOfAffinity(Warner &out)
{
    const QString message = u"a null labelSelector results in matching no pod"_s;
    const Where affinityAt = out.specAt.child(u"affinity");
    const Value &affinity = structIn(out.spec, u"affinity");
    for (const QStringView kind : {u"podAffinity", u"podAntiAffinity"}) {
        const Value &terms = structIn(affinity, kind);
        const Where kindAt = affinityAt.child(kind);
        const Where requiredAt = kindAt.child(required);
        const Where preferredAt = kindAt.child(preferred);
        const auto &musts = listIn(terms, required);
        for (std::size_t i = 0; i < musts.size(); ++i)
            if (!fieldIn(musts[i], u"labelSelector"))
                out.add(requiredAt.index(qsizetype(i)).child(u"labelSelector"), message);
        const auto &wishes = listIn(terms, preferred);
        for (std::size_t i = 0; i < wishes.size(); ++i)
            if (!fieldIn(structIn(wishes[i], u"podAffinityTerm"), u"labelSelector"))
                out.add(preferredAt.index(qsizetype(i)).child(u"podAffinityTerm").child(u"labelSelector"), message);
    }
}

// validation.GetWarningsForIP.
void warnOfAddress(Warner &out, const Where &where, const QString &text)
{
    const auto address = IpAddress::parse(text);
    if (!address) return;
    if (!address->isStrict || address->wroteMapped)
        out.add(where,
                u"non-standard IP address %1 will be considered invalid in a future Kubernetes release: use %2"_s.arg(
                    goQuoted(text), goQuoted(address->toString())));
    else if (!address->isV4() && address->toString() != text)
        out.add(where, u"IPv6 address %1 should be in RFC 5952 canonical format (%2)"_s.arg(
                           goQuoted(text), goQuoted(address->toString())));
}

void warnOfAddresses(Warner &out)
{
    const Where dnsAt = out.specAt.child(u"dnsConfig");
    const Where serversAt = dnsAt.child(u"nameservers");
    const auto &servers = listIn(structIn(out.spec, u"dnsConfig"), u"nameservers");
    for (std::size_t i = 0; i < servers.size(); ++i)
        warnOfAddress(out, serversAt.index(qsizetype(i)), textOf(servers[i]));
    const Where aliasesAt = out.specAt.child(u"hostAliases");
    const auto &aliases = listIn(out.spec, u"hostAliases");
    for (std::size_t i = 0; i < aliases.size(); ++i)
        warnOfAddress(out, aliasesAt.index(qsizetype(i)).child(u"ip"), textIn(aliases[i], u"ip"));
}

void warnOfPullSecrets(Warner &out)
{
    warnOfRepeats(out, u"imagePullSecrets", u"name", u"name");
    const Where listAt = out.specAt.child(u"imagePullSecrets");
    const auto &secrets = listIn(out.spec, u"imagePullSecrets");
    for (std::size_t i = 0; i < secrets.size(); ++i)
        if (textIn(secrets[i], u"name").isEmpty())
            out.add(listAt.index(qsizetype(i)).child(u"name"), u"invalid empty name \"\""_s);
}

} // namespace

std::vector<QString> podWarnings(const Where &where, const Value &podTemplate, bool isTemplate)
{
    const Where specAt = where.child(u"spec");
    const Where metaAt = where.child(u"metadata");
    const Where annotationsAt = metaAt.child(u"annotations");
    const Value &meta = structIn(podTemplate, u"metadata");
    Warner out{specAt, annotationsAt, structIn(podTemplate, u"spec"), labelMap(entriesIn(meta, u"annotations")),
               isTemplate};
    warnOfNodeLabels(out);
    for (const Deprecated &entry : deprecatedAnnotations)
        if (out.annotations.contains(entry.name.toString()))
            out.add(annotationsAt.key(entry.name), entry.message.toString());
    warnOfVolumes(out);
    warnOfOverlaps(out.warnings, out.spec);
    warnOfRepeats(out, u"hostAliases", u"ip", u"ip");
    warnOfPullSecrets(out);
    for (const QStringView resource : {u"memory", u"ephemeral-storage"})
        warnOfFraction(out, specAt.child(u"overhead"), structIn(out.spec, u"overhead"), resource);
    const QString seccomp = u"seccomp.security.alpha.kubernetes.io/pod"_s;
    if (!fieldIn(structIn(out.spec, u"securityContext"), u"seccompProfile") && out.annotations.contains(seccomp))
        out.add(annotationsAt.key(seccomp), u"non-functional in v1.27+; use the \"seccompProfile\" field instead"_s);
    visitContainers(out.spec, specAt, [&](const Value &container, const Where &at) {
        warnOfContainer(out, at, container);
        return true;
    });
    warnOfPorts(out);
    if (numberIn(out.spec, u"terminationGracePeriodSeconds").value_or(0) < 0)
        out.add(specAt.child(u"terminationGracePeriodSeconds"),
                u"must be >= 0; negative values are invalid and will be treated as 1"_s);
    warnOfAffinity(out);
    warnOfAddresses(out);
    return out.warnings;
}

} // namespace practice
