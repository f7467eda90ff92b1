# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is no schema of a CustomResourceDefinition. One place is changed in each case: where there are several, a server tells of them in no order."""
import json

ROOT = ("spec", "versions", 0, "schema", "openAPIV3Schema")
SPEC = ROOT + ("properties", "spec")
A = SPEC + ("properties", "a")
NEW = SPEC + ("properties", "n")
TEXT = {"type": "string"}
LIST = {"type": "array", "items": {"type": "object", "required": ["a"], "properties": {"a": TEXT, "b": {"type": "integer"}, "c": {"type": "object"}}}, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["a"]}
OBJECT = {"type": "object", "properties": {"spec": {"type": "object", "properties": {"a": TEXT, "i": {"x-kubernetes-int-or-string": True, "anyOf": [{"type": "integer"}, {"type": "string"}]}, "l": LIST}},
                                           "metadata": {"type": "object", "properties": {"name": {"type": "string", "maxLength": 20}}}}}

OBJECT = json.loads(json.dumps(OBJECT))  # nothing in it is shared, since the cases change it in place


def new(name, **schema):
    return (name, (NEW, {key.replace("x_", "x-kubernetes-").replace("_", "-") if key.startswith("x_") else key: value for key, value in schema.items()}))


def listed(name, **words):
    return new(name, **{**{key.replace("x-kubernetes-", "x_").replace("-", "_"): value for key, value in LIST.items()}, **words})


NESTED = {"type": "string", "title": "t", "description": "d", "default": "x", "nullable": True, "additionalProperties": True, "x-kubernetes-preserve-unknown-fields": True, "x-kubernetes-embedded-resource": True, "x-kubernetes-int-or-string": True,
          "x-kubernetes-list-map-keys": ["a"], "x-kubernetes-list-type": "", "x-kubernetes-map-type": "atomic", "x-kubernetes-validations": [{"rule": "true"}]}


def rule(name, **words):
    return (name, (SPEC + ("x-kubernetes-validations",), [words]))


def fields(name, *paths):
    return (name, (("spec", "versions", 0, "selectableFields"), [{"jsonPath": path} for path in paths]))


def version(name, **words):
    return {"name": name, "served": True, "storage": False, "schema": {"openAPIV3Schema": OBJECT}, **words}


CREATE = [
    # Structural.
    *((f"{junction} {word}", (A + (junction,), {word: value} if junction == "not" else [{word: value}])) for junction in ("allOf", "anyOf", "oneOf", "not") for word, value in NESTED.items()),
    new("nested deep", type="object", allOf=[{"properties": {"x": {"items": {"not": {"type": "string"}}}}}]), new("nested metadata", type="object", anyOf=[{"properties": {"metadata": {"pattern": "a"}}}]),
    new("ok int or string", x_int_or_string=True, allOf=[{"anyOf": [{"type": "integer"}, {"type": "string"}]}, {"maximum": 3}]), new("int or string order", x_int_or_string=True, anyOf=[{"type": "string"}, {"type": "integer"}]), new("int or string open", x_int_or_string=True, x_preserve_unknown_fields=True),
    ("incomplete", (ROOT + ("allOf",), [{"required": ["spec"], "properties": {"spec": {"properties": {"zz": {"minLength": 1}}}, "other": {}}}])), ("incomplete items", (ROOT + ("not",), {"properties": {"spec": {"properties": {"a": {"items": {"minLength": 1}}}}}})),
    ("root additional", (ROOT + ("additionalProperties",), TEXT)), ("metadata words", (ROOT + ("properties", "metadata", "description"), "d")), ("metadata field", (ROOT + ("properties", "metadata", "properties", "labels"), {"type": "object", "additionalProperties": TEXT})),
    ("metadata type", (ROOT + ("properties", "metadata", "type"), "string")), ("kind type", (ROOT + ("properties", "kind"), {"type": "integer"})), ("pattern (", (A + ("pattern",), "a(b")), ("pattern )", (A + ("pattern",), "ab)")), ("pattern [", (A + ("pattern",), "x[ab")), ("pattern *", (A + ("pattern",), "*a")),
    ("pattern **", (A + ("pattern",), "a**b")), ("pattern look", (A + ("pattern",), "a(?=b)")), ("pattern behind", (A + ("pattern",), "(?<!b)a")), ("pattern escape", (A + ("pattern",), "a\\yb")), ("pattern count", (A + ("pattern",), "a{1001}")), ("pattern range", (A + ("pattern",), "[z-a]")), ("pattern back", (A + ("pattern",), "(a)\\1")),
    ("pattern end", (A + ("pattern",), "a\\")), ("ok pattern", (A + ("pattern",), "^(?:[[:alpha:]_-]+|\\d{2,}?|(?P<n>x)|[^]a])$")),
    new("embedded bare", type="object", x_embedded_resource=True), new("embedded text", type="string", x_embedded_resource=True, x_preserve_unknown_fields=True), new("embedded additional", type="object", x_embedded_resource=True, x_preserve_unknown_fields=True, additionalProperties=TEXT),
    new("ok embedded", type="object", x_embedded_resource=True, x_preserve_unknown_fields=True),
    # Defaults.
    ("default type", (A + ("default",), 5)), ("default unknown", (SPEC + ("default",), {"a": "x", "zz": 1})), ("default pattern", (A + ("pattern",), "^a$"), (A + ("default",), "b")), ("default enum", (A + ("enum",), ["a"]), (A + ("default",), "b")), ("ok default", (A + ("default",), "b")),
    ("default in list", (SPEC + ("properties", "l", "items", "properties", "b", "default"), "x")), ("default in metadata", (ROOT + ("properties", "metadata", "properties", "name", "default"), "x")), ("default of kind", (ROOT + ("properties", "kind"), {"type": "string", "default": "X"})), new("ok default in additional", type="object", additionalProperties={"type": "string", "default": "x"}),
    # Words.
    new("null", type="null"), new("ref", type="string", **{"$ref": "#/x"}), new("id", type="string", id="x"), new("$schema", type="string", **{"$schema": "http://x"}), new("definitions", type="object", definitions={"d": {"type": "text"}}), new("dependencies", type="object", dependencies={"d": ["a"]}),
    new("pattern properties", type="object", patternProperties={"p": TEXT}), new("additional items", type="array", items=TEXT, additionalItems=True), new("items array", type="array", items=[TEXT]), ("preserve false", (SPEC + ("x-kubernetes-preserve-unknown-fields",), False)), new("ok additional", type="object", properties={"x": TEXT}, additionalProperties=True),
    ("root nullable", (ROOT + ("nullable",), True)),
    # List and map types.
    new("list type of text", type="string", x_list_type="set"), new("list type without type", x_preserve_unknown_fields=True, x_list_type="atomic"), new("list type unknown", type="array", items=TEXT, x_list_type="foo"), new("map type of list", type="array", items=TEXT, x_map_type="atomic"), new("map type unknown", type="object", x_map_type="foo"),
    listed("keys without type", x_list_type=None), listed("keys of set", x_list_type="set"), listed("no keys", x_list_map_keys=[]), listed("keys unknown", x_list_map_keys=["a", "zz"]), listed("keys twice", x_list_map_keys=["a", "a"]), listed("key object", x_list_map_keys=["a", "c"]), listed("key optional", x_list_map_keys=["a", "b"]),
    listed("map of texts", items=TEXT), listed("map items nullable", items={**LIST["items"], "nullable": True}), listed("map key nullable", items={"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "nullable": True}}}), new("set of objects", type="array", items={"type": "object"}, x_list_type="set"),
    new("set of lists", type="array", items={"type": "array", "items": TEXT, "x-kubernetes-list-type": "set"}, x_list_type="set"), new("ok set of atoms", type="array", items={"type": "object", "x-kubernetes-map-type": "atomic"}, x_list_type="set"), new("set nullable", type="array", items={"type": "string", "nullable": True}, x_list_type="set"),
    # Rules.
    rule("rule empty", rule=" "), rule("rule message blank", rule="true", message=" "), rule("rule message lines", rule="true", message="a\nb"), rule("rule lines", rule="true ||\ntrue"), rule("rule expression", rule="true", messageExpression=" "), rule("rule reason", rule="true", reason="Foo"), rule("rule path", rule="true", fieldPath=".zz"),
    rule("rule path blank", rule="true", fieldPath=" "), rule("rule path bracket", rule="true", fieldPath=".a['b']"), rule("rule path index", rule="true", fieldPath=".l[0]"), rule("ok rule", rule="true", message="m", reason="FieldValueInvalid", fieldPath="['a']"),
    # Beside the schema.
    fields("selectable", ".spec.zz"), fields("selectable bare", "spec.a"), fields("selectable bracket", ".spec['a']"), fields("selectable object", ".spec"), fields("selectable metadata", ".metadata.name"), fields("selectable twice", ".spec.a", ".spec.a"), fields("selectable empty", ""), fields("selectable end", ".spec."), fields("ok selectable", ".spec.a"),
    ("ok status", ("spec.versions.0.subresources", {"status": {}})),
    ("conversion webhook none", ("spec.conversion", {"strategy": "Webhook"})), ("conversion webhook", ("spec.conversion", {"strategy": "Webhook", "webhook": {"conversionReviewVersions": ["v9", "v9", "V"], "clientConfig": {"url": "http://x"}}})), ("conversion service", ("spec.conversion", {"strategy": "Webhook", "webhook": {"conversionReviewVersions": ["v1"], "clientConfig": {"service": {"name": "", "namespace": "b", "path": "a//", "port": 443}}}})),
    ("deprecated empty", ("spec.versions.0.deprecated", True), ("spec.versions.0.deprecationWarning", "")), ("deprecated long", ("spec.versions.0.deprecated", True), ("spec.versions.0.deprecationWarning", "x" * 257)), ("deprecated lines", ("spec.versions.0.deprecated", True), ("spec.versions.0.deprecationWarning", "é\n")),
    ("versions alike", ("spec.versions.1", version("v2")), (ROOT + ("properties", "spec", "properties", "a", "type"), "text"), (("spec", "versions", 1, "schema", "openAPIV3Schema", "properties", "spec", "properties", "a", "type"), "text")), ("versions differ", ("spec.versions.1", version("v2", schema={"openAPIV3Schema": {"type": "string"}}))),
    ("preserved", ("spec.preserveUnknownFields", True)),
]
UPDATE = [
    ("stored version gone", ("spec.versions.0.name", "v2"), ("status.storedVersions", ["v1", "v2"])), ("ok stored version stays", ("spec.versions.1", version("v2", storage=True)), ("spec.versions.0.storage", False), ("status.storedVersions", ["v1", "v2"])),
    ("not structural", (A + ("anyOf",), [{"type": "string"}])),
]
GROUPS = [
    {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "plural": "customresourcedefinitions", "namespaced": False, "name": "shapes.recorded.example.org",
     "object": {"spec": {"group": "recorded.example.org", "scope": "Namespaced", "names": {"plural": "shapes", "kind": "Shape", "singular": "shape", "listKind": "ShapeList"}, "conversion": {"strategy": "None"},
                         "versions": [{"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": OBJECT}}]}},
     "settles": True, "create": CREATE, "update": UPDATE},
]
