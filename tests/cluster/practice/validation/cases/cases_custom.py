# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
def text(**more):
    return {"type": "string", **more}

def thing(properties, **more):
    return {"type": "object", "properties": properties, **more}

SPEC = thing({
    "replicas": {"type": "integer", "minimum": 1, "maximum": 10, "default": 2},
    "share": {"type": "number", "minimum": 0, "maximum": 1, "exclusiveMaximum": True, "exclusiveMinimum": True},
    "step": {"type": "integer", "multipleOf": 5},
    "half": {"type": "number", "multipleOf": 0.5, "maximum": 5000000},
    "name": text(minLength=2, maxLength=5, pattern="^[a-z]+$"),
    "size": text(enum=["S", "M", "L"], default="M"),
    "level": {"type": "integer", "enum": [1, 2, 3]},
    "flag": {"type": "boolean"},
    "list": {"type": "array", "minItems": 1, "maxItems": 3, "items": text(maxLength=3)},
    "set": {"type": "array", "items": text(), "x-kubernetes-list-type": "set"},
    "map": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"], "items": thing({"name": text(), "port": {"type": "integer", "default": 80, "maximum": 100}}, required=["name"])},
    "maps": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["a", "b"], "items": thing({"a": text(), "b": {"type": "integer"}}, required=["a", "b"])},
    "labels": {"type": "object", "additionalProperties": text(maxLength=4), "minProperties": 1, "maxProperties": 2},
    "nested": thing({"deep": thing({"value": {"type": "integer"}, "kept": text(default="yes")}, required=["value"])}, default={}),
    "either": {"x-kubernetes-int-or-string": True},
    "maybe": text(nullable=True), "never": text(),
    "any": {"type": "object", "x-kubernetes-preserve-unknown-fields": True, "properties": {"known": {"type": "integer"}}},
    "pod": {"type": "object", "x-kubernetes-embedded-resource": True, "x-kubernetes-preserve-unknown-fields": True},
    "when": text(format="date-time"), "day": text(format="date"), "ip": text(format="ipv4"), "six": text(format="ipv6"), "net": text(format="cidr"), "id": text(format="uuid"), "bytes": text(format="byte"), "mail": text(format="email"), "host": text(format="hostname"), "link": text(format="uri"), "wait": text(format="duration"), "mac": text(format="mac"), "odd": text(format="made-up"),
    "one": thing({"a": text(), "b": text()}, oneOf=[{"required": ["a"]}, {"required": ["b"]}]),
    "some": thing({"a": text(), "b": text()}, anyOf=[{"required": ["a"]}, {"required": ["b"]}]),
    "both": thing({"n": {"type": "integer"}}, allOf=[{"properties": {"n": {"minimum": 5}}}, {"properties": {"n": {"maximum": 7}}}]),
    "not": thing({"a": text()}, **{"not": {"required": ["a"]}}),
}, required=["name"])
CRD = {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "gadgets.recorded.example.com"},
       "spec": {"group": "recorded.example.com", "scope": "Namespaced", "names": {"plural": "gadgets", "kind": "Gadget"},
                "versions": [{"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": thing({"spec": SPEC, "status": thing({"ready": {"type": "integer", "minimum": 0}})})}, "subresources": {"status": {}}}]}}

def bad(field, *values):
    return [("%s %d" % (field, at), ("spec." + field, value)) for at, value in enumerate(values)]

GROUPS = [
    {"apiVersion": "recorded.example.com/v1", "kind": "Gadget", "plural": "gadgets", "crd": CRD, "object": {"spec": {"name": "abc"}},
     "create": [
         ("no spec name", ("spec.name", DELETE)), ("spec text", ("spec", "x")), ("spec list", ("spec", [])), ("ok no spec", ("spec", DELETE)), ("ok unknown", ("spec.foo", 1), ("bar", {"a": 1}), ("spec.nested", {"x": {"y": 1}})),
         ("name", ("metadata.name", "A_b")), ("label", ("metadata.labels", {"a": "b c"})),
         *bad("replicas", "3", 0, 11, 1.5, True, None, [], {}, -1, "", 2.0), *bad("share", 0, 1, 1.5, -0.25, "x", 2), *bad("step", 3, 5), *bad("half", 0.3, 6000000, 7500000.5, 1.5),
         *bad("name", "a", "abcdef", "ABC", 5, "ab\n", None, "äöüäöü"), *bad("size", "XL", 1, None, ""), *bad("level", 4, "1", 2.0), *bad("flag", "true", 1, None),
         *bad("list", [], ["a", "b", "c", "d"], ["abcd"], "x", {}, [1], [None], [["a"]]), *bad("set", ["a", "a"], ["a", "b", "a", "a"], ["a"]),
         *bad("map", [{"name": "a"}, {"name": "a"}], [{}], [{"name": "a", "port": 200}], [{"name": "a", "x": 1}], ["x"]), *bad("maps", [{"a": "x", "b": 1}, {"a": "x", "b": 1}], [{"a": "x"}]),
         *bad("labels", {}, {"a": "1", "b": "2", "c": "3"}, {"a": "12345"}, {"a": 1}, {"a": None}), *bad("nested", {"deep": {}}, {"deep": {"value": "x"}}, {"deep": {"value": 1}}, {"deep": 1}, None),
         *bad("either", 1, "x", 1.5, True, [], "50%"), *bad("maybe", None, 1), *bad("never", None), *bad("any", {"x": {"y": [1, {"z": None}]}}, {"known": "x"}, "x"),
         *bad("pod", {}, {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a_B"}, "spec": {"x": 1}}, {"apiVersion": "a/b/c", "kind": "A"}, {"apiVersion": "v1", "kind": "A b"}, {"apiVersion": "", "kind": "A"}, {"apiVersion": "v1", "kind": ""}),
         *bad("when", "2026-01-01T00:00:00Z", "yesterday", "2026-13-01T00:00:00Z", 1), *bad("day", "2026-01-01", "2026-02-30", "1.1.2026"), *bad("ip", "1.2.3.4", "1.2.3", "::1"), *bad("six", "::1", "1.2.3.4", "x"), *bad("net", "10.0.0.0/8", "10.0.0.0", "x/1"),
         *bad("id", "123e4567-e89b-12d3-a456-426614174000", "nope"), *bad("bytes", "YQ==", "!"), *bad("mail", "a@b.c", "a b", "@"), *bad("host", "a.b", "-a", "a b", "a.com", "a"), *bad("link", "http://a/b", "a b", "/x"), *bad("wait", "1h30m", "soon"), *bad("mac", "01:02:03:04:05:06", "01:02"), *bad("odd", "x"),
         *bad("one", {}, {"a": "x", "b": "y"}, {"a": "x"}), *bad("some", {}, {"b": "y"}), *bad("both", {"n": 4}, {"n": 8}, {"n": 6}, {"n": "x"}), *bad("not", {"a": "x"}, {}),
     ],
     "update": [("replicas", ("spec.replicas", 11)), ("labels", ("metadata.labels", {"a": "b c"})), ("required", ("spec.name", DELETE))],
     "status": [("negative", ("status", {"ready": -1})), ("text", ("status", {"ready": "x"})), ("whole", ("status", "x"))]},
]
