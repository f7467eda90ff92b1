// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/discovery/tablerows.h"
#include "cluster/practice/discovery/tabletext.h"

#include <QStringList>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

// "RWO,ROX", each once and in this order (pkg/apis/core/v1/helper GetAccessModesAsString).
QString accessModes(const ValueList &modes)
{
    constexpr std::pair<QStringView, QStringView> known[] = {{u"ReadWriteOnce", u"RWO"},
                                                             {u"ReadOnlyMany", u"ROX"},
                                                             {u"ReadWriteMany", u"RWX"},
                                                             {u"ReadWriteOncePod", u"RWOP"}};
    QStringList texts;
    for (const auto &[mode, shortName] : known)
        for (const Value &given : modes)
            if (given.string() && *given.string() == mode) {
                texts += shortName.toString();
                break;
            }
    return texts.join(u',');
}

// The annotation that came before the field still wins.
QString storageClass(const Value &object)
{
    const Value *annotated = at(object, {u"metadata", u"annotations", u"volume.beta.kubernetes.io/storage-class"});
    if (annotated && annotated->string()) return *annotated->string();
    return textAt(object, {u"spec", u"storageClassName"});
}

QString phase(const Value &object)
{
    const bool leaves = !textAt(object, {u"metadata", u"deletionTimestamp"}).isEmpty();
    return leaves ? QStringLiteral("Terminating") : textAt(object, {u"status", u"phase"});
}

bool boolOr(const Value &object, std::initializer_list<QStringView> way, bool otherwise)
{
    const Value *value = at(object, way);
    return value && value->boolean() ? *value->boolean() : otherwise;
}

} // namespace

ValueList volumeCells(const Value &object, qint64 nowMs)
{
    const Value *claim = at(object, {u"spec", u"claimRef"});
    return {nameOf(object),
            scalarAt(object, {u"spec", u"capacity", u"storage"}, u"0"),
            accessModes(listAt(object, {u"spec", u"accessModes"})),
            textAt(object, {u"spec", u"persistentVolumeReclaimPolicy"}),
            phase(object),
            claim && claim->isMap() ? QString(textAt(*claim, {u"namespace"}) + u'/' + textAt(*claim, {u"name"}))
                                    : QString(),
            storageClass(object),
            scalarAt(object, {u"spec", u"volumeAttributesClassName"}, u"<unset>"),
            textAt(object, {u"status", u"reason"}),
            ageOf(object, nowMs),
            scalarAt(object, {u"spec", u"volumeMode"}, u"<unset>")};
}

ValueList claimCells(const Value &object, qint64 nowMs)
{
    const QString volume = textAt(object, {u"spec", u"volumeName"});
    const bool bound = !volume.isEmpty();
    return {nameOf(object),
            phase(object),
            volume,
            bound ? scalarAt(object, {u"status", u"capacity", u"storage"}, u"0") : QString(),
            bound ? accessModes(listAt(object, {u"status", u"accessModes"})) : QString(),
            storageClass(object),
            scalarAt(object, {u"spec", u"volumeAttributesClassName"}, u"<unset>"),
            ageOf(object, nowMs),
            scalarAt(object, {u"spec", u"volumeMode"}, u"<unset>")};
}

ValueList storageClassCells(const Value &object, qint64 nowMs)
{
    QString name = nameOf(object);
    const ValueMap &annotations = mapAt(object, {u"metadata", u"annotations"});
    for (const auto &[key, value] : annotations) {
        const bool isDefault = key == u"storageclass.kubernetes.io/is-default-class" ||
                               key == u"storageclass.beta.kubernetes.io/is-default-class";
        if (!isDefault || !value.string() || *value.string() != u"true") continue;
        name += u" (default)";
        break;
    }
    return {name,
            textAt(object, {u"provisioner"}),
            scalarAt(object, {u"reclaimPolicy"}, u"Delete"),
            scalarAt(object, {u"volumeBindingMode"}, u"Immediate"),
            boolAt(object, {u"allowVolumeExpansion"}),
            ageOf(object, nowMs)};
}

ValueList volumeAttachmentCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object),
            textAt(object, {u"spec", u"attacher"}),
            textAt(object, {u"spec", u"source", u"persistentVolumeName"}),
            textAt(object, {u"spec", u"nodeName"}),
            boolAt(object, {u"status", u"attached"}),
            ageOf(object, nowMs)};
}

ValueList csiDriverCells(const Value &object, qint64 nowMs)
{
    const Value *requests = at(object, {u"spec", u"tokenRequests"});
    return {nameOf(object),
            boolOr(object, {u"spec", u"attachRequired"}, true),
            boolOr(object, {u"spec", u"podInfoOnMount"}, false),
            boolOr(object, {u"spec", u"storageCapacity"}, false),
            requests && requests->list() ? joined(*requests->list(), u"audience") : QStringLiteral("<unset>"),
            boolOr(object, {u"spec", u"requiresRepublish"}, false),
            orElse(joined(listAt(object, {u"spec", u"volumeLifecycleModes"})), u"<none>"),
            ageOf(object, nowMs)};
}

ValueList csiNodeCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object), qint64(listAt(object, {u"spec", u"drivers"}).size()), ageOf(object, nowMs)};
}

} // namespace practice
