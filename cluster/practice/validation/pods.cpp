// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/podupdate.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/validation.h"

#include <limits>

using namespace Qt::StringLiterals;

// pkg/apis/core/validation/validation.go: ValidatePodCreate, ValidatePodUpdate, ValidatePodEphemeralContainersUpdate.
namespace practice {

using model::Value;

namespace {

constexpr QStringView appArmorPrefix = u"container.apparmor.security.beta.kubernetes.io/";
constexpr QStringView mirrorKey = u"kubernetes.io/config.mirror";

void checkTokensWithoutAccount(FieldErrors &errors, const Where &specAt, const Value &spec)
{
    if (!textIn(spec, u"serviceAccountName").isEmpty()) return;
    const Where volumesAt = specAt.child(u"volumes");
    const auto &volumes = listIn(spec, u"volumes");
    for (std::size_t i = 0; i < volumes.size(); ++i) {
        const Where at = volumesAt.index(qsizetype(i));
        const auto &sources = listIn(structIn(volumes[i], u"projected"), u"sources");
        for (std::size_t j = 0; j < sources.size(); ++j)
            if (fieldIn(sources[j], u"serviceAccountToken"))
                errors.forbidden(
                    at.child(u"projected").child(u"sources").index(qsizetype(j)).child(u"serviceAccountToken"),
                    u"must not be specified when serviceAccountName is not set"_s);
    }
}

// validatePodMetadataAndSpec.
void checkMetadataAndSpec(FieldErrors &errors, const Value &object, const PodOptions &options)
{
    const Where metaAt(u"metadata");
    const Where specAt(u"spec");
    const Value &meta = structIn(object, u"metadata");
    const Value &spec = structIn(object, u"spec");
    checkKubeMetadata(object, true, nameIsSubdomain, errors);
    checkPodAnnotations(errors, metaAt.child(u"annotations"), meta, spec, options);
    PodCheck pod{errors, options, spec, &meta};
    checkPodSpec(pod, specAt);
    checkTokensWithoutAccount(errors, specAt, spec);
    for (const QStringView field : {u"containers", u"initContainers"}) {
        const Where listAt = specAt.child(field);
        const auto &containers = listIn(spec, field);
        for (std::size_t i = 0; i < containers.size(); ++i)
            checkImageSpace(errors, listAt.index(qsizetype(i)), containers[i]);
    }
}

// ValidateContainerUpdates; false: nothing further is checked.
bool checkContainerUpdates(FieldErrors &errors, const Where &where, const model::ValueList &now,
                           const model::ValueList &before)
{
    if (now.size() != before.size()) {
        errors.forbidden(where, u"pod updates may not add or remove containers"_s);
        return false;
    }
    for (std::size_t i = 0; i < now.size(); ++i) {
        const Where at = where.index(qsizetype(i));
        if (textIn(now[i], u"image").isEmpty()) errors.required(at.child(u"image"));
        checkImageSpace(errors, at, now[i]);
    }
    return true;
}

// False: nothing further is checked.
bool checkDeadlineUpdate(FieldErrors &errors, const Where &where, const Value &spec, const Value &old)
{
    const auto now = numberIn(spec, u"activeDeadlineSeconds");
    const auto before = numberIn(old, u"activeDeadlineSeconds");
    constexpr qint64 max = std::numeric_limits<qint32>::max();
    if (now && (*now < 0 || *now > max)) {
        invalidEach(errors, where, *now, rangeProblems(*now, 0, max));
        return false;
    }
    if (now && before && *before < *now) {
        invalidNumber(errors, where, *now, u"must be less than or equal to previous value"_s);
        return false;
    }
    if (!now && before) errors.invalid(where, u"\"null\""_s, u"must not update from a positive integer to nil value"_s);
    return true;
}

} // namespace

void checkPodAnnotationUpdate(FieldErrors &errors, const Value &object, const Value &old, const PodOptions &options)
{
    const Where metaAt(u"metadata");
    const Where where = metaAt.child(u"annotations");
    const Value &meta = structIn(object, u"metadata");
    const auto &entries = entriesIn(meta, u"annotations");
    const auto &oldEntries = entriesIn(structIn(old, u"metadata"), u"annotations");
    const LabelMap now = labelMap(entries);
    const LabelMap before = labelMap(oldEntries);
    for (const auto &[key, value] : oldEntries) {
        const auto found = now.constFind(key);
        if (found != now.constEnd() && *found == textOf(value)) continue;
        if (key.startsWith(appArmorPrefix))
            errors.forbidden(where.key(key), u"may not remove or update AppArmor annotations"_s);
        if (key == mirrorKey) errors.forbidden(where.key(key), u"may not remove or update mirror pod annotation"_s);
    }
    for (const auto &[key, value] : entries) {
        if (before.contains(key)) continue;
        if (key.startsWith(appArmorPrefix)) errors.forbidden(where.key(key), u"may not add AppArmor annotations"_s);
        if (key == mirrorKey) errors.forbidden(where.key(key), u"may not add mirror pod annotation"_s);
    }
    checkPodAnnotations(errors, where, meta, structIn(object, u"spec"), options);
}

void createPod(const Value &pod, FieldErrors &errors)
{
    const Where specAt(u"spec");
    const Value &spec = structIn(pod, u"spec");
    checkMetadataAndSpec(errors, pod, podOptions(nullptr, true));
    if (!listIn(spec, u"ephemeralContainers").empty())
        errors.forbidden(specAt.child(u"ephemeralContainers"), u"cannot be set on create"_s);
    if (!textIn(spec, u"nodeName").isEmpty() && !listIn(spec, u"schedulingGates").empty())
        errors.forbidden(specAt.child(u"nodeName"), u"cannot be set until all schedulingGates have been cleared"_s);
    checkProfilesMatch(errors, specAt, structIn(pod, u"metadata"), spec);
}

void updatePod(const Value &pod, const Value &old, FieldErrors &errors)
{
    const PodOptions options = podOptions(&old, true);
    const Where specAt(u"spec");
    const Value &spec = structIn(pod, u"spec");
    const Value &oldSpec = structIn(old, u"spec");
    checkKubeMetadataUpdate(pod, old, errors);
    checkMetadataAndSpec(errors, pod, options);
    checkPodAnnotationUpdate(errors, pod, old, options);
    for (const QStringView field : {u"containers", u"initContainers"})
        if (!checkContainerUpdates(errors, specAt.child(field), listIn(spec, field), listIn(oldSpec, field))) return;
    if (!checkDeadlineUpdate(errors, specAt.child(u"activeDeadlineSeconds"), spec, oldSpec)) return;
    checkAddedTolerations(errors, specAt.child(u"tolerations"), spec, oldSpec);
    checkDeletedGates(errors, specAt.child(u"schedulingGates"), spec, oldSpec);
    if (!spec.means(oldSpec)) checkOtherFields(errors, specAt, spec, oldSpec);
}

void validateEphemeralContainers(const Value &pod, const Value &old, FieldErrors &errors)
{
    if (structIn(structIn(old, u"metadata"), u"annotations").find(mirrorKey))
        return errors.forbidden(Where(), u"static pods do not support ephemeral containers"_s);
    const PodOptions options = podOptions(&old, true);
    checkCommonUpdate(pod, old, true, errors);
    checkKubeMetadataUpdate(pod, old, errors);
    checkMetadataAndSpec(errors, pod, options);
    checkPodAnnotationUpdate(errors, pod, old, options);
    const Where specAt(u"spec");
    const Where where = specAt.child(u"ephemeralContainers");
    QHash<QString, const Value *> now;
    for (const Value &container : listIn(structIn(pod, u"spec"), u"ephemeralContainers"))
        now.insert(textIn(container, u"name"), &container);
    for (const Value &container : listIn(structIn(old, u"spec"), u"ephemeralContainers")) {
        const QString &name = textIn(container, u"name");
        const Value *same = now.value(name);
        const QString what = u"existing ephemeral containers "_s + goQuoted(name);
        if (!same)
            errors.forbidden(where, what + u" may not be removed\n"_s);
        else if (!same->means(container))
            errors.forbidden(where, what + u" may not be changed\n"_s + differenceText(container, *same));
    }
}

} // namespace practice
