# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later

LONG = "a" * 64
GROUPS = [
    {"apiVersion": "v1", "kind": "ConfigMap", "plural": "configmaps", "object": {"data": {"a": "b"}},
     "create": [
         ("capital name", ("metadata.name", "Web_1")),
         ("long name", ("metadata.name", "a" * 254)),
         ("name with slash", ("metadata.name", "a/b")),
         ("name ends in dot", ("metadata.name", "a.")),
         ("label key", ("metadata.labels", {"a b": "c"})),
         ("label key prefix", ("metadata.labels", {"/x": "c"})),
         ("label key prefix 2", ("metadata.labels", {"Ex_ample/x": "c"})),
         ("label key two slashes", ("metadata.labels", {"a/b/c": "c"})),
         ("label key empty name", ("metadata.labels", {"a/": "c"})),
         ("label key long", ("metadata.labels", {LONG: "c"})),
         ("label value", ("metadata.labels", {"a": "-c"})),
         ("label value long", ("metadata.labels", {"a": LONG})),
         ("label both", ("metadata.labels", {"a b": "c d"})),
         ("annotation key", ("metadata.annotations", {"a b": "c"})),
         ("annotation key capital ok", ("metadata.annotations", {"Example.com/A": "c"}), ("metadata.labels", {"x": "!"})),
         ("annotation size", ("metadata.annotations", {"a": "x" * 262145})),
         ("finalizer", ("metadata.finalizers", ["nodomain"])),
         ("finalizer bad", ("metadata.finalizers", ["a b/c"])),
         ("finalizers both", ("metadata.finalizers", ["orphan", "foregroundDeletion"])),
         ("ok finalizer", ("metadata.finalizers", ["example.com/keep"])),
         ("owner empty", ("metadata.ownerReferences", [{"apiVersion": "", "kind": "", "name": "", "uid": ""}])),
         ("owner no version", ("metadata.ownerReferences", [{"apiVersion": "a/b/c", "kind": "Pod", "name": "x", "uid": "1"}])),
         ("owner event", ("metadata.ownerReferences", [{"apiVersion": "v1", "kind": "Event", "name": "x", "uid": "1"}])),
         ("two controllers", ("metadata.ownerReferences", [
             {"apiVersion": "v1", "kind": "Pod", "name": "x", "uid": "1", "controller": True},
             {"apiVersion": "v1", "kind": "Pod", "name": "y", "uid": "2", "controller": True}])),
         ("text with quotes", ("metadata.labels", {"a": "say \"hi\" \\ \n ü €"})),
     ],
     "update": [
         ("label value", ("metadata.labels", {"a": "-c"})),
         ("annotation", ("metadata.annotations", {"a b": "c"})),
         ("finalizer", ("metadata.finalizers", ["nodomain"])),
         ("owner", ("metadata.ownerReferences", [{"apiVersion": "v1", "kind": "Pod", "name": "", "uid": "1"}])),
     ]},
    {"apiVersion": "v1", "kind": "Namespace", "plural": "namespaces", "namespaced": False, "object": {}, "name": "recorded-good",
     "create": [
         ("dots", ("metadata.name", "a.b"), ("metadata.labels", {"kubernetes.io/metadata.name": "a.b"})),
         ("capital", ("metadata.name", "A"), ("metadata.labels", {"kubernetes.io/metadata.name": "A"})),
         ("long", ("metadata.name", LONG), ("metadata.labels", {"kubernetes.io/metadata.name": LONG})),
         ("finalizers", ("metadata.finalizers", ["nodomain"])),
         ("spec finalizers", ("spec.finalizers", ["nodomain", "a b"])),
     ]},
    {"apiVersion": "v1", "kind": "ServiceAccount", "plural": "serviceaccounts", "object": {},
     "create": [("capital", ("metadata.name", "A")), ("finalizers", ("metadata.finalizers", ["nodomain"]))],
     "update": [("labels", ("metadata.labels", {"a": "b c"})), ("finalizers", ("metadata.finalizers", ["x"]))]},
]
