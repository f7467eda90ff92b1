# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What goes, and what it leaves.
k -m 'deployment.apps "web" deleted' delete deployment web --cascade=orphan
k -s get replicasets -l app=web -o 'jsonpath={.items[*].metadata.ownerReferences}'; same ''
k get pods -l app=web --no-headers -o 'custom-columns=OWNER:.metadata.ownerReferences[0].kind,PHASE:.status.phase'
if practiced; then # ages that the API server tells go by its time, however fast that is
    {
        k -m ' [0-9]+(s|m|m[0-9]+s|h) *$' -n '<invalid>|<unknown>' get pods -l app=web --no-headers
        k -m ' [0-9]+(s|m|m[0-9]+s|h) +v1' -n '<invalid>|<unknown>' get nodes --no-headers
    } >/dev/null
fi
k -q delete replicasets -l app=web --cascade=foreground
k -t 60 wait pods -l app=web --for=delete --timeout=50s
k -m 'No resources found' get replicasets -l app=web
k create deployment fore --image=nginx --replicas=2
k -q -t 60 rollout status deployment/fore --timeout=50s
k -t 60 -m 'deployment.apps "fore" deleted' delete deployment fore --cascade=foreground --timeout=50s
k get pods,replicasets -l app=fore -o name; same ''
k create deployment back --image=nginx --replicas=2
k -q -t 60 rollout status deployment/back --timeout=50s
k delete deployment back
k -t 60 wait pods -l app=back --for=delete --timeout=50s
k -x 1 -m 'deployments.apps "back" not found' delete deployment back
k -m 'statefulset.apps "db" deleted' delete statefulset db --cascade=orphan
k get pod db-0 -o 'jsonpath={.metadata.ownerReferences}'; same ''
k -t 60 -m 'pod "db-0" deleted' delete pod db-0 --timeout=50s
k config set-context --current --namespace default
k -t 60 -m 'namespace "work" deleted' delete namespace work --timeout=50s
k -x 1 -m 'namespaces "work" not found' get namespace work
