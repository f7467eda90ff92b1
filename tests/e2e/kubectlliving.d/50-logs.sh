# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What containers do and say: kwok, in a kubelet's place, has one log for all, and neither crashes nor uses anything.
practiced && {
    k apply -f talking.yaml
    k -t 60 -m 'condition met' wait pod/crash --for='jsonpath={.status.containerStatuses[0].state.waiting.reason}=CrashLoopBackOff' --timeout=50s
    k -m '^crash +0/1 +(CrashLoopBackOff|Error) ' get pod crash
    k -m 'Reason:[[:space:]]+CrashLoopBackOff' -m 'Last State:[[:space:]]+Terminated' -m 'Exit Code:[[:space:]]+3' -m 'BackOff .*Back-off restarting failed container c in pod crash_work' describe pod crash
    k -m '^no disk$' logs crash
    k -m '^no disk$' logs crash --previous
    k -x 1 -m 'previous terminated container "c" in pod "steady" not found' logs steady --previous
    k -t 60 wait pod/ends --for='jsonpath={.status.phase}=Succeeded' --timeout=50s
    k -m '^done$' logs ends
    k -m '^done$' logs -f ends
    k logs ends --tail=1; same "done"
    k -m '^[0-9-]+T[0-9:.]+Z done$' logs ends --timestamps --tail=1
    k -m '^\[pod/crash/c\] ' -m '^\[pod/ends/c\] done$' logs -l log=yes --prefix --tail=5
    k -m '^\[pod/two/a\] ' -m '^\[pod/two/b\] ' logs two --all-containers --prefix
    k -m 'Defaulted container "a" out of: a, b' logs two
    k -x 1 -m 'container none is not valid for pod two' logs two -c none
    k -x 1 -m 'pods "nobody" not found' logs nobody
    k -x 1 -m 'a practice pod cannot be entered' exec steady -- true
    # It follows until the container ends.
    k -t 40 -m '^last$' logs -f slow --pod-running-timeout=20s
    # An autoscaler sees the load, and does something about it.
    k autoscale deployment busy --min=1 --max=4 --cpu-percent=50
    k -t 60 -m 'condition met' wait hpa/busy --for='jsonpath={.status.desiredReplicas}=4' --timeout=50s
    k -t 60 wait deployment/busy --for='jsonpath={.status.readyReplicas}=4' --timeout=50s
    k -m 'busy +Deployment/busy +cpu: [0-9]+%/50% +1 +4 ' get hpa busy
    k -m 'SuccessfulRescale .*New size: [24]; reason: cpu resource utilization \(percentage of request\) above target' describe hpa busy
    k delete hpa busy
    k delete -f talking.yaml -f crash.yaml --wait=false
} >/dev/null
k -m 'horizontalpodautoscaler.autoscaling/web autoscaled' autoscale deployment web --min=2 --max=6 --cpu-percent=50
k -m '^web +Deployment/web +cpu: <unknown>/50% +2 +6 ' get hpa web
k -x 1 -m 'already exists' autoscale deployment web --min=2 --max=6 --cpu-percent=50
k delete hpa web
