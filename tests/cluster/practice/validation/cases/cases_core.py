# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later

import base64

def b(text):
    return base64.b64encode(text.encode()).decode()

def secret(kind, data, *cases, name=None, annotations=None):
    group = {"apiVersion": "v1", "kind": "Secret", "plural": "secrets", "object": {"type": kind, "data": data}, "create": list(cases)}
    if annotations:
        group["metadata"] = {"annotations": annotations}
    return group

TLS = {"tls.crt": b("x"), "tls.key": b("y")}
GROUPS = [
    {"apiVersion": "v1", "kind": "ConfigMap", "plural": "configmaps", "object": {"data": {"a": "b"}, "binaryData": {"c": b("d")}},
     "create": [
         ("key", ("data", {"a b": "c"})),
         ("key dot", ("data", {".": "c"})), ("key dots", ("data", {"..": "c"})), ("key dots more", ("data", {"..x": "c"})),
         ("key long", ("data", {"k" * 254: "c"})),
         ("key empty", ("data", {"": "c"})),
         ("both", ("data", {"c": "x"})),
         ("binary key", ("binaryData", {"a/b": b("c")})),
         ("too large", ("data", {"big": "x" * 1048577})),
     ]},
    {"apiVersion": "v1", "kind": "ConfigMap", "plural": "configmaps", "name": "fixed", "object": {"data": {"a": "b"}, "immutable": True},
     "update": [
         ("data", ("data.a", "c")), ("binary", ("binaryData", {"x": b("c")})), ("mutable", ("immutable", False)),
         ("all", ("immutable", DELETE), ("data.b", "c"), ("binaryData", {"x": b("c")})), ("data gone", ("data", DELETE)),
         ("ok labels", ("metadata.labels", {"a": "b"})),
     ]},
    {"apiVersion": "v1", "kind": "Secret", "plural": "secrets", "name": "fixed", "object": {"data": {"a": b("b")}, "immutable": True},
     "create": [("key", ("data", {"a b": b("c")})), ("too large", ("data", {"big": b("x" * 1048578)}))],
     "update": [
         ("data", ("data.a", b("c"))), ("mutable", ("immutable", False)), ("type", ("type", "example.com/x")),
     ]},
    secret("kubernetes.io/dockerconfigjson", {".dockerconfigjson": b("{}")}, ("missing", ("data", {})), ("no json", (("data", ".dockerconfigjson"), b("nope"))),
           ("list", (("data", ".dockerconfigjson"), b("[]"))), ("cut", (("data", ".dockerconfigjson"), b('{"a":')))),
    secret("kubernetes.io/dockercfg", {".dockercfg": b("{}")}, ("missing", ("data", {})), ("text", (("data", ".dockercfg"), b('"x"')))),
    secret("kubernetes.io/basic-auth", {"username": b("u")}, ("missing", ("data", {})), ("ok password", ("data", {"password": b("x")}))),
    secret("kubernetes.io/ssh-auth", {"ssh-privatekey": b("u")}, ("missing", ("data", {})), ("empty", ("data.ssh-privatekey", ""))),
    secret("kubernetes.io/tls", TLS, ("missing", ("data", {})), ("no key", (("data", "tls.key"), DELETE)), ("no crt", (("data", "tls.crt"), DELETE))),
    secret("kubernetes.io/service-account-token", {}, ("missing", ("metadata.annotations", {})), annotations={"kubernetes.io/service-account.name": "x"}),
    {"apiVersion": "v1", "kind": "Node", "plural": "nodes", "namespaced": False, "name": "recorded-node",
     "object": {"spec": {"taints": [{"key": "a", "value": "b", "effect": "NoSchedule"}], "podCIDR": "10.1.0.0/24", "podCIDRs": ["10.1.0.0/24"], "providerID": "x://y"},
                "status": {"capacity": {"cpu": "1", "memory": "1Gi"}, "allocatable": {"cpu": "1"}}},
     "create": [
         ("name", ("metadata.name", "A_b")),
         ("taint key", ("spec.taints.0.key", "a b")),
         ("taint no key", ("spec.taints.0.key", "")),
         ("taint value", ("spec.taints.0.value", "a b" * 40)),
         ("taint effect", ("spec.taints.0.effect", "Never")),
         ("taint no effect", ("spec.taints.0.effect", "")),
         ("taint twice", ("spec.taints.1", {"key": "a", "effect": "NoSchedule", "value": "c"})),
         ("capacity negative", ("status.capacity.cpu", "-1")),
         ("pods half", ("status.capacity.pods", "500m")),
         ("cidr", ("spec.podCIDR", "10.1"), ("spec.podCIDRs", ["10.1"])),
         ("cidrs one family", ("spec.podCIDRs", ["10.1.0.0/24", "10.2.0.0/24"])),
     ],
     "update": [
         ("podCIDR", ("spec.podCIDR", "10.2.0.0/24"), ("spec.podCIDRs", ["10.2.0.0/24"])),
         ("podCIDR gone", ("spec.podCIDR", DELETE), ("spec.podCIDRs", DELETE)),
         ("providerID", ("spec.providerID", "z")),
         ("taint", ("spec.taints.0.effect", "Never")),
         ("name", ("metadata.labels", {"a": "b c"})),
     ],
     "status": [
         ("capacity", ("status.capacity.cpu", "-1")),
         ("address twice", ("status.addresses", [{"type": "InternalIP", "address": "1.2.3.4"}, {"type": "InternalIP", "address": "1.2.3.4"}])),
     ]},
    {"apiVersion": "v1", "kind": "ResourceQuota", "plural": "resourcequotas", "object": {"spec": {"hard": {"pods": "10", "cpu": "1"}, "scopes": ["NotBestEffort"]}},
     "create": [
         ("name", ("spec.hard", {"foo": "1"})), ("name bad", ("spec.hard", {"a b": "1"})), ("storage", ("spec.scopes", DELETE), ("spec.hard", {"storage": "1"})),
         ("negative", ("spec.hard.pods", "-1")), ("half", ("spec.hard.pods", "1500m")),
         ("scope", ("spec.scopes", ["Foo"])), ("scope conflict", ("spec.scopes", ["NotBestEffort", "BestEffort"])),
         ("scope resource", ("spec.hard.secrets", "1")), ("terminating both", ("spec.scopes", ["Terminating", "NotTerminating"])),
         ("selector", ("spec.scopes", DELETE), ("spec.scopeSelector", {"matchExpressions": [{"scopeName": "PriorityClass", "operator": "In"}]})),
         ("selector operator", ("spec.scopes", DELETE), ("spec.scopeSelector", {"matchExpressions": [{"scopeName": "Terminating", "operator": "In", "values": ["x"]}]})),
         ("selector operator bad", ("spec.scopes", DELETE), ("spec.scopeSelector", {"matchExpressions": [{"scopeName": "PriorityClass", "operator": "Foo", "values": ["x"]}]})),
         ("selector exists values", ("spec.scopes", DELETE), ("spec.scopeSelector", {"matchExpressions": [{"scopeName": "PriorityClass", "operator": "Exists", "values": ["x"]}]})),
         ("selector scope", ("spec.scopes", DELETE), ("spec.scopeSelector", {"matchExpressions": [{"scopeName": "Foo", "operator": "Exists"}]})),
         ("selector resource", ("spec.scopes", DELETE), ("spec.hard.secrets", "1"), ("spec.scopeSelector", {"matchExpressions": [{"scopeName": "PriorityClass", "operator": "Exists"}]})),
         ("extended", ("spec.scopes", DELETE), ("spec.hard", {"example.com/gpu": "1500m"})),
     ],
     "update": [("scopes", ("spec.scopes", ["Terminating"])), ("hard", ("spec.hard.cpu", "-1"))],
     "status": [("used", ("status.used", {"pods": "-1"})), ("used name", ("status.used", {"foo": "1"}))]},
    {"apiVersion": "v1", "kind": "LimitRange", "plural": "limitranges",
     "object": {"spec": {"limits": [{"type": "Container", "max": {"cpu": "2"}, "min": {"cpu": "100m"}, "default": {"cpu": "500m"}, "defaultRequest": {"cpu": "200m"}}]}},
     "create": [
         ("type", ("spec.limits.0.type", "Foo")), ("type bad", ("spec.limits.0.type", "a b")),
         ("twice", ("spec.limits.1", {"type": "Container", "max": {"cpu": "1"}})),
         ("min over max", ("spec.limits.0.min.cpu", "3")),
         ("default over max", ("spec.limits.0.default.cpu", "3")),
         ("request over default", ("spec.limits.0.defaultRequest.cpu", "1")),
         ("request under min", ("spec.limits.0.defaultRequest.cpu", "50m")),
         ("ratio", ("spec.limits.0.maxLimitRequestRatio", {"cpu": "500m"})),
         ("ratio high", ("spec.limits.0.maxLimitRequestRatio", {"cpu": "25"})),
         ("resource", ("spec.limits.0.max", {"pods": "1"}), ("spec.limits.0.min", DELETE), ("spec.limits.0.default", {"pods": "1"}), ("spec.limits.0.defaultRequest", {"pods": "1"})), ("resource unknown", ("spec.limits.0.max", {"foo": "1"}), ("spec.limits.0.min", DELETE), ("spec.limits.0.default", {"foo": "1"}), ("spec.limits.0.defaultRequest", {"foo": "1"})),
         ("pod default", ("spec.limits.0", {"type": "Pod", "max": {"cpu": "1"}, "default": {"cpu": "1"}, "defaultRequest": {"cpu": "1"}})),
         ("pvc", ("spec.limits.0", {"type": "PersistentVolumeClaim", "max": {"cpu": "1"}})),
         ("extended differs", ("spec.limits.0", {"type": "Container", "default": {"example.com/x": "2"}, "defaultRequest": {"example.com/x": "1"}})),
     ],
     "update": [("min over max", ("spec.limits.0.min.cpu", "3"))]},
]
