# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Services find their pods by labels and by the names of ports.
k -m 'service/web exposed' expose deployment web --port=80 --target-port=80
k -t 30 -m 'condition met' wait endpointslices -l kubernetes.io/service-name=web --for='jsonpath={.endpoints[4].conditions.ready}=true' --timeout=20s
k -m 'Endpoints: +[0-9.]+:80,[0-9.]+:80,[0-9.]+:80 \+ 2 more\.\.\.' -m 'Selector: +app=web' describe service web
k -m '^web +[0-9.]+:80,[0-9.]+:80,[0-9.]+:80 \+ 2 more\.\.\.' -q get endpoints web
k apply -f ports.yaml
k -q -t 60 rollout status deployment/ports --timeout=50s
k -t 30 -m 'condition met' wait endpointslices -l kubernetes.io/service-name=ports --for='jsonpath={.endpoints[1].conditions.ready}=true' --timeout=20s
k get endpointslices -l kubernetes.io/service-name=ports -o 'jsonpath={range .items[0].ports[*]}{.name}={.port} {end}'
for port in 'web=8080' 'metrics=9102'; do [[ $out == *"$port "* ]] || fail "endpoint slice of ports: no $port in $out"; done
# A label taken away takes a pod out of its set and its Service, which makes another one.
one=$("$kubectl" get pods -l app=ports -o 'jsonpath={.items[0].metadata.name}')
k -q -m "pod/$one labeled" label pod "$one" app=free --overwrite
k -t 30 -m 'condition met' wait deployment/ports --for='jsonpath={.status.readyReplicas}=2' --timeout=20s
for _ in {1..50}; do # the set hears of it in its own time
    [[ $("$kubectl" get pods -l app=ports --field-selector=status.phase=Running -o name | wc -l) == 2 ]] && break
    sleep 0.2
done
k get pods -l app=ports --no-headers -o 'custom-columns=OWNER:.metadata.ownerReferences[0].kind,PHASE:.status.phase'
k get pod -l app=free --no-headers -o 'custom-columns=OWNER:.metadata.ownerReferences[0].kind'; same '<none>'
k -x 1 -m "already has a value \(free\), and --overwrite is false" -q label pod "$one" app=ports
k -q -m 'pod ".*" deleted' delete pod "$one"
k -m 'deployment.apps/ports labeled' label deployment ports tier=back
k -m '^ports$' get deployments -l tier=back -o 'custom-columns=NAME:.metadata.name'
k -m 'deployment.apps/ports unlabeled' label deployment ports tier-
k -m 'No resources found in work namespace' get deployments -l tier=back
# A pod that is being ended is waited for.
gone=$("$kubectl" get pods -l app=ports -o 'jsonpath={.items[0].metadata.name}')
k -q -m "pod \"$gone\" deleted" delete pod "$gone" --wait=false
k -q -t 60 wait "pod/$gone" --for=delete --timeout=50s
k -x 1 -q -m "pods \"$gone\" not found" get pod "$gone"
k -q -t 60 rollout status deployment/ports --timeout=50s
k delete deployment,service ports
