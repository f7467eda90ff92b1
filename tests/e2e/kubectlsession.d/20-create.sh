# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Things made by kubectl create, run, expose and apply.
k create namespace session
k -x 1 -m 'namespaces "session" already exists' create namespace session
k config set-context --current --namespace=session
k create configmap plain --from-literal=a=1 --from-literal=b=two
k create secret generic keys --from-literal=password=open --from-literal=user=me
k create secret docker-registry pull --docker-server=registry.example.com --docker-username=u --docker-password=p
k create deployment made --image=nginx:1.27 --replicas=2 --port=80
k create job once --image=busybox:1.36 -- sleep 1
k create cronjob often --image=busybox:1.36 --schedule='*/5 * * * *' -- date
k create job from-often --from=cronjob/often
k create service clusterip inner --tcp=80:8080 --clusterip=10.96.7.8
k create service nodeport outer --tcp=80:8080 --node-port=30080
k create service externalname away --external-name example.com
k create service loadbalancer front --tcp=443:8443
k create quota small --hard=count/widgets.example.com=3,configmaps=50
k create role reader --verb=get,list --resource=pods,configmaps
k create rolebinding readers --role=reader --user=jane --serviceaccount=session:robot
k create clusterrole session-reader --verb=get --resource=nodes
k create clusterrolebinding session-readers --clusterrole=session-reader --group=people
k create serviceaccount builder
k create ingress site --rule='shop.example.com/*=shop:80,tls=cert' --class=web
k create poddisruptionbudget made --selector=app=made --max-unavailable=1
k create priorityclass session-low --value=5 --description=low
out=$(timeout 20 "$kubectl" create token builder 2>&1) # either answer will do
k -m 'pod/tool created' run tool --image=busybox:1.36 --labels=app=tool,env=test --env=A=b --restart=Never -- sleep 100
k expose pod tool --port=80 --name=tool --cluster-ip=10.96.7.9
k -m 'service/made exposed' expose deployment made --port=80 --target-port=8080
k -m 'deployment.apps/shop created' apply -f app.yaml
k -m 'deployment.apps/shop unchanged' -n 'created|configured' apply -f app.yaml
k -m 'persistentvolumeclaim/data created' create -f others.yaml
k -m 'already exists' -x 1 create -f others.yaml
k create -f nodes.yaml
k create -f pods.yaml
k -m 'pod/dry created \(server dry run\)' run dry --image=nginx --dry-run=server
k -m 'kind: Deployment' create deployment dry --image=nginx --dry-run=client -o yaml
k -m 'uid:' create deployment dry --image=nginx --dry-run=server -o yaml
k -x 1 -m 'deployments.apps "dry" not found' get deployment dry
k -m 'customresourcedefinition.* created' create -f crd.yaml
k -m 'condition met' wait --for=condition=Established crd/backups.session.example.com --timeout=20s
