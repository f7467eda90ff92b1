// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the checks of kube-linter and kube-score are called here, so that annotations for them go on working.
#include "model/rules/catalogue.h"

#include <QStringList>

#include <algorithm>
#include <span>

namespace model {

namespace {

struct Foreign
{
    const char *theirs;
    const char *ours; // separated by blanks
};

constexpr Foreign linter[] = {
    {"access-to-create-pods", "rbac-create-pods"},
    {"access-to-secrets", "rbac-secrets"},
    {"cluster-admin-role-binding", "rbac-cluster-admin"},
    {"dangling-horizontalpodautoscaler", "reference-missing"},
    {"dangling-ingress", "reference-missing"},
    {"dangling-service", "reference-selector-unmatched"},
    {"default-service-account", "account-default"},
    {"deprecated-service-account-field", "account-old-field"},
    {"dnsconfig-options", "workload-dns-options"},
    {"docker-sock", "host-container-runtime"},
    {"drop-net-raw-capability", "security-net-raw"},
    {"duplicate-env-var", "env-duplicate"},
    {"env-value-from", "reference-missing reference-missing-key"},
    {"env-var-secret", "secret-in-env secret-in-text"},
    {"exposed-services", "service-load-balancer service-node-port"},
    {"host-ipc", "host-ipc"},
    {"host-network", "host-network"},
    {"host-pid", "host-pid"},
    {"hpa-minimum-three-replicas", "autoscaler-minimum"},
    {"invalid-target-ports", "schema-format schema-name reference-missing-port"},
    {"job-ttl-seconds-after-finished", "job-ttl"},
    {"latest-tag", "image-latest image-moving-tag"},
    {"liveness-port", "probe-port-name probe-port-number"},
    {"minimum-three-replicas", "scale-replicas"},
    {"mismatching-selector", "reference-selector-mismatch"},
    {"no-anti-affinity", "scale-spread"},
    {"no-extensions-v1beta", "schema-unknown-kind"},
    {"no-liveness-probe", "probe-liveness"},
    {"no-node-affinity", "workload-affinity"},
    {"no-read-only-root-fs", "security-writable-root"},
    {"no-readiness-probe", "probe-readiness"},
    {"no-rolling-update-strategy", "scale-recreate workload-update-on-delete"},
    {"non-existent-service-account", "reference-missing"},
    {"non-isolated-pod", "network-not-isolated"},
    {"pdb-unhealthy-pod-eviction-policy", "budget-unhealthy"},
    {"priority-class-name", "workload-priority"},
    {"privilege-escalation-container", "security-escalation security-escalation-unset"},
    {"privileged-container", "security-privileged"},
    {"privileged-ports", "host-low-port"},
    {"read-secret-from-env-var", "secret-as-env"},
    {"readiness-port", "probe-port-name probe-port-number"},
    {"required-annotation-email", "annotation-required"},
    {"required-label-owner", "label-required"},
    {"run-as-non-root", "security-root security-user-root"},
    {"schema-validation", "schema-*"},
    {"sensitive-host-mounts", "host-path-sensitive host-container-runtime"},
    {"ssh-port", "host-ssh-port"},
    {"startup-port", "probe-port-name probe-port-number"},
    {"unsafe-proc-mount", "security-proc-mount"},
    {"unsafe-sysctls", "security-sysctls"},
    {"unset-cpu-requirements", "resources-unset resources-cpu-request resources-cpu-limit"},
    {"unset-memory-requirements", "resources-unset resources-memory-request resources-memory-limit"},
    {"use-namespace", "namespace-default"},
    {"wildcard-in-rules", "rbac-wildcard"},
    {"writable-host-mount", "host-path-writable"},
};

constexpr Foreign score[] = {
    {"container-cpu-requests-equal-limits", "resources-cpu-unequal"},
    {"container-ephemeral-storage-request-and-limit", "resources-ephemeral-storage"},
    {"container-image-pull-policy", "image-pull-policy"},
    {"container-image-tag", "image-latest image-moving-tag"},
    {"container-memory-requests-equal-limits", "resources-memory-unequal"},
    {"container-ports-check", "schema-duplicate schema-name"},
    {"container-resource-requests-equal-limits", "resources-cpu-unequal resources-memory-unequal"},
    {"container-resources",
     "resources-unset resources-cpu-request resources-cpu-limit resources-memory-request resources-memory-limit"},
    {"container-seccomp-profile", "security-seccomp security-unconfined"},
    {"container-security-context-privileged", "security-privileged"},
    {"container-security-context-readonlyrootfilesystem", "security-writable-root"},
    {"container-security-context-user-group-id", "security-low-id security-user-root"},
    {"cronjob-has-deadline", "cronjob-deadline"},
    {"cronjob-restartpolicy", "schema-enum"},
    {"deployment-has-host-podantiaffinity", "scale-spread"},
    {"deployment-has-poddisruptionbudget", "scale-no-budget"},
    {"deployment-pod-selector-labels-match-template-metadata-labels", "reference-selector-mismatch"},
    {"deployment-replicas", "scale-replicas"},
    {"deployment-strategy", "scale-recreate scale-all-at-once"},
    {"environment-variable-key-duplication", "env-duplicate"},
    {"horizontalpodautoscaler-has-target", "reference-missing"},
    {"horizontalpodautoscaler-replicas", "autoscaler-minimum"},
    {"ingress-targets-service", "reference-missing reference-missing-port"},
    {"label-values", "schema-label"},
    {"pod-networkpolicy", "network-not-isolated"},
    {"pod-probes", "probe-readiness probe-liveness"},
    {"pod-probes-identical", "probe-identical"},
    {"pod-topology-spread-constraints", "scale-spread scale-zones"},
    {"poddisruptionbudget-has-policy", "budget-policy"},
    {"service-targets-pod", "reference-selector-unmatched"},
    {"service-type", "service-node-port"},
    {"stable-version", "schema-deprecated-version schema-removed-version"},
    {"statefulset-has-host-podantiaffinity", "scale-spread"},
    {"statefulset-has-poddisruptionbudget", "scale-no-budget"},
    {"statefulset-has-servicename", "stateful-service reference-missing"},
    {"statefulset-pod-selector-labels-match-template-metadata-labels", "reference-selector-mismatch"},
};

QStringList ours(std::span<const Foreign> names, const QString &check)
{
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&check](const Foreign &name) { return check == QLatin1String(name.theirs); });
    return found == names.end() ? QStringList() : QString::fromLatin1(found->ours).split(u' ');
}

std::vector<std::pair<QString, QString>> pairs(std::span<const Foreign> names)
{
    std::vector<std::pair<QString, QString>> all;
    for (const Foreign &name : names)
        all.emplace_back(QLatin1String(name.theirs), QString::fromLatin1(name.ours).replace(u' ', QLatin1String(", ")));
    return all;
}

} // namespace

QStringList rulesOfKubeLinter(const QString &check) { return ours(linter, check); }
QStringList rulesOfKubeScore(const QString &check) { return ours(score, check); }
std::vector<std::pair<QString, QString>> kubeLinterNames() { return pairs(linter); }
std::vector<std::pair<QString, QString>> kubeScoreNames() { return pairs(score); }

} // namespace model
