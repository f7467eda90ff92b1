# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes pods, broken in every way that pkg/apis/{apps,batch,autoscaling,policy,core}/validation refuse."""
TEMPLATE = "{metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx}]}}"
META = "metadata: {name: %s, namespace: valpod}\n"
SELECTOR = "selector: {matchLabels: {app: web}}"
TEXTS = {
    "deployment": "apiVersion: apps/v1\nkind: Deployment\n" + META % "dep" + f"spec: {{replicas: 2, {SELECTOR}, template: {TEMPLATE}}}",
    "replicaset": "apiVersion: apps/v1\nkind: ReplicaSet\n" + META % "rs" + f"spec: {{replicas: 2, {SELECTOR}, template: {TEMPLATE}}}",
    "statefulset": "apiVersion: apps/v1\nkind: StatefulSet\n" + META % "sts" + f"spec: {{serviceName: s, {SELECTOR}, template: {TEMPLATE}}}",
    "daemonset": "apiVersion: apps/v1\nkind: DaemonSet\n" + META % "ds" + f"spec: {{{SELECTOR}, template: {TEMPLATE}}}",
    "rc": "apiVersion: v1\nkind: ReplicationController\n" + META % "rc" + f"spec: {{selector: {{app: web}}, template: {TEMPLATE}}}",
    "podtemplate": "apiVersion: v1\nkind: PodTemplate\n" + META % "pt" + f"template: {TEMPLATE}",
    "revision": "apiVersion: apps/v1\nkind: ControllerRevision\n" + META % "rev" + "revision: 1\ndata: {a: b}",
    "job": "apiVersion: batch/v1\nkind: Job\n" + META % "job" + f"spec: {{manualSelector: true, {SELECTOR}, template: " + TEMPLATE.replace("containers", "restartPolicy: Never, containers") + "}",
    "cronjob": "apiVersion: batch/v1\nkind: CronJob\n" + META % "cron" + "spec: {schedule: '* * * * *', jobTemplate: {spec: {template: " + TEMPLATE.replace("containers", "restartPolicy: Never, containers") + "}}}",
    "pdb": "apiVersion: policy/v1\nkind: PodDisruptionBudget\n" + META % "pdb" + f"spec: {{minAvailable: 1, {SELECTOR}}}",
    "hpa": "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n" + META % "hpa" + "spec: {minReplicas: 1, maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: d, apiVersion: apps/v1}}",
    "hpa1": "apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\n" + META % "hpa1" + "spec: {minReplicas: 1, maxReplicas: 3, targetCPUUtilizationPercentage: 50, scaleTargetRef: {kind: Deployment, name: d, apiVersion: apps/v1}}",
}
LABELS = "spec.template.metadata.labels"


def selectors(case):
    for value in (None, {}, {"matchLabels": {"a b": "c"}}, {"matchLabels": {"app": "b c"}}, {"matchLabels": {"app": "other"}}, {"matchExpressions": [{"key": "app", "operator": "In"}]},
                  {"matchExpressions": [{"key": "app", "operator": "Odd", "values": ["web"]}]}, {"matchExpressions": [{"key": "app", "operator": "Exists", "values": ["x"]}]},
                  {"matchExpressions": [{"key": "app", "operator": "NotIn", "values": ["web"]}]}, {"matchExpressions": [{"key": "app", "operator": "DoesNotExist"}]}):
        case(("spec.selector", value))
    case((LABELS, None))
    case((LABELS, {"app": "web", "b": "c d"}))
    case(("spec.template.metadata.annotations", {"a b": "c"}))


def templates(case, at="spec.template"):
    case((at + ".spec.restartPolicy", "Never"))
    case((at + ".spec.restartPolicy", "Odd"))
    case((at + ".spec.activeDeadlineSeconds", 5))
    case((at + ".spec.containers[0].name", "Web"))
    case((at + ".spec.containers", []))
    case((at + ".spec.ephemeralContainers", [{"name": "e", "image": "x", "terminationMessagePolicy": "File", "imagePullPolicy": "Always", "resources": {}}]))
    case((at + ".metadata.annotations", {"controller.kubernetes.io/pod-deletion-cost": "x"}))
    case((at + ".spec.containers[0].image", " x"))


def apps(recorder):
    def case(base):
        return lambda *changes: recorder.case(base, "create", *changes)
    for base in ("deployment", "replicaset", "statefulset", "daemonset"):
        selectors(case(base))
    for base in ("deployment", "replicaset", "statefulset", "daemonset", "rc"):
        templates(case(base))
        case(base)(("metadata.name", "A"))
        case(base)(("spec.minReadySeconds", -1))
        if base != "daemonset":
            case(base)(("spec.replicas", -1))
    templates(case("podtemplate"), "template")
    d = case("deployment")
    for value in ({"type": "Odd"}, {"type": "Recreate", "rollingUpdate": {"maxSurge": 1}}, {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 0, "maxUnavailable": 0}},
                  {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "x", "maxUnavailable": "y%"}}, {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": -1, "maxUnavailable": "101%"}},
                  {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "0%", "maxUnavailable": "0%"}}, {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "500%", "maxUnavailable": 1}}):
        d(("spec.strategy", value))
    d(("spec.revisionHistoryLimit", -1))
    d(("spec.progressDeadlineSeconds", -1))
    d(("spec.progressDeadlineSeconds", 5), ("spec.minReadySeconds", 5))
    s = case("statefulset")
    for value in ({"type": "Odd"}, {"type": "OnDelete", "rollingUpdate": {"partition": 1}}, {"type": "RollingUpdate", "rollingUpdate": {"partition": -1}}):
        s(("spec.updateStrategy", value))
    s(("spec.podManagementPolicy", "Odd"))
    s(("spec.persistentVolumeClaimRetentionPolicy", {"whenDeleted": "Odd", "whenScaled": "Retain"}))
    s(("spec.ordinals", {"start": -1}))
    s(("spec.serviceName", "A"))
    s(("metadata.name", "a.b"))
    m = case("daemonset")
    for value in ({"type": "Odd"}, {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 0, "maxUnavailable": 0}}, {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 1}},
                  {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "150%", "maxUnavailable": 0}}, {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 0, "maxUnavailable": "x"}}):
        m(("spec.updateStrategy", value))
    m(("spec.revisionHistoryLimit", -1))
    r = case("rc")
    r(("spec.selector", {"app": "other"}))
    r(("spec.template.metadata.labels", {"a": "b"}))
    c = case("revision")
    c(("revision", -1))
    c(("data", None))
    c(("metadata.name", "A"))


def jobs(case, at="spec", template="spec.template"):
    for path, value in (("parallelism", -1), ("completions", -1), ("activeDeadlineSeconds", -1), ("backoffLimit", -1), ("ttlSecondsAfterFinished", -1), ("managedBy", "x"), ("managedBy", "A/x"), ("managedBy", "a.b/" + "x" * 70),
                        ("managedBy", "a.b/ x"), ("completionMode", "Odd"), ("completionMode", "Indexed"), ("backoffLimitPerIndex", 1), ("maxFailedIndexes", 1), ("podReplacementPolicy", "Odd"), ("successPolicy", {"rules": [{"succeededCount": 1}]})):
        case((f"{at}.{path}", value))
    indexed = ((f"{at}.completionMode", "Indexed"), (f"{at}.completions", 5))
    case(*indexed, (f"{at}.parallelism", 100001))
    case(*indexed, (f"{at}.backoffLimitPerIndex", -1), (f"{at}.maxFailedIndexes", 6))
    case((f"{at}.completionMode", "Indexed"), (f"{at}.completions", 200000), (f"{at}.backoffLimitPerIndex", 1), (f"{at}.parallelism", 20000))
    case((f"{at}.completionMode", "Indexed"), (f"{at}.completions", 200000), (f"{at}.backoffLimitPerIndex", 1), (f"{at}.maxFailedIndexes", 150000))
    for rules in ([], [{}], [{"succeededIndexes": "a"}], [{"succeededIndexes": "1-"}], [{"succeededIndexes": "1-2-3"}], [{"succeededIndexes": "3-1"}], [{"succeededIndexes": "1,1"}], [{"succeededIndexes": "9"}],
                  [{"succeededCount": -1}], [{"succeededCount": 9}], [{"succeededIndexes": "0-1,3", "succeededCount": 4}], [{"succeededCount": 1}] * 21):
        case(*indexed, (f"{at}.successPolicy", {"rules": rules}))
    exit_codes = {"operator": "In", "values": [1]}
    for rule in ({"action": "", "onExitCodes": exit_codes}, {"action": "Odd", "onExitCodes": exit_codes}, {"action": "FailIndex", "onExitCodes": exit_codes}, {"action": "Count"},
                 {"action": "Count", "onExitCodes": exit_codes, "onPodConditions": [{"type": "a", "status": "True"}]}, {"action": "Count", "onExitCodes": {"operator": "", "values": []}},
                 {"action": "Count", "onExitCodes": {"operator": "Odd", "values": [1]}}, {"action": "Count", "onExitCodes": {"operator": "In", "values": [0, 3, 3, 1], "containerName": "nobody"}},
                 {"action": "Count", "onPodConditions": [{"type": "a b", "status": "True"}]}, {"action": "Count", "onPodConditions": [{"type": "a", "status": "Odd"}]},
                 {"action": "Count", "onPodConditions": [{"type": "a", "status": "True"}] * 21}, {"action": "Count", "onExitCodes": {"operator": "In", "values": list(range(1, 257))}}):
        case((f"{at}.podFailurePolicy", {"rules": [rule]}))
    case((f"{at}.podFailurePolicy", {"rules": [{"action": "Count", "onExitCodes": exit_codes}] * 21}))
    case((f"{at}.podFailurePolicy", {"rules": [{"action": "Count", "onExitCodes": exit_codes}]}), (f"{template}.spec.restartPolicy", "OnFailure"), (f"{at}.podReplacementPolicy", "TerminatingOrFailed"))
    case((f"{template}.spec.restartPolicy", "Always"))
    case((f"{template}.spec.restartPolicy", "Odd"))
    case((f"{template}.spec.containers[0].name", ""))


def batch(recorder):
    def job(*changes):
        recorder.case("job", "create", *changes)

    def cron(*changes):
        recorder.case("cronjob", "create", *changes)
    jobs(job)
    job(("spec.selector", {"matchLabels": {"app": "other"}}))
    job(("spec.selector", {"matchLabels": {"app": "b c"}}))
    job(("spec.selector", None))
    job(("metadata.name", "a" * 62), ("spec.completionMode", "Indexed"), ("spec.completions", 50))
    jobs(cron, "spec.jobTemplate.spec", "spec.jobTemplate.spec.template")
    for schedule in ("", "x", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 7", "*/0 * * * *", "*/x * * * *", "1-2-3 * * * *", "1/2/3 * * * *", "5-1 * * * *", "-1 * * * *", "a * * * *", "* * * foo *",
                     "@odd", "@every", "@every x", "@every 1", "@every 1x", "@hourly", "TZ=UTC * * * * *", "CRON_TZ=Odd/Zone * * * * *", "0 0 1 JAN mon", "99999999999999999999 * * * *", "* * * * * *"):
        cron(("spec.schedule", schedule))
    for zone in ("", "Local", "local", "Odd/Zone", "Europe/Berlin", "a//b", "../x", "-x", "Etc/UTC", "toolongtoolongtoolong"):
        cron(("spec.timeZone", zone))
    for path, value in (("startingDeadlineSeconds", -1), ("concurrencyPolicy", "Odd"), ("successfulJobsHistoryLimit", -1), ("failedJobsHistoryLimit", -1), ("jobTemplate.spec.selector", {"matchLabels": {"a": "b"}}),
                        ("jobTemplate.spec.manualSelector", True)):
        cron(("spec." + path, value))
    cron(("metadata.name", "a" * 53))


def scaling(recorder):
    def pdb(*changes):
        recorder.case("pdb", "create", *changes)

    def hpa(*changes):
        recorder.case("hpa", "create", *changes)
    for value in (-1, "x", "101%", "5%"):
        pdb(("spec.minAvailable", value))
    pdb(("spec.maxUnavailable", 1))
    pdb(("spec.maxUnavailable", "200%"), ("spec.minAvailable", None))
    pdb(("spec.unhealthyPodEvictionPolicy", "Odd"))
    pdb(("spec.selector", {"matchExpressions": [{"key": "a", "operator": "Odd"}]}))
    pdb(("metadata.name", "A"))
    pdb(("metadata.name", "a%b"))
    hpa(("spec.minReplicas", 0))
    hpa(("spec.minReplicas", 5))
    hpa(("spec.maxReplicas", 0))
    hpa(("spec.scaleTargetRef", {"kind": "", "name": ""}))
    hpa(("spec.scaleTargetRef", {"kind": "a/b", "name": ".."}))
    recorder.case("hpa1", "create", ("spec.targetCPUUtilizationPercentage", 0))
    recorder.case("hpa1", "create", ("spec.maxReplicas", 0))
    ok = {"type": "Value", "value": "1"}
    for metric in ({"type": "Odd"}, {"type": ""}, {"type": "Object"}, {"type": "Pods", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 5}}},
                   {"type": "Resource", "resource": {"name": "", "target": {"type": ""}}}, {"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 0}}},
                   {"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Odd", "averageUtilization": 5, "averageValue": "1"}}},
                   {"type": "Object", "object": {"describedObject": {"kind": "", "name": ""}, "metric": {"name": ""}, "target": ok}}, {"type": "Object", "object": {"describedObject": {"kind": "a", "name": "b"}, "metric": {"name": "a/b"}, "target": {"type": "Value"}}},
                   {"type": "External", "external": {"metric": {"name": "a"}, "target": {"type": "Value"}}}, {"type": "External", "external": {"metric": {"name": "a"}, "target": {"type": "Value", "value": "1", "averageValue": "1"}}},
                   {"type": "Pods", "pods": {"metric": {"name": "a"}, "target": ok}}, {"type": "ContainerResource", "containerResource": {"name": "", "container": "", "target": {"type": "Utilization"}}},
                   {"type": "ContainerResource", "containerResource": {"name": "disk", "container": "A", "target": {"type": "Utilization", "averageUtilization": 5, "averageValue": "1"}}}):
        hpa(("spec.metrics", [metric]))
    for rules in ({"stabilizationWindowSeconds": -1}, {"stabilizationWindowSeconds": 3601}, {"selectPolicy": "Odd"}, {"policies": []}, {"policies": [{"type": "Odd", "value": 0, "periodSeconds": 0}]},
                  {"policies": [{"type": "Pods", "value": 1, "periodSeconds": 1801}]}):
        hpa(("spec.behavior", {"scaleUp": {"selectPolicy": "Max", "policies": [{"type": "Pods", "value": 4, "periodSeconds": 15}], **rules}}))


def updates(recorder):
    for base, text in TEXTS.items():
        recorder.base("stored" + base, text.replace("{name: ", "{name: stored-", 1), stored=True)

    def case(base, *changes, op="update"):
        recorder.case("stored" + base, op, *changes)
    for base in ("deployment", "replicaset", "daemonset"):
        case(base, ("spec.selector", {"matchLabels": {"app": "web", "b": "c"}}), (LABELS, {"app": "web", "b": "c"}))
        case(base, ("spec.selector", {"matchLabels": {"a": "b c"}}))
    for base in ("deployment", "replicaset", "statefulset", "rc", "daemonset"):
        case(base, ("spec.template.spec.containers[0].name", "Bad"))
        case(base, ("metadata.labels", {"a b": "c"}))
        case(base, ("spec.minReadySeconds", -1))
    case("statefulset", ("spec.serviceName", "other"))
    case("statefulset", ("spec.podManagementPolicy", "Parallel"))
    case("statefulset", ("spec.replicas", 3))
    case("statefulset", ("spec.selector", {"matchLabels": {"app": "web", "b": "c"}}))
    case("revision", ("data", {"a": "c"}))
    case("revision", ("revision", 2))
    case("job", ("spec.completions", 3))
    case("job", ("spec.completions", None), ("spec.parallelism", 2))
    case("job", ("spec.selector", None))
    case("deployment", ("spec.selector", None))
    case("job", ("spec.parallelism", 3))
    case("job", ("spec.template.spec.containers[0].image", "other"))
    case("job", ("spec.selector", {"matchLabels": {"app": "web", "b": "c"}}))
    case("job", ("spec.completionMode", "Indexed"))
    case("job", ("spec.managedBy", "a.b/c"))
    case("job", ("spec.podFailurePolicy", {"rules": [{"action": "Count", "onExitCodes": {"operator": "In", "values": [1]}}]}))
    case("job", ("spec.suspend", True))
    recorder.base("storedjobauto", TEXTS["job"].replace("{name: job", "{name: stored-auto").replace("manualSelector: true, " + SELECTOR + ", ", ""), stored=True)
    case("jobauto", (LABELS + "['batch.kubernetes.io/job-name']", "other"))
    case("jobauto", (LABELS + "['controller-uid']", None))
    case("jobauto", ("spec.selector", {"matchLabels": {"app": "web"}}))
    case("jobauto", ("spec.template.spec.nodeSelector", {"a": "b"}))
    case("jobauto", ("spec.activeDeadlineSeconds", 5))
    suspended = TEXTS["job"].replace("{name: job", "{name: stored-suspended").replace("manualSelector: true", "suspend: true, manualSelector: true")
    recorder.base("storedsuspended", suspended, stored=True)
    case("suspended", ("spec.template.spec.nodeSelector", {"a": "b"}))
    case("suspended", ("spec.template.spec.tolerations", [{"key": "a", "operator": "Exists"}]), ("spec.template.metadata.annotations", {"a": "b"}))
    case("suspended", ("spec.template.spec.affinity", {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [{"matchExpressions": [{"key": "a", "operator": "Exists"}]}]}}}))
    case("suspended", ("spec.template.spec.affinity", {"podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "a", "labelSelector": {}}]}}))
    case("suspended", ("spec.template.spec.hostname", "a"))
    case("cronjob", ("spec.schedule", "x"))
    case("cronjob", ("spec.schedule", "TZ=UTC * * * * *"))
    case("cronjob", ("spec.timeZone", "Odd/Zone"))
    case("pdb", ("spec.minAvailable", "200%"))
    case("hpa", ("spec.minReplicas", 0))
    case("podtemplate", ("template.spec.containers[0].name", "Bad"))
    for field in ("replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas", "observedGeneration", "collisionCount"):
        case("deployment", ("status." + field, -1), op="status")
    case("deployment", ("status.readyReplicas", 2), ("status.availableReplicas", 3), ("status.updatedReplicas", 1), op="status")
    case("replicaset", ("status.fullyLabeledReplicas", 2), ("status.availableReplicas", 3), op="status")
    case("statefulset", ("status.currentReplicas", 2), ("status.availableReplicas", 3), op="status")
    case("daemonset", ("status.numberReady", -1), op="status")
    case("rc", ("status.readyReplicas", -1), op="status")
    case("hpa", ("status.currentReplicas", -1), op="status")
    case("pdb", ("status.currentHealthy", -1), op="status")
    done = [{"type": "Complete", "status": "True"}]
    for changes in ((("status.active", -1),), (("status.conditions", done),), (("status.conditions", [{"type": "Failed", "status": "True"}]),), (("status.completionTime", "2024-01-01T00:00:00Z"),),
                    (("status.startTime", "2024-01-02T00:00:00Z"), ("status.completionTime", "2024-01-01T00:00:00Z"), ("status.conditions", done + [{"type": "SuccessCriteriaMet", "status": "True"}])),
                    (("status.completedIndexes", "1"),), (("status.failedIndexes", "1"),), (("status.ready", 3),), (("status.uncountedTerminatedPods", {"succeeded": ["", "a", "a"]}),),
                    (("status.conditions", done + [{"type": "Failed", "status": "True"}, {"type": "FailureTarget", "status": "True"}]), ("status.active", 1))):
        case("job", *changes, op="status")


def warnings(recorder):
    recorder.case("deployment", "create", ("metadata.name", "a.b"))
    recorder.case("deployment", "create", ("spec.template.spec.nodeSelector", {"beta.kubernetes.io/arch": "x"}))
    recorder.case("deployment", "create", ("spec.template.metadata.annotations", {"container.apparmor.security.beta.kubernetes.io/web": "unconfined"}))
    recorder.case("statefulset", "create", ("spec.revisionHistoryLimit", -1))
    recorder.case("cronjob", "create", ("metadata.name", "a.b"), ("spec.jobTemplate.spec.template.spec.hostAliases", [{"ip": "::FFFF", "hostnames": ["a"]}]))
    recorder.case("podtemplate", "create", ("template.spec.terminationGracePeriodSeconds", -5))
    recorder.case("daemonset", "create", ("spec.template.spec.imagePullSecrets", [{"name": ""}]))


def record(recorder):
    for base, text in TEXTS.items():
        recorder.base(base, text)
    for part in (apps, batch, scaling):
        part(recorder)
    recorder.save("workloads.json")
    updates(recorder)
    recorder.save("workloadupdates.json")
    warnings(recorder)
    recorder.save("workloadwarnings.json")
