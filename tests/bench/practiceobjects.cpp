// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/practiceobjects.h"

#include <string_view>

namespace {

// Puts a number in the place of each @.
std::string filled(std::string_view text, int number)
{
    const std::string digits = std::to_string(number);
    std::string out;
    out.reserve(text.size() + 64);
    for (const char c : text) {
        if (c == '@')
            out += digits;
        else if (c != '\n')
            out += c;
    }
    return out;
}

constexpr std::string_view container =
    R"({"name":"web","image":"registry.example.com/shop/frontend:1.27.@","imagePullPolicy":"IfNotPresent",
"args":["--listen=:8080","--config=/etc/frontend/config.yaml","--log-level=info"],
"ports":[{"name":"http","containerPort":8080,"protocol":"TCP"},{"name":"metrics","containerPort":9090,"protocol":"TCP"}],
"env":[{"name":"POD_NAME","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}},
{"name":"POD_IP","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"status.podIP"}}},
{"name":"DATABASE_URL","valueFrom":{"secretKeyRef":{"name":"database","key":"url"}}},
{"name":"CACHE_SIZE","value":"256"},{"name":"FEATURES","value":"cart,search,recommendations"}],
"resources":{"requests":{"cpu":"100m","memory":"128Mi"},"limits":{"cpu":"500m","memory":"256Mi"}},
"volumeMounts":[{"name":"config","mountPath":"/etc/frontend","readOnly":true},{"name":"cache","mountPath":"/var/cache"}],
"livenessProbe":{"httpGet":{"path":"/healthz","port":"http","scheme":"HTTP"},"initialDelaySeconds":10,"periodSeconds":10,"timeoutSeconds":1,"successThreshold":1,"failureThreshold":3},
"readinessProbe":{"httpGet":{"path":"/readyz","port":"http","scheme":"HTTP"},"periodSeconds":5,"timeoutSeconds":1,"successThreshold":1,"failureThreshold":3},
"securityContext":{"runAsNonRoot":true,"allowPrivilegeEscalation":false,"readOnlyRootFilesystem":true,"capabilities":{"drop":["ALL"]}}})";

constexpr std::string_view podHead =
    R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"frontend-7d4b9c6f5-@","namespace":"default",
"labels":{"app.kubernetes.io/name":"frontend","app.kubernetes.io/instance":"shop","app.kubernetes.io/version":"1.27.3","pod-template-hash":"7d4b9c6f5"},
"annotations":{"prometheus.io/scrape":"true","prometheus.io/port":"9090","checksum/config":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"frontend-7d4b9c6f5","uid":"6f8b2a0e-3f0c-4a0e-9c56-0d8c9a7d1b11","controller":true,"blockOwnerDeletion":true}]},
"spec":{"containers":[)";
constexpr std::string_view podTail =
    R"(,{"name":"proxy","image":"registry.example.com/mesh/proxy:2.4.1","args":["--upstream=127.0.0.1:8080"],
"ports":[{"name":"mesh","containerPort":15001,"protocol":"TCP"}],
"resources":{"requests":{"cpu":"20m","memory":"32Mi"},"limits":{"memory":"64Mi"}},
"volumeMounts":[{"name":"certificates","mountPath":"/etc/certificates","readOnly":true}]}],
"volumes":[{"name":"config","configMap":{"name":"frontend"}},{"name":"cache","emptyDir":{"sizeLimit":"1Gi"}},
{"name":"certificates","secret":{"secretName":"mesh-certificates"}}],
"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"default",
"securityContext":{"runAsUser":1000,"fsGroup":1000},"nodeName":"node-1",
"topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"kubernetes.io/hostname","whenUnsatisfiable":"ScheduleAnyway","labelSelector":{"matchLabels":{"app.kubernetes.io/name":"frontend"}}}],
"tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300},
{"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}]}})";

constexpr std::string_view podStatus =
    R"({"status":{"phase":"Running","hostIP":"10.0.0.1","podIP":"10.244.1.7","podIPs":[{"ip":"10.244.1.7"}],"startTime":"2026-01-31T09:00:00Z",
"conditions":[{"type":"PodScheduled","status":"True","lastTransitionTime":"2026-01-31T09:00:00Z"},
{"type":"Initialized","status":"True","lastTransitionTime":"2026-01-31T09:00:00Z"},
{"type":"ContainersReady","status":"True","lastTransitionTime":"2026-01-31T09:00:05Z"},
{"type":"Ready","status":"True","lastTransitionTime":"2026-01-31T09:00:05Z"}],
"containerStatuses":[{"name":"web","image":"registry.example.com/shop/frontend:1.27.3","imageID":"sha256:9f86d081884c7d659a2feaa0c55ad015","containerID":"containerd://0b1c","restartCount":@,"ready":true,"started":true,"state":{"running":{"startedAt":"2026-01-31T09:00:03Z"}},"lastState":{}},
{"name":"proxy","image":"registry.example.com/mesh/proxy:2.4.1","imageID":"sha256:5994471abb01112afcc18159f6cc74b4","containerID":"containerd://0b1d","restartCount":0,"ready":true,"started":true,"state":{"running":{"startedAt":"2026-01-31T09:00:04Z"}},"lastState":{}}]}})";

constexpr std::string_view configMap =
    R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings-@","namespace":"default","labels":{"app.kubernetes.io/name":"frontend","app.kubernetes.io/instance":"shop"}},
"data":{"config.yaml":"listen: :8080\nlog:\n  level: info\n  format: json\ncache:\n  size: 256\n  ttl: 30s\n","features":"cart,search,recommendations","database":"postgres://database.shop.svc:5432/shop","banner":"Spring sale, this week only"}})";

constexpr std::string_view deploymentHead =
    R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"frontend-@","namespace":"default","labels":{"app.kubernetes.io/name":"frontend"}},
"spec":{"replicas":3,"selector":{"matchLabels":{"app.kubernetes.io/name":"frontend"}},
"template":{"metadata":{"labels":{"app.kubernetes.io/name":"frontend","app.kubernetes.io/instance":"shop"}},"spec":{"containers":[)";
constexpr std::string_view deploymentTail =
    R"(],"volumes":[{"name":"config","configMap":{"name":"frontend"}},{"name":"cache","emptyDir":{"sizeLimit":"1Gi"}}],"serviceAccountName":"default"}}}})";

} // namespace

std::string benchConfigMap(int number) { return filled(configMap, number); }

std::string benchPod(int number) { return filled(podHead, number) + filled(container, 3) + filled(podTail, number); }

std::string benchPodStatus(int version) { return filled(podStatus, version); }

std::string benchDeployment(int number, int version)
{
    return filled(deploymentHead, number) + filled(container, version) + filled(deploymentTail, number);
}
