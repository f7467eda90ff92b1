# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""record.py SERVER CREDENTIALS CASES_DIR OUT_DIR: asks a real apiserver what is wrong with objects, and keeps the answers.

CREDENTIALS is a folder with ca.crt, admin.crt and admin.key. CASES_DIR holds Python files whose GROUPS are recorded as OUT_DIR/rest-NAME.json:
a list of {kind, object, cases}; object is the unbroken one as the server returns it, each case says what is changed in it and what causes came back.
"""
import copy
import importlib.util
import json
import pathlib
import re
import ssl
import sys
import time
import urllib.error
import urllib.request

DELETE = object()
SPACE = "recorded-validation"


class Server:
    def __init__(self, url, credentials):
        self.url = url
        self.context = ssl.create_default_context(cafile=f"{credentials}/ca.crt")
        self.context.load_cert_chain(f"{credentials}/admin.crt", f"{credentials}/admin.key")

    def ask(self, method, path, body=None, kind="application/json"):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": kind}, method=method)
        try:
            with urllib.request.urlopen(request, context=self.context) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())


def path_of(group, name=None, sub=None):
    api = group["apiVersion"]
    path = f"/api/{api}" if "/" not in api else f"/apis/{api}"
    if group.get("namespaced", True):
        path += f"/namespaces/{SPACE}"
    path += "/" + group["plural"]
    return path + (f"/{name}" if name else "") + (f"/{sub}" if sub else "")


def steps(path):
    if isinstance(path, (tuple, list)):
        return list(path)
    return [int(step) if step.isdigit() else step for step in path.split(".")]


def change(thing, changes):
    thing = copy.deepcopy(thing)
    for path, value in changes:
        way = steps(path)
        at = thing
        for step in way[:-1]:
            if isinstance(at, dict):
                at = at.setdefault(step, {})
            else:
                at = at[step]
        last = way[-1]
        if value is DELETE:
            if isinstance(at, list):
                del at[last]
            else:
                at.pop(last, None)
        elif isinstance(at, list) and last == len(at):
            at.append(copy.deepcopy(value))
        else:
            at[last] = copy.deepcopy(value)
    return thing


def tidy(thing):
    thing = copy.deepcopy(thing)
    thing.get("metadata", {}).pop("managedFields", None)
    return thing


def packed(value):
    """Long texts that repeat themselves as {"$repeat": [unit, times]}."""
    if isinstance(value, dict):
        return {key: packed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [packed(one) for one in value]
    if isinstance(value, str) and len(value) > 500:
        for size in (1, 4):
            unit = value[:size]
            if unit * (len(value) // size) == value:
                return {"$repeat": [unit, len(value) // size]}
    return value


def kept(changes):
    return [{"at": steps(path)} if value is DELETE else {"at": steps(path), "value": packed(value)} for path, value in changes]


def install(server, crd):
    remove(server, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + crd["metadata"]["name"])
    for _ in range(100):
        code, body = server.ask("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", crd)
        if code < 300:
            break
        time.sleep(0.2)
    else:
        print("CRD REFUSED", body.get("message"))
    time.sleep(3)


def answer_of(status, body, custom=False):
    if status < 300:
        return {"causes": [], **({"result": {k: v for k, v in body.items() if k != "metadata"}} if custom else {})}
    if body.get("reason") != "Invalid":
        return {"other": f"{status} {body.get('reason')}: {body.get('message')}"}
    return {"causes": [[cause.get("reason", ""), cause.get("message", ""), cause.get("field", "")] for cause in body["details"].get("causes", [])]}


def remove(server, path):
    """At once: nobody is there who would take finalizers off."""
    server.ask("DELETE", path)
    server.ask("PATCH", path, {"metadata": {"finalizers": None}}, "application/merge-patch+json")


def record(server, group):
    base = {"apiVersion": group["apiVersion"], "kind": group["kind"], "metadata": {"name": group.get("name", "good")}, **copy.deepcopy(group["object"])}
    base["metadata"].update(group.get("metadata", {}))
    if group.get("namespaced", True):
        base["metadata"]["namespace"] = SPACE
    custom = "crd" in group
    if custom:
        install(server, group["crd"])
    remove(server, path_of(group, base["metadata"]["name"]))
    status, good = server.ask("POST", path_of(group) + "?dryRun=All", base)
    if status >= 300:
        print("BASE REFUSED", group["kind"], good.get("message"))
        return None
    good = tidy(good)
    cases = [{"name": "good", "op": "create", "changes": [], "causes": []}]
    for name, *changes in group.get("create", []):
        code, body = server.ask("POST", path_of(group) + "?dryRun=All", change(base, changes))
        cases.append({"name": name, "op": "create", "changes": kept(changes), **answer_of(code, body, custom)})
    name = base["metadata"]["name"]
    old = None
    if group.get("update") or group.get("status"):
        remove(server, path_of(group, name))
        code, old = server.ask("POST", path_of(group), base)
        if code >= 300:
            print("NOT MADE", group["kind"], old.get("message"))
            return None
        if group.get("settles"):  # controllers write to it first
            time.sleep(2)
            code, old = server.ask("GET", path_of(group, name))
        if group.get("first"):  # written to the status before anything else
            code, old = server.ask("PUT", path_of(group, name, "status"), change(old, group["first"]))
        old = tidy(old)
        for op, sub in (("update", None), ("status", "status")):
            for case, *changes in group.get(op, []):
                code, body = server.ask("PUT", path_of(group, name, sub) + "?dryRun=All", change(old, changes))
                cases.append({"name": case, "op": op, "changes": kept(changes), **answer_of(code, body, custom)})
        remove(server, path_of(group, name))
    for case in cases:
        if "other" in case:
            print(group["kind"], case["name"], "OTHER", case["other"])
        if not case.get("causes") and case["name"] != "good" and not case["name"].startswith("ok"):
            print(group["kind"], case["name"], "ACCEPTED")
    cases = [case for case in cases if "other" not in case]
    schema = {"schema": group["crd"]["spec"]["versions"][0]["schema"]["openAPIV3Schema"]} if custom else {}
    return {"apiVersion": group["apiVersion"], "kind": group["kind"], **schema, "object": good, **({"old": old} if old else {}), "cases": cases}


def main(url, credentials, cases_dir, out):
    server = Server(url, credentials)
    server.ask("POST", "/api/v1/namespaces", {"metadata": {"name": SPACE}})
    total = 0
    for file in sorted(pathlib.Path(cases_dir).glob("cases_*.py")):
        spec = importlib.util.spec_from_file_location(file.stem, file)
        module = importlib.util.module_from_spec(spec)
        module.DELETE = DELETE
        spec.loader.exec_module(module)
        groups = [group for group in (record(server, group) for group in module.GROUPS) if group]
        total += sum(len(group["cases"]) for group in groups)
        text = "[\n" + ",\n".join(json.dumps({**g, "cases": 0}, ensure_ascii=False)[:-2].rstrip() + "[\n  " + ",\n  ".join(json.dumps(c, ensure_ascii=False) for c in g["cases"]) + "]}" for g in groups) + "\n]\n"
        json.loads(text)
        text = re.sub(r"\(0x[0-9a-f]{6,}\)", "(0xc000000000)", text)
        (pathlib.Path(out) / f"rest-{file.stem[6:]}.json").write_text(text)
    print(total, "cases")


main(*sys.argv[1:])
