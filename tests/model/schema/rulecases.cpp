// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/schema/brokencases.h"

namespace {

// What is refused though each field is there and of its type.
constexpr BrokenCase rules[] = {
    {"toleration of a key that is none", "deployment", "      containers:\n",
     "      tolerations: [{key: \"a b\", operator: Exists}]\n      containers:\n",
     "18:27: error: \"spec.template.spec.tolerations[0].key\" must be [DOMAIN/]NAME: at most 63 letters, digits, inner "
     "\"-\", \"_\" and \".\", not \"a b\" [schema-label]\n"},
    {"toleration of everything", "deployment", "      containers:\n",
     "      tolerations: [{operator: Equal}]\n      containers:\n",
     "18:32: error: \"spec.template.spec.tolerations[0].operator\" must be Exists where no key is named "
     "[schema-enum]\n"},
    {"seconds of what does not end", "deployment", "      containers:\n",
     "      tolerations: [{key: a, operator: Exists, tolerationSeconds: 3, effect: NoSchedule}]\n      containers:\n",
     "18:78: error: \"spec.template.spec.tolerations[0].effect\" must be NoExecute where tolerationSeconds is set "
     "[schema-enum]\n"},
    {"selector of a label that is none", "deployment", "      containers:\n",
     "      affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: a, "
     "labelSelector: "
     "{matchLabels: {a: \"x y\"}}}]}}\n      containers:\n",
     "18:135: error: "
     "\"spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector."
     "matchLabels.a\" must be at most 63 letters, digits, inner \"-\", \"_\" and \".\", not \"x y\" [schema-label]\n"},
    {"no containers", "cronjob", "containers:\n          - name: job\n            image: busybox\n", "containers: []\n",
     "12:23: error: \"spec.jobTemplate.spec.template.spec.containers\" must not be empty [schema-missing-field]\n"},
    {"container without a name", "deployment", "name: server", "name: \"\"",
     "19:15: error: \"spec.template.spec.containers[0].name\" must not be empty [schema-missing-field]\n"},
    {"container without an image", "deployment", "image: nginx:1.27", "image: \"\"",
     "20:16: error: \"spec.template.spec.containers[0].image\" must not be empty [schema-missing-field]\n"},
    {"two containers of one name", "deployment", "      containers:\n",
     "      containers:\n      - {name: server, image: a}\n",
     "20:15: error: \"spec.template.spec.containers[1].name\": the name \"server\" is taken already "
     "[schema-duplicate]\n"},
    {"a container and an init container of one name", "deployment", "      containers:\n",
     "      initContainers:\n      - {name: server, image: a}\n      containers:\n",
     "19:16: error: \"spec.template.spec.initContainers[0].name\": the name \"server\" is taken already "
     "[schema-duplicate]\n"},
    {"two ports of one name", "deployment", "          name: http\n",
     "          name: http\n        - {containerPort: 8081, name: http}\n",
     "26:39: error: \"spec.template.spec.containers[0].ports[1].name\": the name \"http\" is taken already "
     "[schema-duplicate]\n"},
    {"two volumes of one name", "deployment", "      containers:\n",
     "      volumes: [{name: v, emptyDir: {}}, {name: v, emptyDir: {}}]\n      containers:\n",
     "18:49: error: \"spec.template.spec.volumes[1].name\": the name \"v\" is taken already [schema-duplicate]\n"},
    {"mount without a volume", "deployment", "        image: nginx:1.27\n",
     "        image: nginx:1.27\n        volumeMounts: [{name: data, mountPath: /data}]\n",
     "21:31: error: \"spec.template.spec.containers[0].volumeMounts[0].name\": the Pod has no volume \"data\" "
     "[schema-no-volume]\n"},
    {"replicas that are a whole float", "deployment", "replicas: 2", "replicas: -1.0",
     "8:13: error: \"spec.replicas\" must be 0 or more, not -1 [schema-format]\n"},
    {"container port with an exponent", "deployment", "containerPort: 8080", "containerPort: 8e5",
     "24:26: error: \"spec.template.spec.containers[0].ports[0].containerPort\" must be between 1 and 65535, not "
     "800000 [schema-format]\n"},
    {"container port too large", "deployment", "containerPort: 8080", "containerPort: 80800",
     "24:26: error: \"spec.template.spec.containers[0].ports[0].containerPort\" must be between 1 and 65535, not "
     "80800 [schema-format]\n"},
    {"probe port of 0", "deployment", "port: http", "port: 0",
     "31:19: error: \"spec.template.spec.containers[0].readinessProbe.httpGet.port\" must be between 1 and 65535, not "
     "0 [schema-format]\n"},
    {"probe port in quotes", "deployment", "port: http", "port: \"8080\"",
     "31:19: error: \"spec.template.spec.containers[0].readinessProbe.httpGet.port\" must be a number or a name with "
     "a letter in it, not the string \"8080\" (remove the quotes) [schema-name]\n"},
    {"service port of 0", "service", "port: 80", "port: 0",
     "12:11: error: \"spec.ports[0].port\" must be between 1 and 65535, not 0 [schema-format]\n"},
    {"service port too large", "service", "port: 80", "port: 70000",
     "12:11: error: \"spec.ports[0].port\" must be between 1 and 65535, not 70000 [schema-format]\n"},
    {"target port in quotes", "service", "targetPort: http", "targetPort: \"8080\"",
     "13:17: error: \"spec.ports[0].targetPort\" must be a number or a name with a letter in it, not the string "
     "\"8080\" (remove the quotes) [schema-name]\n"},
    {"target port too large", "service", "targetPort: http", "targetPort: 70000",
     "13:17: error: \"spec.ports[0].targetPort\" must be between 0 and 65535, not 70000 [schema-format]\n"},
    {"several ports without names", "service", "  - port: 80\n", "  - {name: a, port: 81}\n  - port: 80\n",
     "13:5: error: missing field \"spec.ports[1].name\": where there are several ports, each needs a name "
     "[schema-missing-field]\n"},
    {"service ports of one name", "service", "  - port: 80\n", "  - {name: a, port: 81}\n  - port: 80\n    name: a\n",
     "14:11: error: \"spec.ports[1].name\": the name \"a\" is taken already [schema-duplicate]\n"},
    {"empty selector", "deployment", "  selector:\n    matchLabels:\n      app: web\n", "  selector: {}\n",
     "9:13: error: \"spec.selector\" must not be empty [schema-missing-field]\n"},
    {"empty labels of a selector", "deployment", "    matchLabels:\n      app: web\n", "    matchLabels: {}\n",
     "10:5: error: \"spec.selector\" must not be empty [schema-missing-field]\n"},
    {"replicas below zero", "deployment", "replicas: 2", "replicas: -1",
     "8:13: error: \"spec.replicas\" must be 0 or more, not -1 [schema-format]\n"},
    {"Pods that never restart", "deployment", "    spec:\n", "    spec:\n      restartPolicy: Never\n",
     "17:22: error: \"spec.template.spec.restartPolicy\" must be Always here, not Never [schema-enum]\n"},
    {"a job that always restarts", "job", "restartPolicy: Never", "restartPolicy: Always",
     "8:22: error: \"spec.template.spec.restartPolicy\" of a Job must be OnFailure or Never [schema-enum]\n"},
    {"a job that does not say whether it restarts", "cronjob", "          restartPolicy: Never\n", "",
     "10:9: error: \"spec.jobTemplate.spec.template.spec.restartPolicy\" of a Job must be OnFailure or Never "
     "[schema-enum]\n"},
    {"completions below zero", "job", "spec:\n", "spec:\n  completions: -1\n",
     "6:16: error: \"spec.completions\" must be 0 or more, not -1 [schema-format]\n"},
    {"parallelism below zero", "job", "spec:\n", "spec:\n  parallelism: -1\n",
     "6:16: error: \"spec.parallelism\" must be 0 or more, not -1 [schema-format]\n"},
    {"backoff limit below zero", "job", "spec:\n", "spec:\n  backoffLimit: -1\n",
     "6:17: error: \"spec.backoffLimit\" must be 0 or more, not -1 [schema-format]\n"},
    {"name of a job too long", "job", "name: once",
     "name: a234567890123456789012345678901234567890123456789012345678901234",
     "4:9: error: \"metadata.name\" must be at most 63 lower-case letters, digits, inner \"-\" and \".\", not "
     "\"a234567890123456789012345678901234567890…\" [schema-name]\n"},
    {"name of a set with a dot", "statefulset", "name: db\n", "name: my.db\n",
     "4:9: error: \"metadata.name\" must be at most 63 lower-case letters, digits and inner \"-\", not \"my.db\" (did "
     "you mean my-db?) [schema-name]\n"},
    {"key with a space", "configmap", "level: debug", "the level: debug",
     "6:3: error: the key \"the level\" must be letters, digits, \"-\", \"_\" and \".\", at most 253, and not begin "
     "with \"..\" [schema-name]\n"},
    {"key of dots", "secret", "password:", "..:",
     "7:3: error: the key \"..\" must be letters, digits, \"-\", \"_\" and \".\", at most 253, and not begin with "
     "\"..\" [schema-name]\n"},
    {"ingress that leads nowhere", "ingress",
     "  rules:\n  - host: example.com\n    http:\n      paths:\n      - path: /\n        pathType: Prefix\n"
     "        backend:\n          service:\n            name: web\n            port:\n              number: 80\n",
     "  tls: [{hosts: [a]}]\n", "5:1: error: \"spec\" needs rules or a defaultBackend [schema-missing-field]\n"},
};

// What looks wrong and is taken.
constexpr BrokenCase sound[] = {
    {"name of a job with a dot", "job", "name: once", "name: my.once", ""},
    {"name of a job without a letter first", "job", "name: once", "name: 1once", ""},
    {"quantity with spaces", "claim", "storage: 1Gi", "storage: \" 1Gi \"", ""},
    {"claim template without modes", "statefulset", "      accessModes: [ReadWriteOnce]\n", "", ""},
    {"claim template without anything", "statefulset", "      accessModes: [ReadWriteOnce]\n",
     "      accessModes: [Foo]\n      volumeMode: bar\n", ""},
    {"hour of one digit", "configmap", "  name: settings\n",
     "  name: settings\n  deletionTimestamp: \"2024-01-01T1:00:00Z\"\n", ""},
    {"label of null", "deployment", "    app: web\n", "    app: web\n    other: null\n", ""},
    {"target port of 0", "service", "targetPort: http", "targetPort: 0", ""},
    {"target port of nothing", "service", "targetPort: http", "targetPort: \"\"", ""},
    {"no replicas", "deployment", "replicas: 2", "replicas: 0", ""},
    {"Pods that always restart", "deployment", "    spec:\n", "    spec:\n      restartPolicy: Always\n", ""},
    {"default backend alone", "ingress",
     "  rules:\n  - host: example.com\n    http:\n      paths:\n      - path: /\n        pathType: Prefix\n"
     "        backend:\n          service:\n            name: web\n            port:\n              number: 80\n",
     "  defaultBackend: {service: {name: a, port: {number: 1}}}\n", ""},
    {"names of ports with two protocols", "service", "  - port: 80\n",
     "  - {name: a, port: 80, protocol: UDP}\n  - port: 80\n    name: b\n", ""},
};

} // namespace

std::span<const BrokenCase> ruleCases() { return rules; }

std::span<const BrokenCase> soundCases() { return sound; }
