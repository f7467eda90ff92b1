# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
SCHEMA = "spec.versions.0.schema.openAPIV3Schema"
OBJECT = {"type": "object", "properties": {"spec": {"type": "object", "properties": {"a": {"type": "string"}}}}}
GROUPS = [
    {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "plural": "customresourcedefinitions", "namespaced": False, "name": "widgets.recorded.example.org",
     "object": {"spec": {"group": "recorded.example.org", "scope": "Namespaced", "names": {"plural": "widgets", "kind": "Widget", "singular": "widget", "listKind": "WidgetList"},
                         "versions": [{"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": OBJECT}}]}},
     "create": [
         ("name", ("metadata.name", "other.example.org")), ("group", ("spec.group", "nodots"), ("metadata.name", "widgets.nodots")), ("scope", ("spec.scope", "Foo")),
         ("kind", ("spec.names.kind", "Wid_get")), ("plural", ("spec.names.plural", "Widgets"), ("metadata.name", "Widgets.recorded.example.org")), ("same kinds", ("spec.names.listKind", "Widget")), ("short", ("spec.names.shortNames", ["A b"])), ("category", ("spec.names.categories", ["A"])),
         ("version", ("spec.versions.0.name", "V_1"), ("status.storedVersions", ["V_1"])),
         ("no root type", (SCHEMA + ".type", DELETE)), ("root type", (SCHEMA + ".type", "string"), (SCHEMA + ".properties", DELETE)), ("no field type", (SCHEMA + ".properties.spec.type", DELETE)), ("no items", (SCHEMA + ".properties.spec", {"type": "array"})),
         ("item type", (SCHEMA + ".properties.spec", {"type": "array", "items": {}})), ("unique", (SCHEMA + ".properties.spec", {"type": "array", "items": {"type": "string"}, "uniqueItems": True})),
         ("type", (SCHEMA + ".properties.spec.properties.a.type", "text")), ("both properties", (SCHEMA + ".properties.spec.additionalProperties", {"type": "string"})),
         ("column", ("spec.versions.0.additionalPrinterColumns", [{"name": "", "type": "Foo", "jsonPath": "x", "format": "y"}])), ("column empty", ("spec.versions.0.additionalPrinterColumns", [{"name": "a", "type": "", "jsonPath": ""}])),
         ("scale", ("spec.versions.0.subresources", {"scale": {"specReplicasPath": ".x.y", "statusReplicasPath": "status", "labelSelectorPath": ".z"}})),
         ("conversion", ("spec.conversion", {"strategy": "Foo"})), ("conversion webhook", ("spec.conversion", {"strategy": "None", "webhook": {"clientConfig": {"url": "https://x"}, "conversionReviewVersions": ["v1"]}})),
         ("deprecation", ("spec.versions.0.deprecationWarning", "x")),
     ]},
]
