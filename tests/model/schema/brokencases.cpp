// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/schema/brokencases.h"

namespace {

constexpr BrokenCase cases[] = {
    {"misspelled", "deployment", "replicas:", "replica:",
     "8:3: error: unknown field \"spec.replica\" (did you mean replicas?) [schema-unknown-field]\n"},
    {"wrong case", "deployment", "imagePullPolicy", "imagepullpolicy",
     "21:9: error: unknown field \"spec.template.spec.containers[0].imagepullpolicy\" (did you mean "
     "imagePullPolicy?) [schema-unknown-field]\n"},
    {"letters swapped", "deployment", "terminationGracePeriodSeconds", "terminatonGracePeriodSeconds",
     "17:7: error: unknown field \"spec.template.spec.terminatonGracePeriodSeconds\" (did you mean "
     "terminationGracePeriodSeconds?) [schema-unknown-field]\n"},
    {"one level too high", "deployment", "        ports:\n        - containerPort: 8080\n          name: http\n",
     "        containerPort: 8080\n        ports:\n        - containerPort: 8080\n          name: http\n",
     "23:9: error: unknown field \"spec.template.spec.containers[0].containerPort\" (it belongs under ports[]) "
     "[schema-unknown-field]\n"},
    {"container field in the spec", "deployment", "  replicas: 2\n", "  replicas: 2\n  image: nginx\n",
     "9:3: error: unknown field \"spec.image\" [schema-unknown-field]\n"},
    {"pod field in the deployment", "deployment", "  replicas: 2\n", "  replicas: 2\n  containers: []\n",
     "9:3: error: unknown field \"spec.containers\" (it belongs under template.spec) [schema-unknown-field]\n"},
    {"deployment field in the pod", "deployment", "    spec:\n", "    spec:\n      replicas: 2\n",
     "17:7: error: unknown field \"spec.template.spec.replicas\" (it belongs further up, in the DeploymentSpec) "
     "[schema-unknown-field]\n"},
    {"top field in the spec", "service", "spec:\n", "spec:\n  metadata: {}\n",
     "8:3: error: unknown field \"spec.metadata\" (it belongs at the top, beside kind) [schema-unknown-field]\n"},
    {"nothing like it", "service", "spec:\n", "spec:\n  zebra: 1\n",
     "8:3: error: unknown field \"spec.zebra\" [schema-unknown-field]\n"},
    {"unknown at the top", "service", "spec:\n", "specs: {}\nspec:\n",
     "7:1: error: unknown field \"specs\" (did you mean spec?) [schema-unknown-field]\n"},
    {"unknown in a probe", "deployment", "            port: http", "            port: http\n            pathh: /",
     "32:13: error: unknown field \"spec.template.spec.containers[0].readinessProbe.httpGet.pathh\" (did you mean "
     "path?) [schema-unknown-field]\n"},
    {"map key that is a number", "service", "  selector:\n", "  8080: x\n  selector:\n",
     "9:3: error: unknown field \"spec.8080\" [schema-unknown-field]\n"},
    {"data in the spec of a ConfigMap", "configmap", "data:\n  level: debug\n", "spec:\n  level: debug\n",
     "5:1: error: unknown field \"spec\" [schema-unknown-field]\n"},
    {"text for a number", "deployment", "replicas: 2", "replicas: two",
     "8:13: error: \"spec.replicas\" must be an integer, not the string \"two\" [schema-wrong-type]\n"},
    {"quoted number", "deployment", "replicas: 2", "replicas: \"2\"",
     "8:13: error: \"spec.replicas\" must be an integer, not the string \"2\" (remove the quotes) "
     "[schema-wrong-type]\n"},
    {"number for a text", "deployment", "value: \"8080\"", "value: 8080",
     "28:18: error: \"spec.template.spec.containers[0].env[0].value\" must be a string, not the number 8080 (quote "
     "it: \"8080\") [schema-wrong-type]\n"},
    {"boolean for a text", "deployment", "value: \"8080\"", "value: true",
     "28:18: error: \"spec.template.spec.containers[0].env[0].value\" must be a string, not true (quote it: "
     "\"true\") [schema-wrong-type]\n"},
    {"yes for a text", "deployment", "value: \"8080\"", "value: yes",
     "28:18: error: \"spec.template.spec.containers[0].env[0].value\" must be a string, not true (quote it: "
     "\"yes\") [schema-wrong-type]\n"},
    {"octal for a text", "deployment", "value: \"8080\"", "value: 0777",
     "28:18: error: \"spec.template.spec.containers[0].env[0].value\" must be a string, not the number 0777 (quote "
     "it: \"0777\") [schema-wrong-type]\n"},
    {"number in args", "deployment", "[--verbose]", "[--port, 80]",
     "22:24: error: \"spec.template.spec.containers[0].args[1]\" must be a string, not the number 80 (quote it: "
     "\"80\") [schema-wrong-type]\n"},
    {"text for args", "deployment", "[--verbose]", "--verbose",
     "22:15: error: \"spec.template.spec.containers[0].args\" must be a list, not the string \"--verbose\" "
     "[schema-wrong-type]\n"},
    {"number for a label", "deployment", "    app: web\nspec", "    app: 1\nspec",
     "6:10: error: \"metadata.labels.app\" must be a string, not the number 1 (quote it: \"1\") "
     "[schema-wrong-type]\n"},
    {"boolean annotation", "service", "example.com/note: text", "example.com/note: true",
     "6:23: error: \"metadata.annotations[example.com/note]\" must be a string, not true (quote it: \"true\") "
     "[schema-wrong-type]\n"},
    {"number in data", "configmap", "level: debug", "level: 7",
     "6:10: error: \"data.level\" must be a string, not the number 7 (quote it: \"7\") [schema-wrong-type]\n"},
    {"map in data", "configmap", "level: debug", "level: {a: b}",
     "6:10: error: \"data.level\" must be a string, not a mapping [schema-wrong-type]\n"},
    {"text for a boolean", "deployment", "runAsNonRoot: true", "runAsNonRoot: sure",
     "37:25: error: \"spec.template.spec.containers[0].securityContext.runAsNonRoot\" must be true or false, not "
     "the string \"sure\" [schema-wrong-type]\n"},
    {"quoted boolean", "deployment", "runAsNonRoot: true", "runAsNonRoot: \"true\"",
     "37:25: error: \"spec.template.spec.containers[0].securityContext.runAsNonRoot\" must be true or false, not "
     "the string \"true\" (remove the quotes) [schema-wrong-type]\n"},
    {"number for a boolean", "deployment", "runAsNonRoot: true", "runAsNonRoot: 1",
     "37:25: error: \"spec.template.spec.containers[0].securityContext.runAsNonRoot\" must be true or false, not "
     "the number 1 [schema-wrong-type]\n"},
    {"mapping for a list", "deployment", "        - containerPort: 8080\n          name: http\n",
     "          containerPort: 8080\n          name: http\n",
     "24:11: error: \"spec.template.spec.containers[0].ports\" must be a list, not a mapping (start each item with "
     "\"- \") [schema-wrong-type]\n"},
    {"list for a mapping", "deployment", "      app: web\n  template", "      - app\n  template",
     "11:7: error: \"spec.selector.matchLabels\" must be a mapping, not a list (write it without \"- \") "
     "[schema-wrong-type]\n"},
    {"text for a mapping", "deployment", "metadata:\n  name: web\n  labels:\n    app: web\n", "metadata: web\n",
     "3:11: error: \"metadata\" must be a mapping, not the string \"web\" [schema-wrong-type]\n"},
    {"text for a list of mappings", "service", "  - port: 80\n    targetPort: http\n", "    http\n",
     "12:5: error: \"spec.ports\" must be a list, not the string \"http\" [schema-wrong-type]\n"},
    {"item that is a text", "service", "  - port: 80\n    targetPort: http\n", "  - http\n",
     "12:5: error: \"spec.ports[0]\" must be a mapping, not the string \"http\" [schema-wrong-type]\n"},
    {"fraction for an integer", "deployment", "replicas: 2", "replicas: 1.5",
     "8:13: error: \"spec.replicas\" must be an integer, not the number 1.5 [schema-wrong-type]\n"},
    {"mapping for int-or-string", "service", "targetPort: http", "targetPort: {number: 1}",
     "13:17: error: \"spec.ports[0].targetPort\" must be an integer or a string, not a mapping "
     "[schema-wrong-type]\n"},
    {"fraction for int-or-string", "service", "targetPort: http", "targetPort: 80.5",
     "13:17: error: \"spec.ports[0].targetPort\" must be an integer or a string, not the number 80.5 "
     "[schema-wrong-type]\n"},
    {"boolean for a quantity", "deployment", "cpu: 100m", "cpu: true",
     "34:18: error: \"spec.template.spec.containers[0].resources.limits.cpu\" must be a quantity such as 100m or "
     "64Mi, not true [schema-wrong-type]\n"},
    {"no selector", "deployment", "  selector:\n    matchLabels:\n      app: web\n", "",
     "7:1: error: missing required field \"spec.selector\" [schema-missing-field]\n"},
    {"no spec", "deployment",
     "spec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app: web\n  template:\n    metadata:\n      "
     "labels:\n        app: web\n    spec:\n      terminationGracePeriodSeconds: 30\n",
     "template:\n",
     "7:1: error: unknown field \"template\" (it belongs under spec) [schema-unknown-field]\n"
     "1:1: error: missing required field \"spec.selector\" [schema-missing-field]\n"
     "1:1: error: missing required field \"spec.template\" [schema-missing-field]\n"},
    {"no container name", "deployment", "      - name: server\n        image", "      - image",
     "19:9: error: missing required field \"spec.template.spec.containers[0].name\" [schema-missing-field]\n"},
    {"no image", "deployment", "        image: nginx:1.27\n", "",
     "19:9: error: missing required field \"spec.template.spec.containers[0].image\" [schema-missing-field]\n"},
    {"null for a required field", "deployment", "image: nginx:1.27", "image:",
     "19:9: error: missing required field \"spec.template.spec.containers[0].image\" [schema-missing-field]\n"},
    {"no container port", "deployment", "- containerPort: 8080\n          name: http", "- name: http",
     "24:11: error: missing required field \"spec.template.spec.containers[0].ports[0].containerPort\" "
     "[schema-missing-field]\n"},
    {"no port in a probe", "deployment", "            port: http\n", "            path: /\n",
     "30:11: error: missing required field \"spec.template.spec.containers[0].readinessProbe.httpGet.port\" "
     "[schema-missing-field]\n"},
    {"no port", "service", "  - port: 80\n    targetPort", "  - targetPort",
     "12:5: error: missing required field \"spec.ports[0].port\" [schema-missing-field]\n"},
    {"no name", "service", "  name: web\n", "",
     "3:1: error: missing required field \"metadata.name\" [schema-missing-field]\n"},
    {"no metadata", "claim", "metadata:\n  name: data\n", "",
     "2:1: error: missing required field \"metadata.name\" [schema-missing-field]\n"},
    {"no path type", "ingress", "        pathType: Prefix\n", "",
     "10:9: error: missing required field \"spec.rules[0].http.paths[0].pathType\" [schema-missing-field]\n"},
    {"no backend", "ingress",
     "        backend:\n          service:\n            name: web\n            port:\n              number: 80\n", "",
     "10:9: error: missing required field \"spec.rules[0].http.paths[0].backend\" [schema-missing-field]\n"},
    {"no access modes", "claim", "  accessModes: [ReadWriteOnce]\n", "",
     "5:1: error: missing required field \"spec.accessModes\" [schema-missing-field]\n"},
    {"no maxReplicas", "autoscaler", "  maxReplicas: 5\n", "",
     "5:1: error: missing required field \"spec.maxReplicas\" [schema-missing-field]\n"},
    {"no kind in a reference", "autoscaler", "    kind: Deployment\n", "",
     "7:3: error: missing required field \"spec.scaleTargetRef.kind\" [schema-missing-field]\n"},
    {"no schedule", "cronjob", "  schedule: \"0 3 * * *\"\n", "",
     "5:1: error: missing required field \"spec.schedule\" [schema-missing-field]\n"},
    {"no roleRef", "binding", "roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: reader\n", "",
     "1:1: error: missing required field \"roleRef\" [schema-missing-field]\n"},
    {"no name of a subject", "binding", "  name: web\n", "",
     "10:3: error: missing required field \"subjects[0].name\" [schema-missing-field]\n"},
    {"pull policy in lower case", "deployment", "imagePullPolicy: Always", "imagePullPolicy: always",
     "21:26: error: \"spec.template.spec.containers[0].imagePullPolicy\" must be one of Always, IfNotPresent, "
     "Never, not \"always\" (did you mean Always?) [schema-enum]\n"},
    {"pull policy invented", "deployment", "imagePullPolicy: Always", "imagePullPolicy: Sometimes",
     "21:26: error: \"spec.template.spec.containers[0].imagePullPolicy\" must be one of Always, IfNotPresent, "
     "Never, not \"Sometimes\" [schema-enum]\n"},
    {"service type misspelled", "service", "type: ClusterIP", "type: ClusterIp",
     "8:9: error: \"spec.type\" must be one of ClusterIP, ExternalName, LoadBalancer, NodePort, not \"ClusterIp\" "
     "(did you mean ClusterIP?) [schema-enum]\n"},
    {"service type invented", "service", "type: ClusterIP", "type: Public",
     "8:9: error: \"spec.type\" must be one of ClusterIP, ExternalName, LoadBalancer, NodePort, not \"Public\" "
     "[schema-enum]\n"},
    {"path type", "ingress", "pathType: Prefix", "pathType: prefix",
     "11:19: error: \"spec.rules[0].http.paths[0].pathType\" must be one of Exact, ImplementationSpecific, Prefix, "
     "not \"prefix\" (did you mean Prefix?) [schema-enum]\n"},
    {"access mode", "claim", "[ReadWriteOnce]", "[ReadWriteOnec]",
     "6:17: error: \"spec.accessModes[0]\" must be one of ReadOnlyMany, ReadWriteMany, ReadWriteOnce, "
     "ReadWriteOncePod, not \"ReadWriteOnec\" (did you mean ReadWriteOnce?) [schema-enum]\n"},
    {"restart policy", "cronjob", "restartPolicy: Never", "restartPolicy: never",
     "11:26: error: \"spec.jobTemplate.spec.template.spec.restartPolicy\" must be one of Always, Never, OnFailure, "
     "not \"never\" (did you mean Never?) [schema-enum]\n"},
    {"role kind", "binding", "kind: Role\n", "kind: Roles\n",
     "7:9: error: \"roleRef.kind\" must be one of ClusterRole, Role, not \"Roles\" (did you mean Role?) "
     "[schema-enum]\n"},
    {"protocol", "service", "- port: 80", "- protocol: http\n    port: 80",
     "12:15: error: \"spec.ports[0].protocol\" must be one of SCTP, TCP, UDP, not \"http\" [schema-enum]\n"},
    {"number beyond 32 bits", "deployment", "replicas: 2", "replicas: 3000000000",
     "8:13: error: \"spec.replicas\" must fit into 32 bits, not be the number 3000000000 [schema-format]\n"},
    {"number beyond 64 bits", "deployment", "PeriodSeconds: 30", "PeriodSeconds: 99999999999999999999",
     "17:38: error: \"spec.template.spec.terminationGracePeriodSeconds\" must fit into 64 bits, not be the number "
     "99999999999999999999 [schema-format]\n"},
    {"port beyond 32 bits", "service", "targetPort: http", "targetPort: 3000000000",
     "13:17: error: \"spec.ports[0].targetPort\" must fit into 32 bits, not be the number 3000000000 "
     "[schema-format]\n"},
    {"quantity with a space", "deployment", "memory: 64Mi", "memory: 64 Mi",
     "35:21: error: \"spec.template.spec.containers[0].resources.limits.memory\" must be a quantity such as 100m "
     "or 64Mi, not the string \"64 Mi\" (did you mean 64Mi?) [schema-format]\n"},
    {"quantity in megabytes", "deployment", "memory: 64Mi", "memory: 64MB",
     "35:21: error: \"spec.template.spec.containers[0].resources.limits.memory\" must be a quantity such as 100m "
     "or 64Mi, not the string \"64MB\" (did you mean 64M?) [schema-format]\n"},
    {"quantity with a comma", "deployment", "cpu: 100m", "cpu: 0,5",
     "34:18: error: \"spec.template.spec.containers[0].resources.limits.cpu\" must be a quantity such as 100m or "
     "64Mi, not the string \"0,5\" (did you mean 0.5?) [schema-format]\n"},
    {"quantity that is a word", "deployment", "cpu: 100m", "cpu: lots",
     "34:18: error: \"spec.template.spec.containers[0].resources.limits.cpu\" must be a quantity such as 100m or "
     "64Mi, not the string \"lots\" [schema-format]\n"},
    {"empty quantity", "claim", "storage: 1Gi", "storage: \"\"",
     "9:16: error: \"spec.resources.requests.storage\" must be a quantity such as 100m or 64Mi, not the string "
     "\"\" [schema-format]\n"},
    {"not base64", "configmap", "blob: aGVsbG8=", "blob: hello",
     "8:9: error: \"binaryData.blob\" must be base64, not the string \"hello\" [schema-format]\n"},
    {"plain text in a Secret", "secret", "password: aGVsbG8=", "password: s3cret!",
     "7:13: error: \"data.password\" must be base64, not another string (plain text goes under stringData) "
     "[schema-format]\n"},
    {"number in a Secret", "secret", "user: admin", "user: 42",
     "9:9: error: \"stringData.user\" must be a string, not a number (quote it) [schema-wrong-type]\n"},
    {"time without a zone", "lease", "23:59:00.000000Z", "23:59:00.000000",
     "7:16: error: \"spec.acquireTime\" must be a time such as 2026-01-31T23:59:00.000000Z, not the string "
     "\"2026-01-31T23:59:00.000000\" [schema-format]\n"},
    {"time without a fraction", "lease", "23:59:00.000000Z", "23:59:00Z",
     "7:16: error: \"spec.acquireTime\" must be a time such as 2026-01-31T23:59:00.000000Z, not the string "
     "\"2026-01-31T23:59:00Z\" [schema-format]\n"},
    {"creation time", "service", "  name: web\n", "  name: web\n  creationTimestamp: yesterday\n",
     "5:22: error: \"metadata.creationTimestamp\" must be a time such as 2026-01-31T23:59:00Z, not the string "
     "\"yesterday\" [schema-format]\n"},
    {"name in capitals", "service", "name: web", "name: Web",
     "4:9: error: \"metadata.name\" must be at most 63 lower-case letters, digits and inner \"-\", with a letter "
     "first, not \"Web\" (did you mean web?) [schema-name]\n"},
    {"name with an underscore", "deployment", "  name: web\n", "  name: web_1\n",
     "4:9: error: \"metadata.name\" must be at most 253 lower-case letters, digits, inner \"-\" and \".\", not "
     "\"web_1\" (did you mean web-1?) [schema-name]\n"},
    {"service that starts with a digit", "service", "name: web", "name: 1web",
     "4:9: error: \"metadata.name\" must be at most 63 lower-case letters, digits and inner \"-\", with a letter "
     "first, not \"1web\" [schema-name]\n"},
    {"container name", "deployment", "name: server", "name: Server_1",
     "19:15: error: \"spec.template.spec.containers[0].name\" must be at most 63 lower-case letters, digits and "
     "inner \"-\", not \"Server_1\" (did you mean server-1?) [schema-name]\n"},
    {"port name too long", "deployment", "name: http", "name: http-for-everybody",
     "25:17: error: \"spec.template.spec.containers[0].ports[0].name\" must be at most 15 lower-case letters, "
     "digits and single inner \"-\", with a letter among them, not \"http-for-everybody\" [schema-name]\n"},
    {"label value", "deployment", "    app: web\nspec", "    app: web server\nspec",
     "6:10: error: \"metadata.labels.app\" must be at most 63 letters, digits, inner \"-\", \"_\" and \".\", not "
     "\"web server\" [schema-label]\n"},
    {"label key", "deployment", "    app: web\nspec", "    app: web\n    my app: web\nspec",
     "7:5: error: the key \"my app\" must be [DOMAIN/]NAME: at most 63 letters, digits, inner \"-\", \"_\" and "
     "\".\" [schema-label]\n"},
    {"annotation key", "service", "example.com/note: text", "example.com/a/note: text",
     "6:5: error: the key \"example.com/a/note\" must be [DOMAIN/]NAME: at most 63 letters, digits, inner \"-\", "
     "\"_\" and \".\" [schema-label]\n"},
    {"selector value", "service", "    app: web\n", "    app: \"web/1\"\n",
     "10:10: error: \"spec.selector.app\" must be at most 63 letters, digits, inner \"-\", \"_\" and \".\", not "
     "\"web/1\" [schema-label]\n"},
    {"kind misspelled", "deployment", "kind: Deployment", "kind: Deploymnt",
     "2:7: error: Kubernetes 1.33.4 has no Deploymnt in apps/v1 (did you mean Deployment?) "
     "[schema-unknown-kind]\n"},
    {"removed version", "deployment", "apps/v1", "extensions/v1beta1",
     "1:13: error: Deployment of extensions/v1beta1 is gone since Kubernetes 1.16 (use apiVersion: apps/v1) "
     "[schema-removed-version]\n"},
    {"old version", "cronjob", "batch/v1", "batch/v1beta1",
     "1:13: error: CronJob of batch/v1beta1 is gone since Kubernetes 1.25 (use apiVersion: batch/v1) "
     "[schema-removed-version]\n"},
    {"wrong group", "deployment", "apps/v1", "v1",
     "1:13: error: Kubernetes 1.33.4 has no Deployment in v1 (use apiVersion: apps/v1) [schema-unknown-kind]\n"},
    {"kind of another group", "service", "apiVersion: v1", "apiVersion: apps/v1",
     "1:13: error: Kubernetes 1.33.4 has no Service in apps/v1 (use apiVersion: v1) [schema-unknown-kind]\n"},
};

} // namespace

QByteArray manifestOf(const BrokenCase &broken)
{
    QByteArray text = goodManifest(broken.manifest);
    const qsizetype at = text.indexOf(broken.from);
    Q_ASSERT(at >= 0);
    return text.replace(at, qsizetype(qstrlen(broken.from)), broken.to);
}

std::span<const BrokenCase> brokenCases() { return cases; }
