# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What the server says of itself, before anything is in it.
k -m 'Server Version: v1\.33' -q version
k -s -m '^pods +po +v1 +true +Pod$' -m '^deployments +deploy +apps/v1 +true +Deployment$' api-resources --no-headers
k -s -m 'create,delete,deletecollection,get,list,patch,update,watch' api-resources -o wide --no-headers
k -s -m '^configmaps$' api-resources --namespaced=true --verbs=list,create -o name
k -m '^nodes ' -n '^pods ' api-resources --namespaced=false --sort-by=name --no-headers
k -m 'deployments' -n '^configmaps' api-resources --api-group=apps
k -m '^v1$' -m '^batch/v1$' -m '^apps/v1$' api-versions
k -m 'Kubernetes control plane.* is running at https://127' cluster-info
k get --raw /healthz; same ok
k get --raw /livez; same ok
k get --raw /readyz; same ok
k -m '"gitVersion": "v1\.33' -q get --raw /version
k -m '"kind":"APIGroupList"' -q get --raw /apis
k -m '"name":"pods/status"' -q get --raw /api/v1
k -x 1 -m 'NotFound|could not find' get --raw /apis/nowhere.example.com/v1
k -m '^default ' get namespaces --no-headers
k -m 'No resources found in default namespace' get pods
k -m 'No resources found' get pods -A
k -x 1 -m "the server doesn't have a resource type \"nothings\"" get nothings
k -x 1 -m 'pods "none" not found' get pod none
k -m '^yes$' auth can-i create pods
k -m '^yes$' auth can-i '*' '*' --all-namespaces
k -q -m '\*\.\* ' auth can-i --list
k -q -m 'Username' auth whoami
k -x 1 -m 'Metrics API not available|metrics' top nodes
k -x 1 -m 'Metrics API not available|metrics' top pods
