// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/resourcenames.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/volumesources.h"

#include <QDir>

// pkg/apis/core/validation/validation.go, ValidatePersistentVolumeSpec: the sources of a PersistentVolume.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;

namespace {

using SourceCheck = void (*)(FieldErrors &errors, const Where &where, const Value &source);

void checkEndpointsNamespace(FieldErrors &errors, const Where &where, const Value &source)
{
    const Value *space = fieldIn(source, u"endpointsNamespace");
    if (!space) return;
    const Where at = where.child(u"endpointsNamespace");
    const QString name = textOf(*space);
    if (name.isEmpty())
        errors.invalidText(at, name, u"if the endpointnamespace is set, it must be a valid namespace name"_s);
    else
        invalidEach(errors, at, name, dns1123LabelProblems(name));
}

void checkFullSecret(FieldErrors &errors, const Where &where, const Value &source)
{
    const Value *secret = fieldIn(source, u"secretRef");
    if (!secret) return;
    const Where at = where.child(u"secretRef");
    for (const QStringView field : {u"name", u"namespace"})
        if (textIn(*secret, field).isEmpty()) errors.required(at.child(field));
}

// Of a Pod's volume the secret may be without a name.
void checkNamedIscsi(FieldErrors &errors, const Where &where, const Value &source)
{
    checkIscsi(errors, where, source);
    const Value *secret = fieldIn(source, u"secretRef");
    if (secret && textIn(*secret, u"name").isEmpty()) errors.required(where.child(u"secretRef").child(u"name"));
}

void checkSecretNamespace(FieldErrors &errors, const Where &where, const Value &source)
{
    const Value *space = fieldIn(source, u"secretNamespace");
    if (space && textOf(*space).isEmpty()) errors.required(where.child(u"secretNamespace"));
}

void checkFlexOptions(FieldErrors &errors, const Where &where, const Value &source)
{
    const Where list = where.child(u"options");
    for (const auto &entry : entriesIn(source, u"options")) {
        const QString space = u'.' + entry.first.section(u'/', 0, 0).toLower();
        if (space.endsWith(u".kubernetes.io") || space.endsWith(u".k8s.io"))
            errors.invalidText(list.key(entry.first), entry.first,
                               u"kubernetes.io and k8s.io namespaces are reserved"_s);
    }
}

void checkLocal(FieldErrors &errors, const Where &where, const Value &source)
{
    const QString path = textIn(source, u"path");
    if (!path.isEmpty()) checkNoBacksteps(errors, where.child(u"path"), path);
}

void checkStorageOsVolume(FieldErrors &errors, const Where &where, const Value &source)
{
    for (const QStringView field : {u"volumeName", u"volumeNamespace"})
        if (const QString name = textIn(source, field); !name.isEmpty())
            invalidEach(errors, where.child(field), name, dns1123LabelProblems(name));
    checkFullSecret(errors, where, source);
}

void checkSecretReference(FieldErrors &errors, const Where &where, const Value &secret)
{
    const QString name = textIn(secret, u"name"), space = textIn(secret, u"namespace");
    if (name.isEmpty())
        errors.required(where.child(u"name"));
    else
        invalidEach(errors, where.child(u"name"), name, dns1123SubdomainProblems(name));
    if (space.isEmpty())
        errors.required(where.child(u"namespace"));
    else
        invalidEach(errors, where.child(u"namespace"), space, dns1123LabelProblems(space));
}

void checkCsiVolume(FieldErrors &errors, const Where &where, const Value &source)
{
    checkCsiDriverName(errors, where.child(u"driver"), textIn(source, u"driver"));
    if (textIn(source, u"volumeHandle").isEmpty()) errors.required(where.child(u"volumeHandle"));
    for (const QStringView field :
         {u"controllerPublishSecretRef", u"controllerExpandSecretRef", u"nodePublishSecretRef", u"nodeExpandSecretRef"})
        if (const Value *secret = fieldIn(source, field)) checkSecretReference(errors, where.child(field), *secret);
}

struct VolumeSource
{
    QStringView field;
    QStringView place; // where Go reports its faults; empty: at the field
    std::initializer_list<QStringView> required = {};
    SourceCheck check = nullptr;
    QStringView forbiddenPlace = {}; // where a second source is reported; empty: at the field
};

// In Go's order.
const VolumeSource sources[] = {
    {u"hostPath", {}, {}, checkHostPath},
    {u"gcePersistentDisk", u"persistentDisk", {u"pdName"}, checkPartition},
    {u"awsElasticBlockStore", {}, {u"volumeID"}, checkPartition},
    {u"glusterfs", {}, {u"endpoints", u"path"}, checkEndpointsNamespace},
    {u"flocker", {}, {}, checkFlocker},
    {u"nfs", {}, {u"server", u"path"}, checkNfs},
    {u"rbd", {}, {u"monitors", u"image"}},
    {u"quobyte", {}, {}, checkQuobyte},
    {u"cephfs", {}, {u"monitors"}, nullptr, u"cephFS"},
    {u"iscsi", {}, {}, checkNamedIscsi},
    {u"cinder", {}, {u"volumeID"}, checkFullSecret},
    {u"fc", {}, {}, checkFibreChannel},
    {u"flexVolume", {}, {u"driver"}, checkFlexOptions},
    {u"azureFile", {}, {u"secretName", u"shareName"}, checkSecretNamespace},
    {u"vsphereVolume", {}, {u"volumePath"}},
    {u"photonPersistentDisk", {}, {u"pdID"}},
    {u"portworxVolume", {}, {u"volumeID"}},
    {u"azureDisk", {}, {u"diskName", u"diskURI"}, checkAzureDisk},
    {u"scaleIO", {}, {u"gateway", u"system", u"volumeName"}},
    {u"local", {}, {u"path"}, checkLocal},
    {u"storageos", {}, {u"volumeName"}, checkStorageOsVolume},
    {u"csi", {}, {}, checkCsiVolume},
};

} // namespace

void checkVolumeSources(FieldErrors &errors, const Where &where, const Value &spec, bool hasNodeAffinity)
{
    int found = 0;
    for (const VolumeSource &rule : sources) {
        const Value *source = fieldIn(spec, rule.field);
        if (!source) continue;
        const bool repeats = found > 0 && rule.field != u"flexVolume"; // which Go lets stand beside others
        if (repeats) {
            const QStringView place = rule.forbiddenPlace.isEmpty() ? rule.field : rule.forbiddenPlace;
            errors.forbidden(where.child(place), u"may not specify more than 1 volume type"_s);
            continue;
        }
        ++found;
        const Where here = where.child(rule.place.isEmpty() ? rule.field : rule.place);
        for (const QStringView field : rule.required)
            if (textIn(*source, field).isEmpty() && listIn(*source, field).empty()) errors.required(here.child(field));
        if (rule.check) rule.check(errors, here, *source);
        if (rule.field == u"local" && !hasNodeAffinity)
            errors.required(where.child(u"nodeAffinity"), u"Local volume requires node affinity"_s);
    }
    if (found == 0) errors.required(where, u"must specify a volume type"_s);
    const Value *host = fieldIn(spec, u"hostPath");
    if (host && QDir::cleanPath(textIn(*host, u"path")) == u"/" &&
        textIn(spec, u"persistentVolumeReclaimPolicy") == u"Recycle")
        errors.forbidden(where.child(u"persistentVolumeReclaimPolicy"),
                         u"may not be 'recycle' for a hostPath mount of '/'"_s);
}

bool sameVolumeSources(const Value &spec, const Value &oldSpec)
{
    for (const VolumeSource &rule : sources) {
        const Value *now = fieldIn(spec, rule.field), *before = fieldIn(oldSpec, rule.field);
        if (!now != !before) return false;
        if (!now || now->means(*before)) continue;
        // The secret to expand with may be put there later.
        if (rule.field != u"csi" || fieldIn(*before, u"controllerExpandSecretRef")) return false;
        Value without = *now;
        without.remove(u"controllerExpandSecretRef");
        if (!without.means(*before)) return false;
    }
    return true;
}

} // namespace practice
