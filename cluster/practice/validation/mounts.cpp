// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: ValidateVolumeMounts, ValidateVolumeDevices.
namespace practice {

using model::Value;

namespace {

// What the mounts, or the devices, of a container take. Of equal names the last one's path counts, as in Go's map.
struct Taken
{
    QSet<QString> names;
    QSet<QString> paths;
};

Taken takenBy(const model::ValueList &entries, QStringView pathKey)
{
    QHash<QString, QString> pathByName;
    for (const Value &entry : entries) pathByName.insert(textIn(entry, u"name"), textIn(entry, pathKey));
    Taken taken;
    for (auto it = pathByName.cbegin(); it != pathByName.cend(); ++it) {
        taken.names.insert(it.key());
        taken.paths.insert(it.value());
    }
    return taken;
}

void checkPropagation(FieldErrors &errors, const Where &where, const QString &propagation, bool isPrivileged)
{
    checkOneOf(errors, where, propagation, {u"Bidirectional", u"HostToContainer", u"None"});
    if (propagation == u"Bidirectional" && !isPrivileged)
        errors.forbidden(where, u"Bidirectional mount propagation is available only to privileged containers"_s);
}

void checkRecursiveReadOnly(FieldErrors &errors, const Where &where, const Value &mount)
{
    if (!fieldIn(mount, u"recursiveReadOnly")) return;
    const QString &mode = textIn(mount, u"recursiveReadOnly");
    if (!checkOneOf(errors, where, mode, {u"Disabled", u"Enabled", u"IfPossible"}) || mode == u"Disabled") return;
    if (!flagIn(mount, u"readOnly").value_or(false))
        errors.forbidden(where, u"may only be specified when readOnly is true"_s);
    if (fieldIn(mount, u"mountPropagation") && textIn(mount, u"mountPropagation") != u"None")
        errors.forbidden(where, u"may only be specified when mountPropagation is None or not specified"_s);
}

// Places below the list itself carry no index: so has it Go.
void checkMount(PodCheck &pod, const Where &where, const Where &at, const Value &mount, bool isPrivileged)
{
    const QString &subPath = textIn(mount, u"subPath");
    const QString &subPathExpr = textIn(mount, u"subPathExpr");
    if (!subPath.isEmpty()) checkRelativePath(pod.errors, where.child(u"subPath"), subPath);
    if (!subPathExpr.isEmpty()) {
        if (!subPath.isEmpty())
            pod.errors.invalidText(at.child(u"subPathExpr"), subPathExpr,
                                   u"subPathExpr and subPath are mutually exclusive"_s);
        checkRelativePath(pod.errors, where.child(u"subPathExpr"), subPathExpr);
    }
    if (fieldIn(mount, u"mountPropagation"))
        checkPropagation(pod.errors, where.child(u"mountPropagation"), textIn(mount, u"mountPropagation"),
                         isPrivileged);
    checkRecursiveReadOnly(pod.errors, where.child(u"recursiveReadOnly"), mount);
}

void checkVolumeMounts(PodCheck &pod, const Where &where, const Value &container, const Taken &devices)
{
    const bool isPrivileged = flagIn(structIn(container, u"securityContext"), u"privileged").value_or(false);
    const auto &mounts = listIn(container, u"volumeMounts");
    QSet<QString> paths;
    for (std::size_t i = 0; i < mounts.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const QString &name = textIn(mounts[i], u"name");
        const QString &path = textIn(mounts[i], u"mountPath");
        if (name.isEmpty()) pod.errors.required(at.child(u"name"));
        if (!pod.volumes.contains(name)) pod.errors.notFound(at.child(u"name"), goQuoted(name));
        if (path.isEmpty()) pod.errors.required(at.child(u"mountPath"));
        if (paths.contains(path)) pod.errors.invalidText(at.child(u"mountPath"), path, u"must be unique"_s);
        paths.insert(path);
        if (devices.names.contains(name))
            pod.errors.invalidText(at.child(u"name"), name, u"must not already exist in volumeDevices"_s);
        if (devices.paths.contains(path))
            pod.errors.invalidText(at.child(u"mountPath"), path,
                                   u"must not already exist as a path in volumeDevices"_s);
        checkMount(pod, where, at, mounts[i], isPrivileged);
    }
}

void checkDeviceVolume(PodCheck &pod, const Where &nameAt, const QString &name)
{
    const Value *volume = pod.volumes.value(name);
    if (!volume) {
        pod.errors.notFound(nameAt, goQuoted(name));
    } else if (!fieldIn(*volume, u"persistentVolumeClaim") && !fieldIn(*volume, u"ephemeral")) {
        pod.errors.invalidText(
            nameAt, name, u"can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode"_s);
    }
}

void checkVolumeDevices(PodCheck &pod, const Where &where, const Value &container, const Taken &mounts)
{
    const auto &devices = listIn(container, u"volumeDevices");
    QSet<QString> names;
    QSet<QString> paths;
    for (std::size_t i = 0; i < devices.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const QString &name = textIn(devices[i], u"name");
        const QString &path = textIn(devices[i], u"devicePath");
        const Where nameAt = at.child(u"name");
        const Where pathAt = at.child(u"devicePath");
        if (name.isEmpty()) pod.errors.required(nameAt);
        if (names.contains(name)) pod.errors.invalidText(nameAt, name, u"must be unique"_s);
        checkDeviceVolume(pod, nameAt, name);
        if (path.isEmpty()) pod.errors.required(pathAt);
        if (paths.contains(path)) pod.errors.invalidText(pathAt, path, u"must be unique"_s);
        if (hasBacksteps(path))
            pod.errors.invalidText(pathAt, path, u"can not contain backsteps ('..')"_s);
        else
            paths.insert(path);
        if (mounts.names.contains(name))
            pod.errors.invalidText(nameAt, name, u"must not already exist in volumeMounts"_s);
        if (mounts.paths.contains(path))
            pod.errors.invalidText(pathAt, path, u"must not already exist as a path in volumeMounts"_s);
        if (!name.isEmpty()) names.insert(name);
    }
}

} // namespace

void checkMounts(PodCheck &pod, const Where &where, const Value &container)
{
    checkVolumeMounts(pod, where.child(u"volumeMounts"), container,
                      takenBy(listIn(container, u"volumeDevices"), u"devicePath"));
    checkVolumeDevices(pod, where.child(u"volumeDevices"), container,
                       takenBy(listIn(container, u"volumeMounts"), u"mountPath"));
}

} // namespace practice
