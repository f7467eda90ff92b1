// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/validation/labelselectors.h"
#include "model/base/value.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace practice {

// What is let through because the stored object had it already, or because it is a pod and not a template
// (pkg/api/pod/util.go GetValidationOptionsFromPodSpecAndMeta, with 1.33's feature gates).
struct PodOptions
{
    bool resourceIsPod = false;
    bool allowInvalidPodDeletionCost = false;
    bool allowInvalidLabelValueInSelector = false;
    bool allowIndivisibleHugePages = false;
    bool allowInvalidSpreadSelector = false;
    bool allowNonLocalTokenPath = false;
    bool allowSysctlsOfHostNamespaces = false;
    bool allowAnySeLinuxChangePolicy = false;
    bool allowInvalidLabelValueInNodeAffinity = false;
};

// old: the stored pod or pod template (what holds metadata and spec); a null pointer on a create.
PodOptions podOptions(const model::Value *old, bool resourceIsPod);

// What the checks of a pod's parts need to know of the whole.
struct PodCheck
{
    FieldErrors &errors;
    PodOptions options;
    const model::Value &spec;
    const model::Value *meta = nullptr;                // of a real pod; null pointer for a template
    QHash<QString, const model::Value *> volumes = {}; // those that are right, by name
    QSet<QString> claims = {};
    std::optional<qint64> gracePeriod = {};
    QString restartPolicy = {};
    const model::Value *os = nullptr;
    bool hostUsers = true;
    bool hostNetwork = false;
    bool hostPid = false;
    bool hostIpc = false;
};

// The parts of a pod's spec; specAt is where it stands. Sources: pkg/apis/core/validation/validation.go.
void checkVolumes(PodCheck &pod, const Where &where); // fills pod.volumes
void checkProjected(PodCheck &pod, const Where &where, const model::Value &projected);
void checkDownwardFile(PodCheck &pod, const Where &where, const model::Value &file);
void checkKeyToPath(FieldErrors &errors, const Where &where, const model::Value &item);
void checkClaimTemplate(FieldErrors &errors, const Where &where, const model::Value &claimTemplate);
void checkContainers(PodCheck &pod, const Where &where);
void checkInitContainers(PodCheck &pod, const Where &where);
void checkEphemeralContainers(PodCheck &pod, const Where &where);
void checkImageSpace(FieldErrors &errors, const Where &where, const model::Value &container);
void checkEnvironment(PodCheck &pod, const Where &where, const model::Value &container);
void checkFieldReference(FieldErrors &errors, const Where &where, const model::Value &reference, bool ofVolume);
void checkResourceReference(FieldErrors &errors, const Where &where, const model::Value &reference, bool ofVolume);
void checkMounts(PodCheck &pod, const Where &where, const model::Value &container);
void checkProbes(PodCheck &pod, const Where &where, const model::Value &container);
void checkLifecycle(PodCheck &pod, const Where &where, const model::Value &lifecycle);
void checkContainerResources(PodCheck &pod, const Where &where, const model::Value &requirements);
void checkContainerSecurity(PodCheck &pod, const Where &where, const model::Value &context);
void checkPodSecurity(PodCheck &pod, const Where &specAt);
void checkSeccompProfile(FieldErrors &errors, const Where &where, const model::Value *profile);
void checkAppArmorProfile(FieldErrors &errors, const Where &where, const model::Value *profile);
void checkWindowsOptions(FieldErrors &errors, const Where &where, const model::Value *options);
void checkHostProcess(PodCheck &pod, const Where &specAt);
void checkOs(PodCheck &pod, const Where &specAt);
void checkAffinity(PodCheck &pod, const Where &where);
void checkTopologySpread(PodCheck &pod, const Where &where);
void checkTolerations(FieldErrors &errors, const Where &where, const model::ValueList &tolerations);
void checkSchedulingGates(FieldErrors &errors, const Where &where, const model::ValueList &gates);
void checkDns(PodCheck &pod, const Where &specAt);
void checkHostAliases(FieldErrors &errors, const Where &where, const model::ValueList &aliases);
bool isHostSysctl(const PodCheck &pod, const QString &name);

// ValidatePodSpec, ValidatePodTemplateSpec, ValidatePodSpecificAnnotations. A template is what holds metadata and spec.
void checkPodSpec(PodCheck &pod, const Where &where);
void checkPodTemplate(FieldErrors &errors, const Where &where, const model::Value &podTemplate,
                      const PodOptions &options);
void checkPodAnnotations(FieldErrors &errors, const Where &where, const model::Value &meta, const model::Value &spec,
                         const PodOptions &options);
// The annotations and fields of seccomp and AppArmor must say the same.
void checkProfilesMatch(FieldErrors &errors, const Where &specAt, const model::Value &meta, const model::Value &spec);
bool isPodDeletionCost(const model::Value &meta); // its annotation is missing or a number

// Init containers, containers, ephemeral containers, each with its place; ends when visit returns false.
using ContainerVisit = std::function<bool(const model::Value &container, const Where &where)>;
void visitContainers(const model::Value &spec, const Where &specAt, const ContainerVisit &visit);

// GetWarningsForPod, GetWarningsForPodTemplate. Where() for a pod, "spec.template" and so on for a template.
std::vector<QString> podWarnings(const Where &where, const model::Value &podTemplate, bool isTemplate);
void warnOfOverlaps(std::vector<QString> &warnings, const model::Value &spec); // of paths in volumes of files

// The kinds' functions.
void createPod(const model::Value &pod, FieldErrors &errors);
void updatePod(const model::Value &pod, const model::Value &old, FieldErrors &errors);
void updatePodStatus(const model::Value &pod, const model::Value &old, FieldErrors &errors);

} // namespace practice
