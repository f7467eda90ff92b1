# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Changing what is there.
sed 's/replicas: 2/replicas: 3/; s/nginx:1.27/nginx:1.28/' app.yaml >changed.yaml
k diff -f app.yaml
k -x 1 -m '^\+ +replicas: 3' -m '^-.*nginx:1\.27' diff -f changed.yaml
k -m 'deployment.apps/shop configured' -m 'service/shop unchanged' apply -f changed.yaml
k diff -f changed.yaml
k apply view-last-applied configmap settings
k -m 'serverside-applied' apply --dry-run=server --server-side -f backup.yaml
cat >applied.yaml <<'END'
apiVersion: v1
kind: ConfigMap
metadata: {name: applied, labels: {by: one}}
data: {a: "1", b: "2"}
END
k -m 'configmap/applied serverside-applied' apply --server-side --field-manager=one -f applied.yaml
k apply --server-side --field-manager=one -f applied.yaml
sed 's/"2"/"3"/' applied.yaml >other.yaml
k -x 1 -m 'conflict with "one": \.data\.b' apply --server-side --field-manager=two -f other.yaml
k -x 1 diff --server-side --field-manager=two --force-conflicts -f other.yaml
k -m 'serverside-applied' apply --server-side --field-manager=two --force-conflicts -f other.yaml
k -m 'manager: two' get configmap applied -o yaml --show-managed-fields
sed 's/replicas: 3/replicas: 9/' changed.yaml >more.yaml
k -x 1 -m 'conflict with "kubectl-client-side-apply" using apps/v1: \.spec\.replicas' apply --server-side -f more.yaml --field-manager=three -l tier=front
k apply --server-side -f changed.yaml --force-conflicts
k get deployment shop -o yaml --show-managed-fields
KUBE_EDITOR='sed -i s/green/blue/' k -m 'configmap/settings edited' edit configmap settings
k get configmap settings -o 'jsonpath={.data.colour}'; same blue
KUBE_EDITOR=true k -m 'Edit cancelled, no changes made' edit configmap settings
KUBE_EDITOR='sed -i s/restartPolicy:.Always/restartPolicy:\ Sometimes/' k -x 1 edit deployment made
KUBE_EDITOR='sed -i s/replicas:.0/replicas:\ 1/' k edit deployment shop --subresource=status
k -m 'patched$' patch deployment made -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","imagePullPolicy":"Always"}]}}}}'
k -m 'patched \(no change\)' patch deployment made -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","imagePullPolicy":"Always"}]}}}}'
k -m 'patched$' patch configmap plain --type=merge -p '{"data":{"a":null,"c":"3"}}'
k -m 'patched$' patch configmap plain --type=json -p '[{"op":"add","path":"/data/d","value":"4"},{"op":"test","path":"/data/c","value":"3"}]'
k -x 1 patch configmap plain --type=json -p '[{"op":"test","path":"/data/c","value":"4"}]'
k get configmap plain -o 'jsonpath={.data}'; same '{"b":"two","c":"3","d":"4"}'
k -m 'patched$' patch deployment shop --subresource=status -p '{"status":{"replicas":3,"updatedReplicas":3}}'
k patch deployment shop --subresource=scale --type=merge -p '{"spec":{"replicas":4}}' -o yaml
k -x 1 -m 'Invalid value' patch deployment shop -p '{"spec":{"replicas":-1}}'
k -m 'patched' patch node session-2 -p '{"spec":{"unschedulable":true}}'
sleep 1 # managers are in the order of their times, which are whole seconds
k scale deployment shop --replicas=5
k get deployment shop -o 'jsonpath={.spec.replicas}'; same 5
k -x 1 -m 'Expected replicas' scale deployment shop --current-replicas=2 --replicas=1
k scale statefulset/db rs/copies rc/old --replicas=0
k autoscale deployment shop --min=1 --max=6 --cpu-percent=70
k get hpa
k get hpa shop -o yaml
k describe hpa shop
k label pods web-1 web-2 stage=one
k -x 1 -m 'already has a value' label pods web-1 stage=two
k label pods web-1 stage=two --overwrite
k label pods -l app=web stage-
k annotate configmap settings note='a b' team=x
k annotate configmap settings team-
k -x 1 -m 'Invalid value|invalid label' label pods web-1 'a=b c'
k set image deployment/shop shop=nginx:1.29
k -x 1 -m 'unable to find container named' set image deployment/shop none=nginx:1.29
k set env deployment/shop COLOUR=red LEVEL=2
k set resources deployment made --limits=cpu=200m,memory=256Mi
k set serviceaccount deployment made robot
k set selector service inner app=inner
k set subject rolebinding readers --user=joe
k get deployment shop made -o yaml
k -x 1 -m 'Waiting for deployment' rollout status deployment/made --timeout=2s
k rollout pause deployment/shop
k -x 1 -m 'already paused' rollout pause deployment/shop
k rollout resume deployment/shop
k rollout history deployment/shop
k -x 1 rollout undo deployment/shop
k rollout restart deployment/made
k rollout status daemonset/agent --watch=false
k taint nodes session-1 gpu=yes:NoSchedule
k -x 1 -m 'already has gpu taint' taint nodes session-1 gpu=no:NoSchedule
k taint nodes session-1 gpu-
k cordon session-1
k get node session-1
k uncordon session-1
k drain session-1 --dry-run=server --ignore-daemonsets --force --delete-emptydir-data
k drain session-1 --dry-run=client --ignore-daemonsets --force
sed 's/green/yellow/' app.yaml | sed -n '/kind: ConfigMap/,$p' | sed '1i apiVersion: v1' >replacement.yaml
k -m 'configmap/settings replaced' replace -f replacement.yaml
k get configmap settings -o yaml --show-managed-fields
k -m 'replaced' replace --force -f replacement.yaml
k -x 1 -m 'not found' replace -f backup.yaml
