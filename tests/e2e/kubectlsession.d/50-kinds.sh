# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What the schemas say, and kinds of one's own.
k -m 'FIELDS:' explain pods
k -m 'replicas' explain deployment.spec
k -m 'containers' explain pod --recursive
k explain service.spec.ports.port
k -m 'GROUP: +batch' explain cronjob.spec.jobTemplate.spec.template.spec.containers.env
k -x 1 -m 'field "nothing" does not exist' explain pod.nothing
k -m 'autoscaling' explain hpa --api-version=autoscaling/v1
k -m 'openapi|"paths"' -q get --raw /openapi/v3
cat >wrong.yaml <<'END'
apiVersion: v1
kind: ConfigMap
metadata: {name: wrong}
dat: {a: b}
END
k -x 1 -m 'unknown field "dat"' create -f wrong.yaml
k -m 'unknown field "dat"' create --validate=warn -f wrong.yaml
k -m 'configured|unchanged' apply --validate=ignore -f wrong.yaml
k -m 'What is wanted' explain backup.spec
k explain backups --recursive
k -m 'backup.session.example.com/nightly created' apply -f backup.yaml
k -m 'unchanged' apply -f backup.yaml
k get backups
k get bk -o wide
k get backup nightly -o yaml
k -m 'Target: +db' describe backup nightly
k get all -o name
sleep 1.1 # managers are in the order of their times, which are whole seconds
k scale backup nightly --replicas=3
sleep 1.1
k get backup nightly -o 'jsonpath={.spec.copies}'; same 3
k patch backup nightly --type=merge --subresource=status -p '{"status":{"phase":"Done"}}'
k -x 1 patch backup nightly -p '{"spec":{"target":"x"}}'
k -x 1 -m 'Invalid value' patch backup nightly --type=merge -p '{"spec":{"copies":0}}'
sed 's/target: db/target: db, colour: green/' backup.yaml >wrong.yaml
k -x 1 -m 'unknown field "spec.colour"' apply -f wrong.yaml
k -m 'condition met' wait backup/nightly --for=jsonpath='{.status.phase}'=Done --timeout=5s
sleep 1.1
k apply --server-side -f backup.yaml --field-manager=one --force-conflicts
k get backup nightly -o yaml --show-managed-fields
k api-resources --api-group=session.example.com
k delete backup --all
k get backups
k delete crd backups.session.example.com
k -x 1 -m "the server doesn't have a resource type|could not find the requested resource" get backups
