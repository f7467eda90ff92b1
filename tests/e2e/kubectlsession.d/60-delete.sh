# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Waiting, and taking away.
k -m 'condition met' wait deployment/shop --for=jsonpath='{.spec.replicas}'=5 --timeout=5s
k -x 1 -m 'timed out waiting' wait pod/web-2 --for=condition=Ready --timeout=1s
k -m 'condition met' wait configmap/plain --for=create --timeout=5s
(sleep 2; timeout 20 "$kubectl" create configmap later >/dev/null 2>&1) &
k -m 'condition met' wait configmap/later --for=create --timeout=20s
wait
(sleep 2; timeout 20 "$kubectl" delete configmap later >/dev/null 2>&1) &
k -m 'condition met' wait configmap/later --for=delete --timeout=20s
wait
k wait configmap/later --for=delete --timeout=5s
k delete configmap plain
k -x 1 -m 'configmaps "plain" not found' delete configmap plain
k delete configmap plain --ignore-not-found
k -m 'pod "web-2" deleted' delete pod web-2
k -m 'force deleted' delete pod web-1 --force
k delete pod tool --dry-run=server
k delete pods -l app=tool --wait=false --grace-period=1
k delete service -l app=shop
k delete service inner outer
k delete deployment made --cascade=orphan --wait=false
k get deployment made -o 'jsonpath={.metadata.finalizers}'; same '["orphan"]'
k delete replicaset copies --cascade=background
k delete statefulset db --cascade=foreground --wait=false
k get statefulset db -o 'jsonpath={.metadata.finalizers}'; same '["foregroundDeletion"]'
k patch statefulset db --type=merge -p '{"metadata":{"finalizers":null}}'
k -x 1 -m 'not found' get statefulset db
k delete job once from-often --cascade=orphan --wait=false
k -x 1 -m 'already exists|AlreadyExists' create configmap settings
k delete -f app.yaml --ignore-not-found
k delete configmaps --all --wait=false
k get deployments,services,configmaps,pods -o name
k delete pvc data --wait=false
k delete pv session-disk --wait=false
k delete storageclass fast
k delete clusterrole session-reader
k delete clusterrolebinding session-readers
k delete priorityclass session-low session-high
k delete node session-1 session-2
k -m 'namespace "session" deleted' delete namespace session --wait=false
