# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Reading, in every form.
# A real server's own repair of addresses may say something about a Service every few minutes.
forget_repairs() { "$kubectl" delete events -A --field-selector reason=ClusterIPNotAllocated >/dev/null 2>&1; }
forget_repairs
kinds=(deployments replicasets statefulsets daemonsets replicationcontrollers pods services endpoints endpointslices configmaps secrets jobs
    cronjobs ingresses networkpolicies persistentvolumeclaims persistentvolumes storageclasses resourcequotas limitranges roles rolebindings
    clusterroles/session-reader clusterrolebindings/session-readers serviceaccounts nodes poddisruptionbudgets events leases
    priorityclasses/session-high customresourcedefinitions namespaces/session)
for kind in "${kinds[@]}"; do
    read -ra words <<<"${kind/\// }"
    k get "${words[@]}"
    k get "${words[@]}" -o wide --show-labels
    k get "${words[@]}" -o name
    k get "${words[@]}" -o yaml
done
k -m '"kind": "List"' get deployment,service -l app=shop -o json
k get deployment shop -o yaml --show-managed-fields
k get deployment shop -o 'jsonpath={.spec.template.spec.containers[0].image}'; same nginx:1.27
k get pods -l app=web -o 'jsonpath={range .items[*]}{.metadata.name}{" "}{end}'; same 'web-1 web-2 '
k get configmap settings -o 'go-template={{.data.colour}}'; same green
k get deployment -o 'custom-columns=NAME:.metadata.name,IMAGE:.spec.template.spec.containers[*].image'
k get pods -l 'app in (web,tool),env!=test' --no-headers -o name
k get pods -l '!env' -o name
k -x 1 -m 'unable to parse requirement|couldn.t parse' get pods -l 'a in b'
k get pods --field-selector spec.nodeName=session-1 -o name; same pod/web-1
k get pods --field-selector status.phase!=Pending -o name
k -x 1 -m 'field label not supported' get pods --field-selector spec.colour=green
k get pods -A --no-headers -o name
k get configmaps -A --field-selector metadata.name=settings
k get pods --sort-by=.metadata.name -o name
k get services --sort-by='{.spec.ports[0].port}' -o name
k get all
k get all,configmaps,secrets -l app=shop
k get configmaps --chunk-size=1 -o name
k get pods --chunk-size=1
k get pods -L app,env
k get pod/web-1 service/shop
k get --ignore-not-found pod none; same ''
k -q -m '"kind":"PodList"' -n continue get --raw '/api/v1/namespaces/session/pods?limit=1&fieldSelector=metadata.name%3Dweb-1'
k -q -m '"continue":"' -m remainingItemCount get --raw '/api/v1/namespaces/session/pods?limit=1'
k get -f app.yaml
k get deployment shop --subresource=status -o name
k get deployment shop --subresource=scale -o yaml
k get deployment shop --subresource=scale
# A watch that ends by itself: what is there, then nothing more.
k get pods -w --request-timeout=3s
k -x 124 -t 2 get pods web-1 -w -o name
k -m 'Image:.*nginx:1\.27' describe deployment shop
k describe deployment made
k describe pod web-1
k describe pod web-2
k describe pod tool
k -m 'Selector:.*app=shop' describe service shop
forget_repairs
k describe service outer
k describe service away
k -m 'Roles:' describe node session-1
k describe node session-2
k -m 'shop.example.com' describe ingress site
k describe pvc data
k describe pv session-disk
k -s -m 'password: +4 bytes' describe secret keys # likewise
k -s describe configmap settings # in the order of a Go map
k describe job once
k describe cronjob often
k describe crd backups.session.example.com
k describe statefulset db
k describe daemonset agent
k describe replicaset copies
k describe replicationcontroller old
k describe networkpolicy closed
k describe quota small
k describe limits limits
k describe role reader
k describe rolebinding readers
k describe serviceaccount robot
k describe pdb shop
k describe storageclass fast
k describe namespace session
k describe endpoints shop
k describe endpointslice shop-1
k describe priorityclass session-high
k describe lease lease
k -x 1 -m 'not found' describe pod none
forget_repairs
k -m 'Scaled up replica set' events
k events --for deployment/shop
k -m 'ScalingReplicaSet' events --types=Normal -o yaml
k -q -x 1 -m 'Error from server' logs web-1 -c web # no kubelet
k -x 1 -m 'container nothing is not valid|not valid for pod' logs web-1 -c nothing
k -x 1 -m 'pods "none" not found' logs none
k -q -x 1 -m 'Error from server' exec web-2 -- true
