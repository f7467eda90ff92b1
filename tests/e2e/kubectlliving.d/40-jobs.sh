# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Jobs, CronJobs, StatefulSets.
k -m 'job.batch/once created' create job once --image=busybox -- sh -c 'exit 0'
k -t 60 -m 'condition met' wait job/once --for=condition=complete --timeout=50s
k -m 'Pods Statuses: +0 Active \(0 Ready\) / 1 Succeeded / 0 Failed' -m 'SuccessfulCreate +AGE job-controller|SuccessfulCreate' -q describe job once
k -q -m 'Normal +Completed +job/once +Job completed' get events --field-selector=involvedObject.kind=Job
k get job once --no-headers -o 'custom-columns=S:.status.succeeded,ACTIVE:.status.active,READY:.status.ready'
k -m 'cronjob.batch/tick created' create cronjob tick --image=busybox --schedule='0 0 1 1 *' -- sh -c 'exit 0'
k -m '^tick +0 0 1 1 \* +<none> +False +0 ' get cronjob tick
k -m 'job.batch/manual created' create job manual --from=cronjob/tick
k -t 60 -m 'condition met' wait job/manual --for=condition=complete --timeout=50s
k get job manual -o 'jsonpath={.metadata.annotations.cronjob\.kubernetes\.io/instantiate} {.metadata.ownerReferences[0].kind}'; same 'manual CronJob'
k -x 1 -m "unknown object type|from must be an existing cronjob" create job wrong --from=job/once
k apply -f failing.yaml
k -t 60 -m 'condition met' wait job/failing --for=condition=Failed --timeout=50s
k get job failing -o 'jsonpath={.status.conditions[?(@.type=="Failed")].reason}: {.status.conditions[?(@.type=="Failed")].message}'
k delete job failing
k patch cronjob tick -p '{"spec":{"suspend":true}}'
k -m '^tick +0 0 1 1 \* +<none> +True ' get cronjob tick
k delete cronjob tick
k -t 30 wait job/manual --for=delete --timeout=20s
if practiced; then # a minute is a minute there
    {
        k create cronjob minutely --image=busybox --schedule='* * * * *' -- sh -c 'echo tick; exit 0'
        k -t 30 -m 'condition met' wait cronjob/minutely --for='jsonpath={.status.lastSuccessfulTime}' --timeout=20s
        k -m 'SuccessfulCreate +cronjob/minutely +Created job minutely-[0-9]+' -m 'SawCompletedJob' get events
        k delete cronjob minutely
    } >/dev/null
fi
# A StatefulSet comes up in order, and is rolled back.
k apply -f stateful.yaml
k -q -t 60 -m 'partitioned roll out complete|statefulset rolling update complete|successfully' rollout status statefulset/db --timeout=50s
k get pods -l app=db --no-headers -o 'custom-columns=NAME:.metadata.name,PHASE:.status.phase'
k set image statefulset/db c=nginx:1.28
k -q -t 60 rollout status statefulset/db --timeout=50s
k -m '^1 +<none>$' -m '^2 +<none>$' rollout history statefulset/db
k -m 'statefulset.apps/db rolled back' rollout undo statefulset/db
k -q -t 60 rollout status statefulset/db --timeout=50s
k get pods -l app=db -o 'jsonpath={.items[*].spec.containers[0].image}'; same 'nginx:1.27 nginx:1.27'
k -m 'statefulset.apps/db scaled' scale statefulset db --replicas=1
k -t 60 wait pod/db-1 --for=delete --timeout=50s
k get pods -l app=db -o 'jsonpath={.items[*].metadata.name}'; same db-0
