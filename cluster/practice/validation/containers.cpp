// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"

#include <array>

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: validateContainers, validateInitContainers, validateEphemeralContainers.
namespace practice {

using model::Value;

namespace {

void checkPorts(FieldErrors &errors, const Where &where, const model::ValueList &ports)
{
    QSet<QString> names;
    for (std::size_t i = 0; i < ports.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const Value &port = ports[i];
        const QString &name = textIn(port, u"name");
        if (const Problems problems = portNameProblems(name); !name.isEmpty() && !problems.empty()) {
            invalidEach(errors, at.child(u"name"), name, problems);
        } else if (!name.isEmpty()) {
            if (names.contains(name)) errors.duplicate(at.child(u"name"), goQuoted(name));
            names.insert(name);
        }
        if (const qint64 number = numberIn(port, u"containerPort").value_or(0); number == 0)
            errors.required(at.child(u"containerPort"));
        else
            invalidEach(errors, at.child(u"containerPort"), number, portNumberProblems(number));
        if (const qint64 number = numberIn(port, u"hostPort").value_or(0); number != 0)
            invalidEach(errors, at.child(u"hostPort"), number, portNumberProblems(number));
        checkRequiredOneOf(errors, at.child(u"protocol"), textIn(port, u"protocol"), {u"SCTP", u"TCP", u"UDP"});
    }
}

void checkResizePolicy(PodCheck &pod, const Where &where, const model::ValueList &policies)
{
    QSet<QString> seen;
    for (std::size_t i = 0; i < policies.size(); ++i) {
        const QString &resource = textIn(policies[i], u"resourceName");
        const QString &policy = textIn(policies[i], u"restartPolicy");
        // A resource's name has a String() in Go, and stands without quotes.
        if (seen.contains(resource)) pod.errors.duplicate(where.index(qsizetype(i)), resource);
        seen.insert(resource);
        if (resource.isEmpty())
            pod.errors.required(where);
        else if (resource != u"cpu" && resource != u"memory")
            pod.errors.notSupported(where, resource, {u"cpu"_s, u"memory"_s});
        checkRequiredOneOf(pod.errors, where, policy, {u"NotRequired", u"RestartContainer"});
        if (pod.restartPolicy == u"Never" && policy != u"NotRequired")
            pod.errors.invalidText(where, policy, u"must be 'NotRequired' when `restartPolicy` is 'Never'"_s);
    }
}

// validateContainerCommon.
void checkContainer(PodCheck &pod, const Where &where, const Value &container)
{
    const QString &name = textIn(container, u"name");
    if (name.isEmpty())
        pod.errors.required(where.child(u"name"));
    else
        invalidEach(pod.errors, where.child(u"name"), name, dns1123LabelProblems(name));
    if (textIn(container, u"image").isEmpty()) pod.errors.required(where.child(u"image"));
    checkRequiredOneOf(pod.errors, where.child(u"terminationMessagePolicy"),
                       textIn(container, u"terminationMessagePolicy"), {u"File", u"FallbackToLogsOnError"});
    checkPorts(pod.errors, where.child(u"ports"), listIn(container, u"ports"));
    checkEnvironment(pod, where, container);
    checkMounts(pod, where, container);
    checkRequiredOneOf(pod.errors, where.child(u"imagePullPolicy"), textIn(container, u"imagePullPolicy"),
                       {u"Always", u"IfNotPresent", u"Never"});
    checkContainerResources(pod, where.child(u"resources"), structIn(container, u"resources"));
    checkResizePolicy(pod, where.child(u"resizePolicy"), listIn(container, u"resizePolicy"));
    if (const Value *context = fieldIn(container, u"securityContext"))
        checkContainerSecurity(pod, where.child(u"securityContext"), *context);
}

// AccumulateUniqueHostPorts; index is of the container in its list.
void checkHostPorts(FieldErrors &errors, const Where &where, qsizetype index, const Value &container,
                    QSet<QString> &taken)
{
    const Where at = where.index(index);
    const Where portsAt = at.child(u"ports");
    const auto &ports = listIn(container, u"ports");
    for (std::size_t i = 0; i < ports.size(); ++i) {
        const qint64 number = numberIn(ports[i], u"hostPort").value_or(0);
        if (number == 0) continue;
        const QString text =
            textIn(ports[i], u"protocol") + u'/' + textIn(ports[i], u"hostIP") + u'/' + QString::number(number);
        if (taken.contains(text)) errors.duplicate(portsAt.index(qsizetype(i)).child(u"hostPort"), goQuoted(text));
        taken.insert(text);
    }
}

QSet<QString> namesOf(const model::ValueList &containers)
{
    QSet<QString> names;
    for (const Value &container : containers) names.insert(textIn(container, u"name"));
    return names;
}

void refuseForInit(FieldErrors &errors, const Where &where, const Value &container)
{
    for (const QStringView field : {u"lifecycle", u"livenessProbe", u"readinessProbe", u"startupProbe"})
        if (fieldIn(container, field))
            errors.forbidden(where.child(field), u"may not be set for init containers without restartPolicy=Always"_s);
}

} // namespace

void checkContainers(PodCheck &pod, const Where &where)
{
    const auto &containers = listIn(pod.spec, u"containers");
    if (containers.empty()) {
        pod.errors.required(where);
        return;
    }
    QSet<QString> names;
    for (std::size_t i = 0; i < containers.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const QString &name = textIn(containers[i], u"name");
        checkContainer(pod, at, containers[i]);
        if (names.contains(name)) pod.errors.duplicate(at.child(u"name"), goQuoted(name));
        names.insert(name);
        if (const Value *lifecycle = fieldIn(containers[i], u"lifecycle"))
            checkLifecycle(pod, at.child(u"lifecycle"), *lifecycle);
        checkProbes(pod, at, containers[i]);
        if (fieldIn(containers[i], u"restartPolicy"))
            pod.errors.forbidden(at.child(u"restartPolicy"), u"may not be set for non-init containers"_s);
    }
    QSet<QString> hostPorts;
    for (std::size_t i = 0; i < containers.size(); ++i)
        checkHostPorts(pod.errors, where, qsizetype(i), containers[i], hostPorts);
}

void checkInitContainers(PodCheck &pod, const Where &where)
{
    const auto &containers = listIn(pod.spec, u"initContainers");
    QSet<QString> names = namesOf(listIn(pod.spec, u"containers"));
    for (std::size_t i = 0; i < containers.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const Value &container = containers[i];
        const QString &name = textIn(container, u"name");
        checkContainer(pod, at, container);
        const bool isSidecar = textIn(container, u"restartPolicy") == u"Always";
        if (fieldIn(container, u"restartPolicy"))
            checkOneOf(pod.errors, at.child(u"restartPolicy"), textIn(container, u"restartPolicy"), {u"Always"});
        if (names.contains(name)) pod.errors.duplicate(at.child(u"name"), goQuoted(name));
        if (!name.isEmpty()) names.insert(name);
        // Each for itself, since they run one by one; Go counts its only container from 0.
        QSet<QString> hostPorts;
        checkHostPorts(pod.errors, where, 0, container, hostPorts);
        if (!isSidecar) {
            refuseForInit(pod.errors, at, container);
            continue;
        }
        if (const Value *lifecycle = fieldIn(container, u"lifecycle"))
            checkLifecycle(pod, at.child(u"lifecycle"), *lifecycle);
        checkProbes(pod, at, container);
    }
}

namespace {

// allowedEphemeralContainerFields, the other way round, in the order of Go's struct.
constexpr std::array refusedEphemeralFields = {u"ports",         u"resources",      u"resizePolicy", u"restartPolicy",
                                               u"livenessProbe", u"readinessProbe", u"startupProbe", u"lifecycle"};

void checkEphemeralFields(FieldErrors &errors, const Where &where, const Value &container)
{
    const QString refusal = u"cannot be set for an Ephemeral Container"_s;
    for (const QStringView field : refusedEphemeralFields) {
        const Value *value = fieldIn(container, field);
        const bool isZero = !value || (field == u"resources" && value->map() && value->map()->empty());
        if (!isZero) errors.forbidden(where.child(field), refusal);
    }
    const Where mountsAt = where.child(u"volumeMounts");
    const auto &mounts = listIn(container, u"volumeMounts");
    for (std::size_t i = 0; i < mounts.size(); ++i)
        for (const QStringView field : {u"subPath", u"subPathExpr"})
            if (!textIn(mounts[i], field).isEmpty())
                errors.forbidden(mountsAt.index(qsizetype(i)).child(field), refusal);
}

} // namespace

void checkEphemeralContainers(PodCheck &pod, const Where &where)
{
    const auto &containers = listIn(pod.spec, u"ephemeralContainers");
    if (containers.empty()) return;
    const QSet<QString> others =
        namesOf(listIn(pod.spec, u"containers")).unite(namesOf(listIn(pod.spec, u"initContainers")));
    QSet<QString> names = others;
    for (std::size_t i = 0; i < containers.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const QString &name = textIn(containers[i], u"name");
        const QString &target = textIn(containers[i], u"targetContainerName");
        checkContainer(pod, at, containers[i]);
        checkImageSpace(pod.errors, at, containers[i]);
        if (names.contains(name)) pod.errors.duplicate(at.child(u"name"), goQuoted(name));
        names.insert(name);
        if (!target.isEmpty() && !others.contains(target))
            pod.errors.notFound(at.child(u"targetContainerName"), goQuoted(target));
        checkEphemeralFields(pod.errors, at, containers[i]);
    }
}

void checkImageSpace(FieldErrors &errors, const Where &where, const Value &container)
{
    const QString &image = textIn(container, u"image");
    if (image.trimmed() != image)
        errors.invalidText(where.child(u"image"), image, u"must not have leading or trailing whitespace"_s);
}

void visitContainers(const Value &spec, const Where &specAt, const ContainerVisit &visit)
{
    for (const QStringView field : {u"initContainers", u"containers", u"ephemeralContainers"}) {
        const Where listAt = specAt.child(field);
        const auto &containers = listIn(spec, field);
        for (std::size_t i = 0; i < containers.size(); ++i)
            if (!visit(containers[i], listAt.index(qsizetype(i)))) return;
    }
}

} // namespace practice
