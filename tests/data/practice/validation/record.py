# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""record.py KUBECONFIG: asks a real apiserver what it says to broken objects, and writes that to *.json beside this file.

A base is an object as the server has it with its defaults. A case sets fields of a base and keeps the causes of the answer:
{"name", "base", "op": "create"|"update"|"status"|"ephemeral", "set": [[path, value], ...], "causes": [...]}. A value of null removes the field.
"""
import copy
import json
import os
import re
import ssl
import sys
import urllib.error
import urllib.request

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
NAMESPACE = "valpod"
PATHS = {
    "Pod": "api/v1/namespaces/%s/pods", "PodTemplate": "api/v1/namespaces/%s/podtemplates",
    "ReplicationController": "api/v1/namespaces/%s/replicationcontrollers", "Deployment": "apis/apps/v1/namespaces/%s/deployments",
    "ReplicaSet": "apis/apps/v1/namespaces/%s/replicasets", "StatefulSet": "apis/apps/v1/namespaces/%s/statefulsets",
    "DaemonSet": "apis/apps/v1/namespaces/%s/daemonsets", "ControllerRevision": "apis/apps/v1/namespaces/%s/controllerrevisions",
    "Job": "apis/batch/v1/namespaces/%s/jobs", "CronJob": "apis/batch/v1/namespaces/%s/cronjobs",
    "PodDisruptionBudget": "apis/policy/v1/namespaces/%s/poddisruptionbudgets",
    "HorizontalPodAutoscaler": "apis/autoscaling/v2/namespaces/%s/horizontalpodautoscalers",
    "PriorityClass": "apis/scheduling.k8s.io/v1/priorityclasses",
}


class Server:
    def __init__(self, kubeconfig):
        with open(kubeconfig, encoding="utf-8") as text:
            config = yaml.safe_load(text)
        base = os.path.dirname(os.path.abspath(kubeconfig))
        cluster, user = config["clusters"][0]["cluster"], config["users"][0]["user"]
        self.url = cluster["server"]
        self.context = ssl.create_default_context(cafile=os.path.join(base, cluster["certificate-authority"]))
        self.context.load_cert_chain(os.path.join(base, user["client-certificate"]), os.path.join(base, user["client-key"]))

    def ask(self, method, path, body=None):
        request = urllib.request.Request(f"{self.url}/{path}", method=method, data=None if body is None else json.dumps(body).encode(),
                                         headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, context=self.context) as answer:
                warnings = answer.headers.get_all("Warning") or []
                return answer.status, json.load(answer), [re.match(r'299 - "(.*)"$', w)[1].replace('\\"', '"').replace("\\\\", "\\") for w in warnings]
        except urllib.error.HTTPError as error:
            return error.code, json.load(error), []


def place_keys(path):
    """"spec.containers[0].ports" or "metadata.labels['a.b']" as keys and indexes."""
    keys = []
    for key, index, quoted in re.findall(r"\['([^']*)'\]|\[(\d+)\]|([^.\[\]']+)", path):
        keys.append(int(index) if index else (quoted or key))
    return keys


def change(thing, keys, value):
    for key in keys[:-1]:
        if isinstance(key, int):
            thing = thing[key]
        else:
            thing = thing.setdefault(key, {})
    last = keys[-1]
    if isinstance(last, int) and last == len(thing):
        thing.append(value)
    elif value is None and isinstance(thing, dict):
        thing.pop(last, None)
    elif value is None:
        del thing[last]
    else:
        thing[last] = copy.deepcopy(value)


def apply(base, changes):
    made = copy.deepcopy(base)
    for keys, value in changes:
        change(made, keys, value)
    return made


def tidy(made):
    meta = made["metadata"]
    for field in ("managedFields", "resourceVersion"):
        meta.pop(field, None)
    return made


class Recorder:
    def __init__(self, server):
        self.server, self.bases, self.versions, self.cases, self.accepted = server, {}, {}, [], []

    def collection(self, made):
        path = PATHS[made["kind"]]
        if made["apiVersion"] == "autoscaling/v1":
            path = path.replace("v2", "v1")
        return path % NAMESPACE if "%s" in path else path

    def base(self, name, text, stored=False):
        """Takes YAML; stored: the object is really made, for updates."""
        made = yaml.safe_load(text) if isinstance(text, str) else text
        path = self.collection(made)
        if stored:
            self.server.ask("DELETE", f"{path}/{made['metadata']['name']}?gracePeriodSeconds=0&propagationPolicy=Background")
        status, answer, _ = self.server.ask("POST", path + ("" if stored else "?dryRun=All"), made)
        if status != 201:
            raise SystemExit(f"base {name}: {answer.get('message')}")
        self.versions[name] = answer["metadata"].get("resourceVersion")
        self.bases[name] = tidy(answer)

    def ask(self, base, op, changed):
        path = self.collection(self.bases[base])
        if op == "create":
            return self.server.ask("POST", path + "?dryRun=All", changed)
        name = self.bases[base]["metadata"]["name"]
        changed["metadata"]["resourceVersion"] = self.versions[base]
        tail = {"update": "", "status": "/status", "ephemeral": "/ephemeralcontainers"}[op]
        return self.server.ask("PUT", f"{path}/{name}{tail}?dryRun=All", changed)

    def case(self, base, op, *changes, name=None):
        changes = [(place_keys(p), v) for p, v in changes]
        changed = apply(self.bases[base], changes)
        status, answer, warnings = self.ask(base, op, changed)
        title = name or "; ".join(f"{'.'.join(map(str, k))}={json.dumps(v)[:60]}" for k, v in changes)
        entry = {"name": f"{base} {op} {title}", "base": base, "op": op, "set": [[k, v] for k, v in changes]}
        if status == 422:
            entry["causes"] = answer["details"].get("causes", [])
        elif status in (200, 201):
            entry["causes"], entry["warnings"] = [], warnings
            self.accepted.append(entry["name"])
        else:
            print(f"  not validation: {entry['name']}: {status} {answer.get('message')}")  # admission, or what is no such object
            return
        self.cases.append(entry)

    def save(self, file):
        used = {c["base"] for c in self.cases}
        with open(os.path.join(HERE, file), "w", encoding="utf-8") as out:
            out.write('{"bases": {\n' + ",\n".join(f"{json.dumps(n)}: {json.dumps(b)}" for n, b in self.bases.items() if n in used))
            out.write('},\n"cases": [\n' + ",\n".join(json.dumps(c) for c in self.cases) + "\n]}\n")
        print(f"{file}: {len(self.cases)} cases, {len(self.accepted)} of them accepted")
        for name in self.accepted:
            print("  accepted:", name)
        self.cases, self.accepted = [], []


def main():
    import podcases
    import workloadcases
    recorder = Recorder(Server(sys.argv[1]))
    recorder.server.ask("POST", "api/v1/namespaces", {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": NAMESPACE}})
    only = sys.argv[2:]
    for module in (podcases, workloadcases):
        if not only or module.__name__ in only:
            module.record(recorder)


if __name__ == "__main__":
    main()
