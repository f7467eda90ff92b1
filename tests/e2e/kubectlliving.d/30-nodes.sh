# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Nodes are cordoned, drained, tainted.
on() { "$kubectl" get pods -l "$1" --field-selector="spec.nodeName=$2" -o name | wc -l; }
k -m 'node/node-1 cordoned' cordon node-1
k -m 'node/node-1 already cordoned' cordon node-1
k get nodes --no-headers -o 'custom-columns=NAME:.metadata.name,OFF:.spec.unschedulable'
k -q -m '^node-1 +Ready,SchedulingDisabled' get nodes
k -q -m 'Unschedulable: +true' -m 'node.kubernetes.io/unschedulable:NoSchedule' -m 'Allocated resources' describe node node-1
k create deployment off --image=nginx --replicas=4
k -q -t 60 rollout status deployment/off --timeout=50s
practiced && # a kubelet says so when it looks, every ten seconds
    k -q -m 'NodeNotSchedulable .*Node node-1 status is now: NodeNotSchedulable' describe node node-1 >/dev/null
[[ $(on app=off node-1) == 0 ]] || fail "pods on a cordoned node"
k -m 'node/node-1 uncordoned' uncordon node-1
k -m 'node/node-1 already uncordoned' uncordon node-1
k -q -m '^node-1 +Ready  +' get nodes
k delete deployment off
# What drain refuses to take away, and what a budget holds.
k apply -f drained.yaml
k -q -t 60 rollout status daemonset/agent --timeout=50s
k -q -t 60 wait pod/bare pod/scratch --for=condition=Ready --timeout=50s
k -x 1 -q -m 'cannot delete DaemonSet-managed Pods \(use --ignore-daemonsets to ignore\): work/agent-' -m 'cannot delete Pods that declare no controller \(use --force to override\): work/bare' -m 'cannot delete Pods with local storage \(use --delete-emptydir-data to override\): work/scratch' drain node-2
k -m 'poddisruptionbudget.policy/guard created' create pdb guard --selector=app=web --min-available=5
k -t 30 wait pdb/guard --for='jsonpath={.status.currentHealthy}=5' --timeout=20s
k -m '^guard +5 +N/A +0 ' get pdb guard
k -x 1 -q -t 60 -m "error when evicting pods/\"web-[a-z0-9-]+\" -n \"work\" \(will retry after 5s\): Cannot evict pod as it would violate the pod's disruption budget" -m 'global timeout reached: 6s' drain node-2 --ignore-daemonsets --force --delete-emptydir-data --timeout=6s
k patch pdb guard -p '{"spec":{"minAvailable":3}}'
k -q -t 90 -m 'evicting pod work/web-' -m 'node/node-2 drained' drain node-2 --ignore-daemonsets --force --delete-emptydir-data --timeout=80s
[[ $(on app=web node-2) == 0 ]] || fail "pods on a drained node"
[[ $(on app=agent node-2) == 1 ]] || fail "no daemon on a drained node"
k uncordon node-2
k -q -t 60 rollout status deployment/web --timeout=50s
k delete pdb guard
# A taint keeps pods away, or drives them off.
k -m 'node/node-3 tainted' taint nodes node-3 dedicated=x:NoExecute
k -x 1 -m 'node node-3 already has dedicated taint\(s\) with same effect\(s\) and --overwrite is false' taint nodes node-3 dedicated=y:NoExecute
for _ in {1..100}; do
    [[ $(on app=web node-3) == 0 ]] && break
    sleep 0.2
done
[[ $(on app=web node-3) == 0 ]] || fail "pods on a node with a NoExecute taint"
k -q -m 'TaintManagerEviction +pod/web-[a-z0-9-]+ +Marking for deletion Pod work/web-' get events
k -m 'node/node-3 untainted' taint nodes node-3 dedicated-
k -x 1 -m 'taint "dedicated" not found' taint nodes node-3 dedicated-
k delete daemonset agent
if practiced; then # there are figures there, after 40 s
    k -x 1 -m '[Mm]etrics API not available' top nodes >/dev/null
    k -x 1 -m '[Mm]etrics API not available' top pods >/dev/null
fi
# One that fits nowhere says why.
k run big --image=nginx --overrides='{"spec":{"containers":[{"name":"big","image":"nginx","resources":{"requests":{"cpu":"64"}}}]}}'
k -t 30 wait pod/big --for='jsonpath={.status.conditions[?(@.type=="PodScheduled")].reason}=Unschedulable' --timeout=20s
k get pod big -o 'jsonpath={.status.conditions[0].message}'
k -m 'Warning +FailedScheduling .*0/3 nodes are available: 3 Insufficient cpu' -q describe pod big
k -x 1 -q -m 'timed out waiting' wait pod/big --for=condition=Ready --timeout=1s
k delete pod big
