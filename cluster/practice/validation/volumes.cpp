// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/volumesources.h"

#include <array>

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: ValidateVolumes and validateVolumeSource.
namespace practice {

using model::Value;

namespace {

// A kind of volume, in the order of validateVolumeSource.
struct SourceRule
{
    QStringView key;       // in the volume
    QStringView refusedAt; // where "may not specify more than 1 volume type" stands
    QStringView place;     // where its own problems stand
    std::array<QStringView, 3> required = {};
    void (*extra)(FieldErrors &errors, const Where &where, const Value &source) = nullptr;
};

constexpr SourceRule plain(QStringView key, std::array<QStringView, 3> required,
                           void (*extra)(FieldErrors &, const Where &, const Value &) = nullptr)
{
    return {key, key, key, required, extra};
}

constexpr std::array sourceRules = {
    plain(u"hostPath", {}, checkHostPath),
    plain(u"gitRepo", {u"repository"}, checkGitRepo),
    SourceRule{u"gcePersistentDisk", u"gcePersistentDisk", u"persistentDisk", {u"pdName"}, checkPartition},
    plain(u"awsElasticBlockStore", {u"volumeID"}, checkPartition),
    plain(u"secret", {u"secretName"}, checkFiles),
    plain(u"nfs", {u"server", u"path"}, checkNfs),
    plain(u"iscsi", {}, checkIscsi),
    plain(u"glusterfs", {u"endpoints", u"path"}),
    plain(u"flocker", {}, checkFlocker),
    plain(u"persistentVolumeClaim", {u"claimName"}),
    plain(u"rbd", {u"monitors", u"image"}),
    plain(u"cinder", {u"volumeID"}, checkNamedSecret),
    SourceRule{u"cephfs", u"cephFS", u"cephfs", {u"monitors"}},
    plain(u"quobyte", {}, checkQuobyte),
    SourceRule{u"downwardAPI", u"downwarAPI", u"downwardAPI"},
    plain(u"fc", {}, checkFibreChannel),
    plain(u"flexVolume", {u"driver"}, checkFlexVolume),
    plain(u"configMap", {u"name"}, checkFiles),
    plain(u"azureFile", {u"secretName", u"shareName"}),
    plain(u"vsphereVolume", {u"volumePath"}),
    plain(u"photonPersistentDisk", {u"pdID"}),
    plain(u"portworxVolume", {u"volumeID"}),
    plain(u"azureDisk", {u"diskName", u"diskURI"}, checkAzureDisk),
    plain(u"storageos", {}, checkStorageOs),
    plain(u"projected", {}),
    plain(u"scaleIO", {u"gateway", u"system", u"volumeName"}),
    plain(u"csi", {}, checkCsi),
    plain(u"ephemeral", {}),
    plain(u"image", {}),
};

void checkEphemeral(PodCheck &pod, const Where &volumeAt, const Value &source, const QString &volumeName)
{
    const Where where = volumeAt.child(u"ephemeral");
    if (const Value *claim = fieldIn(source, u"volumeClaimTemplate"))
        checkClaimTemplate(pod.errors, where.child(u"volumeClaimTemplate"), *claim);
    else
        pod.errors.required(where.child(u"volumeClaimTemplate"));
    const QString podName = pod.meta ? textIn(*pod.meta, u"name") : QString();
    if (podName.isEmpty() || volumeName.isEmpty()) return;
    const QString claimName = podName + u'-' + volumeName;
    for (const QString &problem : dns1123SubdomainProblems(claimName))
        pod.errors.invalidText(volumeAt.child(u"name"), volumeName,
                               u"PVC name "_s + goQuoted(claimName) + u": "_s + problem);
}

void checkDownward(PodCheck &pod, const Where &where, const Value &source)
{
    checkFileMode(pod.errors, where, source, u"defaultMode");
    for (const Value &file : listIn(source, u"items")) checkDownwardFile(pod, where, file);
}

void checkImage(PodCheck &pod, const Where &where, const Value &source)
{
    if (pod.options.resourceIsPod && textIn(source, u"reference").isEmpty())
        pod.errors.required(where.child(u"reference"));
    checkRequiredOneOf(pod.errors, where.child(u"pullPolicy"), textIn(source, u"pullPolicy"),
                       {u"Always", u"IfNotPresent", u"Never"});
}

void checkSource(PodCheck &pod, const Where &volumeAt, const SourceRule &rule, const Value &source,
                 const QString &volumeName)
{
    const Where where = volumeAt.child(rule.place);
    for (const QStringView field : rule.required)
        if (!field.isEmpty()) checkRequired(pod.errors, where, source, std::span(&field, 1));
    if (rule.extra) rule.extra(pod.errors, where, source);
    if (rule.key == u"downwardAPI") checkDownward(pod, where, source);
    if (rule.key == u"projected") checkProjected(pod, where, source);
    if (rule.key == u"ephemeral") checkEphemeral(pod, volumeAt, source, volumeName);
    if (rule.key == u"image") checkImage(pod, where, source);
}

void checkVolume(PodCheck &pod, const Where &where, const Value &volume)
{
    const QString &name = textIn(volume, u"name");
    bool any = false;
    if (const Value *emptyDir = fieldIn(volume, u"emptyDir")) {
        any = true;
        if (textIn(*emptyDir, u"sizeLimit").startsWith(u'-'))
            pod.errors.forbidden(where.child(u"emptyDir").child(u"sizeLimit"),
                                 u"SizeLimit field must be a valid resource quantity"_s);
    }
    for (const SourceRule &rule : sourceRules) {
        const Value *source = fieldIn(volume, rule.key);
        if (!source) continue;
        if (any)
            pod.errors.forbidden(where.child(rule.refusedAt), u"may not specify more than 1 volume type"_s);
        else
            checkSource(pod, where, rule, *source, name);
        any = true;
        if (rule.key == u"iscsi" && fieldIn(*source, u"initiatorName") &&
            utf8Size(name) + 1 + utf8Size(textIn(*source, u"targetPortal")) > 64)
            pod.errors.invalidText(where.child(u"name"), name,
                                   u"Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters "
                                   u"if iscsi.initiatorName is specified."_s);
    }
    if (!any) pod.errors.required(where, u"must specify a volume type"_s);
}

} // namespace

void checkVolumes(PodCheck &pod, const Where &where)
{
    const auto &volumes = listIn(pod.spec, u"volumes");
    QSet<QString> createdClaims;
    if (const QString podName = pod.meta ? textIn(*pod.meta, u"name") : QString(); !podName.isEmpty())
        for (const Value &volume : volumes)
            if (fieldIn(volume, u"ephemeral")) createdClaims.insert(podName + u'-' + textIn(volume, u"name"));
    for (std::size_t i = 0; i < volumes.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        const Value &volume = volumes[i];
        const QString &name = textIn(volume, u"name");
        const qsizetype before = pod.errors.count();
        checkVolume(pod, at, volume);
        if (name.isEmpty())
            pod.errors.required(at.child(u"name"));
        else
            invalidEach(pod.errors, at.child(u"name"), name, dns1123LabelProblems(name));
        if (pod.volumes.contains(name)) pod.errors.duplicate(at.child(u"name"), goQuoted(name));
        if (pod.errors.count() == before) pod.volumes.insert(name, &volume);
        const Value *claim = fieldIn(volume, u"persistentVolumeClaim");
        if (claim && createdClaims.contains(textIn(*claim, u"claimName")))
            pod.errors.invalidText(at.child(u"persistentVolumeClaim").child(u"claimName"), textIn(*claim, u"claimName"),
                                   u"must not reference a PVC that gets created for an ephemeral volume"_s);
    }
}

} // namespace practice
