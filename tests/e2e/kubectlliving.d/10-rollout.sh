# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# A Deployment comes up, is changed, undone, paused, restarted, scaled.
k -m 'namespace/work created' create namespace work
k config set-context --current --namespace work
practiced && k -m 'pod/crash created' apply -f crash.yaml >/dev/null # waits five minutes a time when it is looked at
k -m 'deployment.apps/web created' create deployment web --image=nginx:1.27 --replicas=3 --port=80
k -q -t 60 -m 'deployment "web" successfully rolled out' rollout status deployment/web --timeout=50s
k -m '^web +3/3 +3 +3 ' get deployment web
k -s get pods -l app=web --no-headers -o 'custom-columns=PHASE:.status.phase,READY:.status.containerStatuses[0].ready'
k -m '^1 +<none>$' rollout history deployment/web
k annotate deployment/web kubernetes.io/change-cause=first
k -m '^1 +first$' rollout history deployment/web
k -m 'deployment.apps/web image updated' set image deployment/web nginx=nginx:1.28
k annotate deployment/web kubernetes.io/change-cause=second --overwrite
k -q -t 60 -m 'successfully rolled out' rollout status deployment/web --timeout=50s
k -m '^1 +first$' -m '^2 +second$' rollout history deployment/web
k -m 'Image:[[:space:]]+nginx:1.28' rollout history deployment/web --revision=2
k -m 'deployment.apps/web rolled back' rollout undo deployment/web
k -q -t 60 -m 'successfully rolled out' rollout status deployment/web --timeout=50s
k -m '^3 +first$' -n '^1 ' rollout history deployment/web
k get deployment web -o 'jsonpath={.spec.template.spec.containers[0].image}'; same nginx:1.27
k rollout undo deployment/web --to-revision=2
k -q -t 60 rollout status deployment/web --timeout=50s
k get deployment web -o 'jsonpath={.spec.template.spec.containers[0].image}'; same nginx:1.28
k -x 1 -m 'unable to find specified revision 99 in history' rollout undo deployment/web --to-revision=99
# Paused, it takes changes and does nothing about them.
k -m 'deployment.apps/web paused' rollout pause deployment/web
k -x 1 -m 'deployments.apps "web" is already paused' rollout pause deployment/web
k set image deployment/web nginx=nginx:1.29
k set resources deployment/web --requests=cpu=10m
k -x 1 -q -m 'timed out waiting for the condition' rollout status deployment/web --timeout=2s
k -x 1 -m 'cannot rollback a paused deployment' rollout undo deployment/web
k -x 1 -m "can't restart paused deployment" rollout restart deployment/web
k get replicasets -o 'jsonpath={.items[*].spec.template.spec.containers[0].image}' -l app=web --sort-by=.spec.template.spec.containers[0].image; same 'nginx:1.27 nginx:1.28'
k -m 'deployment.apps/web resumed' rollout resume deployment/web
k -x 1 -m 'is not paused' rollout resume deployment/web
k -q -t 60 rollout status deployment/web --timeout=50s
k get pods -l app=web --field-selector=status.phase=Running --no-headers -o 'custom-columns=IMAGE:.spec.containers[0].image'
k -m 'deployment.apps/web restarted' rollout restart deployment/web
k -q -t 60 -m 'successfully rolled out' rollout status deployment/web --timeout=50s
k -m '^6 ' rollout history deployment/web
# Scaled, and waited for.
k -m 'deployment.apps/web scaled' scale deployment/web --replicas=5
k -x 1 -m 'Expected replicas to be 9, was 5' scale deployment/web --replicas=7 --current-replicas=9
k -t 60 -m 'condition met' wait deployment/web --for='jsonpath={.status.readyReplicas}=5' --timeout=50s
k -t 60 -m 'condition met' wait deployment/web --for=condition=Available --timeout=50s
k -x 1 -m 'timed out waiting for the condition on deployments/web' wait deployment/web --for=condition=Available=false --timeout=1s
k -q -t 60 -m 'condition met' wait pods -l app=web --for=condition=Ready --timeout=50s
# What does not come up says so.
k patch deployment web -p '{"spec":{"progressDeadlineSeconds":4,"strategy":{"rollingUpdate":{"maxUnavailable":1,"maxSurge":1}}}}'
k set image deployment/web nginx=registry.invalid/app:broken
k -x 1 -q -m 'error: deployment "web" exceeded its progress deadline' rollout status deployment/web --timeout=30s
k get deployment web -o 'jsonpath={.status.conditions[?(@.type=="Progressing")].reason}'; same ProgressDeadlineExceeded
k get deployment web -o 'jsonpath={.status.replicas} {.status.updatedReplicas} {.status.readyReplicas}'; same '6 2 4'
if practiced; then # no runtime pulls anything there
    {
        k -m 'ErrImagePull|ImagePullBackOff' get pods -l app=web
        broken=$("$kubectl" get pods -o name --sort-by=.metadata.creationTimestamp | tail -1)
        k -m 'Reason:[[:space:]]+(ErrImagePull|ImagePullBackOff)' -m 'Failed to pull image "registry.invalid/app:broken"' -m 'no such host' describe "$broken"
        k -x 1 -m 'is waiting to start: (trying and failing to pull image|image can.t be pulled)' logs "$broken"
    } >/dev/null
fi
k rollout undo deployment/web
k -q -t 60 -m 'successfully rolled out' rollout status deployment/web --timeout=50s
k get deployment web -o 'jsonpath={.status.conditions[?(@.type=="Progressing")].reason} {.status.readyReplicas}'; same 'NewReplicaSetAvailable 5'
k -m 'StrategyType:[[:space:]]+RollingUpdate' -m '5 desired \| 5 updated \| 5 total \| 5 available' -m 'NewReplicaSetAvailable' -q describe deployment web
k -m 'Normal +ScalingReplicaSet +deployment/web +Scaled (up|down) replica set web-' -q get events --field-selector=reason=ScalingReplicaSet
k -m 'ScalingReplicaSet +Deployment/web +Scaled up replica set web-[0-9a-z]+ from 0 to 3' -q events --for deployment/web
k -m 'SuccessfulCreate +replicaset/web-[0-9a-z]+ +Created pod: web-' -q get events
